"""Different right answers to E03; each must be accepted."""

from functools import reduce

import numpy as np


def last_state_by_reduce(sentence, A, B, bias, start):
    return reduce(
        lambda past, word: np.tanh(np.dot(past, B) + np.dot(word, A) + bias), sentence, start
    )


def last_state_in_columns(x, W, V, b, z_init):
    z = z_init.reshape(-1, 1)
    for t in range(len(x)):
        z = np.tanh(V.T @ z + W.T @ x[t][:, None] + b[:, None])
    return z.ravel()  # a view


def last_state_in_lists(x, W, V, b, z_init):
    z = list(z_init)
    for word in x.tolist():
        a = [
            b[j]
            + sum(word[i] * W[i, j] for i in range(len(word)))
            + sum(z[k] * V[k, j] for k in range(len(z)))
            for j in range(len(z))
        ]
        z = [float(np.tanh(number)) for number in a]
    return z


def run_with_a_list(words, A, B, bias, first):
    states = [first]
    for word in words:
        states.append(np.tanh(states[-1] @ B + word @ A + bias))
    return states[1:]  # a list of arrays


def run_with_one_array_more(x, W, V, b, z_init):
    z = np.empty((len(x) + 1, *z_init.shape))
    z[0] = z_init
    for t in range(len(x)):
        z[t + 1] = np.tanh(z[t] @ V + x[t] @ W + b)
    return z[1:]  # a view


def run_hoisted_in_float32(x, W, V, b, z_init):
    x, W, V, b, z = (array.astype(np.float32) for array in (x, W, V, b, z_init))
    a = np.einsum("tbi,ij->tbj", x, W) + b
    for t in range(len(a)):
        a[t] = z = np.tanh(np.dot(z, V) + a[t])
    return a


def run_sentence_by_sentence(x, W, V, b, z_init):
    states = np.full((len(x), len(z_init), len(b)), np.nan)
    for row, z in enumerate(z_init):
        for t, word in enumerate(x[:, row]):
            states[t, row] = np.tanh((states[t - 1, row] if t else z) @ V + word @ W + b)
    return states.tolist()


VARIANTS = {
    "E03.last_state": (last_state_by_reduce, last_state_in_columns, last_state_in_lists),
    "E03.run": (
        run_with_a_list,
        run_with_one_array_more,
        run_hoisted_in_float32,
        run_sentence_by_sentence,
    ),
}
