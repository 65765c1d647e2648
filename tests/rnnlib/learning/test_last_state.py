"""The linear probe: exact where the state has the word, at chance where it has not."""

import numpy as np
import pytest

from rnnlib import RNN, identity, softmax
from rnnlib.data.random_words import random_words
from rnnlib.learning.last_state import distance, left_over, read_out, remembers


def network(n_z, sigma=identity, seed=0):
    rng = np.random.default_rng(seed)
    return RNN.initialise(8, n_z, 8, rng=rng, sigma=sigma, tau=softmax)


def test_a_state_that_holds_the_label_is_read_and_noise_is_not():
    rng = np.random.default_rng(0)
    labels = rng.integers(4, size=900)
    noise = rng.normal(size=(900, 6))
    assert read_out(np.column_stack([noise, np.eye(4)[labels]]), labels, 4) == 1.0
    assert read_out(noise, labels, 4) < 0.4


def test_the_probe_is_judged_on_states_that_it_was_not_fitted_on():
    rng = np.random.default_rng(0)
    labels = rng.integers(2, size=300)
    states = rng.normal(size=(300, 199))  # enough numbers to learn 200 labels by heart
    assert read_out(states, labels, 2) < 0.65


@pytest.mark.parametrize(("n_z", "exact"), [(20, False), (21, True)])
def test_three_words_of_eight_need_21_units_to_be_got_back_exactly(n_z, exact):
    words = np.eye(8)[random_words(3, 400)]
    states = network(n_z).run(words, read="last")[0][-1]
    left = left_over(states, np.moveaxis(words, 0, 1).reshape(400, 24))
    assert (left < 1e-20) == exact


def test_the_last_word_is_known_and_the_first_is_lost_where_v_is_zero():
    model = network(16)
    blind = RNN(model.W, 0 * model.V, model.b, model.U, model.c, identity, softmax)
    assert remembers(blind, 5, place=4, sequences=600) == 1.0
    assert remembers(blind, 5, place=0, sequences=600) < 0.25
    assert distance(blind, 5) == 0 < distance(blind, 1)
