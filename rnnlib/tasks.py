"""From pairs to sequences: what the network reads at each step, and which steps the loss counts.

All five wirings of the lecture are one recurrence. They differ in two things only: at which steps
something is read (elsewhere x[t] = 0), and at which steps the output counts (elsewhere y[t] = 0:
a row without a one adds nothing to the cross-entropy, and nothing to its gradient).
"""

import numpy as np

from rnnlib import shapes
from rnnlib.datasets import places_of_equal_length, stack
from rnnlib.text import EOS, OneHot, Vocabulary

WRITE = "<write>"  # the sign that reading is over and writing begins


def symbols(sequences, first=(EOS,)):
    """A vocabulary of all letters (or words) of the sequences: `first`, then sorted."""
    found = {symbol for sequence in sequences for symbol in sequence}
    return Vocabulary((*first, *sorted(found - set(first))))


def one_hot_targets(answers, classes):
    """One target for each example, shape (n, n_f): a one at the place of the answer."""
    return np.eye(len(classes))[classes.indices(answers)]


def read_names(names, letters):
    """Names as the network reads them, letter by letter, then <eos>: a list of (T_i, n_x)."""
    return [OneHot(letters.indices([*name, EOS]), len(letters)) for name in names]


def next_letters(names, letters):
    """The aligned wiring: at every step the answer is the next letter. (x, y).

    anna: x reads <eos> a n n a, y holds a n n a <eos>. The end of one name begins the next.
    """
    y = [_counted([*name, EOS], letters) for name in names]
    x = [OneHot(letters.indices([EOS, *name]), len(letters)) for name in names]
    return x, y


def show_then_spell(images, words, letters):
    """The one-to-sequence wiring: the image is read at t = 0, then nothing more. (x, y).

    x[t] is the image for t = 0 and zeros after it, (T_i, n_x); y holds the letters and <eos>.
    """
    y = [_counted([*word, EOS], letters) for word in words]
    return [_then_zeros(image, len(y_i)) for image, y_i in zip(images, y, strict=True)], y


def read_then_write(sources, answers, words):
    """The encoder–decoder wiring in one network: read all, then write all. (x, y).

    x reads the source, <write>, and the answer; y is zero while reading, then holds the answer
    and <eos>. While training, the network reads the *right* last word, not the one it wrote.
    """
    x, y = [], []
    for source, answer in zip(sources, answers, strict=True):
        x.append(OneHot(words.indices([*source, WRITE, *answer]), len(words)))
        y.append(_counted([*(None for _ in source), *answer, EOS], words))
    return x, y


def _counted(wanted, symbols):
    """Target rows (T, n_f); None gives a row of zeros, a step that does not count."""
    rows = np.zeros((len(wanted), len(symbols)))
    counted = [t for t, symbol in enumerate(wanted) if symbol is not None]
    rows[counted, symbols.indices([wanted[t] for t in counted])] = 1
    return rows


def _then_zeros(first, T):
    x = np.zeros((T, len(first)))
    x[0] = first
    return x


def loss_mask(y):
    """The steps that the loss counts: y (T, n_f) -> (T,) of True and False."""
    return np.asarray(y).any(axis=-1)
