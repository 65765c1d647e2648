"""An RNN that shares nothing over time, to see what sharing is good for. Lessons 04, 09.

Step t has matrices of its own: z[t] = σ(V[t]ᵀz[t−1] + W[t]ᵀx[t] + b[t]). U and c are used once, at
the end, so they need no copies.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from rnnlib.cells import Model, with_parameters
from rnnlib.fast.loops import outer
from rnnlib.functions import Activation, sigmoid, tanh, total
from rnnlib.inputs import shapes, words


@dataclass(frozen=True, eq=False, repr=False)
class UntiedRNN(Model):
    """One W, V and b for each of T time steps; there are none for step T."""

    W: np.ndarray  # (T, n_x, n_z)
    V: np.ndarray  # (T, n_z, n_z)
    b: np.ndarray  # (T, n_z)
    U: np.ndarray  # (n_z, n_f)
    c: np.ndarray  # (n_f,)
    sigma: Activation = tanh
    tau: Activation = sigmoid

    sizes: ClassVar[dict] = {
        "W": ("T", "n_x", "n_z"),
        "V": ("T", "n_z", "n_z"),
        "b": ("T", "n_z"),
        "U": ("n_z", "n_f"),
        "c": ("n_f",),
    }

    def step(self, x, z, t):
        """One time step with the matrices of step t; ValueError where there are none."""
        if not 0 <= t < len(self.W):
            raise ValueError(
                f"t = {t}: this untied RNN has matrices for t = 0 to {len(self.W) - 1} only; "
                "shorten the sequence, or use an RNN, which has one set for every step"
            )
        x = words.vectors(x, self.W.shape[1], self.dtype)
        z = shapes.vectors("z", z, self.W.shape[2], "n_z", self.dtype)
        shapes.same_batch(x, z)
        return self.sigma(z @ self.V[t] + x @ self.W[t] + self.b[t])

    def run(self, x, z_init=None, read="every"):
        """Read a sequence of at most T steps: (states, outputs), in the shapes of `RNN.run`."""
        shapes.read_mode(read)
        x, bare = words.sequence(x, self.W.shape[1], self.dtype)
        z = shapes.initial_state(z_init, x.shape[1], self.W.shape[2], self.dtype)
        states = np.stack(list(unroll(self, x, z)))
        outputs = self.output(states if read == "every" else states[-1])
        return (states[:, 0], outputs[..., 0, :]) if bare else (states, outputs)

    @classmethod
    def copies_of(cls, model, T):
        """An untied RNN whose T sets of matrices all begin as those of an `RNN`."""
        shapes.counts(T=T)
        W, V, b = (np.stack([array] * T) for array in (model.W, model.V, model.b))
        return cls(W, V, b, model.U, model.c, model.sigma, model.tau)


def unroll(cell, x, z):
    """The recurrence: yield z[0], z[1], …, each computed with the matrices of its own step."""
    for t, x_t in enumerate(x):
        z = cell.step(x_t, z, t)
        yield z


def untied_bptt(model, x, y, loss, *, z_init=None, read="last", with_inputs=False):
    """(value, gradient[, dx, dz_init]) as in `bptt`; the loss is read from the last state only.

    Each step has its own V[t] and W[t], so nothing is summed over time: the gradient of W[t] is
    x[t] da[t]ᵀ alone, and that of matrices behind the last step is zero.
    """
    if read != "last":
        raise ValueError(f'read = {read!r}: an untied RNN is trained with read = "last" here')
    shapes.loss(loss, model.tau)
    x, bare = words.sequence(x, model.W.shape[1], model.dtype)
    start = shapes.initial_state(z_init, x.shape[1], model.W.shape[2], model.dtype)
    z = [start, *model.run(x, start)[0]]  # z[t + 1] is the state after step t
    s = model.score(z[-1])
    f = model.tau(s)
    y = shapes.targets(y, f.shape, ("B", "n_f"), bare, model.dtype)
    ds = loss.back(s, f, y, model.tau) / len(s)
    dW, dV, db = (np.zeros_like(array) for array in (model.W, model.V, model.b))
    dx = np.zeros(x.shape, model.dtype)
    dz = ds @ model.U.T
    for t in reversed(range(len(x))):
        da = model.sigma.back(z[t + 1], dz)
        dW[t] = outer(x[t], da)
        dV[t] = outer(z[t], da)
        db[t] = da.sum(axis=0)
        dx[t] = da @ model.W[t].T
        dz = da @ model.V[t].T
    arrays = {"W": dW, "V": dV, "b": db, "U": z[-1].T @ ds, "c": ds.sum(axis=0)}
    value, gradient = total(loss.value(s, f, y)), with_parameters(model, arrays)
    if not with_inputs:
        return value, gradient
    dz_init = dz.sum(axis=0) if np.ndim(z_init) == 1 else dz
    return value, gradient, dx[:, 0] if bare else dx, dz_init
