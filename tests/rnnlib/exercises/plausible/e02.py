"""One step, and one output."""

import math

import numpy as np

from tests.rnnlib.exercises.plausible.answers import collection

WRONG, RIGHT, wrong, right = collection()
STEP, OUT = "E02.step", "E02.output"


def sigmoid(a):
    return 1.0 / (1.0 + np.exp(-a))


wrong(STEP, "V transposed")(lambda x, z, W, V, b: np.tanh(x @ W + z @ V.T + b))
wrong(STEP, "V transposed")(lambda x, z, W, V, b: np.tanh((V @ z.T).T + (W.T @ x.T).T + b))
wrong(STEP, "σ on the word's part only")(lambda x, z, W, V, b: np.tanh(x @ W + b) + z @ V)
wrong(STEP, "σ on the word alone")(lambda x, z, W, V, b: np.tanh(x @ W) + z @ V + b)
wrong(STEP, "σ on the past alone")(lambda x, z, W, V, b: x @ W + b + np.tanh(z @ V))
wrong(STEP, "b added after σ")(lambda x, z, W, V, b: np.tanh(x @ W + z @ V) + b)
wrong(STEP, "tanh twice")(lambda x, z, W, V, b: np.tanh(np.tanh(x @ W + z @ V + b)))
wrong(STEP, "bias twice")(lambda x, z, W, V, b: np.tanh(x @ W + b + z @ V + b))
wrong(STEP, "arctan instead of tanh")(lambda x, z, W, V, b: np.arctan(x @ W + z @ V + b))
wrong(STEP, "cut off at ±1 instead of tanh")(
    lambda x, z, W, V, b: np.maximum(-1, np.minimum(1, x @ W + z @ V + b))
)
wrong(STEP, "the old state is added")(lambda x, z, W, V, b: z + np.tanh(x @ W + z @ V + b))
wrong(STEP, "each unit hears itself only")(
    lambda x, z, W, V, b: np.tanh(x @ W + z * V.diagonal() + b)
)
wrong(STEP, "sigmoid instead of tanh")(lambda x, z, W, V, b: sigmoid(x @ W + z @ V + b))
wrong(STEP, "tanh of half the sum")(lambda x, z, W, V, b: 2 * sigmoid(x @ W + z @ V + b) - 1)
wrong(STEP, "softmax instead of tanh")(
    lambda x, z, W, V, b: (lambda e: e / e.sum(1)[:, None])(np.exp(x @ W + z @ V + b))
)
wrong(STEP, "the past is left out", "bias forgotten")(lambda x, z, W, V, b: np.tanh(x @ W))
wrong(STEP, "no activation", "bias forgotten")(lambda x, z, W, V, b: x @ W + z @ V)
wrong(STEP, "bias subtracted")(lambda x, z, W, V, b: np.tanh(x @ W + z @ V - b))
wrong(STEP, "V is left out")(lambda x, z, W, V, b: np.tanh(x @ W + z + b))
wrong(STEP)(lambda x, z, W, V, b: np.tanh(x @ W + z @ V + b.mean()))
wrong(STEP)(lambda x, z, W, V, b: np.tanh(x @ W + z @ V @ V + b))
wrong(STEP, says="every number is −1 times")(lambda x, z, W, V, b: -np.tanh(x @ W + z @ V + b))
wrong(STEP, says="rounded to 2 digits")(
    lambda x, z, W, V, b: np.round(np.tanh(x @ W + z @ V + b), 2)
)
wrong(STEP, "the formula for columns, as it stands")(
    lambda x, z, W, V, b: np.tanh(V.T @ z + W.T @ x + b)
)
wrong(STEP, "the formula for columns, W first")(
    lambda x, z, W, V, b: np.tanh(W.T @ x + V.T @ z + b)
)
wrong(STEP, "V on the left of the state")(
    lambda x, z, W, V, b: np.tanh(np.dot(W, x) + np.dot(V, z) + b)
)
wrong(STEP, "V added instead of multiplied")(lambda x, z, W, V, b: np.tanh(x @ W + (z + V) + b))
wrong(STEP)(lambda x, z, W, V, b: np.tanh(x @ W + z / V + b))
wrong(STEP)(lambda x, z, W, V, b: np.tanh(z @ V + x @ W + V))
wrong(STEP, "W and V exchanged")(lambda x, z, W, V, b: np.tanh(z @ W + x @ V + b))
wrong(STEP)(lambda x, z, W, V, b: math.tanh(x @ W + z @ V + b))
wrong(STEP)(lambda x, z, W, V, b: torch.tanh(x @ W + z @ V + b))  # noqa: F821
wrong(STEP, says="more came back than was asked for; the first")(
    lambda x, z, W, V, b: (np.tanh(x @ W + z @ V + b), (x, z))
)
wrong(STEP, says="the axes are in another order")(
    lambda x, z, W, V, b: np.tanh(W.T @ x.T + V.T @ z.T + b[:, None])
)
wrong(STEP, says="nothing came back")(lambda x, z, W, V, b: print(np.tanh(x @ W + z @ V + b).shape))


@wrong(STEP, says="your function changed z")
def in_place(x, z, W, V, b):
    z[:] = np.tanh(x @ W + z @ V + b)
    return z


buffers = {}


@wrong(STEP, says="overwritten by a later call")
def one_buffer_for_all_calls(x, z, W, V, b):
    buffer = buffers.setdefault(z.shape, np.zeros(z.shape))
    buffer[...] = np.tanh(x @ W + z @ V + b)
    return buffer


calls = []


@wrong(STEP, says="gave something else")
def with_dropout(x, z, W, V, b):
    calls.append(1)
    return np.tanh(x @ W + z @ V + b) * (1 if len(calls) % 5 else 0)


wrong(STEP, says="with an imaginary part")(lambda x, z, W, V, b: np.tanh(x @ W + z @ V + b) + 0.1j)
wrong(STEP, says="masked array that hides")(
    lambda x, z, W, V, b: np.ma.masked_less(np.tanh(x @ W + z @ V + b), 0)
)

wrong(OUT, "sigmoid twice")(lambda z, U, c: sigmoid(sigmoid(z @ U + c)))
wrong(OUT, "the score cut off at ±5")(lambda z, U, c: sigmoid((z @ U + c).clip(-5, 5)))
wrong(OUT, "the sigmoid of twice the score")(lambda z, U, c: 0.5 + 0.5 * np.tanh(z @ U + c))
wrong(OUT, "ReLU instead of sigmoid")(lambda z, U, c: np.maximum(0, z @ U + c))
wrong(OUT, "bias c twice")(lambda z, U, c: sigmoid(c + z @ U + c))
wrong(OUT, "softmax instead of sigmoid")(
    lambda z, U, c: (lambda e: e / e.sum(-1, keepdims=True))(np.exp(z @ U + c - 30))
)
wrong(OUT, "sign in the exponent")(lambda z, U, c: 1 - sigmoid(z @ U + c))
wrong(OUT, "tanh instead of sigmoid")(lambda z, U, c: np.tanh(np.dot(z, U) + c))
wrong(OUT, "rounded to yes or no")(lambda z, U, c: 1.0 * (z @ U + c > 0))
wrong(OUT, "the formula for columns, Uᵀz as it stands")(lambda z, U, c: sigmoid(c + U.T @ z))
wrong(OUT, "U on the left of the state")(lambda z, U, c: sigmoid(U @ z + c))
wrong(OUT)(lambda z, U, c: np.exp(z @ U + c))
wrong(OUT, "bias c forgotten", "tanh instead of sigmoid")(lambda z, U, c: np.tanh(z @ U))
wrong(OUT)(lambda z, U, c: sigmoid(np.tanh(z) @ U + c))

right(STEP)(lambda x, z, W, V, b: np.tanh(np.hstack([z, x]) @ np.vstack([V, W]) + b))
right(STEP)(
    lambda x, z, W, V, b: np.tanh(np.einsum("bi,ij->bj", x, W) + np.einsum("bk,kj->bj", z, V) + b)
)
right(STEP)(
    lambda x, z, W, V, b: np.array(
        [np.tanh(W.T @ r + V.T @ h + b) for r, h in zip(x, z, strict=False)], dtype=object
    )
)
right(STEP)(lambda x, z, W, V, b: (np.tanh(W.T @ x[i] + V.T @ z[i] + b) for i in range(len(x))))
right(STEP)(lambda x, z, W, V, b: np.tanh((x @ W + z @ V + b).astype(complex)))
right(STEP)(lambda x, z, W, V, b: np.ma.masked_array(np.tanh(x @ W + z @ V + b)))
right(STEP)(lambda x, z, W, V, b: 2 * sigmoid(2 * (x @ W + z @ V + b)) - 1)
right(STEP)(lambda x, z, W, V, b: {"h": np.tanh(x @ W + z @ V + b)})
right(OUT)(lambda z, U, c: np.exp(-np.logaddexp(0, -(z @ U + c))))
right(OUT)(
    lambda z, U, c: 0.5 * (1 + np.tanh((z.astype(np.float32) @ U.astype(np.float32) + c) / 2))
)


@right(OUT)
def number_by_number(z, U, c):
    rows = []
    for row in z:
        scores = [sum(row[i] * U[i, j] for i in range(len(row))) + c[j] for j in range(len(c))]
        rows.append([1 / (1 + math.exp(-s)) for s in scores])
    return rows
