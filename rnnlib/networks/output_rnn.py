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

from typing import ClassVar

import numpy as np

from rnnlib.cells import RNN, Network, formula
from rnnlib.fast.loops import outer, rows_of
from rnnlib.functions import Activation, sigmoid, tanh, total
from rnnlib.inputs import shapes, words
from rnnlib.inputs.values import Given, gradient_of, weight


class OutputRNN(Network):
    """An RNN whose only way back in time leads from the output to the hidden layer.

    z[t] = σ(Vᵀf[t−1] + Wᵀx[t] + b)
    f[t] = τ(c + Uᵀz[t])
    """

    W: np.ndarray = weight("n_x", "n_z")  # input  -> hidden
    V: np.ndarray = weight("n_f", "n_z")  # output -> hidden, from t−1 to t
    b: np.ndarray = weight("n_z")
    U: np.ndarray = weight("n_z", "n_f")  # hidden -> output
    c: np.ndarray = weight("n_f")
    sigma: Activation = tanh
    tau: Activation = sigmoid

    heard: ClassVar[str] = "f"
    packs: ClassVar[bool] = False

    def step(self, x, f):
        """One time step: from x[t] and f[t−1] to z[t] = σ(Vᵀf[t−1] + Wᵀx[t] + b).

        x (n_x,) or (B, n_x), f (n_f,) or (B, n_f) -> (n_z,) or (B, n_z). `output(z)` is f[t].
        """
        return self.sigma(f @ self.V + x @ self.W + self.b)

    def unroll(self, x, f, told=None):
        """The recurrence: yield (x[t], z[t], f[t]) for each t, beginning from the output f."""
        step = formula(self)
        for t, x_t in enumerate(x):
            z = step(x_t, f)
            f = self.output(z)
            yield x_t, z, f
            if told is not None:
                f = told[t]  # the next step is told what would have been right

    def run(self, x, f_init=None, read="every", teacher=None):
        """Read a sequence step by step: (states, outputs), in the shapes of `RNN.run`.

        x (T, B, n_x) -> states (T, B, n_z), outputs (T, B, n_f), or (B, n_f) with read="last".
        f_init (n_f,) or (B, n_f) is the output before the first step; None means zeros.
        teacher (T, B, n_f) holds the right answers y: step t then reads y[t−1] in place of
        f[t−1]. Step 0 reads f_init in both ways, and y[T−1] is read by no step.
        """
        shapes.read_mode(read)
        given = self._given(x, f_init, teacher, "teacher")
        return self.all_steps(given, read)

    def given(self, x, y=None, *, first=None, read="every", teacher=False):
        """x, the output before the first step, and with a teacher the answers that it reads."""
        shapes.yes_or_no("teacher", teacher)
        if teacher and (y is None or read != "every"):
            raise ValueError('a teacher answers at each step: give y and loss, and read = "every"')
        return self._given(x, first, y if teacher else None, "y")

    def _given(self, x, first, told, name):
        x, bare = words.sequence(x, self.W.shape[0], self.dtype)
        n_f = self.V.shape[0]
        first = shapes.initial_state(first, x.shape[1], n_f, self.dtype, letter="f")
        if told is not None:
            shape, axes = (*x.shape[:2], n_f), ("T", "B", "n_f")
            told = shapes.targets(told, shape, axes, bare, self.dtype, name)
        return Given(x, first, told, bare=bare)

    @classmethod
    def initialise(cls, n_x, n_z, n_f, *, rng, dtype=np.float64, **activations):
        """Random W, V and U with spread 1/√(number of inputs), zero biases."""
        like = RNN.initialise(n_x, n_z, n_f, rng=rng)
        V = rng.normal(size=(n_f, n_z)) / np.sqrt(n_f)
        arrays = (like.W, V, like.b, like.U, like.c)
        return cls(*(a.astype(dtype) for a in arrays), **activations)

    def backward(self, x, y, loss, *, first=None, read="every", teacher=False, with_inputs=False):
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
        given = self.given(x, y, first=first, read=read, teacher=teacher)
        y = self._targets(given, y, read)
        _, z, f = zip(*self.unroll(given.x, given.first, given.told), strict=True)
        z, f = np.stack(z), np.stack(f)
        s, B = self.score(z), z.shape[1]
        losses, ds = loss.value(s, f, y), loss.back(s, f, y, self.tau) / B
        if read == "last":
            losses, ds[:-1] = losses[-1:], 0
        da = self._backward(z, f, ds, teacher)
        heard = np.concatenate([given.first[None], (y if teacher else f)[:-1]])
        arrays = {
            "W": outer(rows_of(given.x), rows_of(da)),
            "V": outer(rows_of(heard), rows_of(da)),
            "b": da.sum(axis=(0, 1)),
            "U": outer(rows_of(z), rows_of(ds)),
            "c": ds.sum(axis=(0, 1)),
        }
        value, gradient = total(losses), gradient_of(self, arrays)
        if not with_inputs:
            return value, gradient
        dx, df_init = da @ self.W.T, da[0] @ self.V.T
        if np.ndim(first) == 1:
            df_init = df_init.sum(axis=0)  # one f_init was given to all rows
        return value, gradient, dx[:, 0] if given.bare else dx, df_init

    def _backward(self, z, f, ds, teacher):
        """All da[t], shape (T, B, n_z), from the last to the first; completes ds on its way."""
        da = np.full_like(z, np.nan)
        for t in reversed(range(len(z))):
            if t + 1 < len(z) and not teacher:
                ds[t] += self.tau.back(f[t], da[t + 1] @ self.V.T)
            da[t] = self.sigma.back(z[t], ds[t] @ self.U.T)
        return da

    def _targets(self, given, y, read):
        """The targets as (T, B, n_f); with read="last" there is one, (B, n_f), for every step."""
        T, B = given.x.shape[:2]
        shape, axes = (T, B, self.V.shape[0]), ("T", "B", "n_f")
        if read == "every":
            return shapes.targets(y, shape, axes, given.bare, self.dtype)
        return np.broadcast_to(
            shapes.targets(y, shape[1:], axes[1:], given.bare, self.dtype), shape
        )
