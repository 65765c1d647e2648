"""nbgrader adopts solutions/ as it is; it runs in an environment of its own."""

import csv
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from browser import ROOT

from rnnlib.questions import exercises

pytestmark = pytest.mark.browser  # slow, as the browser is: left out by --fast
NAME = "E02_one_step"
FILES = ("pyproject.toml", "requirements.lock")


@pytest.fixture(scope="module")
def bin_of_nbgrader():
    """The programs of an environment with nbgrader; it is made once and kept in .cache."""
    digest = hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in FILES)).hexdigest()
    folder = ROOT / ".cache" / f"nbgrader-{digest[:12]}"
    done = folder / "done"
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    if not done.exists():
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        wanted = ["-e", ".[teach,nbgrader]", "-c", "requirements.lock"]
        uv = shutil.which("uv")
        python = str(programs / "python")
        install = (
            [uv, "pip", "install", "--python", python] if uv else [python, "-m", "pip", "install"]
        )
        made = subprocess.run(
            [*install, "--quiet", *wanted], cwd=ROOT, capture_output=True, text=True
        )
        if made.returncode:
            message = f"no environment with nbgrader: {made.stderr.strip()[-300:]}"
            (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
        done.touch()
    return programs


@pytest.fixture(scope="module")
def course(bin_of_nbgrader, tmp_path_factory):
    """A course of nbgrader's with three students, graded: right, not tried, one part wrong."""
    folder = tmp_path_factory.mktemp("nbgrader")
    (folder / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.course_id = "rnn"'
    )
    put(ROOT / "solutions" / f"{NAME}.ipynb", folder / "source" / "E02")

    def nbgrader(*words):
        # nbgrader calls other programs of its environment by name
        path = f"{bin_of_nbgrader}{os.pathsep}{os.environ['PATH']}"
        kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "MPLBACKEND")}
        env = kept | {"PATH": path, "HOME": str(folder)}
        command = [str(bin_of_nbgrader / "nbgrader"), *words]
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-3000:]

    nbgrader("generate_assignment", "E02", "--create")
    released = folder / "release" / "E02" / f"{NAME}.ipynb"
    put(ROOT / "solutions" / f"{NAME}.ipynb", folder / "submitted" / "ada" / "E02")
    put(released, folder / "submitted" / "bob" / "E02")
    wrong = folder / "submitted" / "eve" / "E02" / released.name
    put(ROOT / "solutions" / f"{NAME}.ipynb", wrong.parent)
    wrong.write_text(wrong.read_text("utf-8").replace("z @ V", "z @ V.T"), "utf-8")
    nbgrader("autograde", "E02")
    nbgrader("generate_feedback", "E02")
    nbgrader("export")
    return folder


def put(path, folder):
    folder.mkdir(parents=True)
    shutil.copy(path, folder / path.name)


def test_what_nbgrader_releases_is_our_exercise_edition(course):
    released = nbformat.read(course / "release" / "E02" / f"{NAME}.ipynb", as_version=4)
    ours = nbformat.read(ROOT / "exercises" / f"{NAME}.ipynb", as_version=4)
    assert [c.source.rstrip() for c in released.cells] == [c.source.rstrip() for c in ours.cells]


def test_the_solution_has_full_marks_the_stub_none_and_one_wrong_answer_some(course):
    with (course / "grades.csv").open() as file:
        score = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    wrong, right = (question.points for question in exercises()["E02"].questions)
    assert score == {"ada": wrong + right, "bob": 0.0, "eve": right}


def test_the_feedback_names_the_misconception(course):
    page = (course / "feedback" / "eve" / "E02" / f"{NAME}.html").read_text("utf-8")
    assert "V transposed" in page
    assert {p.parent.parent.name for p in Path(course / "feedback").glob("*/E02/*.html")} == {
        "ada",
        "bob",
        "eve",
    }
