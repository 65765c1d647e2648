"""Sequences of random words: independent of each other, so nothing but memory can tell them.

The questions of lessons 08, 10a and 10b: which word stood first, which last, what was the first
sign?
"""

import numpy as np

WORDS = 8  # the size of the vocabulary


def random_words(T: int, sequences: int, n: int = WORDS) -> np.ndarray:
    """The numbers of random words, (T, sequences). The same T gives the same words."""
    return np.random.default_rng(T).integers(n, size=(T, sequences))


def word_at(
    place: int,
    sequences: int,
    rng: np.random.Generator,
    lengths: range = range(1, 9),
    n: int = WORDS,
) -> tuple[list[np.ndarray], np.ndarray]:
    """The task "say the word at this place": (x, y).

    x is a list of one-hot sequences (T_i, n) with lengths drawn from `lengths`, y is (sequences,
    n), the word at `place` of each; 0 is the first, −1 the last.
    """
    words = [rng.integers(n, size=rng.choice(lengths)) for _ in range(sequences)]
    return [np.eye(n)[row] for row in words], np.array([np.eye(n)[row[place]] for row in words])


def first_sign(
    lag: int, B: int, rng: np.random.Generator, noise: float = 0.5
) -> tuple[np.ndarray, np.ndarray]:
    """The task "was the first input +1 or −1?": x (lag + 1, B, 2) and y (B, 1) of 0 and 1.

    The second input is 1 at the first step and marks it. After it comes `lag` times noise.
    """
    x = np.zeros((lag + 1, B, 2))
    x[..., 0] = noise * rng.normal(size=(lag + 1, B))
    x[0, :, 0] = rng.choice([-1.0, 1.0], size=B)
    x[0, :, 1] = 1.0
    return x, (x[0, :, :1] > 0).astype(float)
