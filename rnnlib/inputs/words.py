"""Whole numbers as input: numbers of words, or vectors that were typed without a decimal point?

A word's number says as much as its one-hot vector, and x @ W becomes a look-up. So wherever one-hot
vectors are read, the numbers of the words are read too, with the same results:

    vectors (T, B, n_x)   numbers (T, B)      several sequences, time first
    vectors (T, n_x)      numbers (T,)        one sequence
    vectors (B, n_x)      numbers (B,)        one step of several sequences
    vector (n_x,)         a number            one step

The two columns share shapes, so whole numbers are taken for
- vectors, if they have all axes, or if the last axis is n_x and every row is one-hot;
- numbers of words, if the last axis is not n_x;
- neither, if both readings are possible: then an error asks you to say which. `OneHot(x, n_x)`
  are words for certain, and floats, `x.astype(float)`, are vectors for certain.
"""

import numpy as np

from rnnlib.inputs import shapes
from rnnlib.inputs.one_hot import OneHot, StandIn
from rnnlib.inputs.packed import Packed

AXES = {3: ("t", "row"), 2: ("row",)}


def sequence(x, n_x, dtype, numbered=True):
    """Return x as (T, B, n_x), vectors or `OneHot`, and whether it came without the axis B.

    numbered=False refuses numbers of words: for a model that comes from where nobody reads them.
    """
    if isinstance(x, Packed):
        raise TypeError(
            "x is packed, which cannot be read here: run the sequences one by one, or in batches "
            "of equal length (rnnlib.batches)"
        )
    return shapes.sequence(_words_or_vectors(x, n_x, 3, numbered), n_x, dtype)


def vectors(x, n_x, dtype, numbered=True):
    """Return the input of one step as (n_x,) or (B, n_x), vectors or `OneHot`."""
    return shapes.vectors("x", _words_or_vectors(x, n_x, 2, numbered), n_x, "n_x", dtype)


def _words_or_vectors(x, n_x, most, numbered):
    if isinstance(x, StandIn):
        return x
    came, x = x, shapes.array("x", x)
    if x.dtype.kind not in "iu":
        return came
    if not numbered and (x.ndim < most - 1 or x.shape[-1] != n_x):
        raise not_numbered(n_x)
    return read_whole_numbers(x, n_x, most)


def not_numbered(n_x):
    """The error where numbers of words come to a model that was made to read vectors."""
    return ValueError(
        f"x holds whole numbers, and this model comes from PyTorch, where an RNN reads vectors of "
        f"n_x = {n_x}. If an nn.Embedding stood before it, make the model with "
        f"from_torch(…, embedding=…); if it read one-hot vectors, write OneHot(x, {n_x})"
    )


def read_whole_numbers(x, n_x, most):
    """Return the whole numbers x as `OneHot` words, or as they are if they are vectors.

    `most` is the number of axes of a batch of vectors: 3 for sequences (T, B, n_x), 2 for one
    step (B, n_x). Raises ValueError where both readings are possible, or for an unknown number.
    """
    sequences = most == 3
    if x.ndim >= most or (x.ndim == 0 and sequences) or (x.ndim > 0 and x.shape[-1] == n_x == 1):
        return x
    has_n_x = x.ndim > 0 and x.shape[-1] == n_x
    if has_n_x and not x.size:
        return x  # no step or no row: that is said of vectors
    if has_n_x and x.ndim == most - 1:
        if not _one_hot(x):
            why = f"they fill the axis n_x = {n_x}, but are not one-hot"
            raise _unclear(x, n_x, why, "np.asarray(x, float) for vectors")
        return x
    if has_n_x and _one_hot(x):
        why, vectors = "they may be one one-hot vector", "np.asarray(x, float)[None] for one step"
        raise _unclear(x, n_x, why, vectors)
    if x.ndim == most - 1 and _vectors_of_another_shape(x, n_x):
        why = f"they look like one-hot vectors, without a last axis n_x = {n_x}"
        swapped = "np.asarray(x, float).T for vectors whose axes are swapped"
        other = f"there is no n_x = {x.shape[-1]} here"
        raise _unclear(x, n_x, why, swapped if len(x) == n_x else other)
    wrong = (x < 0) | (x >= n_x)
    if wrong.any():
        where = tuple(np.argwhere(wrong)[0].tolist())
        place = ", ".join(f"{a} = {i}" for a, i in zip(AXES[most], where, strict=False))
        raise ValueError(
            f"x holds the number {x[where]}{' at ' if place else ''}{place}, expected the number "
            f"of a word, 0 … {n_x - 1}; "
            + (
                "a series of single numbers is (T, n_x = 1): write np.asarray(x)[..., None]"
                if n_x == 1
                else f"vectors have a last axis n_x = {n_x}"
            )
        )
    return OneHot(x, n_x)


def _one_hot(x):
    """Whether every row is a one-hot vector."""
    return x.size > 0 and bool(((x == 0) | (x == 1)).all() and (x.sum(axis=-1) == 1).all())


def _vectors_of_another_shape(x, n_x):
    """Whether x may be one-hot vectors for another n_x, or with the axes swapped."""
    swapped = x.ndim > 1 and len(x) == n_x > 1 and _one_hot(x.T)
    return swapped or (x.shape[-1] > 1 and _one_hot(x))


def _unclear(x, n_x, why, vectors):
    words = f"OneHot(x, {n_x}) for numbers of words, " if x.min() >= 0 and x.max() < n_x else ""
    return ValueError(
        f"x has shape {x.shape} and whole numbers: {why}. Say what they are: {words}{vectors}"
    )
