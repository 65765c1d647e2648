"""What the library is held against: the lecture's formulas, written naively for complex numbers.

The complex step: L(p + ih).imag / h is dL/dp without any cancellation, so h may be 1e-30 and the
answer is right to rounding. It needs formulas without abs, max or comparisons; these have none,
which also makes them independent of the library's stable ones.
"""

import numpy as np

ACTIVATIONS = {
    "tanh": np.tanh,
    "sigmoid": lambda a: 1 / (1 + np.exp(-a)),
    "identity": lambda a: a,
    "softmax": lambda a: np.exp(a) / np.exp(a).sum(axis=-1, keepdims=True),
    "relu": lambda a: a * (a.real > 0),
}
LOSSES = {
    "squared_error": lambda f, y: ((f - y) ** 2).sum() / 2,
    "binary_cross_entropy": lambda f, y: -(y * np.log(f) + (1 - y) * np.log(1 - f)).sum(),
    "cross_entropy": lambda f, y: -(y * np.log(f)).sum(),
}


def naive_loss(arrays, x, y, z_init, read, names):
    """The loss of an RNN, one row and one step at a time, in the lecture's column notation."""
    sigma, tau, loss = ACTIVATIONS[names[0]], ACTIVATIONS[names[1]], LOSSES[names[2]]
    T, B = x.shape[:2]
    summed = 0
    for row in range(B):
        z = z_init[row]
        for t in range(T):
            z = sigma(arrays["V"].T @ z + arrays["W"].T @ x[t, row] + arrays["b"])
            if read == "every" or t == T - 1:
                f = tau(arrays["c"] + arrays["U"].T @ z)
                summed = summed + loss(f, y[t, row] if read == "every" else y[row])
    return summed / B


def complex_step(function, array, h=1e-30):
    """The gradient of a real-valued function at `array`."""
    slopes = np.full(array.shape, np.nan)
    for place in np.ndindex(array.shape):
        moved = array.astype(complex)
        moved[place] += 1j * h
        slopes[place] = function(moved).imag / h
    return slopes


def far(given, expected, floor=1e-8):
    """Norm-wise relative error: largest difference over largest size."""
    given, expected = np.asarray(given), np.asarray(expected)
    assert given.shape == expected.shape, f"{given.shape} against {expected.shape}"
    size = max(np.abs(given).max() + np.abs(expected).max(), floor)
    return np.abs(given - expected).max() / size
