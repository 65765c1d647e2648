"""Backpropagation through time (BPTT): the gradients of an RNN, derived by hand.

Forward, for t = 0 … T−1            z[t] = σ(Vᵀz[t−1] + Wᵀx[t] + b)
where it is read                    s[t] = c + Uᵀz[t],  f[t] = τ(s[t]),  loss L[t]

Backward, for t = T−1 … 0           dz[t] = U ds[t] + V da[t+1]     z[t] feeds f[t] and z[t+1],
                                                                    so two gradients add
                                    da[t] = σ'(a[t]) dz[t]          a[t]: what went into σ
Sums over time, since every step    dV = Σ z[t−1] da[t]ᵀ,  dW = Σ x[t] da[t]ᵀ,  db = Σ da[t]
uses the same V, W, b, U, c         dU = Σ z[t] ds[t]ᵀ,  dc = Σ ds[t]
At the left end                     dz_init = V da[0]

Source: Rumelhart, Hinton, Williams (1986); Werbos (1990), "Backpropagation through time".
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from rnnlib.cells import Network, network
from rnnlib.functions import Loss
from rnnlib.inputs import shapes
from rnnlib.inputs.values import parameters, with_parameters
from rnnlib.trace import record, walk_back


def plain_forward(model, x, z_init):
    """All states, shape (T + 1, B, n_z): z_init first, then z[t] = σ(Vᵀz[t−1] + Wᵀx[t] + b)."""
    states = [z_init]
    for x_t in x:
        states.append(model.sigma(states[-1] @ model.V + x_t @ model.W + model.b))
    return np.stack(states)


def plain_backward(model, states, outside):
    """All da[t], shape (T, B, n_z): da[t] = σ'(a[t]) dz[t] with dz[t] = outside[t] + V da[t+1].

    `outside[t]` is what the loss at step t says to z[t] through f[t].
    """
    da = np.full_like(outside, np.nan)
    dz = outside[-1]
    for t in reversed(range(len(da))):
        da[t] = model.sigma.back(states[t + 1], dz)
        if t > 0:
            dz = outside[t - 1] + da[t] @ model.V.T
    return da


def bptt(
    model: Network,
    x: Any,
    y: ArrayLike,
    loss: Loss,
    *,
    z_init: ArrayLike | None = None,
    f_init: ArrayLike | None = None,
    read: str = "every",
    teacher: bool = False,
    with_inputs: bool = False,
) -> tuple:
    """The loss and its gradient with respect to every parameter: (value, gradient).

    `gradient` is a model of the same class: gradient.V is dL/dV, in the shape of V.
    The loss is the mean over the batch and the sum over the steps that are read (`total`).
    x (T, B, n_x), y (T, B, n_f) with read="every", (B, n_f) with read="last"; a bare sequence
    has no axis B, in x and in y. A `DenseNet` takes x (B, n_x), y (B, n_f). For one-hot vectors
    the numbers of the words do as well: x (T, B) or (T,) of whole numbers, see `inputs.words`.
    with_inputs=True returns (value, gradient, dx, dz_init) as well, in the shapes of x and z_init
    (None for the dense net's dz_init).
    An `OutputRNN` takes f_init in place of z_init, and teacher=True to read y[t−1] for f[t−1]. An
    `EncoderDecoder` and a `OneToSequence` always read y while they learn, see there.
    Raises ValueError or TypeError for a wrong shape, NaN, T = 0, or a foreign dtype.
    """
    shapes.read_mode(read)
    network(model, "bptt(model, x, y, loss)")
    shapes.loss(loss, model.tau)
    first, back = shapes.first(model, z_init, f_init), model.backward
    if back is None or model.sigma.back is None or model.tau.back is None:
        back = partial(walk_back, model)
    return back(x, y, loss, first=first, read=read, teacher=teacher, with_inputs=with_inputs)


RIGHT, WRONG = 1e-7, 1e-4  # a relative error below the one, above the other


@dataclass(frozen=True)
class GradientCheck:
    """Relative error of a gradient, parameter by parameter, against central differences."""

    errors: dict  # name -> max|given − measured| / (max|given| + max|measured|)

    @property
    def passed(self):
        """Every error is below 1e-7: what float64 and eps = 1e-5 can show."""
        return all(error < RIGHT for error in self.errors.values())

    def __str__(self):
        def verdict(error):
            return "right" if error < RIGHT else "look again" if error < WRONG else "wrong"

        rows = [f"d{name:<2} error {e:.0e}  {verdict(e)}" for name, e in self.errors.items()]
        return "\n".join(rows)

    __repr__ = __str__


def gradient_check(
    model: Network,
    x: Any,
    y: ArrayLike,
    loss: Loss,
    *,
    eps: float = 1e-5,
    gradient: Network | None = None,
    floor: float = 1e-8,
    **options,
) -> GradientCheck:
    """Compare a gradient with measured slopes, number by number: [L(p + eps) − L(p − eps)] / 2 eps.

    `gradient` is the one to check, a model of the same class; None checks the one of `bptt`.
    L is the loss of a recorded run: it comes from the model's own `step`, and knows of no way back.
    `options` are those of `bptt`: z_init, f_init, read, teacher.
    The error is norm-wise for each parameter; `floor` is the size below which a gradient counts
    as zero. Raises TypeError for float32: its rounding is larger than the difference.
    """
    if network(model, "gradient_check(model, x, y, loss)").dtype != np.float64:
        raise TypeError(
            "the model is float32; central differences need float64, so build it with "
            "dtype=np.float64"
        )

    def L(name, array):
        return record(with_parameters(model, {name: array}), x, y, loss, **options).value("L")

    given = gradient or bptt(model, x, y, loss, **options)[1]
    errors = {}
    for name, array in parameters(model).items():
        measured = np.full_like(array, np.nan)
        for place in np.ndindex(array.shape):
            step = np.zeros_like(array)
            step[place] = eps
            measured[place] = (L(name, array + step) - L(name, array - step)) / (2 * eps)
        mine = getattr(given, name)
        size = np.abs(mine).max() + np.abs(measured).max()
        errors[name] = float(np.abs(mine - measured).max() / max(size, floor))
    return GradientCheck(errors)
