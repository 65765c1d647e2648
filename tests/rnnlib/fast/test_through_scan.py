"""BPTT by scans: pairs and flat undo each other, and two scans give the gradient of the trace."""

import numpy as np
import pytest

from rnnlib import ComplexLinearRNN, LinearRNN, MinGRU, bptt, squared_error
from rnnlib.fast.through_scan import flat, pairs
from rnnlib.trace import walk_back


def test_pairs_and_flat_are_each_others_inverse():
    z = np.random.default_rng(0).normal(size=(3, 2, 8))
    assert pairs(z).shape == (3, 2, 4)
    np.testing.assert_array_equal(flat(pairs(z)), z)


@pytest.mark.parametrize("cls", [LinearRNN, ComplexLinearRNN, MinGRU])
@pytest.mark.parametrize("read", ["every", "last"])
def test_two_scans_give_the_gradient_of_the_trace_over_many_steps(cls, read):
    rng = np.random.default_rng(1)
    model = cls.initialise(3, 4, 2, rng=rng)
    x, y = rng.normal(size=(200, 2, 3)), rng.normal(size=(200, 2, 2))
    y = y if read == "every" else y[-1]
    value, by_scan = bptt(model, x, y, squared_error, read=read)
    its_value, walked = walk_back(model, x, y, squared_error, read=read)
    assert value == pytest.approx(its_value, rel=1e-12)
    for name in model.sizes:
        mine, its = getattr(by_scan, name), getattr(walked, name)
        assert np.abs(mine - its).max() < 1e-10 * (1 + np.abs(its).max()), name
