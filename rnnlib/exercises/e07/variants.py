"""Different right answers to E07; each must be accepted."""

import numpy as np


def forward_in_a_loop(x0, x1, z_init, W, V, b, U, c, y0, y1):
    z, states, outputs, loss = z_init, [], [], 0.0
    for x, y in ((x0, y0), (x1, y1)):
        z = np.tanh(W * x + V * z + b)
        states.append(z)
        outputs.append(c + U * z)
        loss += (outputs[-1] - y) ** 2 / 2
    return [*states, *outputs, loss]  # a list in place of a tuple


def forward_in_float32_arrays(*numbers):
    x0, x1, z_init, W, V, b, U, c, y0, y1 = np.array(numbers, np.float32)
    x, y = np.stack([x0, x1]), np.stack([y0, y1])
    z = np.full(2, np.nan, np.float32)
    z[0] = np.tanh(V * z_init + W * x[0] + b)
    z[1] = np.tanh(V * z[0] + W * x[1] + b)
    f = U * z + c
    return z[0], z[1:], f[:1], f[1], np.sum((f - y) ** 2, keepdims=True) / 2


def dz1_written_out(prediction, target, weight):
    return prediction * weight - target * weight


def dz1_as_an_array(f1, y1, U):
    return np.array([U]) @ np.array([f1 - y1])


def fork_as_a_product(z0, z1, f0, y0, dz1, V, U):
    return np.dot([U, V], [f0 - y0, dz1 - dz1 * z1 * z1])


def fork_in_one_line(z0, z1, f0, y0, dz1, V, U):
    return np.float32(dz1 * V * (1 - z1) * (1 + z1) - U * (y0 - f0))


def backward_in_a_loop(x0, x1, z_init, W, V, b, U, c, y0, y1, z0, z1, f0, f1):
    x, y, z, f = [x0, x1], [y0, y1], [z0, z1], [f0, f1]
    before = [z_init, z0]
    dW = dV = db = dU = dc = from_right = 0.0
    for t in (1, 0):
        df = f[t] - y[t]
        da = (1 - z[t] * z[t]) * (U * df + from_right)
        dW, dV, db = dW + x[t] * da, dV + before[t] * da, db + da
        dU, dc = dU + z[t] * df, dc + df
        from_right = V * da
    return dW, dV, db, dU, dc, from_right


def backward_with_products(x0, x1, z_init, W, V, b, U, c, y0, y1, z0, z1, f0, f1):
    z, df = np.array([z0, z1]), np.array([f0, f1]) - np.array([y0, y1])
    da_1 = (1 - z1**2) * U * df[1]
    da = np.array([(1 - z0**2) * (U * df[0] + V * da_1), da_1], np.float32)
    return {
        "dW": np.dot([x0, x1], da),
        "dV": np.dot([z_init, z0], da),
        "db": np.einsum("t->", da),
        "dU": z @ df,
        "dc": [df.sum()],
        "dz_init": V * da[0],
    }


VARIANTS = {
    "E07.forward": (forward_in_a_loop, forward_in_float32_arrays),
    "E07.dz1": (dz1_written_out, dz1_as_an_array),
    "E07.fork": (fork_as_a_product, fork_in_one_line),
    "E07.backward": (backward_in_a_loop, backward_with_products),
}
