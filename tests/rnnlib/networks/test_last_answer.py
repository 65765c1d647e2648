"""An RNN that reads x[t] and its own last answer."""

import numpy as np
import pytest

from rnnlib import RNN
from rnnlib.networks.last_answer import beside_last_answer, run_on_own_answers


def model(n_x=2, n_f=3):
    return RNN.initialise(n_x + n_f, 4, n_f, rng=np.random.default_rng(0))


def test_each_step_stands_beside_the_answer_before_it():
    x, y = np.arange(6.0).reshape(1, 3, 2), 10 + np.arange(3.0).reshape(1, 3, 1)
    assert beside_last_answer(x, y).tolist() == [[[0, 1, 0], [2, 3, 10], [4, 5, 11]]]


def test_running_freely_is_a_run_whose_teacher_says_what_it_says():
    x = np.random.default_rng(1).normal(size=(6, 2))
    own = run_on_own_answers(model(), x)
    _, f = model().run(beside_last_answer(x, own))
    np.testing.assert_allclose(own, f, rtol=1e-12)


def test_a_row_does_not_see_its_batch_mates():
    x = np.random.default_rng(1).normal(size=(6, 3, 2))
    together = run_on_own_answers(model(), x)
    assert together.shape == (6, 3, 3)
    for row in range(3):
        np.testing.assert_allclose(run_on_own_answers(model(), x[:, row]), together[:, row])


def test_what_does_not_fit_is_named():
    with pytest.raises(ValueError, match="n_x = 2"):
        run_on_own_answers(model(), np.zeros((6, 5)))
    with pytest.raises(ValueError, match="T"):
        run_on_own_answers(model(), np.zeros((0, 2)))
    with pytest.raises(ValueError, match="one answer per step"):
        beside_last_answer(np.zeros((3, 2)), np.zeros((4, 1)))
