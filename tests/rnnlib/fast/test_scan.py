"""The scan: the loop's states, and on its way back the loop's gradients, in ⌈log₂ T⌉ rounds."""

import numpy as np
import pytest

from rnnlib.fast.scan import join, loop, rounds, scan, scan_back

LENGTHS = (1, 2, 3, 4, 5, 7, 8, 9, 31, 64, 65, 512)


def steps(T, kind=float, constant=False, seed=0):
    rng = np.random.default_rng(seed)

    def some(*shape):
        return rng.normal(size=shape) + (1j * rng.normal(size=shape) if kind is complex else 0)

    a = some(1 if constant else T, 3, 2)
    return a / np.maximum(1, np.abs(a)), some(T, 3, 2), some(3, 2)


@pytest.mark.parametrize("T", LENGTHS)
@pytest.mark.parametrize("kind", [float, complex])
@pytest.mark.parametrize("constant", [False, True])
def test_a_scan_is_the_loop(T, kind, constant):
    a, b, z_init = steps(T, kind, constant)
    for first in (None, z_init):
        np.testing.assert_allclose(scan(a, b, first), loop(a, b, first), rtol=0, atol=1e-12)


def test_the_loop_is_the_formula():
    a, b, z = steps(6)
    for t, z_t in enumerate(loop(a, b, z)):
        z = a[t] * z + b[t]
        np.testing.assert_array_equal(z_t, z)


def test_pairs_may_be_joined_in_any_order_and_stay_beside_each_other():
    one, two, three = (tuple(np.random.default_rng(s).normal(size=2)) for s in range(3))
    left, right = join(join(three, two), one), join(three, join(two, one))
    np.testing.assert_allclose(left, right, rtol=1e-14)
    assert not np.allclose(join(one, two), join(two, one))  # to exchange them is another thing


def test_512_steps_take_nine_rounds_and_one_more_takes_ten():
    assert [rounds(T) for T in (1, 2, 3, 4, 512, 513)] == [0, 1, 2, 2, 9, 10]


@pytest.mark.parametrize("T", LENGTHS)
@pytest.mark.parametrize("constant", [False, True])
def test_the_way_back_is_the_loop_backwards(T, constant):
    a, outside, _ = steps(T, complex, constant)
    dz, found = 0, np.empty_like(outside)
    for t in reversed(range(T)):
        later = a[0 if constant else min(t + 1, T - 1)]
        dz = found[t] = outside[t] + np.conj(later) * dz
    np.testing.assert_allclose(scan_back(a, outside), found, rtol=0, atol=1e-12)


def test_nothing_that_comes_in_is_modified():
    a, b, z_init = steps(9)
    before = a.copy(), b.copy(), z_init.copy()
    scan(a, b, z_init), scan_back(a, b), loop(a, b, z_init)
    for array, old in zip((a, b, z_init), before, strict=True):
        np.testing.assert_array_equal(array, old)
