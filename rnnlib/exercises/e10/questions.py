"""E10: batches. Axes in order, padding that changes nothing, the state that is really the last."""

import numpy as np

from rnnlib.exercises.exercise import Exercise, Question
from rnnlib.exercises.fixtures import away_from_zero, every_size, weights


def to_time_first(batch):
    """(B, T, n), sentence by sentence, as (T, B, n), step by step."""
    return batch.transpose(1, 0, 2)


def pad(sequences):
    """B sequences (T_i, n) as one array (T, B, n), zeros after their ends, and their lengths."""
    lengths = np.array([len(s) for s in sequences])
    T, B, n = max(lengths), len(sequences), sequences[0].shape[1]
    x = np.zeros((T, B, n))
    for i in range(B):
        x[: lengths[i], i] = sequences[i]
    return x, lengths


def last_states(states, lengths):
    """The state after the last real word of each sentence: (B, n_z)."""
    rows = np.arange(len(lengths))
    return states[lengths - 1, rows]


def padded_run(x, lengths, W, V, b, z_init):
    """z[t] = σ(Vᵀz[t−1] + Wᵀx[t] + b) while a sentence goes on; after its end z[t] = z[t−1]."""
    states, z = [], z_init
    for t in range(len(x)):
        new = np.tanh(z @ V + x[t] @ W + b)
        real = (t < lengths)[:, None]
        z = np.where(real, new, z)
        states.append(z)
    return np.array(states)


def mean_loss(losses, lengths):
    """The mean over all real words of all sentences: (T, B) losses -> one number."""
    steps = np.arange(len(losses))[:, None]
    real = steps < lengths
    return np.where(real, losses, 0).sum() / real.sum()


def some_lengths(rng, T, B):
    """B different lengths: the second is T, the third 1, the others lie between."""
    others = rng.choice(np.arange(2, T), B - 2, replace=False)
    return np.array([others[0], T, 1, *others[1:]])


def _sequences_case(rng, T, B, n_x, n_z, n_f):
    return (tuple(rng.normal(size=(length, n_x)) for length in some_lengths(rng, T, B)),)


def _states_cases(rng):
    """The second batch was padded for a longer sentence that is not in it."""
    return [
        (np.tanh(rng.normal(size=(6, 3, 5))), some_lengths(rng, 6, 3)),
        (np.tanh(rng.normal(size=(7, 4, 2))), some_lengths(rng, 5, 4)),
    ]


def _run_cases(rng):
    """Zeros after the ends and a zero word in a sentence; then anything after the ends."""
    cases = every_size(_run_case)(rng)
    x, lengths = cases[0][:2]
    x[np.arange(len(x))[:, None] >= lengths] = 0
    x[1, 1] = 0
    return cases


def _run_case(rng, T, B, n_x, n_z, n_f):
    W, V, b, _, _ = weights(rng, n_x, n_z, n_f)
    x, lengths = rng.normal(size=(T, B, n_x)), some_lengths(rng, T, B)
    return x, lengths, W, V, b, away_from_zero(rng, B, n_z)


def _loss_case(rng, T, B, n_x, n_z, n_f):
    return rng.uniform(0.5, 2, size=(T, B)), some_lengths(rng, T, B)


TO_TIME_FIRST = Question(
    "E10.to_time_first",
    "two batches, every size different",
    to_time_first,
    every_size(lambda rng, T, B, n_x, n_z, n_f: (rng.normal(size=(B, T, n_x)),)),
    arguments=("batch",),
    parts={"x": ("T", "B", "n_x")},
    experiment="Take a batch of 2 sentences of 3 words and write the numbers 0 to 5 into it. Where "
    "should each number be in the result?",
    hints=(
        "The numbers keep their neighbours: x[t, i] is word t of sentence i. Only the order of the "
        "axes changes.",
        "reshape reads all numbers in a row and cuts them anew. Look for what moves axes.",
        "batch.transpose(1, 0, 2): the new axis 0 is the old axis 1, and so on. "
        "np.swapaxes(batch, 0, 1) does the same.",
    ),
)

PAD = Question(
    "E10.pad",
    "two lists of 3 and 4 sentences; the longest is not the first, one has a single word",
    pad,
    every_size(_sequences_case),
    arguments=("sequences",),
    parts={"x": ("T", "B", "n_x"), "lengths": ("B",)},
    points=2,
    experiment="Pad two sentences of 1 and 3 words and print x[:, 0], all steps of the first.",
    unchecked="an empty list, and sentences without a word",
    hints=(
        "First make room for the longest sentence. Which of the three axes is the place in a "
        "sentence, which is the number of the sentence?",
        "x[t, i] is word t of sentence i. Sentence i fills the first lengths[i] steps of column i.",
        "In the gap: x[: lengths[i], i] = sequences[i].",
    ),
)

LAST_STATES = Question(
    "E10.last_states",
    "a batch padded to its longest sentence, and one padded even further",
    last_states,
    _states_cases,
    arguments=("states", "lengths"),
    parts={"last state": ("B", "n_z")},
    experiment="Fill states with their step: states[t] = t everywhere. What should come back?",
    hints=(
        "Time begins at 0. A sentence with 1 word has its last state at which t?",
        "Each sentence has its own t. You need one row from each: step lengths[i] − 1, sentence i.",
        "states[lengths - 1, np.arange(len(lengths))], or a loop over the sentences.",
    ),
)

PADDED_RUN = Question(
    "E10.padded_run",
    "two batches, one padded with zeros, one with anything; a real word may be all zeros",
    padded_run,
    _run_cases,
    arguments=("x", "lengths", "W", "V", "b", "z_init"),
    parts={"states": ("T", "B", "n_z")},
    points=3,
    experiment="Run a sentence alone, then padded beside a longer one. Compare the states.",
    unchecked="padding with NaN",
    hints=(
        "Compute a new state for every row, as always. Then decide for each row whether it counts.",
        "Row i is real at step t if t < lengths[i]. Where it is not, the row keeps its old state. "
        "np.where(mask, this, that) chooses; the mask needs the shape (B, 1).",
        "new = np.tanh(z @ V + x[t] @ W + b), then z = np.where((t < lengths)[:, None], new, z).",
    ),
)

MEAN_LOSS = Question(
    "E10.mean_loss",
    "two batches with losses at every step, those after the ends as well",
    mean_loss,
    every_size(_loss_case),
    arguments=("losses", "lengths"),
    parts={"loss": ()},
    points=1,
    experiment="Let every loss be 1, real or not. The mean over the real words is then 1, too.",
    unchecked="infinite losses after the end of a sentence",
    hints=(
        "Two numbers are needed: the sum of the losses of real words, and how many these are.",
        "There are lengths.sum() real words. For the other sum you need a mask of shape (T, B).",
        "real = np.arange(len(losses))[:, None] < lengths, then losses[real].mean().",
    ),
)

EXERCISE = Exercise(
    "E10_batches",
    "Batches",
    minutes=35,
    you_write="axes, padding, the state that is really the last",
    questions=(TO_TIME_FIRST, PAD, LAST_STATES, PADDED_RUN, MEAN_LOSS),
)
