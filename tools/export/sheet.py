"""Make the printable page: `python course.py sheet` writes build/sheet.html and build/sheet.pdf.

All formulas, shapes and pictures of the course on one page (A4, landscape). The pictures are drawn
from recorded runs, the formulas are in `FORMULAS`, and the tests compute with them. The PDF needs a
browser such as Chromium; without one, open the HTML page in any browser and print it.
"""

import re
from html import escape
from pathlib import Path

from tools.export.pdf import print_page
from tools.launch.console import say
from tools.launch.trouble import Trouble
from tools.launch.typed import Parser

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
    model, x, y = rnnlib.three_steps()
    small = rnnlib.record(model, x, y, rnnlib.squared_error)
    drawn = {
        "reading": rnnlib.walkthrough_output(trace, words),
        "folded": rnnlib.folded_graph(small),
        "unfolded": rnnlib.unfolded_graph(small),
        "step": rnnlib.operations_of_one_step(small, 1),
        "wirings": rnnlib.wirings(),
    }
    return {name: picture.img() for name, picture in drawn.items()}


def page():
    """The whole page as HTML, pictures included; sheet.html.j2 says where all of it stands."""
    from jinja2 import Environment, FileSystemLoader  # every learner has it: JupyterLab needs it
    from markupsafe import Markup

    from rnnlib.elsewhere import notations

    folder = Path(__file__).parent
    pages = Environment(loader=FileSystemLoader(folder), autoescape=True, trim_blocks=True)
    pages.filters["formula"] = lambda text: Markup(formula(text))
    return pages.get_template("sheet.html.j2").render(
        shapes=SHAPES,
        formulas=FORMULAS,
        elsewhere=[notations.notation(name) for name in ELSEWHERE],
        traps=TRAPS,
        pictures={name: Markup(image) for name, image in pictures().items()},
    )


def main(arguments=None):
    """The command."""
    parser = Parser(prog="python course.py sheet", description=__doc__)
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
