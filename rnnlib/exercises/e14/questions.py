"""E14: one step of a GRU, forward and backward."""

import numpy as np

from rnnlib.exercises.exercise import Exercise, Question
from rnnlib.exercises.fixtures import away_from_zero, every_size, weights


def gate(x, z, W, V, b):
    """sigmoid(Vᵀz + Wᵀx + b), here in rows: a number from 0 to 1 for each unit."""
    a = z @ V + x @ W + b
    return 1 / (1 + np.exp(-a))


def gru_step(x, z, W_u, V_u, b_u, W_r, V_r, b_r, W, V, b, b_V):
    """z[t] = (1 − u) z[t−1] + u new, with new = tanh(r (Vᵀz[t−1] + b_V) + Wᵀx[t] + b)."""
    u = 1 / (1 + np.exp(-(z @ V_u + x @ W_u + b_u)))
    r = 1 / (1 + np.exp(-(z @ V_r + x @ W_r + b_r)))
    heard = z @ V + b_V
    new = np.tanh(r * heard + x @ W + b)
    return (1 - u) * z + u * new


def gru_step_back(dz, z, u, r, new, heard, V_u, V_r, V):
    """From dz[t] to the gradients in front of u, r and new, and to z[t−1]; heard = Vᵀz + b_V."""
    da_u = dz * (new - z) * u * (1 - u)
    da = dz * u * (1 - new**2)
    da_r = da * heard * r * (1 - r)
    dh = da * r
    dz_before = dz * (1 - u) + da_u @ V_u.T + da_r @ V_r.T + dh @ V.T
    return da_u, da_r, da, dz_before


def _gate_case(rng, T, B, n_x, n_z, n_f):
    W, V, b, _, _ = weights(rng, n_x, n_z, n_f)
    return rng.normal(size=(B, n_x)), away_from_zero(rng, B, n_z), W, V, b


def _step_case(rng, T, B, n_x, n_z, n_f):
    three = [weights(rng, n_x, n_z, n_f)[:3] for _ in range(3)]
    x, z = rng.normal(size=(B, n_x)), away_from_zero(rng, B, n_z)
    return x, z, *three[0], *three[1], *three[2], away_from_zero(rng, n_z)


def _back_case(rng, T, B, n_x, n_z, n_f):
    V_u, V_r, V = (weights(rng, n_x, n_z, n_f)[1] for _ in range(3))
    u, r = rng.uniform(0.15, 0.85, size=(2, B, n_z))
    z, new, heard = (away_from_zero(rng, B, n_z) for _ in range(3))
    return 10 * away_from_zero(rng, B, n_z), z, u, r, new, heard, V_u, V_r, V


GATE = Question(
    "E14.gate",
    "two batches, every size different",
    gate,
    every_size(_gate_case),
    arguments=("x", "z", "W", "V", "b"),
    parts={"gate": ("B", "n_z")},
    experiment="Let all weights and b be 0. Each gate is then at 0.5, half open.",
    unchecked="scores so large that exp overflows; rnnlib's sigmoid takes care of them",
    hints=(
        "It is the step of E02 with another activation. Which one gives numbers from 0 to 1?",
        "The sum that goes in has three terms: from the state, from the input, and the bias. The "
        "sigmoid has an exponential of minus that sum below the line.",
        "a = z @ V + x @ W + b, and the gate is 1 / (1 + np.exp(-a)).",
    ),
)

STEP = Question(
    "E14.gru_step",
    "one step of two batches, every size different, no bias zero",
    gru_step,
    every_size(_step_case),
    arguments=("x", "z", "W_u", "V_u", "b_u", "W_r", "V_r", "b_r", "W", "V", "b", "b_V"),
    parts={"z[t]": ("B", "n_z")},
    points=3,
    experiment="Set b_u = -50: every update gate is closed, and the state should stay as it is. "
    "Set b_u = 50 and b_r = 50: it should be the step of E02, with b + b_V as its bias.",
    unchecked="a reset before V, as in the paper of 2014, and a u that says how much is kept, as "
    "in PyTorch",
    hints=(
        "Four lines follow the four formulas: two gates, the new content, the mean of old and new.",
        "r multiplies what the state says to the new content, its bias b_V with it, and nothing of "
        "the input. u multiplies the new content. What is left, up to 1, multiplies the old state.",
        "u and r are gates. heard = z @ V + b_V, new = np.tanh(r * heard + x @ W + b), and the "
        "result is (1 - u) * z + u * new.",
    ),
)

BACK = Question(
    "E14.gru_step_back",
    "one step back of two batches, every size different",
    gru_step_back,
    every_size(_back_case),
    arguments=("dz", "z", "u", "r", "new", "heard", "V_u", "V_r", "V"),
    parts={
        "da_u": ("B", "n_z"),
        "da_r": ("B", "n_z"),
        "da": ("B", "n_z"),
        "dz_before": ("B", "n_z"),
    },
    points=5,
    experiments={
        "da_u": "Let new equal z. Then u makes no difference. Is your da_u zero?",
        "da_r": "Let heard be zero. Then r makes no difference. Is your da_r zero?",
        "da": "Let u be 0. Nothing new comes in. Is your da zero?",
        "dz_before": "Let V_u, V_r and V be zero. Only the kept part is left, dz · (1 − u).",
    },
    unchecked="the sums over time and rows, which are those of E09",
    hints=(
        "Write the last line of the step, and ask for each thing in it: if it grows a little, how "
        "does z[t] move? Then go one line up.",
        "u meets the difference of new and z. new meets u. Each gradient then passes the slope of "
        "its own activation: of the sigmoid g it is g (1 − g), of tanh 1 − new². r is reached "
        "through new, so it begins from da. Four shares arrive at z[t−1].",
        "da_u = dz * (new - z) * u * (1 - u), da = dz * u * (1 - new**2), da_r = da * heard * r * "
        "(1 - r). To the state before go dz * (1 - u), da_u @ V_u.T, da_r @ V_r.T and "
        "(da * r) @ V.T.",
    ),
)

EXERCISE = Exercise(
    "E14_gru",
    "A GRU in ten lines",
    minutes=40,
    you_write="a gate, one step of a GRU, and its step back",
    questions=(GATE, STEP, BACK),
)
