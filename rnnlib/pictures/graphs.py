"""The lecture's computational graphs, drawn from a recorded run; a docstring is the caption.

F11 to F13, F15 and F16, and `draw` for every other graph. An arrow is there because the record
shows that one value was computed from the other; the number in a box is the recorded one.
"""

from collections import Counter
from dataclasses import replace

from rnnlib.inputs.names import Name
from rnnlib.pictures.canvas import Canvas
from rnnlib.pictures.diagram import Diagram, bundles, draw_all, draw_arrow, draw_box, time_line
from rnnlib.pictures.figures import NEURON, dense_net, dense_neurons
from rnnlib.pictures.ink import BAND, COLOURS, GREY, colour, tint
from rnnlib.views.graph import folded, unfolded
from rnnlib.views.say import number


def draw(graph, *, alt=None):
    """A view of a run as a picture: every box at its column and lane, every arrow with its letter.

    Without `alt` the description lists boxes and arrows.
    """
    graph = _side_by_side(graph)
    values = {box.name: number(box.value) for box in graph.boxes if box.unit is not None}
    has_loops = any(arrow.delay for arrow in graph.arrows)
    diagram = _with_room_for_loops(graph) if has_loops else Diagram(graph, values)
    canvas = diagram.paper()
    _draw_loops(canvas, diagram)
    draw_all(canvas, diagram)
    arrows = ", ".join(
        _arrow_in_words(a) + (f" with a delay of {a.delay:g} step" if a.delay else "")
        for a in graph.arrows
    )
    boxes = ", ".join(graph.names())
    return canvas.picture(alt or f"Graph with the boxes {boxes}. Arrows lead from {arrows}.")


def _side_by_side(graph):
    """The neurons of a layer in columns of their own, in the middle of the layer's column."""
    sizes = Counter((box.column, box.lane) for box in graph.boxes)
    most = max(sizes.values())

    def column(box):
        aside = (box.unit or 0) - (sizes[box.column, box.lane] - 1) / 2
        return box.column * most + aside

    return replace(graph, boxes=tuple(replace(box, column=column(box)) for box in graph.boxes))


def computational_graph_of_a_dense_net(trace):
    """Left, the computational graph of a dense net: x, W, z, U, f. Right, the same by neurons.

    The loss L compares the output f with the target y. One box on the left is a row of neurons
    on the right.
    """
    _needs(trace, time=False, loss=True)
    wide = dense_neurons(trace)
    graph = unfolded(trace)
    diagram = Diagram.of(graph, bottom=0.2)
    width, height = diagram.size
    canvas = Canvas(width + wide + 1.4, height + 0.35)
    draw_all(canvas, diagram)
    middle = width + 0.2 + wide / 2
    low = diagram.centre("x")[1]
    dense_net(canvas, trace, middle, low, diagram.rise)
    for name in ("x", "z", "f"):
        x, y = middle + wide / 2 + 0.45, diagram.centre(name)[1]
        canvas.text(x, y, graph[name].label, size=14, colour=COLOURS[name])
    canvas.text(width / 2, height + 0.12, "computational graph", size=12, colour=GREY)
    canvas.text(middle, diagram.centre("f")[1] + NEURON + 0.3, "network", size=12, colour=GREY)
    sizes = ", ".join(f"{trace.value(k).shape[-1]} {k}" for k in "xzf")
    return canvas.picture(
        f"Left, the computational graph of a dense net. {_path(diagram)} Right, the network "
        f"it stands for, neuron by neuron ({sizes})."
    )


def folded_graph(trace):
    """The recurrent network as one column: what repeats at each step is drawn once.

    The loop is no short circuit: what leaves it arrives ONE STEP LATER. The box on the loop is
    that delay. It holds z[t−1] while step t is computed.
    """
    _needs(trace, time=True)
    diagram = _with_room_for_loops(folded(trace))
    canvas = diagram.paper()
    loops = _draw_loops(canvas, diagram)
    draw_all(canvas, diagram)
    loop = " ".join(
        f"A loop labelled {a.letter} leads from {a.tail} to {a.head}; on it stands a box: one-step "
        f"delay, so {a.head} at step t uses {a.tail} of step t − 1."
        for a in loops
    )
    straight = ", ".join(_arrow_in_words(a) for a in diagram.graph.arrows if not a.delay)
    return canvas.picture(f"The folded graph of an RNN, one column: {straight}. {loop}")


def _with_room_for_loops(graph):
    return Diagram(graph, lines=1.6, left=0.3, right=2.95, bottom=0.2)


def _draw_loops(canvas, diagram):
    loops = [arrow for arrow in bundles(diagram.graph) if arrow.delay]
    for arrow in loops:
        _loop(canvas, diagram, arrow)
    return loops


def _loop(canvas, diagram, arrow):
    """The way back in time: out of `tail`, through the delay, into `head` one step later."""
    pure = colour(arrow.letter, GREY)
    x, y_tail = diagram.centre(arrow.tail)
    y_head = diagram.centre(arrow.head)[1]
    edge, away = x + diagram.box_width / 2, x + diagram.box_width / 2 + 1.75
    same = arrow.tail == arrow.head
    y_out, y_in = (y_tail + 0.13, y_head - 0.13) if same else (y_tail, y_head)
    middle = (y_tail + y_head) / 2
    high, low = (away, middle + 0.31), (away, middle - 0.31)
    canvas.arrow((edge, y_out), high, colour=pure, lw=2.2, bend=-0.45)
    canvas.arrow(low, (edge + 0.02, y_in), colour=pure, lw=2.2, bend=-0.45)
    canvas.box(away, middle, 1.3, 0.6, fill=tint(pure, 0.15), edge=pure, lw=2)
    canvas.text(away, middle + 0.12, "DELAY", size=11, colour=pure, zorder=4, weight="bold")
    canvas.text(away, middle - 0.13, "one step", size=11, colour=pure, zorder=4)
    symbol = diagram.graph[arrow.tail].label.strip("$")
    for said, time, y in (("in", "t", middle + 0.62), ("out", "t-1", middle - 0.62)):
        text = rf"{said}: ${symbol}^{{[{time}]}}$"
        canvas.text(away + 0.12, y, text, size=11.5, colour=GREY, ha="left")
    canvas.text(edge + 0.72, (middle + y_in) / 2 - 0.12 * same, arrow.label, size=14, colour=pure)


def unfolded_graph(trace, t=None):
    """The recurrent network unfolded: a column for each step, V from each state to the next.

    z[t] is called the state of the network at time t. Every column uses the same W, U and V.
    With `t`, the columns t − 1, t and t + 1, and dots where the sequence goes on.
    """
    _needs(trace, time=True)
    return _unfolded(trace, t, "The RNN unfolded in time")


def output_recurrence(trace):
    """Recurrence through the output: V leads from f[t−1] to z[t]; no arrow joins two states.

    The past reaches the state only through what was predicted. What f does not say is lost.
    """
    _needs(trace, time=True)
    arrows = [(arrow.tail.letter, arrow.head.letter) for arrow in unfolded(trace).arrows]
    if ("f", "z") not in arrows or ("z", "z") in arrows:
        raise ValueError(
            "in this trace z[t] is not computed from f[t−1] alone; record an OutputRNN, or use "
            "unfolded_graph"
        )
    return _unfolded(trace, None, "Recurrence only through the output, unfolded in time")


def one_output_at_the_end(trace):
    """A sequence goes in, one output comes out: only the last state is read.

    The last state is a summary of the whole sequence, of a size that does not grow with it.
    """
    _needs(trace, time=True)
    if trace.read != "last":
        raise ValueError('this trace reads every state; record(model, x, read="last") reads one')
    return _unfolded(trace, None, "An RNN with one output at the end, unfolded in time")


def unfolded_part(trace, upto):
    """The unfolded graph up to a step; the paper is as large as for all steps."""
    diagram = Diagram.of(unfolded(trace))
    graph = unfolded(trace, upto)
    canvas = diagram.paper()
    for arrow in bundles(graph):
        draw_arrow(canvas, diagram, arrow)
    for box in graph.boxes:
        draw_box(canvas, diagram, box.name, diagram.texts[box.name], now=box.column == upto)
    part = Diagram(graph, diagram.texts)
    time_line(canvas, part)
    return canvas.picture(f"Unfolded up to t = {upto}. {_path(part)}")


def _unfolded(trace, t, title):
    graph, room = (unfolded(trace), 0.2) if t is None else (window(trace, t), 0.95)
    diagram = Diagram.of(graph, left=room, right=room)
    canvas = diagram.paper()
    if t is not None:
        x, _ = diagram.centre(Name("z", t))
        canvas.band(x, diagram.size[1] / 2, diagram.box_width + 0.3, diagram.size[1] - 0.04, BAND)
    draw_all(canvas, diagram)
    time_line(canvas, diagram, t)
    more = _dots(canvas, trace, diagram)
    return canvas.picture(f"{title}. {_path(diagram)}{more}")


def window(trace, t):
    """The steps t − 1, t and t + 1 of the unfolded graph, as far as they exist."""
    if not 0 <= t < trace.T:
        raise ValueError(f"t = {t}, expected a step of this trace: 0 to {trace.T - 1}")
    return unfolded(trace).only(lambda box: t - 1 <= box.column <= t + 1)


def _dots(canvas, trace, diagram):
    """Where steps are left out, dots, and the arrow that comes from there or goes there."""
    shown, said = diagram.graph, ""
    for arrow in bundles(unfolded(trace)):
        if arrow.tail.t == arrow.head.t or (arrow.tail in shown) == (arrow.head in shown):
            continue
        inside, out = (arrow.head, -1) if arrow.head in shown else (arrow.tail, 1)
        x, y = diagram.centre(inside)
        x += out * diagram.box_width / 2
        ends = [(x + 0.55 * out, y), (x + 0.03 * out, y)]
        start, end = ends if out < 0 else ends[::-1]
        pure = colour(arrow.letter, GREY)
        canvas.arrow(start, end, colour=pure)
        canvas.text(x + 0.32 * out, y + 0.17, arrow.label, size=12.5, colour=pure)
        canvas.text(x + 0.75 * out, y, "…", size=16, colour=GREY)
        said += f" Dots: {'earlier' if out < 0 else 'later'} steps are not drawn."
    return said


def _path(diagram):
    """Arrows and values of a graph in words, for those who cannot see it."""
    boxes = diagram.graph.boxes
    arrows = ", ".join(_arrow_in_words(arrow) for arrow in diagram.graph.arrows)
    values = ", ".join(f"{box.name} = {diagram.texts[box.name]}" for box in boxes)
    return f"Arrows: {arrows}. Values: {values}."


def _arrow_in_words(arrow):
    return f"{arrow.tail} to {arrow.head}" + (f" by {arrow.letter}" if arrow.letter else "")


def _needs(trace, *, time, loss=False):
    if (trace.T is not None) != time:
        kind, other = ("an RNN", "a DenseNet") if time else ("a DenseNet", "an RNN")
        raise ValueError(f"this figure shows {kind}, the trace is of {other}")
    if loss and "L" not in trace:
        raise ValueError("this figure shows the loss: record(model, x, y, loss) notes one")


__all__ = [
    "computational_graph_of_a_dense_net",
    "draw",
    "folded_graph",
    "one_output_at_the_end",
    "output_recurrence",
    "unfolded_graph",
]
