"""Batches."""

import numpy as np

from tests.rnnlib.exercises.plausible.answers import collection

WRONG, RIGHT, wrong, right = collection()
FIRST, PAD, LAST, RUN, LOSS = (
    f"E10.{n}" for n in "to_time_first pad last_states padded_run mean_loss".split()
)

wrong(FIRST, "reshape instead of transpose")(lambda b: np.reshape(b, (len(b[0]), len(b), -1)))
wrong(FIRST, "all axes turned round")(lambda b: np.transpose(b))
wrong(FIRST, "nothing was moved")(lambda b: np.array(b))
wrong(FIRST)(lambda b: np.concatenate(b))
wrong(FIRST, "each axis moved on by one")(lambda b: np.moveaxis(b, 0, -1))


def pad_with(place, value=0.0, length=max):
    def pad(sequences):
        n = [len(s) for s in sequences]
        T = length(n)
        out = np.full((T, len(n), sequences[0].shape[1]), value)
        for i, s in enumerate(sequences):
            s = s[:T]
            rows = slice(T - len(s), None) if place == "end" else slice(0, len(s))
            out[rows, i] = s
        return out, np.array(n)

    return pad


wrong(PAD, "zeros in front")(pad_with("end"))
wrong(PAD, "padded with ones")(pad_with("begin", 1.0))
wrong(PAD, "padded with NaN")(pad_with("begin", np.nan))
wrong(PAD, "cut to the shortest")(pad_with("begin", length=min))
wrong(PAD, "cut to the length of the first")(pad_with("begin", length=lambda n: n[0]))
wrong(PAD, "batch first")(lambda s: (pad_with("begin")(s)[0].swapaxes(0, 1), [len(a) for a in s]))
wrong(PAD)(lambda s: pad_with("begin")(s)[0])
wrong(PAD, says="right results in another order")(lambda s: pad_with("begin")(s)[::-1])

wrong(LAST, "the last step of the batch")(lambda z, n: z[-1])
wrong(LAST, "one step too late")(lambda z, n: z[n, range(len(n))])
wrong(LAST, "the end of the longest sentence")(lambda z, n: z[np.max(n) - 1])
wrong(LAST, "every sentence at every end")(lambda z, n: z[n - 1])
wrong(LAST)(lambda z, n: z[n - 1, 0])
wrong(LAST)(lambda z, n: np.array([z[:k, i].max(0) for i, k in enumerate(n)]))


def padded(keep=lambda new, old, init: old, alive=lambda t, n: t < n):
    def padded_run(x, lengths, W, V, b, z_init):
        z, out = z_init.copy(), []
        for t in range(len(x)):
            new = np.tanh(x[t] @ W + z @ V + b)
            on = np.array([alive(t, n) for n in lengths])[:, None]
            z = np.where(on, new, keep(new, z, z_init))
            out.append(z)
        return np.array(out)

    return padded_run


wrong(RUN, "zeros after the end")(padded(lambda new, old, init: 0 * old))
wrong(RUN, "no mask")(padded(lambda new, old, init: new))
wrong(RUN, "back to z_init after the end")(padded(lambda new, old, init: init))
wrong(RUN, "one step too many")(padded(alive=lambda t, n: t <= n))
wrong(RUN, "one step too few")(padded(alive=lambda t, n: t < n - 1))
wrong(RUN)(padded(lambda new, old, init: np.nan * old))
wrong(RUN, "z_init is ignored")(
    lambda x, n, W, V, b, z_init: padded()(x, n, W, V, b, np.zeros_like(z_init))
)

wrong(LOSS, "padding counts")(lambda L, n: L.mean())
wrong(LOSS, "the mean of the means")(
    lambda L, n: np.mean([L[:k, i].mean() for i, k in enumerate(n)])
)
wrong(LOSS, "the sum divided by the number of sentences")(
    lambda L, n: np.mean([L[:k, i].sum() for i, k in enumerate(n)])
)
wrong(LOSS, "only the last word counts")(lambda L, n: L[n - 1, range(len(n))].mean())
wrong(LOSS, "divided by the padded length")(
    lambda L, n: sum(L[:k, i].sum() for i, k in enumerate(n)) / L.size
)
wrong(LOSS)(lambda L, n: L[0].mean())

right(FIRST)(lambda b: np.stack(b, axis=1))
right(FIRST)(lambda b: np.einsum("btn->tbn", b))
right(PAD)(lambda s: dict(zip(("lengths", "x"), pad_with("begin")(s)[::-1], strict=False)))
right(LAST)(lambda z, n: [z[k - 1][i] for i, k in enumerate(n)])
right(LAST)(lambda z, n: np.take_along_axis(z, (n - 1)[None, :, None], axis=0)[0])
right(RUN)(padded())
right(LOSS)(lambda L, n: np.concatenate([L[:k, i] for i, k in enumerate(n)]).mean())
right(LOSS)(lambda L, n: np.ma.masked_array(L, np.arange(len(L))[:, None] >= n).mean())
