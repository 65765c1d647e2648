"""The runs that `record` takes down for the networks whose feedback is not from z to z.

Each function runs a recorded model, puts what it meets into `names`, and returns the number of
steps T, the outputs that the loss reads by their place "[t]", and whether x came bare.
`note(value)` puts a given value on the record.
"""

import numpy as np

from rnnlib import cells, output_rnn, shapes
from rnnlib.encoder_decoder import EncoderDecoder


def output_rnn_run(noting, x, y, f_init, read, teacher, names, note):
    """x[t], z[t], s[t], f[t] for every t, and f_init; with a teacher y[t], which z[t+1] reads."""
    if teacher and (y is None or read != "every"):
        raise ValueError('a teacher answers at each step: give y and loss, and read = "every"')
    x, bare = shapes.sequence(x, noting.W.shape[0], noting.dtype)
    names["f_init"] = note(noting.first_output(f_init, x.shape[1]))
    if teacher:
        y = [note(y_t) for y_t in noting.answers("y", y, x, bare)]
        names.update({f"y[{t}]": y_t for t, y_t in enumerate(y)})
    words = [note(x_t) for x_t in np.asarray(x, noting.dtype)]
    steps = output_rnn.unroll(noting, words, names["f_init"], y if teacher else None)
    for t, (z, f) in enumerate(steps):
        names[f"x[{t}]"], names[f"z[{t}]"] = words[t], z
        names[f"s[{t}]"], names[f"f[{t}]"] = f.parents[0], f
    T = len(words)
    return T, {f"[{t}]": names[f"f[{t}]"] for t in range(0 if read == "every" else T - 1, T)}, bare


def writer_run(noting, x, y, names, note):
    """One time axis: the encoder's steps t = 0 … T−1, then the decoder's t = T … T+S−1.

    x[T] is zeros, and x[T+s] is y[T+s−1], the same node. A `OneToSequence` begins at t = 0 with
    "z_init", which is made from "x".
    """
    if y is None:
        raise ValueError("the decoder reads the right answers: give y and loss, as in bptt")
    T, state, bare = _encoder_run(noting, x, names, note)
    y = noting.answers(y, bare)
    y = [note(y_s) for y_s in (y[:, None] if bare else y)]
    read, outputs = [note(np.zeros_like(y[0].value)), *y[:-1]], {}
    for t, z in enumerate(cells.unroll(noting.decoder, read, state), T):
        names[f"x[{t}]"], names[f"z[{t}]"] = read[t - T], z
        names[f"y[{t}]"], outputs[f"[{t}]"] = y[t - T], noting.output(z)
    return T + len(y), outputs, bare


def _encoder_run(noting, x, names, note):
    """How many steps the encoder took, the node of its last state, and whether x came bare."""
    if not isinstance(noting, EncoderDecoder):
        x = shapes.vectors("x", x, noting.W.shape[0], "n_x", noting.dtype)
        names["x"] = note(np.atleast_2d(x))
        names["z_init"] = noting.encoder.hidden(names["x"])
        return 0, names["z_init"], x.ndim == 1
    x, bare = shapes.sequence(x, noting.W.shape[0], noting.dtype)
    words = [note(x_t) for x_t in np.asarray(x, noting.dtype)]
    names["z_init"] = note(np.zeros((x.shape[1], noting.V.shape[0]), noting.dtype))
    states = list(cells.unroll(noting.encoder, words, names["z_init"]))
    for t, (x_t, z_t) in enumerate(zip(words, states, strict=True)):
        names[f"x[{t}]"], names[f"z[{t}]"] = x_t, z_t
    return len(words), states[-1], bare
