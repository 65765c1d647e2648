"""A run over a sentence."""

from functools import reduce
from itertools import accumulate

import numpy as np

from tests.rnnlib.exercises.plausible.answers import collection

WRONG, RIGHT, wrong, right = collection()
LAST, RUN = "E03.last_state", "E03.run"


def step(x, z, W, V, b):
    return np.tanh(x @ W + z @ V + b)


def over(x, z, W, V, b, one=step):
    states = []
    for word in x:
        z = one(word, z, W, V, b)
        states.append(z)
    return np.array(states)


def last(words=lambda x: x, begin=lambda z: z, one=step, give=lambda s: s[-1]):
    return lambda x, W, V, b, z_init: give(over(words(x), begin(z_init), W, V, b, one))


wrong(LAST, "z_init ignored")(last(begin=np.zeros_like))
wrong(LAST, "read from the end")(last(words=lambda x: x[::-1]))
wrong(LAST, "the last word is not read")(last(words=lambda x: x[: len(x) - 1]))
wrong(LAST, "the first word is not read")(last(words=lambda x: x[1:]))
wrong(LAST, "the words are added up first")(last(words=lambda x: [x.sum(0)]))
wrong(LAST, "the mean of the words")(last(words=lambda x: [x.mean(0)]))
wrong(LAST, "the mean of all states")(last(give=lambda s: s.mean(0)))
wrong(LAST, "every state")(last(give=lambda s: s))
wrong(LAST, "the loop ends after one word")(last(give=lambda s: s[0]))
wrong(LAST, "V transposed")(last(one=lambda x, z, W, V, b: np.tanh(W.T @ x + V @ z + b)))
wrong(LAST, "the state is added up")(last(one=lambda x, z, W, V, b: z + np.tanh(x @ W + z @ V + b)))
wrong(LAST, "half of the old state is kept")(
    last(one=lambda x, z, W, V, b: 0.5 * (z + np.tanh(x @ W + z @ V + b)))
)
wrong(LAST, "tanh twice")(last(one=lambda *a: np.tanh(step(*a))))
wrong(LAST, "b added after σ")(last(one=lambda x, z, W, V, b: np.tanh(x @ W + z @ V) + b))
wrong(LAST, "T is fixed at 4")(last(words=lambda x: x[:4]))
wrong(LAST, says="more came back than was asked for; the second")(
    lambda x, W, V, b, z_init: (over(x, z_init, W, V, b), over(x, z_init, W, V, b)[-1])
)
wrong(LAST, "the last word is not read")(last(give=lambda s: s[-2]))
wrong(LAST, "the largest of all states")(last(give=lambda s: np.max(s, axis=0)))


def run(begin=lambda z: z, one=step, give=lambda s: s, words=lambda x: x):
    return lambda x, W, V, b, z_init: give(over(words(x), begin(z_init), W, V, b, one))


wrong(RUN, "time and batch in one axis")(run(give=np.concatenate))
wrong(RUN, "the first row of z_init for all")(run(begin=lambda z: np.repeat(z[:1], len(z), 0)))
wrong(RUN, "z_init ignored")(run(begin=lambda z: 0 * z))
wrong(RUN, "the last step is missing, and a list hides it")(run(words=lambda x: x[:-1]))
wrong(RUN, "the first step is missing, and a list hides it")(run(words=lambda x: x[1:]))
wrong(RUN, "T is fixed at 4, in a list")(run(words=lambda x: x[:4]))
wrong(RUN, "result batch first")(run(give=lambda s: s.swapaxes(0, 1)))
wrong(RUN, "only the last state")(run(give=lambda s: s[-1]))
wrong(RUN, "σ on the word's part only")(run(one=lambda x, z, W, V, b: z @ V + np.tanh(x @ W + b)))
wrong(RUN, "tanh twice")(run(one=lambda *a: np.tanh(step(*a))))
wrong(RUN, "bias twice")(run(one=lambda x, z, W, V, b: np.tanh(x @ W + b + z @ V + b)))
wrong(RUN, "reshape instead of transpose")(
    lambda x, W, V, b, z_init: over(
        x.reshape(x.shape[1], x.shape[0], -1).transpose(1, 0, 2), z_init, W, V, b
    )
)
wrong(RUN, says="more came back than was asked for; the first")(
    lambda x, W, V, b, z_init: (over(x, z_init, W, V, b), over(x, z_init, W, V, b)[-1])
)
wrong(RUN, "the states are added up over time")(run(give=lambda s: np.cumsum(s, 0)))
wrong(RUN, "V transposed", "bias forgotten")(
    run(one=lambda x, z, W, V, b: np.tanh(x @ W + z @ V.T))
)
wrong(RUN)(run(give=lambda s: s.mean(axis=1)))


@wrong(RUN, "the state runs from row to row")
def sentence_by_sentence(x, W, V, b, z_init):
    out, h = np.zeros((*x.shape[:2], len(b))), z_init[0]
    for n in range(x.shape[1]):
        for t in range(x.shape[0]):
            h = step(x[t, n], h, W, V, b)
            out[t, n] = h
    return out


@wrong(RUN, "one state runs through all rows of a step")
def word_by_word(x, W, V, b, z_init):
    out, h = np.zeros((*x.shape[:2], len(b))), z_init[0]
    for t in range(x.shape[0]):
        for n in range(x.shape[1]):
            h = out[t, n] = step(x[t, n], h, W, V, b)
    return out


@wrong(RUN, "T is fixed at 6")
def six_steps(x, W, V, b, z_init):
    states, z = [], z_init
    for t in range(6):
        z = np.tanh(x[t] @ W + z @ V + b)
        states.append(z)
    return np.stack(states)


@wrong(RUN, "z_init among the states")
def as_in_the_lab(x, W, V, b, z_init):
    H = [z_init]
    for t in range(len(x)):
        H.append(step(x[t], H[t], W, V, b))
    return np.array(H)


@wrong(RUN, "one place too late")
def z_init_first_last_one_lost(x, W, V, b, z_init):
    H = [z_init]
    for t in range(len(x) - 1):
        H.append(step(x[t], H[t], W, V, b))
    return np.array(H)


@wrong(RUN, "the word of the step before")
def shifted(x, W, V, b, z_init):
    return over(np.roll(x, 1, axis=0), z_init, W, V, b)


@wrong(RUN, "state not carried on")
def all_at_once(x, W, V, b, z_init):
    return np.tanh(x @ W + z_init @ V + b)


@wrong(RUN, "the last step is missing, and an array of zeros hides it")
def range_from_one(x, W, V, b, z_init):
    h = np.zeros((*x.shape[:2], len(b)))
    for t in range(1, len(x)):
        h[t - 1] = step(x[t - 1], h[t - 2] if t > 1 else z_init, W, V, b)
    return h


carried = {}


@wrong(RUN, says="gave something else")
def stateful(x, W, V, b, z_init):
    states = over(x, carried.get(x.shape, z_init), W, V, b)
    carried[x.shape] = states[-1]
    return states


right(LAST)(last(begin=lambda z: z[None]))  # a batch of one
right(LAST)(lambda x, W, V, b, z_init: reduce(lambda z, w: step(w, z, W, V, b), x, z_init))
right(RUN)(lambda x, W, V, b, z_init: tuple(over(x, z_init, W, V, b)))
right(RUN)(
    lambda x, W, V, b, z_init: list(
        accumulate(x, lambda z, w: step(w, z, W, V, b), initial=z_init)
    )[1:]
)


@right(RUN)
def a_generator(x, W, V, b, z_init):
    for word in x:
        z_init = np.tanh(word @ W + z_init @ V + b)
        yield z_init


@right(RUN)
def by_recursion(x, W, V, b, z_init):
    if len(x) == 0:
        return np.zeros((0, *z_init.shape))
    z = step(x[0], z_init, W, V, b)
    return np.concatenate([z[None], by_recursion(x[1:], W, V, b, z)])


@right(RUN)
def objects_of_arrays(x, W, V, b, z_init):
    out = np.empty(len(x), dtype=object)
    for t in range(len(x)):
        out[t] = step(x[t], out[t - 1] if t else z_init, W, V, b)
    return out
