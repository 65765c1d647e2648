"""F14: one time step, operation by operation, with the shape of what flows along each edge."""

from dataclasses import dataclass

import numpy as np

from rnnlib.canvas import Canvas
from rnnlib.diagram import in_words
from rnnlib.ink import COLOURS, GREY, INK, tint
from rnnlib.views import operations

RISE, SIDE, ASIDE = 0.66, 1.35, 1.15  # inches: lane to lane, trunk to branch, to a parameter
HALF = {"value": (0.38, 0.2), "parameter": (0.27, 0.2), "operation": (0.2, 0.2)}


@dataclass(frozen=True, eq=False)
class Spot:
    """A value, a parameter or an operation, at its place."""

    name: str
    label: str
    kind: str  # value, parameter, operation
    letter: str  # decides the colour
    x: float
    lane: int
    value: np.ndarray
    says: str = ""  # what an operation computes, in the lecture's notation

    @property
    def y(self):
        """Height in inches, above the lowest lane."""
        return RISE * self.lane

    def edge(self, other):
        """The point of the border towards another spot."""
        dx, dy = other.x - self.x, other.y - self.y
        halves = HALF[self.kind]
        reach = [(h + 0.03) / abs(d) for h, d in zip(halves, (dx, dy), strict=True) if d]
        return self.x + dx * min(reach), self.y + dy * min(reach)


def operations_of_one_step(trace, t=None):
    """One time step as single operations: f[t] = τ(c + Uᵀσ(b + Vᵀz[t−1] + Wᵀx[t])).

    Read it from the bottom. Circles are operations, boxes are values, and the small text on each
    edge is the shape of what flows there. The code writes rows, so a state is 1×n_z.
    """
    graph = operations(trace, t, "fz")
    spots, edges = {}, []
    _grow(trace, graph, graph.boxes[-1].name, 0.0, 0, spots, edges)
    deepest = min(spot.lane for spot in spots.values())
    left, right = (3.9, 3.9) if any(spot.x < 0 for spot in spots.values()) else (2.6, 1.6)
    canvas = Canvas(left + right, 0.75 - RISE * deepest)
    canvas.axes.set(xlim=(-left, right), ylim=(RISE * deepest - 0.35, 0.4))
    for tail, head, shape in edges:
        _edge(canvas, spots[tail], spots[head], shape)
    for spot in spots.values():
        _spot(canvas, spot)
    return canvas.picture(_description(trace, t, spots, edges))


def _grow(trace, graph, name, x, lane, spots, edges):
    """Place a box and all it was computed from, downwards from the result."""
    box = graph[name]
    tails = [a for a in graph.arrows if a.head == name]
    if box.letter not in ("z", "f") or not tails:
        _place(trace, graph, box, tails, x, lane, spots, edges)
        return
    greek, function = ("sigma", "σ") if box.letter == "z" else ("tau", "τ")
    inner, (below,) = f"{function} of {name}", tails  # σ and τ become circles of their own
    says = f"{function} = {getattr(trace.model, greek)}"
    label = f"$\\{greek}$"
    spots[name] = Spot(name, box.label, "value", box.letter, x, lane, box.value)
    spots[inner] = Spot(inner, label, "operation", "", x, lane - 1, box.value, says)
    edges += [(inner, name, below.label), (below.tail, inner, below.label)]
    _grow(trace, graph, below.tail, x, lane - 2, spots, edges)


def _place(trace, graph, box, tails, x, lane, spots, edges):
    """Place a given value, or an operation with its parameter beside it."""
    if not tails:
        spots[box.name] = Spot(box.name, box.label, "value", box.letter, x, lane, box.value)
        return
    given = [a for a in tails if a.tail in trace.model.sizes]
    flows = [a for a in tails if a not in given]
    letter = given[0].tail if given else ""
    product = letter in ("V", "W", "U")
    sign = r"$\times$" if product else "+"
    says = _says(graph, letter, flows) if product else {"b": "a =", "c": "s ="}.get(letter, "")
    spots[box.name] = Spot(box.name, sign, "operation", letter, x, lane, box.value, says)
    for arrow in given:
        aside = x + (-ASIDE if x < 0 else ASIDE)
        spots[letter] = Spot(letter, graph[letter].label, "parameter", letter, aside, lane,
                             graph[letter].value)  # fmt: skip
        edges.append((letter, box.name, arrow.label))
    for i, arrow in enumerate(flows):
        edges.append((arrow.tail, box.name, arrow.label))
        shift = 0 if len(flows) == 1 else SIDE * (2 * i - 1)
        _grow(trace, graph, arrow.tail, x + shift, lane - 1, spots, edges)


def _says(graph, letter, flows):
    (flow,) = flows
    return rf"$\mathbf{{{letter}}}^\top {graph[flow.tail].label.strip('$')}$ ="


def _edge(canvas, tail, head, shape):
    colour = COLOURS.get(tail.letter if tail.kind == "parameter" else "", GREY)
    start, end = tail.edge(head), head.edge(tail)
    canvas.arrow(start, end, colour=colour, lw=1.5).set_gid(f"{tail.name} > {head.name}")
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    if abs(end[1] - start[1]) < 0.1:
        canvas.text(x, y + 0.13, shape, size=9.5, colour=GREY)
    else:
        side = 1 if end[0] <= start[0] + 0.01 else -1
        high = 0.1 if abs(end[0] - start[0]) > 0.1 else 0
        canvas.text(x + 0.08 * side, y + high, shape, size=9.5, colour=GREY,
                    ha="left" if side > 0 else "right")  # fmt: skip


def _spot(canvas, spot):
    colour = COLOURS.get(spot.letter, INK)
    width, height = (2 * half for half in HALF[spot.kind])
    if spot.kind == "operation":
        canvas.circle(spot.x, spot.y, width / 2, fill=tint(colour, 0.12), edge=colour, lw=1.6)
    else:
        dashed = spot.name == "z_init"
        canvas.box(spot.x, spot.y, width, height, fill=tint(colour, 0.1), edge=colour, lw=1.6,
                   dashed=dashed)  # fmt: skip
    canvas.text(spot.x, spot.y, spot.label, size=12.5, colour=colour, zorder=4)
    _remark(canvas, spot)


def _remark(canvas, spot):
    """Beside an operation or a value its numbers; a matrix has too many, its shape is enough."""
    if spot.kind == "parameter":
        return
    numbers = in_words(spot.value)
    text = f"{spot.says} {numbers}" if spot.says else numbers
    if spot.says.startswith(("σ", "τ")):
        text = spot.says
    if spot.x < 0:
        low = spot.kind == "value"
        canvas.text(spot.x - 0.48 if low else spot.x - 0.1, spot.y + (0 if low else 0.33), text,
                    size=10.5, ha="right")  # fmt: skip
    elif spot.x > 0:
        low = spot.kind == "value"
        canvas.text(spot.x + 0.48 if low else spot.x + 0.1, spot.y + (0 if low else 0.33), text,
                    size=10.5, ha="left")  # fmt: skip
    else:
        lift = 0.1 * (spot.label == "+" and not spot.letter)  # room for the slanting edge
        canvas.text(-0.48, spot.y + lift, text, size=10.5, ha="right")


def _description(trace, t, spots, edges):
    """Operation by operation in words, from the bottom: what goes in, with shapes, and out."""
    called = {spot.name: _called(spot, edges, spots) for spot in spots.values()}
    sentences = []
    for spot in reversed(spots.values()):
        if spot.kind == "operation":
            ends = [(tail, shape) for tail, head, shape in edges if head == spot.name]
            ends = ends[::-1] if spot.letter else ends  # a parameter comes last
            goes_in = [f"{called[tail]} ({shape})" for tail, shape in ends]
            joined = (" × " if spot.letter in ("V", "W", "U") else " + ").join(goes_in)
            if spot.says.startswith(("σ", "τ")):
                joined = f"{spot.says.split(' = ')[1]} of {joined}"
            sentences.append(f"{called[spot.name]} = {joined} = {in_words(spot.value)}")
    at = "" if t is None else f" t = {t}"
    return f"The step{at}, operation by operation, from below: {'; '.join(sentences)}."


def _called(spot, edges, spots):
    """A short name for a value: "Vᵀz[0]", "a", "s"; a sum without a name is "the sum"."""
    if spot.kind != "operation":
        return spot.name
    if spot.letter in ("V", "W", "U"):
        flow = next(t for t, h, _ in edges if h == spot.name and spots[t].kind == "value")
        return f"{spot.letter}ᵀ{flow}"
    if spot.says.startswith(("σ", "τ")):
        return next(head for tail, head, _ in edges if tail == spot.name)
    return {"b": "a", "c": "s"}.get(spot.letter, "the sum")
