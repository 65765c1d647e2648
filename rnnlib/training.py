"""Training: many small steps down the slope of the loss.

One step reads a batch, asks `bptt` for the gradient, clips it, and lets the optimiser move every
parameter. One epoch reads every sequence once. Models are values here too: each step makes a new
one, so the best so far is simply kept, and an interruption cannot leave a half-made model behind.

How a gradient becomes a step is in `learning.optimisers`, what is measured in `learning.scores`.
"""

import os
import sys
import time
from dataclasses import replace
from itertools import islice

import numpy as np
from tqdm import tqdm

from rnnlib.backprop import bptt
from rnnlib.data.batches import batches, places_of_equal_length
from rnnlib.inputs import arguments
from rnnlib.inputs.values import parameters, with_parameters
from rnnlib.learning.history import History
from rnnlib.learning.optimisers import Adam, clip_by_norm, norm
from rnnlib.learning.scores import mean_loss, readable

__all__ = ["fit", "mean_loss"]  # mean_loss: notebooks of 0.1 find it here


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
    readable(model, x, y)
    arguments.generator(rng, or_none=True)
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
