"""Lesson 07: the lamp and the secret, by four networks with the same units and epochs."""

import numpy as np

from benchmarks.claims import claim
from rnnlib import RNN, OutputRNN, binary_cross_entropy, cross_entropy, fit, softmax
from rnnlib.data.memory_tasks import lamp, secret
from rnnlib.networks.last_answer import beside_last_answer, run_on_own_answers


def learn(kind, x, y, loss, epochs, seed, n_z, **tau):
    """Train one of the four, and give its free run: x (T, B, n_x) -> f (T, B, n_f)."""
    rng, how = np.random.default_rng(seed), {"read": "every", "epochs": epochs}
    cls = OutputRNN if kind.startswith("output") else RNN
    if kind.endswith("last answer"):
        x = beside_last_answer(x, y)
    if kind.endswith("teacher"):
        how["teacher"] = True
    start = cls.initialise(x.shape[-1], n_z, y.shape[-1], rng=rng, **tau)
    model, _ = fit(start, list(x), list(y), loss, rng=rng, progress=False, **how)
    if kind.endswith("last answer"):
        return lambda x: run_on_own_answers(model, x)
    return lambda x: model.run(x)[1]


KINDS = ("output RNN, teacher", "output RNN, free", "RNN", "RNN that reads its last answer")


@claim(
    "the lamp",
    lesson="07",
    says="with a teacher an output RNN keeps the lamp for 200 free steps, and so does an RNN that "
    "reads its last answer; an RNN without it often does not find the memory",
    seeds=10,
    holds=lambda m: (
        min(m[KINDS[0] + ", 30 epochs"], m[KINDS[3] + ", 30 epochs"]) > 0.98
        and m["RNN, 30 epochs"] < 0.95
        and m["output RNN, free, 60 epochs"] > 0.98
    ),
)
def the_lamp(seed):
    """The share of right answers in 200 free steps, for two lengths of training."""
    x, y = lamp(300, 20, np.random.default_rng(100 + seed))
    x_test, y_test = (np.moveaxis(a, 1, 0) for a in lamp(200, 200, np.random.default_rng(seed)))
    found = {}
    for epochs in (30, 60):
        for kind in KINDS:
            run = learn(kind, x, y, binary_cross_entropy, epochs, seed, 8)
            found[f"{kind}, {epochs} epochs"] = ((run(x_test) > 0.5) == (y_test > 0.5)).mean()
    return found


@claim(
    "the secret",
    lesson="07",
    says="what no target says an output RNN does not carry to the end in our runs, with a teacher "
    "it cannot; an RNN does, and reading its last answer does not take that away",
    seeds=10,
    holds=lambda m: max(m[KINDS[0]], m[KINDS[1]]) < 0.65 and min(m[KINDS[2]], m[KINDS[3]]) > 0.99,
)
def the_secret(seed):
    """The share of right letters at the question mark. There are two sequences: no test part."""
    x, y = secret(200, np.random.default_rng(seed))
    found = {}
    for kind in KINDS:
        run = learn(kind, x, y, cross_entropy, 60, seed, 16, tau=softmax)
        last = run(np.moveaxis(x, 1, 0))[-1]
        found[kind] = (last.argmax(-1) == y[:, -1].argmax(-1)).mean()
    return found


@claim(
    "a whisper",
    lesson="07",
    says="also in 1,000 epochs no free output RNN found a way to whisper the secret",
    holds=lambda m: m["output RNN, free, 1,000 epochs"] < 0.65,
)
def the_whisper(seed):
    """The share of right letters at the question mark."""
    x, y = secret(200, np.random.default_rng(seed))
    run = learn(KINDS[1], x, y, cross_entropy, 1000, seed, 16, tau=softmax)
    last = run(np.moveaxis(x, 1, 0))[-1]
    return {"output RNN, free, 1,000 epochs": (last.argmax(-1) == y[:, -1].argmax(-1)).mean()}


@claim(
    "exposure bias",
    lesson="07",
    says="after 10 epochs a network is nearly always right with a teacher and lost alone; after 30 "
    "the gap is closed",
    seeds=10,
    holds=lambda m: (
        m["10 epochs, with a teacher"] > m["10 epochs, alone"] + 0.2
        and m["30 epochs, alone"] > 0.98
    ),
)
def exposure_bias(seed):
    """The share of right answers in the last five of 30 steps."""
    x, y = lamp(300, 20, np.random.default_rng(100 + seed))
    x_test, y_test = (np.moveaxis(a, 1, 0) for a in lamp(200, 30, np.random.default_rng(seed)))
    found = {}
    for epochs in (10, 30):
        rng = np.random.default_rng(seed)
        start = OutputRNN.initialise(1, 8, 1, rng=rng)
        how = {"read": "every", "epochs": epochs, "teacher": True, "progress": False}
        model, _ = fit(start, list(x), list(y), binary_cross_entropy, rng=rng, **how)
        for name, told in {"with a teacher": y_test, "alone": None}.items():
            right = (model.run(x_test, teacher=told)[1] > 0.5) == (y_test > 0.5)
            found[f"{epochs} epochs, {name}"] = right[-5:].mean()
    return found
