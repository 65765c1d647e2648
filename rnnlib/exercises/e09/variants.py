"""Different right answers to E09; each must be accepted."""

import numpy as np


def measured_with_one_hot_moves(loss, p, eps):
    slopes = []
    for i in range(p.size):
        move = np.zeros(p.size)
        move[i] = eps
        move = move.reshape(p.shape)
        slopes.append(0.5 / eps * (loss(p + move) - loss(p - move)))
    return np.reshape(slopes, p.shape)


def measured_in_a_copy_that_is_put_back(loss, p, eps):
    q, slopes = np.array(p), np.empty_like(p)
    for place, old in np.ndenumerate(p):
        q[place] = old + eps
        up = loss(q)
        q[place] = old - eps
        slopes[place] = (up - loss(q)) / eps / 2
        q[place] = old
    return slopes.tolist()


def measured_in_p_that_is_moved_back(loss, p, eps):
    slopes = np.zeros_like(p)
    for place in np.ndindex(*p.shape):
        p[place] += eps
        up = loss(p)
        p[place] -= 2 * eps
        slopes[place] = (up - loss(p)) / (2 * eps)
        p[place] += eps
    return slopes


def measured_in_p_that_is_put_back(loss, p, eps):
    flat, slopes = p.reshape(-1), np.zeros(p.size)
    for i in range(len(flat)):
        old = flat[i]
        flat[i] = old + eps
        slopes[i] = loss(p)
        flat[i] = old - eps
        slopes[i] -= loss(p)
        flat[i] = old
    return (slopes / (2 * eps)).reshape(p.shape)


def error_with_norms(a, b):
    largest = [np.linalg.norm(array.ravel(), np.inf) for array in (a, b, a - b)]
    return largest[2] / np.maximum(1e-8, largest[0] + largest[1])


def error_in_plain_python_float32(given, measured):
    a, b = given.astype(np.float32).ravel().tolist(), measured.astype(np.float32).ravel().tolist()
    size = max(map(abs, a)) + max(map(abs, b))
    return [max(abs(i - j) for i, j in zip(a, b, strict=True)) / max(1e-8, size)]


def step_with_einsum(dz, z_t, V):
    da = dz - dz * z_t * z_t
    return da, np.einsum("bj,ij->bi", da, V)


def step_in_columns_float32(dz, z_t, V):
    dz, z, V = (array.astype(np.float32).T for array in (dz, z_t, V))
    da = (1 + z) * (1 - z) * dz
    return [da.T, np.dot(V.T, da).T]


def bptt_in_whole_products(inputs, targets, W, V, b, U, c, start):
    T, B, _ = inputs.shape
    states = [start]
    for x_t in inputs:
        states.append(np.tanh(states[-1] @ V + x_t @ W + b))
    z = np.stack(states)
    df = (z[1:] @ U + c - targets) / B
    da = np.empty_like(z[1:])
    right = np.zeros_like(start)
    for t in range(T - 1, -1, -1):
        da[t] = (df[t] @ U.T + right) * (1 - z[t + 1] ** 2)
        right = da[t] @ V.T
    return (
        np.einsum("tbi,tbj->ij", inputs, da),
        np.tensordot(z[:-1], da, axes=([0, 1], [0, 1])),
        da.sum(axis=(0, 1)),
        z[1:].reshape(T * B, -1).T @ df.reshape(T * B, -1),
        df.reshape(T * B, -1).sum(0),
        np.dot(da, W.T),
        right,
    )


def bptt_row_by_row_in_columns(x, y, W, V, b, U, c, z_init):
    dW, dV, db, dU, dc = (np.zeros_like(p) for p in (W, V, b, U, c))
    dx, dz_init = np.zeros_like(x), np.zeros_like(z_init)
    T, B, _ = x.shape
    for row in range(B):
        z = {-1: z_init[row]}
        for t in range(T):
            z[t] = np.tanh(V.T @ z[t - 1] + W.T @ x[t, row] + b)
        to_left = 0.0
        for t in range(T)[::-1]:
            df = U.T @ z[t] + c - y[t, row]
            da = (1 - z[t] * z[t]) * (U @ df + to_left)
            dU += np.outer(z[t], df) / B
            dc += df / B
            dW += np.outer(x[t, row], da) / B
            dV += np.outer(z[t - 1], da) / B
            db += da / B
            dx[t, row] = W @ da / B
            to_left = V @ da
        dz_init[row] = to_left / B
    return [dW, dV, db, dU, dc, list(dx), dz_init[:]]


def bptt_in_float32(*arrays):
    single = [array.astype(np.float32) for array in arrays]
    return bptt_in_whole_products(*single)


VARIANTS = {
    "E09.measured_gradient": (
        measured_with_one_hot_moves,
        measured_in_a_copy_that_is_put_back,
        measured_in_p_that_is_moved_back,
        measured_in_p_that_is_put_back,
    ),
    "E09.relative_error": (error_with_norms, error_in_plain_python_float32),
    "E09.backward_step": (step_with_einsum, step_in_columns_float32),
    "E09.bptt": (bptt_in_whole_products, bptt_row_by_row_in_columns, bptt_in_float32),
}
