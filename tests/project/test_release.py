"""A release says one version everywhere, and what it says of itself is valid."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import rnnlib

ROOT = Path(__file__).resolve().parents[2]
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def metadata():
    """What PyPI would be told; an unknown classifier or licence ends in an error."""
    command = [sys.executable, "-m", "hatchling", "metadata"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8")
    return json.loads(done.stdout)


def test_the_version_is_typed_once_and_the_citation_and_the_changelog_agree(metadata):
    assert metadata["version"] == rnnlib.__version__
    assert str(CITATION["version"]) == rnnlib.__version__
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\d[\w.]*)", changelog, re.MULTILINE)[0] == rnnlib.__version__


def test_licence_and_authors_are_those_of_the_citation(metadata):
    assert metadata["license"] in CITATION["license"]
    assert metadata["authors"] == CITATION["authors"]


def test_the_python_that_is_promised_is_the_one_that_was_tested(metadata):
    said = [c.rpartition(" ")[2] for c in metadata["classifiers"] if "Python ::" in c]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert said and metadata["requires-python"] == f">={said[0]}"
    assert f"CPython {said[0]}" in lock


def test_the_recipe_names_files_that_are_there():
    for page in (ROOT / "docs" / "release.md", ROOT / "SECURITY.md"):
        text = page.read_text(encoding="utf-8")
        paths = re.findall(r"`([\w.]+/[\w./]+)`", text) + re.findall(r"`([\w]+\.(?:cff|md))`", text)
        assert paths
        assert [path for path in paths if not (ROOT / path).exists()] == []
