"""minGRU: what its gate may be. That its scan is its run is tested in `test_linear.py`."""

import numpy as np
import pytest

from rnnlib import MinGRU


def test_a_gate_of_span_two_can_turn_the_sign():
    model = MinGRU([[2000.0]], [-1000.0], [[1.0]], [0.0], [[1.0]], [0.0], span=2.0)
    assert model.step(np.array([1.0]), np.array([5.0]))[0] == -5.0 + 2.0
    assert model.step(np.array([0.0]), np.array([5.0]))[0] == 5.0


def test_the_gate_hears_the_input_alone():
    model = MinGRU.initialise(3, 2, 1, rng=np.random.default_rng(0))
    x, z = np.ones((1, 3)), np.array([[5.0, -5.0]])
    kept = model.step(x, z) - model.step(x, 0 * z)
    np.testing.assert_allclose(kept, (1 - model.gate(x)) * z, rtol=1e-12)


@pytest.mark.parametrize("span", [0, -1, 2.1, np.nan])
def test_a_span_that_would_explode_or_shut_is_refused(span):
    with pytest.raises(ValueError, match=r"span = .*at most 2"):
        MinGRU.initialise(3, 2, 1, rng=np.random.default_rng(0), span=span)
