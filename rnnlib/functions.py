"""Activations and losses: each value with its derivative beside it, finite for any finite input."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

import numpy as np


@dataclass(frozen=True, eq=False)
class Activation:
    """A function σ that acts on pre-activations a: z = σ(a).

    `back(z, dz)` turns the gradient of z into the gradient of a. It needs only the value z,
    where the derivative can be written with σ itself: tanh' = 1 − tanh². Where it cannot, leave
    `back` out and give `back_from(a, dz)`, which starts from a:

        silu = Activation("silu", lambda a: a * sigmoid(a), back_from=lambda a, dz: dz * …)

    The last two say the same without a new array, for loops that must be fast: `into(a, out)`
    writes z to `out`, which may be a itself, and `slope(z, out)` writes σ'(a). Both may be left
    out; a σ that mixes units, as softmax does, has no slope for each unit.
    """

    name: str
    value: Callable  # a -> z
    back: Callable | None = None  # (z, dL/dz) -> dL/da
    into: Callable | None = None  # (a, out) -> out
    slope: Callable | None = None  # (z, out) -> out
    back_from: Callable | None = None  # (a, dL/dz) -> dL/da

    def __post_init__(self):
        if self.back is None and self.back_from is None:
            raise TypeError(
                f"the activation {self.name!r} has no derivative: give back(z, dz), or "
                "back_from(a, dz) if the slope needs a"
            )

    def __call__(self, a):
        """The value σ(a), so that a formula can be written as it is read."""
        through = getattr(a, "through", None)  # some values note what is done to them
        return self.value(a) if through is None else through(self)

    def gradient(self, a, z, dz):
        """dL/da from dL/dz, at a with z = σ(a)."""
        return self.back_from(a, dz) if self.back is None else self.back(z, dz)

    def __repr__(self):
        return self.name


def _sigmoid(a):
    # 1 / (1 + exp(−a)) with no exponent above 0, so that nothing can overflow
    return np.exp(np.minimum(a, 0)) / (1 + np.exp(-np.abs(a)))


def _sigmoid_into(a, out):
    with np.errstate(over="ignore"):  # exp(1000) = inf is welcome here: 1 / (1 + inf) = 0
        np.exp(np.negative(a, out), out)
    return np.reciprocal(np.add(out, 1, out), out)


def _softmax(a):
    e = np.exp(a - a.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def _softmax_back(f, df):
    return f * (df - (f * df).sum(axis=-1, keepdims=True))


def _tanh_slope(z, out):
    return np.subtract(1, np.multiply(z, z, out), out)


def _sigmoid_slope(z, out):
    return np.multiply(z, np.subtract(1, z, out), out)


tanh = Activation(
    "tanh",
    np.tanh,
    lambda z, dz: dz * (1 - z * z),
    into=np.tanh,
    slope=_tanh_slope,
)
sigmoid = Activation(
    "sigmoid",
    _sigmoid,
    lambda z, dz: dz * z * (1 - z),
    into=_sigmoid_into,
    slope=_sigmoid_slope,
)
relu = Activation(
    "relu",
    lambda a: np.maximum(a, 0),
    lambda z, dz: dz * (z > 0),
    into=lambda a, out: np.maximum(a, 0, out=out),
    slope=lambda z, out: np.greater(z, 0, out),
)
identity = Activation(
    "identity",
    lambda a: a,
    lambda z, dz: dz,
    slope=lambda z, out: np.equal(z, z, out),
)
softmax = Activation("softmax", _softmax, _softmax_back)


@dataclass(frozen=True, eq=False)
class Loss:
    """How far an output f is from its target y, computed from the score s (f = τ(s), s = c + Uᵀz).

    `value(s, f, y)` gives one number for every row (the units are summed up), `back(s, f, y, tau)`
    the gradient of that number with respect to s. The two cross-entropies never take the
    logarithm of f: with s = ±1000 the naive log(f) is log(0), the form used here is exact.
    `pairs_with` is the output activation that this loss is derived for (None: any).
    """

    name: str
    value: Callable  # (s, f, y) -> one number per row
    back: Callable  # (s, f, y, tau) -> dL/ds, the shape of s
    pairs_with: Activation | None = None

    def __post_init__(self):
        for name in ("value", "back"):
            object.__setattr__(self, name, _one_target_each(getattr(self, name)))

    def __repr__(self):
        return self.name


def _one_target_each(function):
    """`function` of (s, f, y, …), which refuses a y that would be compared with every row."""

    @wraps(function)
    def checked(s, f, y, *tau):
        if np.shape(y) != np.shape(s):
            raise ValueError(
                f"y has shape {np.shape(y)}, expected that of the scores s, {np.shape(s)}: one "
                "target for each"
            )
        return function(s, f, y, *tau)

    return checked


def _over_units(losses):
    """Add up the last axis; where it is one unit long there is nothing to add."""
    return losses[..., 0] if losses.shape[-1] == 1 else losses.sum(axis=-1)


def _binary_cross_entropy(s, f, y):
    # −y log f − (1 − y) log(1 − f), rewritten for the score s: log(1 + exp(s)) − s y
    return _over_units(np.logaddexp(0, s) - s * y)


def _cross_entropy(s, f, y):
    # −Σ y log f with log f = s − log Σ exp(s); the largest score is taken out first
    shifted = s - s.max(axis=-1, keepdims=True)
    log_f = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return -(y * log_f).sum(axis=-1)


squared_error = Loss(
    "squared_error",
    lambda s, f, y: 0.5 * ((f - y) ** 2).sum(axis=-1),
    lambda s, f, y, tau: tau.gradient(s, f, f - y),
)
binary_cross_entropy = Loss(
    "binary_cross_entropy",
    _binary_cross_entropy,
    lambda s, f, y, tau: f - y,
    pairs_with=sigmoid,
)
cross_entropy = Loss(
    "cross_entropy",
    _cross_entropy,
    lambda s, f, y, tau: f * y.sum(axis=-1, keepdims=True) - y,
    pairs_with=softmax,
)


def total(losses, B=None):
    """One number for a whole batch: the mean over its B sequences of the sum over the steps read.

    L = 1/B Σ_rows Σ_t L[t]; `losses` has shape (T, B), or (B,) when one step was read. Say B
    where the shape does not: sequences of different length have their losses in one row (N,).
    This is the only place that decides it; whatever speaks of "the loss" means this number.
    """
    return losses.sum() / (losses.shape[-1] if B is None else B)
