"""A factor that depends on the sizes is found, and written in these sizes."""

import numpy as np
import pytest

from rnnlib.exercises.collect import Outcome
from rnnlib.exercises.exercise import Question
from rnnlib.exercises.factors import about_factors

GRADIENT = Question(
    "E.gradient", "", None, None, ("x", "y"), {"dx": ("T", "B"), "db": ("n_z",)}
)  # fmt: skip
LOSS = Question("E.loss", "", None, None, ("s",), {"loss": ()})
SIZES = ((6, 3, 5), (5, 4, 2))


def said(factor, only=("dx", "db")):
    rng = np.random.default_rng(0)
    cases, right, given = [], [], []
    for T, B, n_z in SIZES:
        dx, db = rng.normal(size=(T, B)), rng.normal(size=n_z)
        by = {name: factor(T, B, n_z) if name in only else 1 for name in ("dx", "db")}
        cases.append((np.zeros((T, B, 7)), np.zeros(n_z)))
        right.append(Outcome((dx, db)))
        given.append(Outcome((by["dx"] * dx, by["db"] * db)))
    return about_factors(GRADIENT, cases, given, right)


@pytest.mark.parametrize(
    ("factor", "words"),
    [
        (lambda T, B, n: 2.5, "every number is 2.5000 times the expected one"),
        (lambda T, B, n: 1 / T, "every number is 1/T times the expected one"),
        (lambda T, B, n: 2 / (T * n), "every number is 2/(T · n_z) times the expected one"),
        (lambda T, B, n: B, "every number is B times the expected one"),
        (lambda T, B, n: -B / T, "every number is −1 · B/T times the expected one"),
        (lambda T, B, n: 0.1 + T, "every number is, case by case, 6.1000 and 5.1000 times"),
    ],
)
def test_a_factor_is_written_in_the_sizes_of_the_case(factor, words):
    assert said(factor).startswith(words)


def test_only_the_results_that_are_wrong_are_named():
    assert said(lambda T, B, n: 1 / B, ["db"]) == "every number of db is 1/B times the expected one"


def test_one_number_is_off_by_a_factor_only_if_sizes_explain_it():
    cases = [(np.zeros((4, 2)),), (np.zeros((3, 5)),)]
    right = [Outcome((np.array(3.0),)), Outcome((np.array(7.0),))]
    by_rows = [Outcome((np.array(3.0 / 4),)), Outcome((np.array(7.0 / 3),))]
    words = "every number is 1/s.shape[0] times the expected one"
    assert about_factors(LOSS, cases, by_rows, right) == words
    odd = [Outcome((np.array(3.3),)), Outcome((np.array(1.1),))]
    assert about_factors(LOSS, cases, odd, right) == ""


def test_without_a_factor_nothing_is_said():
    assert said(lambda T, B, n: np.random.default_rng(T).normal(size=n), ["db"]) == ""
