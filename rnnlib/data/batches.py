"""Sequences side by side: batches of equal length, so that no padding is needed."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from rnnlib.inputs import arguments, shapes
from rnnlib.inputs.one_hot import OneHot
from rnnlib.text import Vocabulary, tokens


def encode(data: Any, vocabulary: Vocabulary, dtype=np.float64) -> tuple[list[OneHot], np.ndarray]:
    """The sentences as the network reads them: (x, y).

    x is a list of one-hot sequences (T_i, n_x), stored as `OneHot`; y holds the labels, (n, 1).
    """
    x = [OneHot(vocabulary.indices(tokens(text)), len(vocabulary)) for text in data.texts]
    return x, data.labels[:, None].astype(dtype)


def batches(
    x: Sequence, y: Sequence, size: int, *, rng: np.random.Generator | None = None
) -> Iterator[tuple]:
    """Yield (x, y) batches of sequences of equal length, so that no padding is needed.

    x is a list of n sequences (T_i, n_x), arrays or `OneHot`; y is (n, n_f), one target for each,
    or a list of (T_i, n_f), one for each step. A batch has x (T, B, n_x), time first, and
    y (B, n_f) or (T, B, n_f), with B up to `size`. For a dense net x is (n, n_x) and comes as
    (B, n_x). `rng` shuffles the sequences and the batches; without it the order stays.
    Raises ValueError or TypeError that names the sequence which does not fit.
    """
    if len(y) != len(x):
        raise ValueError(f"y has {len(y)} targets but x has {len(x)} sequences; give one for each")
    for places in places_of_equal_length(x, size, rng=rng):
        yield stack(x, places, "x"), stack(y, places, "y")


def places_of_equal_length(x, size, *, rng=None):
    """Cut the places 0 … n−1 into lists of at most `size`, each of sequences of one length."""
    if getattr(x, "ndim", 1) == 3:
        raise ValueError(
            f"x has shape {x.shape}, expected a list of sequences (T_i, n_x); a batch with time "
            "first is cut into one by [x[:, i] for i in range(x.shape[1])]"
        )
    arguments.generator(rng, or_none=True)
    if size < 1:
        raise ValueError(f"size = {size}, expected at least one sequence in a batch")
    lengths = [_length(x, i) for i in range(len(x))]
    order = np.arange(len(x)) if rng is None else rng.permutation(len(x))
    groups = {}
    for i in order.tolist():
        groups.setdefault(lengths[i], []).append(i)
    cuts = [group[k : k + size] for group in groups.values() for k in range(0, len(group), size)]
    if rng is not None:
        rng.shuffle(cuts)
    return cuts


def _length(x, i):
    """T of sequence i; 1 for a vector, which a dense net reads at once."""
    shape = np.shape(x[i])
    if len(shape) == 1:
        return 1
    if len(shape) != 2 or 0 in shape:
        raise ValueError(f"x[{i}] has shape {shape}, expected (T, n_x) with at least one word")
    return shape[0]


def stack(items, places, name="x"):
    """Put items of equal length side by side: (T, n) each -> (T, B, n), (n,) each -> (B, n)."""
    first = items[places[0]]
    shape, kind = np.shape(first), isinstance(first, OneHot)
    if shape == ():
        raise ValueError(
            f"{name} holds single numbers, expected a vector for each sequence, (n, n_f): write "
            f"{shapes.as_array(name, items)}[:, None]"
        )
    for i in places:
        if np.shape(items[i]) != shape or isinstance(items[i], OneHot) != kind:
            raise ValueError(
                f"{name}[{i}] has shape {np.shape(items[i])}, but {name}[{places[0]}] has {shape}; "
                "sequences of equal length must agree, in x and in y"
            )
    if kind:
        return OneHot(np.stack([items[i].indices for i in places], axis=-1), first.n)
    return np.stack([items[i] for i in places], axis=len(shape) - 1)
