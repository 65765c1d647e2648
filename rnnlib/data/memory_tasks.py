"""Tasks that ask for something that was read long before: the lamp and the secret of lesson 07.

Each takes a random generator and gives (x, y), an answer for every step.
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
