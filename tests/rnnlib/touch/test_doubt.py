"""When a network is doubted: unknown words, a question, an f that is on neither side."""

import json

import numpy as np
import pytest

from rnnlib import (
    RNN,
    Adam,
    OneHot,
    Vocabulary,
    accuracy,
    binary_cross_entropy,
    encode,
    fit,
    generated_sentences,
    split,
    tokens,
    undecided_sentences,
)
from rnnlib.touch.doubt import RULE, doubt
from rnnlib.touch.reading import read

KNOWN = Vocabulary.of([tokens("the film is not good")])


def said(text, f=0.99):
    words = tokens(text)
    return doubt(words, KNOWN.known(words), f)


def test_a_sentence_of_known_words_with_a_clear_f_is_not_doubted():
    assert said("The film is good") == said("The film is not good", 0.01) == ""
    assert said("THE FILM IS GOOD!!!") == ""  # signs are no unknown words


def test_a_doubt_names_the_unknown_words_and_their_number():
    assert said("The sushi is good") == ("Doubt it: of 4 words it does not know 1 (sushi).")
    assert said("Sushi, sake!") == RULE["none"]


def test_a_doubt_begins_at_one_word_in_six():
    assert "1 (sushi)" in said("the the the the the sushi")
    assert said("the the the the the the sushi") == ""


def test_a_question_is_doubted():
    assert said("Is the film good?") == RULE["question"]


@pytest.mark.parametrize(
    ("f", "doubted"), [(0.0, 0), (0.1, 0), (0.11, 1), (0.5, 1), (0.89, 1), (0.9, 0)]
)
def test_an_f_between_the_two_sides_is_doubted(f, doubted):
    assert (said("The film is good", f) == RULE["between"]) == bool(doubted)


def test_the_rule_can_be_sent_to_a_page():
    assert json.loads(json.dumps(RULE))["unknown"] == RULE["unknown"]


# --- forty sentences, as people type them --------------------------------------------------------

RIGHT = """
1 I love this movie
1 The food was really good
0 This movie was terrible.
1 THE FILM IS NEVER BORING!!!
0 I don't like it
0 i hate this film
1 I really enjoyed it!
0 Not good.
1 not bad at all
0 it's so boring
0 The food was great but the service was horrible
1 The service was horrible but the food was great
1 Although the weather was bad, we enjoyed the day
0 I didn't like the ending
1 That was a very good book
0 They were not nice
0 There is nothing interesting about this story
0 This isn’t a good idea
1 I think this is great
1 It is a good film although the ending is sad
0 The food is awful but the film is awful.
1 this movie is so good!!!
0 We didn't enjoy the music
1 I never disliked that place
0 The actors were not very good
"""
DOUBTED = """
It was okay I guess
Is this film good?
Do you like it?
Anna met Tom in Paris
Ce film est vraiment mauvais
Der Film war nicht gut
Das Essen war super
asdf qwer
I went to the cinema yesterday
It could have been better
What a waste of time
This movie sucks
The plot makes no sense
I've seen better
lol
"""


@pytest.fixture(scope="module")
def careful():
    """The network of lesson 03b, trained as there: (model, vocabulary, test sentences)."""
    corpus = generated_sentences(10_000, np.random.default_rng(3))
    rest, test = split(corpus, 0.1, np.random.default_rng(0))
    train, valid = split(rest, 1 / 9, np.random.default_rng(0))
    vocabulary = Vocabulary.of([tokens(text) for text in train.texts])
    (x, y), rng = encode(train, vocabulary), np.random.default_rng(1)
    start = RNN.initialise(len(vocabulary), 16, 1, rng=rng)
    how = {"epochs": 24, "optimiser": Adam(0.006), "validation": encode(valid, vocabulary)}
    rnn, _ = fit(start, x, y, binary_cross_entropy, rng=rng, **how)
    undecided = undecided_sentences(3000, rng)
    x += [OneHot(vocabulary.indices(tokens(text)), len(vocabulary)) for text in undecided]
    y = np.vstack([y, np.full((3000, 1), 0.5)])
    how = {"epochs": 4, "optimiser": Adam(0.006), "average": 0.99}
    return fit(rnn, x, y, binary_cross_entropy, rng=rng, **how)[0], vocabulary, test


@pytest.mark.slow
def test_forty_sentences_that_people_type_are_read_rightly_or_doubted(careful):
    model, vocabulary, test = careful
    assert accuracy(model, *encode(test, vocabulary)) >= 0.97
    cases = [(line[0], line[2:]) for line in RIGHT.strip().splitlines()]
    cases += [("?", line) for line in DOUBTED.strip().splitlines()]
    assert len(cases) == 40
    failed = []
    for label, text in cases:
        reading = read(model, vocabulary, text)
        sentence = reading.said(len(reading.words) - 1)
        right = "(positive)" if label == "1" else "(negative)"
        doubted = "Doubt it" in sentence or RULE["none"] in sentence
        if not doubted and (label == "?" or right not in sentence):
            failed.append(sentence)
    assert not failed, "\n".join(failed)


@pytest.mark.slow
def test_few_sentences_of_the_grammar_are_doubted_and_most_undecided_ones_are(careful):
    model, vocabulary, test = careful

    def last_words(text):
        reading = read(model, vocabulary, text)
        return reading.said(len(reading.words) - 1)

    def share(texts):
        return np.mean(["Doubt it" in last_words(text) for text in texts])

    statements = [text for text in test.texts if "?" not in text][:150]
    assert share(statements) < 0.1
    fresh = [t for t in undecided_sentences(200, np.random.default_rng(99)) if "?" not in t]
    assert share(fresh) > 0.8
