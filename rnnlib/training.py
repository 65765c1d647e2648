"""Training: many small steps down the slope of the loss.

One step reads a batch, asks `bptt` for the gradient, clips it, and lets the optimiser move every
parameter. One epoch reads every sequence once. Models are values here too: each step makes a new
one, so the best so far is simply kept, and an interruption cannot leave a half-made model behind.
"""

import os
import sys
import time
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from tqdm import tqdm

from rnnlib.backprop import bptt
from rnnlib.cells import network
from rnnlib.data.sentences import batches, places_of_equal_length, stack
from rnnlib.functions import total
from rnnlib.inputs import shapes
from rnnlib.inputs.values import parameters, with_parameters
from rnnlib.learning.optimisers import Adam, GradientDescent, clip_by_norm, clip_by_value, norm
from rnnlib.trace import scored

__all__ = [
    "Adam",
    "GradientDescent",
    "History",
    "accuracy",
    "clip_by_norm",
    "clip_by_value",
    "fit",
    "mean_loss",
    "predict",
]

# --- what a model says to many sequences -----------------------------------------------------


def predict(model, x, read="last"):
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


def accuracy(model, x, y, read="last"):
    """The share of right answers: f and y on the same side of 0.5, or largest in the same unit.

    Where y is a row of zeros, a step behind the end of a target, nothing was asked.
    """
    f = _outputs(model, x, read, y)
    f, y = (np.concatenate(f), np.concatenate(y)) if isinstance(f, list) else (f, np.asarray(y))
    if f.shape != y.shape:
        raise ValueError(f"y has shape {y.shape}, expected that of the outputs, {f.shape}")
    if f.shape[-1] == 1:
        return float(((f > 0.5) == (y > 0.5)).mean())
    return float((f.argmax(-1) == y.argmax(-1))[y.any(axis=-1)].mean())


def mean_loss(model, x, y, loss, read="last"):
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
    _readable(model, x)
    shapes.read_mode(read)
    for places in places_of_equal_length(x, 1024):
        y_b = None if y is None else stack(y, places, "y")
        yield places, model.states_read(stack(x, places), y_b, read)


def _readable(model, x):
    """Raise ValueError unless x holds what the model reads."""
    network(model, "fit(model, x, y, loss)")
    if len(x) == 0:
        raise ValueError("x is empty, expected at least one sequence")
    axes = 1 if model.reads == "vectors" else 2
    if np.ndim(x[0]) != axes:
        wanted = "an array (n, n_x)" if axes == 1 else "a list of sequences (T, n_x)"
        raise ValueError(
            f"x is {type(x).__name__} of items with shape {np.shape(x[0])}; a "
            f"{type(model).__name__} needs {wanted}"
        )


# --- training --------------------------------------------------------------------------------


def fit(
    model,
    x,
    y,
    loss,
    *,
    epochs,
    rng,
    read="last",
    optimiser=Adam(),  # noqa: B008 (a value: it never changes)
    clip=1.0,
    batch_size=32,
    validation=None,
    average=0.0,
    progress=None,
    teacher=False,
):
    """Train: (trained model, history). The model that is given stays as it is.

    x is a list of sequences (T_i, n_x) and y their targets, as for `batches`; a `DenseNet` takes
    x (n, n_x), y (n, n_f). `rng` shuffles them anew in every epoch.

    clip        the longest gradient allowed, see `clip_by_norm`; None lets every length pass
    validation  (x, y) to measure after each epoch: the model with the smallest loss there is
                returned; without it, the last one
    average     0.99, say: measure, and return, a running mean of about the last 100 models,
                which trembles less than the last one
    teacher     True: an `OutputRNN` reads the answers y[t−1] while it learns; it is measured on its
                own outputs
    progress    True and False show and hide the bar; None shows it where somebody watches

    Kernel → Interrupt ends the training and returns the best model so far.
    Raises ValueError where the loss is no longer finite, and what `batches` and `bptt` raise.
    """
    _readable(model, x)
    if epochs < 1 or not 0 <= average < 1:
        raise ValueError(f"{epochs=}, {average=}: expected 1 epoch or more, average from 0 to < 1")
    steps = len(places_of_equal_length(x, batch_size))
    walk = _walk(model, x, y, loss, read, teacher, optimiser, clip, batch_size, average, rng)
    now = best = model
    history, begin = History(), time.perf_counter()
    with _bar(epochs * steps, progress) as bar:
        try:
            for epoch in range(1, epochs + 1):
                bar.set_description(f"epoch {epoch} of {epochs}", refresh=False)
                values = []
                for now, value in islice(walk, steps):  # noqa: B007 (wanted after the loop)
                    values.append(value)
                    bar.update()
                history = history.after(sum(values) / len(x), now, validation, loss, read)
                bar.set_postfix_str(history.line(), refresh=False)
                best = now if history.best == epoch else best
        except KeyboardInterrupt:
            history = replace(history, interrupted=True)
    if history.interrupted:
        print(f"Interrupted in epoch {epoch} of {epochs}; this is the best model so far.")
    return best if history.best else now, replace(history, seconds=time.perf_counter() - begin)


def _walk(model, x, y, loss, read, teacher, optimiser, clip, batch_size, average, rng):
    """Step after step, epoch after epoch, without end: yield (model, loss summed over B)."""
    state, mean, step = optimiser.start(model), model, 0
    while True:
        for x_b, y_b in batches(x, y, batch_size, rng=rng):
            step += 1
            with np.errstate(over="ignore", invalid="ignore"):  # said below, in words
                value, gradient = bptt(model, x_b, y_b, loss, read=read, teacher=teacher)
                length = norm(gradient)
            if not np.isfinite(value + length):
                raise ValueError(
                    f"in step {step} the loss is {value:g} and the gradient's length {length:g}: "
                    f"the steps led out of the finite numbers. Take smaller ones than {optimiser}, "
                    f"or clip the gradient more (clip = {clip})"
                )
            gradient = gradient if clip is None else clip_by_norm(gradient, clip)
            model, state = optimiser.step(model, gradient, state)
            mean = _towards(mean, model, min(average, (step - 1) / step))
            yield mean, float(value) * x_b.shape[-2]


def _towards(mean, model, share):
    """A model between two: `share` of the one, the rest of the other."""
    if share == 0:
        return model
    new = parameters(model)
    mixed = {name: share * p + (1 - share) * new[name] for name, p in parameters(mean).items()}
    return with_parameters(model, mixed)


def _bar(steps, progress):
    """A progress bar that leaves nothing behind.

    Jupyter tells its kernels by JPY_SESSION_NAME that somebody has the notebook open. Where a
    program runs a notebook, the bar stays away: it would be stored, and differ each time. It goes
    to stdout, because Jupyter paints stderr like a warning.
    """
    if progress is None:
        progress = sys.stdout.isatty() or "JPY_SESSION_NAME" in os.environ
    return tqdm(total=steps, disable=not progress, leave=False, file=sys.stdout)


@dataclass(frozen=True)
class History:
    """What a training went through, epoch by epoch. A notebook shows it as a plot."""

    losses: tuple = ()  # mean loss while training
    validation_losses: tuple = ()
    accuracies: tuple = ()  # share of right answers on the validation data
    seconds: float = 0.0
    interrupted: bool = False

    @property
    def best(self):
        """The epoch, from 1, with the smallest validation loss; 0 without validation."""
        return int(np.argmin(self.validation_losses)) + 1 if self.validation_losses else 0

    def after(self, value, model, validation, loss, read):
        """The history with one more epoch."""
        new = {"losses": (*self.losses, value)}
        if validation is not None:
            checked = mean_loss(model, *validation, loss, read)
            new["validation_losses"] = (*self.validation_losses, checked)
            if loss.pairs_with is not None:  # right or wrong: only for the cross-entropies
                right = accuracy(model, *validation, read)
                new["accuracies"] = (*self.accuracies, right)
        return replace(self, **new)

    def line(self, epoch=-1):
        """One epoch in words and numbers."""
        names = {"loss": self.losses, "validation": self.validation_losses}
        names["accuracy"] = self.accuracies
        return ", ".join(f"{name} {v[epoch]:.3f}" for name, v in names.items() if v)

    def plot(self, what="loss"):
        """The loss, or what="accuracy", against the epoch: a picture."""
        from rnnlib.pictures.plots import line_plot

        if what not in ("loss", "accuracy"):
            raise ValueError(f'what = {what!r}, expected "loss" or "accuracy"')
        curves = {"training": self.losses, "validation": self.validation_losses}
        if what == "accuracy":
            curves = {"validation": self.accuracies}
        curves = {name: values for name, values in curves.items() if values}
        if not curves:
            raise ValueError(f"no {what} was measured; fit(…, validation=(x, y)) measures it")
        epochs = np.arange(1, len(self.losses) + 1)
        return line_plot(epochs, curves, x_label="epoch", y_label=what)

    def __str__(self):
        n = len(self.losses)
        shown = sorted({0, n - 1, *range(0, n, max(1, n // 10))}) if n else []
        lines = [f"epoch {i + 1}: {self.line(i)}" for i in shown]
        return "\n".join(lines) or "no epoch was finished"

    __repr__ = __str__

    def _repr_mimebundle_(self, include=None, exclude=None):
        if not self.losses:
            return {"text/plain": str(self)}
        return self.plot()._repr_mimebundle_(include, exclude)
