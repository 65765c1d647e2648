"""The minutes that a lesson states are those that the rule counts, give or take a quarter."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tools.build.minutes import counted, stated

LESSONS = sorted((Path(__file__).resolve().parents[3] / "notebooks").glob("*.ipynb"))


def test_the_rule_counts_words_lines_guesses_and_pictures():
    picture = new_output("display_data", {"image/png": "", "text/plain": "a picture"})
    cells = [
        new_markdown_cell("word " * 147 + "[link](somewhere.ipynb) $W^T x + b$"),
        new_code_cell("x = 1\n\n" + "y = 2\n" * 6 + 'n = ask("01 n", "a", "b")', outputs=[picture]),
        new_code_cell("assert x\n" * 80, metadata={"tags": ["holds"]}),
    ]
    assert counted(new_notebook(cells=cells)) == pytest.approx(1.1 * (1 + 1 + 0.75 + 0.5))


def test_a_lesson_without_a_time_states_none():
    assert stated(new_notebook(cells=[new_markdown_cell("**Time:** 20 minutes.")])) == 20
    assert stated(new_notebook(cells=[new_markdown_cell("Take your time.")])) is None


STATING = [path for path in LESSONS if path.stem != "14_glossary"]


@pytest.mark.parametrize("path", STATING, ids=lambda path: path.stem)
def test_a_lesson_states_the_minutes_that_are_counted(path):
    notebook = nbformat.read(path, as_version=4)
    assert stated(notebook) == pytest.approx(counted(notebook), rel=0.25, abs=3)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_is_read_within_an_hour(path):
    minutes = counted(nbformat.read(path, as_version=4))
    assert minutes <= 65, "cut it in two where it has a seam, as 03a, 03b and 03c"
