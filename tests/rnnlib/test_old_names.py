"""Notebooks of the first edition run as they are: what they import is there, and does the same.

tests/helpers/first_edition holds the solutions of all exercises as that edition had them, without
outputs. Their checks are followed by `assert verdict.right`.
"""

import re
import warnings
from pathlib import Path

import pytest

import rnnlib
from rnnlib.exercises.guesses import Guess
from tools.grading import notebook

FIRST_EDITION = sorted((Path(__file__).parents[1] / "helpers" / "first_edition").glob("*.ipynb"))

# What E13 asserted about its trained networks; the sentences of today are others.
OF_ITS_DATA = re.compile(r"^assert (max\(rnn\)|kinds\[).*$", re.MULTILINE)


@pytest.mark.slow
@pytest.mark.parametrize("path", FIRST_EDITION, ids=lambda path: path.stem)
def test_a_notebook_of_the_first_edition_runs_to_its_end_and_its_answers_are_right(path):
    names = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # some show an overflow on purpose
        for source in notebook.sources(path.read_bytes()):
            exec(compile(OF_ITS_DATA.sub("", source), path.name, "exec"), names)
    assert names["predict"] is rnnlib.guess and names["verdict"].right


def test_predict_of_the_checks_is_a_guess_and_predict_of_rnnlib_is_that_of_a_network():
    from rnnlib.checks import check, hint, predict

    assert isinstance(predict("How many parameters?", 37), Guess)
    assert (check, hint, predict) == (rnnlib.check, rnnlib.hint, rnnlib.guess)
    assert rnnlib.predict.__module__ == "rnnlib.learning.scores"
