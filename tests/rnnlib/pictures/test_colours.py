"""Colour is never the only carrier: for eyes that see fewer colours, and on grey paper.

What other eyes see is simulated with the matrices of Machado, Oliveira and Fernandes, "A
physiologically-based model for simulation of color vision deficiency", IEEE Transactions on
Visualization and Computer Graphics 15 (2009), table 1, severity 1, on linear RGB. How far apart two
colours look is their distance in CIELAB (CIE 1976); 2.3 is just noticeable, and 20 is easily seen.
"""

from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_hex, to_rgb
from matplotlib.patches import FancyArrowPatch
from matplotlib.text import Text

from rnnlib import (
    OutputRNN,
    lecture_example,
    line_plot,
    record,
    squared_error,
    three_steps,
    walkthrough,
)
from rnnlib.pictures import ink
from rnnlib.pictures.graphs import draw, folded_graph, output_recurrence, unfolded_graph
from rnnlib.text import Vocabulary
from rnnlib.views.graph import unfolded
from rnnlib.views.say import number

EYES = {
    "all colours": np.eye(3),
    "no red cones": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "no green cones": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "no blue cones": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
    "grey paper": [[0.2126, 0.7152, 0.0722]] * 3,
}
EASILY_SEEN = 20.0
each_eye = pytest.mark.parametrize("eye", EYES)


def linear(colour):
    """sRGB without its gamma (IEC 61966-2-1)."""
    rgb = np.array(to_rgb(colour))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    """CIELAB of linear RGB, white point D65."""
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    x, y, z = np.array(to_xyz) @ rgb / (0.9505, 1.0, 1.089)
    f = [np.cbrt(v) if v > (6 / 29) ** 3 else v / (3 * (6 / 29) ** 2) + 4 / 29 for v in (x, y, z)]
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def apart(one, other, eye="all colours"):
    """How different two colours look to an eye."""
    seen = [lab(np.clip(np.array(EYES[eye]) @ linear(c), 0, 1)) for c in (one, other)]
    return float(np.linalg.norm(seen[0] - seen[1]))


def contrast(one, other):
    """The ratio of WCAG 2.2, 1 to 21."""
    light = sorted(np.array([0.2126, 0.7152, 0.0722]) @ linear(c) + 0.05 for c in (one, other))
    return light[1] / light[0]


@pytest.fixture(scope="module")
def sentence():
    model, words = lecture_example()
    return record(model, Vocabulary(words).one_hot(words), read="last"), words


def figures(sentence):
    trace, words = sentence
    small, x, y = three_steps()
    every = record(small, x, y, squared_error)
    fed_back = OutputRNN.initialise(1, 2, 1, rng=np.random.default_rng(0))
    return {
        "walkthrough": walkthrough(trace, words, t=3),
        "unfolded view": draw(unfolded(trace)),
        "folded_graph": folded_graph(every),
        "unfolded_graph": unfolded_graph(every),
        "output_recurrence": output_recurrence(record(fed_back, x, y, squared_error)),
    }


# --- the simulation itself ------------------------------------------------------------------------


@each_eye
def test_every_eye_sees_white_as_white_and_black_as_black(eye):
    for colour in ("#FFFFFF", "#000000", "#808080"):
        seen = np.array(EYES[eye]) @ linear(colour)
        assert np.allclose(seen, linear(colour), atol=2e-3)


def test_red_and_green_are_far_apart_but_not_for_eyes_without_green_cones():
    red, green = "#D00000", "#6A7A00"
    assert apart(red, green) > 60 > 30 > apart(red, green, "no green cones")


def test_distance_and_contrast_are_those_of_their_standards():
    assert apart("#FFFFFF", "#000000") == pytest.approx(100, abs=0.1)
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


# --- readable -------------------------------------------------------------------------------------


def test_all_ink_is_readable_on_its_paper():
    for colour in {*ink.COLOURS.values(), ink.INK, ink.GREY}:
        for paper in ("#FFFFFF", ink.BAND, ink.tint(colour, 0.1)):
            assert contrast(colour, paper) >= 4.5, (colour, paper)
    for value in np.linspace(-1, 1, 21):
        assert contrast(ink.INK, ink.shade(value)) >= 4.5


# --- never colour alone ---------------------------------------------------------------------------


def close_pairs(eye):
    """The letters whose colours are no more easily told apart by an eye."""
    for one, other in combinations(ink.COLOURS, 2):
        if apart(ink.COLOURS[one], ink.COLOURS[other], eye) < EASILY_SEEN:
            yield {one, other}


def test_some_letters_do_come_close_so_that_labels_are_needed():
    assert list(close_pairs("grey paper"))
    assert len(list(close_pairs("no green cones"))) >= len(list(close_pairs("all colours")))


@pytest.mark.parametrize("eye", [eye for eye in EYES if eye != "grey paper"])
def test_v_the_recurrence_stands_out_from_w_and_u_for_every_eye_that_sees_colours(eye):
    """W and U come close for eyes without blue cones; they are never in the same place."""
    for other in "WU":
        assert apart(ink.COLOURS["V"], ink.COLOURS[other], eye) >= EASILY_SEEN, other


def letters_of(colour):
    return {letter for letter, own in ink.COLOURS.items() if own.lower() == colour.lower()}


@pytest.mark.slow
@each_eye
def test_wherever_two_colours_come_close_a_written_letter_tells_them_apart(eye, sentence):
    """An arrow in the colour of a letter that others are close to has this letter beside it."""
    confusable = set().union(*close_pairs(eye), set())
    seen = 0
    for name, picture in figures(sentence).items():
        texts = picture.figure.findobj(Text)
        written = {to_hex(t.get_color()): "" for t in texts}
        for text in texts:
            written[to_hex(text.get_color())] += text.get_text()
        for arrow in picture.figure.findobj(FancyArrowPatch):
            colour = to_hex(arrow.get_edgecolor())
            letters = letters_of(colour) & confusable
            if letters:
                seen += 1
                assert any(letter in written.get(colour, "") for letter in letters), (name, letters)
    assert seen or eye != "grey paper"


@each_eye
def test_curves_are_told_apart_by_their_dashes_where_colours_come_close(eye):
    x = np.arange(5)
    lines = (
        line_plot(x, {f"curve {i}": x + i for i in range(4)}, x_label="x", y_label="y")
        .figure.axes[0]
        .lines
    )
    for one, other in combinations(lines, 2):
        if apart(one.get_color(), other.get_color(), eye) < EASILY_SEEN:
            assert one.get_linestyle() != other.get_linestyle()
    assert len({line.get_linestyle() for line in lines}) == 4


def test_the_sign_of_a_value_is_written_and_not_only_shaded(sentence):
    """Green and violet are close on grey paper, so every shaded box carries its number."""
    assert apart(ink.POSITIVE, ink.NEGATIVE, "grey paper") < EASILY_SEEN
    trace, words = sentence
    texts = [t.get_text() for t in walkthrough(trace, words, t=1).figure.findobj(Text)]
    for value in np.ravel(trace.value("z[1]")):
        assert number(value) in texts
