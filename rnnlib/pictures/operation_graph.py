"""F14: one time step, operation by operation, with the shape of what flows along each edge."""

from dataclasses import dataclass

import numpy as np

from rnnlib.pictures.canvas import Canvas
from rnnlib.pictures.diagram import in_words
from rnnlib.pictures.ink import COLOURS, GREY, INK, tint
from rnnlib.views.graph import operations

RISE, SIDE, ASIDE = 0.66, 1.35, 1.15  # inches: lane to lane, trunk to branch, to a parameter
PRODUCTS = ("V", "W", "U")
HALF = {"value": (0.38, 0.2), "parameter": (0.27, 0.2), "operation": (0.2, 0.2)}


@dataclass(frozen=True, eq=False)
class Spot:
    """A value, a parameter or an operation, at its place."""

    name: str
    label: str  # what is written on it
    kind: str  # value, parameter, operation
    letter: str  # decides the colour
    x: float
    lane: int
    value: np.ndarray
    result: str = ""  # what an operation's result is called: "Vᵀz[0]", "a", "s", "z[1]"
    remark: str = ""  # what is written beside an operation, before its numbers

    @property
    def y(self):
        """Height in inches; the result stands at 0, all else below it."""
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
    Raises ValueError for a network whose step is not one σ of sums and products, as with gates.
    """
    graph = operations(trace, t, "fz")
    _refuse_another_step(trace.model, graph)
    plan = _Plan(trace.model, graph)
    plan.grow(graph.boxes[-1].name, 0.0, 0)
    lowest = min(spot.y for spot in plan.spots.values())
    branches = any(spot.x < 0 for spot in plan.spots.values())
    left, right = (3.9, 3.9) if branches else (2.6, 1.6)
    canvas = Canvas(left + right, 0.75 - lowest)
    canvas.axes.set(xlim=(-left, right), ylim=(lowest - 0.35, 0.4))
    for tail, head, shape in plan.edges:
        _edge(canvas, plan.spots[tail], plan.spots[head], shape)
    for spot in plan.spots.values():
        _spot(canvas, spot)
    return canvas.picture(plan.in_words(t))


def _refuse_another_step(model, graph):
    """A trunk with branches can show one function of a sum of products, and nothing else."""
    tails = {box.name: [a for a in graph.arrows if a.head == box.name] for box in graph.boxes}
    others = {box.label for box in graph.boxes if not box.letter} - {"×", "+"}
    forked = any(box.letter in ("z", "f") and len(tails[box.name]) > 1 for box in graph.boxes)
    if others or forked:
        raise ValueError(
            f"the step of {type(model).__name__} has more than a σ of sums and products"
            + (f" ({', '.join(sorted(others))})" if others else "")
            + ", and this picture has no place for it; operations(trace, t) lists what it does"
        )


class _Plan:
    """Places for one step: a trunk up to the result, branches, parameters beside what uses them."""

    def __init__(self, model, graph):
        self.model, self.graph = model, graph
        self.spots = {}  # name -> Spot, the result first
        self.edges = []  # (tail, head, shape)

    def grow(self, name, x, lane):
        """Place a box and all that it was computed from below it."""
        box = self.graph[name]
        tails = [arrow for arrow in self.graph.arrows if arrow.head == name]
        if not tails:
            self._put(box, box.label, "value", x, lane)
        elif box.letter in ("z", "f"):
            self._function(box, *tails, x, lane)
        else:
            self._operation(box, tails, x, lane)

    def _put(self, box, label, kind, x, lane, **more):
        more = {"name": box.name, "letter": box.letter} | more
        spot = Spot(label=label, kind=kind, x=x, lane=lane, value=box.value, **more)
        self.spots[spot.name] = spot

    def _function(self, box, below, x, lane):
        """A value z or f, and below it σ or τ as a circle of its own."""
        greek, function = ("σ", "sigma") if box.letter == "z" else ("τ", "tau")
        inner = f"{greek} of {box.name}"
        remark = f"{greek} = {getattr(self.model, function)}"
        self._put(box, box.label, "value", x, lane)
        more = {"name": inner, "letter": "", "result": box.name, "remark": remark}
        self._put(box, f"$\\{function}$", "operation", x, lane - 1, **more)
        self.edges += [(inner, box.name, below.label), (below.tail, inner, below.label)]
        self.grow(below.tail, x, lane - 2)

    def _operation(self, box, tails, x, lane):
        """A product or a sum; a parameter stands beside it, what flows comes from below."""
        given = [arrow for arrow in tails if arrow.tail in self.model.sizes]
        flows = [arrow for arrow in tails if arrow not in given]
        letter = given[0].tail if given else ""
        more = {"letter": letter, "result": {"b": "a", "c": "s"}.get(letter, "the sum")}
        more["remark"] = f"{more['result']} =" if letter else ""
        if letter in PRODUCTS:
            value = self.graph[flows[0].tail]
            more["result"] = f"{letter}ᵀ{value.name}"
            more["remark"] = rf"$\mathbf{{{letter}}}^\top {value.label.strip('$')}$ ="
        sign = r"$\times$" if letter in PRODUCTS else "+"
        self._put(box, sign, "operation", x, lane, **more)
        for i, arrow in enumerate(flows):
            self.edges.append((arrow.tail, box.name, arrow.label))
            aside = 0 if len(flows) == 1 else SIDE * (2 * i - 1)
            self.grow(arrow.tail, x + aside, lane - 1)
        for arrow in given:
            self.edges.append((letter, box.name, arrow.label))
            beside = self.graph[letter]
            self._put(beside, beside.label, "parameter", x + ASIDE * (-1 if x < 0 else 1), lane)

    def in_words(self, t):
        """What goes into each operation, with shapes, and what comes out; from the bottom."""
        called = {spot.name: spot.result or spot.name for spot in self.spots.values()}
        said = []
        for spot in reversed(self.spots.values()):
            if spot.kind == "operation":
                ends = [(tail, shape) for tail, head, shape in self.edges if head == spot.name]
                sign = " × " if spot.letter in PRODUCTS else " + "
                joined = sign.join(f"{called[tail]} ({shape})" for tail, shape in ends)
                if not spot.letter and spot.remark:
                    joined = f"{spot.remark.split(' = ')[1]} of {joined}"
                said.append(f"{spot.result} = {joined} = {in_words(spot.value)}")
        at = "" if t is None else f" t = {t}"
        return f"The step{at}, operation by operation, from below: {'; '.join(said)}."


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
    text = f"{spot.remark} {numbers}" if spot.remark else numbers
    if spot.kind == "operation" and not spot.letter and spot.remark:
        text = spot.remark  # σ and τ: the value stands in the box above
    side = 1 if spot.x > 0 else -1
    away, lift = 0.48, 0.0
    if spot.x and spot.kind == "operation":  # above its parameter
        away, lift = 0.1, 0.33
    elif spot.kind == "operation" and not spot.remark:  # above the slanting edge
        lift = 0.1
    ha = "left" if side > 0 else "right"
    canvas.text(spot.x + away * side, spot.y + lift, text, size=10.5, ha=ha)
