"""`course.py grade`: a table, a page for each student, a report; nothing lost, nobody held up."""

import csv
import shutil

import planted
import pytest
from browser import ROOT

from tools.grading import cluster, grade, pages
from tools.grading.results import file_name
from tools.trouble import Trouble

# Dask's own warnings, for example of a worker that is started anew; here they would be errors.
pytestmark = pytest.mark.filterwarnings("ignore")
SOLUTION, STUB = ROOT / "solutions/E02_one_step.ipynb", ROOT / "exercises/E02_one_step.ipynb"


@pytest.fixture
def class_(tmp_path):
    """A class of four: right, not tried, V transposed, broken file."""
    folder = tmp_path / "class"
    for student in ("ada", "bob", "=cleo; rm -rf ~", "dora <b>"):
        (folder / student).mkdir(parents=True)
    shutil.copy(SOLUTION, folder / "ada")
    shutil.copy(STUB, folder / "bob")
    wrong = SOLUTION.read_text(encoding="utf-8").replace("z @ V", "z @ V.T")
    (folder / "=cleo; rm -rf ~" / "E02_mine.ipynb").write_text(wrong, encoding="utf-8")
    (folder / "dora <b>" / "E02.ipynb").write_text('{"cells": [', encoding="utf-8")
    return folder


def run(folder, *arguments):
    return grade.main([str(folder), "--workers", "1", *arguments])


def table(folder):
    with (folder.with_name("class-graded") / "grades.csv").open(encoding="utf-8-sig") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def test_a_class_is_graded_with_table_pages_and_report(class_, capsys):
    assert run(class_) == 0
    rows = table(class_)
    assert [rows[s]["points"] for s in ("ada", "bob", "'=cleo; rm -rf ~", "dora <b>")] == list(
        "3010"
    )
    assert "is not valid JSON" in rows["dora <b>"]["to look at"]
    out = class_.with_name("class-graded")
    page = (out / "feedback" / f"{file_name('=cleo; rm -rf ~')}.html").read_text("utf-8")
    assert "V transposed" in page and "1 of 3 points" in page
    report = (out / "report.html").read_text("utf-8")
    assert 'alt="Bar chart of the most frequent misconceptions by students: V transposed' in report
    assert 'alt="Bar chart of the points of 4 students' in report
    assert "dora &lt;b&gt;" in report and "dora <b>" not in report
    printed = capsys.readouterr().out
    assert "Graded 4 of 4 submissions." in printed and "look at dora <b>" in printed


def test_what_is_graded_is_not_graded_again_but_what_changed_is(class_, monkeypatch, tmp_path):
    notes = tmp_path / "notes"
    monkeypatch.setenv("PLANTED_NOTES", str(notes))
    monkeypatch.setattr(cluster, "grade", planted.counted)
    run(class_)
    assert sorted(notes.read_text().splitlines()) == ["=cleo; rm -rf ~", "ada", "bob", "dora <b>"]
    notes.unlink()
    monkeypatch.setattr(cluster, "opened", None)  # with nothing to grade, Dask is not started
    run(class_, "--resume")
    assert not notes.exists()
    monkeypatch.undo()
    monkeypatch.setenv("PLANTED_NOTES", str(notes))
    monkeypatch.setattr(cluster, "grade", planted.counted)
    shutil.copy(SOLUTION, class_ / "bob" / STUB.name)
    run(class_)
    assert notes.read_text() == "bob\n" and table(class_)["bob"]["points"] == "3"


def test_an_interrupted_run_goes_on_with_the_same_numbers(class_):
    run(class_)
    out = class_.with_name("class-graded")
    before = (out / "run.json").read_text(), table(class_)
    (out / "results" / f"{file_name('ada')}.json").write_text('{"student": "ada", "poi')
    (out / "grades.csv").unlink()
    run(class_)
    assert ((out / "run.json").read_text(), table(class_)) == before
    run(class_, "--again")
    assert (out / "run.json").read_text() != before[0] and table(class_) == before[1]


def test_a_table_that_a_person_changed_is_kept(class_, capsys):
    run(class_)
    path = class_.with_name("class-graded") / "grades.csv"
    path.write_text("my own notes")
    run(class_)
    (kept,) = path.parent.glob("grades-*.csv")
    assert kept.read_text() == "my own notes" and "ada" in path.read_text("utf-8-sig")
    assert "had been changed by hand" in capsys.readouterr().out


def test_a_fault_of_the_grader_fails_one_student_and_is_told(class_, monkeypatch, capsys):
    monkeypatch.setattr(cluster, "grade", planted.breaks_at_bob)
    assert run(class_) == 1
    assert "NOT graded: bob: RuntimeError: planted" in capsys.readouterr().out
    rows = table(class_)
    assert rows["bob"]["points"] == "" and rows["ada"]["points"] == "3"


def test_a_worker_that_dies_takes_nobody_with_it(class_, monkeypatch, capsys):
    monkeypatch.setattr(cluster, "grade", planted.killed_at_bob)
    assert run(class_) == 1
    printed = capsys.readouterr().out
    assert "Graded 3 of 4 submissions." in printed
    assert "NOT graded: bob: workers died or hung in each of 3 attempts" in printed
    assert table(class_)["ada"]["points"] == "3"


def test_two_workers_give_what_one_gives(class_):
    run(class_, "--seed", "7")
    one = table(class_)
    shutil.rmtree(class_.with_name("class-graded"))
    assert grade.main([str(class_), "--workers", "2", "--seed", "7"]) == 0
    assert table(class_) == one


@pytest.mark.parametrize("missing", ["nowhere", "ada/nothing"])
def test_a_folder_that_is_not_there_gets_one_sentence(class_, missing):
    with pytest.raises(Trouble, match="There is no folder or zip file"):
        run(class_ / missing)


def test_a_folder_of_something_else_is_not_written_into(class_):
    out = class_.with_name("thesis")
    out.mkdir()
    (out / "chapter1.txt").write_text("mine")
    with pytest.raises(Trouble, match="holds something else: choose another folder with --out"):
        run(class_, "--out", str(out))
    assert [p.name for p in out.iterdir()] == ["chapter1.txt"]


@pytest.mark.parametrize("only", ["E99", "x", "E02,E99"])
def test_an_unknown_exercise_gets_one_sentence(class_, only):
    with pytest.raises(Trouble, match="There is no exercise"):
        run(class_, "--only", only)


def test_a_folder_without_exercises_gets_one_sentence(tmp_path):
    (tmp_path / "class" / "ada").mkdir(parents=True)
    (tmp_path / "class" / "ada" / "essay.ipynb").write_text("{}")
    with pytest.raises(Trouble, match="No exercise of this course was found"):
        run(tmp_path / "class")


@pytest.mark.parametrize(
    "options", [["--workers", "0"], ["--seed", "-1"], ["--nonsense"], ["--resume", "--again"]]
)
def test_a_wrong_option_gets_the_usage(class_, options, capsys):
    with pytest.raises(SystemExit):
        run(class_, *options.split())
    assert "usage: python course.py grade" in capsys.readouterr().err


def test_names_that_differ_have_files_that_differ():
    names = ["a b", "a-b", "A B", "ä", "", "/", "..", "a" * 300]
    files = [file_name(name) for name in names]
    assert len(set(files)) == len(names)
    assert all(len(f) < 80 and f.replace("-", "").isalnum() for f in files)


def test_no_name_becomes_a_formula_of_a_spreadsheet():
    assert pages._no_formula("=1+1") == "'=1+1" and pages._no_formula("Ada") == "Ada"
