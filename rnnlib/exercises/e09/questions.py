"""E09: backpropagation through time in full, and a gradient check to trust it."""

import numpy as np

from rnnlib.exercises.collect import Waves
from rnnlib.exercises.exercise import Exercise, Question
from rnnlib.exercises.fixtures import away_from_zero, every_size, weights


def measured_gradient(loss, p, eps):
    """dL/dp number by number: [L(p + eps) − L(p − eps)] / 2 eps."""
    slopes = np.full(p.shape, np.nan)
    for place in np.ndindex(p.shape):
        right, left = p.copy(), p.copy()
        right[place] += eps
        left[place] -= eps
        slopes[place] = (loss(right) - loss(left)) / (2 * eps)
    return slopes


def relative_error(given, measured):
    """max |given − measured| / (max |given| + max |measured|), the size never below 1e-8."""
    difference = np.abs(given - measured).max()
    size = np.abs(given).max() + np.abs(measured).max()
    return difference / max(size, 1e-8)


def backward_step(dz, z_t, V):
    """da[t] = tanh'(a[t]) dz[t], and V da[t], which z[t−1] hears of it; here in rows."""
    da = (1 - z_t**2) * dz
    to_the_left = da @ V.T
    return da, to_the_left


def bptt(x, y, W, V, b, U, c, z_init):
    """The gradients of L = 1/B Σ_rows Σ_t ½ |f[t] − y[t]|² with f[t] = c + Uᵀz[t]."""
    T, B, _ = x.shape
    z = np.full((T, B, len(b)), np.nan)
    z_t = z_init
    for t in range(T):
        z[t] = z_t = np.tanh(z_t @ V + x[t] @ W + b)
    f = z @ U + c

    dW, dV, db = np.zeros(W.shape), np.zeros(V.shape), np.zeros(b.shape)
    dU, dc = np.zeros(U.shape), np.zeros(c.shape)
    dx = np.full(x.shape, np.nan)
    from_right = np.zeros(z_init.shape)
    for t in reversed(range(T)):
        before = z[t - 1] if t > 0 else z_init
        df = (f[t] - y[t]) / B
        dU += z[t].T @ df
        dc += df.sum(axis=0)
        dz = df @ U.T + from_right
        da = (1 - z[t] ** 2) * dz
        dW += x[t].T @ da
        dV += before.T @ da
        db += da.sum(axis=0)
        dx[t] = da @ W.T
        from_right = da @ V.T
    return dW, dV, db, dU, dc, dx, from_right


def _measured_cases(rng):
    """All numbers are short in binary: whoever moves p and moves it back finds it as it was."""
    sizes = (((5,), 2**-10), ((2, 3), 2**-13), ((3, 1, 2), 2**-7), ((4,), 2**-2))
    return [
        (Waves(away_from_zero(rng, *shape)), _short(away_from_zero(rng, *shape)), eps)
        for shape, eps in sizes
    ]


def _short(numbers):
    return np.round(numbers * 2**20) / 2**20


def _error_cases(rng):
    """Ordinary, far off, both zero, very small, and one number that is nothing but rounding."""
    near, far, small = (away_from_zero(rng, *shape) for shape in ((3, 4), (5,), (4, 2)))
    off = 0.02 * away_from_zero(rng, 3, 4)
    off[1, 2] = 0.05  # the largest difference is a negative one
    rounding = np.array([[0.7, -0.9, 1e-13]])
    return [
        (near, near + off),
        (-np.abs(far), 2 * np.abs(far)),  # all differences are negative
        (np.zeros((2, 2)), np.zeros((2, 2))),
        (1e-9 * small, 1e-9 * small[::-1]),
        (rounding, rounding * [[1.02, 1.01, 5.0]]),
    ]


def _step_case(rng, T, B, n_x, n_z, n_f):
    V = weights(rng, n_x, n_z, n_f)[1]
    return 10 * away_from_zero(rng, B, n_z), away_from_zero(rng, B, n_z), V


def _bptt_case(rng, T, B, n_x, n_z, n_f):
    x, y = rng.normal(size=(T, B, n_x)), 10 * rng.normal(size=(T, B, n_f))
    return x, y, *weights(rng, n_x, n_z, n_f), away_from_zero(rng, B, n_z)


MEASURED = Question(
    "E09.measured_gradient",
    "four losses of arrays with one, two and three axes, each with an eps of its own",
    measured_gradient,
    _measured_cases,
    arguments=("loss", "p", "eps"),
    parts={"slopes": ("i", "j", "k")},
    points=2,
    experiment="Try the loss lambda p: (p * [1.0, 10.0, 100.0]).sum(). Its slopes are 1, 10 "
    "and 100, at every p and for every eps.",
    unchecked="which eps is best; lesson 09 looks for it",
    hints=(
        "You need p twice, moved a little to either side, at one place only.",
        "Copy p before you move it. A second name, as in q = p, is not a copy. How far apart are "
        "the two points?",
        "right and left are both p.copy(). Then right[place] += eps and left[place] -= eps, and "
        "the slope is loss(right) minus loss(left), divided by 2 * eps.",
    ),
    tolerance=1e-7,
)

ERROR = Question(
    "E09.relative_error",
    "five pairs of arrays: close, far apart, both zero, very small, and one with a number near "
    "zero",
    relative_error,
    _error_cases,
    arguments=("given", "measured"),
    parts={"error": ()},
    experiment="Try it on [1.0, 0.0] and [0.0, 0.0]. The difference is 1, the sizes are 1 and 0: "
    "the error is 1.",
    unchecked="arrays of different shape",
    hints=(
        "Three largest numbers are needed: of the difference, and of each array.",
        "Sizes have no sign: take the absolute value first, the largest number second. Two arrays "
        "of zeros must give 0, so the size needs a smallest value.",
        "np.abs(given - measured).max(), divided by max(size, 1e-8). The size is the sum of "
        "np.abs(given).max() and np.abs(measured).max().",
    ),
)

STEP = Question(
    "E09.backward_step",
    "one step back for two batches, every size different",
    backward_step,
    every_size(_step_case),
    arguments=("dz", "z_t", "V"),
    parts={"da[t]": ("B", "n_z"), "to_the_left": ("B", "n_z")},
    experiments={
        "da[t]": "Let dz be 1 everywhere. Then da is the slope of tanh: 1 where z_t is 0, 0.75 "
        "where z_t is 0.5.",
        "to_the_left": "Let V have a single 1, at V[0, 1]: unit 1 hears unit 0. Which unit must "
        "get a gradient from which?",
    },
    unchecked="activations other than tanh",
    hints=(
        "It is E07 with rows in place of numbers. Which of the two products is number by number?",
        "The slope of tanh, written with z_t, multiplies dz number by number. Forward, a row of "
        "states stands on the left of V. Backward, each unit asks all units that it spoke to.",
        "da is (1 − z_t²) * dz. To the left goes da @ V.T.",
    ),
)

BPTT = Question(
    "E09.bptt",
    "two batches, every size different, T = 6 and T = 5, z_init not zero, a loss at every step",
    bptt,
    every_size(_bptt_case),
    arguments=("x", "y", "W", "V", "b", "U", "c", "z_init"),
    parts={
        "dW": ("n_x", "n_z"),
        "dV": ("n_z", "n_z"),
        "db": ("n_z",),
        "dU": ("n_z", "n_f"),
        "dc": ("n_f",),
        "dx": ("T", "B", "n_x"),
        "dz_init": ("B", "n_z"),
    },
    points=6,
    experiment="Measure it with your own tool: the cell at the end of the exercise shows how. "
    "Begin with the gradient that is named first above.",
    unchecked="a loss at the last step only, sequences of different length, and its speed",
    hints=(
        "Go from t = T − 1 to 0. At each step two gradients meet at z[t]: one from f[t], one from "
        "z[t+1]. What does the last step hear from the right?",
        "Each step adds its share to dW, dV, db, dU and dc; dx[t] belongs to one step and is not a "
        "sum. What V was multiplied with at t = 0 is z_init. Divide by B once, at the error.",
        "In the loop: df = (f[t] − y[t]) / B, then dz = df @ U.T + from_right, then da and the new "
        "from_right as in backward_step. Shares: x[t].T @ da for dW, (z before).T @ da for dV, "
        "da.sum(axis=0) for db, z[t].T @ df for dU, df.sum(axis=0) for dc. dx[t] is da @ W.T. What "
        "is left in from_right after the loop is dz_init.",
    ),
)

EXERCISE = Exercise(
    "E09_bptt",
    "Backpropagation through time, and a check",
    minutes=50,
    you_write="all gradients, and a check of your own",
    questions=(MEASURED, ERROR, STEP, BPTT),
)
