"""A trained network writes: what it said at one step is what it reads at the next.

    generate       words: choose one of them by f[t], read it as a one-hot vector, until <eos>
    continue_run   numbers: f[t] itself is read next, as in a forecast
    only_at_first  no feedback at all: x[0] is the input, then zeros

No gradient passes through a choice. So nothing is trained in this way: training is `bptt` with
the right answers as inputs (teacher forcing).
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from rnnlib.cells import Network, network
from rnnlib.inputs import arguments, shapes
from rnnlib.inputs.one_hot import OneHot


def generate(
    model: Network,
    x: Any,
    steps: int,
    *,
    eos: int | None = None,
    rng: np.random.Generator | None = None,
    temperature: float = 1.0,
    z_init: ArrayLike | None = None,
) -> np.ndarray | list[np.ndarray]:
    """Write up to `steps` words: a list of B arrays of word numbers, for a bare x one array.

    An `RNN` reads the beginning x (T, B, n_x), then continues it word by word (n_x = n_f, tau =
    softmax). An `EncoderDecoder` or a `OneToSequence` reads its whole input x, then writes.
    With `eos`, the number of <eos>, each row ends where it is written; it is left out itself.

    Without `rng` the most likely word is taken (greedy). With it each word is drawn with the
    probability f[t], or softmax(s[t] / temperature): below 1 it dares less, above 1 more.
    """
    arguments.generator(rng, or_none=True)
    if rng is not None and not temperature > 0:
        raise ValueError(f"temperature = {temperature}, expected above 0; greedy is rng=None")
    if eos is not None and not 0 <= eos < model.n("n_f"):
        raise ValueError(f"eos = {eos}, expected a word number from 0 to {model.n('n_f') - 1}")
    cell, z, bare = _begin(model, x, steps, z_init)
    written = np.full((steps, len(z)), -1)
    open_rows = np.ones(len(z), bool)
    for t in range(steps):
        written[t] = _choose(cell.score(z), rng, temperature)
        open_rows &= written[t] != eos
        if not open_rows.any():
            break
        z = cell.step(np.asarray(OneHot(written[t], cell.n("n_x")), cell.dtype), z)
    rows = [_until(row[: t + 1], eos) for row in written.T]
    return rows[0] if bare else rows


def continue_run(model, x, steps, *, z_init=None):
    """Read x (T, B, n_x), then read the own outputs: the next `steps` outputs, (steps, B, n_f).

    The first of them is f[T−1], what the model expects at step T. n_x = n_f.
    """
    cell, z, bare = _begin(model, x, steps, z_init)
    outputs = []
    for t in range(steps):
        outputs.append(cell.output(z))
        if t + 1 < steps:
            z = cell.step(outputs[-1], z)
    outputs = np.stack(outputs)
    return outputs[:, 0] if bare else outputs


def only_at_first(x: ArrayLike, T: int) -> np.ndarray:
    """The input of a one-to-sequence run: x (…, n_x) at t = 0, zeros at t = 1 … T−1."""
    shapes.counts(T=T)
    x = np.asarray(x)
    return np.concatenate([x[None], np.zeros((T - 1, *x.shape), x.dtype)])


def _begin(model, x, steps, z_init):
    """The RNN that writes, its state (B, n_z) before it first speaks, and whether x was bare."""
    shapes.counts(steps=steps)
    return network(model, "generate(model, x, steps)").writes(x, z_init)


def _choose(s, rng, temperature):
    """One word number for each row of scores s (B, n_f)."""
    if rng is None:
        return s.argmax(axis=-1)
    # the largest of s + Gumbel noise is a draw from softmax(s): no sum, no loop over rows
    return (s / temperature + rng.gumbel(size=s.shape)).argmax(axis=-1)


def _until(row, eos):
    ends = np.flatnonzero(row == eos) if eos is not None else []
    return row[: ends[0]] if len(ends) else row
