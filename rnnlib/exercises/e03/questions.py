"""E03: a run over a sentence."""

import numpy as np

from rnnlib.exercises.exercise import Exercise, Question
from rnnlib.exercises.fixtures import away_from_zero, every_size, weights


def last_state(x, W, V, b, z_init):
    """The state after one sentence x (T, n_x), read word by word from z_init (n_z,)."""
    z = z_init
    for x_t in x:
        z = np.tanh(z @ V + x_t @ W + b)
    return z


def run(x, W, V, b, z_init):
    """Every state of a batch: z[t] = σ(Vᵀz[t−1] + Wᵀx[t] + b), x (T, B, n_x) -> (T, B, n_z)."""
    T, B = x.shape[:2]
    states = np.full((T, B, len(b)), np.nan)
    z = z_init
    for t in range(T):
        z = np.tanh(z @ V + x[t] @ W + b)
        states[t] = z
    return states


def _one_sentence(rng, T, B, n_x, n_z, n_f):
    W, V, b, _, _ = weights(rng, n_x, n_z, n_f)
    return rng.normal(size=(T, n_x)), W, V, b, away_from_zero(rng, n_z)


def _batch(rng, T, B, n_x, n_z, n_f):
    W, V, b, _, _ = weights(rng, n_x, n_z, n_f)
    return rng.normal(size=(T, B, n_x)), W, V, b, away_from_zero(rng, B, n_z)


def _without_batch(arguments, parts):
    """A batch of this one sentence, (1, n_z), is as good as (n_z,)."""
    (z,) = parts
    one = isinstance(z, np.ndarray) and z.ndim == 2 and len(z) == 1
    return (z[0] if one else z,)


LAST_STATE = Question(
    "E03.last_state",
    "two sentences, of six and of five words, each with its own network",
    last_state,
    every_size(_one_sentence),
    arguments=("x", "W", "V", "b", "z_init"),
    parts={"last state": ("n_z",)},
    reads=_without_batch,
    experiment="Give it a sentence of one word, x[:1]. The result should be one step, computed by "
    "hand. Then give it x[:2].",
    unchecked="a sentence without words, where the last state would be z_init",
    hints=(
        "What does the step need, besides the word? Where does it come from at the first word, "
        "and where at the second?",
        "One variable z is enough. It holds the old state before the line, the new one after it.",
        "z = np.tanh(z @ V + x_t @ W + b).",
    ),
)

RUN = Question(
    "E03.run",
    "all states of two batches (T = 6, B = 3 and T = 5, B = 4), every size different, z_init not "
    "zero",
    run,
    every_size(_batch),
    arguments=("x", "W", "V", "b", "z_init"),
    parts={"states": ("T", "B", "n_z")},
    points=3,
    experiment="Call your function with x[:1] and compare with one step by hand. Then with x[:2].",
    unchecked="wrong shapes, and a sequence without steps",
    hints=(
        "It is the loop of Part 1. Time is the first axis: what is x[t] of a batch, and which "
        "shape has it?",
        "Keep the state in a variable of its own, which begins as z_init. After each step write "
        "it into its place of the array.",
        "Before the loop z = z_init. In it, for each t: z = np.tanh(z @ V + x[t] @ W + b), then "
        "states[t] = z.",
    ),
)

EXERCISE = Exercise(
    "E03_run",
    "A run over a sentence",
    minutes=20,
    you_write="all states, from a first state",
    questions=(LAST_STATE, RUN),
)
