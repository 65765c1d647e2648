"""Networks that are made of networks: whose parameters they have, and under which names.

A layer is a network without its output. Its parameters get a mark, so that two layers can lie in
one network: W_u of the first layer is W_u_0, V of the layer that reads backward is V_back.
"""

from dataclasses import fields
from inspect import isclass
from typing import Any

import numpy as np

from rnnlib.functions import identity
from rnnlib.inputs.values import weight

HEAD = ("U", "c")


def made_of(base, name, layers, **told):
    """A class of networks like `base` with the parameters of its layers: (network, mark, axes).

    `axes` renames axes of that layer, {"n_x": "n_z"} where it reads the states of another one.
    """
    found: dict[str, Any] = {}
    for network, mark, axes in layers:
        for letter, names in body(network).items():
            found[letter + mark] = weight(*(axes.get(axis, axis) for axis in names))
    types = dict.fromkeys(found, np.ndarray)
    said = {"__annotations__": types, "__module__": base.__module__, "__doc__": base.__doc__}
    return type(name, (base,), found | said | told)


def body(network):
    """The parameters of a network without those of its output: name -> axes."""
    return {name: axes for name, axes in network.sizes.items() if name not in HEAD}


def layer(model, network, mark):
    """One layer taken out: a network that shares the arrays of `model`, its output is its state."""
    said = {f.name: f.default for f in fields(network) if f.name not in network.sizes}
    said |= {name: v for name, v in (("sigma", model.sigma), ("tau", identity)) if name in said}
    arrays = {name: getattr(model, name + mark) for name in body(network)}
    found = object.__new__(network)  # the arrays may be values that are being recorded
    vars(found).update(said, **arrays)
    n_z = found.n("n_z")
    vars(found).update(U=np.eye(n_z, dtype=model.dtype), c=np.zeros(n_z, model.dtype))
    return found


def marked(network, mark):
    """The parameters of a network as they are called in one that it is a layer of."""
    return {name + mark: getattr(network, name) for name in body(network)}


def can_be_a_layer(network, call):
    """TypeError unless this is a class of networks that goes step by step from state to state."""
    if not isclass(network) or not getattr(network, "sizes", None):
        raise TypeError(f"got {network!r}, expected a class of networks such as GRU: {call}")
    if network.heard != "z" or network.reads != "sequences" or not network.packs:
        raise TypeError(
            f"{network.__name__} cannot be a layer: a layer reads a sequence and hears only its "
            f"own last state, as RNN, GRU and LSTM do: {call}"
        )
