"""An RNN that also reads its last answer: both ways back in time at once. Lesson 07.

Its input at step t is x[t] and, beside it, the answer of step t − 1: so it is an ordinary `RNN`,
with n_x + n_f inputs. While it learns the right answer y[t−1] stands there (teacher forcing), when
it is used its own f[t−1] does.
"""

import numpy as np

from rnnlib.inputs import shapes


def beside_last_answer(x, y):
    """The input for learning: x[t] and y[t−1], and zeros before the first step.

    x (…, T, n_x), y (…, T, n_f) -> (…, T, n_x + n_f). ValueError where their steps differ.
    """
    x, y = np.asarray(x), np.asarray(y)
    if x.shape[:-1] != y.shape[:-1]:
        raise ValueError(f"x has shape {x.shape}, y has {y.shape}: expected one answer per step")
    before = np.concatenate([np.zeros_like(y[..., :1, :]), y[..., :-1, :]], axis=-2)
    return np.concatenate([x, before], axis=-1)


def run_on_own_answers(model, x):
    """Run freely: at each step the model reads x[t] and its own f[t−1]. Outputs (T, B, n_f).

    x (T, B, n_x), or (T, n_x) for outputs (T, n_f). ValueError unless n_x + n_f fit the model.
    """
    x, n_f = np.asarray(x, model.dtype), model.n("n_f")
    if x.ndim not in (2, 3) or x.shape[-1] + n_f != model.n("n_x"):
        raise ValueError(
            f"x has shape {x.shape}, expected (T, B, n_x) with n_x = {model.n('n_x') - n_f}: the "
            f"model reads {model.n('n_x')} numbers, and {n_f} of them are its last answer"
        )
    shapes.counts(T=len(x))
    z = np.zeros((*x.shape[1:-1], model.n("n_z")), model.dtype)
    f = np.zeros((*x.shape[1:-1], n_f), model.dtype)
    outputs = []
    for x_t in x:
        z = model.step(np.concatenate([x_t, f], axis=-1), z)
        f = model.output(z)
        outputs.append(f)
    return np.stack(outputs)
