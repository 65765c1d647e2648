"""Backpropagation through time: one program in the style of the forums, wrong in one place each."""

import numpy as np

from tests.rnnlib.exercises.plausible.answers import collection

WRONG, RIGHT, wrong, right = collection()
MEASURED, ERROR, STEP, BPTT = (
    f"E09.{n}" for n in "measured_gradient relative_error backward_step bptt".split()
)


def measured(up=1, down=1, per=lambda eps: 2 * eps, own=None):
    def measured_gradient(loss, p, eps):
        eps, grad = own or eps, np.zeros_like(p)
        it = np.nditer(p, flags=["multi_index"])
        for _ in it:
            move = np.zeros_like(p)
            move[it.multi_index] = eps
            grad[it.multi_index] = (loss(p + up * move) - loss(p - down * move)) / per(eps)
        return grad

    return measured_gradient


wrong(MEASURED, "forward differences")(measured(down=0, per=lambda e: e))
wrong(MEASURED, "eps has no effect")(measured(own=1e-5))
wrong(MEASURED, "eps has no effect")(lambda loss, p, eps: loss.weights * np.cos(p))
wrong(MEASURED, "divided by eps instead of 2 eps")(measured(per=lambda e: e))
wrong(MEASURED, "backward differences")(measured(up=0, per=lambda e: e))
wrong(MEASURED, "left minus right")(measured(up=-1, down=-1))
wrong(MEASURED, "not divided")(measured(per=lambda e: 1))


@wrong(MEASURED)
def of_fourth_order(loss, p, eps):
    near, far = measured()(loss, p, eps), measured()(loss, p, 2 * eps)
    return (4 * near - far) / 3


wrong(ERROR, "absolute error")(lambda a, b: np.max(np.abs(a - b)))
wrong(ERROR, "mean of the differences")(
    lambda a, b: np.abs(a - b).mean() / max(1e-8, np.abs(a).max() + np.abs(b).max())
)
wrong(ERROR, "the worst single number")(
    lambda a, b: np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b)))
)
wrong(ERROR, "norms in place of the largest numbers")(
    lambda a, b: np.linalg.norm(a - b) / max(1e-8, np.linalg.norm(a) + np.linalg.norm(b))
)
wrong(ERROR)(lambda a, b: np.abs(a - b).max() / max(1e-8, np.abs(a).max(), np.abs(b).max()))
wrong(ERROR, "0/0 gives NaN")(lambda a, b: np.abs(a - b).max() / (abs(a).max() + abs(b).max()))


def back(slope=lambda z: 1 - z * z, left=lambda da, dz, V: da @ V.T, cut=lambda g: g):
    def backward_step(dz, z_t, V):
        da = slope(z_t) * dz
        return cut(da), cut(left(da, dz, V))

    return backward_step


wrong(STEP, "slope of the sigmoid")(back(lambda z: z * (1 - z)))
wrong(STEP, "slope of tanh without the square")(back(lambda z: 1 - z))
wrong(STEP, "divided by the slope of tanh")(back(lambda z: 1 / (1 - z**2)))
wrong(STEP, "tanh applied a second time")(back(lambda z: 1 - np.tanh(z) ** 2))
wrong(STEP, "the state in place of the slope")(back(lambda z: z))
wrong(STEP, "slope of ReLU")(back(lambda z: np.where(z > 0, 1, 0)))
wrong(STEP, "V not transposed going left")(back(left=lambda da, dz, V: da @ V))
wrong(STEP, "tanh' forgotten on the way left")(back(left=lambda da, dz, V: dz @ V.T))
wrong(STEP, "cut off at ±1")(back(cut=lambda g: np.clip(g, -1, 1)))
wrong(STEP, "V not transposed going left", "slope of the sigmoid")(
    back(lambda z: z * (1 - z), lambda da, dz, V: np.dot(da, V))
)
wrong(STEP)(back(lambda z: np.sqrt(1 - z**2)))
wrong(STEP)(back(cut=lambda g: g / np.linalg.norm(g)))  # clipped by its norm


def whole(
    error=lambda f, y, B: (f - y) / B,
    slope=lambda h, t: 1 - h[t + 1] ** 2,
    left=lambda da, dz, V: da @ V.T,
    both=lambda a, b: a + b,
    word=lambda x, da, t: x[t].T @ da,
    past=lambda h, da, t: h[t].T @ da,
    bias=lambda da, t: da.sum(0),
    out=lambda h, df, t: h[t + 1].T @ df,
    shift=lambda df, t: df.sum(0),
    to_word=lambda da, dz, W: da @ W.T,
    steps=lambda T: range(T - 1, -1, -1),
    cut=lambda g: g,
    add=lambda total, share: total + share,
):
    """A program with the states in a list that begins with z_init."""

    def bptt(x, y, W, V, b, U, c, z_init):
        T, B, _ = x.shape
        h = [z_init]
        for t in range(T):
            h.append(np.tanh(x[t] @ W + h[t] @ V + b))
        g = {"dW": 0 * W, "dV": 0 * V, "db": 0 * b, "dU": 0 * U, "dc": 0 * c}
        dx, dh_next = np.zeros_like(x), np.zeros_like(z_init)
        for t in steps(T):
            df = error(h[t + 1] @ U + c, y[t], B)
            dh = both(df @ U.T, dh_next)
            da = slope(h, t) * dh
            g["dW"] = add(g["dW"], word(x, da, t))
            g["dV"] = add(g["dV"], past(h, da, t))
            g["db"] = add(g["db"], bias(da, t))
            g["dU"] = add(g["dU"], out(h, df, t))
            g["dc"] = add(g["dc"], shift(df, t))
            dx[t] = to_word(da, dh, W)
            dh_next = left(da, dh, V)
        return tuple(map(cut, (*g.values(), dx, dh_next)))

    return bptt


def z(h, t):
    return h[t + 1]


wrong(BPTT, "dW meets the word of the step before")(
    whole(word=lambda x, da, t: x[t - 1].T @ da if t else 0)
)
wrong(BPTT, "the sums count from 1")(
    whole(
        word=lambda x, da, t: x[t - 1].T @ da if t else 0,
        bias=lambda da, t: da.sum(0) if t else 0,
    )
)
wrong(BPTT, "the sums count from 1, that of dV too")(
    whole(
        word=lambda x, da, t: x[t - 1].T @ da if t else 0,
        bias=lambda da, t: da.sum(0) if t else 0,
        past=lambda h, da, t: h[t].T @ da if t else 0,
    )
)
wrong(BPTT, "dW skips t = 0")(whole(word=lambda x, da, t: x[t].T @ da if t else 0))
wrong(BPTT, "db skips t = 0")(whole(bias=lambda da, t: da.sum(0) * bool(t)))
wrong(BPTT, "dV skips t = 0")(whole(past=lambda h, da, t: h[t].T @ da if t else 0))
wrong(BPTT, "dW skips t = 0", "db skips t = 0")(
    whole(word=lambda x, da, t: x[t].T @ da if t else 0, bias=lambda da, t: da.sum(0) * (t > 0))
)
wrong(BPTT, "slope of the sigmoid")(whole(slope=lambda h, t: z(h, t) * (1 - z(h, t))))
wrong(BPTT, "slope of tanh without the square")(whole(slope=lambda h, t: 1 - z(h, t)))
wrong(BPTT, "divided by the slope of tanh")(whole(slope=lambda h, t: 1 / (1 - z(h, t) ** 2)))
wrong(BPTT, "tanh applied a second time")(whole(slope=lambda h, t: 1 / np.cosh(z(h, t)) ** 2))
wrong(BPTT, "the state in place of the slope")(whole(slope=z))
wrong(BPTT, "tanh' forgotten")(whole(slope=lambda h, t: 1))
wrong(BPTT, "tanh' taken at t−1")(whole(slope=lambda h, t: 1 - h[t] ** 2))
wrong(BPTT, "slope of ReLU")(whole(slope=lambda h, t: (z(h, t) > 0).astype(float)))
wrong(BPTT, "mean over all entries, without ½")(
    lambda x, *rest: [2 * g / (len(x) * rest[5].size) for g in whole()(x, *rest)]
)
wrong(BPTT, "mean over rows and outputs, without ½")(whole(lambda f, y, B: 2 * (f - y) / f.size))
wrong(BPTT, "a sum without ½")(whole(lambda f, y, B: 2 * (f - y)))
wrong(BPTT, "not divided by B")(whole(lambda f, y, B: f - y))
wrong(BPTT, "the ½ forgotten, so that a 2 is left")(whole(lambda f, y, B: 2 * (f - y) / B))
wrong(BPTT, "mean over rows and outputs")(whole(lambda f, y, B: (f - y) / f.size))
wrong(BPTT, "sign of the error")(whole(lambda f, y, B: (y - f) / B))
wrong(BPTT, "slope of an output sigmoid")(whole(lambda f, y, B: (f - y) * f * (1 - f) / B))
wrong(BPTT, "slope of an output tanh")(whole(lambda f, y, B: (f - y) * (1 - f**2) / B))
wrong(BPTT, "gradient from t+1 dropped")(whole(both=lambda a, b: a))
wrong(BPTT, "only gradient from t+1 used")(whole(both=lambda a, b: b))
wrong(BPTT, "mean of the two ways")(whole(both=lambda a, b: (a + b) / 2))
wrong(BPTT, "V not transposed going left")(whole(left=lambda da, dz, V: da @ V))
wrong(BPTT, "tanh' forgotten on the way left")(whole(left=lambda da, dz, V: dz @ V.T))
wrong(BPTT, "dV uses z[t] instead of z[t−1]")(whole(past=lambda h, da, t: z(h, t).T @ da))
wrong(BPTT, "dU uses z[t−1]")(whole(out=lambda h, df, t: h[t].T @ df))
wrong(BPTT, "nothing is accumulated")(whole(add=lambda total, share: share))
wrong(BPTT, "db divided by B once more")(whole(bias=lambda da, t: da.mean(0)))
wrong(BPTT, "db divided by B once more", "dc divided by B once more")(
    whole(bias=lambda da, t: da.mean(0), shift=lambda df, t: df.mean(0))
)
wrong(BPTT, "dc from the first sample only")(whole(shift=lambda df, t: df[0]))
wrong(BPTT, "dc over the wrong axis")(whole(shift=lambda df, t: df.sum(1)))
wrong(BPTT, "db over the wrong axis")(whole(bias=lambda da, t: da.sum(axis=1)))
wrong(BPTT, "db keeps the axis of the rows")(whole(bias=lambda da, t: da.sum(0, keepdims=True)))
wrong(BPTT, "dx is made from dz")(whole(to_word=lambda da, dz, W: dz @ W.T))
wrong(BPTT, "gradients cut off at ±1")(whole(cut=lambda g: np.clip(g, -1, 1)))
wrong(BPTT, "gradients cut off at ±5")(whole(cut=lambda g: np.clip(g, -5, 5)))
wrong(BPTT, "loop stops at t = 1, and zeros hide it")(whole(steps=lambda T: range(T - 1, 0, -1)))
wrong(BPTT, "the loop runs forward")(whole(steps=range))
wrong(BPTT, "the last step is left out")(whole(steps=lambda T: range(T - 2, -1, -1)))
wrong(BPTT, "truncated to two steps")(
    lambda x, y, W, V, b, U, c, z_init: truncated(x, y, W, V, b, U, c, z_init)
)
wrong(BPTT, "dV is a mean over time")(
    lambda x, *rest: (lambda g: (g[0], g[1] / len(x), *g[2:]))(whole()(x, *rest))
)
wrong(BPTT, "all sums are means over time")(
    lambda x, *rest: (lambda g: (*(p / len(x) for p in g[:5]), *g[5:]))(whole()(x, *rest))
)
wrong(BPTT, "everything divided by T")(lambda x, *rest: [g / len(x) for g in whole()(x, *rest)])
wrong(BPTT, says="right results in another order: dV, dW")(
    lambda *a: (lambda g: (g[1], g[0], *g[2:]))(whole()(*a))
)
wrong(BPTT, "dz_init returned as zero")(lambda *a: (*whole()(*a)[:-1], np.zeros_like(a[-1])))
wrong(BPTT, says="5 results came back, expected 7")(lambda *a: whole()(*a)[:5])
wrong(BPTT, says="a dict with the names dW, grads")(
    lambda *a: {"dW": whole()(*a)[0], "grads": whole()(*a)[1:]}
)
wrong(BPTT, says="every number of dW, dV, db, dU, dc is")(
    lambda *a: (lambda g: (*(3 * p for p in g[:5]), *g[5:]))(whole()(*a))
)


def truncated(x, y, W, V, b, U, c, z_init):
    """What goes left holds the loss of one step only, as after a detach."""
    T, B, _ = x.shape
    h = [z_init]
    for t in range(T):
        h.append(np.tanh(x[t] @ W + h[t] @ V + b))
    sums = [0 * p for p in (W, V, b, U, c)]
    dx, right_of = np.zeros_like(x), 0 * z_init
    for t in reversed(range(T)):
        df = (h[t + 1] @ U + c - y[t]) / B
        own = (1 - h[t + 1] ** 2) * (df @ U.T)
        da = own + (1 - h[t + 1] ** 2) * right_of
        shares = x[t].T @ da, h[t].T @ da, da.sum(0), h[t + 1].T @ df, df.sum(0)
        sums = [p + share for p, share in zip(sums, shares, strict=False)]
        dx[t], right_of = da @ W.T, own @ V.T
    return *sums, dx, right_of


right(MEASURED)(lambda loss, p, eps: measured()(loss, p.astype(complex).real, eps))
right(STEP)(
    lambda dz, z_t, V: {
        "to_the_left": (dz * (1 - z_t**2)) @ V.T,
        "da": dz / np.cosh(np.arctanh(z_t)) ** 2,
    }
)
right(BPTT)(lambda *a: dict(zip("dW dV db dU dc dx dz_init".split(), whole()(*a), strict=False)))
right(BPTT)(
    lambda *a: dict(list(zip("dW dV db dU dc dx dz_init".split(), whole()(*a), strict=False))[::-1])
)
right(BPTT)(lambda *a: (gradient.tolist() for gradient in whole()(*a)))
right(BPTT)(lambda *a: whole()(*(array.astype(np.float32) for array in a)))
