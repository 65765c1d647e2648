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

import numpy as np

from rnnlib import shapes
from rnnlib.cells import DenseNet, parameters, with_parameters
from rnnlib.functions import total
from rnnlib.output_rnn import OutputRNN, output_bptt
from rnnlib.text import OneHot
from rnnlib.untied import UntiedRNN, untied_bptt


def bptt(
    model, x, y, loss, *, z_init=None, f_init=None, read="every", teacher=False, with_inputs=False
):
    """The loss and its gradient with respect to every parameter: (value, gradient).

    `gradient` is a model of the same class: gradient.V is dL/dV, in the shape of V.
    The loss is the mean over the batch and the sum over the steps that are read (`total`).
    x (T, B, n_x), y (T, B, n_f) with read="every", (B, n_f) with read="last"; a bare sequence
    has no axis B, in x and in y. A `DenseNet` takes x (B, n_x), y (B, n_f).
    with_inputs=True returns (value, gradient, dx, dz_init) as well, in the shapes of x and z_init
    (None for the dense net's dz_init).
    An `OutputRNN` takes f_init in place of z_init, and teacher=True to read y[t−1] for f[t−1]. An
    `EncoderDecoder` and a `OneToSequence` always read y while they learn, see there.
    Raises ValueError or TypeError for a wrong shape, NaN, T = 0, or a foreign dtype.
    """
    shapes.read_mode(read)
    shapes.loss(loss, model.tau)
    if isinstance(model, OutputRNN):
        shapes.unused(model, z_init=z_init)
        options = {"f_init": f_init, "read": read, "teacher": teacher, "with_inputs": with_inputs}
        return output_bptt(model, x, y, loss, **options)
    shapes.unused(model, f_init=f_init, teacher=teacher or None)
    if hasattr(model, "bptt"):  # two networks in a row, and two times this function
        shapes.unused(model, z_init=z_init, read=None if read == "every" else read)
        return model.bptt(x, y, loss, with_inputs)
    if isinstance(model, DenseNet):
        return _dense(model, x, y, loss, with_inputs)
    if isinstance(model, UntiedRNN):
        return untied_bptt(model, x, y, loss, z_init=z_init, read=read, with_inputs=with_inputs)
    x, bare = shapes.sequence(x, model.W.shape[0], model.dtype)
    start = shapes.initial_state(z_init, x.shape[1], model.V.shape[0], model.dtype)
    states = forward(model, x, start)  # states[0] is z_init, states[t + 1] is z[t]
    value, ds, outside = _read(model, states, y, loss, read, bare)
    da = backward(model, states, outside)
    gradient = with_parameters(
        model,
        {
            "W": _outer(x, da),
            "V": _outer(states[:-1], da),
            "b": da.sum(axis=(0, 1)),
            "U": _outer(states[1:] if read == "every" else states[-1:], ds),
            "c": ds.sum(axis=(0, 1)),
        },
    )
    if not with_inputs:
        return value, gradient
    dx, dz_init = da @ model.W.T, da[0] @ model.V.T
    if z_init is not None and np.ndim(z_init) == 1:
        dz_init = dz_init.sum(axis=0)  # one z_init was given to all rows
    return value, gradient, dx[:, 0] if bare else dx, dz_init


def forward(model, x, z_init):
    """All states, shape (T + 1, B, n_z): z_init first, then z[0], z[1], …, z[T−1].

    Wᵀx[t] + b needs no past, so it is computed for all t at once, before the loop.
    """
    from_inputs = x @ model.W + model.b
    states = np.full((len(x) + 1, *z_init.shape), np.nan, model.dtype)
    states[0] = z_init
    for t, a in enumerate(from_inputs):
        states[t + 1] = model.sigma(states[t] @ model.V + a)
    return states


def backward(model, states, outside):
    """The gradients da[t] of the pre-activations, shape (T, B, n_z), from the last to the first.

    `outside[t]` is what the loss at step t says to z[t] through f[t].
    """
    da = np.full_like(outside, np.nan)
    dz = outside[-1]
    for t in reversed(range(len(da))):
        da[t] = model.sigma.back(states[t + 1], dz)
        if t > 0:
            dz = outside[t - 1] + da[t] @ model.V.T
    return da


def _read(model, states, y, loss, read, bare):
    """The loss at the states that are read; ds there, and U ds at every step (0 if not read)."""
    z = states[1:] if read == "every" else states[-1:]
    s = model.score(z)
    f = model.tau(s)
    if read == "every":
        y = shapes.targets(y, f.shape, ("T", "B", "n_f"), bare, model.dtype)
    else:
        y = shapes.targets(y, f.shape[1:], ("B", "n_f"), bare, model.dtype)[None]
    ds = loss.back(s, f, y, model.tau) / s.shape[1]
    outside = np.zeros_like(states[1:])
    outside[-len(ds) :] = ds @ model.U.T
    return total(loss.value(s, f, y)), ds, outside


def _outer(x, da):
    """Σ_t Σ_rows x[t] da[t]ᵀ: the sum over time and batch is one matrix product."""
    flat = da.reshape(-1, da.shape[-1])
    if isinstance(x, OneHot):  # da[t] goes to the row of W that the word picked
        dW = np.zeros((x.n, flat.shape[1]), da.dtype)
        np.add.at(dW, x.indices.ravel(), flat)
        return dW
    return x.reshape(-1, x.shape[-1]).T @ flat


def _dense(model, x, y, loss, with_inputs):
    """The same for the dense net: one step, no past."""
    x = shapes.vectors("x", x, model.W.shape[0], "n_x", model.dtype)
    bare = x.ndim == 1
    x = np.atleast_2d(x)
    z = model.hidden(x)
    s = model.score(z)
    f = model.tau(s)
    y = shapes.targets(y, f.shape, ("B", "n_f"), bare, model.dtype)
    ds = loss.back(s, f, y, model.tau) / len(s)
    da = model.sigma.back(z, ds @ model.U.T)
    arrays = {"W": x.T @ da, "b": da.sum(axis=0), "U": z.T @ ds, "c": ds.sum(axis=0)}
    value, gradient = total(loss.value(s, f, y)), with_parameters(model, arrays)
    if not with_inputs:
        return value, gradient
    dx = da @ model.W.T
    return value, gradient, dx[0] if bare else dx, None


@dataclass(frozen=True)
class GradientCheck:
    """Relative error of a gradient, parameter by parameter, against central differences."""

    errors: dict  # name -> max|given − measured| / (max|given| + max|measured|)

    @property
    def passed(self):
        """Every error is below 1e-7: what float64 and eps = 1e-5 can show."""
        return all(error < 1e-7 for error in self.errors.values())

    def __str__(self):
        def verdict(error):
            return "right" if error < 1e-7 else "look again" if error < 1e-4 else "wrong"

        rows = [f"d{name:<2} error {e:.0e}  {verdict(e)}" for name, e in self.errors.items()]
        return "\n".join(rows)

    __repr__ = __str__


def gradient_check(
    model, x, y, loss, *, z_init=None, read="every", eps=1e-5, gradient=None, floor=1e-8
):
    """Compare a gradient with measured slopes, number by number: [L(p + eps) − L(p − eps)] / 2 eps.

    `gradient` is the one to check, a model of the same class; None checks the one of `bptt`.
    The error is norm-wise for each parameter; `floor` is the size below which a gradient counts
    as zero. Raises TypeError for float32: its rounding is larger than the difference.
    """
    if model.dtype != np.float64:
        raise TypeError(
            "the model is float32; central differences need float64, so build it with "
            "dtype=np.float64"
        )
    given = gradient or bptt(model, x, y, loss, z_init=z_init, read=read)[1]
    errors = {}
    for name, array in parameters(model).items():
        measured = np.full_like(array, np.nan)
        for place in np.ndindex(array.shape):
            around = []
            for shift in (eps, -eps):
                moved = array.copy()
                moved[place] += shift
                other = with_parameters(model, {name: moved})
                around.append(bptt(other, x, y, loss, z_init=z_init, read=read)[0])
            measured[place] = (around[0] - around[1]) / (2 * eps)
        mine = getattr(given, name)
        size = np.abs(mine).max() + np.abs(measured).max()
        errors[name] = float(np.abs(mine - measured).max() / max(size, floor))
    return GradientCheck(errors)
