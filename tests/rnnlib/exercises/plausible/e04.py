"""From the last state to the loss."""

import numpy as np

from tests.rnnlib.exercises.plausible.answers import collection

WRONG, RIGHT, wrong, right = collection()
LAST, LOSS, CE = (
    f"E04.{n}" for n in "last_output loss_from_scores cross_entropy_from_scores".split()
)


def sigmoid(s):
    return 0.5 * (1 + np.tanh(0.5 * s))


def softmax(s):
    e = np.exp(s - np.max(s, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


def logits(s, y):  # what BCEWithLogitsLoss(reduction="none") computes
    return np.maximum(s, 0) - s * y + np.log1p(np.exp(-np.abs(s)))


def log_softmax(s):
    s = s - s.max(-1)[:, None]
    return s - np.log(np.exp(s).sum(-1))[:, None]


wrong(LAST, "the score cut off at ±10")(
    lambda states, U, c: 1 / (1 + np.exp(-np.clip(states[-1] @ U + c, -10, 10)))
)
wrong(LAST, "sigmoid twice")(lambda states, U, c: sigmoid(sigmoid(states[-1] @ U + c)))
wrong(LAST, "the mean of all states")(lambda states, U, c: sigmoid(states.mean(0) @ U + c))
wrong(LAST, "the first state")(lambda states, U, c: sigmoid(states[0] @ U + c))
wrong(LAST, "an output at every step")(lambda states, U, c: sigmoid(states @ U + c))
wrong(LAST, "softmax instead of sigmoid")(lambda states, U, c: softmax(states[-1] @ U + c))
wrong(LAST, "the last sentence")(lambda states, U, c: sigmoid(states[:, -1, :] @ U + c))
wrong(LAST, "the sigmoid of twice the score")(
    lambda states, U, c: (np.tanh(states[-1] @ U + c) + 1) / 2
)
wrong(LAST, "bias c forgotten", "tanh instead of sigmoid")(
    lambda states, U, c: np.tanh(states[-1] @ U)
)
wrong(LAST)(lambda states, U, c: sigmoid(states.max(axis=0) @ U + c))
wrong(LAST)(lambda states, U, c: sigmoid(states @ U + c).mean(axis=0))

wrong(LOSS, "mean over the units too")(lambda s, y: logits(s, y).mean())
wrong(LOSS, "sum over the batch")(lambda s, y: logits(s, y).sum())
wrong(LOSS, "one loss for each row")(lambda s, y: logits(s, y).sum(axis=1))
wrong(LOSS, "the sigmoid before a loss that has it inside")(
    lambda s, y: logits(sigmoid(s), y).sum() / len(y)
)
wrong(LOSS, "squared error, the mean of all")(lambda s, y: np.mean((sigmoid(s) - y) ** 2))
wrong(LOSS, "squared error, without ½")(lambda s, y: ((y - sigmoid(s)) ** 2).sum(1).mean())
wrong(LOSS, "squared error, the mean of all, of the scores")(lambda s, y: np.square(s - y).mean())
wrong(LOSS, "a negative loss")(lambda s, y: -logits(s, y).sum() / len(s))
wrong(LOSS, "0 and 1 exchanged")(lambda s, y: logits(s, 1 - y).sum() / len(s))
wrong(LOSS, "the logarithm of a probability")(
    lambda s, y: -(y * np.log(sigmoid(s)) + (1 - y) * np.log(1 - sigmoid(s))).sum() / len(s)
)
wrong(LOSS, "probabilities cut off at 1e-7")(
    lambda s, y: (lambda f: -(y * np.log(f) + (1 - y) * np.log(1 - f)).sum() / len(s))(
        np.clip(sigmoid(s), 1e-7, 1 - 1e-7)
    )
)
wrong(LOSS, "probabilities cut off at 1e-8")(
    lambda s, y: (
        -(y * np.log(sigmoid(s) + 1e-8) + (1 - y) * np.log(1 - sigmoid(s) + 1e-8)).sum() / len(s)
    )
)
wrong(LOSS)(lambda s, y: np.maximum(0, 1 - (2 * y - 1) * s).sum() / len(s))  # hinge
wrong(LOSS)(lambda s, y: -(y * s).sum() / len(s))
wrong(LOSS, "the absolute error")(lambda s, y: np.abs(sigmoid(s) - y).sum() / len(s))

wrong(CE, "softmax before a loss that has it inside")(
    lambda s, y: -(y * log_softmax(softmax(s))).sum() / len(s)
)
wrong(CE, "squared error, the mean of all")(lambda s, y: ((softmax(s) - y) ** 2).mean())
wrong(CE, "squared error, with ½")(lambda s, y: 0.5 * ((softmax(s) - y) ** 2).sum() / len(s))
wrong(CE, "mean over the classes too")(lambda s, y: -np.mean(y * log_softmax(s)))
wrong(CE, "the perplexity")(lambda s, y: np.exp(-(y * log_softmax(s)).sum(1).mean()))
wrong(CE, "one minus the accuracy")(lambda s, y: 1 - (s.argmax(1) == y.argmax(1)).mean())
wrong(CE, "sum over the batch")(lambda s, y: -(y * log_softmax(s)).sum())
wrong(CE, "a negative loss")(lambda s, y: (y * log_softmax(s)).sum() / len(s))
wrong(CE, "no logarithm")(lambda s, y: -(y * softmax(s)).sum(1).mean())
wrong(CE, "no largest score taken out")(
    lambda s, y: -(y * (s - np.log(np.exp(s).sum(1, keepdims=True)))).sum() / len(s)
)
wrong(CE, "probabilities cut off at 1e-12")(
    lambda s, y: -(y * np.log(softmax(s) + 1e-12)).sum() / len(y)
)
wrong(CE, "sigmoid instead of softmax")(lambda s, y: (y * np.logaddexp(0, -s)).sum() / s.shape[0])
wrong(CE, "logarithm to base 2")(lambda s, y: -(y * log_softmax(s)).sum() / len(s) / np.log(2))
wrong(CE, "the loss of every class, right or wrong")(lambda s, y: -log_softmax(s).sum(1).mean())
wrong(CE)(lambda s, y: -(y * log_softmax(s)).sum(1).max())
wrong(CE, "a yes or no for each class")(lambda s, y: logits(s, y).sum() / len(s))

right(LOSS)(lambda s, y: np.mean(np.sum(logits(s, y), axis=1)))
right(LOSS)(
    lambda s, y: (
        sum(float(logits(a, b)) for a, b in zip(s.ravel(), y.ravel(), strict=False)) / len(s)
    )
)
right(CE)(lambda s, y: np.mean([-log_softmax(s)[i, j] for i, j in enumerate(y.argmax(1))]))
right(CE)(
    lambda s, y: np.mean([np.logaddexp.reduce(r) - r[k > 0][0] for r, k in zip(s, y, strict=False)])
)
right(LAST)(lambda states, U, c: sigmoid(np.einsum("bn,nf->bf", states[len(states) - 1], U) + c))
right(LAST)(lambda states, U, c: np.exp(-np.logaddexp(0, -(states[-1] @ U + c))).tolist())
