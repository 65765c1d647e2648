"""A sentence that is read: table, sentences and data are the trace of the trained network."""

import json
import re

import numpy as np
import pytest

from rnnlib import (
    RNN,
    OutputRNN,
    Vocabulary,
    lecture_example,
    own_sentence,
    read_along,
    record,
    relu,
    softmax,
    tokens,
)
from rnnlib.text import EOS, UNKNOWN
from rnnlib.touch.doubt import RULE
from rnnlib.touch.explore import MOST_NUMBERS
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
    frames = read(model, vocabulary, "w1 w2 w3").frames()
    assert len(frames) == 4
    for t, (html, sentence) in enumerate((frame.html, frame.sentence) for frame in frames):
        for s in range(t + 1):
            for value in trace.value(f"z[{s}]")[0]:
                assert f">{number(value)}<" in html
            assert f">{number(trace.value(f'f[{s}]').item())}<br>" in html
        assert number(trace.value(f"f[{t}]").item()) in sentence
        numbers = re.findall(r">−?\d\.\d\d<", html)
        assert len(numbers) == (t + 1) * (8 + 1)


def test_the_word_being_read_is_marked_by_more_than_colour():
    html = read_along(*large(8), "w1 w2").frames[1].html
    assert "▸ w2" in html and html.count("▸") == 1


def test_an_unknown_word_is_shown_as_unk():
    frame = read_along(*large(8), "w1 plastic").frames[1]
    assert "plastic → &lt;unk&gt;" in frame.html
    assert "an unknown word, as <unk>" in frame.sentence


def test_what_was_typed_is_escaped():
    html = read_along(*large(8), "tom&jerry's don't").frames[0].html
    assert "&amp;" not in html or "&" in html  # & splits words
    assert "don&#x27;t" in html


def test_capital_letters_are_kept_for_a_vocabulary_that_has_them():
    model, words = lecture_example()
    frames = read_along(model, Vocabulary(words), "This is good news.").frames
    assert "reads ‘This’" in frames[0].sentence
    assert frames[-1].sentence.endswith("the sentence is over, and f says 0.83 (positive).")


def test_many_words_and_units_stay_light():
    sentence = " ".join(f"w{i}" for i in range(39))
    frames = read_along(*large(64), sentence).frames
    assert len(frames) == 40
    assert max(len(frame.html) for frame in frames) < 20_000
    assert frames[30].html.count('<th scope="col"') == 12 and "earlier" in frames[30].html


def test_too_much_is_one_clear_sentence():
    with pytest.raises(ValueError, match="41 words are too many to show, at most 40"):
        read(*large(8), " ".join(["w1"] * 40))
    with pytest.raises(ValueError, match="n_z = 65"):
        read(*large(65), "w1")


def small_reader():
    """The example network, with room for an unknown word in place of "is"."""
    model, _ = lecture_example()
    return model, Vocabulary(("this", UNKNOWN, "good", "news", EOS))


def data_in(stepper):
    """What the page gets."""
    return json.loads(re.search(r"reading\(root, (.*)\);\n\}\)\(\);", stepper.html())[1])


def test_the_page_gets_what_the_network_did_with_the_sentence():
    model, vocabulary = small_reader()
    data = data_in(read_along(model, vocabulary, "This plastic news"))
    states, outputs = model.run(vocabulary.one_hot(["this", UNKNOWN, "news", EOS]))
    assert data["record"]["words"] == ["this", "plastic", "news", EOS]
    assert data["record"]["seen"] == ["this", UNKNOWN, "news", EOS]
    assert np.array_equal(data["record"]["states"], states)
    assert np.array_equal(data["record"]["outputs"], outputs[:, 0])


def test_for_an_own_sentence_the_page_gets_the_very_weights():
    model, vocabulary = small_reader()
    stepper = own_sentence(model, vocabulary, start="good news")
    network = data_in(stepper)["network"]
    assert all(np.array_equal(network[name], getattr(model, name)) for name in "WVbUc")
    assert (network["sigma"], network["tau"]) == ("tanh", "sigmoid")
    assert data_in(stepper)["lower"] is True
    assert len(stepper.frames) == 3 and "kernel" not in stepper.html()


def test_a_doubt_stands_at_the_end_of_a_sentence_of_unknown_words():
    frames = read_along(*small_reader(), "plastic elastic").frames
    assert "It knows none of the words" in frames[-1].sentence
    assert not any("Doubt" in f.sentence or "guess" in f.sentence for f in frames[:-1])


def test_an_f_between_the_sides_is_doubted_only_in_a_sentence_of_ones_own():
    model, words = lecture_example()  # nobody trained it to say 0.5 where it does not know
    shown, own = (
        see(model, Vocabulary(words), "This is good news.") for see in (read_along, own_sentence)
    )
    assert "Doubt" not in shown.frames[-1].sentence
    assert own.frames[-1].sentence.endswith(RULE["between"])
    low, high = data_in(shown)["doubt"]["unsure"]
    assert not low < data_in(shown)["record"]["outputs"][-1] < high
    assert tuple(data_in(own)["doubt"]["unsure"]) == RULE["unsure"]


class Leaky(RNN):
    def step(self, x, z):
        return 0.5 * z + 0.5 * super().step(x, z)


def other_networks():
    rng = np.random.default_rng(0)
    small, words = (5, 3, 1), Vocabulary((UNKNOWN, "good", "news", "this", EOS))
    mixing = RNN.initialise(*small, rng=rng, sigma=softmax)
    many = 900
    wide = RNN.initialise(many, 60, 1, rng=rng)
    assert wide.W.size > MOST_NUMBERS
    yield "a network of the kind Leaky", Leaky.initialise(*small, rng=rng), words
    yield "a network of the kind OutputRNN", OutputRNN.initialise(*small, rng=rng), words
    yield "the activation softmax", mixing, words
    yield "too large", wide, Vocabulary([*words.words, *(f"w{i}" for i in range(many - 5))])


@pytest.mark.parametrize(
    ("reason", "model", "vocabulary"),
    [*other_networks()],
    ids=lambda x: x if type(x) is str else "",
)
def test_what_the_page_cannot_compute_is_shown_as_recorded_and_says_the_call(
    reason, model, vocabulary
):
    stepper = own_sentence(model, vocabulary, start="good news")
    assert reason in stepper.note and "run read_along(model, vocabulary" in stepper.note
    assert f"<p>{stepper.note}</p>".replace('"', "&quot;") in stepper.html()
    data = data_in(stepper)
    assert "network" not in data and data["record"]["words"] == ["good", "news", EOS]


def test_relu_is_computed_in_the_page():
    _, vocabulary = small_reader()
    model = RNN.initialise(5, 3, 1, rng=np.random.default_rng(0), sigma=relu)
    assert data_in(own_sentence(model, vocabulary, start="good news"))["network"]["sigma"] == "relu"


def test_a_bad_start_sentence_is_an_error_at_once():
    with pytest.raises(ValueError, match="no word"):
        own_sentence(*small_reader(), start="...")
