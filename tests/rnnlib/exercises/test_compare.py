"""Two results are compared step by step, and the first difference is put into words."""

import numpy as np
import pytest

from rnnlib.exercises.collect import Unknown
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


def test_an_early_step_that_is_off_by_a_thousandth_is_noticed_beside_a_large_late_one():
    wrong = GRADIENT.copy()
    wrong[0] *= 1.001
    assert not equal_part(wrong, GRADIENT, AXES, 1e-4)


def test_within_a_step_the_largest_number_is_the_measure():
    expected = np.array([[[1.0], [1e-9]]])  # (T, B, n_x), one row is small
    assert equal_part(expected + 1e-9, expected, ("T", "B", "n_x"), 1e-4)


def test_nearly_zero_is_less_than_a_hundred_millionth():
    assert not equal_part(np.full(3, 1e-11), np.zeros(3), ("n_z",), 1e-4)


def test_a_difference_as_large_as_the_tolerance_passes():
    assert equal_part(np.array([1.5]), np.array([1.0]), (), 0.5)
    assert not equal_part(np.array([1.6]), np.array([1.0]), (), 0.5)


def test_a_count_must_be_met_exactly():
    assert about(np.array(1000.0001), np.array(1000.0), (), tolerance=0)
    assert not about(np.array(1000.0), np.array(1000.0), (), tolerance=0)


def test_one_number_may_come_as_an_array_of_one():
    assert not about(np.array([2.0]), np.array(2.0), ())


def test_what_agrees_is_said_too():
    wrong = GRADIENT.copy()
    wrong[1, 0] = 7
    assert "(all before t = 1 agrees)" in about(wrong, GRADIENT)
    table = np.arange(1.0, 9.0).reshape(2, 4)
    assert "(75% of the numbers agree)" in about(table * [1, 1, 2, 1], table, ("n_x", "n_z"))


@pytest.mark.parametrize(
    ("right", "n", "said"),
    [
        (1, 10, " (10% of the numbers agree)"),
        (1, 11, ""),
        (0, 10, ""),
        (4, 5, " (80% of the numbers agree)"),
        (3, 4, ""),
    ],
)
def test_agreement_is_said_from_a_tenth_on_and_of_more_than_four_numbers(right, n, said):
    expected, given = np.ones(n), np.full(n, 2.0)
    given[n - right :] = 1
    sentence = about(given, expected, ("n_z",))
    assert sentence == f"dx at unit = 0: you have 2, expected 1{said}"


def test_of_time_nothing_is_said_to_agree_before_the_first_step():
    assert about(GRADIENT * [[2], [1]], GRADIENT).endswith("expected 1.000e−06")


def test_axes_without_a_name_are_left_out_of_the_place_and_of_the_shape():
    assert about(GRADIENT + 1, GRADIENT, ("T",)).startswith("dx at t = 0: you have")
    assert about(np.ones(3), GRADIENT, ("T",)) == "dx has shape (3,), expected (T = 2)"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (None, "dx: nothing came back; does your function end in return?"),
        (Unknown("set"), "dx is of the type set, expected numbers"),
        (np.ones((2, 2)), "dx has shape (2, 2), expected (T = 3, n_x = 2)"),
        (np.ones(6), "dx has shape (6,), expected (T = 3, n_x = 2)"),
        ("up", "dx: you have 'up', a text, expected an array of shape (3, 2)"),
    ],
)
def test_what_is_no_array_of_the_right_shape_is_named(given, says):
    assert about(given, np.ones((3, 2))) == says


def test_a_shape_with_its_axes_exchanged_is_asked_about():
    sentence = about(np.ones((2, 3)), np.ones((3, 2)))
    assert sentence.endswith("expected (T = 3, n_x = 2): are the axes in another order?")


def test_texts_are_compared_as_texts_and_what_is_right_gets_no_sentence():
    assert about("A", "A", ()) == ""
    assert about("A", "C", ()) == "dx: you have 'A', expected 'C'"
    assert about("A", np.array([2.0]), ()) == "dx: you have 'A', a text, expected 2"
    assert about(GRADIENT, GRADIENT) == ""


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
    assert not equal_part(np.array([np.nan]), np.ones(1), (), 1e-4)
    assert not equal_part(np.ones(1), np.array([np.nan]), (), 1e-4)
    small = np.array([np.inf, 1e-6])  # what is infinite is no measure for the others
    assert not equal_part(np.array([np.inf, 2e-6]), small, (), 1e-4)


def test_lists_of_arrays_are_compared_item_by_item():
    two = [np.ones(2), np.ones(3)]
    assert equal_part([np.ones(2), np.ones(3)], two, (), 1e-4)
    assert not equal_part([np.ones(2)], two, (), 1e-4)
    assert not equal_part([np.ones(2), np.zeros(3)], two, (), 1e-4)


@pytest.mark.parametrize(
    ("given", "expected", "same"),
    [
        ("A", "A", True),
        ("A", "B", False),
        (1, True, False),
        ([np.ones(2)], np.ones((1, 2)), False),
        (np.ones((1, 2)), [np.ones(2)], False),
        (np.ones(2), np.ones(3), False),
        (np.ones((0, 3)), np.ones((0, 3)), True),
        (np.ones((3, 0)), np.ones((3, 0)), True),
    ],
)
def test_only_what_is_of_one_kind_and_shape_is_the_same(given, expected, same):
    assert equal_part(given, expected, ("T", "n_x"), 1e-4) is same


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
    edges = (1e-3, 9e-4, 9999.5, 12345.6, 999999999999999.0, 1e15, 3e16)
    said = ["0.0010", "9.000e−04", "9999.5000", "1.235e+04", "999,999,999,999,999", "1.000e+15"]
    assert [digits(v) for v in edges] == [*said, "3.000e+16"]


def test_two_numbers_that_differ_are_never_shown_alike():
    one, other = np.array(0.6740231), np.array(0.6740239)
    sentence = about(one, other, axes=(), tolerance=1e-9)
    assert sentence == "dx: you have 0.674023, expected 0.674024"
    sentence = about(np.array(0.674012), np.array(0.673991), axes=(), tolerance=1e-9)
    assert sentence == "dx: you have 0.67401, expected 0.67399"


def test_a_text_in_place_of_a_number_is_called_one():
    assert about("26", np.array(26.0), axes=()) == "dx: you have '26', a text, expected 26"


def test_rounded_numbers_are_said_to_be_rounded():
    right = np.array([0.12345, 0.9876])
    assert "rounded to 3 digits" in in_general([(right.round(3), right)], 1e-4)
    assert "rounded to whole numbers" in in_general([(right.round(), right)], 1e-4)
    assert in_general([(right.round(3) + 5e-9, right)], 1e-4) == ""
    long = np.array([0.123456789, 0.987654321])
    assert "rounded to 6 digits" in in_general([(long.round(6), long)], 1e-9)
    assert in_general([(long.round(7), long)], 1e-9) == ""  # so many digits is no rounding


def test_right_numbers_are_not_called_one_times_the_expected():
    right = np.array([0.12345, 0.9876])
    assert in_general([(right + 1e-9, right)], 1e-4) == ""
    assert in_general([(right * 1.00005, right)], 1e-4) == ""


def test_one_factor_is_sought_over_all_numbers_of_all_cases():
    pairs = [(2 * a, a) for a in (np.array([[1.0, 2.0], [3.0, 5.0]]), np.array([[7.0, 1000.0]]))]
    assert in_general(pairs, 0) == "every number is 2 times the expected one"
    nearly = [(a + 0.05, b) for a, b in pairs]
    assert in_general(nearly, 1e-4) == "every number is 2.0001 times the expected one"
    assert in_general([(pairs[0][0], pairs[0][1]), (pairs[1][1], pairs[1][1])], 1e-4) == ""
    tiny = np.array([1e-9, 2e-9])
    assert in_general([(2 * tiny, tiny)], 1e-4) == "every number is 2 times the expected one"


def test_no_factor_leads_from_zero_or_from_a_single_number():
    assert in_general([(np.ones(3), np.zeros(3))], 1e-4) == ""
    assert in_general([(np.array([3.3]), np.array([1.1]))], 1e-4) == ""


def test_right_numbers_along_other_axes_are_said_to_be_right():
    right = np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]])
    says = "the numbers are right, but the axes are in another order"
    assert in_general([(right.T * 1.00005, right)], 1e-4) == says
    assert in_general([(right.T * 1.005, right)], 1e-4) == ""
    assert in_general([(right.T, right), (right[:1], right)], 1e-4) == ""
    assert in_general([(right.reshape(3, 2), right)], 1e-4) == ""
