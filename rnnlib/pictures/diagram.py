"""A computational graph with its values: boxes with numbers, arrows with letters, gradients.

One rule places everything: a column for each time step, a lane for each letter, x at the bottom,
then z, f, L, and the target y on top. So all frames of a stepper agree and nothing jumps.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from rnnlib.pictures.canvas import Canvas
from rnnlib.pictures.ink import COLOURS, FAINT, GREY, INK, colour, family, tint
from rnnlib.views.graph import Graph, only_one, symbol
from rnnlib.views.say import in_words

MOST_WIDE = 12.8  # inches: what a projector shows
BACK = COLOURS["L"]  # the colour of all that flows back from the loss


def value_of(box):
    """The recorded value of a box as text; "zeros" for a first state of zeros."""
    value = only_one(box.value) if np.ndim(box.value) else box.value
    if box.initial and not value.any():
        return "zero state" if box.letter == "z" else "zeros"
    return in_words(value)


class Grid:
    """Where the boxes of `self.graph` are, in inches: columns are `pitch` apart, lanes `rise`.

    A picture says where column 0 and lane 0 are (`origin`), and how large half a box is (`half`).
    """

    def centre(self, name):
        """The centre of a box."""
        box, (x, y) = self.graph[name], self.origin
        return x + self.pitch * box.column, y + self.rise * box.lane

    def border(self, name, towards, gap=0.03):
        """The point of a box's border in the direction of another point, `gap` away from it."""
        x, y = self.centre(name)
        dx, dy = towards[0] - x, towards[1] - y
        reach = [
            (half + gap) / abs(d) for half, d in zip(self.half(name), (dx, dy), strict=True) if d
        ]
        return x + dx * min(reach), y + dy * min(reach)

    def ends(self, tail, head, gap=0.03):
        """Where an arrow leaves and arrives; from lane to lane and on in time, side to side."""
        (x0, y0), (x1, y1) = start, end = self.centre(tail), self.centre(head)
        if x0 == x1 or y0 == y1:
            return self.border(tail, end, gap), self.border(head, start, gap)
        return (x0 + self.half(tail)[0] + gap, y0), (x1 - self.half(head)[0] - gap, y1)


@dataclass(frozen=True, eq=False)
class Diagram(Grid):
    """A graph whose boxes are as wide as their longest text. `texts` are by name of the box.

    Where many wide columns have to stand side by side, the numbers become a little smaller.
    """

    graph: Graph
    texts: dict = field(default_factory=dict)
    lines: int = 2  # lines in a box: symbol and value; 3 with a gradient
    left: float = 0.2  # room for dots where the sequence goes on
    right: float = 0.2
    bottom: float = 0.35  # room for the time below the columns
    top: float = 0.2
    apart: float = 0.0  # least room between two columns, for what is written on the way

    @classmethod
    def of(cls, graph, **options):
        """The diagram of a graph with its recorded values."""
        return cls(graph, {box.name: value_of(box) for box in graph.boxes}, **options)

    @property
    def longest(self):
        """The letters of the longest text."""
        return max((len(text) for text in self.texts.values()), default=0)

    @property
    def box_width(self):
        """Of every box: the longest text fits."""
        return max(0.86, 0.2 + 0.0079 * self.ink_size * self.longest)

    @property
    def ink_size(self):
        """Of the numbers in the boxes, in points."""
        return 9.5 if self.longest * self._columns > 80 else 10.5

    @property
    def box_height(self):
        """Of every box."""
        return 0.2 + 0.22 * self.lines

    def half(self, name):
        """Half the width and half the height of a box; here all are the same."""
        return self.box_width / 2, self.box_height / 2

    @property
    def pitch(self):
        """From one column to the next; columns move together where there are many."""
        free = MOST_WIDE - self.left - self.right - self._columns * self.box_width
        least, most = (0.6, 0.95) if self.lines == 3 else (0.42, 0.72)
        if self.lines == 3 and self._fed_back:
            least = most = 1.5  # a gradient comes back beside each slanting arrow
        least, most = max(least, self.apart), max(most, self.apart)
        return self.box_width + float(np.clip(free / max(1, self._columns - 1), least, most))

    @property
    def _fed_back(self):
        lanes = {(self.graph[a.tail].letter, self.graph[a.head].letter) for a in self.graph.arrows}
        return ("f", "z") in lanes

    @property
    def _first(self):
        return min(box.column for box in self.graph.boxes)

    @property
    def _columns(self):
        return 1 + max(box.column for box in self.graph.boxes) - self._first

    @property
    def rise(self):
        """From one lane to the next."""
        return self.box_height + 0.5

    @property
    def origin(self):
        """The centre of column 0 in lane 0; the lowest lane stands at the bottom."""
        lowest = min(box.lane for box in self.graph.boxes)
        x = self.left + self.box_width / 2 - self.pitch * self._first
        return x, self.bottom + self.box_height / 2 - self.rise * min(lowest, 0)

    @property
    def size(self):
        """Width and height of the paper."""
        lanes = [box.lane for box in self.graph.boxes]
        width = self.left + self.right + self.box_width + self.pitch * (self._columns - 1)
        high = self.rise * (max(lanes) - min(*lanes, 0))
        return width, self.bottom + self.top + self.box_height + high

    def paper(self):
        """An empty canvas of the right size; raises ValueError for more than fits a slide."""
        width, height = self.size
        if width > MOST_WIDE + 0.01:
            raise ValueError(
                f"the graph would be {width:.0f} inches wide, more than a slide; record fewer "
                "steps, or show a part: unfolded_graph(trace, t=…)"
            )
        return Canvas(width, height)


def bundles(graph):
    """One arrow for each pair of boxes: V for the arrows V_u, V_r and V_h from z[0] to z[1]."""
    pairs = {}
    for arrow in graph.arrows:
        pairs.setdefault((arrow.tail, arrow.head), []).append(arrow)
    return [arrows[0] if len(arrows) == 1 else _bundle(arrows) for arrows in pairs.values()]


def _bundle(arrows):
    letters = list(dict.fromkeys(family(arrow.letter) for arrow in arrows))
    label = ", ".join(symbol(letter) for letter in letters)
    return replace(arrows[0], letter=letters[0], label=label)


def draw_box(canvas, diagram, name, text="", gradient="", *, pending=False, now=False):
    """One box: symbol, value, gradient; faint while it is not computed yet, thick when it is."""
    box = diagram.graph[name]
    x, y = diagram.centre(name)
    pure = colour(box.letter)
    edge = FAINT if pending else BACK if gradient and now else pure
    canvas.box(
        x,
        y,
        diagram.box_width,
        diagram.box_height,
        fill="white" if pending else tint(pure, 0.22 if now else 0.08),
        edge=edge,
        lw=2.8 if now else 1.4,
        dashed=box.initial or pending,
    )
    texts = [(box.label, 13, GREY if pending else pure), (text, diagram.ink_size, INK)]
    texts += [(gradient, diagram.ink_size, BACK)] if gradient else []
    texts = [entry for entry in texts if entry[0]]
    for i, (shown, size, ink) in enumerate(texts):
        line = y + 0.22 * ((len(texts) - 1) / 2 - i)
        weight = "bold" if now and i == len(texts) - 1 and i else "normal"
        canvas.text(x, line, shown, size=size, colour=ink, zorder=4, weight=weight)


def draw_arrow(canvas, diagram, arrow, *, now=False, pending=False):
    """An arrow from what is used to what is computed from it, with the weight on the way."""
    start, end = diagram.ends(arrow.tail, arrow.head)
    pure = FAINT if pending else colour(arrow.letter, GREY)
    drawn = canvas.arrow(start, end, colour=pure, lw=2.8 if now else 1.6)
    drawn.set_gid(f"{arrow.tail} {arrow.head}")
    if arrow.label:
        x, y = beside(start, end)
        ink = GREY if pending else pure
        canvas.text(x, y, arrow.label, size=12.5, colour=ink)


def draw_all(canvas, diagram):
    """All arrows that take no time, then all boxes with their texts."""
    for arrow in bundles(diagram.graph):
        if not arrow.delay:
            draw_arrow(canvas, diagram, arrow)
    for box in diagram.graph.boxes:
        draw_box(canvas, diagram, box.name, diagram.texts.get(box.name, ""))


def draw_back(canvas, diagram, tail, head, text, *, now=False):
    """A gradient that flows back along an arrow, from its head to its tail, with its number."""
    end, start = diagram.ends(tail, head, gap=0.05)  # a gradient goes the other way
    flat = abs(end[1] - start[1]) < 0.1
    slanting = abs(end[0] - start[0]) > 0.1 and not flat
    shift = (0, -0.16) if flat else (0, -0.2) if slanting else (-0.2, 0)
    start, end = np.add(start, shift), np.add(end, shift)
    drawn = canvas.arrow(start, end, colour=BACK, lw=2.4 if now else 1.2, dashed=True)
    drawn.set_gid(f"back {head} {tail}")
    x, y = (start + end) / 2 + ((0, -0.14) if flat else (-0.1, -0.1 * slanting))
    options = {"size": 10.5, "colour": BACK, "weight": "bold" if now else "normal"}
    canvas.text(x, y, text, ha="center" if flat else "right", **options)


def beside(start, end):
    """The place of a label: above a flat arrow, right of a steep one."""
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    flat = abs(end[1] - start[1]) < 0.1
    return (x, y + 0.17) if flat else (x + 0.2, y + 0.02)


def time_line(canvas, diagram, chosen=None):
    """Below each column, its time."""
    columns = {box.name.t: box.name for box in diagram.graph.boxes if not box.initial}
    if None in columns:
        return
    for column, name in columns.items():
        weight = "bold" if column == chosen else "normal"
        x, _ = diagram.centre(name)
        canvas.text(x, 0.16, f"t = {column}", size=10.5, colour=GREY, weight=weight)
