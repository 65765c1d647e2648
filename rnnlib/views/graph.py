"""Four views of one recorded run: unfolded in time, folded, the operations of a step, the neurons.

A view is a projection of a `Trace` into a `Graph`: boxes on a grid (column = time, lane = letter)
and arrows between them. It computes nothing and draws nothing. An arrow is there because the
record shows that one value was computed from the other.
"""

import re
from dataclasses import dataclass, replace

import numpy as np

from rnnlib.inputs.values import parameters

LANES = {"x": 0, "z": 1, "f": 2, "L": 3, "y": 4}


@dataclass(frozen=True, eq=False)
class Box:
    """One value (or one operation) of the run, at its place on the grid."""

    name: str  # "z[2]", one neuron "z[2].0", an operation "V@z[1]"
    label: str  # what is written on it, mathtext in the lecture's notation
    letter: str  # decides colour and lane: x, z, f, L, y, W, V, U, b, c; "" for an operation
    column: float
    lane: float
    value: np.ndarray | float | None = None  # as recorded, never recomputed
    unit: int | None = None  # which neuron of its layer, None for a whole layer
    initial: bool = False  # the state before the first word


@dataclass(frozen=True)
class Arrow:
    """The value of `head` was computed from the value of `tail`."""

    tail: str
    head: str
    letter: str = ""  # the weight on the way: W, V, U; "" where there is none
    label: str = ""
    value: float | None = None  # one weight, between two neurons
    delay: int = 0  # how many steps of time the arrow crosses, in the folded view


@dataclass(frozen=True)
class Graph:
    """Boxes and arrows; immutable, so a view can be cut and joined without surprises."""

    boxes: tuple
    arrows: tuple

    def __getitem__(self, name):
        for box in self.boxes:
            if box.name == name:
                return box
        raise KeyError(f"no box {name!r} in this graph; it has {', '.join(self.names())}")

    def names(self):
        """The names of all boxes, in the order in which they were computed."""
        return [box.name for box in self.boxes]

    def only(self, keep):
        """The part of the graph whose boxes satisfy `keep(box)`, with the arrows between them."""
        boxes = tuple(box for box in self.boxes if keep(box))
        names = {box.name for box in boxes}
        arrows = tuple(a for a in self.arrows if a.tail in names and a.head in names)
        return Graph(boxes, arrows)


def place(name):
    """The letter and the time step of a name: "z[2]" -> ("z", 2), "z_init" -> ("z", -1)."""
    if name.endswith("_init"):
        return name[0], -1
    letter, t = re.fullmatch(r"(\w+?)(?:\[(\d+)\])?", name).groups()
    return letter, None if t is None else int(t)


def symbol(name, size=2):
    """The lecture's notation in mathtext; vectors and matrices are bold, single numbers are not."""
    letter, t = place(name)
    bold = size > 1 and letter != "L"
    base = rf"\mathbf{{{letter}}}" if bold else letter
    if name.endswith("_init"):
        return rf"${base}_{{\mathrm{{init}}}}$"
    return f"${base}$" if t is None else f"${base}^{{[{t}]}}$"


def row(trace, name):
    """The recorded vector of one sentence, shape (n,). Pictures show one sentence at a time."""
    value = trace.value(name)
    if len(value) != 1:
        raise ValueError(
            f"this trace holds B = {len(value)} sentences, a picture shows one; "
            "record one of them: record(model, x[:, i])"
        )
    return value[0]


def unfolded(trace, upto=None):
    """One column for each time step: x[t] → z[t] → f[t] → L[t] ← y[t], and z[t−1] → z[t].

    `upto` is the last step shown (None: all). For a dense net there is a single column.
    The score s and f = τ(s) are one box, f: the loss is computed from s, and drawn from f.
    """
    shown = _shown(trace, upto)
    by_node = boxed(trace, shown)
    weights = {trace[name]: name for name in parameters(trace.model)}
    boxes = tuple(_box(trace, name) for name in shown)
    arrows = tuple(
        Arrow(source, name, letter, symbol(letter) if letter else "")
        for name in shown
        for source, letter in _sources(trace[score(name)], by_node, weights)
    )
    return Graph(boxes, arrows)


def score(name):
    """The node where the box of a name begins: "f[2]" -> "s[2]", "z[2]" -> "z[2]"."""
    return "s" + name[1:] if name[0] == "f" and not name.endswith("_init") else name


def boxed(trace, shown):
    """The name of the box that each node belongs to."""
    return {trace[node]: name for name in shown for node in (score(name), name)}


def _shown(trace, upto):
    """The names that become boxes, by time and lane: not the parameters, scores or the total."""
    last = trace.T if upto is None else upto + 1
    if trace.T is not None and not 1 <= last <= trace.T:
        raise ValueError(f"upto = {upto}, expected a step from 0 to {trace.T - 1}")
    keys = {}
    for name in trace.names:
        letter, t = place(name)
        total = letter == "L" and t is None and trace.T is not None
        if letter in LANES and not total and (t is None or t < last):
            keys[name] = (-2 if t is None else t, LANES[letter])
    return sorted(keys, key=keys.get)


def _box(trace, name):
    letter, t = place(name)
    value = trace.value(name)
    size = value.shape[-1] if value.ndim else 1
    lane, column = LANES[letter], 0 if t is None else t
    initial = name.endswith("_init")
    return Box(name, symbol(name, size), letter, column, lane, value, initial=initial)


def _sources(node, by_node, weights):
    """The shown values that a node was computed from, each with the weight it went through."""
    for parent in node.parents:
        if parent in by_node:
            yield by_node[parent], _weight(node, weights)
        elif parent not in weights:
            yield from _sources(parent, by_node, weights)


def _weight(node, weights):
    """W for the node x @ W, "" for any other operation."""
    return next((weights[p] for p in node.parents if p in weights), "") * (node.operation == "@")


def folded(trace):
    """The network as one column: what repeats at each step is drawn once.

    The arrow from z[t−1] to z[t] becomes a loop with a delay of one step.
    """
    flat = unfolded(trace)
    letters = {}
    for box in flat.boxes:
        if not box.initial:
            label = re.sub(r"\^\{\[\d+\]\}", "", box.label)
            letters.setdefault(
                box.letter, replace(box, name=box.letter, label=label, column=0, value=None)
            )
    arrows = {}
    for arrow in flat.arrows:
        tail, head = flat[arrow.tail], flat[arrow.head]
        if tail.initial and trace.T > 1:
            continue  # the loop is what the later steps do
        delay = head.column - tail.column
        key = (tail.letter, head.letter, arrow.letter, delay)
        arrows[key] = Arrow(tail.letter, head.letter, arrow.letter, arrow.label, delay=delay)
    return Graph(tuple(sorted(letters.values(), key=lambda b: b.lane)), tuple(arrows.values()))


def operations(trace, t=None, top="Lfz"):
    """One step in single operations, with the shape of what flows along each arrow.

    From x[t], z[t−1] and the parameters up to f[t], or to L[t] where there is a loss, or to z[t]
    where no output is read. The lane of a box is the number of operations below it; values that
    are given sit one lane below the operation that uses them. `t` is None for a dense net. The
    result is the first letter of `top` that the step has.
    """
    at = "" if trace.T is None else f"[{t}]"
    if f"z{at}" not in trace:
        raise ValueError(f"t = {t}, expected a step of this trace: None for a dense net")
    top = trace[next(f"{letter}{at}" for letter in top if f"{letter}{at}" in trace)]
    given = {trace[name] for name in trace.names if _before(name, t)}
    boxes, arrows = {}, []
    _collect(top, trace, given, boxes, arrows)
    above = {arrow.tail: arrow.head for arrow in arrows}
    lanes = {box.name: box.lane for box in boxes.values()}
    placed = (
        replace(box, lane=lanes[above[box.name]] - 1) if box.lane == 0 else box
        for box in boxes.values()
    )
    return Graph(tuple(placed), tuple(arrows))


def _before(name, t):
    """Whether a state or an output belongs to an earlier step than t."""
    letter, s = place(name)
    return letter in ("z", "f") and s is not None and s < t


def _collect(node, trace, given, boxes, arrows):
    """Add a node and all that it was computed from to `boxes`, lowest first; return its box."""
    if node in boxes:
        return boxes[node]
    parents = () if node in given else node.parents
    below = [_collect(parent, trace, given, boxes, arrows) for parent in parents]
    leaves = sum(box.lane == 0 for box in boxes.values())
    column = float(np.mean([box.column for box in below])) if below else leaves
    lane = 1 + max((box.lane for box in below), default=-1)
    box = _operation(node, trace, column, lane, below)
    boxes[node] = box
    for parent in below:
        shape = "×".join(str(n) for n in parent.value.shape) or "1"
        arrows.append(Arrow(parent.name, box.name, "", shape))
    return box


def _operation(node, trace, column, lane, below):
    """The box of a node: a named value, or an operation named after what it does."""
    names = {node: name for name, node in trace.names.items()}
    if node in names:
        name = names[node]
        letter, _ = place(name)
        size = 2 if letter in "VWU" else node.value.shape[-1] if node.value.ndim else 1
        return Box(name, symbol(name, size), letter, column, lane, node.value)
    sign = {"@": "×"}.get(node.operation, node.operation)
    name = f" {node.operation} ".join(f"({b.name})" if " " in b.name else b.name for b in below)
    return Box(name, sign, "", column, lane, node.value)


def terms(node, trace):
    """What was added up for z = σ(Vᵀz + Wᵀx + b): the value of each term by its parameter.

    {"V": Vᵀz[t−1], "W": Wᵀx[t], "b": b} for z[t]; {"c": c, "U": Uᵀz[t]} for f[t].
    Raises ValueError where it is not one function of such a sum, as the state of a gated network.
    """
    weights = {trace[name]: name for name in parameters(trace.model)}

    def addends(part):
        if part in weights:
            return {weights[part]: part.value}
        if part.operation == "@" and _weight(part, weights):
            return {_weight(part, weights): part.value}
        if part.operation != "+":
            raise _no_sum(trace, part)
        return {key: value for parent in part.parents for key, value in addends(parent).items()}

    if len(node.parents) != 1:
        raise _no_sum(trace, node)
    return addends(node.parents[0])


def _no_sum(trace, node):
    return ValueError(
        f"a step of {type(trace.model).__name__} is not one function of a sum of products (it has "
        f"{node.operation}), so it cannot be told term by term; read_along shows its states"
    )


def neurons(trace, upto=None, letters="xzf"):
    """The unfolded view with every layer split into its neurons, and every weight an arrow."""
    layers = unfolded(trace, upto).only(lambda box: box.letter in letters)
    boxes = tuple(
        replace(box, name=f"{box.name}.{i}", value=float(value), unit=i)
        for box in layers.boxes
        for i, value in enumerate(row(trace, box.name))
    )
    arrows = tuple(
        Arrow(f"{arrow.tail}.{i}", f"{arrow.head}.{j}", arrow.letter, value=float(weight))
        for arrow in layers.arrows
        if arrow.letter
        for (i, j), weight in np.ndenumerate(getattr(trace.model, arrow.letter))
    )
    return Graph(boxes, arrows)
