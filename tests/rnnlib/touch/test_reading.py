"""Reading along: the table and its sentence are the trace of the trained network."""

import re

import numpy as np
import pytest

from rnnlib import RNN, Vocabulary, lecture_example, record, tokens
from rnnlib.touch.reading import read
from rnnlib.views.say import number


def large(n_z, words=50):
    names = [f"w{i}" for i in range(words)]
    model = RNN.initialise(words + 1, n_z, 1, rng=np.random.default_rng(0))
    return model, Vocabulary.of([names])


def test_every_state_and_output_read_so_far_is_in_the_frame():
    model, vocabulary = large(8)
    words = tokens("w1 w2 w3")
    trace = record(model, vocabulary.one_hot(words))
    frames = read(model, vocabulary, "w1 w2 w3")
    assert len(frames) == 4
    for t, (html, sentence) in enumerate(frames):
        for s in range(t + 1):
            for value in trace.value(f"z[{s}]")[0]:
                assert f">{number(value)}<" in html
            assert f">{number(trace.value(f'f[{s}]').item())}<br>" in html
        assert number(trace.value(f"f[{t}]").item()) in sentence
        numbers = re.findall(r">−?\d\.\d\d<", html)
        assert len(numbers) == (t + 1) * (8 + 1)


def test_the_word_being_read_is_marked_by_more_than_colour():
    html, _ = read(*large(8), "w1 w2")[1]
    assert "▸ w2" in html and html.count("▸") == 1


def test_an_unknown_word_is_shown_as_unk():
    html, sentence = read(*large(8), "w1 plastic")[1]
    assert "plastic → &lt;unk&gt;" in html
    assert "an unknown word, as <unk>" in sentence


def test_what_was_typed_is_escaped():
    html, _ = read(*large(8), "tom&jerry's don't")[0]
    assert "&amp;" not in html or "&" in html  # & splits words
    assert "don&#x27;t" in html


def test_capital_letters_are_kept_for_a_vocabulary_that_has_them():
    model, words = lecture_example()
    frames = read(model, Vocabulary(words), "This is good news.")
    assert "reads ‘This’" in frames[0][1]
    assert "the sentence is over, and f says 0.83 (positive)." in frames[-1][1]


def test_many_words_and_units_stay_light():
    sentence = " ".join(f"w{i}" for i in range(39))
    frames = read(*large(64), sentence)
    assert len(frames) == 40
    assert max(len(html) for html, _ in frames) < 20_000
    assert frames[30][0].count('<th scope="col"') == 12 and "earlier" in frames[30][0]


def test_too_much_is_one_clear_sentence():
    with pytest.raises(ValueError, match="41 words are too many to show, at most 40"):
        read(*large(8), " ".join(["w1"] * 40))
    with pytest.raises(ValueError, match="n_z = 65"):
        read(*large(65), "w1")
