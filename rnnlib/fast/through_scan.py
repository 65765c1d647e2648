"""BPTT by scans, for networks whose state is linear in itself: z[t] = a[t] z[t−1] + d[t].

Forward one scan, backward another. a and d may depend on the input, never on the state. A complex
z is one number here, and a pair of real ones for the rest of the network.

Backward    dz[t] = outside[t] + a[t+1] dz[t+1]         for complex a, its conjugate
            da[t] = z[t−1] dz[t]                        for complex z, its conjugate
            dd[t] = dz[t]
At the left end                dz_init = a[0] dz[0]     for complex a, its conjugate
"""

import numpy as np

from rnnlib.fast.loops import outer, rows_of
from rnnlib.fast.scan import scan, scan_back
from rnnlib.functions import total
from rnnlib.inputs import shapes


def pairs(z):
    """Real rows (…, 2 m), first the m real parts, then the imaginary ones, as complex (…, m)."""
    m = z.shape[-1] // 2
    return z[..., :m] + 1j * z[..., m:]


def flat(z):
    """Complex rows (…, m) as real ones (…, 2 m)."""
    return np.concatenate([z.real, z.imag], axis=-1)


def through_scan(model, given, a, d, y, loss, read):
    """(value, {"U": dL/dU, "c": dL/dc}, da, dd, dz_init): forward, loss, and the way back.

    a (T or 1, B or 1, n), d (T, B, n); da has the shape of d, also where a is the same for all t.
    """
    if a.dtype.kind == "c":
        first, into, back = pairs(given.first), flat, pairs
    else:
        first, into, back = given.first, np.asarray, np.asarray
    z = scan(a, d, first)
    value, ends, outside = _read(model, into(z), given, y, loss, read)
    dz = scan_back(a, back(outside))
    before = np.concatenate([first[None], z[:-1]])
    return value, ends, np.conj(before) * dz, dz, into(np.conj(a[0]) * dz[0])


def _read(model, z, given, y, loss, read):
    """The loss of the states that are read; what it says to U, to c, and to each z[t]."""
    B, n_f = z.shape[1], model.U.shape[1]
    heard = z if read == "every" else z[-1]
    shape, axes = (*heard.shape[:-1], n_f), ("T", "B", "n_f") if read == "every" else ("B", "n_f")
    y = shapes.targets(y, shape, axes, given.bare, model.dtype)
    s = model.score(heard)
    f = model.tau(s)
    ds = np.asarray(loss.back(s, f, y, model.tau) / B, model.dtype)
    outside = np.zeros_like(z)
    outside[slice(None) if read == "every" else -1] = ds @ model.U.T
    ends = {"U": outer(rows_of(heard), rows_of(ds)), "c": ds.reshape(-1, n_f).sum(axis=0)}
    return total(loss.value(s, f, y)), ends, outside


def affine(x, da):
    """Gradients of W and b from those of xW + b at all steps."""
    return outer(rows_of(x), rows_of(da)), da.sum(axis=(0, 1))


def with_inputs(given, first, dx, dz_init):
    """dx and dz_init as `bptt` returns them: in the shapes in which x and z_init came."""
    if first is not None and np.ndim(first) == 1:
        dz_init = dz_init.sum(axis=0)  # one z_init was given to all rows
    return dx[:, 0] if given.bare else dx, dz_init
