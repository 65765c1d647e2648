"""A dense net."""

import numpy as np

from tests.rnnlib.exercises.plausible.answers import collection

WRONG, RIGHT, wrong, right = collection()
NET, COUNT, PADDED, WHY = (
    f"E01.{n}" for n in "forward count_parameters padded_parameters why".split()
)


def sigmoid(a):
    return 1.0 / (1.0 + np.exp(-a))


def softmax(a):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def layers(hidden, out):
    def forward(x, W, b, U, c):
        h = hidden(np.dot(x, W) + b)
        return h, out(np.dot(h, U) + c)

    return forward


wrong(NET, "sigmoid in the hidden layer")(layers(sigmoid, sigmoid))
wrong(NET, "ReLU in the hidden layer")(layers(lambda a: a * (a > 0), sigmoid))
wrong(NET, "tanh at the output")(layers(np.tanh, np.tanh))
wrong(NET, "softmax instead of sigmoid")(layers(np.tanh, softmax))
wrong(NET, "sigmoid twice")(layers(np.tanh, lambda a: sigmoid(sigmoid(a))))
wrong(NET, "tanh twice")(layers(lambda a: np.tanh(np.tanh(a)), sigmoid))
wrong(NET, "the score instead of the prediction")(layers(np.tanh, lambda a: a))
wrong(NET, "no hidden activation")(layers(lambda a: a, sigmoid))
wrong(NET, "the score cut off at ±10")(layers(np.tanh, lambda a: sigmoid(np.clip(a, -10, 10))))
wrong(NET, "rounded to yes or no")(layers(np.tanh, lambda a: (sigmoid(a) > 0.5).astype(int)))
wrong(NET, "no hidden activation", "the score instead of the prediction")(
    layers(lambda a: a, lambda a: a)
)
wrong(NET)(layers(lambda a: np.log1p(np.exp(a)), sigmoid))  # softplus
wrong(NET, "a sigmoid made of straight lines")(
    layers(np.tanh, lambda a: np.maximum(0, np.minimum(1, 0.2 * a + 0.5)))
)


@wrong(NET, "the formula for columns, as it stands")
def as_in_the_slides(x, W, b, U, c):
    z = np.tanh(W.T @ x + b)
    return z, sigmoid(c + U.T @ z)


@wrong(NET, "f and z in the wrong order")
def f_first(x, W, b, U, c):
    z = np.tanh(x @ W + b)
    return sigmoid(z @ U + c), z


@wrong(NET, "bias b forgotten", "bias c forgotten")
def no_bias_at_all(x, W, b, U, c):
    z = np.tanh(x @ W)
    return z, sigmoid(z @ U)


wrong(COUNT, "biases forgotten")(lambda n_x, n_z, n_f: (n_x + n_f) * n_z)
wrong(COUNT, "bias b forgotten")(lambda n_x, n_z, n_f: n_x * n_z + n_z * n_f + n_f)
wrong(COUNT, "a V was counted")(lambda i, h, o: (i + h + 1) * h + (h + 1) * o)
wrong(COUNT, "one bias for each layer")(lambda i, h, o: i * h + h * o + 2)
wrong(COUNT, "all sizes multiplied")(lambda i, h, o: np.prod([i, h, o]))
wrong(COUNT, "U from input to output")(lambda i, h, o: i * (h + o) + h + o)
wrong(COUNT)(lambda i, h, o: (i + 1) * h + h * o + h)  # c as long as b
wrong(PADDED, "the length does not count")(lambda T, d, h, o: (d + 1) * h + (h + 1) * o)
wrong(PADDED, "a hidden layer for each place")(lambda T, d, h, o: T * (d * h + h) + h * o + o)
wrong(PADDED, "biases forgotten")(lambda T, d, h, o: T * d * h + h * o)
wrong(PADDED)(lambda T, d, h, o: T * d * h + T * h * o + h + o)
wrong(WHY, "C: the number of hidden units")(lambda: np.str_("C"))
wrong(WHY)(lambda: "all of A, B, C and D")
wrong(WHY)(lambda: "Because the rows of W belong to the inputs.")

right(WHY)(lambda: np.str_("B"))
right(WHY)(lambda: ["B"])
right(COUNT)(lambda i, h, o: sum(np.prod(s) for s in [(i, h), (h,), (h, o), (o,)]))
right(COUNT)(lambda i, h, o: np.array([[i * h + h + h * o + o]]))


@right(NET)
def in_a_dict_with_f_first(x, W, b, U, c):
    hidden = np.tanh(np.einsum("bi,ij->bj", x, W) + b)
    return {"f": sigmoid(hidden.dot(U) + c), "z": hidden}


@right(NET)
def one_more_input_for_the_bias(x, W, b, U, c):
    ones = np.ones((len(x), 1))
    z = np.tanh(np.hstack([x, ones]) @ np.vstack([W, b]))
    return z, 1 - 1 / (1 + np.exp(np.hstack([z, ones]) @ np.vstack([U, c])))
