"""`course.py new-exercise`: a folder that works at once, tried in a copy of the course."""

import os
import shutil
import subprocess
import sys

import nbformat
import pytest
from built_site import ROOT

from rnnlib.exercises.register import ladder
from tools.build import new_exercise
from tools.launch.environment import Environment
from tools.launch.trouble import Trouble

TITLE = "Two layers: a first look"
FILE = "E90_two_layers_a_first"
CLAIMS = ("solution_was_run", "unsolved", "different_styles", "planted_mistake", "leads_to")
COPIED = ("rnnlib", "tools", "tests", "course", "notebooks", "exercises", "solutions")


@pytest.mark.slow
def test_a_new_exercise_builds_runs_unsolved_and_solved_and_passes_the_tests(tmp_path):
    course = tmp_path / "course"
    for name in COPIED:
        shutil.copytree(ROOT / name, course / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("course.py", "README.md", "pyproject.toml"):
        shutil.copy(ROOT / name, course)
    (course / "docs").mkdir()

    said = run(course, "course.py", "new-exercise", "E90", TITLE)
    folder = course / "rnnlib" / "exercises" / "e90"
    assert {path.name for path in folder.iterdir()} == {
        *("notebook.py", "questions.py", "mistakes.py", "variants.py")
    }
    before = ladder()[-1].name  # its link leads to the new one
    assert f"python course.py build {before} E90" in said

    run(course, "-m", "ruff", "check", folder)
    run(course, "-m", "ruff", "format", "--check", folder)

    run(course, "-m", "tools.build.notebooks", "E90")
    unsolved = nbformat.read(course / "exercises" / f"{FILE}.ipynb", as_version=4)
    assert unsolved.cells[0].source.startswith(f"# E90 · {TITLE}\n")
    assert f"| E90 {TITLE} | " in (course / "README.md").read_text(encoding="utf-8")

    tests = ["tests/course/test_exercises.py", "tests/rnnlib/exercises"]
    chosen = "E90 or both_editions_and_no or leads_to_the_next or readme"
    passed = run(course, "-m", "pytest", "-v", "-p", "no:cacheprovider", *tests, "-k", chosen)
    for claim in CLAIMS:
        assert any(claim in line and "PASSED" in line for line in passed.splitlines()), claim


def run(course, *arguments):
    """Run Python in the copy and return what was printed; it must go well."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=course,
        env=os.environ | {"PYTHONPATH": str(course), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def course(tmp_path):
    """Nothing but the folder in which exercises lie, with one of them."""
    (tmp_path / "rnnlib" / "exercises" / "e01").mkdir(parents=True)
    (tmp_path / "rnnlib" / "exercises" / "e01" / "notebook.py").write_text("mine")
    return tmp_path


def make(course, *arguments):
    return new_exercise.main(Environment(course), list(arguments))


@pytest.mark.parametrize("name", ["E02", "e2", "2", "02"])
def test_the_name_can_be_written_in_many_ways_and_the_place_before_is_rebuilt(course, name, capsys):
    assert make(course, name, "Two layers") == 0
    text = (course / "rnnlib/exercises/e02/questions.py").read_text(encoding="utf-8")
    assert '"E02_two_layers"' in text and '"E02.mean_state"' in text and "E00" not in text
    printed = capsys.readouterr().out
    assert "build E01 E02" in printed and "CONTRIBUTING.md" in printed


def test_an_exercise_that_is_there_is_never_touched(course):
    with pytest.raises(Trouble, match="E01 is there already"):
        make(course, "E01", "Another")
    (page,) = (course / "rnnlib/exercises/e01").iterdir()
    assert page.read_text() == "mine"


@pytest.mark.parametrize("name", ["", "E", "E00", "E100", "X02", "E2b", "E²", "../E02"])
def test_what_is_no_name_gets_one_sentence(course, name):
    with pytest.raises(Trouble, match="is no name for an exercise: expected E and a number"):
        make(course, name, "Two layers")


@pytest.mark.parametrize("title", ["", " ", "…", '"yes"', "a | b", "[link]", "{{ next }}", "\\"])
def test_a_title_that_would_break_a_heading_or_a_table_gets_one_sentence(course, title):
    with pytest.raises(Trouble, match="is no title: expected some words"):
        make(course, "E02", title)
    assert [p.name for p in (course / "rnnlib/exercises").iterdir()] == ["e01"]


def test_a_class_edition_has_no_template_and_says_so(course, tmp_path, monkeypatch):
    monkeypatch.setattr(new_exercise, "TEMPLATE", tmp_path / "nowhere")
    with pytest.raises(Trouble, match="use a clone of the course itself"):
        make(course, "E02", "Two layers")
    assert not (course / "rnnlib/exercises/e02").exists()
