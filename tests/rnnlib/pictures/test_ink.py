"""The course's look is its own: nothing that somebody has set for Matplotlib changes a picture."""

import os
import subprocess
import sys

import matplotlib
import numpy as np
import pytest
from browser import ROOT

from rnnlib import Vocabulary, heat_map, lecture_example, line_plot, record, style, word_map
from rnnlib.pictures.ink import NO_LOOK, PLAIN
from rnnlib.pictures.walk import walkthrough

SET = {
    "usetex": {"text.usetex": True},  # fails where there is no LaTeX
    "transparent": {"savefig.transparent": True},
    "fonts": {"font.size": 23, "font.family": "monospace", "axes.labelsize": "xx-large"},
    "mathematics": {"mathtext.fontset": "cm", "axes.formatter.use_mathtext": True},
    "lines": {"lines.linewidth": 9, "lines.markersize": 30, "patch.linewidth": 5},
    "layout": {"figure.autolayout": True, "savefig.bbox": "tight", "savefig.pad_inches": 2},
    "dots": {"figure.dpi": 31, "savefig.dpi": 57, "figure.figsize": (1, 1)},
    "dark": {"figure.facecolor": "black", "axes.facecolor": "black", "text.color": "red"},
    "grid": {"axes.grid": True, "axes.spines.left": False, "xtick.direction": "in"},
    "sketch": {"path.sketch": (1, 100, 2), "path.simplify": False, "text.antialiased": False},
    "cycle": {"axes.prop_cycle": matplotlib.cycler(color=["pink", "lime"]), "image.cmap": "jet"},
    "limits": {"axes.xmargin": 0.5, "axes.autolimit_mode": "round_numbers", "legend.loc": "best"},
    "comma": {"axes.unicode_minus": False, "axes.formatter.limits": (-1, 1)},
    "svg": {"svg.fonttype": "path", "svg.hashsalt": None, "svg.image_inline": False},
}


def pictures():
    """Each way in which the course draws, as a notebook stores it and as a page shows it."""
    model, words = lecture_example()
    trace = record(model, Vocabulary(words).one_hot(words))
    x = np.arange(5)
    shown = [
        line_plot(x, {"a": x**2.0, "b": -x / 3.0}, x_label="epoch", y_label="loss"),
        heat_map(np.linspace(-1, 1, 6).reshape(2, 3), rows=["a", "b"], columns=["x", "y", "z"]),
        walkthrough(trace, words, 2),
        word_map(np.eye(5)[:, :3] + 0.1, list("abcde"), groups={"vowels": ["a", "e"]}),
    ]
    return [picture.svg() for picture in shown] + [shown[0].png(60)]


@pytest.fixture(scope="module")
def own():
    return {"notebook": pictures(), "slides": in_slides()}


def in_slides():
    with style("slides"):
        return pictures()


@pytest.mark.slow
@pytest.mark.parametrize("name", SET)
def test_what_the_user_has_set_changes_no_picture(own, name):
    with matplotlib.rc_context(SET[name]):
        before = dict.copy(matplotlib.rcParams)
        assert pictures() == own["notebook"]
        assert dict.copy(matplotlib.rcParams) == before  # and theirs stays theirs


def test_all_of_it_together_changes_no_slide(own):
    everything = {key: value for settings in SET.values() for key, value in settings.items()}
    with matplotlib.rc_context(everything):
        assert in_slides() == own["slides"]
    assert own["slides"] != own["notebook"]


@pytest.mark.slow
def test_a_style_sheet_and_a_picture_that_is_stored_later_change_nothing(own):
    with matplotlib.style.context("dark_background"):
        assert pictures() == own["notebook"]
    picture = line_plot(np.arange(3), {"a": np.arange(3.0)}, x_label="x", y_label="y")
    plain = picture.png()
    with matplotlib.rc_context(SET["transparent"] | SET["dots"] | SET["layout"]):
        assert picture.png() == plain


@pytest.mark.slow
def test_a_matplotlibrc_beside_the_notebooks_changes_nothing(tmp_path):
    """As a user has it: read when Matplotlib is imported."""
    (tmp_path / "matplotlibrc").write_text(
        "text.usetex: True\nsavefig.transparent: True\nfont.size: 20\nlines.linewidth: 7\n"
        "figure.autolayout: True\nfont.family: serif\nfigure.facecolor: black\n"
    )
    code = (
        "import hashlib, numpy as np, rnnlib; "
        "p = rnnlib.line_plot(np.arange(3), {'a': np.arange(3.)}, x_label='x', y_label='$x$'); "
        "print(hashlib.sha256(p.png()).hexdigest())"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for folder in (tmp_path, ROOT)
    ]
    assert said[0] == said[1] != ""


def test_what_is_no_look_stays_the_users():
    assert not [name for name in PLAIN if name.startswith(NO_LOOK)]
    assert {"text.usetex", "font.size", "savefig.transparent"} <= set(PLAIN)
    with matplotlib.rc_context({"interactive": True}), style("notebook"):
        assert matplotlib.rcParams["interactive"]
