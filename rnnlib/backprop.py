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

from rnnlib.cells import DenseNet, Model, gradient_of, parameters, with_parameters
from rnnlib.fast.loops import Steps, backward, forward, outer, rows_of
from rnnlib.functions import total
from rnnlib.inputs import shapes, words
from rnnlib.inputs.packed import Packed
from rnnlib.networks.output_rnn import OutputRNN, output_bptt
from rnnlib.networks.untied import UntiedRNN, untied_bptt
from rnnlib.text import OneHot


def bptt(
    model, x, y, loss, *, z_init=None, f_init=None, read="every", teacher=False, with_inputs=False
):
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
    if not isinstance(model, Model):
        raise TypeError(
            f"model is a {type(model).__name__}, expected a network such as an RNN: "
            "bptt(model, x, y, loss)"
        )
    shapes.loss(loss, model.tau)
    if isinstance(model, OutputRNN):
        shapes.unused(model, z_init=z_init)
        options = {"f_init": f_init, "read": read, "teacher": teacher, "with_inputs": with_inputs}
        return output_bptt(model, x, y, loss, **options)
    shapes.unused(model, f_init=f_init, teacher=None if teacher is False else teacher)
    if hasattr(model, "bptt"):  # two networks in a row, and two times this function
        shapes.unused(model, z_init=z_init, read=None if read == "every" else read)
        return model.bptt(x, y, loss, with_inputs)
    if isinstance(model, DenseNet):
        return _dense(model, x, y, loss, with_inputs)
    if isinstance(model, UntiedRNN):
        return untied_bptt(model, x, y, loss, z_init=z_init, read=read, with_inputs=with_inputs)
    if isinstance(x, Packed):
        return _packed(model, x, y, loss, z_init, read, with_inputs)
    (n_x, n_z), n_f = model.W.shape, model.U.shape[1]
    x, bare = words.sequence(x, n_x, model.dtype)
    T, B, _ = x.shape
    if z_init is not None:
        z_init, shared = shapes.initial_state(z_init, B, n_z, model.dtype), np.ndim(z_init) == 1
    if read == "every":
        y = shapes.targets(y, (T, B, n_f), ("T", "B", "n_f"), bare, model.dtype)
    else:
        y = shapes.targets(y, (B, n_f), ("B", "n_f"), bare, model.dtype)
    y = y.reshape(-1, n_f)
    value, arrays, da, _ = through_time(model, rows_of(x), Steps((B,) * T), z_init, y, loss, read)
    gradient = gradient_of(model, arrays)
    if not with_inputs:
        return value, gradient
    dx, dz_init = (da @ model.W.T).reshape(T, B, n_x), da[:B] @ model.V.T
    if z_init is not None and shared:
        dz_init = dz_init.sum(axis=0)  # one z_init was given to all rows
    return value, gradient, dx[:, 0] if bare else dx, dz_init


def _packed(model, x, y, loss, z_init, read, with_inputs):
    """The same for sequences of different length; dx comes as a list of (T_i, n_x)."""
    (n_x, n_z), n_f, B = model.W.shape, model.U.shape[1], len(x.lengths)
    start = shapes.initial_state(z_init, B, n_z, model.dtype)[x.order]
    rows, y = x.vectors(n_x, model.dtype), x.targets(y, n_f, model.dtype, read)
    value, arrays, da, _ = through_time(model, rows, x.steps, start, y, loss, read)
    gradient = gradient_of(model, arrays)
    if not with_inputs:
        return value, gradient
    dz_init = x.in_given_order(da[:B] @ model.V.T)
    if z_init is not None and np.ndim(z_init) == 1:
        dz_init = dz_init.sum(axis=0)
    return value, gradient, x.unpack(da @ model.W.T), dz_init


def through_time(model, x, steps, z_init, y, loss, read, from_right=None):
    """Forward, loss, and the whole way back: (value, {"W": dL/dW, …}, da, states).

    x (N, n_x) are the rows of all `steps`, y (N_y, n_f) the targets of the rows that are read.
    `from_right` (B, n_z) is what later steps say to the last state; with it, read may be None.
    da (N, n_z); states (B + N, n_z) are z_init and then all z.
    """
    B = steps.counts[0]
    states = all_states(model, x, steps, z_init)
    z = states[B:]
    da = np.empty(z.shape, z.dtype)
    value, dU, dc = _read(model, z, da, steps, y, loss, read)
    if from_right is not None:
        da[-B:] += from_right
    first = backward(model, steps.views(z), steps.views(da), steps.quiet(read))
    heard = da
    if first:  # at steps before it nothing is heard any more, see `backward`
        da[: B * first] = 0
        x, heard = x[B * first :], da[B * first :]
    arrays = {
        "W": outer(x, heard),
        "V": steps.before(states, first).T.dot(heard),
        "b": np.ones(len(heard), z.dtype).dot(heard),
        "U": dU,
        "c": dc,
    }
    return value, arrays, da, states


def all_states(model, x, steps, z_init):
    """z_init and all z, as rows (B + N, n_z). None is the zero state.

    Wᵀx[t] + b needs no past, so it is computed for all t at once, before the loop.
    """
    B, N = steps.counts[0], len(x)
    states = np.empty((B + N, model.V.shape[0]), model.dtype)
    states[:B], z = 0 if z_init is None else z_init, states[B:]
    np.add(_product(x, model.W, z), model.b, z)
    forward(model, steps.views(z), z_init)
    return states


def _read(model, z, da, steps, y, loss, read):
    """The loss of the states that are read, dU, dc; da gets `outside`, what they hear from it."""
    if read is None:
        da[-steps.counts[-1] :] = 0
        return model.dtype.type(0), np.zeros_like(model.U), np.zeros_like(model.c)
    at = slice(None) if read == "every" else steps.ends()
    heard = z[at]
    s = heard.dot(model.U) + model.c
    f = model.tau(s)
    B = steps.counts[0]
    ds = np.asarray(loss.back(s, f, y, model.tau) / B, model.dtype)
    if isinstance(at, slice):
        ds.dot(model.U.T, da[at])
    else:
        da[B * steps.quiet(read) :] = 0
        da[at] = ds.dot(model.U.T)
    ones = np.ones(len(ds), ds.dtype)
    return total(loss.value(s, f, y), B), heard.T.dot(ds), ones.dot(ds)


def _product(x, W, out):
    """x @ W, written to `out`. One-hot rows pick rows of W."""
    if isinstance(x, OneHot):
        return np.take(W, x.indices, axis=0, out=out, mode="clip")  # "clip" needs no other copy
    return x.dot(W, out)


def _dense(model, x, y, loss, with_inputs):
    """The same for the dense net: one step, no past."""
    x = words.vectors(x, model.W.shape[0], model.dtype)
    bare = x.ndim == 1
    x = x[None] if bare else x
    z = model.hidden(x)
    s = model.score(z)
    f = model.tau(s)
    y = shapes.targets(y, f.shape, ("B", "n_f"), bare, model.dtype)
    ds = loss.back(s, f, y, model.tau) / len(s)
    da = model.sigma.back(z, ds @ model.U.T)
    arrays = {"W": outer(x, da), "b": da.sum(axis=0), "U": z.T @ ds, "c": ds.sum(axis=0)}
    value, gradient = total(loss.value(s, f, y)), gradient_of(model, arrays)
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
