"""Long short-term memory: a second state that is only written, kept and read through gates.

    i[t]   = sigmoid(V_iᵀh[t−1] + W_iᵀx[t] + b_i)         input gate: how much is written
    f[t]   = sigmoid(V_fᵀh[t−1] + W_fᵀx[t] + b_f)         forget gate: how much is kept
    o[t]   = sigmoid(V_oᵀh[t−1] + W_oᵀx[t] + b_o)         output gate: how much is shown
    new[t] = σ(Vᵀh[t−1] + Wᵀx[t] + b)
    k[t]   = f[t] k[t−1] + i[t] new[t]                     the cell: what is kept
    h[t]   = o[t] σ(k[t])                                  what is shown, to the next step and to U

The state z[t] = (h[t], k[t]) has 2 n_z numbers, first what is shown, then what is kept. Others call
k the cell state c; c is the bias of the output here. No matrix lies between k[t−1] and k[t].

Backward, for t = T−1 … 0, with dh[t] from the output and from step t+1, dk[t] from step t+1
    da_o = o' dh σ(k)       dk += σ'(k) dh o
    da_i = i' dk new        da_f = f' dk k[t−1]       da = σ' dk i
    dk[t−1] = f dk          dh[t−1] = V_i da_i + V_f da_f + V_o da_o + V da

b_f begins with ones: with zeros the forget gate is at 0.5 and halves the cell at every step.

Sources: Hochreiter, Schmidhuber (1997), "Long short-term memory", without a forget gate; Gers,
Schmidhuber, Cummins (2000), "Learning to forget: continual prediction with LSTM", with it;
Jozefowicz, Zaremba, Sutskever (2015), "An empirical exploration of recurrent network
architectures", on its bias.
"""

from dataclasses import replace

import numpy as np

from rnnlib.cells import Network
from rnnlib.fast.read_out import read_out, sums, to_all
from rnnlib.functions import Activation, sigmoid, tanh
from rnnlib.inputs.packed import Packed
from rnnlib.inputs.values import gradient_of, weight
from rnnlib.trace import walk_back

ENDS = ("_i", "_f", "_o", "")  # the three gates, and what is new


class LSTM(Network):
    """k[t] = f[t] k[t−1] + i[t] new[t], h[t] = o[t] σ(k[t]); the state z[t] is (h[t], k[t])."""

    W_i: np.ndarray = weight("n_x", "n_z")  # input  -> input gate
    V_i: np.ndarray = weight("n_z", "n_z")  # shown  -> input gate
    b_i: np.ndarray = weight("n_z")
    W_f: np.ndarray = weight("n_x", "n_z")  # input  -> forget gate
    V_f: np.ndarray = weight("n_z", "n_z")  # shown  -> forget gate
    b_f: np.ndarray = weight("n_z")
    W_o: np.ndarray = weight("n_x", "n_z")  # input  -> output gate
    V_o: np.ndarray = weight("n_z", "n_z")  # shown  -> output gate
    b_o: np.ndarray = weight("n_z")
    W: np.ndarray = weight("n_x", "n_z")  # input  -> new
    V: np.ndarray = weight("n_z", "n_z")  # shown  -> new
    b: np.ndarray = weight("n_z")
    U: np.ndarray = weight("n_z", "n_f")  # shown  -> output
    c: np.ndarray = weight("n_f")
    sigma: Activation = tanh
    tau: Activation = sigmoid

    @property
    def state_size(self):
        """n_z numbers that are shown and n_z that are kept."""
        return 2 * self.n("n_z")

    def spoken(self, z):
        """What is shown of a state: h, its first half."""
        return z[..., : self.n("n_z")]

    def kept(self, z):
        """What is kept in a state: k, its second half."""
        return z[..., self.n("n_z") :]

    def gates(self, x, h):
        """(i, f, o, new) of the steps that hear x[t] and h[t−1]: four arrays in the shape of h."""
        i = sigmoid(h @ self.V_i + x @ self.W_i + self.b_i)
        f = sigmoid(h @ self.V_f + x @ self.W_f + self.b_f)
        o = sigmoid(h @ self.V_o + x @ self.W_o + self.b_o)
        return i, f, o, self.sigma(h @ self.V + x @ self.W + self.b)

    def step(self, x, z):
        """One time step: from x[t] and z[t−1] = (h[t−1], k[t−1]) to z[t], (…, 2 n_z)."""
        i, f, o, new = self.gates(x, self.spoken(z))
        k = f * self.kept(z) + i * new
        return np.concatenate([o * self.sigma(k), k], axis=-1)

    def backward(self, x, y, loss, *, first=None, read="every", teacher=False, with_inputs=False):
        """(value, gradient[, dx, dz_init]): the formulas above, a product for each sum."""
        if isinstance(x, Packed):
            return walk_back(self, x, y, loss, first=first, read=read, with_inputs=with_inputs)
        given = self.given(x, y, first=first, read=read, teacher=teacher)
        z = np.stack([given.first, *(z for _, z, _ in self.unroll(given.x, given.first))])
        h, k, shown = self.spoken(z), self.kept(z), self.sigma(self.kept(z[1:]))
        value, arrays, dh = read_out(self, h[1:], y, loss, read, given.bare)
        i, f, o, new = gates = np.stack(self.gates(given.x, h[:-1]))  # at t: from h[t], k[t]
        da, later_h, later_k = np.empty_like(gates), 0, 0
        for t in reversed(range(len(dh))):
            dh_t = dh[t] + later_h
            dk = self.sigma.back(shown[t], dh_t * o[t]) + later_k
            da[:3, t] = sigmoid.back(gates[:3, t], [dk * new[t], dk * k[t], dh_t * shown[t]])
            da[3, t] = self.sigma.back(new[t], dk * i[t])
            later_h = sum(
                d @ getattr(self, "V" + end).T for end, d in zip(ENDS, da[:, t], strict=True)
            )
            later_k = f[t] * dk
        arrays |= sums(given.x, h[:-1], {end: (d, d) for end, d in zip(ENDS, da, strict=True)})
        if not with_inputs:
            return value, gradient_of(self, arrays)
        dx = sum(d @ getattr(self, "W" + end).T for end, d in zip(ENDS, da, strict=True))
        dz = to_all(first, np.concatenate([later_h, later_k], axis=-1))
        return value, gradient_of(self, arrays), dx[:, 0] if given.bare else dx, dz

    @classmethod
    def initialise(cls, n_x, n_z, n_f, *, rng, dtype=np.float64, **activations):
        """As all networks, but b_f = 1: it begins by keeping. The state has 2 n_z numbers."""
        model = super().initialise(n_x, n_z, n_f, rng=rng, dtype=dtype, **activations)
        return replace(model, b_f=np.ones_like(model.b_f))
