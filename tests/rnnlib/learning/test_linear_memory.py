"""The experiments of lesson 16: every kind of network can be trained; what is proved holds."""

import numpy as np
import pytest

from rnnlib.learning.linear_memory import (
    FIRST_WORD,
    PARITY,
    SCATTERED,
    first_word,
    knows_parity,
    letters_right,
    parity,
    parity_by_hand,
    scattered,
)


def test_one_unit_by_hand_keeps_the_parity_of_ten_thousand_bits():
    assert knows_parity(parity_by_hand(), 10_000, n=20) == 1


@pytest.mark.parametrize("kind", PARITY)
@pytest.mark.parametrize("asked", ["every", "last"])
def test_every_kind_learns_something_of_parity(kind, asked):
    model = parity(kind, seed=0, asked=asked, steps=2)
    assert 0 <= knows_parity(model, 5, n=20) <= 1


@pytest.mark.parametrize("seed", range(3))
def test_between_zero_and_one_n_units_are_wrong_within_n_plus_two_ones(seed):
    """The proof of the lesson, on networks that were trained, and on ones that were not."""
    for steps in (0, 60):
        model = parity("between 0 and 1, 8 units", seed, steps=steps)
        _, answers = model.run(np.ones((10, 1)))
        assert np.any((answers[:, 0] > 0.5) != (np.arange(1, 11) % 2 == 1))


def test_between_minus_one_and_one_parity_is_learned():
    assert knows_parity(parity("between −1 and 1", seed=0), 20) == 1


@pytest.mark.parametrize("kind", SCATTERED)
def test_every_kind_reads_scattered_letters(kind):
    assert 0 <= letters_right(scattered(kind, seed=0, steps=2), n=20) <= 1


@pytest.mark.parametrize("kind", FIRST_WORD)
def test_every_kind_names_a_first_word(kind):
    assert 0 <= first_word(kind, seed=0, steps=1, T=3) <= 1


def test_the_same_seed_trains_the_same_network():
    one, two = (scattered("chosen by the input (minGRU)", 1, steps=3) for _ in range(2))
    np.testing.assert_array_equal(one.W, two.W)
