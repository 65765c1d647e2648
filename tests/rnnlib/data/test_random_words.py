"""Random words and first signs: what is asked is in the sequence, and nowhere else."""

import numpy as np

from rnnlib.data.random_words import WORDS, first_sign, random_words, word_at


def test_the_same_length_gives_the_same_words_and_all_words_occur():
    words = random_words(6, 500)
    assert words.shape == (6, 500) and np.array_equal(words, random_words(6, 500))
    assert set(words.ravel()) == set(range(WORDS))


def test_the_target_is_the_word_at_the_place_that_is_asked():
    for place in (0, 1, -1):
        x, y = word_at(place, 50, np.random.default_rng(0), range(2, 5))
        assert {len(sequence) for sequence in x} == {2, 3, 4}
        for sequence, target in zip(x, y, strict=True):
            assert np.array_equal(sequence[place], target)


def test_the_sign_stands_in_the_first_step_which_alone_is_marked():
    x, y = first_sign(7, 200, np.random.default_rng(0))
    assert x.shape == (8, 200, 2) and y.shape == (200, 1)
    assert set(x[0, :, 0]) == {-1.0, 1.0}
    assert np.array_equal(x[0, :, :1] > 0, y == 1)
    assert (x[0, :, 1] == 1).all() and not x[1:, :, 1].any()
    later = x[1:, :, 0].ravel()
    assert abs(later.std() - 0.5) < 0.05
    assert abs(np.corrcoef(x[1:, :, 0].mean(axis=0), y[:, 0])[0, 1]) < 0.2
