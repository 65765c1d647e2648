"""The benchmarks: what they compare computes the same, and their statistics are right."""

import importlib.util

import numpy as np
import pytest

from benchmarks import peers, step, timing

SMALL = [(1, 1, 1, 1), (5, 1, 5, 4), (7, 3, 4, 6)]
CONTESTANTS = {"torch": peers.with_torch, "jax": peers.with_jax, "rnnlib": peers.with_rnnlib}


@pytest.mark.parametrize("size", SMALL, ids=str)
@pytest.mark.parametrize("read", step.READS)
@pytest.mark.parametrize("name", CONTESTANTS)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # those of the peers are their own
def test_all_contestants_compute_the_same_gradient(size, read, name):
    if not importlib.util.find_spec(name):
        pytest.skip(f"{name} is not installed; it is only needed for the benchmarks")
    problem = peers.Problem.random(*size, read)
    plain = peers.with_plain_numpy(problem)
    step.agree({"plain": plain, name: CONTESTANTS[name](problem)})


def test_a_contestant_with_another_gradient_is_found_out():
    problem = peers.Problem.random(7, 3, 4, 6, "every")
    plain = peers.with_plain_numpy(problem)
    value, gradient = plain()
    wrong = {**gradient, "V": gradient["V"] * 1.01}
    with pytest.raises(AssertionError, match="cheat and plain differ in dV"):
        step.agree({"plain": plain, "cheat": lambda: (value, wrong)})
    with pytest.raises(AssertionError):
        step.agree({"plain": plain, "cheat": lambda: (2 * value, gradient)})


def test_the_bare_products_are_the_products_of_the_step():
    """Same shapes out: dW, dV, dU. The numbers mean nothing."""
    for read in step.READS:
        problem = peers.Problem.random(7, 3, 4, 6, read)
        _, products = peers.bare_products(problem)()
        assert [p.shape for p in products] == [(4, 6), (6, 6), (6, 1)]
        assert all(np.isfinite(p).all() for p in products)


def test_ratios_are_taken_turn_by_turn():
    times = {"a": timing.Times((2.0, 20.0, 2.0)), "b": timing.Times((1.0, 10.0, 1.0))}
    assert timing.ratio(times, "a", "b") == 2
    assert times["a"].median == 2 and times["b"].spread == 9
    assert step.geometric_mean([0.5, 2, 8]) == pytest.approx(2)


@pytest.mark.slow
def test_everybody_takes_every_turn():
    called = []
    contestants = {name: (lambda n=name: called.append(n)) for name in "ab"}
    times = timing.take_turns(contestants, turns=3, seconds=0)
    assert set(called) == {"a", "b"}
    assert all(len(t.turns) == 3 and min(t.turns) > 0 for t in times.values())
