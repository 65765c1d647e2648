"""Three ways to ask for the next value give the same values back."""

import numpy as np
import pytest

from rnnlib.data.forecasts import CHANGE, ROOT, VALUE, windows

SERIES = np.array([4.0, 9.0, 100.0, 25.0, 0.0, 16.0])


@pytest.mark.parametrize("question", [VALUE, CHANGE, ROOT], ids=lambda q: q.name)
def test_right_answers_are_right_forecasts(question):
    answers = question.answers(SERIES)
    np.testing.assert_allclose(question.forecasts(SERIES, answers), SERIES[1:], atol=1e-12)
    np.testing.assert_allclose(question.forecasts(SERIES, answers[-2:]), SERIES[-2:], atol=1e-12)


def test_a_change_is_the_difference_to_the_value_that_is_read_last():
    assert CHANGE.answers(SERIES).round(2).tolist() == [0.05, 0.91, -0.75, -0.25, 0.16]


def test_no_root_means_a_negative_number_of_spots():
    assert ROOT.forecasts(SERIES, [-0.3]).tolist() == [0.0]


@pytest.mark.parametrize("question", [VALUE, CHANGE, ROOT], ids=lambda q: q.name)
def test_a_window_asks_at_every_step_for_what_comes_next(question):
    values = np.arange(1.0, 31.0)
    x, y = windows(question, values, length=10, every=7)
    assert len(x) == len(y) == 3 and x[0].shape == y[0].shape == (10, 1)
    np.testing.assert_allclose(x[1][:, 0], question.numbers(values)[7:17])
    np.testing.assert_allclose(y[1][:, 0], question.answers(values)[7:17])


def test_no_window_reaches_beyond_the_values():
    values = np.arange(1.0, 31.0)
    _, y = windows(VALUE, values, length=10, every=1)
    assert y[-1][-1, 0] < values[-1] / 100 + 1e-12
