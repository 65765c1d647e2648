"""A gated recurrent unit: the input and the state choose how much of the state is kept. Lesson 15.

    u[t]   = sigmoid(V_uᵀz[t−1] + W_uᵀx[t] + b_u)         update gate: how much becomes new
    r[t]   = sigmoid(V_rᵀz[t−1] + W_rᵀx[t] + b_r)         reset gate: how much of the past is heard
    new[t] = σ(r[t] (Vᵀz[t−1] + b_V) + Wᵀx[t] + b)        what an RNN would have written
    z[t]   = (1 − u[t]) z[t−1] + u[t] new[t]

A gate is a number from 0 to 1 for each unit, and it is multiplied unit by unit. With u = 1 and
r = 1 everywhere this is the RNN of the lecture, with u = 0 nothing changes.

Backward, for t = T−1 … 0, with dz[t] from f[t] and from step t+1
    da_u = u' dz (new − z[t−1])     da = σ' dz u     da_r = r' da (Vᵀz[t−1] + b_V)     dh = r da
    dz[t−1] += (1 − u) dz + V_u da_u + V_r da_r + V dh
The first term has no matrix and no slope: where u = 0, the gradient goes back as it came.

Two things are written in two ways. Cho et al. and Keras with reset_after=False reset before V,
Vᵀ(r z[t−1]): say reset="before". PyTorch and Keras give the update gate the other sign, 1 − u:
`convert` turns it.

Sources: Cho et al. (2014), "Learning phrase representations using RNN encoder-decoder"; Chung et
al. (2014), "Empirical evaluation of gated recurrent neural networks on sequence modeling", whose
sign of u is ours.
"""

import numpy as np

from rnnlib.cells import Network
from rnnlib.fast.read_out import read_out, sums, to_all
from rnnlib.functions import Activation, sigmoid, tanh
from rnnlib.inputs import arguments
from rnnlib.inputs.packed import Packed
from rnnlib.inputs.values import gradient_of, weight
from rnnlib.trace import walk_back


class GRU(Network):
    """z[t] = (1 − u[t]) z[t−1] + u[t] new[t]: the input and the state choose how much is kept."""

    W_u: np.ndarray = weight("n_x", "n_z")  # input  -> update gate
    V_u: np.ndarray = weight("n_z", "n_z")  # hidden -> update gate
    b_u: np.ndarray = weight("n_z")
    W_r: np.ndarray = weight("n_x", "n_z")  # input  -> reset gate
    V_r: np.ndarray = weight("n_z", "n_z")  # hidden -> reset gate
    b_r: np.ndarray = weight("n_z")
    W: np.ndarray = weight("n_x", "n_z")  # input  -> new
    V: np.ndarray = weight("n_z", "n_z")  # hidden -> new
    b: np.ndarray = weight("n_z")
    b_V: np.ndarray = weight("n_z")  # beside V, because r multiplies it too
    U: np.ndarray = weight("n_z", "n_f")
    c: np.ndarray = weight("n_f")
    sigma: Activation = tanh
    tau: Activation = sigmoid
    reset: str = "after"

    def __post_init__(self):
        super().__post_init__()
        arguments.one_of("reset", self.reset, ("after", "before"))

    def gates(self, x, z):
        """(u, r, new) of the steps that hear x[t] and z[t−1]: three arrays in the shape of z."""
        u = sigmoid(z @ self.V_u + x @ self.W_u + self.b_u)
        r = sigmoid(z @ self.V_r + x @ self.W_r + self.b_r)
        heard = (r * z) @ self.V + self.b_V if self.reset == "before" else r * self._heard(z)
        return u, r, self.sigma(heard + x @ self.W + self.b)

    def _heard(self, z):
        return z @ self.V + self.b_V

    def step(self, x, z):
        """One time step: from x[t] and z[t−1] to z[t] = (1 − u) z[t−1] + u new."""
        u, _, new = self.gates(x, z)
        return (1 - u) * z + u * new

    def backward(self, x, y, loss, *, first=None, read="every", teacher=False, with_inputs=False):
        """(value, gradient[, dx, dz_init]): the formulas above, a product for each sum."""
        if self.reset == "before" or isinstance(x, Packed):  # derived for the formula above only
            return walk_back(self, x, y, loss, first=first, read=read, with_inputs=with_inputs)
        given = self.given(x, y, first=first, read=read, teacher=teacher)
        z = np.stack([given.first, *(z for _, z, _ in self.unroll(given.x, given.first))])
        value, arrays, dz = read_out(self, z[1:], y, loss, read, given.bare)
        z, (u, r, new) = z[:-1], self.gates(given.x, z[:-1])  # from here z[t] is what step t heard
        da_u, da_r, da, dh = np.empty((4, *u.shape), u.dtype)
        heard, later = self._heard(z), 0
        for t in reversed(range(len(u))):
            dz_t = dz[t] + later
            da_u[t] = sigmoid.back(u[t], dz_t * (new[t] - z[t]))
            da[t] = self.sigma.back(new[t], dz_t * u[t])
            da_r[t] = sigmoid.back(r[t], da[t] * heard[t])
            dh[t] = r[t] * da[t]
            later = (1 - u[t]) * dz_t
            later += da_u[t] @ self.V_u.T + da_r[t] @ self.V_r.T + dh[t] @ self.V.T
        arrays |= sums(given.x, z, {"_u": (da_u, da_u), "_r": (da_r, da_r), "": (da, dh)})
        gradient = gradient_of(self, arrays | {"b_V": dh.sum(axis=(0, 1))})
        if not with_inputs:
            return value, gradient
        dx = da_u @ self.W_u.T + da_r @ self.W_r.T + da @ self.W.T
        return value, gradient, dx[:, 0] if given.bare else dx, to_all(first, later)
