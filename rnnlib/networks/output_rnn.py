"""Output recurrence: the hidden layer reads the last output, not the last state. Lesson 07.

z[t] = σ(Vᵀf[t−1] + Wᵀx[t] + b)        V leads from the output to the hidden layer: (n_f, n_z)
f[t] = τ(c + Uᵀz[t])

Whatever such a network knows of its past has to pass through f. It can be run in two ways:

    free running       it reads its own last output f[t−1]
    teacher forcing    it reads the right answer y[t−1] instead, as long as there is one

Sources: Jordan (1986), "Serial order: a parallel distributed processing approach"; Williams,
Zipser (1989), "A learning algorithm for continually running fully recurrent neural networks";
Goodfellow, Bengio, Courville (2016), "Deep learning", section 10.2.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from rnnlib.cells import RNN, Model, with_parameters
from rnnlib.fast.loops import outer, rows_of
from rnnlib.functions import Activation, sigmoid, tanh, total
from rnnlib.inputs import shapes, words


@dataclass(frozen=True, eq=False, repr=False)
class OutputRNN(Model):
    """An RNN whose only way back in time leads from the output to the hidden layer.

    z[t] = σ(Vᵀf[t−1] + Wᵀx[t] + b)
    f[t] = τ(c + Uᵀz[t])
    """

    W: np.ndarray  # (n_x, n_z)  input  -> hidden
    V: np.ndarray  # (n_f, n_z)  output -> hidden, from t−1 to t
    b: np.ndarray  # (n_z,)
    U: np.ndarray  # (n_z, n_f)  hidden -> output
    c: np.ndarray  # (n_f,)
    sigma: Activation = tanh
    tau: Activation = sigmoid

    sizes: ClassVar[dict] = {
        "W": ("n_x", "n_z"),
        "V": ("n_f", "n_z"),
        "b": ("n_z",),
        "U": ("n_z", "n_f"),
        "c": ("n_f",),
    }

    def step(self, x, f):
        """One time step: from x[t] and f[t−1] to z[t] = σ(Vᵀf[t−1] + Wᵀx[t] + b).

        x (n_x,) or (B, n_x), f (n_f,) or (B, n_f) -> (n_z,) or (B, n_z). `output(z)` is f[t].
        """
        x = words.vectors(x, self.W.shape[0], self.dtype)
        f = shapes.vectors("f", f, self.V.shape[0], "n_f", self.dtype)
        shapes.same_batch(x, f, "f")
        return self.sigma(f @ self.V + x @ self.W + self.b)

    def run(self, x, f_init=None, read="every", teacher=None):
        """Read a sequence step by step: (states, outputs), in the shapes of `RNN.run`.

        x (T, B, n_x) -> states (T, B, n_z), outputs (T, B, n_f), or (B, n_f) with read="last".
        f_init (n_f,) or (B, n_f) is the output before the first step; None means zeros.
        teacher (T, B, n_f) holds the right answers y: step t then reads y[t−1] in place of
        f[t−1]. Step 0 reads f_init in both ways, and y[T−1] is read by no step.
        """
        shapes.read_mode(read)
        x, bare = words.sequence(x, self.W.shape[0], self.dtype)
        f_init = self.first_output(f_init, x.shape[1])
        if teacher is not None:
            teacher = self.answers("teacher", teacher, x, bare)
        states, outputs = _stacked(unroll(self, x, f_init, teacher))
        outputs = outputs if read == "every" else outputs[-1]
        return (states[:, 0], outputs[..., 0, :]) if bare else (states, outputs)

    def first_output(self, f_init, batch):
        """f_init as (B, n_f); None is zeros, one vector (n_f,) is given to every row."""
        return shapes.initial_state(f_init, batch, self.V.shape[0], self.dtype, letter="f")

    def answers(self, name, y, x, bare=False):
        """The right answers y, one for each step of x: (T, B, n_f)."""
        shape = (*x.shape[:2], self.V.shape[0])
        return shapes.targets(y, shape, ("T", "B", "n_f"), bare, self.dtype, name)

    @classmethod
    def initialise(cls, n_x, n_z, n_f, *, rng, sigma=tanh, tau=sigmoid, dtype=np.float64):
        """Random W, V and U with spread 1/√(number of inputs), zero biases."""
        like = RNN.initialise(n_x, n_z, n_f, rng=rng)
        V = rng.normal(size=(n_f, n_z)) / np.sqrt(n_f)
        arrays = (like.W, V, like.b, like.U, like.c)
        return cls(*(a.astype(dtype) for a in arrays), sigma, tau)


def unroll(cell, x, f, teacher=None):
    """The recurrence itself: yield (z[0], f[0]), (z[1], f[1]), … beginning from the output f."""
    for t, x_t in enumerate(x):
        z = cell.step(x_t, f)
        f = cell.output(z)
        yield z, f
        if teacher is not None:
            f = teacher[t]  # the next step is told what would have been right


def _stacked(steps):
    """All states (T, B, n_z) and all outputs (T, B, n_f) of a run."""
    states, outputs = zip(*steps, strict=True)
    return np.stack(states), np.stack(outputs)


def output_bptt(model, x, y, loss, *, f_init=None, read="every", teacher=False, with_inputs=False):
    """(value, gradient[, dx, df_init]) as in `bptt`; with teacher=True each step reads y[t−1].

    Backward, for t = T−1 … 0           ds[t] = dL[t]/ds[t] + τ'(s[t]) V da[t+1]
                                        da[t] = σ'(a[t]) U ds[t]
    Sums over time                      dV = Σ f[t−1] da[t]ᵀ, the others as in `bptt`
    At the left end                     df_init = V da[0]

    The term V da[t+1] is the way back in time: what step t+1 says to f[t]. With a teacher, step
    t+1 did not read f[t] but y[t], which no parameter can change. The term is gone, no gradient
    crosses from one step to another, and every step learns like a dense net that reads
    (x[t], y[t−1]). V then learns from y[t−1].
    """
    shapes.yes_or_no("teacher", teacher)
    x, bare = words.sequence(x, model.W.shape[0], model.dtype)
    first = model.first_output(f_init, x.shape[1])
    y = _targets(model, x, y, read, teacher, bare)
    z, f = _stacked(unroll(model, x, first, y if teacher else None))
    s = model.score(z)
    losses, ds = loss.value(s, f, y), loss.back(s, f, y, model.tau) / x.shape[1]
    if read == "last":
        losses, ds[:-1] = losses[-1:], 0
    da = _backward(model, z, f, ds, teacher)
    before = np.concatenate([first[None], (y if teacher else f)[:-1]])  # what each step read
    arrays = {
        "W": outer(rows_of(x), rows_of(da)),
        "V": outer(rows_of(before), rows_of(da)),
        "b": da.sum(axis=(0, 1)),
        "U": outer(rows_of(z), rows_of(ds)),
        "c": ds.sum(axis=(0, 1)),
    }
    value, gradient = total(losses), with_parameters(model, arrays)
    if not with_inputs:
        return value, gradient
    dx, df_init = da @ model.W.T, da[0] @ model.V.T
    if f_init is not None and np.ndim(f_init) == 1:
        df_init = df_init.sum(axis=0)  # one f_init was given to all rows
    return value, gradient, dx[:, 0] if bare else dx, df_init


def _backward(model, z, f, ds, teacher):
    """All da[t], shape (T, B, n_z), from the last to the first; completes ds on its way."""
    da = np.full_like(z, np.nan)
    for t in reversed(range(len(z))):
        if t + 1 < len(z) and not teacher:
            ds[t] += model.tau.back(f[t], da[t + 1] @ model.V.T)
        da[t] = model.sigma.back(z[t], ds[t] @ model.U.T)
    return da


def _targets(model, x, y, read, teacher, bare):
    """The targets as (T, B, n_f); with read="last" there is one, (B, n_f), set at every step."""
    if read == "every":
        return model.answers("y", y, x, bare)
    if teacher:
        raise ValueError(f'read = {read!r}, expected read="every": a teacher answers at each step')
    shape = (x.shape[1], model.V.shape[0])
    y = shapes.targets(y, shape, ("B", "n_f"), bare, model.dtype)
    return np.broadcast_to(y, (len(x), *shape))
