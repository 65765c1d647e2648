"""From examples to sequences: what a network reads, what it should answer, which steps count.

The five wirings of the lecture are one recurrence. They differ in two things only: at which steps
something new is read, and at which steps an answer is asked. Where none is asked the target row is
zero: −Σ y log f is then zero, and so is its gradient. These rows are the loss mask over time.
"""

import numpy as np

from rnnlib.text import EOS, OneHot, Vocabulary


def symbols(sequences, first=(EOS,)):
    """The vocabulary of all letters (or words) of the sequences: `first`, then sorted."""
    if isinstance(sequences, str):
        raise TypeError(f"sequences is the string {sequences!r}, expected a list of them")
    found = {symbol for sequence in sequences for symbol in sequence}
    return Vocabulary((*first, *sorted(found - set(first))))


def read_in(sequences, known):
    """What the network reads: the letters (or words), then <eos>; a list of (T_i, n_x).

    `known` is the vocabulary.
    """
    return [OneHot(known.indices([*sequence, EOS]), len(known)) for sequence in sequences]


def write_out(sequences, known, dtype=np.float64):
    """What the network should write: the letters (or words), then <eos>; a list of (T_i, n_f)."""
    return [np.asarray(rows, dtype) for rows in read_in(sequences, known)]


def next_letters(names, letters, dtype=np.float64):
    """The aligned wiring: at every step the answer is the next letter. (x, y).

    anna: x reads <eos> a n n a, y holds a n n a <eos>. The end of one name begins the next.
    """
    x = [OneHot(letters.indices([EOS, *name]), len(letters)) for name in names]
    return x, write_out(names, letters, dtype)


def one_answer(answers, classes, dtype=np.float64):
    """One answer for each example: (n, n_f), a one at its place in the vocabulary `classes`."""
    return np.asarray(OneHot(classes.indices(answers), len(classes)), dtype)


def as_words(rows, known):
    """Numbers that a network wrote, back in letters (or words): a list of tuples."""
    return [tuple(known.words[i] for i in row) for row in rows]


def loss_mask(y):
    """The steps that the loss counts: targets (T, n_f) or (T, B, n_f) -> True or False for each.

    For one-hot targets and the cross-entropy; a squared error counts every row.
    """
    return np.asarray(y).any(axis=-1)
