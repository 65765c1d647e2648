"""The untied RNN: equal to the tied one while its copies are equal, and nothing beyond step T."""

import numpy as np
import pytest
from cases import SIZES, data, rnn, untied
from oracle import ACTIVATIONS, LOSSES, complex_step, far

from rnnlib import OneHot, binary_cross_entropy, bptt, parameters, squared_error
from rnnlib.networks.untied import UntiedRNN

everywhere = pytest.mark.parametrize("sizes", SIZES, ids=str)


def naive_loss(arrays, x, y, z_init):
    summed = 0
    for row in range(x.shape[1]):
        z = z_init[row]
        for t in range(len(x)):
            V, W, b = (arrays[name][t] for name in "VWb")
            z = np.tanh(V.T @ z + W.T @ x[t, row] + b)
        f = ACTIVATIONS["sigmoid"](arrays["c"] + arrays["U"].T @ z)
        summed = summed + LOSSES["binary_cross_entropy"](f, y[row])
    return summed / x.shape[1]


@everywhere
def test_equal_copies_are_the_tied_rnn(sizes):
    model, (x, _, z_init) = rnn(sizes), data(sizes)
    copies = UntiedRNN.copies_of(model, len(x))
    for mine, its in zip(copies.run(x, z_init), model.run(x, z_init), strict=True):
        np.testing.assert_array_equal(mine, its)


@everywhere
def test_the_gradient_of_a_shared_weight_is_the_sum_over_its_copies(sizes):
    model, (x, y, z_init) = rnn(sizes), data(sizes, binary_cross_entropy, "last")
    copies = UntiedRNN.copies_of(model, len(x) + 1)
    options = {"z_init": z_init, "read": "last"}
    value, shared = bptt(model, x, y, binary_cross_entropy, **options)
    its_value, apart = bptt(copies, x, y, binary_cross_entropy, **options)
    assert value == pytest.approx(its_value, rel=1e-13)
    for name in "WVb":
        assert far(getattr(shared, name), getattr(apart, name).sum(axis=0)) < 1e-12
        assert not getattr(apart, name)[-1].any(), "no sentence reaches the last copy"


@everywhere
def test_bptt_of_the_untied_rnn_equals_the_complex_step(sizes):
    model, (x, y, z_init) = untied(sizes), data(sizes, binary_cross_entropy, "last")
    options = {"z_init": z_init, "read": "last", "with_inputs": True}
    value, gradient, dx, dz_init = bptt(model, x, y, binary_cross_entropy, **options)
    arrays = parameters(model)
    assert far(value, naive_loss(arrays, x, y, z_init)) < 1e-12
    for name, array in arrays.items():
        slopes = complex_step(lambda p, k=name: naive_loss({**arrays, k: p}, x, y, z_init), array)
        assert far(getattr(gradient, name), slopes) < 1e-10, name
    by_x = complex_step(lambda p: naive_loss(arrays, p, y, z_init), x)
    by_z = complex_step(lambda p: naive_loss(arrays, x, y, p), z_init)
    assert far(dx, by_x) < 1e-10
    assert far(dz_init, by_z) < 1e-10


def test_a_run_is_the_step_repeated_with_the_matrices_of_each_step():
    model, (x, _, z) = untied(), data()
    states, outputs = model.run(x, z)
    for t, x_t in enumerate(x):
        z = model.step(x_t, z, t)
        np.testing.assert_array_equal(states[t], z)
        np.testing.assert_allclose(outputs[t], model.output(z), rtol=1e-14)
    bare = model.run(x[:, 0], read="last")
    assert bare[0].shape == (5, 2) and bare[1].shape == (7,)


def test_one_hot_indices_and_vectors_give_the_same_gradient():
    model, words = untied(), OneHot(np.random.default_rng(2).integers(4, size=(5, 3)), 4)
    y = np.ones((3, 7))
    by_look_up = bptt(model, words, y, squared_error, read="last")[1]
    by_product = bptt(model, np.asarray(words), y, squared_error, read="last")[1]
    for name in parameters(model):
        assert far(getattr(by_look_up, name), getattr(by_product, name)) < 1e-13


def test_there_is_no_matrix_for_step_T():
    model = untied(longer=0)
    with pytest.raises(ValueError, match="t = 5: this untied RNN has matrices for t = 0 to 4 only"):
        model.run(np.zeros((6, 4)))
