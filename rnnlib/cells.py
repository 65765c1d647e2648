"""The networks of the lecture: parameters, one step, a run over time.

The lecture writes columns, the code writes rows: Wᵀx for one column x is `x @ W` for a batch of
rows. Every matrix therefore has the shape, and every printed number the place, of the lecture's.
"""

from dataclasses import dataclass, fields, replace
from typing import ClassVar

import numpy as np

from rnnlib.functions import Activation, sigmoid, tanh
from rnnlib.inputs import shapes, words
from rnnlib.inputs.packed import Packed


class Model:
    """What all networks share: they are values. Nothing changes a model, a new one is made."""

    sizes: ClassVar[dict]  # parameter -> names of its axes, for example {"W": ("n_x", "n_z")}

    def __post_init__(self):
        for name, array in shapes.parameters(self, self.sizes).items():
            object.__setattr__(self, name, array)  # lists become arrays, once, at birth
        for name in ("sigma", "tau"):
            shapes.activation(name, getattr(self, name))

    def __repr__(self):
        named = {}
        for name, axes in self.sizes.items():
            named.update(zip(axes, getattr(self, name).shape, strict=True))
        sizes = ", ".join(f"{axis} = {n}" for axis, n in named.items())
        return (
            f"{type(self).__name__}({sizes}, sigma = {self.sigma}, tau = {self.tau}): "
            f"{count(self)} parameters, {self.dtype}"
        )

    @property
    def dtype(self):
        """The one precision of all parameters, float32 or float64."""
        return self.U.dtype

    def output(self, z):
        """The prediction from a state: f = τ(c + Uᵀz). z (…, n_z) -> (…, n_f)."""
        return self.tau(self.score(z))

    def score(self, z):
        """What goes into τ: s = c + Uᵀz. The losses are computed from it."""
        if np.shape(z)[-1:] != self.U.shape[:1]:
            raise ValueError(
                f"z has shape {np.shape(z)}, expected n_z = {self.U.shape[0]} as its last axis"
            )
        return self.c + z @ self.U


def parameters(model):
    """The arrays of a model by name, in the order of its fields: {"W": …, "V": …, …}."""
    return {f.name: getattr(model, f.name) for f in fields(model) if f.name in model.sizes}


def count(model):
    """How many numbers a model learns. It does not depend on the length of any sentence."""
    return sum(array.size for array in parameters(model).values())


def with_parameters(model, arrays):
    """A model of the same class and activations with other parameters, {"W": …, …}."""
    return replace(model, **arrays)


def gradient_of(model, arrays):
    """A gradient as a model of the same class, from arrays that the library itself computed.

    They have the shapes and the precision of the model's own, so nothing is checked again: for a
    small network the checks would cost as much as the products.
    """
    gradient = object.__new__(type(model))
    vars(gradient).update(vars(model), **arrays)
    return gradient


@dataclass(frozen=True, eq=False, repr=False)
class DenseNet(Model):
    """One hidden layer, no memory: z = σ(Wᵀx + b), f = τ(c + Uᵀz)."""

    W: np.ndarray  # (n_x, n_z)  input  -> hidden
    b: np.ndarray  # (n_z,)
    U: np.ndarray  # (n_z, n_f)  hidden -> output
    c: np.ndarray  # (n_f,)
    sigma: Activation = tanh
    tau: Activation = sigmoid

    sizes: ClassVar[dict] = {
        "W": ("n_x", "n_z"),
        "b": ("n_z",),
        "U": ("n_z", "n_f"),
        "c": ("n_f",),
    }

    def hidden(self, x):
        """z = σ(Wᵀx + b). x (n_x,) or (B, n_x) -> (n_z,) or (B, n_z)."""
        x = words.vectors(x, self.W.shape[0], self.dtype)
        return self.sigma(x @ self.W + self.b)

    def run(self, x):
        """The hidden layer and the output for one input: (z, f)."""
        z = self.hidden(x)
        return z, self.output(z)

    @classmethod
    def initialise(cls, n_x, n_z, n_f, *, rng, sigma=tanh, tau=sigmoid, dtype=np.float64):
        """Random weights with spread 1/√(number of inputs), zero biases."""
        shapes.counts(n_x=n_x, n_z=n_z, n_f=n_f)
        W = rng.normal(size=(n_x, n_z)) / np.sqrt(n_x)
        U = rng.normal(size=(n_z, n_f)) / np.sqrt(n_z)
        arrays = (W, np.zeros(n_z), U, np.zeros(n_f))
        return cls(*(a.astype(dtype) for a in arrays), sigma, tau)


@dataclass(frozen=True, eq=False, repr=False)
class RNN(Model):
    """The network of the lecture: a dense net whose hidden layer also reads its own last state.

    z[t] = σ(Vᵀz[t−1] + Wᵀx[t] + b)
    f[t] = τ(c + Uᵀz[t])

    σ is tanh unless you say otherwise; the lecture's σ stands for any activation.
    """

    W: np.ndarray  # (n_x, n_z)  input  -> hidden
    V: np.ndarray  # (n_z, n_z)  hidden -> hidden, from t−1 to t
    b: np.ndarray  # (n_z,)
    U: np.ndarray  # (n_z, n_f)  hidden -> output
    c: np.ndarray  # (n_f,)
    sigma: Activation = tanh
    tau: Activation = sigmoid

    sizes: ClassVar[dict] = {
        "W": ("n_x", "n_z"),
        "V": ("n_z", "n_z"),
        "b": ("n_z",),
        "U": ("n_z", "n_f"),
        "c": ("n_f",),
    }

    def step(self, x, z):
        """One time step: from x[t] and z[t−1] to z[t] = σ(Vᵀz[t−1] + Wᵀx[t] + b).

        x (n_x,) or (B, n_x), z (n_z,) or (B, n_z) -> (n_z,) or (B, n_z).
        """
        x, z = self._checked(x, z)
        return self.sigma(z @ self.V + x @ self.W + self.b)

    def run(self, x, z_init=None, read="every"):
        """Read a sequence word by word: (states, outputs).

        x (T, B, n_x) -> states (T, B, n_z), outputs (T, B, n_f); with read="last" only the last
        state is read, outputs (B, n_f). A bare x (T, n_x) gives results without the axis B.
        Whole numbers (T, B) or (T,) are numbers of words and stand for their one-hot vectors.
        `pack` takes sequences of different length; then results come as lists of (T_i, n), and
        with read="last" the outputs as (B, n_f).
        z_init (n_z,) or (B, n_z) is the state before the first word; None means zeros.
        Raises ValueError or TypeError for a wrong shape, NaN, T = 0, or a foreign dtype.
        """
        shapes.read_mode(read)
        if isinstance(x, Packed):
            return _run_packed(self, x, z_init, read)
        x, bare = words.sequence(x, self.W.shape[0], self.dtype)
        z = shapes.initial_state(z_init, x.shape[1], self.W.shape[1], self.dtype)
        states = np.stack(list(unroll(self, x, z)))
        outputs = self.output(states if read == "every" else states[-1])
        if not np.isfinite(outputs).all():
            shapes.blame(parameters(self))
        return (states[:, 0], outputs[..., 0, :]) if bare else (states, outputs)

    def _checked(self, x, z):
        x = words.vectors(x, self.W.shape[0], self.dtype)
        z = shapes.vectors("z", z, self.W.shape[1], "n_z", self.dtype)
        shapes.same_batch(x, z)
        return x, z

    @classmethod
    def initialise(cls, n_x, n_z, n_f, *, rng, sigma=tanh, tau=sigmoid, dtype=np.float64):
        """Random W and U with spread 1/√(number of inputs), a random orthogonal V, zero biases.

        An orthogonal V turns (and perhaps mirrors) the state, but neither shrinks nor stretches it.
        """
        dense = DenseNet.initialise(n_x, n_z, n_f, rng=rng)
        Q, R = np.linalg.qr(rng.normal(size=(n_z, n_z)))
        V = Q * np.sign(np.diag(R))  # the signs make every orthogonal V equally likely
        arrays = (dense.W, V, dense.b, dense.U, dense.c)
        return cls(*(a.astype(dtype) for a in arrays), sigma, tau)


def unroll(cell, x, z):
    """The recurrence itself: yield z[0], z[1], … while reading x[0], x[1], … from the state z."""
    for x_t in x:
        z = cell.step(x_t, z)
        yield z


def _run_packed(cell, x, z_init, read):
    """A run over sequences of different length: at each step only those that still go on."""
    B, n_z = len(x.lengths), cell.V.shape[0]
    z = shapes.initial_state(z_init, B, n_z, cell.dtype)[x.order]
    steps = []
    for x_t in x.by_step(cell.W.shape[0], cell.dtype):
        z = cell.step(x_t, z[: len(x_t)])
        steps.append(z)
    states = x.unpack(np.concatenate(steps))
    if read == "every":
        return states, [cell.output(z) for z in states]
    return states, cell.output(np.stack([z[-1] for z in states]))
