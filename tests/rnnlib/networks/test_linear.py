"""Linear RNNs, minGRU with them: a run in parallel is the run; what their eigenvalues may be."""

from dataclasses import replace

import numpy as np
import pytest

from rnnlib import (
    ComplexLinearRNN,
    LinearRNN,
    MinGRU,
    OneHot,
    bptt,
    pack,
    parameters,
    sigmoid,
    squared_error,
)
from rnnlib.trace import walk_back


def built(cls, n_z=6, **options):
    return cls.initialise(4, n_z, 2, rng=np.random.default_rng(0), **options)


MODELS = [
    built(LinearRNN),
    replace(built(LinearRNN), v=np.linspace(-2, 2, 6), squash=sigmoid),
    built(ComplexLinearRNN),
    built(MinGRU),
    built(MinGRU, span=2.0),
]
each = pytest.mark.parametrize("model", MODELS, ids=lambda m: type(m).__name__)


@each
@pytest.mark.parametrize("T", [1, 2, 13])
def test_in_parallel_is_the_run(model, T):
    rng = np.random.default_rng(1)
    x, z = rng.normal(size=(T, 3, 4)), rng.normal(size=(3, 6))
    for first in (None, z, z[0]):
        assert np.abs(model.in_parallel(x, first) - model.run(x, first)[0]).max() < 1e-12
    bare = model.in_parallel(x[:, 0])
    assert bare.shape == (T, 6)
    np.testing.assert_allclose(bare, model.run(x[:, 0])[0], rtol=0, atol=1e-12)


@each
def test_words_are_their_one_hot_vectors(model):
    words, y = np.array([[0, 3], [1, 1], [2, 0]]), np.ones((3, 2, 2))
    seen = [
        bptt(model, x, y, squared_error)[1] for x in (words, OneHot(words, 4), np.eye(4)[words])
    ]
    for name in parameters(model):
        for gradient in seen[1:]:
            np.testing.assert_allclose(getattr(gradient, name), getattr(seen[0], name), rtol=1e-12)


@each
def test_sequences_of_different_length_are_each_by_itself(model):
    rng = np.random.default_rng(2)
    x, y = [rng.normal(size=(T, 4)) for T in (2, 5, 3)], rng.normal(size=(3, 2))
    value, gradient = bptt(model, pack(x), y, squared_error, read="last")
    alone = [walk_back(model, *pair, squared_error, read="last") for pair in zip(x, y, strict=True)]
    assert value == pytest.approx(np.mean([v for v, _ in alone]), rel=1e-12)
    np.testing.assert_allclose(gradient.W, np.mean([g.W for _, g in alone], axis=0), rtol=1e-12)


@each
def test_a_subclass_with_a_step_of_its_own_gets_the_gradient_of_that_step(model):
    class Doubled(type(model)):
        def step(self, x, z):
            return 2.0 * super().step(x, z)

    doubled = Doubled(**vars(model))
    assert doubled.backward is None
    x, y = np.ones((3, 2, 4)), np.ones((3, 2, 2))
    assert not np.allclose(
        bptt(doubled, x, y, squared_error)[1].W, bptt(model, x, y, squared_error)[1].W
    )


def test_eigenvalues_stay_where_the_squash_keeps_them():
    real = replace(built(LinearRNN), v=np.linspace(-3, 3, 6))
    assert real.eigenvalues.min() < -0.9 and real.eigenvalues.max() < 1
    assert replace(real, squash=sigmoid).eigenvalues.min() > 0
    ring = built(ComplexLinearRNN, n_z=400, radius=(0.8, 0.9)).eigenvalues
    assert 0.8 <= np.abs(ring).min() < 0.82 and 0.88 < np.abs(ring).max() <= 0.9
    assert np.angle(ring).min() < -3 and np.angle(ring).max() > 3


def test_a_complex_eigenvalue_is_a_turn_and_a_shrink():
    model = built(ComplexLinearRNN)
    z = np.random.default_rng(3).normal(size=6)
    stepped = model.step(np.zeros(4), z)
    turned = model.eigenvalues * (z[:3] + 1j * z[3:])
    np.testing.assert_allclose(stepped[:3] + 1j * stepped[3:], turned, rtol=1e-12)


def test_the_state_of_a_first_network_is_as_large_as_its_input():
    """√(1 − r²) in W: white noise of size 1 goes in and comes out, however long it is kept."""
    model = built(ComplexLinearRNN, n_z=200, radius=(0.9, 0.99))
    z = model.in_parallel(np.random.default_rng(4).normal(size=(2000, 4, 4)))[500:]
    assert 0.9 < z.std() < 1.1


def test_what_does_not_fit_is_refused_with_a_remedy():
    with pytest.raises(ValueError, match=r"n_z = 5.*even"):
        built(ComplexLinearRNN, n_z=5)
    with pytest.raises(ValueError, match=r"radius = \(0.9, 1.1\)"):
        built(ComplexLinearRNN, radius=(0.9, 1.1))
    good = parameters(built(ComplexLinearRNN))
    with pytest.raises(ValueError, match="n_z = 2 n_λ"):
        ComplexLinearRNN(**good | {"rho": np.zeros(4), "theta": np.zeros(4)})
    with pytest.raises(TypeError, match="squash"):
        built(LinearRNN, squash=np.tanh)
