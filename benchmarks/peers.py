"""The contestants: the same training step, written with rnnlib, NumPy, PyTorch and JAX.

Every function here takes a `Problem` and returns `step`, a function without arguments. `step()`
reads the batch, computes the loss, and gives (value, {"W": dL/dW, "V": …, "b": …, "U": …, "c": …})
in the shapes of the lecture. What need not be repeated at each step, a framework's own copy of
weights and data, is prepared outside. The head is that of lesson 03b: sigmoid, one output.
"""

from dataclasses import dataclass

import numpy as np

from rnnlib import RNN, binary_cross_entropy, bptt, parameters

NAMES = ("W", "V", "b", "U", "c")


@dataclass(frozen=True, eq=False)
class Problem:
    """Weights, a batch and its targets, all float32."""

    model: RNN
    x: np.ndarray  # (T, B, n_x)
    y: np.ndarray  # (T, B, 1), or (B, 1) where only the last state is read
    read: str

    @classmethod
    def random(cls, T, B, n_x, n_z, read, seed=0):
        """Inputs with spread 1, weights as in the course, half of the targets 1."""
        rng = np.random.default_rng(seed)
        model = RNN.initialise(n_x, n_z, 1, rng=rng, dtype=np.float32)
        x = rng.normal(size=(T, B, n_x)).astype(np.float32)
        y = rng.integers(2, size=(T, B, 1) if read == "every" else (B, 1))
        return cls(model, x, y.astype(np.float32), read)


def with_rnnlib(problem):
    """The library as the course uses it: one call, all checks of the input included."""
    model, x, y, read = problem.model, problem.x, problem.y, problem.read

    def step():
        value, gradient = bptt(model, x, y, binary_cross_entropy, read=read)
        return value, vars(gradient)

    return step


def with_plain_numpy(problem):
    """As courses write it: a loop forward that keeps all states, a loop back that adds shares."""
    W, V, b, U, c = parameters(problem.model).values()
    x, y, last = problem.x, problem.y, problem.read == "last"
    T, B = x.shape[:2]

    def step():
        z, states, scores, value = np.zeros((B, len(V)), np.float32), [], {}, 0.0
        for t in range(T):
            z = np.tanh(x[t] @ W + z @ V + b)
            states.append(z)
            if not last or t == T - 1:
                s = scores[t] = z @ U + c
                target = y if last else y[t]
                value += (np.logaddexp(0, s) - s * target).sum() / B
        dW, dV, db, dU, dc = (np.zeros_like(p) for p in (W, V, b, U, c))
        dz_next = np.zeros_like(z)
        for t in reversed(range(T)):
            dz = dz_next
            if t in scores:
                ds = (1 / (1 + np.exp(-scores[t])) - (y if last else y[t])) / B
                dU += states[t].T @ ds
                dc += ds.sum(axis=0)
                dz = dz + ds @ U.T
            da = dz * (1 - states[t] ** 2)
            dW += x[t].T @ da
            db += da.sum(axis=0)
            if t > 0:
                dV += states[t - 1].T @ da
            dz_next = da @ V.T
        return value, dict(zip(NAMES, (dW, dV, db, dU, dc), strict=True))

    return step


def bare_products(problem):
    """Only the matrix products that the step cannot avoid, in as few calls as possible.

    No bias, no activation, no loss, no checks: the numbers mean nothing, so there is no gradient.
    The V products go step by step, because each needs the result of the one before.
    """
    W, V, _, U, _ = parameters(problem.model).values()
    x, last = problem.x, problem.read == "last"
    T, B, n_x = x.shape
    rng = np.random.default_rng(1)
    z = rng.uniform(-1, 1, (T, B, len(V))).astype(np.float32)  # no number is too small for speed
    a, V_T, U_T = np.empty_like(z), np.ascontiguousarray(V.T), np.ascontiguousarray(U.T)
    x_rows, z_rows, a_rows = x.reshape(T * B, n_x), z.reshape(T * B, -1), a.reshape(T * B, -1)
    read = z[-1] if last else z_rows
    ds = np.ascontiguousarray(read[:, :1])
    dz = np.empty_like(read)

    def step():
        np.dot(x_rows, W, out=a_rows)
        for t in range(1, T):
            np.dot(z[t - 1], V, out=a[t])
        np.dot(read, U)
        np.dot(ds, U_T, out=dz)
        for t in range(1, T):
            np.dot(z[t], V_T, out=a[t - 1])
        return None, (x_rows.T @ z_rows, z_rows[:-B].T @ z_rows[B:], read.T @ ds)

    return step


def with_torch(problem):
    """PyTorch as its users write it: nn.RNN and nn.Linear, eager, backward()."""
    import torch

    W, V, b, U, c = (torch.tensor(p) for p in parameters(problem.model).values())
    cell, head = torch.nn.RNN(*W.shape), torch.nn.Linear(*U.shape)
    with torch.no_grad():
        for parameter, given in zip(
            [*cell.parameters(), *head.parameters()], [W.T, V.T, b, 0 * b, U.T, c], strict=True
        ):
            parameter.copy_(given)
    learned = [cell.weight_ih_l0, cell.weight_hh_l0, cell.bias_ih_l0, head.weight, head.bias]
    x, y, last = torch.tensor(problem.x), torch.tensor(problem.y), problem.read == "last"
    loss = torch.nn.BCEWithLogitsLoss(reduction="sum")

    def step():
        cell.zero_grad()
        head.zero_grad()
        z, _ = cell(x)
        value = loss(head(z[-1] if last else z), y) / x.shape[1]
        value.backward()
        grads = (p.grad.mT if p.ndim == 2 else p.grad for p in learned)
        return value.detach(), dict(zip(NAMES, grads, strict=True))

    return step


def with_jax(problem):
    """JAX as its users write it: lax.scan over time, value_and_grad, all of it compiled by jit."""
    import jax
    import jax.numpy as jnp

    x, y, last = jnp.asarray(problem.x), jnp.asarray(problem.y), problem.read == "last"
    weights = {name: jnp.asarray(p) for name, p in parameters(problem.model).items()}

    def loss(p, x, y):
        def move(z, from_input):
            z = jnp.tanh(z @ p["V"] + from_input)
            return z, z

        z, states = jax.lax.scan(move, jnp.zeros((x.shape[1], len(p["V"]))), x @ p["W"] + p["b"])
        s = (z if last else states) @ p["U"] + p["c"]
        return (jax.nn.softplus(s) - s * y).sum() / x.shape[1]

    compiled = jax.jit(jax.value_and_grad(loss))

    def step():
        return jax.block_until_ready(compiled(weights, x, y))

    return step
