"""An old function is not judged without a word: in IPython by its cells, elsewhere by its file."""

import importlib.util
import sys

import pytest
from IPython.core.interactiveshell import InteractiveShell

from rnnlib.exercises import cells
from rnnlib.exercises.cells import about_cell

STEP = "def step(x, z, W, V, b):\n    return x @ W + z @ V + b"
ARGUMENTS = ("x", "z", "W", "V", "b")


@pytest.fixture
def notebook(monkeypatch):
    """Run cells in a shell of its own: texts -> what is said of `step` in the last one."""
    shell = InteractiveShell()
    shell.history_manager.enabled = False
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    shell.user_ns["say"] = lambda step: said.append(about_cell(step, "step", ARGUMENTS, {"output"}))
    said = []

    def run(*texts):
        for text in (*texts, "say(step)"):
            shell.run_cell(text, store_history=True, silent=False)
        return said[-1]

    return run


def test_of_a_function_that_is_the_newest_nothing_is_said(notebook):
    assert notebook(STEP) == ""
    assert notebook(STEP, STEP.replace("+ b", "- b"), "1 / 1") == ""


@pytest.mark.parametrize(
    ("later", "says"),
    [
        (STEP.replace("b):", "b)"), "it has a syntax error in line 1"),
        (STEP.replace("+ b", "+ b)"), "it has a syntax error in line 2"),
        ("import nowhere_at_all\n\n" + STEP, "it stopped before its own step was there"),
        (STEP.replace("step", "my_step"), "it defines my_step, not step"),
        (STEP.replace("step", "stpe").replace("z", "h"), "it defines stpe, not step"),
    ],
)
def test_a_later_cell_that_did_not_replace_it_is_named(notebook, later, says, capsys):
    said = notebook("1 + 1", STEP, later)
    assert said.startswith("this is the step of cell [2]. Cell [3] was run later, and it")
    assert says in said


def test_cells_that_are_no_new_version_are_not_named(notebook, capsys):
    others = "def output(z, U, c):\n    return z @ U + c", "1 +", "step = step", "print('def step'"
    assert notebook(STEP, *others) == ""


def test_a_function_of_a_file_that_changed_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(cells, "_cells_that_ran", list)
    page = tmp_path / "answers.py"
    page.write_text(STEP)
    spec = importlib.util.spec_from_file_location("answers", page)
    answers = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(answers)
    assert about_cell(answers.step, "step") == ""
    page.write_text(STEP.replace("+ b", "- b"))
    assert "answers.py was changed after it was read" in about_cell(answers.step, "step")
    page.write_text(STEP + ")")
    assert "syntax error in line 2" in about_cell(answers.step, "step")
    page.unlink()
    assert about_cell(answers.step, "step") == ""


def test_without_ipython_and_without_a_file_nothing_is_said(monkeypatch):
    monkeypatch.delitem(sys.modules, "IPython")
    names = {}
    exec(STEP, names)
    assert about_cell(names["step"], "step") == about_cell(len, "len") == ""
