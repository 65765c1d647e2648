"""Tasks that ask for something that was read long before.

The lamp and the secret of lesson 07, with an answer for every step; scattered letters of lesson 16,
with one answer at the end. Each takes a random generator and gives (x, y).
"""

import numpy as np

READS, SAYS = ("A", "B", ".", "?"), ("–", "A", "B")  # the secret: what is read, what is said


def lamp(n, T, rng):
    """A lamp with one button: x (n, T, 1) is 1 where it is pressed, y (n, T, 1) where it is on.

    The lamp changes with each press, so it is on after an odd number of presses.
    """
    x = (rng.random((n, T, 1)) < 0.3).astype(float)
    return x, np.cumsum(x, axis=1) % 2


def secret(n, rng, dots=3):
    """A letter, some dots, a question mark: which letter was it? One-hot x (n, T, 4), y (n, T, 3).

    Reads A or B (as many of each), then the dots, then "?"; says "–" until the "?", then the
    letter. T = dots + 2. There are only two different sequences, and their order is random.
    """
    letter = rng.permutation(n) % 2
    x = np.full((n, dots + 2), READS.index("."))
    x[:, 0], x[:, -1] = letter, READS.index("?")
    y = np.full((n, dots + 2), SAYS.index("–"))
    y[:, -1] = letter + 1
    return np.eye(len(READS))[x], np.eye(len(SAYS))[y]


def scattered_letters(n, rng, letters=3, T=20, alphabet=4):
    """Which letters stood there, in their order? Blanks between them, at places left to chance.

    x (T, n) holds numbers of words: 0 … alphabet−1 are letters, `alphabet` is the blank. y
    (n, letters · alphabet) holds the one-hot vectors of the letters, one after the other.
    """
    x = np.full((n, T), alphabet)
    places = np.sort(rng.permuted(np.tile(np.arange(T), (n, 1)), axis=1)[:, :letters], axis=1)
    told = rng.integers(alphabet, size=(n, letters))
    np.put_along_axis(x, places, told, axis=1)
    return x.T, np.eye(alphabet)[told].reshape(n, -1)
