"""The networks of the lecture: parameters, one step, a run over time.

The lecture writes columns, the code writes rows: Wᵀx for one column x is `x @ W` for a batch of
rows. Every matrix therefore has the shape, and every printed number the place, of the lecture's.

A network of your own is a subclass of `Network` or of one of the others. All that it has to say is
what it learns, with the names of the axes, and how one step is computed:

    class Leaky(RNN):
        def step(self, x, z):
            return 0.5 * z + 0.5 * super().step(x, z)
"""

from dataclasses import Field, dataclass, fields
from functools import wraps
from inspect import unwrap
from typing import ClassVar, dataclass_transform

import numpy as np

from rnnlib.fast import through_time
from rnnlib.functions import Activation, identity, sigmoid, tanh
from rnnlib.inputs import arguments, shapes, words
from rnnlib.inputs.packed import Packed, run_packed
from rnnlib.inputs.values import Given, count, gradient_of, orthogonal, parameters, weight


@dataclass_transform(frozen_default=True, field_specifiers=(weight,))
class Network:
    """What all networks share. They are values: nothing changes a network, a new one is made.

    Each subclass is a frozen dataclass of its fields. From its `step` and `output` it can run, be
    recorded and drawn, and learn: its gradient is the trace, walked back. A `backward` of its own
    gives the same gradient faster. It holds for one `step`, so no subclass inherits it, nor `can`.
    """

    sizes: ClassVar[dict] = {}  # parameter -> names of its axes; made from the fields
    reads: ClassVar[str] = "sequences"  # or "vectors": what `run` takes
    heard: ClassVar[str] = "z"  # what a step hears of the last one: its state z, or its output f
    numbered: ClassVar[bool] = True  # whether whole numbers may be numbers of words
    packs: ClassVar[bool] = True  # whether `run` takes sequences of different length
    can: ClassVar[frozenset] = frozenset()  # what is derived for this very step, see `shapes.ask`
    sigma = tau = identity  # unless a field says otherwise
    backward = None

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        own = dict(vars(cls))
        learned = {name: f for name, f in own.items() if isinstance(f, Field) and f.metadata}
        for f in learned.values():  # after the parent's σ and τ, which have values already
            f.kw_only = bool(cls.sizes)
        cls.sizes = cls.sizes | {name: f.metadata["axes"] for name, f in learned.items()}
        cls.backward, cls.can = own.get("backward"), own.get("can", frozenset())
        if "step" in own:
            cls.step = _checked(own["step"])
        dataclass(frozen=True, eq=False, repr=False)(cls)

    def __post_init__(self):
        for name, array in shapes.parameters(self, self.sizes).items():
            object.__setattr__(self, name, array)  # lists become arrays, once, at birth
        for name in ("sigma", "tau"):
            shapes.activation(name, getattr(self, name))

    def __repr__(self):
        said = {axis: self.n(axis) for axes in self.sizes.values() for axis in axes}
        said |= {f.name: getattr(self, f.name) for f in fields(self) if f.name not in self.sizes}
        said = ", ".join(f"{name} = {value}" for name, value in said.items())
        return f"{type(self).__name__}({said}): {count(self)} parameters, {self.dtype}"

    @property
    def dtype(self):
        """The one precision of all parameters, float32 or float64."""
        return getattr(self, next(iter(self.sizes))).dtype

    def n(self, axis):
        """The size of an axis by its name: n("n_z") is the number of hidden units."""
        for name, axes in self.sizes.items():
            if axis in axes:
                return getattr(self, name).shape[axes.index(axis)]
        raise ValueError(
            f"{type(self).__name__} has no axis {axis}: x has the axis n_x, the state n_z and the "
            'output n_f, so name the axes of its parameters like this: weight("n_x", "n_z")'
        )

    @property
    def layers(self):
        """The networks that this one is made of, by the mark of their parameters: itself."""
        return {"": self}

    @property
    def state_size(self):
        """How many numbers a step hears of the last one: n_z, or n_f; more where it has parts."""
        return self.n(f"n_{self.heard}")

    def spoken(self, z):
        """What is read of a state, by U and by a layer above: all of it, unless it has parts."""
        return z

    def at_the_end(self, states):
        """The state from which read="last" reads, of all states: the last."""
        return states[-1]

    def step(self, x, z):
        """One time step, from x[t] and the last state to the new one: what a network must have."""
        raise NotImplementedError(f"{type(self).__name__} has no step(self, x, z): write one")

    def output(self, z):
        """The prediction from a state: f = τ(c + Uᵀz). z (…, n_z) -> (…, n_f)."""
        return self.tau(self.score(z))

    def score(self, z):
        """What goes into τ: s = c + Uᵀz. The losses are computed from it."""
        z = self.spoken(z)
        if np.shape(z)[-1:] != self.U.shape[:1]:
            raise ValueError(
                f"z has shape {np.shape(z)}, expected n_z = {self.U.shape[0]} as its last axis"
            )
        return self.c + z @ self.U

    def unroll(self, x, z, told=None):
        """The recurrence itself: while reading x[0], x[1], …, yield (x[t], z[t], f[t]) for each t.

        f[t] is None where no step needs it; then it is computed only where it is read.
        """
        step = formula(self)
        for x_t in x:
            z = shapes.next_state(self, step(x_t, z), z)
            yield x_t, z, None

    def given(self, x, y=None, *, first=None, read="every", teacher=False):
        """What `run`, `record` and `bptt` get, as a `Given`; ValueError for what has no use."""
        shapes.unused(self, teacher=teacher or None)
        x, bare = words.sequence(x, self.n("n_x"), self.dtype, self.numbered)
        first = shapes.initial_state(first, x.shape[1], self.state_size, self.dtype, self.heard)
        return Given(x, first, bare=bare)

    def run(self, x, z_init=None, read="every"):
        """Read a sequence word by word: (states, outputs).

        x (T, B, n_x) -> states (T, B, n_z), outputs (T, B, n_f); with read="last" only the last
        state is read, outputs (B, n_f). A bare x (T, n_x) gives results without the axis B.
        Whole numbers (T, B) or (T,) are numbers of words and stand for their one-hot vectors.
        `pack` takes sequences of different length; then results come as lists of (T_i, n), and
        outputs as an array (B, n_f) with read="last".
        z_init (n_z,) or (B, n_z) is the state before the first word; None means zeros.
        Raises ValueError or TypeError for a wrong shape, NaN, T = 0, or a foreign dtype.
        """
        shapes.read_mode(read)
        if isinstance(x, Packed):
            return run_packed(self, x, z_init, read)
        return self.all_steps(self.given(x, first=z_init), read)

    def all_steps(self, given, read="every"):
        """Run on what is given: (states, outputs), as `run` returns them."""
        _, states, outputs = zip(*self.unroll(given.x, given.first, given.told), strict=True)
        states = np.stack(states)
        if outputs[-1] is None:
            outputs = self.output(states if read == "every" else self.at_the_end(states))
        else:
            outputs = np.stack(outputs) if read == "every" else outputs[-1]
        if not np.isfinite(outputs).all():
            shapes.blame(parameters(self))
        return (states[:, 0], outputs[..., 0, :]) if given.bare else (states, outputs)

    def states_read(self, x, y=None, read="last"):
        """The states from which the outputs are read: (T, B, n_z), or (B, n_z) with read="last"."""
        states, _ = self.run(x, read=read)
        return states if read == "every" else self.at_the_end(states)

    def writes(self, x, z_init=None):
        """Who writes on after x, its state (B, n_z) before it first speaks, and if x was bare."""
        n_x, n_f = self.n("n_x"), self.n("n_f")
        if n_x != n_f or self.heard != "z" or self.reads != "sequences":
            raise ValueError(
                f"n_x = {n_x}, n_f = {n_f}: a network that reads what it wrote needs inputs and "
                "outputs of the same size, and a state"
            )
        given = self.given(x, first=z_init)
        *_, (_, z, _) = self.unroll(given.x, given.first)
        return self, z, given.bare

    @classmethod
    def initialise(cls, n_x, n_z, n_f, *, rng, dtype=np.float64, **activations):
        """Random weights with spread 1/√(number of inputs), zero biases; V is random orthogonal.

        An orthogonal V turns (and perhaps mirrors) the state, but neither shrinks nor stretches it.
        """
        sizes = {"n_x": n_x, "n_z": n_z, "n_f": n_f}
        shapes.counts(**sizes)
        arguments.generator(rng)
        arrays = {k: np.zeros([sizes[a] for a in axes]) for k, axes in cls.sizes.items()}
        square = [name for name, axes in cls.sizes.items() if axes == ("n_z", "n_z")]
        for name, array in arrays.items():
            if array.ndim == 2 and name not in square:
                arrays[name] = rng.normal(size=array.shape) / np.sqrt(len(array))
        for name in square:
            arrays[name] = orthogonal(n_z, rng)
        return cls(**{name: a.astype(dtype) for name, a in arrays.items()}, **activations)


def _checked(step):
    """`step` as it is called from outside: what comes in is checked first."""

    @wraps(step)
    def checked(self, x, state, *t):
        heard, n = self.heard, f"n_{self.heard}"
        x = words.vectors(x, self.n("n_x"), self.dtype, self.numbered)
        state = shapes.vectors(heard, state, self.state_size, n, self.dtype)
        shapes.same_batch(x, state, heard)
        return step(self, x, state, *t)

    return checked


def formula(network):
    """The step as it is written, for a run: what comes in was checked before the first step."""
    return unwrap(type(network).step).__get__(network)


def network(model, call):
    """The model itself; TypeError if it is none of ours. `call` shows how it should have been."""
    if not isinstance(model, Network):
        kind = type(model).__name__
        raise TypeError(f"model is a {kind}, expected a network such as an RNN: {call}")
    return model


class DenseNet(Network):
    """One hidden layer, no memory: z = σ(Wᵀx + b), f = τ(c + Uᵀz)."""

    W: np.ndarray = weight("n_x", "n_z")  # input  -> hidden
    b: np.ndarray = weight("n_z")
    U: np.ndarray = weight("n_z", "n_f")  # hidden -> output
    c: np.ndarray = weight("n_f")
    sigma: Activation = tanh
    tau: Activation = sigmoid

    reads: ClassVar[str] = "vectors"

    def hidden(self, x):
        """z = σ(Wᵀx + b). x (n_x,) or (B, n_x) -> (n_z,) or (B, n_z)."""
        x = words.vectors(x, self.W.shape[0], self.dtype)
        return self.sigma(x @ self.W + self.b)

    def run(self, x):
        """The hidden layer and the output for one input: (z, f)."""
        z = self.hidden(x)
        return z, self.output(z)

    def given(self, x, y=None, *, first=None, read="every", teacher=False):
        """One vector, looked at: no step, nothing before it."""
        shapes.unused(self, z_init=first, teacher=teacher or None)
        x = words.vectors(x, self.W.shape[0], self.dtype)
        bare = x.ndim == 1
        return Given((), seen=x[None] if bare else x, bare=bare)

    def states_read(self, x, y=None, read="last"):
        """The hidden layer for each row of x."""
        return self.hidden(x)

    def backward(self, x, y, loss, *, read="every", with_inputs=False, **given):
        """(value, gradient[, dx, None]): the formulas of `rnnlib.backprop`, without a past."""
        given = self.given(x, **given)
        value, arrays, *inputs = through_time.dense(self, given, y, loss, with_inputs)
        return value, gradient_of(self, arrays), *inputs


class RNN(Network):
    """The network of the lecture: a dense net whose hidden layer also reads its own last state.

    z[t] = σ(Vᵀz[t−1] + Wᵀx[t] + b)
    f[t] = τ(c + Uᵀz[t])

    σ is tanh unless you say otherwise; the lecture's σ stands for any activation.
    """

    W: np.ndarray = weight("n_x", "n_z")  # input  -> hidden
    V: np.ndarray = weight("n_z", "n_z")  # hidden -> hidden, from t−1 to t
    b: np.ndarray = weight("n_z")
    U: np.ndarray = weight("n_z", "n_f")  # hidden -> output
    c: np.ndarray = weight("n_f")
    sigma: Activation = tanh
    tau: Activation = sigmoid

    can: ClassVar[frozenset] = frozenset(
        {"be cut into pieces", "be converted", "be computed in the page"}
    )

    def step(self, x, z):
        """One time step: from x[t] and z[t−1] to z[t] = σ(Vᵀz[t−1] + Wᵀx[t] + b).

        x (n_x,) or (B, n_x), z (n_z,) or (B, n_z) -> (n_z,) or (B, n_z).
        """
        return self.sigma(z @ self.V + x @ self.W + self.b)

    def backward(self, x, y, loss, *, first=None, read="every", teacher=False, with_inputs=False):
        """(value, gradient[, dx, dz_init]): the formulas of `rnnlib.backprop`, without waste."""
        if teacher is not False:
            shapes.unused(self, teacher=teacher)
        value, arrays, *inputs = through_time.rnn(self, x, y, loss, first, read, with_inputs)
        return value, gradient_of(self, arrays), *inputs
