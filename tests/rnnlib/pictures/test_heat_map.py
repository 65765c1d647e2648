"""A picture has words, sharp bytes and readable colours; a graph is drawn on its grid."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from rnnlib import (
    Vocabulary,
    draw,
    folded,
    heat_map,
    lecture_example,
    operations,
    picture,
    record,
    style,
    unfolded,
)
from rnnlib.pictures.canvas import Canvas
from rnnlib.pictures.ink import COLOURS, GREY, INK, shade
from rnnlib.views.say import number, vector


@pytest.fixture
def trace():
    model, words = lecture_example()
    return record(model, Vocabulary(words).one_hot(words))


def contrast(a, b):
    def light(colour):
        c = np.array(to_rgb(colour))
        c = np.where(c <= 0.03928, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
        return float(c @ [0.2126, 0.7152, 0.0722])

    high, low = sorted((light(a), light(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def texts(shown):
    return [t.get_text() for t in shown.figure.axes[0].texts]


@pytest.mark.parametrize("alt", ["", "  ", None])
def test_a_picture_without_alt_text_is_refused(alt):
    with pytest.raises(ValueError, match="alt text"):
        picture(Figure(), alt)


def test_a_notebook_gets_png_with_alt_text(trace):
    shown = draw(folded(trace))
    data, metadata = shown._repr_mimebundle_()
    assert set(data) == {"image/png", "text/plain"}
    assert data["text/plain"] == metadata["image/png"]["alt"] == shown.alt
    assert shown.png().startswith(b"\x89PNG") and len(shown.png()) < 150_000


@pytest.mark.slow
def test_the_same_call_gives_the_same_bytes(trace):
    first, second = draw(unfolded(trace)), draw(unfolded(trace))
    assert (first.png(), first.svg()) == (second.png(), second.svg())
    assert first.svg() == first.svg()


def test_curves_with_markers_are_the_same_svg_each_time():
    def curve():
        figure = Figure()
        figure.subplots().plot([0, 1, 2], [1, 0, 1], marker="o")
        return picture(figure, "three points").svg()

    assert curve() == curve() and "<use" in curve()


def test_svg_is_valid_has_real_text_and_no_ids(trace):
    svg = heat_map([[0.12, -0.34]], title="a & b").svg()
    root = ET.fromstring(svg)
    assert root.get("role") == "img" and "0.12" in root.get("aria-label")
    assert root.get("viewBox") and "max-width:100%" in root.get("style")
    assert {"0.12", "−0.34", "a & b"} <= {
        t.text for t in root.iter("{http://www.w3.org/2000/svg}text")
    }
    assert not re.search(r'\bid="', svg) and "http" not in re.sub(r'xmlns[:\w]*="[^"]*"', "", svg)


def test_img_needs_no_file_and_has_alt_text(trace):
    img = draw(folded(trace)).img()
    assert img.count("<") == 1 and img.startswith('<img alt="Graph with')
    assert 'src="data:image/svg+xml,' in img


@pytest.mark.parametrize("colour", [*COLOURS.values(), GREY, INK])
def test_letters_are_readable_on_white(colour):
    assert contrast(colour, "white") >= 4.5


@pytest.mark.parametrize("value", [-1.0, -0.5, 0.0, 0.3, 1.0])
def test_numbers_are_readable_on_their_shade(value):
    assert contrast(INK, shade(value)) >= 4.5


def test_positive_and_negative_shades_differ():
    assert shade(0) == "#ffffff"
    assert shade(0.5) != shade(-0.5) and shade(5) == shade(1)


def test_numbers_are_written_as_in_the_course():
    assert number(-0.2) == "−0.20" and number(-0.001) == "0.00"
    assert vector([0.456, -0.2]) == "(0.46, −0.20)"


def test_unfolded_columns_are_time_and_lanes_are_letters(trace):
    shown = draw(unfolded(trace, upto=2))
    at = {t.get_text(): t.get_position() for t in shown.figure.axes[0].texts}
    z = [at[rf"$\mathbf{{z}}^{{[{t}]}}$"] for t in range(3)]
    assert z[0][1] == z[1][1] == z[2][1] and z[1][0] - z[0][0] == pytest.approx(z[2][0] - z[1][0])
    assert at[r"$\mathbf{x}^{[1]}$"][0] == pytest.approx(z[1][0])
    assert at[r"$\mathbf{x}^{[1]}$"][1] < z[1][1] < at["$f^{[1]}$"][1]
    colours = {t.get_text(): t.get_color() for t in shown.figure.axes[0].texts}
    assert colours[r"$\mathbf{V}$"] == COLOURS["V"]


def test_the_loop_says_that_it_takes_a_step(trace):
    assert "one step" in texts(draw(folded(trace)))
    assert "delay of 1 step" in draw(folded(trace)).alt


def test_operations_show_shapes(trace):
    assert {"5×3", "3×3", "×", "+"} <= set(texts(draw(operations(trace, 1))))


def test_heat_map_says_its_numbers():
    shown = heat_map([[0.5, -1.25]], rows=["good"], columns=["unit 0", "unit 1"], title="W")
    assert {"0.50", "−1.25", "good", "unit 1", "W"} <= set(texts(shown))
    assert "−1.25" in shown.alt and "good" in shown.alt


@pytest.mark.slow
def test_a_large_heat_map_has_no_numbers_but_a_description():
    shown = heat_map(np.random.default_rng(0).normal(size=(40, 60)))
    assert not any("." in text for text in texts(shown))
    assert "40 rows and 60 columns" in shown.alt


@pytest.mark.parametrize("values", [[], [1.0], np.zeros((2, 2, 2))])
def test_a_heat_map_needs_two_axes(values):
    with pytest.raises(ValueError, match="rows, columns"):
        heat_map(values)


def test_names_must_fit_the_axis():
    with pytest.raises(ValueError, match="3 names for an axis of 2"):
        heat_map([[1.0, 2.0]], columns="abc")


def test_slides_are_larger_but_fit_the_projector(trace):
    small = draw(folded(trace)).figure.get_size_inches()
    with style("slides"):
        large = draw(folded(trace)).figure.get_size_inches()
        wide = Canvas(12.5, 5).figure.get_size_inches()
    assert large[0] > 1.2 * small[0] and wide[0] <= 12.8
    with pytest.raises(ValueError, match="notebook"), style("poster"):
        pass


def test_a_word_with_a_dollar_or_a_foreign_letter_is_only_a_word():
    canvas = Canvas(3, 1)
    canvas.word(1.5, 0.5, "$5 好 $6", 2)
    assert canvas.picture("a price").png() and "$5" in canvas.picture("a price").svg()
