"""A graph by hand."""

import numpy as np

from tests.rnnlib.exercises.plausible.answers import collection

WRONG, RIGHT, wrong, right = collection()
FORWARD, DZ1, FORK, BACK = (f"E07.{n}" for n in "forward dz1 fork backward".split())


def net(one=np.tanh, loss=lambda e0, e1: 0.5 * e0**2 + 0.5 * e1**2, carry=lambda z0, z, f: z0):
    def forward(x0, x1, z_init, W, V, b, U, c, y0, y1):
        z0 = one(W * x0 + V * z_init + b)
        f0 = c + U * z0
        z1 = one(W * x1 + V * carry(z0, z_init, f0) + b)
        f1 = c + U * z1
        return z0, z1, f0, f1, loss(f0 - y0, f1 - y1)

    return forward


wrong(FORWARD, "loss without ½")(net(loss=lambda a, b: a * a + b * b))
wrong(FORWARD, "mean over the steps")(net(loss=lambda a, b: 0.5 * np.mean([a * a, b * b])))
wrong(FORWARD, "only the last loss")(net(loss=lambda a, b: b * b / 2))
wrong(FORWARD, "the square of the sum")(net(loss=lambda a, b: (a + b) ** 2 / 2))
wrong(FORWARD, "the state is not carried")(net(carry=lambda z0, z, f: z))
wrong(FORWARD, "the output is fed back")(net(carry=lambda z0, z, f: f))
wrong(FORWARD, "sigmoid instead of tanh")(net(one=lambda a: 1 / (1 + np.exp(-a))))
wrong(FORWARD, "ReLU instead of tanh")(net(one=lambda a: max(a, 0)))
wrong(FORWARD)(net(loss=lambda a, b: (a * a + b * b) / 2 + 1e-2))
wrong(FORWARD)(net(loss=lambda a, b: abs(a) + abs(b)))

wrong(DZ1, "the ½ forgotten, so that a 2 is left")(lambda f, y, U: 2 * (f - y) * U)
wrong(DZ1, "sign of the error")(lambda f, y, U: -(f - y) * U)
wrong(DZ1, "U forgotten")(lambda f, y, U: f - y)
wrong(DZ1, "the target is left out")(lambda f, y, U: f * U)
wrong(DZ1, "divided by U")(lambda f, y, U: (f - y) / U)
wrong(DZ1, "slope of an output tanh")(lambda f, y, U: (f - y) * U * (1 - f**2))
wrong(DZ1, "cut off at ±1")(lambda f, y, U: np.clip((f - y) * U, -1, 1))


def fork(slope=lambda z: 1 - z * z, left=lambda a, b: a + b):
    return lambda z0, z1, f0, y0, dz1, V, U: left((f0 - y0) * U, dz1 * slope(z1) * V)


wrong(FORK, "slope of the sigmoid")(fork(lambda z: z - z * z))
wrong(FORK, "slope of tanh without the square")(fork(lambda z: 1 - z))
wrong(FORK, "divided by the slope of tanh")(fork(lambda z: 1 / (1 - z * z)))
wrong(FORK, "tanh applied a second time")(fork(lambda z: 1 / np.cosh(z) ** 2))
wrong(FORK, "the state in place of the slope")(fork(lambda z: z))
wrong(FORK, "tanh' forgotten")(fork(lambda z: 1))
wrong(FORK, "gradient from t+1 dropped")(fork(left=lambda a, b: a))
wrong(FORK, "only gradient from t+1 used")(fork(left=lambda a, b: b))
wrong(FORK, "mean of the two ways")(fork(left=lambda a, b: (a + b) / 2))
wrong(FORK, "the two ways are subtracted")(fork(left=lambda a, b: a - b))
wrong(FORK)(fork(left=max))


def back(
    slope=lambda z: 1 - z * z,
    error=lambda f, y: f - y,
    W=lambda a, b, x0, x1: x0 * a + x1 * b,
    V=lambda a, b, z, z0: z * a + z0 * b,
    b=lambda a, b: a + b,
    left=lambda a, z: a,
):
    def backward(x0, x1, z_init, W_, V_, b_, U, c, y0, y1, z0, z1, f0, f1):
        e0, e1 = error(f0, y0), error(f1, y1)
        a1 = slope(z1) * U * e1
        a0 = slope(z0) * (U * e0 + V_ * left(a1, z1))
        return (
            W(a0, a1, x0, x1),
            V(a0, a1, z_init, z0),
            b(a0, a1),
            z0 * e0 + z1 * e1,
            e0 + e1,
            V_ * a0,
        )

    return backward


wrong(BACK, "slope of the sigmoid")(back(lambda z: z * (1 - z)))
wrong(BACK, "tanh' forgotten")(back(lambda z: 1.0))
wrong(BACK, "tanh applied a second time")(back(lambda z: 1 - np.tanh(z) ** 2))
wrong(BACK, "the ½ forgotten, so that a 2 is left")(back(error=lambda f, y: 2 * (f - y)))
wrong(BACK, "sign of the error")(back(error=lambda f, y: y - f))
wrong(BACK, "db from one step", "dW assigned instead of accumulated")(
    back(W=lambda a, b, x0, x1: x0 * a, b=lambda a, b: a)
)
wrong(BACK, "the sums count from 1")(back(W=lambda a, b, x0, x1: x0 * b, b=lambda a, b: b))
wrong(BACK, "dW meets the word of the step before")(back(W=lambda a, b, x0, x1: x0 * b))
wrong(BACK, "dV skips t = 0")(back(V=lambda a, b, z, z0: z0 * b))
wrong(BACK, "db is a mean over the steps")(back(b=lambda a, b: (a + b) / 2))
wrong(BACK, "dV skips t = 0", "dW skips t = 0", "db skips t = 0")(
    back(W=lambda a, b, x0, x1: x1 * b, V=lambda a, b, z, z0: z0 * b, b=lambda a, b: b)
)
wrong(BACK, "tanh' forgotten on the way left")(back(left=lambda a, z: a / (1 - z * z)))

right(FORK)(lambda z0, z1, f0, y0, dz1, V, U: sum([U * (f0 - y0), V * (1 + z1) * (1 - z1) * dz1]))
right(BACK)(lambda *numbers: np.array(back()(*numbers)))
right(BACK)(
    lambda *numbers: dict(
        zip("dz_init dc dU db dV dW".split(), back()(*numbers)[::-1], strict=False)
    )
)
right(FORWARD)(lambda *numbers: (number for number in net()(*numbers)))
