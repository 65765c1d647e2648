"""The end of a way forward and the beginning of the way back: states are read, a loss is taken.

This is the same for every network whose output is f = τ(c + Uᵀz), so a hand-written `backward`
begins with it and is left with what is its own.
"""

import numpy as np

from rnnlib.fast.loops import outer, rows_of
from rnnlib.functions import total
from rnnlib.inputs import shapes


def read_out(model, z, y, loss, read, bare):
    """(value, {"U": dL/dU, "c": dL/dc}, dz): what the loss says to what is read, z (T, B, n_z).

    z is what U reads of the states (`Network.spoken`). dz (T, B, n_z) comes from the outputs
    alone; what later steps say is added on the way back.
    """
    T, B, _ = z.shape
    heard = z if read == "every" else z[-1:]
    shape, axes = (len(heard), B, model.n("n_f")), ("T", "B", "n_f")
    if read == "last":
        shape, axes = shape[1:], axes[1:]
    y = shapes.targets(y, shape, axes, bare, model.dtype).reshape(len(heard), B, -1)
    s = model.c + heard @ model.U
    f = model.tau(s)
    ds = np.asarray(loss.back(s, f, y, model.tau) / B, z.dtype)
    dz = np.zeros_like(z)
    dz[T - len(heard) :] = ds @ model.U.T
    arrays = {"U": outer(rows_of(heard), rows_of(ds)), "c": ds.sum(axis=(0, 1))}
    return total(loss.value(s, f, y)), arrays, dz


def sums(x, heard, ways):
    """Sums over time, each one product: ending -> (da of W and b, da of V), all (T, B, n_z).

    x (T, B, n_x) is what a step read, heard (T, B, n_z) the state that it heard.
    """
    x, heard, found = rows_of(x), rows_of(heard), {}
    for end, (da, da_V) in ways.items():
        found["W" + end] = outer(x, rows_of(da))
        found["V" + end] = outer(heard, rows_of(da_V))
        found["b" + end] = da.sum(axis=(0, 1))
    return found


def to_all(first, dfirst):
    """The gradient of a first state: where one was given to all rows, their shares add up."""
    return dfirst.sum(axis=0) if np.ndim(first) == 1 else dfirst
