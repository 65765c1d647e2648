"""Views of one recorded run: unfolded in time, folded, split into neurons.

A view is a projection of a `Trace` into a `Graph`: boxes on a grid (column = time, lane = letter)
and arrows between them. It computes nothing and draws nothing. An arrow is there because the
record shows that one value was computed from the other, whatever the network's step looks like.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from rnnlib.inputs.names import Name
from rnnlib.inputs.values import parameters

LANES = {"x": 0, "z": 1, "f": 2, "L": 3, "y": 4}


@dataclass(frozen=True, eq=False)
class Box:
    """One value (or one operation) of the run, at its place on the grid."""

    name: Name | str  # z[2], one neuron z[2].0; for an operation its formula, "V × z[1]"
    label: str  # what is written on it, mathtext in the lecture's notation
    letter: str  # decides colour and lane: x, z, f, L, y, W, V, U, b, c; "" for an operation
    column: float
    lane: float
    value: np.ndarray | float | None = None  # as recorded, never recomputed

    @property
    def unit(self):
        """Which neuron of its layer, None for a whole layer or an operation."""
        return getattr(self.name, "unit", None)

    @property
    def initial(self):
        """Whether this is the state (or the output) before the first word."""
        return getattr(self.name, "t", None) == -1


@dataclass(frozen=True, eq=False)
class Arrow:
    """The value of `head` was computed from the value of `tail`."""

    tail: Name | str
    head: Name | str
    letter: str = ""  # the weight on the way: W, V, U; "" where there is none
    label: str = ""
    value: np.ndarray | float | None = None  # the matrix; between two neurons, their one weight
    delay: int = 0  # how many steps of time the arrow crosses, in the folded view


@dataclass(frozen=True)
class Graph:
    """Boxes and arrows; immutable, so a view can be cut and joined without surprises."""

    boxes: tuple
    arrows: tuple

    @cached_property
    def _by_name(self):
        return {str(box.name): box for box in self.boxes}

    def __getitem__(self, name):
        """The box of a `Name`, or of a name as people write it: "z[2]"."""
        if name not in self:
            raise KeyError(f"no box {str(name)!r} in this graph; it has {', '.join(self.names())}")
        return self._by_name[str(name)]

    def __contains__(self, name):
        return str(name) in self._by_name

    def names(self):
        """The names of all boxes as text, in the order in which they were computed."""
        return list(self._by_name)

    def only(self, keep):
        """The part of the graph whose boxes satisfy `keep(box)`, with the arrows between them."""
        boxes = tuple(box for box in self.boxes if keep(box))
        names = {box.name for box in boxes}
        arrows = tuple(a for a in self.arrows if a.tail in names and a.head in names)
        return Graph(boxes, arrows)


def symbol(name, size=2):
    """The lecture's notation in mathtext; vectors and matrices are bold, single numbers are not."""
    letter, t, _ = Name.of(name)
    letter, *below = letter.split("_", 1)  # W_u is W with a small u
    base = rf"\mathbf{{{letter}}}" if size > 1 and letter != "L" else letter
    base += "".join(rf"_{{{text}}}" for text in below)
    if t == -1:
        return rf"${base}_{{\mathrm{{init}}}}$"
    return f"${base}$" if t is None else f"${base}^{{[{t}]}}$"


def row(trace, name):
    """The recorded vector of one sentence, shape (n,). Pictures show one sentence at a time."""
    return only_one(trace.value(name))


def only_one(value):
    """The one row of a value (1, n); raises ValueError for a batch of several."""
    if len(value) != 1:
        raise ValueError(
            f"this trace holds B = {len(value)} sentences, a picture shows one; "
            "record one of them: record(model, x[:, i])"
        )
    return value[0]


def times(trace, upto=None):
    """The steps of a run, 0 … T−1, or up to `upto`; a dense net has one step without a time."""
    return [None] if trace.T is None else range(trace.T if upto is None else upto + 1)


def unfolded(trace, upto=None):
    """One column for each time step: x[t] → z[t] → f[t] → L[t] ← y[t], and z[t−1] → z[t].

    `upto` is the last step shown (None: all). For a dense net there is a single column.
    The score s and f = τ(s) are one box, f: the loss is computed from s, and drawn from f.
    Where a value goes through several weights, there is one arrow for each of them.
    """
    shown = _shown(trace, upto)
    by_node, weights = boxed(trace, shown), weights_of(trace)
    arrows = tuple(
        Arrow(source, name, letter, symbol(letter) if letter else "", matrix)
        for name in shown
        for source, letter, matrix in _sources(trace[score(name)], by_node, weights)
    )
    return Graph(tuple(_box(trace, name) for name in shown), arrows)


def score(name):
    """The name of the node where a box begins: s[2] for f[2], z[2] for z[2]."""
    return name._replace(letter="s") if name.letter == "f" and name.t != -1 else name


def boxed(trace, shown):
    """The name of the box that each node belongs to."""
    return {trace[node]: name for name in shown for node in (score(name), name)}


def weights_of(trace):
    """The node of every parameter, with its letter."""
    return {trace[letter]: letter for letter in parameters(trace.model)}


def _shown(trace, upto):
    """The names that become boxes, by time and lane: not the parameters, scores or the total."""
    last = trace.T if upto is None else upto + 1
    if trace.T is not None and not 1 <= last <= trace.T:
        raise ValueError(f"upto = {upto}, expected a step from 0 to {trace.T - 1}")
    known = parameters(trace.model)
    names = [Name.of(name) for name in trace.names if name not in known]
    total = Name("L") if trace.T is not None else None
    shown = [
        name
        for name in names
        if name.letter in LANES and name != total and (name.t is None or name.t < last)
    ]
    return sorted(shown, key=lambda n: (-2 if n.t is None else n.t, LANES[n.letter]))


def _box(trace, name):
    value = trace.value(name)
    column = 0 if name.t is None else name.t
    return Box(name, symbol(name, size(value)), name.letter, column, LANES[name.letter], value)


def size(value):
    """How many units a recorded value has; a loss counts as one."""
    return value.shape[-1] if value.ndim else 1


def inside(node, ends):
    """The nodes between `ends` and `node`, in the order in which they were computed, `node` last.

    A walk back from parent to parent that stops at `ends`; those are not part of it.
    """
    found = {}

    def visit(part):
        if part not in found:
            for parent in part.parents:
                if parent not in ends:
                    visit(parent)
            found[part] = True

    visit(node)
    return list(found)


def _sources(node, by_node, weights):
    """The shown values that a node was computed from, each with the first weight on its ways.

    A way without any weight (z in u · z) is left out beside those that have one.
    """
    parts, ways = inside(node, by_node | weights), {}
    for part in parts:
        for parent in part.parents:
            if parent in by_node:
                ways.setdefault(by_node[parent], {}).update(_onwards(part, parts, weights))
    for source, found in ways.items():
        for letter, matrix in found.items():
            if letter or len(found) == 1:
                yield source, letter, matrix


def _onwards(part, parts, weights):
    """The weights that multiply a value first on its ways up from `part`: {letter: matrix}."""
    factor = factor_in(part, weights)
    if factor is not None:
        return {letter_of(factor, weights): factor.value}
    ways = [_onwards(user, parts, weights) for user in parts if part in user.parents]
    return {letter: matrix for way in ways for letter, matrix in way.items()} or {"": None}


def factor_in(node, weights):
    """The matrix of a product x @ W, as a node; None for every other operation."""
    if node.operation != "@":
        return None
    return next((parent for parent in node.parents if letter_of(parent, weights)), None)


def letter_of(node, weights):
    """The parameter that a node is or is a part of: V for V and for its V[t]; "" for others."""
    while node not in weights and len(node.parents) == 1:
        node = node.parents[0]
    return weights.get(node, "")


def folded(trace):
    """The network as one column: what repeats at each step is drawn once.

    The arrow from z[t−1] to z[t] becomes a loop with a delay of one step.
    """
    flat = unfolded(trace)
    letters = {}
    for box in flat.boxes:
        if not box.initial and box.letter not in letters:
            name = Name(box.letter)
            label = symbol(name, size(box.value))
            letters[box.letter] = replace(box, name=name, label=label, column=0, value=None)
    arrows = {}
    for arrow in flat.arrows:
        tail, head = flat[arrow.tail], flat[arrow.head]
        if tail.initial and trace.T > 1:
            continue  # the loop is what the later steps do
        delay = head.column - tail.column
        ends = Name(tail.letter), Name(head.letter)
        key = (*ends, arrow.letter, delay)
        arrows[key] = replace(arrow, tail=ends[0], head=ends[1], delay=delay)
    return Graph(tuple(sorted(letters.values(), key=lambda b: b.lane)), tuple(arrows.values()))


def neurons(trace, upto=None, letters="xzf"):
    """The unfolded view with every layer split into its neurons, and every weight an arrow."""
    layers = unfolded(trace, upto).only(lambda box: box.letter in letters)
    boxes = tuple(
        replace(box, name=box.name._replace(unit=i), value=float(value))
        for box in layers.boxes
        for i, value in enumerate(row(trace, box.name))
    )
    arrows = tuple(single for arrow in layers.arrows for single in _singles(trace, arrow))
    return Graph(boxes, arrows)


def _singles(trace, arrow):
    """An arrow between layers as arrows between neurons: all to all, by themselves without V."""
    n, m = (trace.value(name).shape[-1] for name in (arrow.tail, arrow.head))
    pairs = list(np.ndindex(n, m)) if arrow.letter else [(i, i) for i in range(min(n, m))]
    one_each = np.shape(arrow.value) == (n, m)  # else it leads to values in between
    for i, j in pairs:
        ends = arrow.tail._replace(unit=i), arrow.head._replace(unit=j)
        weight = float(arrow.value[i, j]) if one_each else None
        yield replace(arrow, tail=ends[0], head=ends[1], label="", value=weight)
