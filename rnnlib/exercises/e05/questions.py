"""E05: what sharing means: parameters, runs, examples and gradients, tied against untied."""

import numpy as np

from rnnlib.exercises.exercise import Exercise, Question
from rnnlib.exercises.fixtures import SIZES, away_from_zero, every_size


def count_tied(n_x, n_z, n_f):
    """How many numbers an RNN learns: n_x n_z + n_z² + n_z + n_z n_f + n_f."""
    W, V, b = n_x * n_z, n_z * n_z, n_z
    U, c = n_z * n_f, n_f
    return W + V + b + U + c


def count_untied(T, n_x, n_z, n_f):
    """The same if every one of T steps has its own W, V and b; U and c are there once."""
    W, V, b = n_x * n_z, n_z * n_z, n_z
    U, c = n_z * n_f, n_f
    return T * (W + V + b) + U + c


def run_untied(x, W, V, b, z_init):
    """z[t] = σ(V[t]ᵀz[t−1] + W[t]ᵀx[t] + b[t]): all states (T, B, n_z)."""
    z = z_init
    states = np.full((len(x), *z.shape), np.nan)
    for t in range(len(x)):
        z = np.tanh(z @ V[t] + x[t] @ W[t] + b[t])
        states[t] = z
    return states


def examples_per_step(lengths, T):
    """For each step t = 0 … T−1, how many sentences of these lengths have a word there."""
    counts = np.zeros(T)
    for length in lengths:
        counts[:length] += 1
    return counts


def shared_gradient(dV):
    """dL/dV of one V used at every step, from the gradients of its copies (T, n_z, n_z)."""
    return dV.sum(axis=0)


def _distinct(rng, n):
    return tuple(rng.permutation(range(3, 30))[:n].tolist())


def _untied_case(rng, T, B, n_x, n_z, n_f):
    # one matrix more than there are words, as for a sentence that is not the longest
    W = rng.normal(size=(T + 1, n_x, n_z)) / np.sqrt(n_x)
    V = rng.normal(size=(T + 1, n_z, n_z)) / np.sqrt(n_z)
    b = np.stack([away_from_zero(rng, n_z) for _ in range(T + 1)])
    return rng.normal(size=(T, B, n_x)), W, V, b, away_from_zero(rng, B, n_z)


def _lengths(rng):
    return [
        (np.array([3, 1, 4, 3, 2]), 5),
        (rng.permutation([1, 2, 2, 5, 7, 7, 9]), 9),
        (rng.permutation([6, 3, 3, 8, 1, 1]), 11),
    ]


def _copies(rng):
    return [(2 * rng.normal(size=(sizes["T"], sizes["n_z"], sizes["n_z"])),) for sizes in SIZES]


TIED = Question(
    "E05.count_tied",
    "the number of parameters for four RNNs",
    count_tied,
    lambda rng: [(5, 3, 2), *(_distinct(rng, 3) for _ in range(3))],
    arguments=("n_x", "n_z", "n_f"),
    parts={"number of parameters": ()},
    tolerance=0.0,
    experiment="Count by hand for n_x = 3, n_z = 2, n_f = 1: write down W, V, b, U and c, with a "
    "dot for each number.",
    hints=(
        "It is the dense net of E01 and one matrix more. Which shape has V?",
        "V goes from every hidden unit to every hidden unit.",
        "n_x * n_z + n_z * n_z + n_z + n_z * n_f + n_f.",
    ),
)

UNTIED = Question(
    "E05.count_untied",
    "the number of parameters for four untied RNNs",
    count_untied,
    lambda rng: [(6, 5, 3, 2), *(_distinct(rng, 4) for _ in range(3))],
    arguments=("T", "n_x", "n_z", "n_f"),
    parts={"number of parameters": ()},
    tolerance=0.0,
    experiment="Call it with T = 1: it should be the count of the tied RNN. What is added when T "
    "becomes 2?",
    hints=(
        "Which of the five arrays has a copy for each step, and which is there once?",
        "W, V and b are used at every step, U and c only once, at the end.",
        "T * (n_x * n_z + n_z * n_z + n_z) + n_z * n_f + n_f.",
    ),
)

RUN_UNTIED = Question(
    "E05.run_untied",
    "all states of two batches; the network has one step more than the sentences",
    run_untied,
    every_size(_untied_case),
    arguments=("x", "W", "V", "b", "z_init"),
    parts={"states": ("T", "B", "n_z")},
    experiment="Give it T equal copies of each matrix. Then the result is that of run in E03.",
    unchecked="a sentence with more words than there are matrices",
    hints=(
        "The loop is that of E03. What must change at each step, besides the word and the state?",
        "W has the shape (T, n_x, n_z): its first axis is the step.",
        "z = np.tanh(z @ V[t] + x[t] @ W[t] + b[t]).",
    ),
)

EXAMPLES = Question(
    "E05.examples_per_step",
    "three lists of lengths",
    examples_per_step,
    _lengths,
    arguments=("lengths", "T"),
    parts={"sentences": ("T",)},
    tolerance=0.0,
    experiment="Take one sentence of three words. It has a word at t = 0, 1 and 2.",
    hints=(
        "At which steps does a sentence of three words have a word? Time begins at 0.",
        "Go through the steps. At step t, ask of each length whether there is a word t.",
        "[np.sum(np.array(lengths) > t) for t in range(T)].",
    ),
)

SHARED = Question(
    "E05.shared_gradient",
    "the gradients of two sets of copies",
    shared_gradient,
    _copies,
    arguments=("dV",),
    parts={"dL/dV": ("n_z", "n_z")},
    experiment="Let all copies but one have the gradient zero. What must the result be?",
    hints=(
        "A small change of the shared V is a change of all its copies at once.",
        "The effects of the T copies add up. Which axis counts the copies?",
        "dV.sum(axis=0).",
    ),
)

EXERCISE = Exercise(
    "E05_sharing",
    "Sharing: tied against untied",
    minutes=15,
    you_write="tied against untied, counted against the length",
    questions=(TIED, UNTIED, RUN_UNTIED, EXAMPLES, SHARED),
)
