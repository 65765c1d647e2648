"""my_work follows new editions and never loses what a learner wrote."""

import json
import os
import shutil
import subprocess

import pytest

from tools.launch import work as module
from tools.launch.work import RECORD, bring_up_to_date, cells_of, earlier_lessons

NAME = "00_start.ipynb"


def notebook(*sources, outputs=()):
    cells = [
        {
            "cell_type": "code",
            "id": f"cell-{number}",
            "metadata": {},
            "execution_count": None,
            "outputs": list(outputs),
            "source": source,
        }
        for number, source in enumerate(sources)
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def course(tmp_path):
    """A course of one lesson, and a learner who has opened it once."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / NAME).write_text(notebook("first edition"))
    refresh(tmp_path)
    return tmp_path


def refresh(course):
    return bring_up_to_date(sorted((course / "notebooks").glob("*.ipynb")), course / "my_work")


def publish(course, *sources):
    (course / "notebooks" / NAME).write_text(notebook(*sources))


def mine(course):
    return course / "my_work" / NAME


def beside(course):
    return sorted(path for path in mine(course).parent.glob("*.new-*.ipynb"))


def snapshot(course):
    return {path: path.read_bytes() for path in (course / "my_work").iterdir()}


def test_the_first_start_copies_every_lesson(course):
    assert json.loads(mine(course).read_text()) == json.loads(notebook("first edition"))


def test_a_copy_comes_without_outputs_so_that_no_prediction_is_answered_yet(course):
    output = {"output_type": "stream", "name": "stdout", "text": "31"}
    mine(course).unlink()
    (course / "notebooks" / NAME).write_text(notebook("6 * 5 + 1", outputs=[output]))
    refresh(course)
    assert json.loads(mine(course).read_text()) == json.loads(notebook("6 * 5 + 1"))


def test_a_second_start_writes_nothing(course, monkeypatch):
    monkeypatch.setattr(module, "write_whole", lambda *_: pytest.fail("wrote a file"))
    report = refresh(course)
    assert report.written == [] and report.lines == []


def test_an_unchanged_copy_follows_a_new_edition(course):
    publish(course, "second edition")
    report = refresh(course)
    assert "second edition" in mine(course).read_text()
    assert report.written == [mine(course)] and "follows" in report.lines[0]


def test_a_copy_that_was_only_run_follows_a_new_edition(course):
    run = [{"output_type": "stream", "name": "stdout", "text": "2"}]
    mine(course).write_text(notebook("first edition", outputs=run))
    publish(course, "second edition")
    refresh(course)
    assert "second edition" in mine(course).read_text()


def test_a_copy_that_was_only_run_keeps_its_outputs_while_there_is_no_new_edition(course):
    run = [{"output_type": "stream", "name": "stdout", "text": "2"}]
    mine(course).write_text(notebook("first edition", outputs=run))
    before = snapshot(course)
    refresh(course)
    assert snapshot(course) == before


def test_a_changed_copy_is_never_overwritten(course):
    mine(course).write_text(notebook("my own answer"))
    work = mine(course).read_bytes()
    for edition in ("second edition", "third edition"):
        publish(course, edition)
        refresh(course)
        assert mine(course).read_bytes() == work
    assert len(beside(course)) == 2


def test_a_changed_copy_gets_the_new_edition_beside_it_once(course):
    mine(course).write_text(notebook("my own answer"))
    publish(course, "second edition")
    report = refresh(course)
    (new,) = beside(course)
    assert "second edition" in new.read_text() and report.written == [new]
    assert new.name in report.lines[0] and "not touched" in report.lines[0]
    new.unlink()  # the learner has seen it and does not want it
    assert refresh(course).lines == [] and beside(course) == []


def test_the_edition_beside_sorts_right_after_the_copy(course):
    (course / "notebooks" / "01_next.ipynb").write_text(notebook("next lesson"))
    refresh(course)
    mine(course).write_text(notebook("my own answer"))
    publish(course, "second edition")
    refresh(course)
    names = sorted(path.name for path in mine(course).parent.glob("*.ipynb"))
    assert names == [NAME, beside(course)[0].name, "01_next.ipynb"]


def test_a_changed_copy_without_a_new_edition_is_left_in_peace(course):
    mine(course).write_text(notebook("my own answer"))
    assert refresh(course).lines == [] and beside(course) == []


def test_work_thrown_away_by_hand_starts_the_lesson_afresh(course):
    mine(course).unlink()
    report = refresh(course)
    assert "first edition" in mine(course).read_text() and "again" in report.lines[0]


def test_a_learner_who_takes_over_the_new_edition_follows_the_next_one(course):
    mine(course).write_text(notebook("my own answer"))
    publish(course, "second edition")
    refresh(course)
    shutil.copy(beside(course)[0], mine(course))
    refresh(course)
    publish(course, "third edition")
    refresh(course)
    assert "third edition" in mine(course).read_text()


@pytest.mark.parametrize("spoilt", ["", "{", "[]", "null", '{"00_start.ipynb": 3}', "\x00\xff"])
def test_a_spoilt_record_costs_no_work(course, spoilt):
    mine(course).write_text(notebook("my own answer"))
    (course / "my_work" / RECORD).write_text(spoilt, encoding="latin-1")
    publish(course, "second edition")
    refresh(course)
    assert "my own answer" in mine(course).read_text() and len(beside(course)) == 1


def test_without_a_record_an_equal_copy_is_recognised_and_follows_again(course):
    (course / "my_work" / RECORD).unlink()
    refresh(course)
    publish(course, "second edition")
    refresh(course)
    assert "second edition" in mine(course).read_text() and beside(course) == []


@pytest.mark.parametrize("spoilt", [b"", b"{", b"\xff\xfe", b'{"cells": 3}', b"[" * 100_000])
def test_a_spoilt_notebook_is_kept_and_a_readable_one_put_beside_it(course, spoilt):
    mine(course).write_bytes(spoilt)
    report = refresh(course)
    assert mine(course).read_bytes() == spoilt
    assert "first edition" in beside(course)[0].read_text()
    assert "cannot be read" in report.lines[0]
    assert refresh(course).lines == []


def test_a_lesson_that_the_course_itself_spoilt_is_left_out_and_said(course):
    (course / "notebooks" / NAME).write_text("<<<<<<< conflict")
    report = refresh(course)
    assert "first edition" in mine(course).read_text() and "left out" in report.lines[0]


def test_a_read_only_copy_is_not_overwritten(course):
    mine(course).chmod(0o444)
    publish(course, "second edition")
    refresh(course)
    assert "first edition" in mine(course).read_text() and len(beside(course)) == 1


def test_own_notebooks_and_lessons_that_are_gone_stay(course):
    own = course / "my_work" / "scratch.ipynb"
    own.write_text("anything")
    (course / "notebooks" / NAME).unlink()
    refresh(course)
    assert own.read_text() == "anything" and mine(course).exists()


def test_a_lesson_that_was_cut_into_parts_stays_and_is_explained_once(course):
    (course / "notebooks" / NAME).rename(course / "notebooks" / "00a_start.ipynb")
    (course / "notebooks" / "00b_more.ipynb").write_text(notebook("the second half"))
    kept = mine(course).read_bytes()
    lessons = sorted((course / "notebooks").glob("*.ipynb"))
    refresh(course)
    (line,) = earlier_lessons(lessons, course / "my_work")
    assert NAME in line and "stays as it is; now lesson 00 is 00a, 00b." in line
    assert earlier_lessons(lessons, course / "my_work") == []
    refresh(course)
    assert earlier_lessons(lessons, course / "my_work") == []
    assert mine(course).read_bytes() == kept


def test_exercises_and_own_notebooks_are_no_earlier_lessons(course):
    lessons = sorted((course / "notebooks").glob("*.ipynb"))
    exercise = course / "E01_x.ipynb"
    exercise.write_text(notebook("an exercise"))
    bring_up_to_date([exercise], course / "my_work")
    (course / "my_work" / "00_mine.ipynb").write_text("anything")
    assert earlier_lessons(lessons, course / "my_work") == []


@pytest.mark.parametrize("file_that_fails", [NAME, RECORD])
@pytest.mark.parametrize("changed_later", [False, True])
def test_a_crash_while_writing_loses_no_work(course, monkeypatch, file_that_fails, changed_later):
    publish(course, "second edition")
    whole = module.write_whole

    def crash(path, content):
        if path.name == file_that_fails:
            raise KeyboardInterrupt
        whole(path, content)

    monkeypatch.setattr(module, "write_whole", crash)
    with pytest.raises(KeyboardInterrupt):
        refresh(course)
    monkeypatch.undo()
    assert cells_of(mine(course)) is not None
    if changed_later:
        mine(course).write_text(notebook("my own answer"))
    refresh(course)
    expected = "my own answer" if changed_later else "second edition"
    assert expected in mine(course).read_text()


def test_a_file_is_replaced_and_never_written_into(course):
    witness = course / "witness"
    os.link(mine(course), witness)
    publish(course, "second edition")
    refresh(course)
    assert "second edition" in mine(course).read_text() and "first edition" in witness.read_text()


def test_a_write_that_fails_leaves_the_old_file(course, monkeypatch):
    before = mine(course).read_bytes()
    publish(course, "second edition")
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "disk full")))
    with pytest.raises(OSError, match="disk full"):
        refresh(course)
    assert mine(course).read_bytes() == before


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_pull_never_meets_a_learners_work(tmp_path):
    def git(*arguments, where):
        who = ["-c", "user.name=x", "-c", "user.email=x", "-c", "init.defaultBranch=main"]
        command = ["git", *who, *arguments]
        subprocess.run(command, cwd=where, check=True, capture_output=True, text=True)

    author, learner = tmp_path / "author", tmp_path / "learner"
    (author / "notebooks").mkdir(parents=True)
    (author / ".gitignore").write_text("my_work/\n")
    publish(author, "first edition")
    git("init", where=author)
    git("add", ".", where=author)
    git("commit", "-m", "first", where=author)
    git("clone", str(author), str(learner), where=tmp_path)
    refresh(learner)
    mine(learner).write_text(notebook("my own answer"))
    publish(author, "second edition")
    git("commit", "-am", "second", where=author)
    git("pull", "--ff-only", where=learner)
    refresh(learner)
    assert "my own answer" in mine(learner).read_text()
    assert "second edition" in beside(learner)[0].read_text()
    status = subprocess.run(["git", "status", "--porcelain"], cwd=learner, capture_output=True)
    assert status.stdout == b""


def test_the_empty_cell_that_running_the_last_one_makes_is_no_change(course):
    mine(course).write_text(notebook("first edition", " \n"))
    publish(course, "second edition")
    assert "follows the new edition" in refresh(course).lines[0]
    assert "second edition" in mine(course).read_text()
