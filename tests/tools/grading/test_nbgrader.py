"""nbgrader adopts solutions/ as it is; it runs in an environment of its own."""

import csv
import os
import shutil
import subprocess
from pathlib import Path

import nbformat
import pytest
from own_environment import ROOT, environment

from rnnlib.exercises.register import find

pytestmark = pytest.mark.long
NAME = "E02_one_step"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course of nbgrader's with three students, graded: right, not tried, one part wrong."""
    programs = environment()
    folder = tmp_path_factory.mktemp("nbgrader")
    (folder / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.course_id = "rnn"'
    )
    put(ROOT / "solutions" / f"{NAME}.ipynb", folder / "source" / "E02")

    def nbgrader(*words):
        # nbgrader calls other programs of its environment by name
        path = f"{programs}{os.pathsep}{os.environ['PATH']}"
        kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "MPLBACKEND")}
        env = kept | {"PATH": path, "HOME": str(folder)}
        command = [str(programs / "nbgrader"), *words]
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
    wrong, right = (question.points for question in find("E02").questions)
    assert score == {"ada": wrong + right, "bob": 0.0, "eve": right}


def test_the_feedback_names_the_misconception(course):
    page = (course / "feedback" / "eve" / "E02" / f"{NAME}.html").read_text("utf-8")
    assert "V transposed" in page
    assert {p.parent.parent.name for p in Path(course / "feedback").glob("*/E02/*.html")} == {
        "ada",
        "bob",
        "eve",
    }
