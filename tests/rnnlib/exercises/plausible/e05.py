"""Tied against untied."""

import numpy as np

from tests.rnnlib.exercises.plausible.answers import collection

WRONG, RIGHT, wrong, right = collection()
TIED, UNTIED, RUN, STEPS, SHARED = (
    f"E05.{n}"
    for n in "count_tied count_untied run_untied examples_per_step shared_gradient".split()
)


def hidden(i, h):
    return (i + h + 1) * h


wrong(TIED, "two biases in the hidden layer")(lambda i, h, o: hidden(i, h) + h + h * o + o)
wrong(TIED, "four gates, as in an LSTM")(lambda i, h, o: 4 * hidden(i, h) + h * o + o)
wrong(TIED, "the output layer forgotten")(lambda i, h, o: hidden(i, h))
wrong(TIED, "biases forgotten")(lambda i, h, o: h * (i + h + o))
wrong(TIED, "V forgotten")(lambda i, h, o: i * h + h + h * o + o)
wrong(TIED, "V from the output")(lambda i, h, o: i * h + o * h + h + h * o + o)
wrong(TIED, "one V for each unit alone")(lambda i, h, o: i * h + h + h + h * o + o)
wrong(TIED, "one bias for each layer")(lambda i, h, o: i * h + h * h + h * o + 2)
wrong(TIED)(lambda i, h, o: 3 * hidden(i, h) + h * o + o)  # a GRU
wrong(UNTIED, "everything T times")(lambda T, i, h, o: T * (hidden(i, h) + h * o + o))
wrong(UNTIED, "the length does not count")(lambda T, i, h, o: hidden(i, h) + h * o + o)
wrong(UNTIED, "only W is copied")(lambda T, i, h, o: T * i * h + h * h + h + h * o + o)
wrong(UNTIED, "no V at the first step")(lambda T, i, h, o: T * hidden(i, h) - h * h + h * o + o)
wrong(UNTIED, "the output layer forgotten")(lambda T, i, h, o: T * hidden(i, h))
wrong(UNTIED)(lambda T, i, h, o: (T + 1) * hidden(i, h) + h * o + o)


def run(W_of, V_of, b_of, one=lambda a: np.tanh(a)):
    def untied(x, W, V, b, z_init):
        h, states = z_init, []
        for t, word in enumerate(x):
            h = one(word @ W_of(W, t) + h @ V_of(V, t) + b_of(b, t))
            states.append(h)
        return np.stack(states)

    return untied


def here(p, t):
    return p[t]


def first(p, t):
    return p[0]


wrong(RUN, "the first matrices at every step")(run(first, first, first))
wrong(RUN, "the first V at every step")(run(here, first, here))
wrong(RUN, "the V of the step before")(run(here, lambda V, t: V[t - 1], here))
wrong(RUN, "tanh twice")(run(here, here, here, lambda a: np.tanh(np.tanh(a))))
wrong(RUN, "sigmoid instead of tanh")(run(here, here, here, lambda a: 1 / (1 + np.exp(-a))))
wrong(RUN)(run(lambda W, t: W.mean(0), lambda V, t: V.mean(0), lambda b, t: b.mean(0)))
wrong(RUN)(run(lambda W, t: W[-1 - t], lambda V, t: V[-1 - t], lambda b, t: b[-1 - t]))
wrong(RUN, "V transposed")(run(here, lambda V, t: V[t].T, here))
wrong(RUN, "bias forgotten")(run(here, here, lambda b, t: 0))

wrong(STEPS, "only where a sentence ends")(
    lambda lengths, T: np.bincount(np.asarray(lengths) - 1, minlength=T)
)
wrong(STEPS, "one step too many")(
    lambda lengths, T: [sum(n >= t for n in lengths) for t in range(T)]
)
wrong(STEPS, "shares in place of numbers")(
    lambda lengths, T: [np.mean(lengths > t) for t in range(T)]
)
wrong(STEPS, "every sentence at every step")(lambda lengths, T: np.full(T, len(lengths)))
wrong(STEPS, "the padding counted")(
    lambda lengths, T: [sum(n <= t for n in lengths) for t in range(T)]
)
wrong(STEPS)(lambda lengths, T: [sum(n > t for n in lengths) for t in range(max(lengths))])

wrong(SHARED, "mean instead of sum")(lambda dV: np.mean(dV, 0))
wrong(SHARED, "only the last step")(lambda dV: dV[len(dV) - 1])
wrong(SHARED, "nothing summed")(lambda dV: dV.copy())
wrong(SHARED, "first step skipped")(lambda dV: sum(dV[t] for t in range(1, len(dV))))
wrong(SHARED, "everything summed")(lambda dV: dV.sum())
wrong(SHARED, says="the numbers are right, but an axis of length 1")(
    lambda dV: dV.sum(axis=0, keepdims=True)
)
wrong(SHARED, "the sum transposed")(lambda dV: dV.sum(axis=0).T)
wrong(SHARED, "cut off at ±1")(lambda dV: np.clip(dV.sum(axis=0), -1, 1))

right(SHARED)(lambda dV: np.add.reduce(dV))
right(SHARED)(lambda dV: np.tensordot(np.ones(len(dV)), dV, axes=1))
right(STEPS)(lambda lengths, T: (sum(1 for n in lengths if n > t) for t in range(T)))
right(STEPS)(
    lambda lengths, T: np.cumsum(np.bincount(lengths, minlength=T + 1)[::-1])[::-1][1 : T + 1]
)
