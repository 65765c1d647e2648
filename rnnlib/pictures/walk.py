"""The lecture's walk through a sentence, one picture for each word, and one for the output.

Figures F5–F9 and the missing frame t = 4. All frames have the same size and the same places, so
that nothing jumps from one to the next; what is not computed yet is an empty outline.
"""

import numpy as np

from rnnlib.pictures.canvas import Canvas
from rnnlib.pictures.columns import Places, draw_columns, one_hot
from rnnlib.pictures.ink import COLOURS, GREY, INK, number, tint, vector
from rnnlib.views.graph import row, symbol, terms

MOST = {"T": 12, "n_x": 8, "n_z": 5}


def walkthrough(trace, words, t):
    """The network has read words 0 … t: each word as a one-hot vector, each state as numbers.

    The formula on top is the step that is highlighted. Its V term has the colour of the arrows
    that bring z[t−1], the memory of all earlier words. At t = 0 there is no earlier word; the
    state before it is zero and drawn as a column of its own.
    """
    places = _checked(trace, words)
    if not 0 <= t < trace.T:
        raise ValueError(f"t = {t}, expected a step of this sentence: 0 to {trace.T - 1}")
    canvas = Canvas(places.width, places.height)
    draw_columns(canvas, places, trace, words, t, current=t)
    _formula(canvas, places, trace, t)
    alt = (
        f"Step t = {t} of the sentence “{' '.join(words)}”. {step_sentence(trace, words, t)} "
        f"{_x_sentence(trace, t)} "
        + ("Arrows labelled V bring the earlier state. " if t else "")
        + ("Later columns are empty." if t < trace.T - 1 else "All words are read.")
    )
    return canvas.picture(alt)


def walkthrough_output(trace, words):
    """The whole sentence is read: the last state, and only it, gives the output f.

    One arrow U leads from z[T−1] to f. Above 0.5 the network says "positive".
    """
    places = _checked(trace, words)
    last = trace.T - 1
    canvas = Canvas(places.width, places.height)
    draw_columns(canvas, places, trace, words, last, current=None)
    x, y = places.column(last), places.f
    f = float(row(trace, f"f[{last}]")[0])
    canvas.arrow((x, places.top_of_z + 0.36), (x, y - 0.21), colour=COLOURS["U"], lw=2.4)
    canvas.text(x + 0.17, y - 0.42, r"$\mathbf{U}$", size=12, colour=COLOURS["U"])
    canvas.box(x, y, 0.84, 0.4, fill=tint(COLOURS["f"], 0.12), edge=COLOURS["f"], lw=2)
    canvas.text(x, y, rf"$f$ = {number(f)}", size=11)
    pieces = [
        ("$f = \\tau($ ", INK),
        (r"$\mathbf{U}^{\!\top\!}$", COLOURS["U"]),
        (rf"$\mathbf{{z}}^{{[{last}]}} + c$ $)$", INK),
    ]
    _top_line(canvas, places, pieces)
    parts = terms(trace[f"f[{last}]"], trace)
    pieces = [
        (f"= {trace.model.tau}( ", INK),
        (number(parts["U"].item()), COLOURS["U"]),
        (f" + {_signed(parts['c'].item())} ) = {number(f)}: ", INK),
        (verdict(f), COLOURS["f"]),
    ]
    _second_line(canvas, places, pieces)
    return canvas.picture(
        f"The whole sentence “{' '.join(words)}” is read. {output_sentence(trace, words)} "
        "One arrow labelled U leads from the last state to f; no other state is read."
    )


def step_sentence(trace, words, t):
    """What happens at step t, in words and numbers of the record."""
    z = vector(row(trace, f"z[{t}]"))
    if t:
        return f"t = {t}: reads ‘{words[t]}’ and the state z[{t - 1}]; z[{t}] = {z}."
    start = row(trace, "z_init")
    before = "the state before it is zero" if not start.any() else f"z_init = {vector(start)}"
    return f"t = 0: reads ‘{words[0]}’, the first word; {before}; z[0] = {z}."


def output_sentence(trace, words):
    """The output after the last word, in words and numbers of the record."""
    f = float(row(trace, f"f[{trace.T - 1}]")[0])
    return f"After {len(words)} words: f = {number(f)}, read from z[{trace.T - 1}]: {verdict(f)}."


def verdict(f):
    """What the sentiment network says: above one half is positive."""
    return "positive" if f > 0.5 else "negative" if f < 0.5 else "undecided"


def _x_sentence(trace, t):
    x = row(trace, f"x[{t}]")
    if one_hot(x):
        return f"x[{t}] is one-hot, its 1 is at place {int(x.argmax())} of 0 to {len(x) - 1}."
    return f"x[{t}] = {vector(x)}."


def _checked(trace, words):
    if trace.T is None:
        raise ValueError("this trace is of a dense net, which has no time; use dense_weights")
    if len(words) != trace.T:
        raise ValueError(f"{len(words)} words for T = {trace.T} steps; give one word for each step")
    terms(trace["z[0]"], trace)  # raises for a network that steps in another way
    sizes = {"T": trace.T, "n_x": trace.model.n("n_x"), "n_z": trace.model.n("n_z")}
    for axis, most in MOST.items():
        if sizes[axis] > most:
            raise ValueError(
                f"{axis} = {sizes[axis]} is too large to draw with every number, at most {most}; "
                "use read_along, which shows large networks and long sentences as tables"
            )
    n_f = trace.model.n("n_f")
    if n_f != 1:
        raise ValueError(
            f"n_f = {n_f}, but this picture says positive or negative, which "
            "needs n_f = 1; use draw(unfolded(trace))"
        )
    terms(trace[f"f[{trace.T - 1}]"], trace)
    return Places(**sizes)


def _formula(canvas, places, trace, t):
    start = t == 0 and not row(trace, "z_init").any()
    before = r"\mathbf{0}" if start else symbol(f"z[{t - 1}]" if t else "z_init").strip("$")
    pieces = [
        (rf"$\mathbf{{z}}^{{[{t}]}} = \sigma($ ", INK),
        (rf"$\mathbf{{V}}^{{\!\top\!}} {before}$", GREY if start else COLOURS["V"]),
        (r"$\,+\,$", INK),
        (rf"$\mathbf{{W}}^{{\!\top\!}} \mathbf{{x}}^{{[{t}]}}$", COLOURS["W"]),
        (r"$\,+\,\mathbf{b}$ $)$", INK),
    ]
    _top_line(canvas, places, pieces)
    note = f"σ = {trace.model.sigma}"
    canvas.text(places.width - 0.3, places.height - 0.36, note, size=11, colour=GREY, ha="right")
    _numbers(canvas, places, trace, t, GREY if start else COLOURS["V"])


def _numbers(canvas, places, trace, t, colour):
    """Below the formula the same with the recorded numbers, where they fit on the line."""
    parts = terms(trace[f"z[{t}]"], trace)
    V, W, b = (vector(np.atleast_2d(parts[letter])[0]) for letter in "VWb")
    pieces = [
        (f"= {trace.model.sigma}( ", INK),
        (V, colour),
        (" + ", INK),
        (W, COLOURS["W"]),
        (f" + {b} )", INK),
    ]
    if places.n_z <= 3:
        _second_line(canvas, places, pieces)


def _second_line(canvas, places, pieces):
    canvas.line_of_text(0.82, places.height - 0.76, pieces, size=11.5, align=(0, 0.5))


def _signed(value):
    return f"({number(value)})" if value < 0 else number(value)


def _top_line(canvas, places, pieces):
    canvas.line_of_text(0.3, places.height - 0.36, pieces, size=16, align=(0, 0.5))
