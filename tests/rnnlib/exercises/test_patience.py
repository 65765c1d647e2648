"""A loop that does not end is told after some seconds, and ends in one sentence."""

import signal
import sys
import threading
import time

import pytest

from rnnlib.exercises import checks, patience
from rnnlib.exercises.checks import check


def endless(*arguments):
    while True:
        time.sleep(0.001)


def after(seconds, happens):
    timer = threading.Timer(seconds, happens)
    timer.daemon = True
    timer.start()


@pytest.mark.skipif(sys.platform == "win32", reason="a signal ends the whole run there")
def test_an_endless_loop_is_told_and_after_interrupt_one_sentence_comes(monkeypatch, capsys):
    monkeypatch.setattr(checks, "patience", lambda name: patience.patience(name, 0.02))
    after(0.3, lambda: signal.raise_signal(signal.SIGINT))
    verdict = check("E02.step", endless)
    said = capsys.readouterr().out
    assert said.count("step has been running for 0.02 s") == 1 and "Interrupt" in said
    assert verdict.state == "not yet" and "step was stopped after" in verdict.found
    assert "time.sleep(0.001)" in verdict.found or "while True:" in verdict.found
    assert "while loop" in verdict.experiment


def test_of_an_answer_that_ends_nothing_is_said(capsys):
    with patience.patience("step", 60.0):
        threads = threading.active_count()
    assert capsys.readouterr().out == ""
    assert threading.active_count() <= threads


@pytest.mark.skipif(not hasattr(sys, "monitoring"), reason="from Python 3.12 on")
def test_without_threads_the_loop_itself_looks_at_the_clock(capsys):
    with pytest.raises(patience.Stopped), patience.watched_loops("it runs", 0.01, 0.05):
        while True:
            pass
    assert capsys.readouterr().out == "it runs\n"


def test_where_no_thread_can_start_the_answer_is_tried_all_the_same(monkeypatch):
    def refuse(self):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    assert "nothing came back" in check("E02.step", lambda *arguments: None).found


def test_an_answer_that_stopped_itself_after_a_minute_is_told(monkeypatch):
    def stopped(*arguments):
        raise patience.Stopped

    assert "step was stopped after" in check("E02.step", stopped).found
