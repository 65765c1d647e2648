"""The pool that grades here: workers die, hang, are stopped; no submission is lost or doubled."""

import contextlib
import importlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures.process import BrokenProcessPool

import planted
import psutil
import pytest

from benchmarks import submissions
from rnnlib.exercises.register import all_mistakes
from tools.grading import pool, worker
from tools.grading.walls import ROOT

benchmark = importlib.import_module("benchmarks.class")
pytestmark = pytest.mark.slow
posix = pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
CLASS = [f"student {i}" for i in range(6)]
WITH_KILLER = [*CLASS[:2], "killer 1", *CLASS[2:], "killer 2"]
STOPPED = (130, ["Stopped: run the same command again, and it finishes the job."])
ENDLESS = '{"cells": [{"cell_type": "code", "source": "while True: pass"}]}'


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch):
    """A temporary folder of the test's own; nothing may be left in it."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    monkeypatch.setenv("TMPDIR", str(place))
    yield place
    assert list(place.iterdir()) == []


def spread(students, monkeypatch, function, notes="", workers=2, **limits):
    """Who came back, and with what: {student: values or Failure}; each must come exactly once."""
    monkeypatch.setattr(worker, "grade", function)

    def to_job(student):
        if student == "unreadable":
            raise RuntimeError("planted")
        return {"student": student, "cells": {}, "notes": str(notes)}

    answers = list(pool.spread(students, to_job, workers, **limits))
    assert Counter(name for name, _ in answers) == Counter(students)
    return dict(answers)


def failures(answers):
    return {name: why for name, why in answers.items() if isinstance(why, worker.Failure)}


def test_each_submission_comes_back_once_and_is_its_own(monkeypatch):
    answers = spread(CLASS, monkeypatch, planted.plain)
    assert all(answers[name]["student"] == name for name in CLASS)
    assert os.getpid() not in {answer["worker"] for answer in answers.values()}


@pytest.mark.parametrize("place", [0, 3, 6])
def test_a_submission_that_cannot_be_read_here_fails_alone(monkeypatch, place):
    answers = spread([*CLASS[:place], "unreadable", *CLASS[place:]], monkeypatch, planted.plain)
    assert failures(answers) == {"unreadable": "RuntimeError: planted"}


@posix
@pytest.mark.parametrize("fault", [planted.dies_once, planted.fails_once])
def test_a_worker_that_dies_or_fails_costs_a_retry(monkeypatch, tmp_path, fault):
    notes = tmp_path / "notes"
    notes.mkdir()
    answers = spread(WITH_KILLER, monkeypatch, fault, notes)
    assert len(list(notes.iterdir())) == 2  # the faults were met
    assert not failures(answers)


@posix
@pytest.mark.parametrize("fault", [planted.hangs_once, planted.freezes_once, planted.hoards_once])
def test_one_that_hangs_stands_still_or_takes_all_memory_costs_a_retry(
    monkeypatch, tmp_path, fault
):
    monkeypatch.setattr(pool, "GRACE", 1.0)
    notes = tmp_path / "notes"
    notes.mkdir()
    students = ["a", "killer 1", "b", "c"]
    answers = spread(students, monkeypatch, fault, notes, patience=4, memory=400_000_000)
    assert len(list(notes.iterdir())) == 1
    assert not failures(answers)


@posix
def test_what_takes_all_memory_ends_before_its_time_is_over(monkeypatch, tmp_path):
    started = time.monotonic()
    spread(["killer"], monkeypatch, planted.hoards_once, tmp_path, memory=400_000_000)
    (tmp_path / "killer").unlink()
    assert time.monotonic() - started < worker.PATIENCE / 4


@posix
def test_what_ends_every_worker_fails_alone_with_its_reason(monkeypatch, capfd):
    answers = spread(WITH_KILLER, monkeypatch, planted.kills)
    assert set(failures(answers)) == {"killer 1", "killer 2"}
    assert "workers died or hung in each of 3 attempts" in answers["killer 1"]
    assert capfd.readouterr() == ("", "")


def test_a_pool_that_broke_while_nobody_was_at_work_leaves_the_others_for_the_next_pool():
    class Broken:
        def submit(self, *_):
            raise BrokenProcessPool("a worker died while it had no work")

    left = iter(["a", "b", "c"])
    steps = pool._while_it_lasts(Broken(), left, lambda item: {"cells": {}}, 2, 1.0)
    item, answer = next(steps)
    assert (item, answer) == ("a", pool.DIED)
    with pytest.raises(StopIteration) as end:
        next(steps)
    assert end.value.value is False and list(left) == ["b", "c"]


def test_only_as_many_submissions_are_read_as_there_are_workers(monkeypatch):
    monkeypatch.setattr(worker, "grade", planted.plain)
    read, back = [], 0

    def to_job(student):
        read.append(student)
        return {"student": student, "cells": {}}

    for _ in pool.spread([str(i) for i in range(20)], to_job, 2):
        back += 1
        assert len(read) - back <= 2
    assert back == len(read) == 20


# --- the command is stopped ----------------------------------------------------------------------


@contextlib.contextmanager
def command(tmp_path):
    """`grade` in a process group of its own, at notebooks without end; nobody outlives it."""
    for student in ("ada", "bob", "cleo"):
        (tmp_path / "class" / student).mkdir(parents=True)
        (tmp_path / "class" / student / "E02.ipynb").write_text(ENDLESS)
    words = [sys.executable, "-m", "tools.grading.grade", str(tmp_path / "class")]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(
        [*words, "--workers", "2"], cwd=ROOT, start_new_session=True, **streams
    ) as process:
        yield process
        family = []
        if process.poll() is None:
            family = psutil.Process(process.pid).children(recursive=True)
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)
    assert all_ended(family)


def wait_until(reached, process):
    until = time.monotonic() + 120
    while not reached():
        assert process.poll() is None and time.monotonic() < until
        time.sleep(0.02)


@pytest.fixture
def at_work(tmp_path, temporary):
    """The command, and its family when both workers are inside a notebook."""
    with command(tmp_path) as process:
        wait_until(lambda: len(list(temporary.glob("grading-*/grading-*/job.json"))) == 2, process)
        yield process, psutil.Process(process.pid).children(recursive=True)


def all_ended(family, seconds=20):
    """Whether all of them end within this time; nobody but init may take notice of it."""
    until = time.monotonic() + seconds
    while any(map(lives, family)):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def lives(process):
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@posix
def test_ctrl_c_says_one_sentence_and_leaves_nothing(at_work, temporary):
    process, family = at_work
    assert stopped(process) == STOPPED
    assert all_ended(family)
    assert list(temporary.iterdir()) == []


@posix
def test_ctrl_c_while_workers_start_says_one_sentence_too(tmp_path, temporary):
    def starting():
        family = psutil.Process(process.pid).children()
        return any("spawn_main" in " ".join(one.cmdline()) for one in family)

    with command(tmp_path) as process:
        wait_until(starting, process)
        time.sleep(0.1)  # in the middle of what it imports
        assert stopped(process) == STOPPED
    assert list(temporary.iterdir()) == []


def stopped(process):
    """The exit code and the lines of errors after Ctrl+C, which a terminal sends to the group."""
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    return process.returncode, [line for line in errors.splitlines() if line]


@posix
def test_workers_do_not_outlive_a_command_that_is_killed(at_work, temporary):
    process, family = at_work
    process.kill()
    assert all_ended(family)
    assert list(temporary.iterdir()) == []


@posix
def test_nobody_else_can_read_the_folders_of_a_run_or_talk_to_it(at_work, temporary):
    process, family = at_work
    runs = list(temporary.glob("grading-*"))
    assert len(runs) == 1 and not runs[0].stat().st_mode & 0o066
    cases = list(runs[0].glob("grading-*"))
    assert len(cases) == 2 and not any(folder.stat().st_mode & 0o027 for folder in cases)
    for one in (psutil.Process(process.pid), *family):
        assert not [c for c in one.net_connections() if c.status == psutil.CONN_LISTEN]


# --- whole classes -------------------------------------------------------------------------------


def test_a_class_with_known_verdicts_is_graded_so_with_one_worker_killed(tmp_path):
    """The small edition of `python -m benchmarks.class`."""
    students = submissions.make_class(12)
    submissions.write(students, tmp_path / "class")
    killed = benchmark.measure("2", students, tmp_path / "class", 2, kill=True)
    assert killed.differences == ()


@pytest.mark.scale
@pytest.mark.parametrize("how", [{"workers": 1}, {"workers": 2}, {"workers": 2, "kill": True}])
def test_300_submissions_get_the_verdicts_that_are_known(tmp_path, how):
    students = submissions.make_class(300)
    submissions.write(students, tmp_path / "class")
    assert benchmark.measure("", students, tmp_path / "class", **how).differences == ()


def test_every_misconception_is_handed_in_by_somebody_if_the_class_is_large():
    students = submissions.make_class(2000)
    given = {(q, m) for s in students for q, (_, names) in s.expected.items() for m in names}
    assert given == {(m.question.name, m.name) for m in all_mistakes()}
