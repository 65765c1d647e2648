"""Output recurrence."""

import numpy as np

from tests.rnnlib.exercises.plausible.answers import collection

WRONG, RIGHT, wrong, right = collection()
FREE, TOLD, LOST = (f"E08.{n}" for n in "run_free run_with_teacher what_is_lost".split())


def sigmoid(s):
    return 1 / (1 + np.exp(-s))


def free(feed=lambda f, z, s: f, one=np.tanh, tau=sigmoid, begin=lambda f: f, give=lambda f, s: f):
    def run_free(x, W, V, b, U, c, f_init):
        f, Z, F = begin(f_init), [], []
        for word in x:
            z = one(word @ W + f @ V + b)
            s = z @ U + c
            f = feed(tau(s), z, s)
            Z.append(z)
            F.append(give(tau(s), s))
        return np.stack(Z), np.stack(F)

    return run_free


wrong(FREE, "the score is fed back")(free(feed=lambda f, z, s: s))
wrong(FREE, "the rounded output is fed back")(free(feed=lambda f, z, s: (f > 0.5).astype(float)))
wrong(FREE, "sigmoid in the hidden layer")(free(one=sigmoid))
wrong(FREE, "tanh in the output")(free(tau=np.tanh))
wrong(FREE, "f_init is ignored")(free(begin=lambda f: 0 * f))
wrong(FREE, "sigmoid twice")(free(tau=lambda s: sigmoid(sigmoid(s))))
wrong(FREE, "the state is fed back")(free(feed=lambda f, z, s: z))
wrong(FREE, "tanh twice")(free(one=lambda a: np.tanh(np.tanh(a))))
wrong(FREE, "the score cut off at ±5")(free(tau=lambda s: sigmoid(np.clip(s, -5, 5))))
wrong(FREE, "the scores instead of the predictions")(free(give=lambda f, s: s))
wrong(FREE)(free(feed=lambda f, z, s: 0.5 * f))
wrong(FREE, "softmax instead of sigmoid")(
    free(tau=lambda s: np.exp(s) / np.exp(s).sum(axis=1, keepdims=True))
)


def told(reads=lambda y, F, f, t: y[t - 1] if t else f, give=lambda f, s: f):
    def run_with_teacher(x, y, W, V, b, U, c, f_init):
        Z, F, S = [], [], []
        for t in range(len(x)):
            Z.append(np.tanh(x[t] @ W + reads(y, F, f_init, t) @ V + b))
            S.append(Z[-1] @ U + c)
            F.append(sigmoid(S[-1]))
        return np.stack(Z), np.stack([give(*pair) for pair in zip(F, S, strict=False)])

    return run_with_teacher


wrong(TOLD, "the answer of the same step is read")(told(lambda y, F, f, t: y[t]))
wrong(TOLD, "step 0 reads the last answer")(told(lambda y, F, f, t: y[t - 1]))
wrong(TOLD, "the teacher is ignored")(told(lambda y, F, f, t: F[-1] if t else f))
wrong(TOLD, "step 0 reads zeros")(told(lambda y, F, f, t: y[t - 1] if t else 0 * f))
wrong(TOLD, "the scores instead of the predictions")(told(give=lambda f, s: s))
wrong(TOLD, "every step reads f_init")(told(lambda y, F, f, t: f))
wrong(TOLD)(told(lambda y, F, f, t: (y[t - 1] > 0.5) * 1.0 if t else f))
wrong(TOLD, "the mean of own output and answer")(
    told(lambda y, F, f, t: 0.5 * (y[t - 1] + F[-1]) if t else f)
)
wrong(LOST, "nothing is lost")(lambda: "B")
wrong(LOST)(lambda: 3)

right(FREE)(lambda *a: dict(zip(("outputs", "states"), free()(*a)[::-1], strict=False)))
right(FREE)(lambda *a: free()(*(array.astype(np.float32) for array in a)))


@right(TOLD)
def all_steps_at_once(x, y, W, V, b, U, c, f_init):
    read = np.concatenate([f_init[None], y[:-1]])
    z = np.tanh(np.einsum("tbi,ij->tbj", x, W) + read @ V + b)
    return z, sigmoid(z @ U + c)
