"""A laboratory: what the page is given, what is refused, and the first look without scripts."""

import json
import re

import numpy as np
import pytest

from rnnlib import RNN, OutputRNN, Vocabulary, explore, lecture_example, record, softmax, tokens
from rnnlib.views.say import number

MODEL, WORDS = lecture_example()
VOCABULARY = Vocabulary(WORDS)


def given(laboratory):
    """The data in the page."""
    found = re.search(r"laboratory\(root, (.*)\);\n\}\)\(\);</script>", laboratory.html())
    return json.loads(found[1])


def test_the_page_is_given_every_number_of_the_network_and_the_words():
    data = given(explore(MODEL, VOCABULARY, "This is good news."))
    for name in "WVbUc":
        np.testing.assert_array_equal(data["network"][name], getattr(MODEL, name))
    assert (data["network"]["sigma"], data["network"]["tau"]) == ("tanh", "sigmoid")
    assert data["words"] == WORDS and data["vocabulary"] == WORDS and data["lower"] is False


def test_the_first_look_is_the_run_as_a_table_and_says_how_to_touch_it():
    html = explore(MODEL, VOCABULARY, "This is good news.").html()
    first = html[html.index("<strong>") : html.index("<script>")]
    assert "trust this notebook" in first
    states, outputs = MODEL.run(VOCABULARY.one_hot(WORDS))
    shown = re.findall(r"<td>(.*?)</td>", first)
    assert shown == [number(v) for row in (*outputs.T, *states.T) for v in row]


def test_a_trace_is_shown_with_its_words_or_its_steps():
    trace = record(MODEL, VOCABULARY.one_hot(WORDS))
    assert given(explore(trace, WORDS))["words"] == WORDS
    data = given(explore(trace))
    assert data["words"] == [f"t = {t}" for t in range(5)] and len(data["x"]) == 5
    assert data["vocabulary"] is None and data["network"]


def test_a_trace_that_reads_only_the_last_output_still_has_one_for_each_word():
    trace = record(MODEL, VOCABULARY.one_hot(WORDS), read="last")
    assert len(explore(trace, WORDS).f) == 5


class Gated(RNN):
    """A student's cell: half of the old state stays."""

    def step(self, x, z):
        """Half old, half new."""
        return 0.5 * z + 0.5 * self.sigma(z @ self.V + x @ self.W + self.b)


@pytest.mark.parametrize("kind", [Gated, OutputRNN])
def test_what_the_page_cannot_compute_comes_as_its_record(kind):
    model = kind.initialise(5, 3, 1, rng=np.random.default_rng(0))
    trace = record(model, VOCABULARY.one_hot(WORDS))
    data = given(explore(model, VOCABULARY, "This is good news."))
    assert data["network"] is None and kind.__name__ in data["said"]
    assert data["record"]["f"] == [trace.value(f"f[{t}]").item() for t in range(5)]
    np.testing.assert_array_equal(data["record"]["z"][4], trace.value("z[4]")[0])


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: explore(MODEL, VOCABULARY, "..."), "no word"),
        (lambda: explore(MODEL, VOCABULARY, "This is sushi"), "'sushi' is not among"),
        (lambda: explore(MODEL, VOCABULARY, "good " * 60), "61 words"),
        (lambda: explore(MODEL), "a vocabulary"),
        (
            lambda: explore(record(MODEL, VOCABULARY.one_hot(WORDS)), WORDS[:2]),
            "2 words .* 5 steps",
        ),
    ],
)
def test_bad_input_is_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()


@pytest.mark.parametrize(("n_z", "n_f"), [(65, 1), (3, 2)])
def test_a_network_that_is_too_large_to_show_is_refused(n_z, n_f):
    model = RNN.initialise(5, n_z, n_f, rng=np.random.default_rng(0), tau=softmax)
    with pytest.raises(ValueError, match=f"n_z = {n_z}, n_f = {n_f}: a laboratory shows at most"):
        explore(model, VOCABULARY, "This is good news.")


def test_it_is_said_in_words_where_no_page_is():
    assert repr(explore(MODEL, VOCABULARY)).startswith("f after each word: This 0.43, is 0.44")
    assert tokens("This is good news.", lower=False) == list(explore(MODEL, VOCABULARY).words)
