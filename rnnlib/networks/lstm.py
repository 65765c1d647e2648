"""Long short-term memory: a second state that is only written, kept and read through gates.

    i[t]   = sigmoid(V_iᵀh[t−1] + W_iᵀx[t] + b_i)         input gate: how much is written
    f[t]   = sigmoid(V_fᵀh[t−1] + W_fᵀx[t] + b_f)         forget gate: how much is kept
    o[t]   = sigmoid(V_oᵀh[t−1] + W_oᵀx[t] + b_o)         output gate: how much is shown
    new[t] = σ(Vᵀh[t−1] + Wᵀx[t] + b)
    k[t]   = f[t] k[t−1] + i[t] new[t]                     the cell: what is kept
    h[t]   = o[t] σ(k[t])                                  what is shown, to the next step and to U

The state z[t] = (h[t], k[t]) has 2 n_z numbers, first what is shown, then what is kept. Others call
k the cell state c; c is the bias of the output here. No matrix lies between k[t−1] and k[t].

b_f begins with ones: with zeros the forget gate is at 0.5 and halves the cell at every step.

Sources: Hochreiter, Schmidhuber (1997), "Long short-term memory", without a forget gate; Gers,
Schmidhuber, Cummins (2000), "Learning to forget: continual prediction with LSTM", with it;
Jozefowicz, Zaremba, Sutskever (2015), "An empirical exploration of recurrent network
architectures", on its bias.
"""

from dataclasses import replace

import numpy as np

from rnnlib.cells import Network
from rnnlib.functions import Activation, sigmoid, tanh
from rnnlib.inputs.values import weight


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

    @classmethod
    def initialise(cls, n_x, n_z, n_f, *, rng, dtype=np.float64, **activations):
        """As all networks, but b_f = 1: it begins by keeping. The state has 2 n_z numbers."""
        model = super().initialise(n_x, n_z, n_f, rng=rng, dtype=dtype, **activations)
        return replace(model, b_f=np.ones_like(model.b_f))
