"""Different right answers to E14; each must be accepted."""

import numpy as np


def gate_by_tanh(x, z, W, V, b):
    return 0.5 * (1 + np.tanh(0.5 * (x @ W + b + z @ V)))


def gate_in_columns_float32(x, z, W, V, b):
    x, z, W, V, b = (np.asarray(array, np.float32).T for array in (x, z, W, V, b))
    return (1 / (1 + np.exp(-(np.dot(V, z) + np.dot(W, x) + b[:, None])))).T.tolist()


def step_side_by_side(x, z, W_u, V_u, b_u, W_r, V_r, b_r, W, V, b, b_V):
    gates = x @ np.hstack([W_u, W_r]) + z @ np.hstack([V_u, V_r]) + np.hstack([b_u, b_r])
    u, r = np.split(np.exp(gates) / (1 + np.exp(gates)), 2, axis=1)
    new = np.tanh(x @ W + b + r * (z @ V) + r * b_V)
    return z + u * (new - z)


def step_row_by_row_with_pytorchs_sign(x, z, W_u, V_u, b_u, W_r, V_r, b_r, W, V, b, b_V):
    def sigmoid(a):
        return 1 / (1 + np.exp(-a))

    rows = []
    for x_row, z_row in zip(x, z, strict=True):
        keep = sigmoid(-(V_u.T @ z_row + W_u.T @ x_row + b_u))
        r = sigmoid(V_r.T @ z_row + W_r.T @ x_row + b_r)
        new = np.tanh(W.T @ x_row + b + r * (V.T @ z_row + b_V))
        rows.append(keep * z_row + (1 - keep) * new)
    return rows


def step_in_float32(*arrays):
    return step_side_by_side(*(array.astype(np.float32) for array in arrays))


def back_line_by_line(dz, z, u, r, new, heard, V_u, V_r, V):
    du, dnew = dz * new - dz * z, dz * u
    da = dnew - dnew * new * new
    dr = da * heard
    da_u, da_r = du * (u - u**2), dr * (r - r * r)
    before = dz - dz * u
    for d, M in ((da_u, V_u), (da_r, V_r), (r * da, V)):
        before = before + np.einsum("bj,ij->bi", d, M)
    return [da_u, da_r, da, before]


def back_row_by_row_in_columns(dz, z, u, r, new, heard, V_u, V_r, V):
    results = []
    for row in range(len(dz)):
        d, o, g, s, n, h = (array[row] for array in (dz, z, u, r, new, heard))
        da_u = d * (n - o) * g * (1 - g)
        da = d * g * (1 + n) * (1 - n)
        da_r = da * h * s * (1 - s)
        results.append((da_u, da_r, da, (1 - g) * d + V_u @ da_u + V_r @ da_r + V @ (s * da)))
    return [np.array(part) for part in zip(*results, strict=True)]


VARIANTS = {
    "E14.gate": (gate_by_tanh, gate_in_columns_float32),
    "E14.gru_step": (step_side_by_side, step_row_by_row_with_pytorchs_sign, step_in_float32),
    "E14.gru_step_back": (back_line_by_line, back_row_by_row_in_columns),
}
