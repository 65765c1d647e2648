"""The two loops of BPTT, forward and backward in time, without waste.

`rnnlib.backprop` has the plain loops, which are the formulas. These give the same numbers, and
- compute Wᵀx[t] + b for all t in one product before they start, since that needs no past;
- write into arrays that are there already, instead of making new ones at each step;
- let sequences of different length run side by side, each only as long as it lasts;
- end the way back where nothing is left of the signal that could still change a digit.
"""

import numpy as np

from rnnlib.inputs.one_hot import OneHot


def rows_of(x):
    """The axes T and B of x laid end to end: (T, B, n) -> (T B, n)."""
    if isinstance(x, OneHot):
        return OneHot(x.indices.ravel(), x.n)
    return x.reshape(-1, x.shape[-1])


def outer(x, da):
    """Σ_rows x daᵀ, rows x (N, n) and da (N, m): the sum over all steps is one matrix product."""
    if isinstance(x, OneHot):  # da[t] goes to the row of W that the word picked
        n_z = da.shape[1]
        dW = np.zeros(x.n * n_z, da.dtype)
        np.add.at(dW, (x.indices[:, None] * n_z + np.arange(n_z)).ravel(), da.ravel())
        return dW.reshape(x.n, n_z)  # number by number: NumPy adds whole rows 2–4 times slower
    return x.T.dot(da)


def forward(model, a, z_init):
    """Overwrite the rows a[t] = Wᵀx[t] + b by z[t] = σ(Vᵀz[t−1] + a[t]), from first to last.

    `a` holds an array (B_t, n_z) for each step; B_t may fall, since some sequences end before
    others: the first B_t go on. z_init = None is the zero state, which adds nothing.
    """
    V, into = np.ascontiguousarray(model.V), model.sigma.into or _by_value(model.sigma)
    z, product = z_init, np.empty_like(a[0])
    for a_t in a:
        if z is not None:
            if len(a_t) < len(z):
                z, product = z[: len(a_t)], product[: len(a_t)]
            z.dot(V, product)
            np.add(a_t, product, a_t)
        z = into(a_t, a_t)


def backward(model, z, da, quiet):
    """Overwrite da[t], which holds outside[t], by σ'(a[t]) (outside[t] + V da[t+1]), last to first.

    At the first `quiet` steps the loss says nothing: there da may hold anything at first.
    Returns the first step that was computed: 0, or a later one if before it nothing matters.
    """
    V_T = model.V.T.copy()  # products with a matrix whose rows lie in order are faster
    later, product, largest = None, np.empty_like(da[0]), 0.0
    block = max(1, min(32, 40_000 // product.size))  # so many steps stay in the processor's cache
    for stop in range(len(da), 0, -block):
        start = max(0, stop - block)
        slopes = _slopes(model.sigma, z[start:stop])
        for t in range(stop - 1, start - 1, -1):
            da_t = da[t]
            if later is not None:
                if t < quiet:
                    later.dot(V_T, da_t)
                else:
                    _add_product(later, V_T, da_t, product)
            if slopes is None:
                da_t[...] = model.sigma.back(z[t], da_t)
            else:
                np.multiply(da_t, slopes[t - start], da_t)
            later = da_t
        if 0 < start <= quiet:
            largest = max(largest, _size(da[stop - 1]))
            if _size(later) < _nothing(later.dtype, largest):
                return start
    return 0


def _add_product(later, V_T, da_t, product):
    """da[t] += V da[t+1], for the sequences that are still running at t + 1."""
    n = len(later)
    if n < len(product):
        da_t, product = da_t[:n], product[:n]
    later.dot(V_T, product)
    np.add(da_t, product, da_t)


def _slopes(sigma, z):
    """σ'(a[t]) of some steps, or None for a σ that mixes units."""
    if sigma.slope is None:
        return None
    if isinstance(z, list):
        return [sigma.slope(z_t, np.empty_like(z_t)) for z_t in z]
    return sigma.slope(z, np.empty_like(z))


def _by_value(sigma):
    def into(a, out):
        out[...] = sigma(a)
        return out

    return into


def _size(array):
    """The largest absolute value."""
    return max(array.max(), -array.min())


def _nothing(dtype, largest):
    """Below this size a signal no longer matters, measured at the largest that was seen.

    Sums over time keep digits down to eps of their largest term (1e-7 in float32, 2e-16 in
    float64). The limit is eps³: what is smaller would have to *grow* by 1/eps² on the way
    back, fourteen places in float32, before one digit of a gradient could change.
    It is never below tiny / eps. Numbers under `tiny` are stored as subnormal ones, with fewer
    digits, and processors need 10–40 times as long for them: the reason to stop in time.
    """
    limits = np.finfo(dtype)
    return max(float(limits.eps) ** 3 * largest, float(limits.tiny / limits.eps))
