"""`course.py start`: an exercise is put into my_work, and nothing in there is ever lost."""

import json
import shutil
import subprocess

import nbformat
import pytest
from browser import ROOT

from tools.launch import start
from tools.launch.environment import Environment
from tools.launch.lab import refresh_work
from tools.launch.trouble import Trouble

NAME = "E02_one_step.ipynb"


@pytest.fixture
def course(tmp_path):
    """A course with one lesson and one exercise, as somebody downloaded it."""
    for folder, name in (("exercises", NAME), ("notebooks", "02_recurrence.ipynb")):
        (tmp_path / folder).mkdir()
        shutil.copy(ROOT / folder / name, tmp_path / folder / name)
    return tmp_path


def run(course, *arguments):
    return start.main(Environment(course), list(arguments))


def solve(path, text="def step(): return 42"):
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[-2].source = text
    nbformat.write(notebook, path)


def publish(course, text="A new first line"):
    """A new edition of the exercise and of the lesson."""
    for path in (course / "exercises" / NAME, course / "notebooks" / "02_recurrence.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        notebook.cells[1].source += f"\n# {text}"
        nbformat.write(notebook, path)


@pytest.mark.parametrize("wanted", ["E02", "e2", "2", "02", "E02_one_step", "E02_one_step.ipynb"])
def test_an_exercise_can_be_named_in_many_ways(course, wanted, capsys):
    assert run(course, wanted) == 0
    assert (course / "my_work" / NAME).exists()
    assert "python course.py lab E02" in capsys.readouterr().out


def test_the_list_says_minutes_points_and_what_is_started(course, capsys):
    run(course)
    assert "E02  One step of an RNN" in (before := capsys.readouterr().out)
    assert "20 min   3 points" in before and "my_work/" not in before
    run(course, "E02")
    run(course)
    assert f"my_work/{NAME}" in capsys.readouterr().out


def test_the_copy_shows_the_target_and_links_to_the_learners_lessons(course):
    name = "E10_batches.ipynb"
    shutil.copy(ROOT / "exercises" / name, course / "exercises")
    run(course, "E10")
    notebook = nbformat.read(course / "my_work" / name, as_version=4)
    shown = [c for c in notebook.cells if c.get("outputs")]
    assert [c.metadata.tags for c in shown] == [["target"]]
    assert "](02_recurrence.ipynb)" in notebook.cells[0].source


def test_what_is_started_is_never_overwritten(course, capsys):
    run(course, "E02")
    solve(course / "my_work" / NAME)
    before = (course / "my_work" / NAME).read_bytes()
    run(course, "E02")
    assert "is there, as you left it" in capsys.readouterr().out
    assert (course / "my_work" / NAME).read_bytes() == before


def test_again_keeps_every_copy_also_twice_on_one_day(course):
    run(course, "E02")
    for text in ("first try", "second try"):
        solve(course / "my_work" / NAME, text)
        run(course, "E02", "--again")
    kept = sorted((course / "my_work").glob("*_kept_*.ipynb"))
    assert ["first try" in kept[0].read_text(), "second try" in kept[1].read_text()] == [True, True]
    assert "NotImplementedError" in (course / "my_work" / NAME).read_text()


@pytest.mark.parametrize("wanted", ["E99", "", "E", "../E02/..", "E02;ls", "E²"])
def test_an_unknown_exercise_gets_one_sentence(course, wanted):
    with pytest.raises(Trouble, match="There is no exercise"):
        run(course, wanted)
    assert not (course / "my_work").exists()


def test_a_file_in_the_place_of_the_folder_gets_one_sentence(course):
    (course / "my_work").write_text("mine")
    with pytest.raises(Trouble, match="my_work is a file: rename it"):
        run(course, "E02")
    assert (course / "my_work").read_text() == "mine"


def test_a_broken_exercise_is_listed_and_gets_one_sentence(course, capsys):
    (course / "exercises" / NAME).write_text("{")
    run(course)
    run(course, "E02")
    assert "cannot be read" in capsys.readouterr().out


def git(folder, *arguments):
    identity = ["-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"]
    command = ["git", *identity, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def teacher(tmp_path):
    """The repository of the course."""
    folder = tmp_path / "teacher"
    for sub, name in (("exercises", NAME), ("notebooks", "02_recurrence.ipynb")):
        (folder / sub).mkdir(parents=True)
        shutil.copy(ROOT / sub / name, folder / sub / name)
    shutil.copy(ROOT / ".gitignore", folder)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "first edition")
    return folder


def test_git_pull_cannot_conflict_with_a_learners_work(teacher, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("tools.launch.lab.trust", lambda environment, notebooks: None)
    git(tmp_path, "clone", "-q", str(teacher), "learner")
    learner = tmp_path / "learner"
    refresh_work(Environment(learner))
    run(learner, "E02")
    work = learner / "my_work"
    solve(work / NAME)  # changed; the lesson is only run
    notebook = json.loads((work / "02_recurrence.ipynb").read_text())
    notebook["cells"][-1]["metadata"] = {"run": True}
    (work / "02_recurrence.ipynb").write_text(json.dumps(notebook))
    before = (work / NAME).read_bytes()

    publish(teacher)
    git(teacher, "commit", "-qam", "second edition")
    git(learner, "pull", "-q", "--ff-only")
    assert git(learner, "status", "--porcelain") == ""
    refresh_work(Environment(learner))

    assert (work / NAME).read_bytes() == before
    assert "A new first line" in (work / "02_recurrence.ipynb").read_text()
    (beside,) = work.glob("E02*.new-*.ipynb")
    assert "A new first line" in beside.read_text()
    assert "holds your work and was not touched" in capsys.readouterr().out
    assert git(learner, "status", "--porcelain") == ""


def test_every_notebook_carries_its_edition_and_it_changes_with_the_text_only():
    from tools.build import notebooks as build

    source = ROOT / "rnnlib" / "exercises" / "e02" / "notebook.py"
    first = build.from_source(source)
    assert build.from_source(source).metadata.course.edition == first.metadata.course.edition
    first.cells[0].source += "!"
    assert (
        build.stamped(first).metadata.course.edition
        != build.from_source(source).metadata.course.edition
    )
    for folder in ("notebooks", "exercises", "solutions"):
        for path in (ROOT / folder).glob("*.ipynb"):
            notebook = nbformat.read(path, as_version=4)
            stamp = notebook.metadata.course.edition
            assert build.stamped(notebook).metadata.course.edition == stamp, path.name
