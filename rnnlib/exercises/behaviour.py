"""What a small network with weights set by hand does: it reads every short sequence of 0 and 1.

Nothing is compared with one solution. A wrong answer is named by what the network does instead.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import product

import numpy as np

LONGEST, LONG = 8, 200  # all sequences up to this length; and some long ones
YES = 0.5  # a network says yes where f is at least this
NAMES = ("W", "V", "b", "U", "c")

TOO_MANY = "more units than asked for"
TOO_FEW = "one unit is not enough"
TRANSPOSED = "V the other way round"
READ_OUT = "the state knows it, the output does not say it"
TURNED = "yes and no exchanged"
WEAK = "the weights are too small"
FADES = "the memory fades"
ALTERNATES = "the sign turns at every step"
ALWAYS_NO, ALWAYS_YES = "it always says no", "it always says yes"
ITSELF = "it turns itself on"
SHORT = "right at first, then the states drift"


def sequences():
    """All sequences of 0 and 1 up to `LONGEST`, and long ones: a list of arrays (N, T)."""
    short = [np.array(list(product((0.0, 1.0), repeat=T))) for T in range(1, LONGEST + 1)]
    alone = np.zeros((2, LONG))
    alone[1, 0] = 1.0  # a single 1, long ago
    now_and_then = np.arange(3 * LONG).reshape(3, LONG) % np.array([[2], [7], [31]]) == 1
    return [*short, np.vstack([alone, now_and_then])]


READ = sequences()


@dataclass(frozen=True)
class Task:
    """What a network is to say after the last input, and what it may say instead."""

    wanted: Callable  # x (N, T) -> (N,) of True and False
    most: int  # units
    least: int
    mistakes: frozenset  # that are looked for, beside those in `instead`
    instead: dict  # the mistake -> what its network says: x (N, T) -> (N,)
    weak: str = WEAK  # what it is called if ten times the weights would be right

    def accepts(self, arguments, parts):
        """None if the network says what is wanted of every sequence; else (mistake, sentence)."""
        weights = weights_in(parts)
        if isinstance(weights, str):
            return "", weights
        n_z = len(weights[2])
        if n_z > self.most:
            return TOO_MANY, f"your network has {n_z} units, expected at most {self.most}"
        said = [output(weights, x) for x in READ]
        wanted = [self.wanted(x) for x in READ]
        if agree(said, wanted):
            return None
        return self._named(weights, said, wanted), first_wrong(said, wanted)

    def _named(self, weights, said, wanted):
        """The mistake, by what the network does, or by what would make it right; "" if unknown."""
        W, V, b, U, c = weights
        found = (
            (TOO_FEW, lambda: len(b) < self.least),
            (TRANSPOSED, lambda: len(b) > 1 and self._right((W, V.T, b, U, c))),
            (READ_OUT, lambda: told_apart(said, wanted)),
            (TURNED, lambda: told_apart([-f for f in said], wanted)),
            *((name, partial(self._does, said, does)) for name, does in self.instead.items()),
            (ALTERNATES, lambda: after_a_one(said)[:4] == [True, False, True, False]),
            (FADES, lambda: fades(said, wanted)),
            (SHORT, lambda: agree(said[:3], wanted[:3])),
            (self.weak, lambda: self._right((10 * W, 10 * V, 10 * b, U, c))),
            (ALWAYS_NO, lambda: not any((f >= YES).any() for f in said)),
            (ALWAYS_YES, lambda: all((f >= YES).all() for f in said)),
            (ITSELF, lambda: any(f[0] >= YES for f in said)),
        )
        known = self.mistakes | set(self.instead)
        return next((name for name, holds in found if name in known and holds()), "")

    def _does(self, said, does):
        return agree(said[:-1], [does(x) for x in READ[:-1]])

    def _right(self, weights):
        return agree([output(weights, x) for x in READ], [self.wanted(x) for x in READ])


def weights_in(parts):
    """W (1, n_z), V (n_z, n_z), b (n_z,), U (n_z, 1), c (1,) of an answer, or what is wrong."""
    for name, part in zip(NAMES, parts, strict=True):
        if not isinstance(part, np.ndarray) or not np.isfinite(part).all():
            return f"{name} is no array of numbers"
    n_z = parts[2].size
    for name, part, size in zip(NAMES, parts, (n_z, n_z**2, n_z, n_z, 1), strict=True):
        if part.size != size or not size:
            units = f"b has one for each of {n_z} units"
            return f"{name} has {part.size} numbers, expected {size}: {units}"
    W, V, b, U, c = parts
    return W.reshape(1, n_z), V.reshape(n_z, n_z), b.reshape(n_z), U.reshape(n_z, 1), c.reshape(1)


def output(weights, x):
    """f after the last input of every sequence, x (N, T) -> (N,), from a state of zeros."""
    W, V, b, U, c = weights
    z = np.zeros((len(x), len(b)))
    for t in range(x.shape[1]):
        z = np.tanh(z @ V + x[:, t, None] @ W + b)
    return (c + z @ U)[:, 0]


def agree(said, wanted):
    """Whether every sequence gets the wanted answer."""
    return all(np.array_equal(f >= YES, right) for f, right in zip(said, wanted, strict=True))


def told_apart(said, wanted):
    """Whether some other threshold would make all answers right, and not by a hair's breadth."""
    f, right = np.concatenate(said), np.concatenate(wanted)
    return f[right].min() - f[~right].max() > 0.2 * np.ptp(f)


def after_a_one(said):
    """Whether it says yes after a single 1 and n = 0, 1, … zeros, the last time after many."""
    return [*(said[n][1 << n] >= YES for n in range(LONGEST)), said[-1][1] >= YES]


def fades(said, wanted):
    """Whether it says yes directly after a 1, no after enough zeros, and never yes wrongly."""
    after = after_a_one(said)
    silent = all(not (f >= YES)[~right].any() for f, right in zip(said, wanted, strict=True))
    return silent and after[0] and not after[-1] and after == sorted(after, reverse=True)


def first_wrong(said, wanted):
    """The shortest sequence that gets the wrong answer, in words."""
    for x, f, right in zip(READ, said, wanted, strict=True):
        wrong = np.flatnonzero((f >= YES) != right)
        if wrong.size:
            i = wrong[0]
            shown = " ".join(f"{v:.0f}" for v in x[i][:12]) + (" …" if x.shape[1] > 12 else "")
            yes, no = ("yes", "no") if f[i] >= YES else ("no", "yes")
            return f"after {shown} f is {f[i]:.3f}, that is {yes}, expected {no}"
    return ""
