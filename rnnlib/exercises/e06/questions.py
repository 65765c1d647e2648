"""E06: wirings: one input to a sequence, the loss of some steps only, read first and then write."""

import numpy as np

from rnnlib.exercises.exercise import Exercise, Question
from rnnlib.exercises.fixtures import SIZES, every_size, far_apart, weights


def generate(x, W, V, b, U, c, steps):
    """One input x (B, n_x) at t = 0, then zeros; f[t] = softmax(c + Uᵀz[t]) (steps, B, n_f)."""
    z = np.zeros((len(x), len(b)))
    f = np.full((steps, len(x), len(c)), np.nan)
    for t in range(steps):
        x_t = x if t == 0 else 0 * x
        z = np.tanh(z @ V + x_t @ W + b)
        e = np.exp(c + z @ U)
        f[t] = e / e.sum(axis=-1, keepdims=True)
    return f


def masked_loss(losses, lengths):
    """The mean over the batch of the sum over the steps t < length; losses (T, B)."""
    T, B = losses.shape
    t = np.arange(T)[:, None]
    counts = t < lengths
    return (losses * counts).sum() / B


def encode_decode(x, y, W, V, b, W_dec, V_dec, b_dec, U, c):
    """Read x (T, B, n_x) to its end, then write f (S, B, n_f), reading y[s−1] at each step s.

    z[s] = σ(V_decᵀz[s−1] + W_decᵀy[s−1] + b_dec), with zeros in place of y[−1]; σ = tanh.
    """
    z = np.zeros((x.shape[1], len(b)))
    for x_t in x:
        z = np.tanh(z @ V + x_t @ W + b)
    f = np.full(y.shape, np.nan)
    read = np.zeros(y[0].shape)
    for s in range(len(y)):
        z = np.tanh(z @ V_dec + read @ W_dec + b_dec)
        e = np.exp(c + z @ U)
        f[s] = e / e.sum(axis=-1, keepdims=True)
        read = y[s]
    return f


def _one_input(rng, T, B, n_x, n_z, n_f):
    W, V, b, U, c = weights(rng, n_x, n_z, n_f)
    return rng.normal(size=(B, n_x)), W, V, b, U, c, T


def _inputs(rng):
    *most, U, c, steps = _one_input(rng, **SIZES[1])
    return [*every_size(_one_input)(rng), (*most, U, far_apart(c) / 2, steps)]


def _different_lengths(rng):
    cases = []
    for lengths, T in (([5, 2, 3], 6), ([1, 4, 4, 2], 5)):
        losses = rng.uniform(0.2, 2.0, size=(T, len(lengths)))  # not zero after the end
        cases.append((losses, rng.permutation(lengths)))
    return cases


def _two_networks(rng, T, B, n_x, n_z, n_f):
    S = T + 2 if T > 5 else T - 1
    W, V, b, _, _ = weights(rng, n_x, n_z, n_f)
    W_dec, V_dec, b_dec, U, c = weights(rng, n_f, n_z, n_f)
    words = (rng.integers(n_f, size=B) + np.arange(S)[:, None]) % n_f  # no word twice in a row
    x, y = rng.normal(size=(T, B, n_x)), np.eye(n_f)[words]
    return x, y, W, V, b, W_dec, V_dec, b_dec, U, c


def _two_networks_cases(rng):
    *most, U, c = _two_networks(rng, **SIZES[1])
    return [*every_size(_two_networks)(rng), (*most, U, far_apart(c) / 2)]


GENERATE = Question(
    "E06.generate",
    "all outputs of three networks, for 6 and for 5 steps, every size different",
    generate,
    _inputs,
    arguments=("x", "W", "V", "b", "U", "c", "steps"),
    parts={"f": ("T", "B", "n_f")},
    probabilities=("f",),
    points=2,
    experiment="Call it with steps = 1, then with steps = 2. The first output stays as it was.",
    unchecked="scores beyond ±700, where exp overflows",
    hints=(
        "It is the run of E03 with an output at every step. What does the network read at t = 0, "
        "and what at t = 1?",
        "The input is there at t = 0 only. Afterwards the word term is zero, and the state goes "
        "on through V and b.",
        "x_t = x if t == 0 else 0 * x, z = np.tanh(z @ V + x_t @ W + b), e = np.exp(c + z @ U), "
        "f[t] = e / e.sum(axis=-1, keepdims=True).",
    ),
)

MASKED = Question(
    "E06.masked_loss",
    "two batches of sentences that differ in length, with losses after their ends too",
    masked_loss,
    _different_lengths,
    arguments=("losses", "lengths"),
    parts={"loss": ()},
    experiment="Write 1000 into the losses after the ends. The result must stay the same.",
    unchecked="NaN after the ends: zero times NaN is NaN",
    hints=(
        "Which steps of a sentence of length 2 count? Time begins at 0.",
        "Compare the step numbers, as a column of shape (T, 1), with the lengths. The result is "
        "True where a step counts. Divide by the number of sentences.",
        "counts = np.arange(T)[:, None] < lengths, then (losses * counts).sum() / B.",
    ),
)

ENCODE_DECODE = Question(
    "E06.encode_decode",
    "all outputs of three encoder–decoders; what is read and what is written differ in length",
    encode_decode,
    _two_networks_cases,
    arguments=("x", "y", "W", "V", "b", "W_dec", "V_dec", "b_dec", "U", "c"),
    parts={"f": ("S", "B", "n_f")},
    probabilities=("f",),
    points=3,
    experiment="Change y[2] alone. The outputs at s = 0, 1 and 2 must not change; f[3] must.",
    unchecked="scores beyond ±700, where exp overflows",
    hints=(
        "Two loops, one after the other. The second one begins with the state in which the first "
        "one ended.",
        "At s = 0 nothing was written yet, so the decoder reads zeros. At s = 1 it reads y[0], at "
        "s = 2 it reads y[1].",
        "Begin with read = np.zeros(y[0].shape). In the loop over s: z = np.tanh(z @ V_dec + "
        "read @ W_dec + b_dec), then f[s] as in Part 1 (softmax of c + z @ U), then read = y[s].",
    ),
)

EXERCISE = Exercise(
    "E06_wirings",
    "Wirings",
    minutes=35,
    you_write="one-to-sequence, loss mask, encoder–decoder",
    questions=(GENERATE, MASKED, ENCODE_DECODE),
)
