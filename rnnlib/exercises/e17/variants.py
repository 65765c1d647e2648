"""Different right answers to E17; each must be accepted."""

import numpy as np


def starts_below():
    """A bias pulls the unit down to −1 until a 1 comes."""
    return {"W": [[9.0]], "V": [[3.0]], "b": [-1.0], "U": [[0.5]], "c": [0.5]}


def below_zero():
    """The unit goes to −1 at a 1, and the output turns it round."""
    return -4, 2, 0, -1, 0


def other_units():
    """Unit 1 holds the input, unit 0 is a step late; float32."""
    W, V = np.float32([[0, 7]]), np.float32([[0, 0], [7, 0]])
    return W, V, np.zeros(2, "float32"), np.float32([[1, 0]]), 0


def with_three_units():
    """The third unit does nothing; plain lists, W as a column."""
    V = [[5, 5, 0], [-5, -5, 0], [0, 0, 0]]
    return [[10], [10], [0]], V, [-5, -15, 0], [0.5, -0.5, 0.0], 0.0


def from_not_both():
    """Unit 0: at least one; unit 1: not both. Exactly one is the sum of the two."""
    W, V, b = [[10.0, -10.0]], [[5.0, -5.0], [5.0, -5.0]], [-5.0, 15.0]
    return W, V, b, [[0.5], [0.5]], [0.0]


VARIANTS = {
    "E17.ever_one": (starts_below, below_zero, lambda: [[[40.0]], [[1.5]], [0], [[1]], [0]]),
    "E17.one_before": (other_units, lambda: ([3, 0], [[0, 3], [0, 0]], [0, 0], [0, 1], [0])),
    "E17.parity": (with_three_units, from_not_both),
}
