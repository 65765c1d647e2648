"""Two steps as one, a round of a scan, a parity."""

import numpy as np

from tests.rnnlib.exercises.plausible.answers import collection

WRONG, RIGHT, wrong, right = collection()
JOIN, ROUND, PARITY = (f"E15.{n}" for n in "join one_round parity_steps".split())

wrong(JOIN, "the order is exchanged")(lambda a, b, c, d: (a * c, a * d + b))
wrong(JOIN, "the first b does not pass the second step")(lambda a, b, c, d: (a * c, b + d))
wrong(JOIN, "both b pass the second factor")(lambda a, b, c, d: (c * a, c * b + c * d))
wrong(JOIN, "the factors are added")(lambda a, b, c, d: (a + c, c * b + d))
wrong(JOIN, "the second b is left out")(lambda a, b, c, d: (a * c, np.multiply(c, b)))
wrong(JOIN, "only the second factor")(lambda a, b, c, d: (c, c * b + d))
wrong(JOIN)(lambda a, b, c, d: (a * c, c * b - d))
right(JOIN)(lambda a, b, c, d: {"b": d + b * c, "a": c * a})


@wrong(ROUND, "a is changed before b is computed")
def changed(a, b, far):
    a, b = np.array(a), np.array(b)
    a[far:] = a[far:] * a[:-far]
    b[far:] = a[far:] * b[:-far] + b[far:]
    return a, b


@wrong(ROUND, "always the neighbour")
def neighbour(a, b, far):
    first = np.ones_like(a[:1])
    return (
        a * np.concatenate([first, a[:-1]]),
        b + a * np.concatenate([0 * first, b[:-1]]),
    )


@wrong(ROUND, "joined with what this round has joined")
def one_after_the_other(a, b, far):
    A, C = [], []
    for t in range(len(a)):
        old = (A[t - far], C[t - far]) if t >= far else (1.0, 0.0)
        A.append(a[t] * old[0])
        C.append(a[t] * old[1] + b[t])
    return np.stack(A), np.stack(C)


@wrong(ROUND, "the earlier b is added as it is")
def added(a, b, far):
    A, C = a.copy(), b.copy()
    for t in range(far, len(a)):
        A[t], C[t] = a[t] * a[t - far], b[t - far] + b[t]
    return A, C


@wrong(ROUND)
def around(a, b, far):
    """Rolled: the first places hear the last ones."""
    return a * np.roll(a, far, axis=0), a * np.roll(b, far, axis=0) + b


@right(ROUND)
def joined(a, b, far):
    A, C = a.copy(), b.copy()
    for t in reversed(range(far, len(a))):
        A[t], C[t] = A[t] * A[t - far], A[t] * C[t - far] + C[t]
    return A, C


wrong(PARITY, "a 1 clears the state")(lambda bits: (1 - bits, bits))
wrong(PARITY, "the ones are counted")(lambda bits: (np.ones(bits.shape), bits))
wrong(PARITY, "turned at every bit")(lambda bits: (-np.ones(bits.shape), bits))
wrong(PARITY, "nothing is added at a 1")(lambda bits: ((-1.0) ** bits, 0 * bits))
wrong(PARITY, "the states are 0 and 2")(lambda bits: (1 - 2 * bits, 2 * bits))
wrong(PARITY)(lambda bits: (bits, 1 - 2 * bits))
right(PARITY)(lambda bits: (np.cos(np.pi * bits), bits**2))
