"""Optimisers: how a gradient moves the parameters of a model.

An optimiser is a value and so is its memory: `step` takes what `start` or the last step gave, and
returns a new model with a new memory. Nothing is changed in place.
"""

from dataclasses import dataclass

import numpy as np

from rnnlib.cells import Network
from rnnlib.inputs.values import parameters, with_parameters


@dataclass(frozen=True)
class GradientDescent:
    """Plain gradient descent: p ← p − rate · dL/dp for every parameter p."""

    rate: float = 0.1

    def __post_init__(self):
        _positive(self.rate)

    def start(self, model):
        """What it remembers before the first step: nothing."""

    def step(self, model, gradient, state):
        """One step down the slope: (new model, what to remember)."""
        slopes = parameters(gradient)
        moved = {name: p - self.rate * slopes[name] for name, p in parameters(model).items()}
        return with_parameters(model, moved), state


@dataclass(frozen=True)
class Adam:
    """Adam: every number takes steps of its own, about `rate` long while its slope is steady.

    m ← β₁ m + (1 − β₁) g          a running mean of the slope g
    v ← β₂ v + (1 − β₂) g²         and one of its square
    p ← p − rate · m̂ / (√v̂ + ε)    in step n, with m̂ = m / (1 − β₁ⁿ) and v̂ = v / (1 − β₂ⁿ),
                                   because both means began at zero

    Source: Kingma, Ba (2015), "Adam: a method for stochastic optimization".
    """

    rate: float = 0.01
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    def __post_init__(self):
        _positive(self.rate)

    def start(self, model):
        """What it remembers before the first step: n = 0, m = 0, v = 0."""
        zeros = {name: np.zeros_like(p) for name, p in parameters(model).items()}
        return 0, zeros, zeros

    def step(self, model, gradient, state):
        """One step down the slope: (new model, what to remember)."""
        (n, m, v), slopes, moved = state, parameters(gradient), {}
        n = n + 1
        m = {name: self.beta1 * m[name] + (1 - self.beta1) * g for name, g in slopes.items()}
        v = {name: self.beta2 * v[name] + (1 - self.beta2) * g * g for name, g in slopes.items()}
        for name, p in parameters(model).items():
            m_hat = m[name] / (1 - self.beta1**n)
            v_hat = v[name] / (1 - self.beta2**n)
            moved[name] = p - self.rate * m_hat / (np.sqrt(v_hat) + self.epsilon)
        return with_parameters(model, moved), (n, m, v)


def _positive(rate):
    if not 0 < rate < np.inf:
        raise ValueError(f"rate = {rate!r}, expected a number above 0: it is the size of a step")


def norm(gradient):
    """The length ‖g‖ of a gradient: all its numbers taken as one long vector."""
    return float(np.sqrt(sum(float(np.vdot(g, g)) for g in parameters(gradient).values())))


def clip_by_norm(gradient: Network, limit: float) -> Network:
    """The gradient, shortened to the length `limit` if it is longer; its direction stays."""
    if not limit > 0:
        raise ValueError(f"limit = {limit}, expected a length above 0 (fit: clip=None clips never)")
    length = norm(gradient)
    if length <= limit:
        return gradient
    shorter = {name: g * (limit / length) for name, g in parameters(gradient).items()}
    return with_parameters(gradient, shorter)


def clip_by_value(gradient: Network, limit: float) -> Network:
    """The gradient with every number cut to −limit … limit; its direction may change.

    Large numbers are cut and small ones are not, so the step turns towards the small ones.
    """
    if not limit > 0:
        raise ValueError(f"limit = {limit}, expected a number above 0, the largest allowed")
    cut = {name: np.clip(g, -limit, limit) for name, g in parameters(gradient).items()}
    return with_parameters(gradient, cut)
