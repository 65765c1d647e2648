"""Models and data that the tests share: all sizes different, nothing zero, nothing symmetric."""

import numpy as np

from rnnlib import (
    RNN,
    OutputRNN,
    binary_cross_entropy,
    cross_entropy,
    identity,
    record,
    relu,
    sigmoid,
    softmax,
    squared_error,
    tanh,
)
from rnnlib.networks.untied import UntiedRNN

# (T, B, n_x, n_z, n_f): with 1 and odd numbers everywhere
SIZES = [(5, 3, 4, 2, 7), (1, 3, 4, 5, 2), (7, 1, 3, 1, 1), (3, 2, 1, 5, 2), (1, 1, 1, 1, 1)]
HEADS = [
    (tanh, sigmoid, binary_cross_entropy),
    (sigmoid, softmax, cross_entropy),
    (tanh, identity, squared_error),
    (identity, tanh, squared_error),
    (relu, softmax, squared_error),
]


def rnn(sizes=SIZES[0], sigma=tanh, tau=sigmoid, seed=0):
    """An RNN in which no parameter is zero."""
    _, _, n_x, n_z, n_f = sizes
    rng = np.random.default_rng(seed)
    shapes = ((n_x, n_z), (n_z, n_z), (n_z,), (n_z, n_f), (n_f,))
    return RNN(*(0.7 * rng.normal(size=shape) for shape in shapes), sigma, tau)


def data(sizes=SIZES[0], loss=squared_error, read="every", seed=1):
    """Inputs, targets that fit the loss, and a first state that is not zero."""
    T, B, n_x, n_z, n_f = sizes
    rng = np.random.default_rng(seed)
    shape = (T, B, n_f) if read == "every" else (B, n_f)
    y = rng.normal(size=shape)
    if loss is binary_cross_entropy:
        y = (y > 0).astype(float)
    if loss is cross_entropy:
        y = np.eye(n_f)[rng.integers(n_f, size=shape[:-1])]
    return rng.normal(size=(T, B, n_x)), y, rng.normal(size=(B, n_z))


def fed_back(T=3, n_z=1, n_f=1):
    """A trace whose z[t] is computed from f[t−1]."""
    rng = np.random.default_rng(1)
    weights = ((1, n_z), (n_f, n_z), (n_z,), (n_z, n_f), (n_f,))
    model = OutputRNN(*(rng.normal(size=shape) for shape in weights), tanh, tanh)
    x = 1 / np.arange(1, T + 1)[:, None]
    return record(model, x, np.full((T, n_f), 0.5), squared_error)


def random_like(cls, seed=7):
    def build(sizes):
        _, _, n_x, n_z, n_f = sizes
        rng = np.random.default_rng(seed)
        of = {"n_x": n_x, "n_z": n_z, "n_f": n_f, "n_both": 2 * n_z}
        shapes = {name: [of[axis] for axis in axes] for name, axes in cls.sizes.items()}
        return cls(**{name: 0.7 * rng.normal(size=shape) for name, shape in shapes.items()})

    return build


def untied(sizes=SIZES[0], longer=2, seed=3):
    """An untied RNN with other matrices at each step, and two steps more than the data has."""
    T, _, n_x, n_z, n_f = sizes
    rng, T = np.random.default_rng(seed), T + longer
    shapes = ((T, n_x, n_z), (T, n_z, n_z), (T, n_z), (n_z, n_f), (n_f,))
    return UntiedRNN(*(0.7 * rng.normal(size=shape) for shape in shapes))
