"""E04: from the last state to the prediction, and to a loss that stays finite."""

import numpy as np

from rnnlib.exercises.exercise import Exercise, Question
from rnnlib.exercises.fixtures import SIZES, away_from_zero, every_size, far_apart, weights


def last_output(states, U, c):
    """f = τ(c + Uᵀz[T−1]), τ = sigmoid without an exponent above 0; states (T, B, n_z)."""
    z = states[-1]
    s = c + z @ U
    e = np.exp(-np.abs(s))
    return np.where(s >= 0, 1, e) / (1 + e)


def loss_from_scores(s, y):
    """Binary cross-entropy: the mean over the rows of Σ log(1 + exp(s)) − s y, s and y (B, n_f)."""
    losses = np.logaddexp(0, s) - s * y
    return losses.sum() / len(s)


def cross_entropy_from_scores(s, y):
    """Cross-entropy: the mean over the rows of −Σ y log f, log f = s − log Σ exp(s)."""
    shifted = s - s.max(axis=-1, keepdims=True)
    log_f = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return -(y * log_f).sum() / len(s)


def _states_case(rng, T, B, n_x, n_z, n_f):
    _, _, _, U, c = weights(rng, n_x, n_z, n_f)
    return rng.uniform(-0.9, 0.9, size=(T, B, n_z)), U, c


def _states(rng):
    ordinary = [_states_case(rng, **sizes) for sizes in SIZES]
    states, U, c = _states_case(rng, **SIZES[1])
    beyond = c + np.array([1000, -1000, 0, 1000, -1000, 0])
    return [*ordinary, (states, U, far_apart(c)), (states, U, beyond)]


def _yes_or_no(rng, T, B, n_x, n_z, n_f):
    y = rng.permutation(B * n_f).reshape(B, n_f) % 2
    return 3 * away_from_zero(rng, B, n_f), y.astype(float)


def _far_scores(rng):
    s = np.array([[1000, -1000, 0], [-1000, 1000, 0], [0, 1000, -1000], [-1000, 0, 1000.0]])
    y = np.array([[1, 0, 0], [1, 1, 1], [0, 0, 1], [0, 1, 1.0]])
    return [*every_size(_yes_or_no)(rng), (s / 25, y), (s, y)]  # beyond ±37, f is rounded to 0, 1


def _one_of_many(rng, T, B, n_x, n_z, n_f):
    return 3 * away_from_zero(rng, B, n_f), np.eye(n_f)[rng.integers(n_f, size=B)]


def _far_scores_of_many(rng):
    large = np.array([[710, 712, 711, 713], [712, 710, 714, 711], [713, 711, 710, 712.0]])
    apart = np.array([[400, -400, 0], [0, 400, -400], [-400, 0, 400], [-400, 400, 0.0]])
    both = np.array([[1000, 0, -1000], [-1000, -1001, -999], [0, -1000, 1000], [0, 1, 2.0]])
    return [
        *every_size(_one_of_many)(rng),
        (large, np.eye(4)[[1, 0, 3]]),
        (apart, np.eye(3)[[1, 1, 0, 2]]),
        (both, np.eye(3)[[2, 0, 1, 0]]),
    ]


LAST_OUTPUT = Question(
    "E04.last_output",
    "four batches of states, every size different, one with scores of ±20, one with ±1000",
    last_output,
    _states,
    arguments=("states", "U", "c"),
    parts={"f": ("B", "n_f")},
    probabilities=("f",),
    experiment="Set U to zero. Then every row of f should be the sigmoid of c.",
    unchecked="sentences of different length in one batch, where the last state is not the last "
    "one of the array",
    hints=(
        "Which of the T states has read the whole sentence? And what is its shape?",
        "Time is the first axis. The last element of an axis has the index −1. From there on it is "
        "the output of E02.",
        "z = states[-1], s = c + z @ U.",
    ),
)

LOSS = Question(
    "E04.loss_from_scores",
    "four batches, one with scores of ±40 and 0, one with ±1000 and 0",
    loss_from_scores,
    _far_scores,
    arguments=("s", "y"),
    parts={"loss": ()},
    points=2,
    experiment="Try one row and one unit, s = [[0.0]]. The loss is log 2 = 0.6931, for y = 0 and "
    "for y = 1. Then two equal rows: the loss stays.",
    unchecked="targets other than 0 and 1",
    hints=(
        "Write down the loss of one number first. Then think about the mean: over what?",
        "NumPy has a function for log(e^a + e^b), np.logaddexp(a, b). Which a gives e^a = 1? Add "
        "up everything, then divide by the number of rows.",
        "losses = np.logaddexp(0, s) - s * y, then losses.sum() / len(s).",
    ),
)

CROSS_ENTROPY = Question(
    "E04.cross_entropy_from_scores",
    "five batches, three of them with scores of several hundred",
    cross_entropy_from_scores,
    _far_scores_of_many,
    arguments=("s", "y"),
    parts={"loss": ()},
    points=2,
    experiment="Try s = [[0.0, 0.0]] with y = [[1, 0]]: the loss is log 2 = 0.6931. Then add 1000 "
    "to both scores: the loss stays.",
    unchecked="target rows that are not one-hot",
    hints=(
        "Compute log f for every class first, without computing f. The sum under the logarithm is "
        "taken over the classes of one row.",
        "The largest score of each row comes out first: s.max(axis=-1, keepdims=True). The formula "
        "with s − m in place of s gives the same log f.",
        "shifted = s - s.max(axis=-1, keepdims=True), log_f = shifted - "
        "np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), then -(y * log_f).sum() / len(s).",
    ),
)

EXERCISE = Exercise(
    "E04_prediction_and_loss",
    "From the last state to the loss",
    minutes=25,
    you_write="predictions, losses that stay finite",
    questions=(LAST_OUTPUT, LOSS, CROSS_ENTROPY),
)
