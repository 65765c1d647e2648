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

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from rnnlib.backprop import bptt
from rnnlib.cells import RNN, DenseNet, Model, with_parameters
from rnnlib.functions import Activation, Loss, identity, softmax, tanh
from rnnlib.inputs import shapes


class Writer(Model):
    """What both models of this module share: an encoder, then a decoder that is an `RNN`."""

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

    def bptt(self, x, y, loss, with_inputs=False):
        """(value, gradient[, dx, None]), as `rnnlib.bptt` gives them, which calls this.

        Two networks, two times `bptt`. The decoder's own yields dz_init = dL/dz, the gradient of
        the state that it began with. This is all that the encoder has to know of the loss.
        """
        z = self.first_state(x)
        y = self.answers(y, z)
        value, dec, _, dz = bptt(self.decoder, before(y), y, loss, z_init=z, with_inputs=True)
        _, enc, dx, _ = self._encoder_bptt(x, dz)
        arrays = {name: getattr(enc, name) for name in self.sizes if name in ("W", "V", "b")}
        arrays |= {"W_dec": dec.W, "V_dec": dec.V, "b_dec": dec.b, "U": dec.U, "c": dec.c}
        gradient = with_parameters(self, arrays)
        return (value, gradient, dx, None) if with_inputs else (value, gradient)

    def _encoder_bptt(self, x, dz):
        """`bptt` of the encoder for dL/dz = dz: the loss dzᵀz has just this gradient."""
        rows = len(dz) if dz.ndim == 2 else 1  # `bptt` takes the mean over the rows
        return bptt(self.encoder, x, rows * dz, _product, with_inputs=True, **self._reads)

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


@dataclass(frozen=True, eq=False, repr=False)
class EncoderDecoder(Writer):
    """Sequence to sequence: reads x (T, B, n_x) to its end, then writes f (S, B, n_f).

    W, V, b are the encoder's, an RNN without output; W_dec, V_dec, b_dec, U, c the decoder's.
    """

    W: np.ndarray  # (n_x, n_z)  input -> hidden, encoder
    V: np.ndarray  # (n_z, n_z)  hidden -> hidden, encoder
    b: np.ndarray  # (n_z,)
    W_dec: np.ndarray  # (n_f, n_z)  last written -> hidden, decoder
    V_dec: np.ndarray  # (n_z, n_z)  hidden -> hidden, decoder
    b_dec: np.ndarray  # (n_z,)
    U: np.ndarray  # (n_z, n_f)  hidden -> output, decoder
    c: np.ndarray  # (n_f,)
    sigma: Activation = tanh
    tau: Activation = softmax

    sizes: ClassVar[dict] = {
        "W": ("n_x", "n_z"),
        "V": ("n_z", "n_z"),
        "b": ("n_z",),
        "W_dec": ("n_f", "n_z"),
        "V_dec": ("n_z", "n_z"),
        "b_dec": ("n_z",),
        "U": ("n_z", "n_f"),
        "c": ("n_f",),
    }
    _reads: ClassVar[dict] = {"read": "last"}

    @property
    def encoder(self):
        """The network that reads: an `RNN` whose output is its state (U = 1, c = 0, τ = id)."""
        return RNN(self.W, self.V, self.b, *_no_head(self), self.sigma, identity)

    def first_state(self, x):
        """What the decoder begins with, the encoder's last state: (B, n_z), bare (n_z,)."""
        return self.encoder.run(x, read="last")[1]

    @classmethod
    def initialise(cls, n_x, n_z, n_f, *, rng, sigma=tanh, tau=softmax, dtype=np.float64):
        """Both networks as in `RNN.initialise`."""
        enc = RNN.initialise(n_x, n_z, n_f, rng=rng)
        dec = RNN.initialise(n_f, n_z, n_f, rng=rng)
        arrays = (enc.W, enc.V, enc.b, dec.W, dec.V, dec.b, dec.U, dec.c)
        return cls(*(a.astype(dtype) for a in arrays), sigma, tau)


@dataclass(frozen=True, eq=False, repr=False)
class OneToSequence(Writer):
    """One vector to sequence: looks at x (B, n_x), say an image, then writes f (S, B, n_f).

    Its encoder is one dense layer, z = σ(Wᵀx + b).
    """

    W: np.ndarray  # (n_x, n_z)  input -> first state
    b: np.ndarray  # (n_z,)
    W_dec: np.ndarray  # (n_f, n_z)  last written -> hidden
    V_dec: np.ndarray  # (n_z, n_z)  hidden -> hidden
    b_dec: np.ndarray  # (n_z,)
    U: np.ndarray  # (n_z, n_f)  hidden -> output
    c: np.ndarray  # (n_f,)
    sigma: Activation = tanh
    tau: Activation = softmax

    sizes: ClassVar[dict] = {k: v for k, v in EncoderDecoder.sizes.items() if k != "V"}
    _reads: ClassVar[dict] = {}

    @property
    def encoder(self):
        """The layer that looks: a `DenseNet` whose output is its hidden layer."""
        return DenseNet(self.W, self.b, *_no_head(self), self.sigma, identity)

    def first_state(self, x):
        """What the decoder begins with, z = σ(Wᵀx + b): (B, n_z), bare (n_z,)."""
        return self.encoder.run(x)[1]

    @classmethod
    def initialise(cls, n_x, n_z, n_f, *, rng, sigma=tanh, tau=softmax, dtype=np.float64):
        """The layer as in `DenseNet.initialise`, the decoder as in `RNN.initialise`."""
        enc = DenseNet.initialise(n_x, n_z, n_f, rng=rng)
        dec = RNN.initialise(n_f, n_z, n_f, rng=rng)
        arrays = (enc.W, enc.b, dec.W, dec.V, dec.b, dec.U, dec.c)
        return cls(*(a.astype(dtype) for a in arrays), sigma, tau)


def before(y):
    """What the decoder reads while it learns: zeros, then y[0], y[1], …, y[S−2]."""
    return np.concatenate([np.zeros_like(y[:1]), y[:-1]])


def pad(targets, length=None):
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
