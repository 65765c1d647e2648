"""The walk through a sentence: the numbers are the trace's, nothing overlaps, nothing jumps."""

from dataclasses import replace

import numpy as np
import pytest
from seen import check_places, numbers, shown_texts, trace_input

from rnnlib import (
    RNN,
    DenseNet,
    Vocabulary,
    lecture_example,
    record,
    style,
    walkthrough,
    walkthrough_output,
)
from rnnlib.pictures.columns import Walk
from rnnlib.pictures.ink import COLOURS
from rnnlib.pictures.walk import output_sentence, step_sentence, verdict
from rnnlib.views.say import number


def example():
    model, words = lecture_example()
    return record(model, Vocabulary(words).one_hot(words), read="last"), words


def sized(T, n_x, n_z, seed=0):
    """A random network and words of any length, in a vocabulary of n_x words."""
    model = RNN.initialise(n_x, n_z, 1, rng=np.random.default_rng(seed))
    long = ["This", "is", "incomprehensibilities", "WWWWWWWWWWWW", "<eos>", "not", "a", "i"]
    words = [long[t % n_x] for t in range(T)]
    return record(model, Vocabulary(long[:n_x]).one_hot(words)), words


def pictures(trace, words):
    return [
        *(walkthrough(trace, words, t) for t in range(trace.T)),
        walkthrough_output(trace, words),
    ]


@pytest.mark.parametrize("size", [(5, 5, 3), (1, 1, 1), (2, 3, 2), (12, 8, 5), (7, 4, 3)])
@pytest.mark.parametrize("look", ["notebook", "slides"])
@pytest.mark.slow
def test_no_two_texts_overlap_and_all_are_on_the_paper(size, look):
    with style(look):
        trace, words = sized(*size)
        for t in {0, trace.T // 2, trace.T - 1}:
            check_places(walkthrough(trace, words, t))
        check_places(walkthrough_output(trace, words))


def test_every_number_shown_is_recorded():
    trace, words = example()
    shown = numbers(walkthrough(trace, words, 4))
    for t in range(5):
        for value in trace.value(f"z[{t}]")[0]:
            assert number(value) in shown
    assert shown.count("1") == 5 and shown.count("0") == 20
    assert shown.count("0.00") == 3  # the zero state


def test_another_weight_gives_another_picture():
    trace, words = example()
    V = trace.model.V.copy()
    V[0, 1] = -0.9
    other = record(replace(trace.model, V=V), trace_input(trace))
    before, after = (numbers(walkthrough(t, words, 3)) for t in (trace, other))
    assert number(other.value("z[3]")[0, 1]) in after
    assert before != after


@pytest.mark.slow
def test_the_frame_does_not_jump():
    trace, words = example()
    shown = pictures(trace, words)
    assert len({tuple(p.figure.get_size_inches()) for p in shown}) == 1
    for word in words:
        places = {a.get_position() for p in shown for a in shown_texts(p) if a.get_text() == word}
        assert len(places) == 2  # below its column, and at the row of the one-hot vectors


def test_later_columns_are_empty():
    trace, words = example()
    shown = numbers(walkthrough(trace, words, 1))
    assert r"$\mathbf{z}^{[1]}$" in shown and r"$\mathbf{z}^{[2]}$" not in shown
    assert shown.count("1") == 2 and "news" in shown


def test_the_v_term_has_the_colour_of_the_v_arrows():
    trace, words = example()
    shown = walkthrough(trace, words, 2)
    colours = {a.get_text(): a.get_color() for a in shown_texts(shown)}
    assert colours[r"$\mathbf{V}^{\!\top\!} \mathbf{z}^{[1]}$"] == COLOURS["V"]
    bundle = shown.figure.findobj(lambda artist: artist.get_gid() == "V2")[0]
    assert len(bundle.get_path().vertices) == 2 * 3 * 3
    start = {a.get_text(): a.get_color() for a in shown_texts(walkthrough(trace, words, 0))}
    assert start[r"$\mathbf{V}^{\!\top\!} \mathbf{0}$"] != COLOURS["V"]


def test_a_first_state_that_is_not_zero_is_shown_with_its_numbers():
    model, words = lecture_example()
    trace = record(model, Vocabulary(words).one_hot(words), z_init=[0.5, -0.25, 0.75])
    shown = numbers(walkthrough(trace, words, 0))
    assert {"0.50", "−0.25", "0.75", r"$\mathbf{z}_{\mathrm{init}}$"} <= set(shown)
    assert "zero state" not in shown and "(0.50, −0.25, 0.75)" in step_sentence(
        Walk.of(trace, words), 0
    )


def test_only_the_output_picture_has_u_and_f():
    trace, words = example()
    assert not any("U" in text for text in numbers(walkthrough(trace, words, 4)))
    shown = numbers(walkthrough_output(trace, words))
    assert r"$\mathbf{U}$" in shown and "$f$ = 0.83" in shown
    assert any(text.startswith("positive") for text in shown)


def test_sentences_and_alt_texts_have_the_numbers():
    trace, words = example()
    sentence = step_sentence(Walk.of(trace, words), 2)
    assert sentence == "t = 2: reads ‘good’ and the state z[1]; z[2] = (0.89, −0.03, 0.60)."
    assert sentence in walkthrough(trace, words, 2).alt
    said = output_sentence(Walk.of(trace, words))
    assert said in walkthrough_output(trace, words).alt
    assert "f = 0.83, read from z[4]: positive" in said


def test_one_half_is_neither():
    assert [verdict(f) for f in (0.49, 0.5, 0.51)] == ["negative", "undecided", "positive"]


def test_the_example_tells_its_story():
    """What the docstring of lecture_example says about the three units is true."""
    trace, _ = example()
    z = np.array([trace.value(f"z[{t}]")[0] for t in range(5)])
    assert z[:, 0].argmax() == 2 and z[2, 0] > z[3, 0] > z[4, 0] > 0.5  # remembers "good"
    x = trace_input(trace)
    alone = record(trace.model, x[[0, 1, 3]]).value("z[2]")[0, 1]
    assert z[3, 1] > 1.9 * alone  # "news" after "good"
    assert (np.diff(z[:, 2]) > 0).all()  # counts
    assert (trace.model.V != trace.model.V.T).any()
    assert 0.8 < trace.value("f[4]")[0, 0] < 0.9


@pytest.mark.parametrize(("size", "axis"), [((13, 3, 2), "T"), ((2, 3, 6), "n_z")])
def test_too_large_names_the_axis_and_the_remedy(size, axis):
    trace, words = sized(*size)
    with pytest.raises(ValueError, match=rf"{axis} = \d+.*read_along"):
        walkthrough(trace, words, 0)


def test_bad_input_is_named():
    trace, words = example()
    with pytest.raises(ValueError, match=r"t = 5, expected.*0 to 4"):
        walkthrough(trace, words, 5)
    with pytest.raises(ValueError, match="4 words for T = 5"):
        walkthrough(trace, words[:4], 0)
    model = trace.model
    dense = record(DenseNet(model.W, model.b, model.U, model.c), np.zeros(5))
    with pytest.raises(ValueError, match="dense"):
        walkthrough(dense, words, 0)
    wide = RNN.initialise(5, 3, 2, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="n_f = 2"):
        walkthrough_output(record(wide, trace_input(trace)), words)
