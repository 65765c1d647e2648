"""The lecture's walk through a sentence, one picture for each word, and one for the output.

Figures F5–F9 and the missing frame t = 4. All frames have the same size and the same places, so
that nothing jumps from one to the next; what is not computed yet is an empty outline.
"""

import numpy as np

from rnnlib.inputs.names import Name
from rnnlib.pictures.canvas import Canvas
from rnnlib.pictures.columns import Walk, draw_columns, families
from rnnlib.pictures.ink import COLOURS, GREY, INK, colour, tint
from rnnlib.views.graph import symbol
from rnnlib.views.one_step import terms
from rnnlib.views.say import number, one_hot, signed, vector


def walkthrough(trace, words, t):
    """The network has read words 0 … t: each word as a one-hot vector, each state as numbers.

    The formula on top is the step that is highlighted. Its V term has the colour of the arrows
    that bring z[t−1], the memory of all earlier words. At t = 0 there is no earlier word; the
    state before it is zero and drawn as a column of its own.
    """
    walk = Walk.of(trace, words)
    if not 0 <= t < trace.T:
        raise ValueError(f"t = {t}, expected a step of this sentence: 0 to {trace.T - 1}")
    return picture_of_step(walk, t)


def picture_of_step(walk, t):
    """One frame of the walk."""
    canvas = Canvas(walk.width, walk.height)
    draw_columns(canvas, walk, t, current=t)
    _formula(canvas, walk, t)
    memory = ", ".join(families(walk, "z", t))
    alt = (
        f"Step t = {t} of the sentence “{' '.join(walk.words)}”. {step_sentence(walk, t)} "
        f"{_x_sentence(walk, t)} "
        + (f"Arrows labelled {memory} bring the earlier state. " if t and memory else "")
        + ("Later columns are empty." if t < walk.T - 1 else "All words are read.")
    )
    return canvas.picture(alt)


def walkthrough_output(trace, words):
    """The whole sentence is read: the last state, and only it, gives the output f.

    One arrow U leads from z[T−1] to f. Above 0.5 the network says "positive".
    """
    return picture_of_output(Walk.of(trace, words))


def picture_of_output(walk):
    """The last frame of the walk."""
    canvas = Canvas(walk.width, walk.height)
    draw_columns(canvas, walk, walk.T - 1, current=None)
    x, y = walk.column(walk.T - 1), walk.f
    f = _output(walk)
    canvas.arrow((x, walk.top_of_z + 0.36), (x, y - 0.21), colour=COLOURS["U"], lw=2.4)
    canvas.text(x + 0.17, y - 0.42, r"$\mathbf{U}$", size=12, colour=COLOURS["U"])
    canvas.box(x, y, 0.84, 0.4, fill=tint(COLOURS["f"], 0.12), edge=COLOURS["f"], lw=2)
    canvas.text(x, y, rf"$f$ = {number(f)}", size=11)
    _output_formula(canvas, walk, f)
    return canvas.picture(
        f"The whole sentence “{' '.join(walk.words)}” is read. {output_sentence(walk)} "
        "One arrow labelled U leads from the last state to f; no other state is read."
    )


def _output_formula(canvas, walk, f):
    name = Name("f", walk.T - 1)
    parts = terms(walk.trace, name)
    if set(parts) != {"U", "c"}:
        return
    pieces = [
        ("$f = \\tau($ ", INK),
        (r"$\mathbf{U}^{\!\top\!}$", COLOURS["U"]),
        (rf"$\mathbf{{z}}^{{[{walk.T - 1}]}} + c$ $)$", INK),
    ]
    _top_line(canvas, walk, pieces)
    U, c = (number(parts[letter].value.item()) for letter in "Uc")
    pieces = [
        (f"= {walk.trace[name].operation}( ", INK),
        (U, COLOURS["U"]),
        (f" + {signed(c)} ) = {number(f)}: ", INK),
        (verdict(f), COLOURS["f"]),
    ]
    _second_line(canvas, walk, pieces)


def step_sentence(walk, t):
    """What happens at step t, in words and numbers of the record."""
    word, z = walk.words[t], vector(walk.values("z", t))
    if t:
        return f"t = {t}: reads ‘{word}’ and the state z[{t - 1}]; z[{t}] = {z}."
    start = f"z_init = {vector(walk.values('z', -1))}"
    before = "the state before it is zero" if walk.starts_from_zero else start
    return f"t = 0: reads ‘{word}’, the first word; {before}; z[0] = {z}."


def output_sentence(walk):
    """The output after the last word, in words and numbers of the record."""
    f, last = _output(walk), Name("z", walk.T - 1)
    return f"After {walk.T} words: f = {number(f)}, read from {last}: {verdict(f)}."


def _output(walk):
    return float(walk.values("f", walk.T - 1)[0])


def verdict(f):
    """What the sentiment network says: above one half is positive."""
    return "positive" if f > 0.5 else "negative" if f < 0.5 else "undecided"


def _x_sentence(walk, t):
    x = walk.values("x", t)
    if one_hot(x):
        return f"x[{t}] is one-hot, its 1 is at place {int(x.argmax())} of 0 to {len(x) - 1}."
    return f"x[{t}] = {vector(x)}."


def _formula(canvas, walk, t):
    """The formula of the step on top; a step that is no activation of a sum says what it reads."""
    name = Name("z", t)
    parts, start = terms(walk.trace, name), t == 0 and walk.starts_from_zero
    if not parts:
        _top_line(canvas, walk, _as_a_function(walk, name, start))
        return
    products = [
        (_product(letter, term, start), _ink(letter, term, start))
        for letter, term in parts.items()
        if term.factor
    ]
    biases = [rf"$\,+\,{_bare(letter)}$" for letter, term in parts.items() if not term.factor]
    pieces = [(f"${_bare(name)} = \\sigma($ ", INK)]
    pieces += [*_joined(products, r"$\,+\,$"), ("".join(biases) + " $)$", INK)]
    _top_line(canvas, walk, pieces)
    note = f"σ = {walk.trace[name].operation}"
    canvas.text(walk.width - 0.3, walk.height - 0.36, note, size=11, colour=GREY, ha="right")
    if walk.n_z <= 3:
        _numbers(canvas, walk, name, parts, start)


def _numbers(canvas, walk, name, parts, start):
    """Below the formula the same with the recorded numbers."""
    values = {letter: vector(np.atleast_2d(term.value)[0]) for letter, term in parts.items()}
    products = [
        (values[letter], _ink(letter, term, start)) for letter, term in parts.items() if term.factor
    ]
    biases = [f" + {values[letter]}" for letter, term in parts.items() if not term.factor]
    first = (f"= {walk.trace[name].operation}( ", INK)
    _second_line(canvas, walk, [first, *_joined(products, " + "), ("".join(biases) + " )", INK)])


def _as_a_function(walk, name, start):
    """What a step reads, if its formula does not fit on a line: z[t] from z[t−1] and x[t]."""
    state, word = name._replace(t=name.t - 1), Name("x", name.t)
    letters = [families(walk, tail.letter, name.t)[0] for tail in (state, word)]
    inks = [GREY if start else colour(letters[0], GREY), colour(letters[1], GREY)]
    before = r"\mathbf{0}" if start else _bare(state)
    kind = type(walk.trace.model).__name__
    return [
        (f"${_bare(name)} = \\mathrm{{{kind}}}($ ", INK),
        (f"${before}$", inks[0]),
        (r"$,\,$ ", INK),
        (f"${_bare(word)}$", inks[1]),
        (" $)$", INK),
    ]


def _product(letter, term, start):
    before = start and term.factor.letter == "z"
    factor = r"\mathbf{0}" if before else _bare(term.factor)
    return rf"${_bare(letter)}^{{\!\top\!}} {factor}$"


def _ink(letter, term, start):
    return GREY if start and term.factor.letter == "z" else colour(letter, GREY)


def _bare(name):
    return symbol(name).strip("$")


def _joined(pieces, sign):
    """The coloured pieces with a sign between them."""
    between = [part for piece in pieces for part in ((sign, INK), piece)]
    return between[1:]


def _second_line(canvas, walk, pieces):
    canvas.line_of_text(0.82, walk.height - 0.76, pieces, size=11.5, align=(0, 0.5))


def _top_line(canvas, walk, pieces):
    canvas.line_of_text(0.3, walk.height - 0.36, pieces, size=16, align=(0, 0.5))
