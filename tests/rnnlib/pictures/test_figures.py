"""F1 to F4 show one recorded run, with the lecture's letters, and say so in words."""

from dataclasses import replace

import numpy as np
import pytest
from seen import check_places, numbers, trace_input

from rnnlib import (
    RNN,
    DenseNet,
    Vocabulary,
    dense_weights,
    hidden_to_hidden,
    lecture_example,
    one_hot_words,
    record,
    style,
    two_views_of_a_dense_net,
)
from rnnlib.pictures.ink import COLOURS
from rnnlib.text import UNKNOWN
from rnnlib.views.say import number


@pytest.fixture
def dense():
    model, words = lecture_example()
    net = DenseNet(model.W, model.b, model.U, model.c)
    return record(net, Vocabulary(words).one_hot(words)[2])


@pytest.fixture
def trace():
    model, words = lecture_example()
    return record(model, Vocabulary(words).one_hot(words))


def line(shown, gid):
    return shown.figure.findobj(lambda artist: artist.get_gid() == gid)[0]


@pytest.mark.parametrize("figure", [two_views_of_a_dense_net, dense_weights])
def test_dense_figures_show_and_say_the_recorded_numbers(dense, figure):
    shown = figure(dense)
    for name in "zf":
        for value in dense.value(name)[0]:
            assert number(value) in numbers(shown)
            assert number(value) in shown.alt
    assert all(line(shown, f"x.{i} z.{j}") for i in range(5) for j in range(3))


def test_both_halves_of_the_two_views_have_the_same_colours(dense):
    shown = two_views_of_a_dense_net(dense)
    assert line(shown, "z.0 f.0").get_edgecolor() == line(shown, "z.2 f.0").get_edgecolor()
    labels = {t.get_text(): t.get_color() for t in shown.figure.axes[0].texts}
    assert labels[r"$\mathbf{U}$"] == COLOURS["U"] and labels[r"$\mathbf{x}$"] == COLOURS["x"]


def test_a_negative_weight_is_dashed_and_a_large_one_thick(dense):
    shown = dense_weights(dense)
    assert line(shown, "z.2 f.0").get_linestyle() != "solid"  # U = −0.3
    assert line(shown, "z.1 f.0").get_linewidth() > line(shown, "z.0 f.0").get_linewidth()
    U = dense.model.U.copy()
    U[2] = 0.3
    other = dense_weights(record(replace(dense.model, U=U), dense.value("x")[0]))
    assert line(other, "z.2 f.0").get_linestyle() == "solid"


def test_hidden_to_hidden_has_v_between_the_copies_and_no_u(trace):
    shown = hidden_to_hidden(trace, 2)
    for i, j in np.ndindex(3, 3):
        assert line(shown, f"z[2].{i} z[3].{j}") is not None
    assert not any("U" in text for text in numbers(shown))
    assert number(trace.value("z[3]")[0, 0]) in numbers(shown)
    assert "U is not drawn" in shown.alt and "z[3] = (0.61" in shown.alt


def test_hidden_to_hidden_needs_a_next_step(trace):
    with pytest.raises(ValueError, match="t = 4, T = 5"):
        hidden_to_hidden(trace, 4)


def test_one_hot_words_have_a_single_one():
    _, words = lecture_example()
    shown = one_hot_words(words, Vocabulary(words))
    assert numbers(shown).count("1") == 5 and numbers(shown).count("0") == 20
    assert "‘good’ is 00100" in shown.alt


def test_an_unknown_word_gets_the_place_of_unk_and_is_said():
    shown = one_hot_words(["good", "plastic"], Vocabulary((UNKNOWN, "good")))
    assert "‘plastic’ is 10 (not in the vocabulary, so it becomes <unk>)" in shown.alt


@pytest.mark.slow
@pytest.mark.parametrize("look", ["notebook", "slides"])
@pytest.mark.parametrize("n", [(5, 3, 1), (8, 8, 2), (1, 1, 1)])
def test_nothing_overlaps_at_any_size(look, n):
    rng = np.random.default_rng(0)
    dense = record(DenseNet.initialise(*n, rng=rng), rng.normal(size=n[0]))
    trace = record(RNN.initialise(*n, rng=rng), rng.normal(size=(2, n[0])))
    words = ["incomprehensibilities", "a", "b"]
    with style(look):
        check_places(two_views_of_a_dense_net(dense))
        check_places(dense_weights(dense))
        check_places(hidden_to_hidden(trace))
        check_places(one_hot_words(words, Vocabulary(words)))


def test_the_wrong_kind_of_trace_is_named(trace):
    with pytest.raises(ValueError, match="DenseNet"):
        two_views_of_a_dense_net(trace)
    with pytest.raises(ValueError, match="DenseNet"):
        dense_weights(trace)


def test_too_many_are_refused_with_a_remedy():
    big = record(RNN.initialise(9, 3, 1, rng=np.random.default_rng(0)), np.zeros((2, 9)))
    with pytest.raises(ValueError, match="heat_map"):
        hidden_to_hidden(big)
    with pytest.raises(ValueError, match="shorter"):
        one_hot_words(["a"] * 13, Vocabulary(["a"]))


def test_the_recorded_input_is_the_one_hot_sentence(trace):
    np.testing.assert_array_equal(trace_input(trace), np.eye(5))
