"""E01: a dense net, its parameters, and the length of its input."""

import numpy as np

from rnnlib.exercises.exercise import Exercise, Question, one_letter
from rnnlib.exercises.fixtures import SIZES, away_from_zero, every_size, far_apart, weights


def forward(x, W, b, U, c):
    """z = σ(Wᵀx + b), f = τ(c + Uᵀz), σ = tanh, τ = sigmoid, for a batch of rows: (z, f)."""
    z = np.tanh(x @ W + b)
    s = c + z @ U
    return z, 1 / (1 + np.exp(-s))


def count_parameters(n_x, n_z, n_f):
    """How many numbers W, b, U and c of a dense net hold together."""
    W, b = n_x * n_z, n_z
    U, c = n_z * n_f, n_f
    return W + b + U + c


def padded_parameters(longest, n_words, n_z, n_f):
    """The same count for a net that reads `longest` one-hot words, side by side."""
    n_x = longest * n_words
    W, b = n_x * n_z, n_z
    U, c = n_z * n_f, n_f
    return W + b + U + c


def why():
    """The letter of the reason why a longer input breaks the net."""
    return "B"


CHOICES = {
    "A": "A: the vocabulary",
    "C": "C: the number of hidden units",
    "D": "D: one bias for each word",
}


def _forward_case(rng, T, B, n_x, n_z, n_f):
    W, _, b, U, c = weights(rng, n_x, n_z, n_f)
    return away_from_zero(rng, B, n_x), W, b, U, c


def _forward_cases(rng):
    x, W, b, U, c = _forward_case(rng, **SIZES[1])
    return [*every_size(_forward_case)(rng), (x, W, b, U, far_apart(c))]


def _sizes(rng):
    return [(5, 3, 2), *(tuple(rng.permutation(range(3, 30))[:3].tolist()) for _ in range(3))]


def _padded_sizes(rng):
    some = (rng.permutation(range(3, 30))[:4].tolist() for _ in range(3))
    return [(5, 7, 3, 2), *(tuple(sizes) for sizes in some)]


FORWARD = Question(
    "E01.forward",
    "the hidden layer and the output for three batches, every size different, one with large "
    "scores",
    forward,
    _forward_cases,
    arguments=("x", "W", "b", "U", "c"),
    parts={"z": ("B", "n_z"), "f": ("B", "n_f")},
    probabilities=("f",),
    points=2,
    experiment="Set W and U to zero. Then z should be tanh(b) in each row, and f the sigmoid of c.",
    unchecked="scores beyond ±700, where exp overflows",
    hints=(
        "The net is two layers. The output layer reads z, not x.",
        "Both layers have the same pattern: a row times a matrix, plus a bias, then an activation. "
        "Only the activations differ.",
        "z = np.tanh(x @ W + b), s = c + z @ U, f = 1 / (1 + np.exp(-s)), return z, f.",
    ),
)

COUNT = Question(
    "E01.count_parameters",
    "the number of parameters for four nets",
    count_parameters,
    _sizes,
    arguments=("n_x", "n_z", "n_f"),
    parts={"number of parameters": ()},
    tolerance=0.0,
    experiment="Count by hand for n_x = 3, n_z = 2, n_f = 1: write down W, b, U and c, with a dot "
    "for each number.",
    hints=(
        "There are four arrays: W, b, U, c. How many numbers does each of them hold?",
        "A matrix of shape (rows, columns) holds rows times columns numbers. A bias holds one "
        "number for each unit of its own layer.",
        "n_x * n_z for W, n_z for b, n_z * n_f for U, n_f for c. Add them.",
    ),
)

PADDED = Question(
    "E01.padded_parameters",
    "the number of parameters for four padded nets",
    padded_parameters,
    _padded_sizes,
    arguments=("longest", "n_words", "n_z", "n_f"),
    parts={"number of parameters": ()},
    tolerance=0.0,
    experiment="Call it with longest = 1. It should then be an ordinary dense net. What is added "
    "when longest becomes 2?",
    hints=(
        "Nothing is new but the size of the input. How many numbers go into the net at once?",
        "Each of the `longest` places has a one-hot vector of n_words numbers. Which of the four "
        "arrays does that change?",
        "n_x = longest * n_words. Only W grows. Then count as in Part 2.",
    ),
)

WHY = Question(
    "E01.why",
    "the letter",
    why,
    lambda rng: [()],
    parts={"your choice": ()},
    accepts=one_letter(why(), CHOICES),
    experiment='Return one of the four letters as text, for example "A".',
    hints=(
        "Read again the message of the error under *The target*. Which two sizes does it name?",
        "Write down the shapes of W, b, U and c for an input of 25 numbers, then for one of 30. "
        "Which shapes change?",
        "Only W changes: its rows belong to the input numbers. Look for the statement about rows.",
    ),
)

EXERCISE = Exercise(
    "E01_dense_net",
    "A dense net, and a longer input",
    minutes=25,
    you_write="forward pass, number of parameters, why a longer input breaks it",
    questions=(FORWARD, COUNT, PADDED, WHY),
)
