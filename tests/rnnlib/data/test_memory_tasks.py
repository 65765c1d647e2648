"""The tasks of lesson 07 ask what they say."""

import numpy as np

from rnnlib.data.memory_tasks import READS, SAYS, lamp, scattered_letters, secret


def test_the_lamp_is_on_after_an_odd_number_of_presses():
    x, y = lamp(5, 40, np.random.default_rng(0))
    assert x.shape == y.shape == (5, 40, 1)
    for presses, on in zip(x[..., 0], y[..., 0], strict=True):
        state = 0
        for t in range(40):
            state = 1 - state if presses[t] else state
            assert on[t] == state


def test_the_secret_is_asked_after_the_dots_and_told_nowhere_between():
    x, y = secret(10, np.random.default_rng(0), dots=4)
    assert x.shape == (10, 6, 4) and y.shape == (10, 6, 3)
    for read, say in zip(x.argmax(-1), y.argmax(-1), strict=True):
        letter = READS[read[0]]
        assert [READS[i] for i in read[1:]] == [".", ".", ".", ".", "?"]
        assert [SAYS[i] for i in say] == ["–"] * 5 + [letter]


def test_the_secret_has_as_many_a_as_b():
    x, _ = secret(10, np.random.default_rng(0))
    assert x[:, 0].sum(axis=0).tolist() == [5, 5, 0, 0]


def test_scattered_letters_are_told_in_their_order_at_places_left_to_chance():
    x, y = scattered_letters(400, np.random.default_rng(0), letters=3, T=7, alphabet=4)
    assert x.shape == (7, 400) and y.shape == (400, 12)
    for words, told in zip(x.T, y.reshape(400, 3, 4), strict=True):
        np.testing.assert_array_equal(words[words < 4], told.argmax(axis=1))
    assert np.all((x < 4).sum(axis=0) == 3)
    assert np.all((x < 4).mean(axis=1) > 0.3)  # each place is taken by a letter in 3 of 7
