"""What the last state of a network still knows: a linear probe, and how far the first word reaches.

A *linear probe* is a linear formula from the state to what may be in it. It is fitted on some
sequences and judged on others. If it succeeds, the state knows; if it fails, the state does not
know in a way that is easy to get.
"""

import numpy as np

from rnnlib.cells import RNN
from rnnlib.data.random_words import WORDS, random_words


def read_out(states: np.ndarray, labels: np.ndarray, n: int) -> float:
    """The share of labels 0 … n−1 that a linear probe gets right: fitted on 2/3, judged on 1/3.

    states is (sequences, n_z). The probe answers with the class whose score s = zA + a is largest;
    A and a are those of the least squares Σ |s − one-hot label|².
    """
    inputs = np.column_stack([states, np.ones(len(states))])
    fitted = len(states) * 2 // 3
    weights, *_ = np.linalg.lstsq(inputs[:fitted], np.eye(n)[labels[:fitted]], rcond=None)
    answers = (inputs[fitted:] @ weights).argmax(axis=1)
    return float(np.mean(answers == labels[fitted:]))


def left_over(states: np.ndarray, targets: np.ndarray) -> float:
    """The mean square of what no linear formula of the states can say of the targets.

    states is (sequences, n_z), targets (sequences, n). 0 means that a formula gets them exactly.
    """
    inputs = np.column_stack([states, np.ones(len(states))])
    weights, *_ = np.linalg.lstsq(inputs, targets, rcond=None)
    return float(np.mean((inputs @ weights - targets) ** 2))


def remembers(model: RNN, T: int, place: int = 0, sequences: int = 3000) -> float:
    """How well a linear probe of the last state tells which of T random words stood at `place`."""
    words = random_words(T, sequences)
    states, _ = model.run(np.eye(WORDS)[words], read="last")
    return read_out(states[-1], words[place], WORDS)


def distance(model: RNN, T: int, sequences: int = 300) -> float:
    """How far the last state moves, on average, when only the first of T words is replaced."""
    words = random_words(T, sequences)
    other = words.copy()
    other[0] = (words[0] + np.random.default_rng(T).integers(1, WORDS, size=sequences)) % WORDS
    ends = [model.run(np.eye(WORDS)[row], read="last")[0][-1] for row in (words, other)]
    return float(np.linalg.norm(ends[0] - ends[1], axis=1).mean())
