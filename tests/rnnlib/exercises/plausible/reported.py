"""Answers that real learners gave and that a check took wrongly: accepted, refused, or misnamed."""

import random

import numpy as np

from tests.rnnlib.exercises.plausible.answers import collection
from tests.rnnlib.exercises.plausible.e09 import whole

WRONG, RIGHT, wrong, right = collection()


def tanh_step(x, z, W, V, b):
    return np.tanh(z @ V + x @ W + b)


def sigmoid(s):
    return 1 / (1 + np.exp(-s))


# --- the solution of a lab: states begin with the first one, loops over i = 1 … -------------------


@wrong("E09.bptt", "the sums count from 1, that of dV too")
def as_a_lab_solves_it(x, y, W, V, b, U, c, z_init):
    T, B, _ = x.shape
    states = [z_init]
    for t in range(T):
        states.append(np.tanh(states[t] @ V + x[t] @ W + b))
    outputs = [state @ U + c for state in states[1:]]
    errors = [(outputs[t] - y[t]) / B for t in range(T)]
    d = [None] * (T + 1)
    to_left = np.zeros(z_init.shape)
    dx = np.empty(x.shape)
    for t in range(T, 0, -1):
        d[t] = (1 - states[t] ** 2) * (errors[t - 1] @ U.T + to_left)
        to_left = d[t] @ V.T
        dx[t - 1] = d[t] @ W.T
    dW = sum(x[i - 1].T @ d[i + 1] for i in range(1, T))
    dV = sum(states[i].T @ d[i + 1] for i in range(1, T))
    db = sum(d[i + 1].sum(axis=0) for i in range(1, T))
    dU = sum(states[i + 1].T @ errors[i] for i in range(T))
    return dW, dV, db, dU, sum(e.sum(axis=0) for e in errors), dx, to_left


wrong("E09.bptt", "dW meets the word of the step before")(
    whole(word=lambda x, da, t: x[t - 1].T @ da if t else 0)
)
wrong("E09.bptt", "db skips t = 0")(whole(bias=lambda da, t: da.sum(0) if t else 0))
wrong("E09.bptt", "dW skips t = 0")(whole(word=lambda x, da, t: x[t].T @ da if t else 0))

# --- cases that were too tame ---------------------------------------------------------------------

wrong("E04.last_output", "the score cut off at ±10")(
    lambda states, U, c: 1 / (1 + np.exp(-np.clip(states[-1] @ U + c, -10, 10)))
)
wrong("E02.output", "the score cut off at ±5")(
    lambda z, U, c: 1 / (1 + np.exp(-np.clip(z @ U + c, -5, 5)))
)


@wrong("E09.backward_step", "cut off at ±1")
def clipped(dz, z_t, V):
    da = (1 - z_t**2) * dz
    return np.clip(da, -1, 1), np.clip(da @ V.T, -1, 1)


# --- looked at only after it was converted, called too few times ----------------------------------

wrong("E02.step", says="complex array with an imaginary part")(
    lambda *a: tanh_step(*a) * (1 + 0.5j)
)
wrong("E02.step", says="masked array that hides")(
    lambda *a: np.ma.masked_array(tanh_step(*a), mask=np.eye(*a[1].shape))
)
chance = random.Random(7)
wrong("E02.step", says="gave something else")(lambda *a: tanh_step(*a) * (chance.random() < 0.5))
counted = []


@wrong("E02.step", says="gave something else")
def right_in_the_first_calls(*a):
    counted.append(1)
    return tanh_step(*a) * (len(counted) < 4)


kept = {}


@wrong("E03.run", says="gave something else")
def a_state_between_the_calls(x, W, V, b, z_init):
    z, states = kept.get(len(x), z_init), []
    for word in x:
        z = tanh_step(word, z, W, V, b)
        states.append(z)
    kept[len(x)] = z
    return states


buffer = np.zeros((9, 9))


@wrong("E02.step", says="overwritten by a later call")
def a_view_of_one_buffer(x, z, W, V, b):
    view = buffer[: len(z), : len(b)]
    view[...] = tanh_step(x, z, W, V, b)
    return view


# --- forms ----------------------------------------------------------------------------------------

right("E09.bptt")(
    lambda *a: (lambda g: {"dx": g[5], "dW": g[0], "dV": g[1], "db": g[2], "dU": g[3], "dc": g[4],
                           "dz_init": g[6]})(whole()(*a))
)  # fmt: skip
wrong("E02.step", says="the first of your results is right")(
    lambda *a: (tanh_step(*a), {"cache": a})
)
wrong("E02.step", says="the first of your results is right")(lambda *a: (tanh_step(*a), a[0]))


def outputs_and_last(x, W, V, b, z_init):
    states = []
    for word in x:
        z_init = tanh_step(word, z_init, W, V, b)
        states.append(z_init)
    return np.stack(states), z_init


wrong("E03.run", says="the first of your results is right")(outputs_and_last)
wrong("E03.run", "time and batch in one axis")(lambda *a: np.concatenate(outputs_and_last(*a)[0]))

# --- factors --------------------------------------------------------------------------------------

wrong("E09.bptt", "mean over all entries, without ½")(
    lambda x, y, *rest: tuple(2 * g * len(y[0]) / y.size for g in whole()(x, y, *rest))
)
wrong("E06.masked_loss", says="every number is 2/losses.shape[0] times")(
    lambda losses, lengths: 2 * sum(losses[:n, i].sum() for i, n in enumerate(lengths))
    / losses.size
)  # fmt: skip

# --- known in the part, known in the whole --------------------------------------------------------

for name, slope in (
    ("slope of the sigmoid", lambda z: z * (1 - z)),
    ("slope of tanh without the square", lambda z: 1 - z),
    ("divided by the slope of tanh", lambda z: 1 / (1 - z**2)),
    ("tanh applied a second time", lambda z: 1 - np.tanh(z) ** 2),
    ("the state in place of the slope", lambda z: z),
):
    wrong("E09.bptt", name)(whole(slope=lambda h, t, of=slope: of(h[t + 1])))
    wrong("E09.backward_step", name)(
        lambda dz, z_t, V, of=slope: (of(z_t) * dz, of(z_t) * dz @ V.T)
    )
    wrong("E07.fork", name)(
        lambda z0, z1, f0, y0, dz1, V, U, of=slope: U * (f0 - y0) + V * of(z1) * dz1
    )

# --- twice ----------------------------------------------------------------------------------------


def softmax(s):
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


wrong("E04.cross_entropy_from_scores", "softmax before a loss that has it inside")(
    lambda s, y: -(y * np.log(softmax(softmax(s)))).sum() / len(s)
)
wrong("E04.loss_from_scores", "the sigmoid before a loss that has it inside")(
    lambda s, y: (np.logaddexp(0, sigmoid(s)) - sigmoid(s) * y).sum() / len(s)
)
wrong("E02.output", "sigmoid twice")(lambda z, U, c: sigmoid(sigmoid(z @ U + c)))

# --- typical, and had no name ---------------------------------------------------------------------

wrong("E02.step", "σ on the word's part only")(lambda x, z, W, V, b: z @ V + np.tanh(x @ W + b))
wrong("E02.step", "the formula for columns, as it stands")(
    lambda x, z, W, V, b: np.tanh(V.T @ z + W.T @ x + b)
)
wrong("E02.output", "the formula for columns, Uᵀz as it stands")(
    lambda z, U, c: sigmoid(c + U.T @ z)
)
wrong("E09.bptt", "db keeps the axis of the rows")(
    whole(bias=lambda da, t: da.sum(axis=0, keepdims=True))
)


@wrong("E03.run", "T is fixed at 5")
def five_words(x, W, V, b, z_init):
    states = np.full((*x.shape[:2], len(b)), np.nan)
    for t in range(5):
        states[t] = z_init = tanh_step(x[t], z_init, W, V, b)
    return states


@wrong("E03.run", "the state runs from row to row")
def from_row_to_row(x, W, V, b, z_init):
    out = np.empty((*x.shape[:2], len(b)))
    state = z_init[0]
    for row in range(x.shape[1]):
        for t in range(len(x)):
            out[t, row] = state = tanh_step(x[t, row], state, W, V, b)
    return out


wrong("E09.bptt", "nothing is accumulated")(whole(add=lambda total, share: share))
wrong("E09.bptt", "V not transposed going left")(whole(left=lambda da, dz, V: da @ V))
wrong("E09.bptt", "dV is a mean over time")(
    lambda x, *rest: (lambda g: (g[0], g[1] / len(x), *g[2:]))(whole()(x, *rest))
)
wrong("E09.bptt", "dc over the wrong axis")(whole(shift=lambda df, t: df.sum(axis=1)))
wrong("E02.step", "bias twice")(lambda x, z, W, V, b: np.tanh(x @ W + b + z @ V + b))
wrong("E04.cross_entropy_from_scores", "squared error, the mean of all")(
    lambda s, y: ((softmax(s) - y) ** 2).mean()
)

# --- errors: the mistake that was made, or none ---------------------------------------------------

wrong("E02.step", "V added instead of multiplied")(
    lambda x, z, W, V, b: np.tanh((z + V) + x @ W + b)
)
wrong("E02.step")(lambda x, z, W, V, b: np.tanh(z / V + x @ W + b))
wrong("E02.step")(lambda x, z, W, V, b: np.tanh(z @ V + x @ W + V))
wrong("E02.step", "W on the left of the word")(
    lambda x, z, W, V, b: np.tanh(z @ V + np.dot(W, x) + b)
)


@wrong("E03.last_state", "W and V exchanged")
def exchanged(x, W, V, b, z_init):
    for word in x:
        z_init = np.tanh(z_init @ W + word @ V + b)
    return z_init


# --- right answers that were refused --------------------------------------------------------------

right("E01.why")(lambda: np.str_("B"))
right("E01.why")(lambda: ["B"])
right("E03.run")(lambda *a: (state for state in outputs_and_last(*a)[0]))
right("E03.run")(lambda *a: outputs_and_last(*a)[0].astype(object))
right("E03.last_state")(lambda x, W, V, b, z: outputs_and_last(x[:, None], W, V, b, z[None])[1])

# --- near the truth, and letters by trying --------------------------------------------------------


@wrong("E09.measured_gradient")
def of_fourth_order(loss, p, eps):
    slopes = np.empty(p.shape)
    for i in np.ndindex(p.shape):
        at = [p.copy() for _ in range(4)]
        for q, k in zip(at, (-2, -1, 1, 2), strict=True):
            q[i] += k * eps
        a, b, c, d = map(loss, at)
        slopes[i] = (a - 8 * b + 8 * c - d) / (12 * eps)
    return slopes


wrong("E11.bug_1")(lambda: "D")
wrong("E11.bug_1")(lambda: ("It is line D because V must not be transposed", 3))
wrong("E11.bug_1")(lambda: ("ABCDEF", 3))
