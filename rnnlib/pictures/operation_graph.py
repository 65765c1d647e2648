"""F14: one time step, operation by operation, with the shape of what flows along each edge."""

from dataclasses import dataclass

from rnnlib.pictures.canvas import Canvas
from rnnlib.pictures.diagram import MOST_WIDE, Grid
from rnnlib.pictures.ink import GREY, colour, family, tint
from rnnlib.views.graph import Graph
from rnnlib.views.one_step import operations
from rnnlib.views.say import in_words

RISE, PITCH = 0.66, 1.35  # inches: lane to lane, trunk to branch
HALF = {
    "value": (0.38, 0.2),
    "parameter": (0.27, 0.2),
    "operation": (0.2, 0.2),
    "function": (0.36, 0.2),
}
TRUNK = 5  # columns; a wider step has no room for numbers, they are in the words below it
NAMED = {"+": "the sum", "·": "the product", "−": "the difference"}


def operations_of_one_step(trace, t=None):
    """One time step as single operations: f[t] = τ(c + Uᵀσ(b + Vᵀz[t−1] + Wᵀx[t])).

    Read it from the bottom. Circles are operations, boxes are values, and the small text on each
    edge is the shape of what flows there. The code writes rows, so a state is 1×n_z.
    """
    step = _step(operations(trace, t, "fz"), trace.model.sizes)
    canvas = Canvas(*step.size)
    for arrow in step.graph.arrows:
        _edge(canvas, step, arrow)
    for box in step.graph.boxes:
        _draw(canvas, step, box)
        if not step.wide:
            _remark(canvas, step, box)
    at = "" if t is None else f" t = {t}"
    operation = [box for box in step.graph.boxes if step.is_operation(box)]
    said = "; ".join(f"{step.result(box)} = {step.computed(box)}" for box in operation)
    return canvas.picture(f"The step{at}, operation by operation, from below: {said}.")


def _step(graph, sizes):
    """The places of a step: the trunk of a plain one is in the middle, a wide one fills a slide."""
    columns = [box.column for box in graph.boxes]
    first, last, lowest = min(columns), max(columns), RISE * min(box.lane for box in graph.boxes)
    if last - first < TRUNK:
        left, right = (3.9, 3.9) if first < 0 else (2.6, 1.6)  # room for the numbers
        return Step(graph, sizes, (left, 0.35 - lowest), PITCH, (left + right, 0.75 - lowest))
    pitch = min(PITCH, MOST_WIDE / (last - first + 1))
    size = pitch * (last - first + 1), 0.75 - lowest
    return Step(graph, sizes, (pitch * (0.5 - first), 0.35 - lowest), pitch, size, wide=True)


@dataclass(frozen=True, eq=False)
class Step(Grid):
    """One step on paper, and what its operations are called."""

    graph: Graph
    sizes: dict  # the parameters of the network
    origin: tuple
    pitch: float
    size: tuple  # of the paper
    wide: bool = False
    rise: float = RISE

    def below(self, box):
        """The arrows to a box, each from what it is computed from."""
        return [arrow for arrow in self.graph.arrows if arrow.head == box.name]

    def is_operation(self, box):
        """Whether something is computed here; a value only shows what was computed below it."""
        return box.letter == "" and bool(self.below(box))

    def function(self, box):
        """σ or τ for an activation, the only operation with one input; "" for all others."""
        if not self.is_operation(box) or len(self.below(box)) > 1:
            return ""
        return "τ" if any(value.letter == "f" for value in self._values_of(box)) else "σ"

    def _values_of(self, box):
        heads = (self.graph[arrow.head] for arrow in self.graph.arrows if arrow.tail == box.name)
        return [head for head in heads if head.letter]

    def kind(self, box):
        """value, parameter (or a constant), operation, or function: one with its name on it."""
        if self.is_operation(box):
            return "function" if self.wide and self.function(box) else "operation"
        return "parameter" if box.letter in self.sizes or not box.letter else "value"

    def half(self, name):
        """Half the width and half the height of a box."""
        return HALF[self.kind(self.graph[name])]

    def weight(self, box):
        """The parameter that an operation uses, "" if none."""
        tails = [self.graph[arrow.tail] for arrow in self.below(box)]
        return next((tail.letter for tail in tails if tail.letter in self.sizes), "")

    def factor(self, box):
        """What a product with a matrix multiplies, as a box; None for every other operation."""
        tails = [self.graph[arrow.tail] for arrow in self.below(box)]
        if box.label != "×" or not self.weight(box):
            return None
        return next(tail for tail in tails if tail.letter != self.weight(box))

    def result(self, box):
        """What comes out of an operation: "Vᵀz[0]", "a" with b, "s" with c, "z[1]"."""
        letter, factor = self.weight(box), self.factor(box)
        if not self.is_operation(box):
            return box.label if not box.letter else str(box.name)
        if self._values_of(box):
            return str(self._values_of(box)[0].name)
        if factor is not None:
            return f"{letter}ᵀ{self.result(factor)}"
        if self.function(box):
            return f"{box.label}({self.result(self.graph[self.below(box)[0].tail])})"
        sums = {"b": "a", "c": "s"}  # a_u for the sum with b_u
        known = box.label == "+" and family(letter) in sums
        return sums[family(letter)] + letter[1:] if known else NAMED.get(box.label, box.label)

    def computed(self, box):
        """What goes into an operation, with shapes, its parameter last, and its numbers."""
        tails = [(self.graph[arrow.tail], arrow.label) for arrow in self.below(box)]
        tails.sort(key=lambda pair: pair[0].letter in self.sizes)
        ends = [f"{self.result(tail)} ({shape})" for tail, shape in tails]
        joined = f" {box.label} ".join(ends)
        said = f"{box.label} of {joined}" if self.function(box) else joined
        return f"{said} = {in_words(box.value)}"


def _edge(canvas, step, arrow):
    tail, head = step.graph[arrow.tail], step.graph[arrow.head]
    pure = colour(tail.letter, GREY) if step.kind(tail) == "parameter" else GREY
    start = step.border(tail.name, step.centre(head.name))
    end = step.border(head.name, step.centre(tail.name))
    canvas.arrow(start, end, colour=pure, lw=1.5).set_gid(f"{tail.name} > {head.name}")
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    if abs(end[1] - start[1]) < 0.1:
        canvas.text(x, y + 0.13, arrow.label, size=9.5, colour=GREY)
    else:
        side = 1 if end[0] <= start[0] + 0.01 else -1
        high = 0.1 if abs(end[0] - start[0]) > 0.1 else 0
        canvas.text(x + 0.08 * side, y + high, arrow.label, size=9.5, colour=GREY,
                    ha="left" if side > 0 else "right")  # fmt: skip


def _draw(canvas, step, box):
    (x, y), pure, kind = step.centre(box.name), colour(box.letter), step.kind(box)
    width, height = (2 * half for half in HALF[kind])
    pure = colour(step.weight(box)) if kind == "operation" else pure
    if kind == "operation":
        canvas.circle(x, y, width / 2, fill=tint(pure, 0.12), edge=pure, lw=1.6)
    else:
        canvas.box(x, y, width, height, fill=tint(pure, 0.1), edge=pure, lw=1.6,
                   dashed=box.initial)  # fmt: skip
    label = {"×": r"$\times$", "σ": r"$\sigma$", "τ": r"$\tau$"}
    sign = box.label if step.wide else step.function(box) or box.label
    size = 10 if kind == "function" else 12.5
    canvas.text(x, y, label.get(sign, sign), size=size, colour=pure, zorder=4)


def _remark(canvas, step, box):
    """Beside an operation or a value its numbers; a matrix has too many, its shape is enough."""
    kind, (x, y) = step.kind(box), step.centre(box.name)
    if kind == "parameter":
        return
    remark = _before_the_numbers(step, box) if kind == "operation" else ""
    numbers = in_words(box.value)
    text = remark if step.function(box) else f"{remark} {numbers}".strip()
    column = box.column
    side = 1 if column > 0 else -1
    away, lift = 0.48, 0.0
    if column and kind == "operation":  # above its parameter
        away, lift = 0.1, 0.33
    elif kind == "operation" and not remark:  # above the slanting edge
        lift = 0.1
    canvas.text(x + away * side, y + lift, text, size=10.5, ha="left" if side > 0 else "right")


def _before_the_numbers(step, box):
    """The name of a result, "a =" or "Vᵀz =" with the lecture's letters; σ says what it is."""
    factor, letter = step.factor(box), step.weight(box)
    if step.function(box):
        return f"{step.function(box)} = {box.label}"
    if factor is not None and factor.letter:
        return rf"$\mathbf{{{letter}}}^\top {factor.label.strip('$')}$ ="
    return f"{step.result(box)} =" if letter else ""
