"""Long sequences: BPTT that keeps fewer states, and BPTT that looks back only so far.

`bptt` keeps z[t] and da[t] of all T steps: 2 T B n_z numbers. Two ways to need less:

                     gradient    states kept             time
    bptt             exact       T                       1
    checkpointed     exact       about 2 √T              one more way forward: about 4/3
    truncated        shortened   those of one window     1

`checkpointed_bptt` keeps every √T-th state on the way forward. On the way back it computes the
states between two of them again, when they are needed (Chen, Xu, Zhang, Guestrin, 2016).

`truncated_bptt` cuts the sequence into windows. The state is carried from window to window, but
the gradient is not: what is learned from step t looks back to the beginning of its window and no
further. That is another gradient, not an approximation with a small error: what an early word
contributes to a late loss is left out entirely (Williams, Peng, 1990).
"""

from math import isqrt
from typing import Any

from numpy.typing import ArrayLike

from rnnlib.fast.loops import rows_of
from rnnlib.fast.through_time import all_states, through_time
from rnnlib.functions import Loss
from rnnlib.inputs import shapes, words
from rnnlib.inputs.packed import Steps
from rnnlib.inputs.values import gradient_of


def checkpointed_bptt(
    model,
    x: Any,
    y: ArrayLike,
    loss: Loss,
    *,
    z_init: ArrayLike | None = None,
    read: str = "every",
    every: int | None = None,
) -> tuple:
    """The loss and its gradient, as `bptt` gives them to rounding, in the memory of √T steps.

    Arguments as for `bptt`. `every` is the distance of two states that are kept; None takes √T.
    Returns (value, gradient).
    """
    x, y, z, _ = _checked(model, x, y, loss, z_init, read)
    T = len(x)
    every = isqrt(T - 1) + 1 if every is None else every
    shapes.counts(every=every)
    starts = range(0, T, every)
    kept = [z]
    for start in starts[:-1]:
        kept.append(_last_state(model, x[start : start + every], kept[-1]))
    value, sums, from_right = 0, None, None
    for start in reversed(starts):
        part = _part(model, x, y, loss, kept.pop(), read, slice(start, start + every), from_right)
        value, sums, from_right = value + part[0], _add(sums, part[1]), part[2] @ model.V.T
    return value, gradient_of(model, sums)


def truncated_bptt(
    model,
    x: Any,
    y: ArrayLike,
    loss: Loss,
    *,
    window: int,
    z_init: ArrayLike | None = None,
    read: str = "every",
) -> tuple:
    """The loss and its gradient cut off after `window` steps: (value, gradient, last state).

    Arguments as for `bptt`; `window` is the number of steps that one piece has. The value is the
    loss of the whole sequence. The gradient is the sum over the windows, each taken as if the
    state that it begins with were given from outside. One window as long as the sequence gives
    the gradient of `bptt`. The last state, (B, n_z), begins the next piece of a longer sequence:

        z = None
        for x_part, y_part in parts:  # a text in pieces, one update after each
            value, gradient, z = truncated_bptt(model, x_part, y_part, loss, window=50, z_init=z)
            model, state = optimiser.step(model, gradient, state)
    """
    x, y, z, bare = _checked(model, x, y, loss, z_init, read)
    shapes.counts(window=window)
    T = len(x)
    value, sums = 0, None
    for start in range(0, T, window):
        if read == "last" and start + window < T:
            z = _last_state(model, x[start : start + window], z)
            continue
        part = _part(model, x, y, loss, z, read, slice(start, start + window))
        value, sums, z = value + part[0], _add(sums, part[1]), part[3]
    return value, gradient_of(model, sums), z[0] if bare else z


def _checked(model, x, y, loss, z_init, read):
    """The input, checked as in `bptt`: x (T, B, n_x), y, z_init (B, n_z), and whether bare."""
    shapes.ask(model, "be cut into pieces")
    shapes.read_mode(read)
    shapes.loss(loss, model.tau)
    x, bare = words.sequence(x, model.W.shape[0], model.dtype, model.numbered)
    T, B, _ = x.shape
    shape, axes = (T, B, model.U.shape[1]), ("T", "B", "n_f")
    if read == "last":
        shape, axes = shape[1:], axes[1:]
    y = shapes.targets(y, shape, axes, bare, model.dtype)
    return x, y, shapes.initial_state(z_init, B, model.V.shape[0], model.dtype), bare


def _part(model, x, y, loss, z_init, read, part, from_right=None):
    """BPTT through some steps: (value, {"W": …}, da[0], last state)."""
    rows, (B, n_f) = rows_of(x[part]), y.shape[-2:]
    steps = Steps((B,) * (len(rows) // B))
    if read == "every":
        y = y[part]
    elif part.stop < len(x):
        read = None  # the last step is in a later part
    value, arrays, da, states = through_time(
        model, rows, steps, z_init, y.reshape(-1, n_f), loss, read, from_right
    )
    return value, arrays, da[:B], states[-B:].copy()


def _last_state(model, x, z_init):
    """Read x and keep nothing but the last state."""
    B = x.shape[1]
    return all_states(model, rows_of(x), Steps((B,) * len(x)), z_init)[-B:].copy()


def _add(sums, arrays):
    """Add the gradients of one part, name by name."""
    if sums is None:
        return arrays
    return {name: sums[name] + arrays[name] for name in sums}
