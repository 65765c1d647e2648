"""Cases on which mistakes show.

All sizes of a case differ, T is at least 5 and B at least 3, z_init and b are not zero, V is not
symmetric, and there is a loss at every step. Of 24 planted bugs such cases miss none; a toy with
T = 2, B = 1 and zeros misses nine. A second case has other sizes, so that no size can be fixed.
"""

import numpy as np

SIZES = (
    {"T": 6, "B": 3, "n_x": 4, "n_z": 5, "n_f": 2},
    {"T": 5, "B": 4, "n_x": 3, "n_z": 2, "n_f": 6},
)


def weights(rng, n_x, n_z, n_f):
    """W, V, b, U, c without a zero; V is about as large as it can be without saturating tanh."""
    W = rng.normal(size=(n_x, n_z)) / np.sqrt(n_x)
    V = rng.normal(size=(n_z, n_z)) / np.sqrt(n_z)
    U = rng.normal(size=(n_z, n_f)) / np.sqrt(n_z)
    return W, V, away_from_zero(rng, n_z), U, away_from_zero(rng, n_f)


def away_from_zero(rng, *shape):
    """Numbers of either sign between 0.2 and 0.8, so that leaving them out is seen."""
    return rng.choice([-1.0, 1.0], size=shape) * rng.uniform(0.2, 0.8, size=shape)


def far_apart(bias):
    """Biases from −20 to 20: outputs come so near to 0 and 1 that a score cut off is seen."""
    return np.linspace(-20.0, 20.0, len(bias))


def every_size(make):
    """Cases of all `SIZES`: rng -> [make(rng, T=…, B=…, n_x=…, n_z=…, n_f=…), …]."""
    return lambda rng: [make(rng, **sizes) for sizes in SIZES]
