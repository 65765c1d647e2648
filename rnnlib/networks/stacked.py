"""Layers: each network reads the states of the one below it, at the same step. Lesson 15.

    Two = Stacked.of(GRU, GRU)
    model = Two.initialise(n_x, n_z, n_f, rng=rng)

Layer 0 reads x[t], layer 1 reads what layer 0 shows at step t, and so on; the output is read from
the highest. The state lies in one row: that of layer 0, then that of layer 1, …. Every layer has
n_z units. W_u_0 is W_u of layer 0.

Source: Graves, Mohamed, Hinton (2013), "Speech recognition with deep recurrent neural networks".
"""

from functools import cache
from typing import ClassVar

import numpy as np

from rnnlib.cells import Network, formula
from rnnlib.functions import Activation, sigmoid, tanh
from rnnlib.inputs.values import weight
from rnnlib.networks.layers import can_be_a_layer, layer, made_of, marked


class Stacked(Network):
    """Layers on top of each other: at step t each reads what the one below shows there."""

    U: np.ndarray = weight("n_z", "n_f")  # highest layer -> output
    c: np.ndarray = weight("n_f")
    sigma: Activation = tanh
    tau: Activation = sigmoid

    kinds: ClassVar[tuple] = ()  # the classes of the layers, the lowest first

    @classmethod
    def of(cls, *networks: type[Network]) -> "type[Stacked]":
        """The class of stacks with these layers, the lowest first: Stacked.of(GRU, GRU)."""
        return _stack(networks)

    @property
    def layers(self):
        """The layers by their marks, "_0", "_1", …; they share their arrays with this network."""
        marks = {f"_{k}": network for k, network in enumerate(self.kinds)}
        return {mark: layer(self, network, mark) for mark, network in marks.items()}

    @property
    def state_size(self):
        """The states of all layers."""
        return sum(layer.state_size for layer in self.layers.values())

    def spoken(self, z):
        """What the highest layer shows."""
        highest = self.layers[f"_{len(self.kinds) - 1}"]
        return highest.spoken(z[..., -highest.state_size :])

    def step(self, x, z):
        """One time step of all layers, from the lowest to the highest."""
        states, start = [], 0
        for each in self.layers.values():
            end = start + each.state_size
            states.append(formula(each)(x, z[..., start:end]))
            x, start = each.spoken(states[-1]), end
        return np.concatenate(states, axis=-1)

    @classmethod
    def initialise(cls, n_x, n_z, n_f, *, rng, dtype=np.float64, **activations):
        """Every layer as it is on its own; layers above the lowest read n_z numbers."""
        arrays = {}
        for k, network in enumerate(cls.kinds):
            each = network.initialise(n_z if k else n_x, n_z, n_f, rng=rng, dtype=dtype)
            arrays |= marked(each, f"_{k}")
        return cls(**arrays, U=each.U, c=each.c, **activations)


@cache  # the same layers are the same class, however often one asks
def _stack(networks):
    call = "Stacked.of(GRU, GRU)"
    if not networks:
        raise TypeError(f"a stack needs at least one layer: {call}")
    for network in networks:
        can_be_a_layer(network, call)
    layers = [(network, f"_{k}", {"n_x": "n_z"} if k else {}) for k, network in enumerate(networks)]
    name = f"Stacked({', '.join(network.__name__ for network in networks)})"
    return made_of(Stacked, name, layers, kinds=networks)
