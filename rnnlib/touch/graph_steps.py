"""Step through a computational graph: fold and unfold it, values forward, gradients back.

Every sentence is made from the record, as the pictures are.
"""

from dataclasses import replace

from rnnlib.inputs.names import Name
from rnnlib.pictures.diagram import (
    MOST_WIDE,
    Diagram,
    bundles,
    draw_arrow,
    draw_back,
    draw_box,
    time_line,
)
from rnnlib.pictures.graphs import folded_graph, unfolded_part
from rnnlib.touch.stepper import Frame, Stepper
from rnnlib.trace import gradient
from rnnlib.views.gradient_flow import arriving, flow, uses
from rnnlib.views.graph import score, times, unfolded
from rnnlib.views.say import in_words, length, number, signed


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
    arrows = [a for a in unfolded(trace).arrows if a.head == Name("z", t)]
    return next(a.tail for a in arrows if a.tail.t != t)


def step_forward(trace):
    """The values of the unfolded graph in the order in which they are computed."""
    diagram = Diagram.of(unfolded(trace))
    names = [box.name for box in diagram.graph.boxes]
    known, frames = {name for name in names if name.t == -1}, []
    for t in times(trace):
        for letters in ("xz", "fyL"):
            new = {name for name in names if name.t == t and name.letter in letters}
            if new:
                known = known | new
                sentence = _forward_sentence(diagram, new, t)
                picture = _forward_picture(diagram, known, new, sentence)
                frames.append(Frame(picture.img(), sentence))
    return Stepper(_with_end(frames, _loss_sentence(trace)), "Forward: the values, left to right")


def _forward_sentence(diagram, new, t):
    """What was just computed, from what, with its numbers."""
    x, z, f, y, L = (Name(letter, t) for letter in "xzfyL")
    text = diagram.texts
    at = "" if t is None else f"t = {t}: "
    if z in new:
        sources = dict.fromkeys(str(a.tail) for a in diagram.graph.arrows if a.head == z)
        reads = f"reads {x} = {text[x]}. " if x in new else ""
        return f"{at}{reads}{z} is computed from {' and '.join(sources)}: {z} = {text[z]}."
    said = f"{at}{f} is read from {z}: {f} = {text[f]}."
    if L in new:
        said += f" The target is {y} = {text[y]}, so {L} = {text[L]}."
    return said


def _loss_sentence(trace):
    """The loss of the whole sequence, spelled out."""
    losses = [box for box in unfolded(trace).boxes if box.letter == "L"]
    if len(losses) < 2:
        return ""
    sums = " + ".join(number(float(box.value)) for box in losses)
    return f" The whole loss is their sum: L = {sums} = {number(float(trace.value('L')))}."


def _with_end(frames, sentence):
    """The last frame says what comes out in the end."""
    last = frames[-1]
    return [*frames[:-1], Frame(last.html, last.sentence + sentence)]


def _forward_picture(diagram, known, new, sentence):
    canvas = diagram.paper()
    for arrow in bundles(diagram.graph):
        pending = arrow.head not in known
        draw_arrow(canvas, diagram, arrow, now=arrow.head in new, pending=pending)
    for name, text in diagram.texts.items():
        pending = name not in known
        text = "" if pending else text
        draw_box(canvas, diagram, name, text, pending=pending, now=name in new)
    time_line(canvas, diagram)
    done = ", ".join(str(name) for name in diagram.texts if name in known)
    return canvas.picture(f"The unfolded graph, computed so far: {done}. {sentence}")


def step_backward(trace):
    """The gradients, from the loss to the left, in the order in which they can be computed.

    A gradient stands under its value. Where two arrows led away from a value, two shares come
    back to it, and they add. The last frame adds up what every step says to the shared V.
    """
    flows, gradients = flow(trace), arriving(trace)
    plain = Diagram.of(unfolded(trace))
    signs = {name: f"d{score(name).letter} = {in_words(g)}" for name, g in gradients.items()}
    wide = {name: max(text, signs.get(name, ""), key=len) for name, text in plain.texts.items()}
    diagram = replace(plain, texts=wide, lines=3)
    said = {ends: in_words(flows[ends]) for ends in flows if ends[0].letter != "x"}
    if _with_room(diagram, said).size[0] > MOST_WIDE:
        said |= {ends: length(flows[ends]) for ends in said if _is_flat(diagram, ends)}
    diagram = _with_room(diagram, said)
    frames, known = [], set()
    for new in _groups(trace, gradients):
        known = known | set(new)
        sentence = " ".join(_share_sentence(name, flows, gradients) for name in new)
        picture = _backward_picture(diagram, plain.texts, signs, said, known, set(new), sentence)
        frames.append(Frame(picture.img(), sentence))
    return Stepper(
        _with_end(frames, _weight_sentence(trace)), "Backward: the gradients, from the loss"
    )


def fork(trace, t):
    """One fork under the magnifying glass: z[t] feeds f[t] and z[t+1], so two gradients add."""
    graph = unfolded(trace)
    z, f, L, after = names = [Name("z", t), Name("f", t), Name("L", t), Name("z", t + 1)]
    missing = [name for name in names if name not in graph]
    if t < 0 or missing:
        raise ValueError(
            f"no {missing[0] if missing else f} in this trace, so there is no fork at t = {t}: "
            'choose a t before the last step of a run with a loss at every step, read = "every"'
        )
    part = graph.only(lambda box: box.name in names)
    part = replace(part, boxes=tuple(replace(box, lane=box.lane - 1) for box in part.boxes))  # no x
    flows, gradients = flow(trace), arriving(trace)
    signs = {name: f"d{score(name)} = {in_words(gradients[name])}" for name in names}
    signs[L] = ""  # dL/dL is 1
    texts = Diagram.of(part).texts
    said = {ends: in_words(share) for ends, share in flows.items() if set(ends) <= set(names)}
    diagram = _with_room(Diagram(part, signs, lines=3, left=1.0), said)
    canvas = diagram.paper()
    for arrow in bundles(part):
        draw_arrow(canvas, diagram, arrow)
    for (tail, head), text in said.items():
        draw_back(canvas, diagram, tail, head, text, now=tail == z)
    for name, text in texts.items():
        draw_box(canvas, diagram, name, text, signs[name], now=name == z)
    time_line(canvas, diagram)
    sentence = _share_sentence(z, flows, gradients)
    return canvas.picture(f"A fork: {z} leads up to {f} and right to {after}. {sentence}")


def _is_flat(diagram, ends):
    """Whether an arrow stays on its lane, so that its share stands between two boxes."""
    tail, head = (diagram.graph[name] for name in ends)
    return tail.lane == head.lane


def _with_room(diagram, said):
    """The diagram with its columns so far apart that every share can be read."""
    flat = [len(text) for ends, text in said.items() if _is_flat(diagram, ends)]
    up = [len(text) for (tail, head), text in said.items() if tail.t == head.t]
    left = 0.45 + 0.083 * max(up) - diagram.box_width / 2  # a share stands left of its arrow
    left = max(diagram.left, left)
    return replace(diagram, left=left, apart=0.15 + 0.083 * max(flat, default=0))


def _groups(trace, gradients):
    """The boxes that get their gradient in one frame: loss and output, then the state."""
    for t in reversed(times(trace)):
        for letters in ("Lf", "z"):
            group = [Name(k, t) for k in letters if Name(k, t) in gradients]
            if group:
                yield group
    yield from ([name] for name in gradients if name.t == -1)


def _share_sentence(name, flows, gradients):
    """What arrives at a box, from where, and the sum: "dz[1] gets 0.12 from f[1] and …"."""
    if name.letter == "L":
        return f"dL/d{name} = {number(float(gradients[name]))}."
    parts = {head: share for (tail, head), share in reversed(flows.items()) if tail == name}
    listed = " and ".join(f"{in_words(share)} from {head}" for head, share in parts.items())
    total = f"; sum {in_words(gradients[name])}" if len(parts) > 1 else ""
    return f"d{score(name)} gets {listed}{total}."


def _weight_sentence(trace):
    """What each step adds to the gradient of the weight that it shares with the others."""
    letter = _shared(trace)
    steps = uses(trace, letter) if letter else []
    if len(steps) < 2:
        return ""
    total = getattr(gradient(trace), letter)
    if total.size > 1:
        return f" d{letter} is the sum over all {len(steps)} uses of {letter}."
    listed = " + ".join(signed(number(step.item())) for step in steps)
    return f" {letter} was used {len(steps)} times: d{letter} = {listed} = {number(total.item())}."


def _shared(trace):
    """The weight on the way from step to step, V; without time the first one, W."""
    arrows = [arrow for arrow in unfolded(trace).arrows if arrow.letter]
    return next((a.letter for a in arrows if a.tail.t != a.head.t), arrows[0].letter)


def _backward_picture(diagram, texts, signs, said, known, new, sentence):
    canvas = diagram.paper()
    for arrow in bundles(diagram.graph):
        draw_arrow(canvas, diagram, arrow)
    for (tail, head), text in said.items():
        if tail in known:
            draw_back(canvas, diagram, tail, head, text, now=tail in new)
    for name, text in texts.items():
        gradient_text = signs.get(name, "") if name in known else ""
        draw_box(canvas, diagram, name, text, gradient_text, now=name in new)
    time_line(canvas, diagram)
    done = ", ".join(str(name) for name in texts if name in known)
    return canvas.picture(f"The unfolded graph, gradients so far at {done}. {sentence}")
