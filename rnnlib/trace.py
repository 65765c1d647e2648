"""Record one forward pass as a list of nodes; get every gradient by walking the list back.

The recorded model is an ordinary model whose arrays are nodes and whose σ and τ note what they
do. Its own `step` and `output` run, so the record cannot disagree with the computation.
Every picture, table and sentence of the course is computed from such a record.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple

import numpy as np

from rnnlib.cells import RNN, DenseNet, parameters, unroll, with_parameters
from rnnlib.functions import Activation, total
from rnnlib.inputs import shapes, words
from rnnlib.networks import untied
from rnnlib.networks.encoder_decoder import Writer
from rnnlib.networks.output_rnn import OutputRNN
from rnnlib.networks.runs import output_rnn_run, writer_run
from rnnlib.networks.untied import UntiedRNN


class Name(NamedTuple):
    """What a value of a run is called: Name("z", 2) is "z[2]", and Name("z", 2, 0) its unit 0.

    Step −1 is the one before the first word: Name("z", -1) is "z_init". Without a time there is
    only the letter: "W", or "z" in a dense net.
    """

    letter: str
    t: int | None = None
    unit: int | None = None

    @classmethod
    def of(cls, text):
        """Read a name as people write it, "z[2]", "z_init" or "z[2].0"; a Name stays as it is."""
        found = re.fullmatch(r"(\w+?)(?:(_init)|\[(\d+)\])?(?:\.(\d+))?", str(text))
        if found is None:
            raise ValueError(f'{text!r} is no name of a value, expected one such as "z[2]"')
        letter, before, t, unit = found.groups()
        t = -1 if before else None if t is None else int(t)
        return cls(letter, t, None if unit is None else int(unit))

    def __str__(self):
        at = "" if self.t is None else "_init" if self.t < 0 else f"[{self.t}]"
        return self.letter + at + ("" if self.unit is None else f".{self.unit}")

    __repr__ = __str__


@dataclass(frozen=True, eq=False)
class Node(shapes.StandIn):
    """One value of the computation: what it is, which operation made it, and from what."""

    value: np.ndarray
    tape: list = field(repr=False)  # all nodes of one recording, in the order they came
    operation: str = "given"  # "given", "@", "+", the name of σ, τ or the loss
    parents: tuple = ()
    back: Callable | None = field(default=None, repr=False)  # dL/dvalue -> dL/dparent, for each

    __array_ufunc__ = None  # NumPy, leave `array @ node` to the node

    def __post_init__(self):
        self.tape.append(self)

    def __matmul__(self, other):
        a, b = self, _node(other, self.tape)
        return Node(a.value @ b.value, self.tape, "@", (a, b), lambda g: _matmul_back(a, b, g))

    def __rmatmul__(self, other):
        return _node(other, self.tape) @ self

    def __add__(self, other):
        a, b = self, _node(other, self.tape)
        return Node(
            a.value + b.value,
            self.tape,
            "+",
            (a, b),
            lambda g: (_sum_to(a.value.shape, g), _sum_to(b.value.shape, g)),
        )

    def __radd__(self, other):
        return _node(other, self.tape) + self

    def __getitem__(self, t):
        """The matrix of step t, where each step has its own."""
        return Node(self.value[t], self.tape, f"[{t}]", (self,), lambda g: (_only_at(t, g, self),))

    @property
    def shape(self):
        """Shape of the value."""
        return self.value.shape

    @property
    def ndim(self):
        """Number of axes of the value."""
        return self.value.ndim

    @property
    def dtype(self):
        """Precision of the value."""
        return self.value.dtype

    def __len__(self):
        return len(self.value)


def _node(value, tape):
    return value if isinstance(value, Node) else Node(np.asarray(value), tape)


def _matmul_back(a, b, g):
    return g @ b.value.T, a.value.T @ g


def _only_at(t, g, whole):
    """The gradient of all matrices, if only the one of step t was used."""
    spread = np.zeros_like(whole.value)
    spread[t] = g
    return spread


def _sum_to(shape, g):
    """A bias was added to every row, so its gradient is the sum over the rows."""
    return g.sum(axis=tuple(range(g.ndim - len(shape)))).reshape(shape)


def _recorded(model, tape):
    """A copy of the model that notes everything it computes on `tape`."""

    def noting(function):
        def value(a):
            z = function(a.value)
            return Node(z, tape, function.name, (a,), lambda g: (function.back(z, g),))

        return Activation(function.name, value, function.back)

    nodes = {name: Node(array, tape) for name, array in parameters(model).items()}
    return replace(with_parameters(model, nodes), sigma=noting(model.sigma), tau=noting(model.tau))


@dataclass(frozen=True, eq=False)
class Trace:
    """The record of one run: `trace["z[2]"]` is a node, `trace.value("z[2]")` its numbers.

    Names: the parameters "W", "V", "b", "U", "c"; "z_init"; "x[t]", "z[t]"; for every step that
    is read "s[t]", "f[t]", and with targets "y[t]", "L[t]"; at the end "L", the whole loss.
    An `OutputRNN` has "f_init" in place of "z_init", and "f[t]" at every step. For an
    `EncoderDecoder` see `runs.writer_run`. A `DenseNet` has no time: its names are "x", "z", "s",
    "f", "y", "L". Values keep the axis B, also when the sequence came without it.
    """

    model: object
    nodes: tuple
    names: dict  # name -> Node
    T: int | None  # None for a dense net
    read: str = "every"

    def __getitem__(self, name):
        """The node of a `Name`, or of a name as people write it: "z[2]"."""
        if name not in self:
            raise KeyError(f"no {str(name)!r} in this trace; it has {', '.join(self.names)}")
        return self.names[str(name)]

    def __contains__(self, name):
        return str(name) in self.names

    def value(self, name):
        """The recorded numbers of one node, with the batch axis (B, n)."""
        return self[name].value

    def __repr__(self):
        steps = "no time" if self.T is None else f"T = {self.T}"
        return f"Trace({type(self.model).__name__}, {steps}, {len(self.nodes)} nodes)"


def record(model, x, y=None, loss=None, *, z_init=None, f_init=None, read="every", teacher=False):
    """Run `model` on x and note every operation.

    x (T, B, n_x) or (T, n_x), y (T, B, n_f), or (B, n_f) with read="last", as in `bptt`.
    Raises the errors of `RNN.run` for bad input, and ValueError for y without a loss.
    """
    shapes.read_mode(read)
    if not isinstance(model, (DenseNet, RNN, UntiedRNN, OutputRNN, Writer)):
        raise TypeError(f"model is a {type(model).__name__}, expected a DenseNet or an RNN")
    if (y is None) != (loss is None):
        raise ValueError("y and loss belong together: give both, or neither to record only the run")
    if not isinstance(model, OutputRNN):
        shapes.unused(model, f_init=f_init, teacher=None if teacher is False else teacher)
    tape, names = [], {}
    noting = _recorded(model, tape)
    names.update(parameters(noting))
    if isinstance(model, OutputRNN):
        shapes.unused(model, z_init=z_init)
        run = output_rnn_run(noting, x, y, f_init, read, teacher, names, partial(Node, tape=tape))
    elif isinstance(model, Writer):
        shapes.unused(model, z_init=z_init, read=None if read == "every" else read)
        run = writer_run(noting, x, y, names, partial(Node, tape=tape))
    elif isinstance(model, DenseNet):
        x = words.vectors(x, model.W.shape[0], model.dtype)
        run = None, {"": noting.output(_dense_run(noting, x, names))}, x.ndim == 1
    else:
        run = _rnn_run(noting, x, z_init, read, names)
    T, outputs, bare = run
    for place, f in outputs.items():
        names["s" + place], names["f" + place] = f.parents[0], f
    if loss is not None:
        _note_loss(noting, outputs, y, loss, bare, names)
    return Trace(model, tuple(tape), names, T, read)


def _dense_run(noting, x, names):
    names["x"] = Node(np.atleast_2d(np.asarray(x, noting.dtype)), noting.W.tape)
    names["z"] = noting.hidden(names["x"])
    return names["z"]


def _rnn_run(noting, x, z_init, read, names):
    """Run the recurrence; return T, the outputs that are read by their place "[t]", and bare."""
    n_x, n_z = noting.W.shape[-2:]
    x, bare = words.sequence(x, n_x, noting.dtype)
    x, tape = np.asarray(x, noting.dtype), noting.W.tape
    z_init = shapes.initial_state(z_init, x.shape[1], n_z, noting.dtype)
    inputs = [Node(x_t, tape) for x_t in x]
    names["z_init"] = Node(z_init, tape)
    steps = untied.unroll if isinstance(noting, UntiedRNN) else unroll
    states = list(steps(noting, inputs, names["z_init"]))
    for t, (x_t, z_t) in enumerate(zip(inputs, states, strict=True)):
        names[f"x[{t}]"], names[f"z[{t}]"] = x_t, z_t
    first = 0 if read == "every" else len(states) - 1
    outputs = {f"[{t}]": noting.output(states[t]) for t in range(first, len(states))}
    return len(states), outputs, bare


def _note_loss(noting, outputs, y, loss, bare, names):
    """Note L[t] at every step that was read, and their sum L (the mean over the batch)."""
    shapes.loss(loss, noting.tau)
    some = next(iter(outputs.values()))
    every = len(outputs) > 1 or np.ndim(y) == (2 if bare else 3)
    axes = ("T", "B", "n_f") if every else ("B", "n_f")
    shape = (len(outputs), *some.shape) if every else some.shape
    y = shapes.targets(y, shape, axes, bare, noting.dtype)
    y = y.reshape(len(outputs), *some.shape)
    sums = None
    for (place, f), y_t in zip(outputs.items(), y, strict=True):
        s = names["s" + place]
        if "y" + place not in names:  # a teacher has noted it already
            names["y" + place] = Node(y_t, noting.W.tape)
        target = names["y" + place]
        L = Node(
            np.asarray(total(loss.value(s.value, f.value, y_t))),
            noting.W.tape,
            loss.name,
            (s, target),
            lambda g, s=s, f=f, y=y_t: (
                g * loss.back(s.value, f.value, y, noting.tau) / len(y),
                None,
            ),
        )
        names["L" + place] = L
        sums = L if sums is None else sums + L
    names["L"] = sums


def gradients(trace):
    """dL/d(everything): walk the record back; where a value was used twice, two shares add.

    Returns a dictionary from node to an array of the node's shape.
    """
    if "L" not in trace:
        raise ValueError("this trace has no loss: record(model, x, y, loss) notes one")
    found = {trace["L"]: np.ones((), trace.model.dtype)}
    for node in reversed(trace.nodes):
        if node not in found or node.back is None:
            continue
        for parent, share in zip(node.parents, node.back(found[node]), strict=True):
            if share is not None:
                found[parent] = found[parent] + share if parent in found else share
    return found


def gradient(trace):
    """dL/d(parameters), as a model of the same class: `gradient(trace).V` is dL/dV."""
    found = gradients(trace)
    arrays = {
        name: found.get(trace[name], np.zeros_like(array))
        for name, array in parameters(trace.model).items()
    }
    return with_parameters(trace.model, arrays)
