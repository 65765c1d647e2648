"""How far back can a network learn? Two experiments, one call for each training.

Lessons 10b and 15: keep one sign over a growing lag. Lesson 09: name the first of ten words, with a
gradient that is cut into windows. Every step of training gets new sequences.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from rnnlib.backprop import bptt
from rnnlib.cells import RNN, DenseNet
from rnnlib.data.random_words import WORDS, first_sign
from rnnlib.fast.long import truncated_bptt
from rnnlib.functions import binary_cross_entropy, cross_entropy
from rnnlib.learning.optimisers import Adam, clip_by_norm
from rnnlib.networks.gru import GRU
from rnnlib.networks.lstm import LSTM

UNITS = 16
KINDS = ("dense net", "identity V", "orthogonal V", "random V")
GATES: dict[
    str, tuple[Any, dict]
] = {  # lesson 15: a gated network, and the bias with which its gate begins
    "GRU, half open": (GRU, {"b_u": 0.0}),
    "GRU, nearly closed": (GRU, {"b_u": -2.0}),
    "LSTM, half open": (LSTM, {"b_f": 0.0}),
    "LSTM, keeps at first": (LSTM, {"b_f": 1.0}),
}


def fresh(kind: str, lag: int, rng: np.random.Generator):
    """A network before training. The dense net sees all steps of the lag at once."""
    if kind == "dense net":
        return DenseNet.initialise(2 * (lag + 1), UNITS, 1, rng=rng)
    if kind in GATES:
        network, biases = GATES[kind]
        net = network.initialise(2, UNITS, 1, rng=rng)
        return replace(net, **{name: np.full(UNITS, at) for name, at in biases.items()})
    net = RNN.initialise(2, UNITS, 1, rng=rng)  # its V is orthogonal
    other = {"random V": rng.normal(size=(UNITS, UNITS)) / np.sqrt(UNITS)}
    other["identity V"] = np.eye(UNITS)
    return replace(net, V=other.get(kind, net.V))


def learns(kind: str, lag: int, seed: int, steps: int = 400) -> float:
    """Train one network of this kind; the share of new sequences that it answers right."""
    rng, optimiser = np.random.default_rng(seed), Adam(0.003)
    model = fresh(kind, lag, rng)
    state = optimiser.start(model)
    read: dict[str, Any] = {} if kind == "dense net" else {"read": "last"}
    for _ in range(steps):
        x, y = first_sign(lag, 32, rng)
        _, g = bptt(model, _as_read(model, x), y, binary_cross_entropy, **read)
        model, state = optimiser.step(model, clip_by_norm(g, 1.0), state)
    x, y = first_sign(lag, 1000, rng)
    return float(np.mean((model.run(_as_read(model, x), **read)[1] > 0.5) == y))


def _as_read(model, x):
    """The dense net reads all steps of a sequence in one long row."""
    return np.moveaxis(x, 0, 1).reshape(x.shape[1], -1) if model.reads == "vectors" else x


def names_the_first(model: RNN, window: int, seed: int, steps: int = 600, T: int = 10) -> float:
    """Train `model` to name the first of T words, its gradient cut into windows of this length.

    Returns the share of new sequences that it answers right; guessing gives 1/8.
    """
    rng, optimiser = np.random.default_rng(seed), Adam(0.01)
    state = optimiser.start(model)
    for _ in range(steps):
        words = rng.integers(WORDS, size=(T, 32))
        y = np.eye(WORDS)[words[0]]
        _, g, _ = truncated_bptt(model, words, y, cross_entropy, window=window, read="last")
        model, state = optimiser.step(model, clip_by_norm(g, 1.0), state)
    words = rng.integers(WORDS, size=(T, 2000))
    return float(np.mean(model.run(words, read="last")[1].argmax(axis=1) == words[0]))
