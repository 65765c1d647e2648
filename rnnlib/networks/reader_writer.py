"""An encoder–decoder of any networks: ReaderWriter.of(GRU). Lesson 15.

The wiring is that of `EncoderDecoder`: one network reads, its last state starts another one of the
same kind, which writes. `*_dec` are the parameters of the one that writes.
"""

from functools import cache
from typing import Any, ClassVar

import numpy as np

from rnnlib.cells import Network
from rnnlib.functions import Activation, softmax, tanh
from rnnlib.inputs.values import gradient_of, weight
from rnnlib.networks.encoder_decoder import Writer, before, gradient_of_a_state
from rnnlib.networks.layers import can_be_a_layer, layer, made_of, marked
from rnnlib.trace import walk_back


class ReaderWriter(Writer):
    """Sequence to sequence: reads x (T, B, n_x) to its end, then writes f (S, B, n_f)."""

    U: np.ndarray = weight("n_z", "n_f")  # hidden -> output, decoder
    c: np.ndarray = weight("n_f")
    sigma: Activation = tanh
    tau: Activation = softmax

    kind: ClassVar[type] = Network  # the class of both networks

    @classmethod
    def of(cls, network: Any) -> "type[ReaderWriter]":
        """The class of encoder–decoders made of such networks."""
        return _of(network)

    @property
    def encoder(self):
        """The network that reads; its output is its state."""
        return layer(self, self.kind, "")

    @property
    def decoder(self):
        """The network that writes; it shares its arrays with this one."""
        return gradient_of(layer(self, self.kind, "_dec"), self._head())

    def _head(self):
        return {"U": self.U, "c": self.c, "tau": self.tau}

    @property
    def state_size(self):
        """The state of the encoder, which is that of the decoder."""
        return self.encoder.state_size

    def spoken(self, z):
        """What the decoder shows."""
        return self.decoder.spoken(z)

    def first_state(self, x):
        """What the decoder begins with, the encoder's last state: (B, n), bare (n,)."""
        return self.encoder.run(x)[0][-1]

    def _encoder_given(self, x):
        return self.encoder.given(x)

    def backward(self, x, y, loss, *, with_inputs=False, **given):
        """(value, gradient[, dx, None]): two ways back, where the network has one by hand."""
        z = self.first_state(x)
        if self.kind.backward is None or z.shape[-1] != self.n("n_z"):
            return walk_back(self, x, y, loss, with_inputs=with_inputs, **given)
        y = self.answers(y, z)
        value, dec, _, dz = self.decoder.backward(before(y), y, loss, first=z, with_inputs=True)
        enc, dx = gradient_of_a_state(self.encoder, x, dz)
        arrays = marked(enc, "") | marked(dec, "_dec") | {"U": dec.U, "c": dec.c}
        gradient = gradient_of(self, arrays)
        return (value, gradient, dx, None) if with_inputs else (value, gradient)

    @classmethod
    def initialise(cls, n_x, n_z, n_f, *, rng, dtype=np.float64, **activations):
        """Both networks as they are on their own."""
        enc = cls.kind.initialise(n_x, n_z, n_f, rng=rng, dtype=dtype)
        dec = cls.kind.initialise(n_f, n_z, n_f, rng=rng, dtype=dtype)
        arrays = marked(enc, "") | marked(dec, "_dec")
        return cls(**arrays, U=dec.U, c=dec.c, **activations)


@cache
def _of(network: Any) -> Any:
    can_be_a_layer(network, "ReaderWriter.of(GRU)")
    layers: list = [(network, "", {}), (network, "_dec", {"n_x": "n_f"})]
    own = {"kind": network, "backward": ReaderWriter.backward}  # the steps are those of `kind`
    return made_of(ReaderWriter, f"ReaderWriter({network.__name__})", layers, **own)
