"""Ink: one colour for each letter of the lecture, sizes for notebook and slides."""

from contextlib import contextmanager
from contextvars import ContextVar

import matplotlib
import numpy as np
from matplotlib.colors import to_hex, to_rgb

# One colour for each letter of the lecture. To give V another colour, change this one line.
# Okabe and Ito's colour-blind-safe hues, darkened until they are readable as text on white.
COLOURS = {
    "x": "#4A4A4A",
    "W": "#0067A3",
    "z": "#7B3F98",
    "V": "#B84300",
    "U": "#00704F",
    "f": "#00704F",
    "b": "#5C5C00",
    "c": "#5C5C00",
    "s": "#4A4A4A",
    "L": "#A3004F",
    "y": "#7A5200",
}
INK, GREY, FAINT, BAND = "#1A1A1A", "#666666", "#C8C8C8", "#F3F1EA"
POSITIVE, NEGATIVE = "#7FBF7B", "#B99AD0"  # the deepest shades of values; black stays readable

RC = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "mathtext.fontset": "dejavusans",
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "rnnlib",  # the same picture has the same ids
    "text.color": INK,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "figure.facecolor": "white",  # opaque: readable in a dark theme too
    "savefig.facecolor": "white",
}
FONT = {"family": "DejaVu Sans", "math_fontfamily": "dejavusans"}  # as in RC, for one text
FONTS = "DejaVu Sans, Verdana, sans-serif"  # Verdana is as wide, where DejaVu is missing
SLIDE = (12.8, 7.2)  # inches of a 1280 x 720 projector, 100 dots each
SIZES = {"notebook": 1.0, "slides": 1.4}
SIZE = ContextVar("size", default="notebook")
# What is not the look of a picture: where windows open, and what a program does with them.
NO_LOOK = tuple("backend interactive toolbar webagg tk. figure.hooks savefig.directory".split())
PLAIN = {k: v for k, v in matplotlib.rcParamsDefault.items() if not k.startswith(NO_LOOK)}
_drawing = ContextVar("drawing", default=False)


@contextmanager
def drawing():
    """Draw in the course's own look: Matplotlib's defaults and RC, whatever the user has set."""
    if _drawing.get():
        yield
        return
    token = _drawing.set(True)
    try:
        with _own_look():
            yield
    finally:
        _drawing.reset(token)


def _own_look():
    size = SIZES[SIZE.get()]
    wanted = PLAIN | RC | {"font.size": 10 * size, "lines.linewidth": 1.5 * size}
    now = dict.copy(matplotlib.rcParams)  # as it is: rcParams itself would look for a backend
    return matplotlib.rc_context({k: v for k, v in wanted.items() if now.get(k) != v})


@contextmanager
def style(name):
    """Draw for a "notebook" (the default) or, larger, for "slides": `with style("slides"): …`."""
    if name not in SIZES:
        raise ValueError(f'style {name!r} is unknown; choose "notebook" or "slides"')
    token = SIZE.set(name)
    try:
        with _own_look():
            yield
    finally:
        SIZE.reset(token)


def family(letter):
    """The letter of the lecture that a parameter's name begins with: W for W_u and for Wz."""
    return letter[0] if letter[:1] in tuple("WVUbc") else letter


def colour(letter, other=INK):
    """The colour of a letter, of W for W_u; `other` for what the lecture has no letter for."""
    return COLOURS.get(family(letter), other)


def tint(pure, share):
    """A colour mixed with white; `share` = 1 is the colour itself."""
    return to_hex(1 - share * (1 - np.array(to_rgb(pure))))


def shade(value, largest=1.0):
    """The background for a value: white at 0, greener above, more violet below."""
    share = min(abs(value) / largest, 1.0) if largest else 0.0
    return tint(POSITIVE if value > 0 else NEGATIVE, share)
