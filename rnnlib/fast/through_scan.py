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
from rnnlib.fast.read_out import read_out, to_all
from rnnlib.fast.scan import scan, scan_back


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
    value, ends, outside = read_out(model, into(z), y, loss, read, given.bare)
    dz = scan_back(a, back(outside))
    before = np.concatenate([first[None], z[:-1]])
    return value, ends, np.conj(before) * dz, dz, into(np.conj(a[0]) * dz[0])


def affine(x, da):
    """Gradients of W and b from those of xW + b at all steps."""
    return outer(rows_of(x), rows_of(da)), da.sum(axis=(0, 1))


def with_inputs(given, first, dx, dz_init):
    """dx and dz_init as `bptt` returns them: in the shapes in which x and z_init came."""
    return dx[:, 0] if given.bare else dx, to_all(first, dz_init)
