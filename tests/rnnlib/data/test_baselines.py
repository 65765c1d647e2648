"""The rivals: probabilities that sum to one, weights that least squares would give."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlib import LinearPast, NGram, rmse

NAMES = ("anna", "ann", "nan", "bob")
SYMBOLS = ("<eos>", *"abno")


@given(n=st.integers(1, 5), history=st.text("abno", max_size=6))
def test_the_probabilities_of_all_letters_sum_to_one(n, history):
    model = NGram.count(NAMES, n)
    seen = tuple(history)[max(0, len(history) - n + 1) :] if n > 1 else ()
    assert np.isclose(sum(model.probability(c, seen) for c in SYMBOLS), 1)


def test_a_single_letter_model_counts_shares():
    model = NGram.count(NAMES, 1, k=1e-12)
    letters = "".join(NAMES)
    share = letters.count("n") / (len(letters) + len(NAMES))
    assert np.isclose(model.probability("n", ()), share)


def test_a_certain_model_needs_no_bits_and_a_blind_one_log2_of_the_symbols():
    assert NGram.count(["aa"] * 1000, 3, k=1e-9).bits(["aa"]) < 1e-6
    assert np.isclose(NGram.count(NAMES, 3, k=1e12).bits(["anna"]), np.log2(5))


def test_a_longer_history_helps_where_it_decides():
    names = ["abcabc", "acbacb"] * 50
    bits = [NGram.count(names, n).bits(names) for n in (1, 2, 3)]
    assert bits[0] > bits[1] > bits[2]


def test_a_model_without_letters_is_refused():
    with pytest.raises(ValueError, match="expected 1"):
        NGram.count(NAMES, 0)


def test_the_weighted_sum_finds_the_weights_that_made_the_values():
    values = [1.0, 2.0]
    for _ in range(40):
        values.append(3 + 0.5 * values[-1] - 0.8 * values[-2])
    model = LinearPast.fit(values, 2)
    assert np.allclose(model.weights, [3, -0.8, 0.5])  # the constant, then the oldest value
    assert np.allclose(model.predict(values), values[2:])


def test_a_forecast_knows_nothing_of_what_it_forecasts():
    values = np.random.default_rng(0).normal(size=50)
    model = LinearPast.fit(values, 3)
    changed = values.copy()
    changed[40:] += 100
    assert np.array_equal(model.predict(values)[:37], model.predict(changed)[:37])
    assert model.predict(values)[37] == model.predict(changed)[37]  # the forecast of values[40]


@pytest.mark.parametrize("p", [0, 10])
def test_an_impossible_p_is_named(p):
    with pytest.raises(ValueError, match=f"p = {p}"):
        LinearPast.fit(np.arange(10.0), p)


def test_rmse_is_in_the_units_of_the_values():
    assert rmse([3, 5], [0, 1]) == pytest.approx(np.sqrt(12.5))
