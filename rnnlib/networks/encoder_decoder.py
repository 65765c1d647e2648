"""Two networks in a row: one reads, its last state starts another one, which writes.

    encoder     z = the last state after x[0], x[1], …, x[T−1]         (or of one vector x)
    decoder     z[0] = σ(V_decᵀz + W_decᵀ0 + b_dec)
                z[s] = σ(V_decᵀz[s−1] + W_decᵀy[s−1] + b_dec)           s = 1 … S−1
                f[s] = τ(c + Uᵀz[s])

The decoder is an ordinary RNN. It reads what was written before: while it is trained the right
answer y[s−1] (teacher forcing), afterwards what it wrote itself (`generation`). Nothing was
written before its first step, so there it reads zeros. Neither T nor S is part of the model, and
they need not be equal.

Shorter targets end in rows of zeros (`pad`): Σ y log f counts nothing there, so the cross-entropy
and its gradient are zero. The rows are the **loss mask** over time; no other mask is needed.

Sources: Cho et al. (2014), "Learning phrase representations using RNN encoder-decoder"; Sutskever,
Vinyals, Le (2014), "Sequence to sequence learning with neural networks".
"""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from rnnlib.cells import RNN, DenseNet, Network, formula
from rnnlib.functions import Activation, Loss, identity, softmax, tanh
from rnnlib.inputs import shapes
from rnnlib.inputs.values import Given, gradient_of, weight


class Writer(Network):
    """What both models of this module share: an encoder, then a decoder that is an `RNN`."""

    packs: ClassVar[bool] = False

    @property
    def decoder(self):
        """The network that writes: an `RNN` which shares its arrays with this model."""
        return RNN(self.W_dec, self.V_dec, self.b_dec, self.U, self.c, self.sigma, self.tau)

    def run(self, x, y):
        """Read x, then write with the right answers y before its eyes: (states, outputs).

        y (S, B, n_f) -> the decoder's states (S, B, n_z) and outputs (S, B, n_f). A bare x has no
        axis B, nor has y. Without the answers: `generate`.
        """
        z = self.first_state(x)
        return self.decoder.run(before(self.answers(y, z)), z)

    def states_read(self, x, y=None, read="every"):
        """The decoder's states; TypeError without the answers y that it reads."""
        if y is None:
            raise TypeError("without y there is nothing to compare; generate(model, x) writes")
        return self.run(x, y)[0]

    def writes(self, x, z_init=None):
        """The network that writes, its state (B, n_z) before it first speaks, and if x was bare."""
        shapes.unused(self, z_init=z_init)
        z, decoder = self.first_state(x), self.decoder
        bare, z = z.ndim == 1, np.atleast_2d(z)
        return decoder, decoder.step(np.zeros((len(z), decoder.n("n_x")), self.dtype), z), bare

    def unroll(self, x, z, told=None):
        """All steps on one time axis: those of the encoder, then those of the decoder.

        The last of x are the zeros that the decoder reads first; after them it reads y[0], y[1], ….
        """
        *x, last = x
        if x:
            for x_t, z, _ in self.encoder.unroll(x, z):  # noqa: B020 (z goes on where it ended)
                yield x_t, z, None
        step = formula(self.decoder)
        for y_s in told:
            z = step(last, z)
            yield last, z, self.output(z)
            last = y_s

    def given(self, x, y=None, *, first=None, read="every", teacher=False):
        """x, and the right answers y, which the decoder always reads while it learns."""
        shapes.unused(self, z_init=first, read=None if read == "every" else read)
        shapes.unused(self, teacher=teacher or None)
        if y is None:
            raise ValueError("the decoder reads the right answers: give y and loss, as in bptt")
        given = self._encoder_given(x)
        bare, B = given.bare, len(given.seen if given.first is None else given.first)
        n_z = self.U.shape[0]
        y = self.answers(y, np.empty(n_z if bare else (B, n_z)))
        y = y[:, None] if bare else y
        nothing = np.zeros_like(y[0])
        return Given((*given.x, nothing), given.first, y, given.seen, bare)

    def answers(self, y, z):
        """The targets y as they should be, (S, B, n_f) for B first states z, (S, n_f) for one."""
        y = shapes.numbers("y", y, self.dtype)
        axes = ("S", "B", "n_f")[:: 1 if z.ndim == 2 else 2]
        wanted = (*y.shape[:1], *z.shape[:-1], self.U.shape[1])
        if y.shape != wanted or 0 in y.shape:
            expected = ", ".join(f"{a} = {n}" for a, n in zip(axes[1:], wanted[1:], strict=False))
            raise ValueError(
                f"y has shape {y.shape}, expected (S, {expected}) with S at least 1: the targets, "
                "time first"
            )
        return shapes.finite("y", y, ("step", "row", "unit")[:: 1 if z.ndim == 2 else 2])


def two_ways_back(model, x, y, loss, with_inputs, encoder_read):
    """(value, gradient[, dx, None]): two networks, so two ways back.

    The decoder's own yields dz_init = dL/dz, the gradient of the state that it began with. This is
    all that the encoder has to know of the loss: the loss dzᵀz has just this gradient.
    """
    z = model.first_state(x)
    y = model.answers(y, z)
    value, dec, _, dz = model.decoder.backward(before(y), y, loss, first=z, with_inputs=True)
    enc, dx = gradient_of_a_state(model.encoder, x, dz, encoder_read)
    arrays = {name: getattr(enc, name) for name in model.sizes if name in ("W", "V", "b")}
    arrays |= {"W_dec": dec.W, "V_dec": dec.V, "b_dec": dec.b, "U": dec.U, "c": dec.c}
    gradient = gradient_of(model, arrays)
    return (value, gradient, dx, None) if with_inputs else (value, gradient)


def gradient_of_a_state(encoder, x, dz, read="last"):
    """(gradient, dx) of a network that shows its last state, from the gradient dz of that state."""
    rows = len(dz) if dz.ndim == 2 else 1  # `backward` takes the mean over the rows
    _, gradient, dx, _ = encoder.backward(x, rows * dz, _product, read=read, with_inputs=True)
    return gradient, dx


class EncoderDecoder(Writer):
    """Sequence to sequence: reads x (T, B, n_x) to its end, then writes f (S, B, n_f).

    W, V, b are the encoder's, an RNN without output; W_dec, V_dec, b_dec, U, c the decoder's.
    """

    W: np.ndarray = weight("n_x", "n_z")  # input -> hidden, encoder
    V: np.ndarray = weight("n_z", "n_z")  # hidden -> hidden, encoder
    b: np.ndarray = weight("n_z")
    W_dec: np.ndarray = weight("n_f", "n_z")  # last written -> hidden, decoder
    V_dec: np.ndarray = weight("n_z", "n_z")  # hidden -> hidden, decoder
    b_dec: np.ndarray = weight("n_z")
    U: np.ndarray = weight("n_z", "n_f")  # hidden -> output, decoder
    c: np.ndarray = weight("n_f")
    sigma: Activation = tanh
    tau: Activation = softmax

    @property
    def encoder(self):
        """The network that reads: an `RNN` whose output is its state (U = 1, c = 0, τ = id)."""
        return RNN(self.W, self.V, self.b, *_no_head(self), self.sigma, identity)

    def first_state(self, x):
        """What the decoder begins with, the encoder's last state: (B, n_z), bare (n_z,)."""
        return self.encoder.run(x, read="last")[1]

    def _encoder_given(self, x):
        return self.encoder.given(x)

    def backward(self, x, y, loss, *, with_inputs=False, **given):
        """(value, gradient[, dx, None]) as in `bptt`."""
        self.given(x, y, **given)
        return two_ways_back(self, x, y, loss, with_inputs, "last")

    @classmethod
    def initialise(cls, n_x, n_z, n_f, *, rng, dtype=np.float64, **activations):
        """Both networks as in `RNN.initialise`."""
        enc = RNN.initialise(n_x, n_z, n_f, rng=rng)
        dec = RNN.initialise(n_f, n_z, n_f, rng=rng)
        arrays = (enc.W, enc.V, enc.b, dec.W, dec.V, dec.b, dec.U, dec.c)
        return cls(*(a.astype(dtype) for a in arrays), **activations)


class OneToSequence(Writer):
    """One vector to sequence: looks at x (B, n_x), say an image, then writes f (S, B, n_f).

    Its encoder is one dense layer, z = σ(Wᵀx + b).
    """

    W: np.ndarray = weight("n_x", "n_z")  # input -> first state
    b: np.ndarray = weight("n_z")
    W_dec: np.ndarray = weight("n_f", "n_z")  # last written -> hidden
    V_dec: np.ndarray = weight("n_z", "n_z")  # hidden -> hidden
    b_dec: np.ndarray = weight("n_z")
    U: np.ndarray = weight("n_z", "n_f")  # hidden -> output
    c: np.ndarray = weight("n_f")
    sigma: Activation = tanh
    tau: Activation = softmax

    reads: ClassVar[str] = "vectors"

    @property
    def encoder(self):
        """The layer that looks: a `DenseNet` whose output is its hidden layer."""
        return DenseNet(self.W, self.b, *_no_head(self), self.sigma, identity)

    def hidden(self, x):
        """What the decoder begins with, z = σ(Wᵀx + b): (B, n_z), bare (n_z,)."""
        return self.encoder.hidden(x)

    first_state = hidden

    def _encoder_given(self, x):
        return self.encoder.given(x)

    def backward(self, x, y, loss, *, with_inputs=False, **given):
        """(value, gradient[, dx, None]) as in `bptt`."""
        self.given(x, y, **given)
        return two_ways_back(self, x, y, loss, with_inputs, "every")

    @classmethod
    def initialise(cls, n_x, n_z, n_f, *, rng, dtype=np.float64, **activations):
        """The layer as in `DenseNet.initialise`, the decoder as in `RNN.initialise`."""
        enc = DenseNet.initialise(n_x, n_z, n_f, rng=rng)
        dec = RNN.initialise(n_f, n_z, n_f, rng=rng)
        arrays = (enc.W, enc.b, dec.W, dec.V, dec.b, dec.U, dec.c)
        return cls(*(a.astype(dtype) for a in arrays), **activations)


def before(y):
    """What the decoder reads while it learns: zeros, then y[0], y[1], …, y[S−2]."""
    return np.concatenate([np.zeros_like(y[:1]), y[:-1]])


def pad(targets: Sequence[np.ndarray], length: int | None = None) -> list[np.ndarray]:
    """Targets (S_i, n_f) of different length, made equally long with rows of zeros.

    A list, as `fit` takes it; `length` is that of the longest unless you say otherwise.
    """
    longest = max(len(y) for y in targets)
    length = longest if length is None else length
    if length < longest:
        raise ValueError(f"length = {length}, but one target has {longest} steps; nothing is cut")
    return [np.concatenate([y, np.zeros((length - len(y), y.shape[1]), y.dtype)]) for y in targets]


def _no_head(model):
    n_z = model.U.shape[0]
    return np.eye(n_z, dtype=model.dtype), np.zeros(n_z, model.dtype)


_product = Loss("product", lambda s, f, y: (f * y).sum(axis=-1), lambda s, f, y, tau: y)
