"""Activations and losses: right, stable, and of the precision that came in."""

import numpy as np
import pytest
from oracle import ACTIVATIONS, LOSSES, complex_step, far

from rnnlib import (
    binary_cross_entropy,
    cross_entropy,
    identity,
    relu,
    sigmoid,
    softmax,
    squared_error,
    tanh,
)
from rnnlib.functions import total

every_activation = pytest.mark.parametrize(
    "sigma", [tanh, sigmoid, relu, identity, softmax], ids=str
)
RNG = np.random.default_rng(0)


@every_activation
@pytest.mark.parametrize("n", [1, 2, 7])
def test_back_is_the_derivative(sigma, n):
    a, dz = RNG.normal(size=(3, n)), RNG.normal(size=(3, n))
    slopes = complex_step(lambda p: (ACTIVATIONS[sigma.name](p) * dz).sum(), a)
    assert far(sigma.back(sigma(a), dz), slopes) < 1e-14


@every_activation
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_huge_pre_activations_give_finite_values_of_the_same_precision(sigma, dtype):
    a = np.array([[1e4, -1e4, 0.0], [700.0, -700.0, 88.0]], dtype)
    z = sigma(a)
    assert z.dtype == dtype
    assert np.isfinite(z).all()
    assert np.isfinite(sigma.back(z, np.ones_like(z))).all()


def test_sigmoid_keeps_its_small_values():
    # 1/2 (1 + tanh(a/2)) would give 0 here: the digits are lost before the sum
    assert sigmoid(np.array(-40.0)) == pytest.approx(np.exp(-40.0), rel=1e-12)


@pytest.mark.parametrize(
    ("loss", "tau"),
    [
        (squared_error, identity),
        (squared_error, tanh),
        (squared_error, softmax),
        (binary_cross_entropy, sigmoid),
        (cross_entropy, softmax),
    ],
    ids=str,
)
@pytest.mark.parametrize("n", [1, 3])
def test_losses_from_scores_equal_the_textbook_formula(loss, tau, n):
    s = RNG.normal(size=(4, n))
    y = RNG.normal(size=s.shape) if loss is squared_error else np.eye(n)[RNG.integers(n, size=4)]
    f = tau(s)

    def naive(scores):
        return LOSSES[loss.name](ACTIVATIONS[tau.name](scores), y)

    assert far(loss.value(s, f, y).sum(), naive(s)) < 1e-13
    assert far(loss.back(s, f, y, tau), complex_step(naive, s)) < 1e-12


def test_a_certain_mistake_costs_its_score():
    s = np.array([[1000.0]])
    assert binary_cross_entropy.value(s, sigmoid(s), np.array([[0.0]])) == 1000
    s, y = np.array([[1000.0, -1000.0]]), np.array([[0.0, 1.0]])
    assert cross_entropy.value(s, softmax(s), y) == 2000


def test_total_is_the_mean_over_the_batch_of_the_sum_over_time():
    table = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])  # (T = 3, B = 2)
    assert total(table) == (9 + 12) / 2
    assert total(table[-1]) == 5.5
