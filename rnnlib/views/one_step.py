"""One step of a recorded run: its single operations as a graph, and the terms of its sum."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from rnnlib.inputs.names import Name
from rnnlib.views.graph import (
    LANES,
    Arrow,
    Box,
    Graph,
    factor_in,
    inside,
    letter_of,
    size,
    symbol,
    weights_of,
)
from rnnlib.views.say import number

SIGNS = {"@": "×", "*": "·", "-": "−"}  # how the operations of the record are written
BESIDE = 0.85  # columns from an operation to its parameter; 1 and more to what comes from below


@dataclass(frozen=True, eq=False)
class Term:
    """One addend of a = Vᵀz[t−1] + Wᵀx[t] + b: its numbers, and what the weight was applied to."""

    value: np.ndarray
    factor: Name | None = None  # z[t−1] for Vᵀz[t−1], None for a bias


def terms(trace, name):
    """What was added up for z = σ(Vᵀz + Wᵀx + b), products first: {"V": Term, "W": …, "b": …}.

    {} for a value that is no activation of such a sum, as a gated z[t] = u · z[t−1] + …
    """
    node, name = trace[name], Name.of(name)
    if len(node.parents) != 1:
        return {}
    now_and_before = {None} if name.t is None else {name.t, name.t - 1}
    read = [Name(letter, t) for letter in "xzfy" for t in now_and_before]
    names = {trace[one]: one for one in read if one in trace}
    found = list(_addends(node.parents[0], names, weights_of(trace)))
    if None in found or len(dict(found)) < len(found):
        return {}
    return dict(sorted(found, key=lambda pair: pair[1].factor is None))


def _addends(node, names, weights):
    """The terms of a sum as (letter, Term); None for one that is no bias and no product."""
    factor = factor_in(node, weights)
    if letter_of(node, weights):
        yield letter_of(node, weights), Term(node.value)
    elif factor is not None:
        other = next(parent for parent in node.parents if parent is not factor)
        known = other in names
        yield (letter_of(factor, weights), Term(node.value, names[other])) if known else None
    elif node.operation == "+":
        for parent in node.parents:
            yield from _addends(parent, names, weights)
    else:
        yield None


def operations(trace, t=None, top="Lfz"):
    """One step in single operations, with the shape of what flows along each arrow.

    From x[t], z[t−1] and the parameters up to f[t], or to L[t] where there is a loss, or to z[t]
    where no output is read: the first letter of `top` that the step has. `t` is None for a dense
    net. What is computed stands above what it is computed from, a parameter beside its operation.
    """
    if Name("z", t) not in trace:
        raise ValueError(f"t = {t}, expected a step of this trace: None for a dense net")
    names = {node: Name.of(name) for name, node in trace.names.items()}
    weights = weights_of(trace)
    result = trace[next(Name(letter, t) for letter in top if Name(letter, t) in trace)]
    given = {n for n in trace.nodes if letter_of(n, weights) or _earlier(names.get(n), t)}
    boxes, arrows, called = [], [], {}
    for node in _in_order(result, given):
        name = names.get(node)
        if node not in given and node.parents:
            sign = SIGNS.get(node.operation, node.operation)
            operation = Box(f"{sign} {len(boxes)}", sign, "", 0, 0, node.value)
            boxes.append(operation)
            arrows += [_flow(part, called[part], operation.name) for part in node.parents]
            called[node] = operation.name
        if node in given or not node.parents or (name and name.letter in LANES):
            boxes.append(_value(node, name, letter_of(node, weights), len(boxes)))
            if node in called:
                arrows.append(_flow(node, called[node], name))
            called[node] = boxes[-1].name
    return Graph(_placed(boxes, arrows), tuple(arrows))


def _earlier(name, t):
    """Whether a state or an output belongs to an earlier step than t, and so is given."""
    return name is not None and name.letter in "zf" and None not in (name.t, t) and name.t < t


def _in_order(node, given):
    """The node and all that it was computed from, each once, lowest first; `given` ends it."""
    parts = inside(node, given)
    return dict.fromkeys(
        one for part in parts for one in (*(p for p in part.parents if p in given), part)
    )


def _value(node, name, letter, number_of_box):
    """The box of a value with a name, of a parameter, or of a constant that has only its number."""
    if not name and not letter:
        text = (
            number(float(node.value)).rstrip("0").rstrip(".") if node.value.size == 1 else "given"
        )
        return Box(f"{text} {number_of_box}", text, "", 0, 0, node.value)
    name = name or Name(letter)
    bold = 2 if letter and node.value.ndim > 1 else size(node.value)
    return Box(name, symbol(name, bold), name.letter, 0, 0, node.value)


def _flow(node, tail, head):
    """An arrow with the shape of the node's value."""
    return Arrow(tail, head, "", "×".join(str(n) for n in node.value.shape) or "1")


def _placed(boxes, arrows):
    """The boxes with a column and a lane each: the result at (0, 0), all else on lanes below it.

    Every box hangs below the lowest one that uses it; what hangs there side by side gets room.
    """
    users, made = ({box.name: [] for box in boxes} for _ in range(2))
    for arrow in arrows:
        users[arrow.tail].append(arrow.head)
        made[arrow.head].append(arrow.tail)
    lane, below, beside = {}, {box.name: [] for box in boxes}, {box.name: [] for box in boxes}
    for box in reversed(boxes):  # from the result down
        name = box.name
        aside = box.letter not in LANES and not made[name] and len(users[name]) == 1
        lowest = min(users[name], key=lane.get, default=None)
        lane[name] = 0 if lowest is None else lane[lowest] - (not aside)
        if lowest is not None:
            (beside if aside else below)[lowest].insert(0, name)
    column = _columns(boxes[-1].name, below, beside)
    return tuple(replace(box, column=column[box.name], lane=lane[box.name]) for box in boxes)


def _columns(name, below, beside, side=1):
    """The columns of a box and of all that hangs on it, counted from the box: {name: column}."""
    found = {name: 0.0} | {one: side * (BESIDE + i) for i, one in enumerate(beside[name])}
    n = len(below[name])
    trees = [
        _columns(one, below, beside, side if n == 1 else -1 if i < n / 2 else 1)
        for i, one in enumerate(below[name])
    ]
    starts = [0.0]
    for left, right in pairwise(trees):
        starts.append(starts[-1] + max(2, 1 + max(left.values()) - min(right.values())))
    for tree, start in zip(trees, starts, strict=False):
        found |= {one: column + start - starts[-1] / 2 for one, column in tree.items()}
    return found
