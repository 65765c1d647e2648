"""What a picture shows, asked of its artists; small recorded graphs to draw."""

from functools import cache
from itertools import combinations

import numpy as np
import pytest
from matplotlib.text import Text

import rnnlib.pictures.canvas
from rnnlib import (
    DenseNet,
    Vocabulary,
    binary_cross_entropy,
    lecture_example,
    record,
    squared_error,
    three_steps,
)


def shown_texts(shown):
    return [a for a in shown.figure.findobj(Text) if a.get_text() and a.get_visible()]


def numbers(shown):
    return [a.get_text() for a in shown_texts(shown)]


def boxes(shown):
    renderer = shown.figure.canvas.get_renderer()
    return [(a.get_text(), a.get_window_extent(renderer)) for a in shown_texts(shown)]


def check_places(shown):
    shown.figure.draw_without_rendering()  # places the formula
    width, height = shown.figure.bbox.size
    places = boxes(shown)
    for text, box in places:
        assert box.x0 >= 0 and box.x1 <= width and box.y0 >= 0 and box.y1 <= height, text
    for (a, one), (b, two) in combinations(places, 2):
        apart = one.x1 <= two.x0 + 1 or two.x1 <= one.x0 + 1
        apart = apart or one.y1 <= two.y0 + 1 or two.y1 <= one.y0 + 1
        assert apart, (a, b)


def trace_input(trace):
    return np.stack([trace.value(f"x[{t}]")[0] for t in range(trace.T)])


def sentence(read="every", z_init=None):
    model, words = lecture_example()
    y = np.ones((5, 1) if read == "every" else 1)
    x = Vocabulary(words).one_hot(words)
    return record(model, x, y, binary_cross_entropy, read=read, z_init=z_init)


def dense():
    model, _ = lecture_example()
    net = DenseNet(model.W, model.b, model.U, model.c)
    return record(net, np.eye(5)[2], [1.0], binary_cross_entropy)


def small(**options):
    return record(*three_steps(), squared_error, **options)


def with_id(shown, gid):
    return shown.figure.findobj(lambda artist: artist.get_gid() == gid)


@cache  # a stepper takes about a second, and many tests look at the same one
def stepped(make):
    """A stepper and the pictures of its frames."""
    pictures, img = [], rnnlib.pictures.canvas.Picture.img
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            rnnlib.pictures.canvas.Picture,
            "img",
            lambda self: (pictures.append(self), img(self))[1],
        )
        return make(), pictures
