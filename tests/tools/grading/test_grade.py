"""`course.py grade`: a table, a page for each student, a report; nothing lost, nobody held up."""

import csv
import shutil
import sys
from html import escape
from itertools import pairwise

import planted
import pytest
from browser import ROOT

from rnnlib.exercises.register import all_mistakes
from rnnlib.exercises.verdict import Verdict
from tools.grading import grade, insight, pages, pool, worker
from tools.grading.marks import Mark
from tools.grading.results import Result, Run, file_name
from tools.grading.table import Row
from tools.launch.trouble import Trouble

pytestmark = pytest.mark.slow
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
    monkeypatch.setattr(worker, "grade", planted.counted)
    run(class_)
    assert sorted(notes.read_text().splitlines()) == ["=cleo; rm -rf ~", "ada", "bob", "dora <b>"]
    notes.unlink()
    monkeypatch.setattr(pool, "spread", None)  # with nothing to grade, no worker is started
    run(class_, "--resume")
    assert not notes.exists()
    monkeypatch.undo()
    monkeypatch.setenv("PLANTED_NOTES", str(notes))
    monkeypatch.setattr(worker, "grade", planted.counted)
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
    assert not list(out.glob("grades-*.csv"))  # nobody had changed it by hand
    assert (out / "run.json").read_text() != before[0] and table(class_) == before[1]


def test_a_table_that_cannot_be_read_is_refused_before_anything_is_written(class_, capsys):
    run(class_)
    path = class_.with_name("class-graded") / "grades.csv"
    path.write_text("my own notes")
    before = {p: p.read_bytes() for p in path.parent.rglob("*") if p.is_file()}
    with pytest.raises(Trouble, match=r"has no column 'student'.*nothing was graded or written"):
        run(class_, "--again")
    assert {p: p.read_bytes() for p in path.parent.rglob("*") if p.is_file()} == before


def test_a_fault_of_the_grader_fails_one_student_and_is_told(class_, monkeypatch, capsys):
    monkeypatch.setattr(worker, "grade", planted.breaks_at_bob)
    assert run(class_) == 1
    assert "NOT graded: bob: RuntimeError: planted" in capsys.readouterr().out
    rows = table(class_)
    assert rows["bob"]["points"] == "" and rows["ada"]["points"] == "3"


def test_a_worker_that_dies_takes_nobody_with_it(class_, monkeypatch, capsys):
    monkeypatch.setattr(worker, "grade", planted.killed_at_bob)
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


def test_without_dask_a_scheduler_gets_one_sentence_and_one_machine_all_grades(class_, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)  # as where it is not installed
    monkeypatch.setitem(sys.modules, "dask", None)
    with pytest.raises(Trouble, match=r"--scheduler needs Dask: bring it with .*\[cluster\]"):
        run(class_, "--scheduler", "tcp://127.0.0.1:9")
    assert run(class_) == 0 and table(class_)["ada"]["points"] == "3"


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
        run(class_, *options)
    assert "usage: python course.py grade" in capsys.readouterr().err


def test_names_that_differ_have_files_that_differ():
    names = ["a b", "a-b", "A B", "ä", "", "/", "..", "a" * 300]
    files = [file_name(name) for name in names]
    assert len(set(files)) == len(names)
    assert all(len(f) < 80 and f.replace("-", "").isalnum() for f in files)


def test_points_given_by_hand_are_kept_when_the_class_is_graded_again(class_):
    shutil.copy(ROOT / "exercises/E13_project.ipynb", class_ / "ada")
    assert run(class_) == 0 and table(class_)["ada"]["E13 by hand"] == ""
    path = class_.with_name("class-graded") / "grades.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["E13 by hand"] = {"ada": "11.5", "'=cleo; rm -rf ~": "3"}.get(row["student"], "")
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0], delimiter=";")  # as a German Excel saves it
        writer.writeheader()
        writer.writerows(rows)
    assert run(class_) == 0
    again = table(class_)
    assert [again[s]["E13 by hand"] for s in ("ada", "bob", "'=cleo; rm -rf ~")] == [
        "11.5",
        "",
        "3",
    ]
    assert [again[s]["points"] for s in ("ada", "bob", "'=cleo; rm -rf ~")] == ["14.5", "0", "4"]
    page = (path.parent / "feedback" / f"{file_name('ada')}.html").read_text("utf-8")
    assert "ada: 14.5 of 17 points" in page
    assert "11.5 of these points were given by your tutor, out of 12" in page
    assert len(list(path.parent.glob("grades-*.csv"))) == 1


def spreads(n, students=3):
    """Misconceptions of as many names, each made by these students in one question."""
    by_name = {m.name: m for m in all_mistakes()}
    marks = [Mark(Verdict(m.question.name, "not yet", mistakes=(m.name,)), 0, 1)
             for m in list(by_name.values())[:n]]  # fmt: skip
    return [Result(f"student {i}", tuple(marks)) for i in range(students)]


def test_the_report_shows_the_most_frequent_misconceptions_and_folds_the_others_away(tmp_path):
    (ada,) = spreads(25, students=1)
    bob = Result("bob", ada.marks[:5])
    run_ = Run(tmp_path, 0, ("E01",))
    report = pages.report_page(run_, [Row(run_, ada, {}), Row(run_, bob, {})])
    shown, folded = report.split("<details>")[0], report.split("<details>")[1]
    folded = folded.split("</details>")[0]
    assert shown.count('<th scope="row">') == 20 and folded.count('<th scope="row">') == 5
    assert "5 more, each by at most 1 student" in folded
    assert "max-height: none !important" in report  # the plot is not shrunk to the window
    names = [mark.verdict.mistakes[0] for mark in bob.marks]
    assert all(f'<th scope="row">{escape(name)}</th>' in shown for name in names)


def test_the_labels_of_the_plot_are_large_and_lie_inside():
    found = insight.misconceptions(spreads(30))
    figure = pages.mistakes_plot(found).figure
    figure.draw_without_rendering()
    labels = figure.axes[0].get_yticklabels()
    assert len(labels) == 12 and min(label.get_fontsize() for label in labels) >= 11
    boxes = sorted((label.get_window_extent() for label in labels), key=lambda box: box.y0)
    assert all(low.y1 <= high.y0 for low, high in pairwise(boxes))
    assert min(box.x0 for box in boxes) >= 0
    ticks = figure.axes[0].get_xticks()
    assert all(tick == int(tick) for tick in ticks)


def test_a_dry_run_says_what_was_understood_and_runs_and_writes_nothing(
    class_, capsys, monkeypatch
):
    (class_ / "ada" / "loss.png").write_bytes(b"x")
    (class_ / "notes.txt").write_text("x")
    monkeypatch.setattr(pool, "spread", None)
    assert run(class_, "--check") == 0
    printed = capsys.readouterr().out
    assert "4 students, 1 exercise, layout: a folder for each student" in printed
    assert "ada: E02 (E02_one_step.ipynb)\n      not read: loss.png" in printed
    assert "LOOK: E02: 'E02.ipynb' is not valid JSON" in printed
    assert "belongs to nobody: notes.txt" in printed and "Nothing was run" in printed
    assert [p.name for p in class_.parent.iterdir()] == ["class"]


def test_a_class_list_brings_a_row_for_who_handed_in_nothing(class_, capsys):
    people = class_.with_name("list.csv")
    people.write_text("name\nada\nbob\nZoë\n", encoding="utf-8")
    assert run(class_, "--students", str(people)) == 0
    rows = table(class_)
    assert rows["Zoë"]["points"] == "0" and rows["Zoë"]["to look at"] == "Nothing was handed in."
    assert rows["dora <b>"]["to look at"].startswith("This name is not in the class list.")
    printed = capsys.readouterr().out
    assert "5 students, 1 exercise" in printed and "look at Zoë: Nothing was handed in." in printed


def test_a_technical_zero_stands_in_table_summary_and_on_the_page(class_, capsys):
    text = SOLUTION.read_text(encoding="utf-8").replace("def step(", "def my_step(")
    (class_ / "bob" / STUB.name).write_text(text, encoding="utf-8")
    assert run(class_) == 0
    assert "E02.step has no numbers to judge" in table(class_)["bob"]["to look at"]
    assert "look at bob: E02.step has no numbers to judge" in capsys.readouterr().out
    out = class_.with_name("class-graded")
    page = (out / "feedback" / f"{file_name('bob')}.html").read_text("utf-8")
    assert "Your tutor is told" in page
    assert "no numbers to judge" in (out / "report.html").read_text("utf-8")
