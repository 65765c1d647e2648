"""Gates on the move: GRU, LSTM, layers and both directions, to PyTorch and Keras and back.

Both lay the matrices of all gates side by side, each in an order of its own. These are the traps:

                  order in PyTorch     order in Keras       what else
    GRU           r, u, new            u, r, new            u has the other sign there: it says how
                                                            much is kept, ours how much becomes new
    LSTM          i, f, new, o         i, f, new, o         k is called the cell state c

PyTorch has two biases, which are added, except in the GRU's `new`, where r multiplies the second:
our b_V. Keras' GRU has both as the two rows of one array; with reset_after=False it has one bias,
and r is multiplied before V: our reset="before".
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from rnnlib.cells import RNN
from rnnlib.functions import relu, tanh
from rnnlib.networks.bidirectional import Bidirectional
from rnnlib.networks.gru import GRU
from rnnlib.networks.lstm import LSTM
from rnnlib.networks.stacked import Stacked

SIGMAS = {"tanh": tanh, "relu": relu}  # what torch.nn.RNN can be


@dataclass(frozen=True)
class Gates:
    """How others lay the gates of one cell: the endings of W_u, W_r and W in their order."""

    cell: type
    torch: tuple
    keras: tuple
    turned: tuple = ()  # these have the other sign there

    @property
    def name(self):
        """What the cell is called, here and there."""
        return self.cell.__name__

    def side_by_side(self, net, order):
        """(W, V, b, second b) of a cell as the others lay them: (n_in, gates n_z), (gates n_z,)."""

        def all_of(letter):
            signed = [self.sign(end) * getattr(net, letter + end) for end in order]
            return np.concatenate(signed, axis=-1)

        second = {"": net.b_V} if "b_V" in net.sizes else {}
        second = [second.get(end, np.zeros_like(net.b)) for end in order]
        return all_of("W"), all_of("V"), all_of("b"), np.concatenate(second)

    def apart(self, order, *arrays):
        """What `side_by_side` has put together: the parameters of our cell by name."""
        found = {}
        cuts = (np.split(array, len(order), axis=-1) for array in arrays)
        for end, W, V, b, second in zip(order, *cuts, strict=True):
            if "b_V" in self.cell.sizes and end == "":
                found["b_V"] = second
            else:
                b = b + second
            arrays = {"W": W, "V": V, "b": b}
            found |= {letter + end: self.sign(end) * array for letter, array in arrays.items()}
        return {name: np.array(array, order="C") for name, array in found.items()}

    def sign(self, end):
        """−1 where the gate says there how much is kept, and here how much is not."""
        return -1 if end in self.turned else 1


GATES = (
    Gates(RNN, torch=("",), keras=("",)),
    Gates(GRU, torch=("_r", "_u", ""), keras=("_u", "_r", ""), turned=("_u",)),
    Gates(LSTM, torch=("_i", "_f", "", "_o"), keras=("_i", "_f", "", "_o")),
)


def gates_of(layers):
    """The row for these layers, all of one kind; None where the others have no such cell."""
    steps = {type(net).step for net in layers.values()}
    return next((row for row in GATES if steps == {row.cell.step}), None)


# --- PyTorch ---------------------------------------------------------------------------------


def _suffix(mark):
    """The end of PyTorch's names for the layer that we mark: l0, l0_reverse, l1, …."""
    return {"": "l0", "_back": "l0_reverse"}.get(mark, f"l{mark[1:]}")


def to_torch(model, torch):
    """(recurrent module, torch.nn.Linear) with the weights of `model`."""
    layers = getattr(model, "layers", {})
    row = gates_of(layers)
    if row is None:
        known = ", ".join(row.name for row in GATES)
        raise TypeError(
            f"model is a {type(model).__name__}, expected {known}, or layers of one of them: "
            "PyTorch has no module with its very step, so it cannot be converted"
        )
    if getattr(model, "reset", "after") != "after":
        raise ValueError('reset = "before": torch.nn.GRU resets after V only')
    if model.sigma.name not in (SIGMAS if row.cell is RNN else ("tanh",)):
        raise ValueError(f"sigma = {model.sigma}: torch.nn.{row.name} cannot have it")
    options = {"nonlinearity": model.sigma.name} if row.cell is RNN else {}
    dtype, both = getattr(torch, str(model.dtype)), "_back" in layers
    options |= {"num_layers": 1 if both else len(layers), "bidirectional": both, "dtype": dtype}
    recurrent = getattr(torch.nn, row.name)(model.n("n_x"), model.n("n_z"), **options)
    linear = torch.nn.Linear(*model.U.shape, dtype=dtype)
    theirs = {"weight": model.U.T, "bias": model.c}
    for mark, net in layers.items():
        W, V, b, second = row.side_by_side(net, row.torch)
        names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        for name, array in zip(names, (W.T, V.T, b, second), strict=True):
            theirs[f"{name}_{_suffix(mark)}"] = array
    for module in (recurrent, linear):
        state = {k: torch.from_numpy(np.array(theirs[k], order="C")) for k in module.state_dict()}
        module.load_state_dict(state)
    return recurrent, linear


def from_torch(recurrent, linear, tau, E=None):
    """Our network from a module with gates, layers or both directions, and its Linear.

    E are the rows of an embedding before it: then the network reads words.
    """
    kind = type(recurrent).__name__.removesuffix("Cell")
    row = next(row for row in GATES if row.name == kind)
    count, both = getattr(recurrent, "num_layers", 1), getattr(recurrent, "bidirectional", False)
    if count > 1 and both:
        raise ValueError(
            f"num_layers = {count} and bidirectional = True: a layer of ours that reads backward "
            "cannot have another one above it; use one of the two"
        )
    if getattr(recurrent, "proj_size", 0):
        raise ValueError(f"proj_size = {recurrent.proj_size}, expected 0: our LSTM shows all of h")
    found = {**recurrent.state_dict(), **linear.state_dict()}
    found = {name: tensor.detach().cpu().numpy().copy() for name, tensor in found.items()}
    found.setdefault("bias", np.zeros(len(found["weight"]), found["weight"].dtype))
    marks = ("", "_back") if both else [f"_{k}" for k in range(count)] if count > 1 else ("",)
    arrays = {"U": found["weight"].T, "c": found["bias"]}
    for mark in marks:
        end = "" if type(recurrent).__name__.endswith("Cell") else f"_{_suffix(mark)}"
        W, V = (found[f"weight_{way}{end}"].T for way in ("ih", "hh"))
        W = E @ W if E is not None and mark in ("", "_back", "_0") else W
        none = np.zeros(W.shape[1], W.dtype)  # a module made with bias=False has none
        biases = [found.get(f"bias_{way}{end}", none) for way in ("ih", "hh")]
        cell = row.apart(row.torch, W, V, *biases)
        arrays |= {name + mark: array for name, array in cell.items()}
    make = Bidirectional.of(row.cell) if both else row.cell
    make = Stacked.of(*[row.cell] * count) if count > 1 else make
    sigma = SIGMAS[getattr(recurrent, "nonlinearity", "tanh")]
    make = make if E is not None else without_numbers(make)
    return make(**arrays, sigma=sigma, tau=tau)


@cache
def without_numbers(network):
    """The same network, but whole numbers are never taken for words, as in PyTorch."""
    same = {"numbered": False, "can": network.can, "backward": network.backward}
    return type(network.__name__, (network,), same | {"__module__": network.__module__})


# --- Keras -----------------------------------------------------------------------------------


def to_keras(model):
    """(list for the layer, list for the Dense layer), as `set_weights` takes them."""
    layers = getattr(model, "layers", {})
    row = gates_of(layers)
    if row is None or "_0" in layers:
        raise TypeError(
            f"model is a {type(model).__name__}, expected one layer that Keras has: RNN, GRU, LSTM,"
            " or both directions of one of them; of a stack give the layers one by one: "
            "to_keras(model.layers[...])"
        )
    lists = []
    for net in layers.values():
        W, V, b, second = row.side_by_side(net, row.keras)
        two = row.cell is GRU and getattr(model, "reset", "after") == "after"
        lists += [W, V, np.stack([b, second]) if two else b + second]
    return lists, [np.array(model.U), np.array(model.c)]


def from_keras(recurrent, dense, *, sigma, tau):
    """Our network from the lists of a GRU or an LSTM of Keras, or of both directions of one."""
    kernel, V = (np.asarray(array) for array in recurrent[:2])
    row = next((row for row in GATES if V.shape[-1:] == (len(row.keras) * len(V),)), None)
    if row is None or kernel.shape[-1:] != V.shape[-1:]:
        raise ValueError(
            f"kernel and recurrent_kernel have shapes {kernel.shape} and {V.shape}, expected "
            "(n_x, k units) and (units, k units) with k = 1, 3 or 4: SimpleRNN, GRU or LSTM"
        )
    U, c = dense
    arrays, options = {"U": U, "c": c}, {}
    for mark, start in zip(("", "_back"), range(0, len(recurrent), 3), strict=False):
        W, V, b = (np.asarray(array) for array in recurrent[start : start + 3])
        if row.cell is GRU and b.ndim == 1:
            options = {"reset": "before"}
        b, second = b if b.ndim == 2 else (b, np.zeros_like(b))
        arrays |= {name + mark: a for name, a in row.apart(row.keras, W, V, b, second).items()}
    make = Bidirectional.of(row.cell) if len(recurrent) == 6 else row.cell
    return make(**arrays, sigma=sigma, tau=tau, **options)
