"""A zero that its numbers did not earn is loud: it says why, and the one thing to do."""

import pytest

from rnnlib.exercises.verdict import Verdict
from tools.grading.marks import mark_notebook
from tools.grading.sandbox import Limits
from tools.grading.technical import look_at

QUICK = {"limits": Limits(seconds=8, cpu=6), "cell_seconds": 2, "question_seconds": 1}
pytestmark = pytest.mark.slow
CODE = {
    "missing": ("x = 1", "look into the notebook for the answer under another name"),
    "misnamed": ("def my_step(*a): return 1", "give the points by hand"),
    "rnnlib": ("from rnnlib import RNN\ndef step(*a): return RNN(*a)", "NumPy alone"),
    "another package": ("def step(*a):\n    import torch_ish", "NumPy alone"),
    "endless": ("def step(*a):\n    while True: pass", "does it ever end?"),
    "ends the run": ("import os\ndef step(*a): os._exit(0)", "read this notebook yourself"),
    "a name of a cell that stopped": ("1 / 0\ndef step(*a): return scale", "look for the cell"),
    "a file": ("def step(*a): return open('x.txt')", "ask for the file"),
    "a value that is wrong in kind": ("def step(*a): return 1 + 'a'", "read its code"),
}


@pytest.mark.parametrize(("cell", "action"), CODE.values(), ids=CODE)
def test_each_technical_zero_names_its_reason_and_one_action(cell, action):
    step, _ = mark_notebook("E02", [cell], 5, **QUICK)
    assert step.points == 0 and step.technical.startswith("E02.step has no numbers to judge: ")
    assert step.technical.count(". To do: ") == 1 and action in step.technical


def test_wrong_numbers_a_known_mistake_and_an_untried_stub_are_no_technical_zeros():
    wrong = "def step(x, z, W, V, b): return x @ W"
    stub = "def output(*a): raise NotImplementedError()"
    assert [mark.technical for mark in mark_notebook("E02", [wrong, stub], 5, **QUICK)] == ["", ""]
    transposed = Verdict("E02.step", "not yet", found="stopped", mistakes=("V transposed",))
    assert not look_at(transposed, False, "step", [])


def test_the_cell_that_stopped_stands_beside_the_function_that_is_missing():
    step, _ = mark_notebook("E02", ["1 / 0"], 5, **QUICK)
    assert "this stopped: cell 1, line 1: 1 / 0: ZeroDivisionError" in step.technical
