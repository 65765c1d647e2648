"""BPTT of the RNN without waste: the numbers of `rnnlib.backprop`, whose page has the formulas.

Everything that needs no past is one product for all steps at once; only Vᵀz[t−1] and V da[t+1] are
left for the loops of `rnnlib.fast.loops`. Sequences of different length lie side by side.
"""

import numpy as np

from rnnlib.fast.loops import backward, forward, outer, rows_of
from rnnlib.functions import total
from rnnlib.inputs import shapes, words
from rnnlib.inputs.one_hot import OneHot
from rnnlib.inputs.packed import Packed, Steps


def rnn(model, x, y, loss, z_init, read, with_inputs):
    """(value, {"W": dL/dW, …}[, dx, dz_init]) for z[t] = σ(Vᵀz[t−1] + Wᵀx[t] + b)."""
    if isinstance(x, Packed):
        return _packed(model, x, y, loss, z_init, read, with_inputs)
    (n_x, n_z), n_f = model.W.shape, model.U.shape[1]
    x, bare = words.sequence(x, n_x, model.W.dtype, model.numbered)
    T, B, _ = x.shape
    if z_init is not None:
        z_init, shared = shapes.initial_state(z_init, B, n_z, model.W.dtype), np.ndim(z_init) == 1
    if read == "every":
        y = shapes.targets(y, (T, B, n_f), ("T", "B", "n_f"), bare, model.W.dtype)
    else:
        y = shapes.targets(y, (B, n_f), ("B", "n_f"), bare, model.W.dtype)
    y = y.reshape(-1, n_f)
    value, arrays, da, _ = through_time(model, rows_of(x), Steps((B,) * T), z_init, y, loss, read)
    if not with_inputs:
        return value, arrays
    dx, dz_init = (da @ model.W.T).reshape(T, B, n_x), da[:B] @ model.V.T
    if z_init is not None and shared:
        dz_init = dz_init.sum(axis=0)  # one z_init was given to all rows
    return value, arrays, dx[:, 0] if bare else dx, dz_init


def _packed(model, x, y, loss, z_init, read, with_inputs):
    """The same for sequences of different length; dx comes as a list of (T_i, n_x)."""
    (n_x, n_z), n_f, B = model.W.shape, model.U.shape[1], len(x.lengths)
    start = shapes.initial_state(z_init, B, n_z, model.W.dtype)[x.order]
    rows, y = x.vectors(n_x, model.W.dtype, model.numbered), x.targets(y, n_f, model.W.dtype, read)
    value, arrays, da, _ = through_time(model, rows, x.steps, start, y, loss, read)
    if not with_inputs:
        return value, arrays
    dz_init = x.in_given_order(da[:B] @ model.V.T)
    if z_init is not None and np.ndim(z_init) == 1:
        dz_init = dz_init.sum(axis=0)
    return value, arrays, x.unpack(da @ model.W.T), dz_init


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
    states = np.empty((B + N, model.V.shape[0]), model.W.dtype)
    states[:B], z = 0 if z_init is None else z_init, states[B:]
    np.add(_product(x, model.W, z), model.b, z)
    forward(model, steps.views(z), z_init)
    return states


def _read(model, z, da, steps, y, loss, read):
    """The loss of the states that are read, dU, dc; da gets `outside`, what they hear from it."""
    if read is None:
        da[-steps.counts[-1] :] = 0
        return model.W.dtype.type(0), np.zeros_like(model.U), np.zeros_like(model.c)
    at = slice(None) if read == "every" else steps.ends()
    heard = z[at]
    s = heard.dot(model.U) + model.c
    f = model.tau(s)
    B = steps.counts[0]
    ds = np.asarray(loss.back(s, f, y, model.tau) / B, model.W.dtype)
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


def dense(model, given, y, loss, with_inputs):
    """The same for the dense net: one step, no past."""
    x = given.seen
    z = model.hidden(x)
    s = model.score(z)
    f = model.tau(s)
    y = shapes.targets(y, f.shape, ("B", "n_f"), given.bare, model.W.dtype)
    ds = loss.back(s, f, y, model.tau) / len(s)
    da = model.sigma.back(z, ds @ model.U.T)
    arrays = {"W": outer(x, da), "b": da.sum(axis=0), "U": z.T @ ds, "c": ds.sum(axis=0)}
    value = total(loss.value(s, f, y))
    if not with_inputs:
        return value, arrays
    dx = da @ model.W.T
    return value, arrays, dx[0] if given.bare else dx, None
