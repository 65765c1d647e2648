"""The simple models that an RNN has to beat: counting letters, and a weighted sum of the past.

A result without its baseline says nothing. These two are old, small, and good.
"""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from rnnlib.inputs import arguments, shapes
from rnnlib.text import EOS


@dataclass(frozen=True, eq=False)
class NGram:
    """The next letter from the n − 1 letters before it, by counting.

    P(c | h) = (count(h c) + k · P(c | h without its first letter)) / (count(h) + k)

    What is rare leans on the shorter history, with the weight of k imagined letters; the shortest
    one leans on equal shares. Source: MacKay, Peto (1995), "A hierarchical Dirichlet language
    model".
    """

    n: int
    followed: Counter = field(repr=False)  # history and letter -> how often
    seen: Counter = field(repr=False)  # history -> how often
    symbols: int  # how many different letters there are, with <eos>
    k: float = 10.0

    @classmethod
    def count(cls, names, n, k=10.0):
        """Count all pieces of up to n letters in the names, <eos> at both ends."""
        shapes.counts(n=n)
        if not k > 0:
            raise ValueError(f"k = {k}, expected the weight of the shorter history, above 0")
        names = _several(names)
        followed, seen, letters = Counter(), Counter(), {EOS}
        for name in names:
            for history, letter in _pieces(name, n):
                letters.add(letter)
                for start in range(len(history) + 1):
                    followed[history[start:], letter] += 1
                    seen[history[start:]] += 1
        return cls(n, followed, seen, len(letters), k)

    def probability(self, letter, history):
        """P(letter | history), where history is a tuple of at most n − 1 letters."""
        shorter = self.probability(letter, history[1:]) if history else 1 / self.symbols
        counted = self.followed[history, letter] + self.k * shorter
        return counted / (self.seen[history] + self.k)

    def bits(self, names):
        """Bits per letter: the mean of −log₂ P over all letters and <eos> of all names."""
        pieces = [piece for name in _several(names) for piece in _pieces(name, self.n)]
        return float(np.mean([-np.log2(self.probability(c, h)) for h, c in pieces]))


def _several(names):
    """A list of names; one string, or none at all, is a mistake."""
    if isinstance(names, str):
        raise TypeError(f"names is the string {names!r}, expected a list of them: [{names!r}]")
    names = list(names)
    if not names:
        raise ValueError("names is empty, expected at least one")
    return names


def _pieces(name, n):
    """Each letter with up to n − 1 letters before it: (history, letter)."""
    line = (EOS, *name, EOS)
    return [(line[max(0, t - n + 1) : t], line[t]) for t in range(1, len(line))]


@dataclass(frozen=True, eq=False)
class LinearPast:
    """The next value as a weighted sum of the last p values and a constant.

    Statistics calls it an autoregressive model, AR(p). It is a one-layer net without σ that sees
    a window of p values.
    """

    weights: np.ndarray = field(repr=False)  # (p + 1,), the constant first, then the oldest value
    p: int

    @classmethod
    def fit(cls, values, p):
        """The weights with the smallest squared error on `values` (T,).

        Raises ValueError for values that are not finite, or are no more than p.
        """
        shapes.counts(p=p)
        windows, wanted = _windows(arguments.series("values", values), p)
        return cls(np.linalg.lstsq(windows, wanted, rcond=None)[0], p)

    def predict(self, values):
        """The prediction for values[t] from those before it, for t = p … T−1: (T − p,)."""
        return _windows(arguments.series("values", values), self.p)[0] @ self.weights


def _windows(values, p):
    if p >= len(values):
        raise ValueError(f"p = {p}, expected 1 or more, and less than the {len(values)} values")
    rows = np.lib.stride_tricks.sliding_window_view(values[:-1], p)
    return np.column_stack([np.ones(len(rows)), rows]), values[p:]


def rmse(predicted: ArrayLike, measured: ArrayLike) -> float:
    """The root of the mean squared error, in the units of what is measured.

    Raises ValueError for two shapes: they would be compared each with each.
    """
    f, y = shapes.numbers("predicted", predicted), shapes.numbers("measured", measured)
    if f.shape != y.shape or f.size == 0:
        name, values, array = (
            ("predicted", predicted, f) if f.ndim > 1 else ("measured", measured, y)
        )
        same = f.size == y.size > 0
        hint = f": write {arguments.flat(name, values, array)}" if same else ""
        raise ValueError(
            f"predicted has shape {f.shape}, measured {y.shape}; expected one shape for both, with "
            f"at least one number{hint}"
        )
    shapes.finite("predicted", f, [f"axis {i}" for i in range(f.ndim)])
    shapes.finite("measured", y, [f"axis {i}" for i in range(y.ndim)])
    return float(np.sqrt(np.mean((f - y) ** 2)))
