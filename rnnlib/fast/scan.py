"""A linear recurrence without a loop over time: the parallel scan.

    z[t] = a[t] z[t−1] + b[t]          number by number; nothing bends z on its way

One step is the pair (a, b). Two steps, one after the other, are again such a pair:

    (a₂, b₂) after (a₁, b₁)  =  (a₂ a₁,  a₂ b₁ + b₂)

This is the whole trick, because it does not matter in which order pairs are joined, as long as they
stay beside each other. In round k each t joins what it has, the last 2ᵏ steps up to t, with what
t − 2ᵏ has. After ⌈log₂ T⌉ rounds every t has all steps since the first. A round is one operation on
whole arrays.

It is more work, T log₂ T joins in place of T. It pays where many can be done at once.

Sources: Hillis, Steele (1986), "Data parallel algorithms"; Blelloch (1990), "Prefix sums and their
applications"; Martin, Cundy (2018), "Parallelizing linear recurrent neural nets over sequence
length".
"""

import numpy as np


def join(later, earlier):
    """Two pairs (a, b), one after the other, as one: z → a₂ (a₁ z + b₁) + b₂."""
    return later[0] * earlier[0], later[0] * earlier[1] + later[1]


def loop(a, b, z_init=None):
    """All z[t] = a[t] z[t−1] + b[t], shape of b (T, …), one after the other: the definition.

    a (T, …) or (1, …), the same at every step; z_init (…) is the state before, None means zeros.
    """
    a = np.broadcast_to(a, (len(b), *a.shape[1:]))
    z, states = 0 if z_init is None else z_init, np.empty_like(b)
    for t, b_t in enumerate(b):
        z = states[t] = a[t] * z + b_t
    return states


def rounds(T):
    """How many rounds T steps take: ⌈log₂ T⌉."""
    return (T - 1).bit_length()


def scan(a, b, z_init=None):
    """The same states as from `loop`, to rounding, in ⌈log₂ T⌉ rounds."""
    *_, z = each_round(a, b, z_init)
    return z


def each_round(a, b, z_init=None):
    """Yield what each t has after each round, in one array that goes on changing: b at first."""
    a, z = a.copy(), b.copy()
    if z_init is not None:
        z[0] += a[0] * z_init
    yield z
    for k in range(rounds(len(b))):
        far = 2**k
        now = slice(far, None) if len(a) > 1 else slice(None)  # one a for all steps stays one
        before = slice(None, -far) if len(a) > 1 else slice(None)
        a[now], z[far:] = join((a[now], z[far:]), (a[before], z[:-far]))
        yield z


def scan_back(a, outside):
    """All dz[t] = outside[t] + a[t+1] dz[t+1], last to first: the way back is a scan as well.

    `outside[t]` is what the loss says to z[t] through f[t]. For complex a, its conjugate.
    """
    a = np.conj(a)
    if len(a) > 1:
        a = np.roll(a, -1, axis=0)  # a[t+1] at t; what comes to the last place meets no dz
    return scan(a[::-1], outside[::-1])[::-1]
