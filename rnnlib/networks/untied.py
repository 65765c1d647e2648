"""An RNN that shares nothing over time, to see what sharing is good for. Lessons 04, 09.

Step t has matrices of its own: z[t] = σ(V[t]ᵀz[t−1] + W[t]ᵀx[t] + b[t]). U and c are used once, at
the end, so they need no copies.
"""

from typing import ClassVar

import numpy as np

from rnnlib.cells import Network, formula
from rnnlib.functions import Activation, sigmoid, tanh
from rnnlib.inputs import shapes
from rnnlib.inputs.values import weight


class UntiedRNN(Network):
    """One W, V and b for each of T time steps; there are none for step T."""

    W: np.ndarray = weight("T", "n_x", "n_z")
    V: np.ndarray = weight("T", "n_z", "n_z")
    b: np.ndarray = weight("T", "n_z")
    U: np.ndarray = weight("n_z", "n_f")
    c: np.ndarray = weight("n_f")
    sigma: Activation = tanh
    tau: Activation = sigmoid

    packs: ClassVar[bool] = False

    def step(self, x, z, t):
        """One time step with the matrices of step t; ValueError where there are none."""
        if not 0 <= t < len(self.W):
            raise ValueError(
                f"t = {t}: this untied RNN has matrices for t = 0 to {len(self.W) - 1} only; "
                "shorten the sequence, or use an RNN, which has one set for every step"
            )
        return self.sigma(z @ self.V[t] + x @ self.W[t] + self.b[t])

    def unroll(self, x, z, told=None):
        """The recurrence: yield (x[t], z[t], None), each with the matrices of its own step."""
        step = formula(self)
        for t, x_t in enumerate(x):
            z = step(x_t, z, t)
            yield x_t, z, None

    @classmethod
    def copies_of(cls, model, T):
        """An untied RNN whose T sets of matrices all begin as those of an `RNN`."""
        shapes.counts(T=T)
        W, V, b = (np.stack([array] * T) for array in (model.W, model.V, model.b))
        return cls(W, V, b, model.U, model.c, model.sigma, model.tau)
