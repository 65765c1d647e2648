"""Sentences "A but B", changed on purpose: which words stay, and which half decides."""

import numpy as np
import pytest

from rnnlib import Sentences, generated_sentences, tokens
from rnnlib.data.halves import (
    contrasts,
    exchanged,
    last_words,
    opposite,
    other_first_half,
    says_good,
)


@pytest.fixture(scope="module")
def data():
    return generated_sentences(600, np.random.default_rng(0), small=True)


def test_the_half_after_but_says_the_label(data):
    labels = dict(data)
    for text in contrasts(data):
        assert says_good(text.split(" but ")[1]) == labels[text]


def test_contrasts_are_the_sentences_with_but():
    both = Sentences(["It is good.", "It is bad but that is good."], [1, 1])
    assert contrasts(both) == ("It is bad but that is good.",)


def test_an_exchange_keeps_the_words_and_twice_gives_the_sentence_back(data):
    for text in contrasts(data):
        turned = exchanged(text)
        assert sorted(tokens(turned)) == sorted(tokens(text)) and turned[0].isupper()
        assert exchanged(turned) == text


def test_opposite_halves_are_those_whose_exchange_turns_the_answer(data):
    texts = contrasts(data)
    chosen = opposite(texts)
    assert 0.3 < len(chosen) / len(texts) < 0.7
    for text in texts:
        turns = says_good(text.split(" but ")[1]) != says_good(exchanged(text).split(" but ")[1])
        assert turns == (text in chosen)


def test_another_first_half_says_the_opposite_and_the_second_half_stays(data):
    texts = contrasts(data)
    for before, after in zip(texts, other_first_half(texts, np.random.default_rng(0)), strict=True):
        (a, b), (c, d) = before.split(" but "), after.split(" but ")
        assert b == d and says_good(a) != says_good(c)


def test_the_last_of_the_words_is_found_where_there_is_one():
    has, last = last_words(["the film is a book", "it is", "a film"], ("film", "book"))
    assert has.tolist() == [True, False, True] and last.tolist() == [1, 0]
