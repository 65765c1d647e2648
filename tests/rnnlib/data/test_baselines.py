"""The rivals: probabilities that sum to one, weights that least squares would give."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

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
    with pytest.raises(ValueError, match="expected a whole number, 1 or more"):
        NGram.count(NAMES, 0)
    for k in (0, -1.0):
        with pytest.raises(ValueError, match="above 0"):
            NGram.count(NAMES, 2, k)


@pytest.mark.parametrize("names", [[], (), iter(())])
def test_a_model_of_no_names_at_all_is_refused(names):
    with pytest.raises(ValueError, match="names is empty"):
        NGram.count(names, 2)
    with pytest.raises(ValueError, match="names is empty"):
        NGram.count(NAMES, 2).bits([])


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("t", [0, 1, 10, 18, 19])
def test_a_number_that_is_none_is_named_with_its_place_wherever_it_stands(bad, t):
    values = np.arange(20.0)
    whole = LinearPast.fit(values, 3)
    values[t] = bad
    for read in (lambda: LinearPast.fit(values, 3), lambda: whole.predict(values)):
        with pytest.raises(ValueError, match=f"values holds {bad} at t = {t};"):
            read()
    with pytest.raises(ValueError, match=f"measured holds {bad} at axis 0 = {t};"):
        rmse(np.arange(20.0), values)


@pytest.mark.parametrize(
    ("p", "values"), [(0, [1.0, 2]), (2.0, [1.0, 2, 3]), (3, [1.0, 2, 3]), (True, [1.0, 2, 3])]
)
def test_a_window_that_does_not_fit_is_refused(p, values):
    with pytest.raises(ValueError, match="p = "):
        LinearPast.fit(values, p)
    with pytest.raises(ValueError, match="p = 2"):
        LinearPast.fit([1.0, 2.0, 4.0, 7.0], 2).predict([1.0, 2.0])


@pytest.mark.parametrize(
    ("predicted", "measured"),
    [
        ([[1], [2], [3]], [1, 2, 3]),
        ([1, 2, 3], [[1, 2, 3]]),
        (1.0, [1, 2]),
        ([1, 2], 1.0),
        ([1, 2], [1, 2, 3]),
        ([], []),
        ([[1, 2]], [[1], [2]]),
        (np.zeros((4, 1)), np.zeros((1, 4))),
        (np.zeros((2, 3)), np.zeros(3)),
        (np.zeros((3, 1)), np.zeros((3, 4))),
    ],
)
def test_two_shapes_are_never_compared_each_with_each(predicted, measured):
    with pytest.raises(ValueError, match="expected one shape for both"):
        rmse(predicted, measured)


@given(hnp.arrays(float, hnp.array_shapes(max_dims=3, max_side=4), elements=st.floats(-9, 9)))
def test_of_equal_shapes_the_error_is_that_of_their_difference(f):
    assert rmse(f, f) == 0
    assert rmse(f + 2, f) == pytest.approx(2)
    assert rmse(f, np.zeros_like(f)) == pytest.approx(np.sqrt((f**2).mean()))


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
