"""E15: the right answers are what the library computes."""

import numpy as np

from rnnlib.exercises.e15.questions import join, one_round, parity_steps
from rnnlib.fast import scan


def test_two_steps_are_one():
    a, b, c, d, z = np.random.default_rng(0).normal(size=(5, 3))
    one = join(a, b, c, d)
    np.testing.assert_allclose(one[0] * z + one[1], c * (a * z + b) + d)
    for mine, its in zip(one, scan.join((c, d), (a, b)), strict=True):
        np.testing.assert_array_equal(mine, its)


def test_rounds_with_far_doubled_each_time_are_the_scan():
    a, b = np.random.default_rng(1).uniform(-1, 1, size=(2, 13, 2, 3))
    expected, far = scan.scan(a, b), 1
    while far < len(a):
        a, b = one_round(a, b, far)
        far *= 2
    np.testing.assert_allclose(b, expected, rtol=1e-12)


def test_the_states_are_the_parity():
    bits = np.random.default_rng(2).integers(2, size=(40, 5))
    np.testing.assert_array_equal(scan.loop(*parity_steps(bits)), np.cumsum(bits, axis=0) % 2)
