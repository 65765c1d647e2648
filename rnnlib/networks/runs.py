"""The runs that `record` takes down for the networks whose feedback is not from z to z.

Each function runs a recorded model, puts what it meets into `names`, and returns the number of
steps T, the outputs that the loss reads by their place "[t]", and whether x came bare.
`note(value)` puts a given value on the record.
"""

import numpy as np

from rnnlib import cells
from rnnlib.inputs import shapes, words
from rnnlib.networks import output_rnn
from rnnlib.networks.encoder_decoder import EncoderDecoder


def output_rnn_run(noting, x, y, f_init, read, teacher, names, note):
    """x[t], z[t], s[t], f[t] for every t, and f_init; with a teacher y[t], which z[t+1] reads."""
    shapes.yes_or_no("teacher", teacher)
    if teacher and (y is None or read != "every"):
        raise ValueError('a teacher answers at each step: give y and loss, and read = "every"')
    x, bare = words.sequence(x, noting.W.shape[0], noting.dtype)
    names["f_init"] = note(noting.first_output(f_init, x.shape[1]))
    if teacher:
        y = [note(y_t) for y_t in noting.answers("y", y, x, bare)]
        names.update({f"y[{t}]": y_t for t, y_t in enumerate(y)})
    inputs = [note(x_t) for x_t in np.asarray(x, noting.dtype)]
    steps = output_rnn.unroll(noting, inputs, names["f_init"], y if teacher else None)
    for t, (z, f) in enumerate(steps):
        names[f"x[{t}]"], names[f"z[{t}]"] = inputs[t], z
        names[f"s[{t}]"], names[f"f[{t}]"] = f.parents[0], f
    T = len(inputs)
    return T, {f"[{t}]": names[f"f[{t}]"] for t in range(0 if read == "every" else T - 1, T)}, bare


def writer_run(noting, x, y, names, note):
    """One time axis: the encoder's steps t = 0 … T−1, then the decoder's t = T … T+S−1.

    z[T] reads x[T], which is zeros; z[t] after it reads y[t−1]. A `OneToSequence` begins at t = 0
    with "z_init", which is made from "x".
    """
    if y is None:
        raise ValueError("the decoder reads the right answers: give y and loss, as in bptt")
    T, state, bare = _encoder_run(noting, x, names, note)
    y = noting.answers(y, state.value[0] if bare else state.value)
    y = [note(y_s) for y_s in (y[:, None] if bare else y)]
    nothing = names[f"x[{T}]"] = note(np.zeros_like(y[0].value))
    outputs = {}
    for t, z in enumerate(cells.unroll(noting.decoder, [nothing, *y[:-1]], state), T):
        names[f"z[{t}]"], names[f"y[{t}]"] = z, y[t - T]
        outputs[f"[{t}]"] = noting.output(z)
    return T + len(y), outputs, bare


def _encoder_run(noting, x, names, note):
    """How many steps the encoder took, the node of its last state, and whether x came bare."""
    if not isinstance(noting, EncoderDecoder):
        x = words.vectors(x, noting.W.shape[0], noting.dtype)
        names["x"] = note(np.atleast_2d(x))
        names["z_init"] = noting.encoder.hidden(names["x"])
        return 0, names["z_init"], x.ndim == 1
    x, bare = words.sequence(x, noting.W.shape[0], noting.dtype)
    inputs = [note(x_t) for x_t in np.asarray(x, noting.dtype)]
    names["z_init"] = note(np.zeros((x.shape[1], noting.V.shape[0]), noting.dtype))
    states = list(cells.unroll(noting.encoder, inputs, names["z_init"]))
    for t, (x_t, z_t) in enumerate(zip(inputs, states, strict=True)):
        names[f"x[{t}]"], names[f"z[{t}]"] = x_t, z_t
    return len(inputs), states[-1], bare
