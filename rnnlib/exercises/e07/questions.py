"""E07: a computational graph by hand: one unit, two steps, every value one number."""

import numpy as np

from rnnlib.exercises.exercise import Exercise, Question
from rnnlib.exercises.fixtures import away_from_zero

NETWORK = ("x0", "x1", "z_init", "W", "V", "b", "U", "c", "y0", "y1")


def forward(x0, x1, z_init, W, V, b, U, c, y0, y1):
    """z[t] = tanh(V z[t−1] + W x[t] + b), f[t] = U z[t] + c, L = Σ ½ (f[t] − y[t])²."""
    z0 = np.tanh(V * z_init + W * x0 + b)
    f0 = U * z0 + c
    z1 = np.tanh(V * z0 + W * x1 + b)
    f1 = U * z1 + c
    L = 0.5 * (f0 - y0) ** 2 + 0.5 * (f1 - y1) ** 2
    return z0, z1, f0, f1, L


def dz1(f1, y1, U):
    """dL/dz[1]: only f[1] reads z[1]."""
    df1 = f1 - y1
    return U * df1


def fork(z0, z1, f0, y0, dz1, V, U):
    """dL/dz[0]: f[0] reads z[0], and so does z[1]; two gradients come back, and they add."""
    through_f = U * (f0 - y0)
    through_z = V * (1 - z1**2) * dz1
    return through_f + through_z


def backward(x0, x1, z_init, W, V, b, U, c, y0, y1, z0, z1, f0, f1):
    """The gradients of L, from right to left; a shared weight adds up what both steps say."""
    df0, df1 = f0 - y0, f1 - y1
    dz1 = U * df1
    da1 = (1 - z1**2) * dz1
    dz0 = U * df0 + V * da1
    da0 = (1 - z0**2) * dz0
    dW = x0 * da0 + x1 * da1
    dV = z_init * da0 + z0 * da1
    db = da0 + da1
    dU = z0 * df0 + z1 * df1
    dc = df0 + df1
    dz_init = V * da0
    return dW, dV, db, dU, dc, dz_init


def _network(rng):
    """Ten numbers, none near zero: x up to ±1.6, y up to ±8, the others up to ±0.8."""
    x0, x1 = (2 * away_from_zero(rng, 2)).tolist()
    y0, y1 = (10 * away_from_zero(rng, 2)).tolist()
    z_init, W, V, b, U, c = away_from_zero(rng, 6).tolist()
    return x0, x1, z_init, W, V, b, U, c, y0, y1


def _backward_cases(rng):
    """Four networks and what `forward` gives; no result is so near zero that float32 loses it."""
    cases = []
    while len(cases) < 4:
        network = _network(rng)
        z0, z1, f0, f1, L = map(float, forward(*network))
        case = (*network, z0, z1, f0, f1)
        errors = f0 - network[8], f1 - network[9]
        if np.abs([z0, z1, f0, f1, L, *errors, *backward(*case)]).min() > 0.02:
            cases.append(case)
    return cases


def _named_cases(rng):
    return [dict(zip(BACKWARD.arguments, case, strict=True)) for case in _backward_cases(rng)]


def _forward_cases(rng):
    return [case[: len(NETWORK)] for case in _backward_cases(rng)]


def _dz1_cases(rng):
    return [(case["f1"], case["y1"], case["U"]) for case in _named_cases(rng)]


def _fork_cases(rng):
    cases = _named_cases(rng)
    for case in cases:
        case["dz1"] = dz1(case["f1"], case["y1"], case["U"])
    return [tuple(case[name] for name in FORK.arguments) for case in cases]


FORWARD = Question(
    "E07.forward",
    "four networks with numbers of either sign",
    forward,
    _forward_cases,
    arguments=NETWORK,
    parts={"z[0]": (), "z[1]": (), "f[0]": (), "f[1]": (), "L": ()},
    experiment="Set U = 1 and c = 0. Then f[0] must be z[0], and f[1] must be z[1].",
    unchecked="longer sequences: here T = 2",
    hints=(
        "The lines for t = 1 look like those for t = 0. Which two letters move on by one step?",
        "z[1] reads z[0] and x[1]. The loss has one term for each step, each with its ½.",
        "z1 = np.tanh(V * z0 + W * x1 + b), f1 = U * z1 + c, and L is the sum of two halves of "
        "squares, (f0 − y0)² and (f1 − y1)².",
    ),
)

DZ1 = Question(
    "E07.dz1",
    "four sets of numbers of either sign",
    dz1,
    _dz1_cases,
    arguments=("f1", "y1", "U"),
    parts={"dz[1]": ()},
    experiment="Move z[1] by a small amount in your head. By how much does f[1] move?",
    unchecked="networks in which something else reads z[1]",
    hints=(
        "Follow the arrows from L back to z[1]. There are two: L to f[1], and f[1] to z[1].",
        "Each arrow has a slope. The slope of ½ (f − y)² in f is f − y. What is the slope of "
        "f = U z + c in z?",
        "The product of both slopes: U times (f1 − y1).",
    ),
)

FORK = Question(
    "E07.fork",
    "four networks with numbers of either sign",
    fork,
    _fork_cases,
    arguments=("z0", "z1", "f0", "y0", "dz1", "V", "U"),
    parts={"dz[0]": ()},
    points=2,
    experiment="Set dz1 = 0: what is left must be what you had for the last step, with f0 and y0. "
    "Then set f0 = y0: only the way through z[1] is left.",
    unchecked="networks whose tanh is another function",
    hints=(
        "Two arrows lead away from z[0]: to f[0] and to z[1]. Which gradient comes back on each?",
        "On the way through z[1] there are two slopes: V, and the one of tanh, written with the "
        "value that tanh gave at that step.",
        "through_z is V times (1 − z1²) times dz1. The result is the sum of both ways.",
    ),
)

BACKWARD = Question(
    "E07.backward",
    "four networks with numbers of either sign, z_init not zero",
    backward,
    _backward_cases,
    arguments=(*NETWORK, "z0", "z1", "f0", "f1"),
    parts={"dW": (), "dV": (), "db": (), "dU": (), "dc": (), "dz_init": ()},
    points=4,
    experiment="Move one weight by 0.001 in `forward` and look how far L moves. Divided by 0.001, "
    "this is nearly its gradient.",
    unchecked="batches and vectors: that is E09",
    hints=(
        "Write the values down from right to left: df, then dz[1], da[1], dz[0], da[0]. Here da is "
        "the gradient of what goes into tanh.",
        "A weight is used at two steps, so its gradient has two terms. Each term is da at one "
        "step, times what the weight was multiplied with at that step.",
        "da1 = (1 − z1²) · dz1 and dz0 = U · df0 + V · da1. Then dV = z_init · da0 + z0 · da1. dW "
        "has x0 and x1 in their place, db has 1. Further left: dz_init = V · da0.",
    ),
)

EXERCISE = Exercise(
    "E07_graph_by_hand",
    "A computational graph by hand",
    minutes=30,
    you_write="forward and backward through two steps, the fork",
    questions=(FORWARD, DZ1, FORK, BACKWARD),
)
