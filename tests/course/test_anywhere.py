"""docs/anywhere.md: Binder, VS Code and Colab, as far as they can be tried here."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile

import nbformat
import pytest
from built_site import ROOT
from nbclient import NotebookClient
from packaging.specifiers import SpecifierSet

BINDER = ROOT / "binder"
# What repo2docker reads in binder/ (version 2026.4.0, its buildpacks); other names do nothing.
READ_BY_REPO2DOCKER = {
    *("requirements.txt", "environment.yml", "runtime.txt", "apt.txt", "postBuild", "start"),
    *(
        "Pipfile",
        "setup.py",
        "install.R",
        "DESCRIPTION",
        "Project.toml",
        "default.nix",
        "Dockerfile",
    ),
}


# --- Binder, without repo2docker and without Docker -----------------------------------------------


def test_binder_holds_nothing_that_is_not_read():
    names = {path.name for path in BINDER.iterdir()}
    assert names and names <= READ_BY_REPO2DOCKER


def test_binder_installs_what_a_learner_installs_in_the_tested_versions():
    """`-r` and `-c` are relative to the file, `-e .` to the folder of the course: pip's rules."""
    lines = (BINDER / "requirements.txt").read_text(encoding="utf-8").splitlines()
    asked = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    found = {(flag, (BINDER / name).resolve()) for flag, name in asked}
    assert found == {("-r", ROOT / "requirements.txt"), ("-c", ROOT / "requirements.lock")}
    assert "-e ." in (ROOT / "requirements.txt").read_text(encoding="utf-8")


def test_binders_python_is_the_one_that_the_versions_were_tested_with():
    name, _, version = (BINDER / "runtime.txt").read_text().strip().partition("-")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert name == "python" and SpecifierSet(project["requires-python"]).contains(version)
    assert f"CPython {version}" in (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_binders_last_step_is_a_script_that_can_run():
    script = BINDER / "postBuild"
    text = script.read_text(encoding="utf-8")
    assert text.startswith("#!/usr/bin/env bash\n") and "\r" not in text
    mode = subprocess.run(
        ["git", "ls-files", "-s", "binder/postBuild"], cwd=ROOT, capture_output=True, text=True
    ).stdout[:6]
    assert mode in ("100755", ""), "run: git update-index --chmod=+x binder/postBuild"
    for module in re.findall(r"python -m ([\w.]+)", text):
        assert (ROOT / module.replace(".", "/")).with_suffix(".py").exists(), module
    if os.name == "posix":
        assert os.access(script, os.X_OK)
        subprocess.run(["bash", "-n", str(script)], check=True)


# --- the wheel, for Colab and JupyterLite; the kernel, for VS Code --------------------------------


def test_the_wheel_of_rnnlib_holds_its_data_and_nothing_of_the_course(tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert wheel.name.endswith("-py3-none-any.whl") and "rnnlib/data/sunspots.csv" in names
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"rnnlib"}


def test_the_wheel_checks_answers_without_solutions_and_variants(tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "packages")
    pages = {p.name for p in (tmp_path / "packages/rnnlib/exercises").glob("e*/*.py")}
    assert pages == {"questions.py", "mistakes.py"}
    answer = "lambda x, z, W, V, b: np.tanh(z @ V.T + x @ W + b)"
    code = f"import numpy as np; from rnnlib import check; print(check('E02.step', {answer}))"
    code += "; from rnnlib.exercises.register import all_exercises; print(len(all_exercises()))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path / "packages"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
    )
    assert "V transposed" in done.stdout, done.stderr
    assert int(done.stdout.split()[-1]) >= 13


@pytest.mark.slow
def test_a_kernel_of_this_python_runs_a_lesson_wherever_the_editor_is(tmp_path):
    """VS Code starts the ipykernel of .venv in the folder of the notebook, and so does this."""
    notebook = nbformat.read(ROOT / "notebooks" / "00_start_here.ipynb", as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"][:2]
    small = nbformat.v4.new_notebook(cells=code)
    where = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(small, kernel_name="python3", timeout=900, resources=where).execute()
    assert 'class="rnn-laboratory"' in small.cells[0].outputs[0].data["text/html"]
