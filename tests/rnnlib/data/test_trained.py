"""The small trained network is worth its name: it reads sentences that it never saw."""

import numpy as np
import pytest

from rnnlib import accuracy, encode, generated_sentences, tokens, trained_example


def test_it_is_right_on_new_sentences_of_the_grammar():
    model, vocabulary = trained_example()
    fresh = generated_sentences(1_000, np.random.default_rng(99))
    assert accuracy(model, *encode(fresh, vocabulary)) > 0.94


@pytest.mark.parametrize(
    ("sentence", "positive"),
    [
        ("This is not good news.", False),
        ("This is good news.", True),
        ("This is not bad news.", True),
        ("The food is awful but the film is great.", True),
        ("The film is great but the food is awful.", False),
    ],
)
def test_it_hears_negation_and_contrast(sentence, positive):
    model, vocabulary = trained_example()
    f = model.run(vocabulary.one_hot(tokens(sentence)), read="last")[1][0]
    assert (f > 0.9) if positive else (f < 0.1)


def test_it_is_small_enough_to_be_shown_with_all_its_numbers():
    model, vocabulary = trained_example()
    assert model.V.shape == (5, 5) and len(vocabulary) < 120
