"""Two networks read one sequence, one forward, one backward; the output reads both. Lesson 15.

    Both = Bidirectional.of(GRU)
    model = Both.initialise(n_x, n_z, n_f, rng=rng)

    z[t] = (forward z[t], backward z[t])      forward has read x[0] … x[t], backward x[T−1] … x[t]
    f[t] = τ(c + Uᵀz[t])                      so f[t] knows the whole sequence

This is allowed where the whole sequence is known before the first answer: a sentence that is
labelled word by word, a recording. It is not where x[t+1] is not there yet or is what is asked for:
a forecast, or the next word. So such a network has no step of its own, and `generate` refuses it.

read="last" reads what both know at their ends: the forward state of step T−1 and the backward state
of step 0. (The last row of what PyTorch returns is another thing: there, backward has read one
word.) `*_back` are the parameters of the network that reads backward.

Source: Schuster, Paliwal (1997), "Bidirectional recurrent neural networks".
"""

from functools import cache
from typing import Any, ClassVar

import numpy as np

from rnnlib.cells import Network
from rnnlib.functions import Activation, sigmoid, tanh
from rnnlib.inputs.values import weight
from rnnlib.networks.layers import can_be_a_layer, layer, made_of, marked


class Bidirectional(Network):
    """A network that reads forward, one that reads backward, and an output that reads both."""

    U: np.ndarray = weight("n_both", "n_f")  # both -> output, n_both = 2 n_z
    c: np.ndarray = weight("n_f")
    sigma: Activation = tanh
    tau: Activation = sigmoid

    packs: ClassVar[bool] = False
    kind: ClassVar[type] = Network  # the class of both networks

    @classmethod
    def of(cls, network: Any) -> "type[Bidirectional]":
        """The class of pairs of such networks: Bidirectional.of(GRU)."""
        return _both(network)

    @property
    def layers(self):
        """Both networks by their marks: "" reads forward, "_back" backward."""
        return {"": self.ahead, "_back": self.back}

    @property
    def ahead(self):
        """The network that reads forward; it shares its arrays with this one."""
        return layer(self, self.kind, "")

    @property
    def back(self):
        """The network that reads backward."""
        return layer(self, self.kind, "_back")

    @property
    def state_size(self):
        """The states of both."""
        return 2 * self.ahead.state_size

    def _two(self, z):
        n = self.ahead.state_size
        return z[..., :n], z[..., n:]

    def spoken(self, z):
        """What both show."""
        ahead, back = self._two(z)
        return np.concatenate([self.ahead.spoken(ahead), self.back.spoken(back)], axis=-1)

    def at_the_end(self, states):
        """Each network at the end of its own way: forward at step T−1, backward at step 0."""
        return np.concatenate([self._two(states[-1])[0], self._two(states[0])[1]], axis=-1)

    def unroll(self, x, z, told=None):
        """Both runs, then yield (x[t], z[t], None) for each t. z is what both begin with."""
        ahead, back = self._two(z)
        x = list(x)
        ahead = [state for _, state, _ in self.ahead.unroll(x, ahead)]
        back = [state for _, state, _ in self.back.unroll(x[::-1], back)][::-1]
        for x_t, *both in zip(x, ahead, back, strict=True):
            yield x_t, np.concatenate(both, axis=-1), None

    def step(self, x, z):
        """There is none: half of the state comes from words that were not read yet."""
        raise TypeError(f"a {type(self).__name__} has no single step: it {_NEEDS}")

    def writes(self, x, z_init=None):
        """Refused: what it would read next, it would have to know already."""
        raise ValueError(f"a {type(self).__name__} cannot write on: it {_NEEDS}")

    @classmethod
    def initialise(cls, n_x, n_z, n_f, *, rng, dtype=np.float64, **activations):
        """Both networks as they are on their own, each with a U of its own, one above the other."""
        two = [cls.kind.initialise(n_x, n_z, n_f, rng=rng, dtype=dtype) for _ in range(2)]
        arrays = marked(two[0], "") | marked(two[1], "_back")
        U = np.concatenate([net.U for net in two]) / np.sqrt(2).astype(dtype)
        return cls(**arrays, U=U, c=two[0].c, **activations)


_NEEDS = "reads backward as well, so it needs the whole sequence; a GRU or an RNN goes step by step"


@cache
def _both(network: Any) -> Any:
    can_be_a_layer(network, "Bidirectional.of(GRU)")
    layers: list = [(network, "", {}), (network, "_back", {})]
    return made_of(Bidirectional, f"Bidirectional({network.__name__})", layers, kind=network)
