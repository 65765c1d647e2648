"""`course.py progress`: one line for each exercise, from the learner's own notebooks."""

import shutil

import pytest
from browser import ROOT

from rnnlib.exercises.register import find
from tools.grading import progress

NAME = "E02_one_step.ipynb"
E02 = find("E02")


@pytest.fixture
def copy(tmp_path):
    return tmp_path / NAME


def test_an_exercise_is_not_tried_or_solved(copy):
    assert progress.look_at(copy, E02) == (0, "not tried yet")
    shutil.copy(ROOT / "exercises" / NAME, copy)
    assert progress.look_at(copy, E02) == (0, "not tried yet")
    shutil.copy(ROOT / "solutions" / NAME, copy)
    assert progress.look_at(copy, E02) == (3, "solved")


def test_what_is_left_is_named_with_the_mistake(copy):
    text = (ROOT / "solutions" / NAME).read_text(encoding="utf-8")
    copy.write_text(text.replace("z @ V", "z @ V.T"), encoding="utf-8")
    assert progress.look_at(copy, E02) == (1, "left: step (V transposed)")
    copy.write_text(text.replace("z @ U", "z @"), encoding="utf-8")
    assert progress.look_at(copy, E02) == (2, "left: output")


@pytest.mark.parametrize("content", ["", "{", '{"cells": 3}', "\x00"])
def test_a_broken_notebook_is_said_to_be_broken(copy, content):
    copy.write_text(content)
    points, text = progress.look_at(copy, E02)
    assert points == 0 and text.startswith(NAME)


def test_the_list_names_every_exercise_and_adds_up(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(progress, "ROOT", tmp_path)
    (tmp_path / "my_work").mkdir()
    (tmp_path / "exercises").mkdir()
    for name in ("E01_dense_net.ipynb", NAME):
        shutil.copy(ROOT / "exercises" / name, tmp_path / "exercises")
    shutil.copy(ROOT / "solutions" / NAME, tmp_path / "my_work")
    before = (tmp_path / "my_work" / NAME).read_bytes()
    assert progress.main([]) == 0
    printed = capsys.readouterr().out
    assert "E01  A dense net" in printed and "not tried yet" in printed
    out_of = 3 + find("E01").points
    assert f"3 of {out_of} points." in printed and printed.isascii()
    assert (tmp_path / "my_work" / NAME).read_bytes() == before
