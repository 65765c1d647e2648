"""Step through a computational graph: fold and unfold it, values forward, gradients back.

Every sentence is made from the record, as the pictures are.
"""

from dataclasses import replace

from rnnlib.inputs.values import parameters
from rnnlib.pictures.diagram import (
    Diagram,
    draw_arrow,
    draw_back,
    draw_box,
    in_words,
    time_line,
    value_of,
)
from rnnlib.pictures.graphs import folded_graph, unfolded_part
from rnnlib.pictures.ink import number
from rnnlib.touch.stepper import Frame, Stepper
from rnnlib.trace import gradient
from rnnlib.views.gradient_flow import arriving, shares, uses
from rnnlib.views.graph import score, unfolded


def fold_and_unfold(trace):
    """The folded graph, then unfolded step by step: each step of time makes one more column."""
    said = "Folded: one column, and a loop with a delay of one step."
    frames = [Frame(folded_graph(trace).img(), said)]
    for t in range(trace.T):
        kept = _before(trace, t)
        said = f"Unfolded up to t = {t}: column {t} uses the same weights. The delay kept {kept}."
        frames.append(Frame(unfolded_part(trace, t).img(), said))
    return Stepper(frames, "From the folded to the unfolded graph")


def _before(trace, t):
    """What the loop hands to step t: z[t−1], or f[t−1] where the output is fed back."""
    return next(a.tail for a in unfolded(trace).arrows if a.letter == "V" and a.head == f"z[{t}]")


def step_forward(trace):
    """The values of the unfolded graph in the order in which they are computed."""
    graph = unfolded(trace)
    diagram = Diagram(graph, {box.name: value_of(trace, box) for box in graph.boxes})
    known, frames = {name for name in graph.names() if name.endswith("_init")}, []
    for t in range(trace.T or 1):
        at = "" if trace.T is None else f"[{t}]"
        for new in ({"x" + at, "z" + at}, {"f" + at, "y" + at, "L" + at}):
            new = {name for name in new if name in graph.names()}
            if new:
                known = known | new
                sentence = _forward_sentence(trace, diagram, new, at)
                picture = _forward_picture(diagram, known, new, sentence)
                frames.append(Frame(picture.img(), sentence))
    return Stepper(_with_end(frames, _loss_sentence(trace)), "Forward: the values, left to right")


def _forward_sentence(trace, diagram, new, at):
    """What was just computed, from what, with its numbers."""
    text = diagram.texts
    sources = {
        name: [a.tail for a in diagram.graph.arrows if a.head == name] for name in sorted(new)
    }
    if "z" + at in new:
        said = f"z{at} is computed from {' and '.join(sources['z' + at])}: "
        return _at(at) + f"reads x{at} = {text['x' + at]}. {said}z{at} = {text['z' + at]}."
    said = _at(at) + f"f{at} is read from z{at}: f{at} = {text['f' + at]}."
    if "L" + at in new:
        said += f" The target is y{at} = {text['y' + at]}, so L{at} = {text['L' + at]}."
    return said


def _at(at):
    return f"t = {at[1:-1]}: " if at else ""


def _loss_sentence(trace):
    """The loss of the whole sequence, spelled out."""
    names = [name for name in unfolded(trace).names() if name.startswith("L[")]
    if len(names) < 2:
        return ""
    sums = " + ".join(number(float(trace.value(name))) for name in names)
    return f" The whole loss is their sum: L = {sums} = {number(float(trace.value('L')))}."


def _with_end(frames, sentence):
    """The last frame says what comes out in the end."""
    last = frames[-1]
    return [*frames[:-1], Frame(last.html, last.sentence + sentence)]


def _forward_picture(diagram, known, new, sentence):
    canvas = diagram.paper()
    for arrow in diagram.graph.arrows:
        pending = arrow.head not in known
        draw_arrow(canvas, diagram, arrow, now=arrow.head in new, pending=pending)
    for name, text in diagram.texts.items():
        pending = name not in known
        text = "" if pending else text
        draw_box(canvas, diagram, name, text, pending=pending, now=name in new)
    time_line(canvas, diagram)
    done = ", ".join(name for name in diagram.graph.names() if name in known)
    return canvas.picture(f"The unfolded graph, computed so far: {done}. {sentence}")


def step_backward(trace):
    """The gradients, from the loss to the left, in the order in which they can be computed.

    A gradient stands under its value. Where two arrows led away from a value, two shares come
    back to it, and they add. The last frame adds up what every step says to the shared V.
    """
    flows, gradients = shares(trace), arriving(trace)
    graph = unfolded(trace)
    texts = {box.name: value_of(trace, box) for box in graph.boxes}
    signs = {name: f"{_named(name)[:2]} = {in_words(g)}" for name, g in gradients.items()}
    wide = {name: max(text, signs.get(name, ""), key=len) for name, text in texts.items()}
    shown = max((in_words(share) for (_, head), share in flows.items() if head[0] != "z"), key=len)
    diagram = Diagram(graph, wide, lines=3)
    room = 0.45 + 0.083 * len(shown) - diagram.box_width / 2  # a share stands left of its arrow
    diagram = replace(diagram, left=max(diagram.left, room))
    frames, known = [], set()
    for new in _groups(trace, graph.names(), gradients):
        known = known | set(new)
        sentence = " ".join(_share_sentence(name, flows, gradients) for name in new)
        picture = _backward_picture(diagram, texts, signs, flows, known, set(new), sentence)
        frames.append(Frame(picture.img(), sentence))
    return Stepper(
        _with_end(frames, _weight_sentence(trace)), "Backward: the gradients, from the loss"
    )


def fork(trace, t):
    """One fork under the magnifying glass: z[t] feeds f[t] and z[t+1], so two gradients add."""
    graph = unfolded(trace)
    names = [f"z[{t}]", f"f[{t}]", f"L[{t}]", f"z[{t + 1}]"]
    missing = [name for name in names if name not in graph.names()]
    if missing:
        raise ValueError(
            f"no {missing[0]} in this trace, so there is no fork at t = {t}: choose a t before the "
            'last step of a run with a loss at every step, read = "every"'
        )
    part = graph.only(lambda box: box.name in names)
    part = replace(part, boxes=tuple(replace(box, lane=box.lane - 1) for box in part.boxes))  # no x
    flows, gradients = shares(trace), arriving(trace)
    texts = {box.name: value_of(trace, box) for box in part.boxes}
    signs = {name: f"{_named(name)} = {in_words(gradients[name])}" for name in names}
    signs[f"L[{t}]"] = ""  # dL/dL is 1
    diagram = Diagram(part, signs, lines=3, left=1.0)
    canvas = diagram.paper()
    for arrow in part.arrows:
        draw_arrow(canvas, diagram, arrow)
    for (tail, head), share in flows.items():
        if tail in names and head in names:
            draw_back(canvas, diagram, tail, head, in_words(share), now=tail == names[0])
    for name in part.names():
        draw_box(canvas, diagram, name, texts[name], signs[name], now=name == names[0])
    time_line(canvas, diagram)
    said = _share_sentence(names[0], flows, gradients)
    return canvas.picture(
        f"A fork: {names[0]} leads up to {names[1]} and right to {names[3]}. {said}"
    )


def _groups(trace, names, gradients):
    """The boxes that get their gradient in one frame: loss and output, then the state."""
    for t in reversed(range(trace.T or 1)):
        at = "" if trace.T is None else f"[{t}]"
        for letters in ("Lf", "z"):
            group = [c + at for c in letters if c + at in names and c + at in gradients]
            if group:
                yield group
    yield from ([name] for name in names if name.endswith("_init") and name in gradients)


def _named(name):
    """The gradient that a box carries: dz[1]; at an output that of the score, ds[1]."""
    return "d" + (name if name.endswith("_init") else score(name))


def _share_sentence(name, flows, gradients):
    """What arrives at a box, from where, and the sum: "dz[1] gets 0.12 from f[1] and …"."""
    if name[0] == "L":
        return f"dL/d{name} = {number(float(gradients[name]))}."
    parts = {head: share for (tail, head), share in reversed(flows.items()) if tail == name}
    listed = " and ".join(f"{in_words(share)} from {head}" for head, share in parts.items())
    total = f"; sum {in_words(gradients[name])}" if len(parts) > 1 else ""
    return f"{_named(name)} gets {listed}{total}."


def _weight_sentence(trace):
    """What each step adds to the gradient of the weight that it shares with the others."""
    letter = "V" if "V" in parameters(trace.model) else "W"
    total = getattr(gradient(trace), letter)
    steps = uses(trace, letter)
    if len(steps) < 2:
        return ""
    if total.size > 1:
        return f" d{letter} is the sum over all {len(steps)} uses of {letter}."
    listed = " + ".join(_signed(number(step.item())) for step in steps)
    return f" {letter} was used {len(steps)} times: d{letter} = {listed} = {number(total.item())}."


def _signed(text):
    return f"({text})" if text.startswith("−") else text


def _backward_picture(diagram, texts, signs, flows, known, new, sentence):
    canvas = diagram.paper()
    for arrow in diagram.graph.arrows:
        draw_arrow(canvas, diagram, arrow)
    for (tail, head), share in flows.items():
        if tail in known:
            draw_back(canvas, diagram, tail, head, in_words(share), now=tail in new)
    for name, text in texts.items():
        gradient_text = signs.get(name, "") if name in known else ""
        draw_box(canvas, diagram, name, text, gradient_text, now=name in new)
    time_line(canvas, diagram)
    done = ", ".join(name for name in texts if name in known)
    return canvas.picture(f"The unfolded graph, gradients so far at {done}. {sentence}")
