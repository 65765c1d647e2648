"""What a trained network says to many sequences, and how good it is."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from rnnlib.cells import Network, network
from rnnlib.data.batches import places_of_equal_length, stack
from rnnlib.functions import Loss, total
from rnnlib.inputs import shapes
from rnnlib.trace import scored


def predict(model: Network, x: Sequence, read: str = "last") -> np.ndarray | list[np.ndarray]:
    """The outputs for a list of sequences (T_i, n_x), in their order.

    An array (n, n_f) with read="last", a list of (T_i, n_f) with read="every". A `DenseNet` takes
    x (n, n_x) and gives (n, n_f). An `OutputRNN` runs freely. What an `EncoderDecoder` writes is
    found by `generate`.
    """
    return _outputs(model, x, read)


def _outputs(model, x, read, y=None):
    outputs = [None] * len(x)
    for places, z in _states(model, x, read, y):
        f = model.output(z)
        for k, i in enumerate(places):
            outputs[i] = f[..., k, :]
    return outputs if f.ndim == 3 else np.array(outputs)


def accuracy(model: Network, x: Sequence, y: Any, read: str = "last") -> float:
    """The share of right answers: f and y on the same side of 0.5, or largest in the same unit.

    Where y is a row of zeros, a step after the end of a target, nothing was asked.
    """
    f = _outputs(model, x, read, y)
    f, y = (np.concatenate(f), np.concatenate(y)) if isinstance(f, list) else (f, np.asarray(y))
    if f.shape != y.shape:
        raise ValueError(f"y has shape {y.shape}, expected that of the outputs, {f.shape}")
    if f.shape[-1] == 1:
        return float(((f > 0.5) == (y > 0.5)).mean())
    return float((f.argmax(-1) == y.argmax(-1))[y.any(axis=-1)].mean())


def mean_loss(model: Network, x: Sequence, y: Any, loss: Loss, read: str = "last") -> float:
    """The mean over all sequences of what `bptt` calls the loss of one."""
    shapes.loss(loss, model.tau)
    sums = 0.0
    for places, z in _states(model, x, read, y):
        s, f = scored(model, z)
        axes = ("B", "n_f") if s.ndim == 2 else ("T", "B", "n_f")
        y_b = shapes.targets(stack(y, places, "y"), s.shape, axes, False, model.dtype)
        sums += len(places) * total(loss.value(s, f, y_b))
    return float(sums / len(x))


def _states(model, x, read, y=None):
    """Yield (places, z): the states read, of sequences of equal length, (B, n_z) or (T, B, n_z).

    A model with a decoder reads the right answers y while it writes.
    """
    readable(model, x, y)
    shapes.read_mode(read)
    for places in places_of_equal_length(x, 1024):
        y_b = None if y is None else stack(y, places, "y")
        yield places, model.states_read(stack(x, places), y_b, read)


def readable(model, x, y=None):
    """Raise ValueError unless x holds what the model reads, y as many targets, and all numbers."""
    network(model, "fit(model, x, y, loss)")
    if len(x) == 0:
        raise ValueError("x is empty, expected at least one sequence")
    if getattr(x, "ndim", 1) == 3:
        return  # time first: refused with its remedy where sequences are put together
    if y is not None and len(y) != len(x):
        raise ValueError(f"y has {len(y)} targets but x has {len(x)} sequences; give one for each")
    axes = 1 if model.reads == "vectors" else 2
    if np.ndim(x[0]) != axes:
        wanted = "an array (n, n_x)" if axes == 1 else "a list of sequences (T, n_x)"
        raise ValueError(
            f"x is {type(x).__name__} of items with shape {np.shape(x[0])}; a "
            f"{type(model).__name__} needs {wanted}{_as_sequences(x, axes, model.n('n_x'))}"
        )
    for i in range(len(x)):
        _finite(f"x[{i}]", x[i])
        if y is not None:
            _finite(f"y[{i}]", y[i])


def _as_sequences(x, axes, n_x):
    """How to write a series, or several, as a list of sequences."""
    series = np.ndim(x[0]) if axes == 2 and n_x == 1 else None
    one = f": one series is [{shapes.as_array('x', x)}[:, None]]"
    return {0: one, 1: ": series are [np.asarray(s)[:, None] for s in x]"}.get(series, "")


def _finite(name, item):
    """Raise ValueError at the first number that is none; what is no array of floats comes later."""
    if isinstance(item, np.ndarray | list | tuple):
        array = shapes.array(name, item)
        if array.dtype.kind == "f":
            shapes.finite(name, array, ("t", "unit")[-array.ndim :] if array.ndim else ())
