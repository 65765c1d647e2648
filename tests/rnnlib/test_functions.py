"""Activations and losses: right, stable, and of the precision that came in."""

import dataclasses
from dataclasses import FrozenInstanceError, replace

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
from rnnlib.functions import Activation, total

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


@pytest.mark.parametrize("sigma", [tanh, sigmoid, relu, identity], ids=str)
def test_the_ways_without_a_new_array_give_the_same_numbers_and_what_they_wrote_to(sigma):
    a = np.array([[-1000.0, -1.5, -0.2], [0.3, 2.0, 1000.0]])
    z, out = sigma(a), np.empty_like(a)
    assert sigma.slope(z, out) is out
    np.testing.assert_allclose(out, sigma.back(z, np.ones_like(z)), rtol=1e-14)
    if sigma is identity:  # there is nothing to write
        return
    assert sigma.into(a, out) is out
    np.testing.assert_allclose(out, z, rtol=1e-14)
    assert sigma.into(a, a) is a  # in place
    np.testing.assert_array_equal(a, out)


def test_an_activation_needs_a_derivative_in_one_of_two_forms():
    with pytest.raises(TypeError, match=r"'cube' has no derivative: give back.* or back_from"):
        Activation("cube", lambda a: a**3)
    cube = Activation("cube", lambda a: a**3, back_from=lambda a, dz: 3 * a**2 * dz)
    assert cube.gradient(2.0, 8.0, 1.0) == 12
    assert tanh.gradient(5.0, 0.5, 1.0) == 0.75  # z alone says it


@pytest.mark.parametrize("value", [tanh, squared_error], ids=str)
def test_an_activation_and_a_loss_are_values_and_each_equals_itself_alone(value):
    with pytest.raises(FrozenInstanceError):
        value.name = "another"
    assert value == value and value != replace(value)


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


@pytest.mark.parametrize("shape", [(1, 3), (2, 1, 3), (1, 3, 1), (2, 3, 1)], ids=str)
@pytest.mark.parametrize("loss", [squared_error, binary_cross_entropy, cross_entropy], ids=str)
def test_a_loss_is_one_number_for_each_row_its_units_summed_up(shape, loss):
    s = RNG.normal(size=shape)
    tau = loss.pairs_with or identity
    y = tau(RNG.normal(size=shape))
    value = loss.value(s, tau(s), y)
    assert value.shape == shape[:-1]
    rows = [LOSSES[loss.name](ACTIVATIONS[tau.name](a), b) for a, b in _rows(s, y)]
    assert far(value.ravel(), np.array(rows)) < 1e-14


def _rows(*arrays):
    return zip(*(a.reshape(-1, 1, a.shape[-1]) for a in arrays), strict=True)


def test_each_cross_entropy_is_derived_for_one_output_activation():
    assert binary_cross_entropy.pairs_with is sigmoid
    assert cross_entropy.pairs_with is softmax
    assert squared_error.pairs_with is None


def test_the_targets_of_a_cross_entropy_need_not_add_up_to_one():
    s, y = RNG.normal(size=(2, 3)), np.array([[0.5, 0.0, 2.0], [0.0, 0.0, 0.0]])

    def naive(scores):
        return LOSSES["cross_entropy"](ACTIVATIONS["softmax"](scores), y)

    back = cross_entropy.back(s, softmax(s), y, softmax)
    assert far(back, complex_step(naive, s)) < 1e-14


def test_a_certain_mistake_costs_its_score():
    s = np.array([[1000.0]])
    assert binary_cross_entropy.value(s, sigmoid(s), np.array([[0.0]])) == 1000
    s, y = np.array([[1000.0, -1000.0]]), np.array([[0.0, 1.0]])
    assert cross_entropy.value(s, softmax(s), y) == 2000


def test_total_is_the_mean_over_the_batch_of_the_sum_over_time():
    table = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])  # (T = 3, B = 2)
    assert total(table) == (9 + 12) / 2
    assert total(table[-1]) == 5.5


@pytest.mark.parametrize("shape", [(1,), (3,), (4, 1), (1, 3), (5, 1, 3), (5, 4, 1), (1, 1, 1)])
@pytest.mark.parametrize("loss", [squared_error, binary_cross_entropy, cross_entropy], ids=str)
def test_a_loss_adds_up_the_units_and_nothing_else(loss, shape):
    rng = np.random.default_rng(1)
    s, y = rng.normal(size=shape), np.zeros(shape)
    y[..., 0] = 1
    f = {cross_entropy: softmax, binary_cross_entropy: sigmoid}.get(loss, identity)(s)
    found = loss.value(s, f, y)
    assert np.shape(found) == shape[:-1]
    for place in np.ndindex(shape[:-1]):
        expected = LOSSES[loss.name](f[place], y[place])
        assert np.asarray(found)[place] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("value", [tanh, squared_error], ids=str)
def test_activations_and_losses_are_values(value):
    with pytest.raises(dataclasses.FrozenInstanceError):
        value.name = "another"


def test_an_activation_needs_one_of_its_two_derivatives():
    with pytest.raises(TypeError, match="the activation 'step' has no derivative"):
        Activation("step", np.sign)
    one = Activation("one", np.sin, back=lambda z, dz: 2 * dz)
    other = Activation("other", np.sin, back_from=lambda a, dz: np.cos(a) * dz)
    a, dz = RNG.normal(size=(2, 3, 4))
    np.testing.assert_array_equal(one.gradient(a, np.sin(a), dz), 2 * dz)
    np.testing.assert_array_equal(other.gradient(a, np.sin(a), dz), np.cos(a) * dz)


def test_total_is_the_sum_over_time_and_the_mean_over_the_batch():
    losses = RNG.normal(size=(5, 3))
    assert total(losses) == pytest.approx(losses.sum(axis=0).mean(), rel=1e-14)
    assert total(losses[0]) == pytest.approx(losses[0].mean(), rel=1e-14)
    assert total(losses.ravel(), 3) == pytest.approx(total(losses), rel=1e-14)


@pytest.mark.parametrize("sigma", [tanh, sigmoid, relu, identity], ids=str)
def test_what_is_written_into_an_array_is_the_value_and_the_slope(sigma):
    a = np.array([[-2.0, 0.0, 0.5], [3.0, -800.0, 800.0]])
    z = sigma(a)
    out = np.full_like(a, np.nan)
    assert sigma.slope(z, out) is out
    np.testing.assert_allclose(out, sigma.back(z, np.ones_like(z)), rtol=1e-14)
    if sigma.into is not None:
        out = a.copy()
        assert sigma.into(out, out) is out
        np.testing.assert_allclose(out, z, rtol=1e-14, atol=1e-300)


@pytest.mark.parametrize("loss", [squared_error, binary_cross_entropy, cross_entropy], ids=str)
@pytest.mark.parametrize("y", [(3,), (1,), (4, 2), (3, 1), (1, 2), (3, 2, 1), (2, 3), (), (2,)])
def test_a_loss_never_compares_every_row_with_every_target(loss, y):
    s, tau = np.zeros((3, 2)), loss.pairs_with or identity
    for call in (lambda y: loss.value(s, tau(s), y), lambda y: loss.back(s, tau(s), y, tau)):
        assert np.isfinite(call(np.zeros((3, 2)))).all()
        with pytest.raises(ValueError, match=r"y has shape .*, expected that of the scores s, \(3"):
            call(np.zeros(y))
