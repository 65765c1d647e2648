"""The normalised gain and its interval, against classes whose true gain is known."""

import numpy as np
import pytest

from tools.concepts import gain as gains
from tools.concepts.questions import ITEMS, key, letters

RIGHT = key()
WRONG = {n: next(a for a in letters(n) if a != letter) for n, letter in RIGHT.items()}


def test_with(n_right):
    return {n: (RIGHT if n <= n_right else WRONG)[n] for n in range(1, len(ITEMS) + 1)}


test_with.__test__ = False


def test_the_gain_is_that_of_the_means_of_those_who_took_both():
    before = {"a": test_with(4), "b": test_with(8), "left": test_with(20)}
    after = {"a": test_with(12), "b": test_with(16), "came late": test_with(0)}
    found = gains.gain(before, after)
    assert (found.pairs, found.only_before, found.only_after) == (2, 1, 1)
    assert found.before == pytest.approx(0.3) and found.after == pytest.approx(0.7)
    assert found.value == pytest.approx((0.7 - 0.3) / (1 - 0.3)) and found.interval is None


def test_nothing_to_compare_and_nothing_left_to_gain_have_no_gain():
    assert gains.gain({}, {}).value is None
    assert gains.gain({"a": test_with(20)}, {"a": test_with(20)}).value is None
    assert gains.gain({"a": test_with(3)}, {"b": test_with(4)}).pairs == 0


def a_class(rng, n, p, q):
    before = {str(i): test_with(int(rng.binomial(20, p))) for i in range(n)}
    return before, {str(i): test_with(int(rng.binomial(20, q))) for i in range(n)}


@pytest.mark.slow
@pytest.mark.parametrize("n", [20, 60])
def test_the_interval_holds_the_true_gain_about_as_often_as_it_says(n, monkeypatch):
    monkeypatch.setattr(gains, "DRAWS", 500)
    rng, p, q = np.random.default_rng(3), 0.3, 0.6
    true, hits, runs = (q - p) / (1 - p), 0, 150
    for _ in range(runs):
        low, high = gains.gain(*a_class(rng, n, p, q)).interval
        hits += low <= true <= high
    assert 0.86 <= hits / runs <= 0.995


def test_left_out_answers_are_not_right_and_no_misconception():
    tests = {"a": {1: ""}, "b": {1: WRONG[1].lower()}, "c": {1: f" {RIGHT[1]} "}}
    assert gains.by_question(tests)[0] == pytest.approx(1 / 3)
    assert sum(gains.by_misconception(tests).values()) == 1
