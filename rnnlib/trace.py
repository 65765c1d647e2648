"""Record one forward pass as a list of nodes; get every gradient by walking the list back.

The recorded model is an ordinary model whose arrays are nodes: values that note what is done to
them. Its own `step` and `output` run, so the record cannot disagree with the computation, and any
network that has a step has a record, and with it a gradient.
Every picture, table and sentence of the course is computed from such a record.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from rnnlib.cells import Network, network
from rnnlib.functions import Loss, identity, total
from rnnlib.inputs import shapes
from rnnlib.inputs.nodes import Node
from rnnlib.inputs.packed import Packed, refuse_to_pack
from rnnlib.inputs.values import gradient_of, parameters

# --- the record of one run --------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Trace:
    """The record of one run: `trace["z[2]"]` is a node, `trace.value("z[2]")` its numbers.

    Names: the parameters, such as "W"; "z_init"; "x[t]", "z[t]"; for every step that is read
    "s[t]", "f[t]", and with targets "y[t]", "L[t]"; at the end "L", the whole loss.
    An `OutputRNN` has "f_init" in place of "z_init", and "f[t]" at every step. A `DenseNet` has no
    time: its names are "x", "z", "s", "f", "y", "L". An `EncoderDecoder` has one time axis: the
    encoder's steps t = 0 … T−1, then the decoder's t = T … T+S−1. Values keep the axis B, also
    when the sequence came without it.
    """

    model: Network
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


def record(
    model: Network,
    x: Any,
    y: ArrayLike | None = None,
    loss: Loss | None = None,
    *,
    z_init: ArrayLike | None = None,
    f_init: ArrayLike | None = None,
    read: str = "every",
    teacher: bool = False,
) -> Trace:
    """Run `model` on x and note every operation.

    x (T, B, n_x) or (T, n_x), y (T, B, n_f), or (B, n_f) with read="last", as in `bptt`.
    Raises the errors of `RNN.run` for bad input, and ValueError for y without a loss.
    """
    shapes.read_mode(read)
    network(model, "record(model, x)")
    if (y is None) != (loss is None):
        raise ValueError("y and loss belong together: give both, or neither to record only the run")
    first = shapes.first(model, z_init, f_init)
    given = model.given(x, y, first=first, read=read, teacher=teacher)
    return _recorded(model, given, y, loss, read)


def _recorded(model, given, y, loss, read):
    """The record of a run on what is given; with a loss, up to the loss."""
    tape, names = [], {}
    noting = gradient_of(model, {k: Node(p, tape) for k, p in parameters(model).items()})
    names.update(parameters(noting))
    T, outputs = _note_run(noting, given, read, tape, names)
    for place, f in outputs.items():
        names["s" + place], names["f" + place] = _score(noting, f), f
    if loss is not None:
        _note_loss(noting, outputs, y, loss, given.bare, names)
    return Trace(model, tuple(tape), names, T, read)


def _note_run(noting, given, read, tape, names):
    """Run, and name what comes by; return T and the outputs that are read by their place "[t]"."""
    if given.seen is None:
        first = names[f"{noting.heard}_init"] = Node(given.first, tape)
    else:
        x = names["x"] = Node(np.asarray(given.seen, noting.dtype), tape)
        first = noting.hidden(x)
        if not len(given.x):  # a dense net: there is no next step
            names["z"] = first
            return None, {"": noting.output(first)}
        names["z_init"] = first
    told = None if given.told is None else [Node(y_t, tape) for y_t in given.told]
    inputs = [Node(np.asarray(x_t, noting.dtype), tape) for x_t in given.x]
    steps = list(noting.unroll(inputs, first, told))
    T = len(steps)
    for t, y_t in enumerate(told or (), T - len(told or ())):
        names[f"y[{t}]"] = y_t
    for t, (x_t, z_t, _) in enumerate(steps):
        if x_t in inputs:  # it may also be an answer, which has its name
            names[f"x[{t}]"] = x_t
        names[f"z[{t}]"] = z_t
    said = {t: f_t for t, (_, _, f_t) in enumerate(steps) if f_t is not None}
    for t, f_t in said.items():
        names[f"s[{t}]"], names[f"f[{t}]"] = _score(noting, f_t), f_t
    if read == "last" and not said:
        return T, {f"[{T - 1}]": noting.output(noting.at_the_end([z_t for _, z_t, _ in steps]))}
    asked = (said or range(T)) if read == "every" else (T - 1,)
    return T, {f"[{t}]": said[t] if said else noting.output(steps[t][1]) for t in asked}


def _score(noting, f):
    """What went into τ; where an output does not end in τ, the output itself."""
    return f.parents[0] if f.operation == noting.tau.name and f.parents else f


def scored(model, z):
    """(s, f) for states z: what `output` makes of them, and what went into its τ."""
    tape = []
    noting = gradient_of(model, {k: Node(p, tape) for k, p in parameters(model).items()})
    f = noting.output(Node(z, tape))
    return _score(noting, f).value, f.value


def _note_loss(noting, outputs, y, loss, bare, names):
    """Note L[t] at every step that was read, and their sum L (the mean over the batch)."""
    last_place, some = list(outputs.items())[-1]
    tau = noting.tau if names["s" + last_place] is not some else identity
    shapes.loss(loss, tau)
    every = len(outputs) > 1 or np.ndim(y) == (2 if bare else 3)
    axes = ("T", "B", "n_f") if every else ("B", "n_f")
    shape = (len(outputs), *some.shape) if every else some.shape
    y = shapes.targets(y, shape, axes, bare, noting.dtype)
    y = y.reshape(len(outputs), *some.shape)
    sums = None
    for (place, f), y_t in zip(outputs.items(), y, strict=True):
        if "y" + place not in names:  # a teacher has noted it already
            names["y" + place] = Node(y_t, f.tape)
        L = names["L" + place] = _loss_node(loss, names["s" + place], f, names["y" + place], tau)
        sums = L if sums is None else sums + L
    names["L"] = sums


def _loss_node(loss, s, f, y, tau):
    """The mean over the batch of the loss of one step. No gradient goes to the target."""
    value = np.asarray(total(loss.value(s.value, f.value, y.value)))

    def back(g):
        return g * loss.back(s.value, f.value, y.value, tau) / len(y.value), None

    return Node(value, s.tape, loss.name, (s, y), back)


# --- gradients --------------------------------------------------------------------------------


def gradients(trace: Trace) -> dict[Node, np.ndarray]:
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


def gradient(trace: Trace) -> Network:
    """dL/d(parameters), as a model of the same class: `gradient(trace).V` is dL/dV."""
    return _of_parameters(trace, gradients(trace))


def _of_parameters(trace, found):
    arrays = {
        name: found.get(trace[name], np.zeros_like(array))
        for name, array in parameters(trace.model).items()
    }
    return gradient_of(trace.model, arrays)


def walk_back(model, x, y, loss, *, first=None, read="every", teacher=False, with_inputs=False):
    """(value, gradient[, dx, dfirst]), as `bptt` gives them, for any network: record, then back.

    dfirst is the gradient of z_init, or of the f_init of an `OutputRNN`.
    """
    if isinstance(x, Packed):
        return _one_by_one(model, x, y, loss, first, read, with_inputs)
    given = model.given(x, y, first=first, read=read, teacher=teacher)
    trace = _recorded(model, given, y, loss, read)
    found = gradients(trace)
    value, slopes = trace.value("L")[()], _of_parameters(trace, found)
    if not with_inputs:
        return value, slopes
    names = ["x"] if given.seen is not None else [f"x[{t}]" for t in range(len(x))]
    dx = [found.get(trace[name], np.zeros_like(trace.value(name))) for name in names]
    dx = dx[0] if given.seen is not None else np.stack(dx)
    dfirst = None if given.first is None else found.get(trace[f"{model.heard}_init"])
    if dfirst is not None and np.ndim(first) == 1:
        dfirst = dfirst.sum(axis=0)  # one state was given to all rows
    return value, slopes, dx[..., 0, :] if given.bare else dx, dfirst


def _one_by_one(model, x, y, loss, first, read, with_inputs):
    """`walk_back` for sequences of different length: the mean over them, each by itself."""
    refuse_to_pack(model)
    B, (n_x, n_z) = len(x.lengths), (model.n("n_x"), model.state_size)
    x.targets(y, model.n("n_f"), model.dtype, read)  # checks them
    firsts = shapes.initial_state(first, B, n_z, model.dtype)
    sequences = x.unpack(np.asarray(x.vectors(n_x, model.dtype), model.dtype))
    parts = [
        walk_back(model, x_i, y_i, loss, first=first_i[None], read=read, with_inputs=True)
        for x_i, y_i, first_i in zip(sequences, y, firsts, strict=True)
    ]
    values, slopes, dx, dfirst = zip(*parts, strict=True)
    found = [parameters(slope) for slope in slopes]
    means = {name: sum(p[name] for p in found) / B for name in model.sizes}
    value, gradient = sum(values) / B, gradient_of(model, means)
    if not with_inputs:
        return value, gradient
    dfirst = np.concatenate(dfirst) / B
    return (
        value,
        gradient,
        [d / B for d in dx],
        dfirst.sum(axis=0) if np.ndim(first) == 1 else dfirst,
    )
