"""E02: one step of an RNN."""

import numpy as np

from rnnlib.exercises.exercise import Exercise, Question
from rnnlib.exercises.fixtures import SIZES, away_from_zero, every_size, far_apart, weights


def step(x, z, W, V, b):
    """z[t] = σ(Vᵀz[t−1] + Wᵀx[t] + b), σ = tanh, for a batch of rows."""
    return np.tanh(z @ V + x @ W + b)


def output(z, U, c):
    """f = τ(c + Uᵀz), τ = sigmoid."""
    s = c + z @ U
    return 1 / (1 + np.exp(-s))


def _step_case(rng, T, B, n_x, n_z, n_f):
    W, V, b, _, _ = weights(rng, n_x, n_z, n_f)
    return rng.normal(size=(B, n_x)), away_from_zero(rng, B, n_z), W, V, b


def _output_case(rng, T, B, n_x, n_z, n_f):
    _, _, _, U, c = weights(rng, n_x, n_z, n_f)
    return away_from_zero(rng, B, n_z), U, c


def _output_cases(rng):
    z, U, c = _output_case(rng, **SIZES[1])
    return [*every_size(_output_case)(rng), (z, U, far_apart(c))]


STEP = Question(
    "E02.step",
    "one step for two batches, every size different",
    step,
    every_size(_step_case),
    arguments=("x", "z", "W", "V", "b"),
    parts={"z[t]": ("B", "n_z")},
    points=2,
    experiment="Set V and b to zero, then only the word is left. Add the other terms one by one.",
    unchecked="that a step with the wrong shapes gets a clear error",
    hints=(
        "Three terms are added before σ. Which one comes from the past, which from the word?",
        "The lecture writes columns, Vᵀz. In rows the state stands on the left of V.",
        "z @ V is what comes from the past, x @ W what comes from the word. Add b, apply np.tanh.",
    ),
)

OUTPUT = Question(
    "E02.output",
    "the output for three batches of states, one with large scores",
    output,
    _output_cases,
    arguments=("z", "U", "c"),
    parts={"f": ("B", "n_f")},
    probabilities=("f",),
    experiment="Give it the state zero: f should be the sigmoid of c, between 0 and 1.",
    unchecked="scores beyond ±700, where exp overflows",
    hints=(
        "First the score s, with the same pattern as in the hidden layer. Then τ.",
        "τ is the sigmoid: 1 / (1 + e⁻ˢ). It works on each number of s by itself.",
        "s = c + z @ U, then 1 / (1 + np.exp(-s)).",
    ),
)

EXERCISE = Exercise(
    "E02_one_step",
    "One step of an RNN",
    minutes=20,
    you_write="one step, one output, for a batch",
    questions=(STEP, OUTPUT),
)
