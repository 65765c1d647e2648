"""Make the printable page: `python course.py sheet` writes build/sheet.html and build/sheet.pdf.

All formulas, shapes and pictures of the course on one page (A4, landscape). The pictures are drawn
from recorded runs, the formulas are in `FORMULAS`, and the tests compute with them. The PDF needs a
browser such as Chromium; without one, open the HTML page in any browser and print it.
"""

import argparse
import re
from html import escape
from pathlib import Path

from tools.export.pdf import print_page
from tools.launch.console import say
from tools.launch.trouble import Trouble

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build"

# What it is, the formula of the lecture, the line of code. Code speaks of one step t; `z_old` is
# z[t−1] (z_init at t = 0), and `da_next` is 0 after the last step.
FORMULAS = {
    "Forward": (
        ("state", "z[t] = σ(Vᵀz[t−1] + Wᵀx[t] + b)", "sigma(z_old @ V + x @ W + b)"),
        ("score", "s[t] = c + Uᵀz[t]", "c + z @ U"),
        ("prediction", "f[t] = τ(s[t])", "tau(s)"),
        ("loss", "L = 1/B Σ rows Σ t L[t]", ""),
    ),
    "Backward, from the last step to the first": (
        ("cross-entropy", "ds[t] = (f[t] − y[t]) / B", "(f - y) / B"),
        ("fork", "dz[t] = U ds[t] + V da[t+1]", "ds @ U.T + da_next @ V.T"),
        ("through tanh", "da[t] = dz[t] · (1 − z[t] · z[t])", "dz * (1 - z * z)"),
        ("first state", "dz_init = V da[0]", "da @ V.T"),
    ),
    "Shared weights: sums over t": (
        ("dW", "Σ t x[t] da[t]ᵀ", "x.T @ da"),
        ("dV", "Σ t z[t−1] da[t]ᵀ", "z_old.T @ da"),
        ("db", "Σ t da[t]", "da.sum(axis=0)"),
        ("dU", "Σ t z[t] ds[t]ᵀ", "z.T @ ds"),
        ("dc", "Σ t ds[t]", "ds.sum(axis=0)"),
    ),
}
SHAPES = (
    ("x", "(T, B, n_x)", "input; time is the first axis, t = 0 the first step"),
    ("z", "(T, B, n_z)", "state; z_init is the one before the first step"),
    ("f", "(T, B, n_f)", "prediction; s the score, y the target"),
    ("W", "(n_x, n_z)", "input → hidden"),
    ("V", "(n_z, n_z)", "hidden → hidden; output recurrence: (n_f, n_z)"),
    ("U", "(n_z, n_f)", "hidden → output"),
    ("b", "(n_z,)", "bias of the hidden layer; c (n_f,) that of the output"),
)
TRAPS = (
    "At t = 0 read z_init, never z[−1].",
    "Time first: moveaxis, not reshape.",
    "At the fork of z[t], two gradients add.",
    "Compute a loss from the score s, not from f.",
    "Padding is a step: pack, or equal lengths.",
    "What frameworks call output is z.",
    "Give the simple rival beside every result.",
    "Check gradients: ±1e-5 in float64.",
)
ELSEWHERE = ("the lecture's lab", "PyTorch nn.RNN", "Keras SimpleRNN", "d2l", "deeplearning.ai")
STYLE = """
@page { size: A4 landscape; margin: 0 }
* { box-sizing: border-box }
body { margin: 0; padding: 7mm 8mm; width: 297mm; height: 209mm; overflow: hidden; background: #fff;
  font: 8.6pt/1.35 "DejaVu Sans", Verdana, sans-serif; color: #1a1a1a }
h1 { font-size: 13pt; margin: 0 0 2mm }
h2 { font-size: 9.5pt; margin: 2.5mm 0 1mm; border-bottom: 0.3mm solid #c8c8c8 }
section > h2:first-child { margin-top: 0 }
.page { display: grid; gap: 3mm 6mm; grid-template-columns: 110mm 86mm minmax(0, 1fr);
  grid-template-rows: auto 1fr; grid-template-areas: "left middle right" "left below below" }
table { border-collapse: collapse; width: 100% }
td { padding: 0.35mm 1.5mm 0.35mm 0; vertical-align: baseline }
code { font: 7.4pt "DejaVu Sans Mono", Consolas, monospace; color: #444; white-space: nowrap }
sup, sub { font-size: 70%; line-height: 0 }
img { width: 100%!important; max-height: none!important; display: block }
ul, p { margin: 1mm 0 } ul { padding-left: 4mm } .small { font-size: 7.6pt }
.two { display: grid; grid-template-columns: 2fr 3fr; gap: 3mm; align-items: end }
.two img, .step img { object-position: center!important } .step img { height: 62mm!important }
.low img { height: 57mm!important; object-position: center!important }
"""


def formula(text):
    """A formula as HTML: each letter of the lecture bold and in its colour, [t] raised."""
    from rnnlib.pictures.ink import COLOURS

    def coloured(match):
        before, letter = match.groups()
        return f'{before}<b style="color:{COLOURS[letter]}">{letter}</b>'

    text = re.sub(r"(?<![A-Za-z_])(d?)([WVUbczxfsyL])(?![a-z])", coloured, escape(text))
    text = re.sub(r"(?<=n)_([xzf])", r"<sub>\1</sub>", text)
    text = text.replace("</b>_init", "<sub>init</sub></b>")
    text = re.sub(r"Σ (t|rows) ", r"Σ<sub>\1</sub> ", text)
    return re.sub(r"(\[t?[^\]]*\]|ᵀ|²)", r"<sup>\1</sup>", text).replace("ᵀ", "⊤").replace("²", "2")


def pictures():
    """The pictures of the page as <img> with alt text, drawn from recorded runs."""
    import rnnlib

    model, words = rnnlib.lecture_example()
    trace = rnnlib.record(model, rnnlib.Vocabulary(words).one_hot(words), read="last")
    small = rnnlib.record(*rnnlib.three_steps(), rnnlib.squared_error)
    drawn = {
        "reading": rnnlib.walkthrough_output(trace, words),
        "folded": rnnlib.folded_graph(small),
        "unfolded": rnnlib.unfolded_graph(small),
        "step": rnnlib.operations_of_one_step(small, 1),
        "wirings": rnnlib.wirings(),
    }
    return {name: picture.img() for name, picture in drawn.items()}


def table(lines):
    """A table whose cells are HTML already."""
    rows = ("".join(f"<td>{cell}</td>" for cell in line) for line in lines)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def code(text):
    """A word or line of code."""
    return f"<code>{escape(text)}</code>" if text else ""


def part(heading, *content):
    """A heading with what stands below it."""
    return f"<h2>{escape(heading)}</h2>" + "".join(content)


def formulas():
    """Letters, shapes and all formulas: the first column of the page."""
    yield part(
        "Letters and shapes",
        table((formula(letter), code(shape), escape(means)) for letter, shape, means in SHAPES),
    )
    for heading, lines in FORMULAS.items():
        yield part(
            heading,
            table((escape(what), formula(written), code(typed)) for what, written, typed in lines),
        )
    total = formula("n_x n_z + n_z² + n_z + n_z n_f + n_f")
    yield f"<p>A gradient has the shape of what it belongs to. Parameters: {total}, for any T.</p>"
    yield part("The same letters elsewhere", f'<div class="small">{table(elsewhere())}</div>')


def elsewhere():
    """Our letters in other places, from the table that is tested."""
    from rnnlib.elsewhere import notations

    yield "", formula("W"), formula("V"), formula("U"), "axes"
    for row in map(notations.notation, ELSEWHERE):
        axes = f"({', '.join(row.axes)})"
        yield row.name, code(row.W), code(row.V), code(row.U), code(axes)


def page():
    """The whole page as HTML, pictures included."""
    img = pictures()
    graphs = f'<div class="two">{img["folded"]}{img["unfolded"]}</div>'
    traps = "".join(f"<li>{escape(trap)}</li>" for trap in TRAPS)
    areas = {
        "left": "".join(formulas()),
        "middle": part("Reading a sentence", img["reading"]) + part("Folded and unfolded", graphs),
        "right": part("The operations of one step", f'<div class="step">{img["step"]}</div>')
        + part("Traps", f"<ul>{traps}</ul>"),
        "below": part(
            "Five wirings, and where an answer is asked", f'<div class="low">{img["wirings"]}</div>'
        ),
    }
    sections = "".join(
        f'<section style="grid-area: {area}">{content}</section>' for area, content in areas.items()
    )
    title = "Recurrent neural networks, on one page"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}</style></head><body><h1>{title}</h1>"
        f'<div class="page">{sections}</div></body></html>'
    )


def main(arguments=None):
    """The command."""
    parser = argparse.ArgumentParser(prog="python course.py sheet", description=__doc__)
    parser.parse_args(arguments)
    FOLDER.mkdir(exist_ok=True)
    html, pdf = FOLDER / "sheet.html", FOLDER / "sheet.pdf"
    html.write_text(page(), encoding="utf-8")
    try:
        print_page(html, pdf)
    except Trouble as trouble:
        say(
            f"Written: build/sheet.html. There is no PDF, {trouble}: open the file in your browser "
            "and print it (A4, landscape, no margins)."
        )
    else:
        say("Written: build/sheet.pdf (and build/sheet.html)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
