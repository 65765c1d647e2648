"""Wirings."""

import numpy as np

from tests.rnnlib.exercises.plausible.answers import collection

WRONG, RIGHT, wrong, right = collection()
GEN, MASKED, ENC = (f"E06.{n}" for n in "generate masked_loss encode_decode".split())


def softmax(s, axis=-1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def gen(word=lambda x, t: x if t == 0 else np.zeros_like(x), tau=softmax, n=lambda s: s):
    def generate(x, W, V, b, U, c, steps):
        h, f = np.zeros((len(x), len(b))), []
        for t in range(n(steps)):
            h = np.tanh(word(x, t) @ W + h @ V + b)
            f.append(tau(h @ U + c))
        return np.array(f)

    return generate


wrong(GEN, "the input at every step")(gen(word=lambda x, t: x))
wrong(GEN, "softmax twice")(gen(tau=lambda s: softmax(softmax(s))))
wrong(GEN, "the logarithm of softmax")(gen(tau=lambda s: np.log(softmax(s))))
wrong(GEN, "sigmoid instead of softmax")(gen(tau=lambda s: 1 / (1 + np.exp(-s))))
wrong(GEN, "scores instead of outputs")(gen(tau=lambda s: s))
wrong(GEN, "softmax over the batch")(gen(tau=lambda s: softmax(s, axis=0)))
wrong(GEN, "the largest becomes 1, the others 0")(
    gen(tau=lambda s: np.eye(s.shape[1])[s.argmax(1)])
)
wrong(GEN, "the letters instead of their probabilities")(gen(tau=lambda s: s.argmax(1)))
wrong(GEN, "one output too many")(gen(n=lambda s: s + 1))
wrong(GEN, "scores divided by their sum")(gen(tau=lambda s: s / s.sum(1, keepdims=True)))
wrong(GEN)(lambda x, W, V, b, U, c, steps: [[softmax(np.tanh(x @ W + b) @ U + c)]] * steps)


@wrong(GEN, "the states instead of the outputs")
def what_torch_returns(x, W, V, b, U, c, steps):
    h, output = np.zeros((len(x), len(b))), []
    for t in range(steps):
        h = np.tanh((x @ W if t == 0 else 0) + h @ V + b)
        output.append(h)
    return np.array(output)


wrong(MASKED, "mean over all entries")(lambda losses, lengths: losses.mean())
wrong(MASKED, "mask ignored")(lambda losses, lengths: losses.sum() / len(lengths))
wrong(MASKED, "divided by the number of real steps")(
    lambda losses, lengths: sum(losses[:n, i].sum() for i, n in enumerate(lengths)) / sum(lengths)
)
wrong(MASKED, "each sentence divided by its length")(
    lambda losses, lengths: np.mean([losses[:n, i].mean() for i, n in enumerate(lengths)])
)
wrong(MASKED, "sum over the batch")(
    lambda losses, lengths: sum(losses[:n, i].sum() for i, n in enumerate(lengths))
)
wrong(MASKED, "one step too many")(
    lambda losses, lengths: np.mean([losses[: n + 1, i].sum() for i, n in enumerate(lengths)])
)
wrong(MASKED, "only the last step")(
    lambda losses, lengths: losses[lengths - 1, np.arange(len(lengths))].mean()
)
wrong(MASKED, "divided by the padded length")(
    lambda losses, lengths: np.mean(
        [losses[:n, i].sum() / len(losses) for i, n in enumerate(lengths)]
    )
)
wrong(MASKED, "the mean of each step, over the sentences still there")(
    lambda losses, lengths: sum(
        losses[t][lengths > t].mean() for t in range(len(losses)) if (lengths > t).any()
    )
)
wrong(MASKED)(lambda losses, lengths: losses[: min(lengths)].sum() / len(lengths))


def enc(
    begin=lambda z: z, read=lambda y, f, s: y[s - 1] if s else 0 * y[0], tau=softmax, words=iter
):
    def encode_decode(x, y, W, V, b, W_dec, V_dec, b_dec, U, c):
        h, f = np.zeros((x.shape[1], len(b))), []
        for word in words(x):
            h = np.tanh(word @ W + h @ V + b)
        h = begin(h)
        for s in range(len(y)):
            h = np.tanh(read(y, f, s) @ W_dec + h @ V_dec + b_dec)
            f.append(tau(h @ U + c))
        return np.array(f)

    return encode_decode


wrong(ENC, "the encoder's state ignored")(enc(begin=np.zeros_like))
wrong(ENC, "the decoder sees the answer")(enc(read=lambda y, f, s: y[s]))
wrong(ENC, "y[s − 1] at s = 0")(enc(read=lambda y, f, s: y[s - 1]))
wrong(ENC, "the own output is read")(enc(read=lambda y, f, s: f[-1] if s else 0 * y[0]))
wrong(ENC, "nothing written is read")(enc(read=lambda y, f, s: 0 * y[0]))
wrong(ENC, "softmax twice")(enc(tau=lambda s: softmax(softmax(s))))
wrong(ENC, "read from the end")(enc(words=reversed))
wrong(ENC, "sigmoid instead of softmax")(enc(tau=lambda s: 1 / (1 + np.exp(-s))))
wrong(ENC, "scores instead of outputs")(enc(tau=lambda s: s))
wrong(ENC)(enc(begin=lambda z: z * 0 + z.mean(0)))

right(GEN)(gen(tau=lambda s: np.exp(s - np.logaddexp.reduce(s, axis=1)[:, None])))
right(MASKED)(lambda losses, lengths: np.mean([losses[:n, i].sum() for i, n in enumerate(lengths)]))
right(MASKED)(
    lambda losses, lengths: np.average(
        np.tril(np.ones((99, 99)))[lengths - 1, : len(losses)].T * losses, axis=1
    ).sum()
)
right(ENC)(enc(words=lambda x: (word.astype(np.float32) for word in x)))
