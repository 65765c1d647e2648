"""Two results are compared step by step, and the first difference is put into words."""

import numpy as np
import pytest

from rnnlib.exercises.compare import about_part, digits, equal_part, in_general

GRADIENT = np.array([[1e-6, -2e-6], [1.0, 2.0]])  # dx of two steps: the early one is small
AXES = ("T", "n_x")


def about(given, expected, axes=AXES, tolerance=1e-4, reveal=True):
    return about_part("dx", axes, given, expected, tolerance, reveal)


def test_each_time_step_is_measured_at_its_own_size():
    wrong = GRADIENT.copy()
    wrong[0] *= -1  # against the largest number of all, nobody would notice
    assert about(wrong, GRADIENT).startswith("dx at t = 0, input = 0: you have")
    assert not equal_part(wrong, GRADIENT, AXES, 1e-4)
    assert equal_part(wrong, GRADIENT, ("n_z", "n_x"), 1e-4)  # no time axis: one size for all


def test_what_is_nearly_zero_everywhere_counts_as_zero():
    assert equal_part(np.full(3, 1e-13), np.zeros(3), ("n_z",), 1e-4)


@pytest.mark.parametrize("shape", [(), (1,), (3,), (5, 1, 2)])
def test_single_precision_is_precise_enough_and_half_a_percent_is_not(shape):
    expected = np.random.default_rng(0).normal(size=shape)
    assert equal_part(expected.astype(np.float32).astype(float), expected, (), 1e-4)
    assert not equal_part(expected * 1.005, expected, (), 1e-4)


def test_a_count_must_be_met_exactly():
    assert about(np.array(1000.0001), np.array(1000.0), (), tolerance=0)
    assert not about(np.array(1000.0), np.array(1000.0), (), tolerance=0)


def test_one_number_may_come_as_an_array_of_one():
    assert not about(np.array([2.0]), np.array(2.0), ())


def test_what_agrees_is_said_too():
    wrong = GRADIENT.copy()
    wrong[1, 1] = 7
    assert "(all before t = 1 agrees)" in about(wrong, GRADIENT)
    table = np.arange(1.0, 9.0).reshape(2, 4)
    assert "(75% of the numbers agree)" in about(table * [1, 1, 2, 1], table, ("n_x", "n_z"))


def test_without_arguments_the_expected_value_stays_secret():
    assert about(np.array(3.0), np.array(37.0), (), reveal=False) == (
        "dx: you have 3, and that is not it"
    )
    assert "C" not in about_part("line", (), "A", "C", 0, reveal=False)


def test_nan_equals_nan_and_infinity_only_itself():
    odd = np.array([np.nan, np.inf, 1.0])
    assert equal_part(odd, odd.copy(), (), 1e-4)
    assert not equal_part(np.array([np.nan, -np.inf, 1.0]), odd, (), 1e-4)
    assert not equal_part(np.zeros(3), odd, (), 1e-4)


def test_lists_of_arrays_are_compared_item_by_item():
    two = [np.ones(2), np.ones(3)]
    assert equal_part([np.ones(2), np.ones(3)], two, (), 1e-4)
    assert not equal_part([np.ones(2)], two, (), 1e-4)
    assert not equal_part([np.ones(2), np.zeros(3)], two, (), 1e-4)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (np.array([np.nan, 1.0, 2.0]), "some numbers are NaN or infinite"),
        (np.zeros(3), "every number is zero"),
        (np.array([0.5, 1.0, 1.5]), "every number is 0.5000 times the expected one"),
        (np.array([1.0, 2.0, 3.5]), ""),
    ],
)
def test_unknown_mistakes_are_described_in_general(given, says):
    assert in_general([(given, np.array([1.0, 2.0, 3.0]))], 1e-4).startswith(says)
    assert says or not in_general([(given, np.array([1.0, 2.0, 3.0]))], 1e-4)


def test_numbers_are_as_short_as_they_can_be_said():
    values = (37.0, -0.0, 1234567.0, -0.12041, 3.1e-9, np.nan)
    assert [digits(v) for v in values] == ["37", "0", "1,234,567", "−0.1204", "3.100e−09", "nan"]


def test_two_numbers_that_differ_are_never_shown_alike():
    one, other = np.array(0.6740231), np.array(0.6740239)
    sentence = about(one, other, axes=(), tolerance=1e-9)
    assert sentence == "dx: you have 0.674023, expected 0.674024"


def test_a_text_in_place_of_a_number_is_called_one():
    assert about("26", np.array(26.0), axes=()) == "dx: you have '26', a text, expected 26"


def test_rounded_numbers_are_said_to_be_rounded():
    right = np.array([0.12345, 0.9876])
    assert "rounded to 3 digits" in in_general([(right.round(3), right)], 1e-4)
    assert "rounded to whole numbers" in in_general([(right.round(), right)], 1e-4)


def test_right_numbers_are_not_called_one_times_the_expected():
    right = np.array([0.12345, 0.9876])
    assert in_general([(right + 1e-9, right)], 1e-4) == ""
