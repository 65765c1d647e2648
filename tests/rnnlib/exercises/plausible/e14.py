"""A gate, a step of a GRU, and its step back."""

import numpy as np

from tests.rnnlib.exercises.plausible.answers import collection

WRONG, RIGHT, wrong, right = collection()
GATE, STEP, BACK = "E14.gate", "E14.gru_step", "E14.gru_step_back"


def sigmoid(a):
    return np.reciprocal(1.0 + np.exp(-a))


def parts(x, z, W_u, V_u, b_u, W_r, V_r, b_r, W, V, b, b_V):
    """(u, r, what W says, what V says) in one style of many."""
    return (
        sigmoid(x @ W_u + z @ V_u + b_u),
        sigmoid(x @ W_r + z @ V_r + b_r),
        x @ W + b,
        z @ V + b_V,
    )


wrong(GATE, "tanh in place of the sigmoid")(lambda x, z, W, V, b: np.tanh(x @ W + z @ V + b))
wrong(GATE, "the bias is left out")(lambda x, z, W, V, b: sigmoid(x @ W + z @ V))
wrong(GATE, "the gate does not hear the state")(lambda x, z, W, V, b: sigmoid(x @ W + b))
wrong(GATE, "V transposed")(lambda x, z, W, V, b: sigmoid(x @ W + (V @ z.T).T + b))
wrong(GATE, "the sign of the exponent")(lambda x, z, W, V, b: 1 - sigmoid(x @ W + z @ V + b))
wrong(GATE, "a gate that is 0 or 1")(lambda x, z, W, V, b: np.round(sigmoid(x @ W + z @ V + b)))
wrong(GATE)(lambda x, z, W, V, b: sigmoid(sigmoid(x @ W) + sigmoid(z @ V) + b))
right(GATE)(lambda x, z, W, V, b: np.exp(-np.logaddexp(0, -(x @ W + z @ V + b))))


@wrong(STEP, "u and 1 − u exchanged")
def as_in_pytorch(x, z, *p):
    u, r, ours, past = parts(x, z, *p)
    return np.tanh(ours + r * past) * (1 - u) + z * u


@wrong(STEP, "the reset before V")
def as_in_2014(x, z, W_u, V_u, b_u, W_r, V_r, b_r, W, V, b, b_V):
    u, r, ours, _ = parts(x, z, W_u, V_u, b_u, W_r, V_r, b_r, W, V, b, b_V)
    return z + u * (np.tanh(ours + np.multiply(r, z) @ V + b_V) - z)


@wrong(STEP, "the reset gate clears the state")
def reset_as_eraser(x, z, *p):
    u, r, ours, past = parts(x, z, *p)
    return (1 - u) * (r * z) + u * np.tanh(ours + r * past)


@wrong(STEP, "r multiplies the input, too")
def reset_of_all(x, z, *p):
    u, r, ours, past = parts(x, z, *p)
    return (1 - u) * z + u * np.tanh((ours + past) * r)


@wrong(STEP, "the reset gate is left out")
def no_reset(x, z, *p):
    u, _, ours, past = parts(x, z, *p)
    return (1 - u) * z + u * np.tanh(ours + past)


@wrong(STEP, "nothing is kept")
def only_new(x, z, *p):
    u, r, ours, past = parts(x, z, *p)
    return u * np.tanh(ours + r * past)


@wrong(STEP, "the gates are exchanged")
def other_gates(x, z, *p):
    u, r, ours, past = parts(x, z, *p)
    return (1 - r) * z + r * np.tanh(ours + u * past)


@wrong(STEP)
def hard_gates(x, z, *p):
    u, r, ours, past = parts(x, z, *p)
    return (1 - np.round(u)) * z + np.round(u) * np.tanh(ours + np.round(r) * past)


@right(STEP)
def with_where(x, z, *p):
    u, r, ours, past = parts(x, z, *p)
    return np.average([z, np.tanh(ours + r * past)], axis=0, weights=[1 - u, u])


@wrong(BACK, "the kept way is left out")
def no_short_way(dz, z, u, r, new, heard, V_u, V_r, V):
    d_u = sigmoid_back(u, dz * (new - z))
    d = dz * u * (1 - new * new)
    d_r = sigmoid_back(r, d * heard)
    return d_u, d_r, d, d_u @ V_u.T + d_r @ V_r.T + (r * d) @ V.T


@wrong(BACK, "r begins from dz")
def r_from_dz(dz, z, u, r, new, heard, V_u, V_r, V):
    d_u, d = sigmoid_back(u, dz * (new - z)), dz * u * (1 - new * new)
    d_r = sigmoid_back(r, dz * heard)
    return d_u, d_r, d, (1 - u) * dz + d_u @ V_u.T + d_r @ V_r.T + (r * d) @ V.T


@wrong(BACK, "old minus new")
def sign_of_u(dz, z, u, r, new, heard, V_u, V_r, V):
    d_u, d = sigmoid_back(u, dz * (z - new)), dz * u * (1 - new * new)
    d_r = sigmoid_back(r, d * heard)
    return d_u, d_r, d, (1 - u) * dz + d_u @ V_u.T + d_r @ V_r.T + (r * d) @ V.T


@wrong(BACK, "no matrix is transposed going left")
def forward_again(dz, z, u, r, new, heard, V_u, V_r, V):
    d_u, d = sigmoid_back(u, dz * (new - z)), dz * u * (1 - new * new)
    d_r = sigmoid_back(r, d * heard)
    return d_u, d_r, d, (1 - u) * dz + d_u @ V_u + d_r @ V_r + (r * d) @ V


@wrong(BACK, "u is left out on the way to the new content")
def new_without_u(dz, z, u, r, new, heard, V_u, V_r, V):
    d_u, d = sigmoid_back(u, dz * (new - z)), dz * (1 - new * new)
    d_r = sigmoid_back(r, d * heard)
    return d_u, d_r, d, (1 - u) * dz + d_u @ V_u.T + d_r @ V_r.T + (r * d) @ V.T


@right(BACK)
def as_in_the_library(dz, z, u, r, new, heard, V_u, V_r, V):
    d_u, d = sigmoid_back(u, dz * (new - z)), dz * u * (1 - new * new)
    d_r = sigmoid_back(r, d * heard)
    return d_u, d_r, d, (1 - u) * dz + d_u @ V_u.T + d_r @ V_r.T + (r * d) @ V.T


def sigmoid_back(g, dg):
    return dg * (g - g * g)
