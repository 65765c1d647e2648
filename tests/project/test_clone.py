"""A clone of this repository is the same everywhere, whatever git does with the ends of lines."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def git(folder, *words, **options):
    """What git says; its settings are this test's alone."""
    nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", "-C", str(folder), *words],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env=kept | nobody,
        **options,
    )
    return done.stdout


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """This repository, as `git clone` brings it to a machine with core.autocrlf=true."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("no git, or no repository: this folder was downloaded")
    folder = tmp_path_factory.mktemp("clone") / "course"
    git(ROOT, "clone", "--quiet", "-c", "core.autocrlf=true", str(ROOT), str(folder))
    return folder


def test_autocrlf_changes_no_byte_of_a_notebook_a_golden_file_or_anything_else(clone):
    listed = git(clone, "ls-files", "--stage", "-z").split("\0")[:-1]
    held = {line.partition("\t")[2]: line.split()[1] for line in listed}
    there = git(clone, "hash-object", "--no-filters", "--stdin-paths", input="\n".join(held))
    found = dict(zip(held, there.split(), strict=True))
    assert [path for path in held if found[path] != held[path]] == []


def test_the_scripts_of_a_clone_with_autocrlf_can_be_read_by_bash(clone):
    if os.name == "nt":
        pytest.skip("the scripts are for Linux: CI and Binder")
    paths = [clone / name for name in git(clone, "ls-files").splitlines()]
    scripts = [path for path in paths if path.read_bytes().startswith(b"#!/usr/bin/env bash")]
    assert {"run", "postBuild"} <= {path.name for path in scripts}
    for path in scripts:
        subprocess.run(["bash", "-n", str(path)], check=True)
