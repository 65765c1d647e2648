"""Weights on the move: from an `RNN` to PyTorch, Keras and the letters of the textbooks, and back.

What is called what stands in one table, `rnnlib.elsewhere.notations`. Here the arrays are renamed,
turned where the other side keeps them turned, and copied, so that no two networks share memory.
σ and τ are no weights. They do not travel in arrays, so you say them.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

import numpy as np

from rnnlib.cells import RNN
from rnnlib.elsewhere import gated, notations
from rnnlib.elsewhere.gated import SIGMAS
from rnnlib.functions import sigmoid, tanh
from rnnlib.inputs import shapes
from rnnlib.inputs.values import parameters
from rnnlib.views.table import Table


def to_notation(model, name):
    """The parameters of an RNN under the names of `name`: {"Wax": array, …}, all of them copies.

    Where there are two biases, b becomes the first and the second is zero.
    Raises TypeError for a model that is no `RNN`, ValueError for an unknown name.
    """
    row = notations.notation(name)
    shapes.ask(model, "be converted")
    arrays = {}
    for letter, array in parameters(model).items():
        first, *second = row.names[letter]
        if array.ndim == 2:
            arrays[first] = np.array(array.T if row.n_out_first else array, order="C")
        else:
            arrays[first] = np.array(array[:, None] if row.columns else array)
        arrays |= {other: np.zeros_like(arrays[first]) for other in second}
    return arrays


def from_notation(arrays, name, *, sigma=tanh, tau=sigmoid):
    """An RNN from arrays under the names of `name`; two biases are added: b = b₁ + b₂.

    `arrays` is a mapping; names that the notation does not have are refused.
    Raises ValueError for a missing or foreign name and for a wrong shape, in the other's letters.
    """
    row = notations.notation(name)
    if not isinstance(arrays, Mapping):
        raise TypeError(f"arrays is {type(arrays).__name__}, expected a dict: name -> array")
    wanted = {theirs: letter for letter, names in row.names.items() for theirs in names}
    for problem, those in (
        ("is missing", wanted.keys() - arrays.keys()),
        ("is not part of it", arrays.keys() - wanted.keys()),
    ):
        if those:
            raise ValueError(
                f"{', '.join(map(str, sorted(those, key=str)))} {problem}: {name} has "
                f"{', '.join(wanted)}"
            )
    given = {theirs: shapes.numbers(theirs, arrays[theirs]) for theirs in wanted}
    _check(row, given)
    found = {}
    for theirs, letter in wanted.items():
        array = given[theirs]
        array = array.reshape(-1) if letter in "bc" else array.T if row.n_out_first else array
        found[letter] = found[letter] + array if letter in found else np.array(array, order="C")
    return RNN(**found, sigma=sigma, tau=tau)


def _check(row, given):
    """Raise ValueError at the first array whose shape is not the other's."""
    n_z = given[row.V].shape[-1] if given[row.V].ndim else 0
    _matrix(row, row.W, given[row.W].shape, ("n_x", n_z))
    _matrix(row, row.V, given[row.V].shape, (n_z, n_z))
    _matrix(row, row.U, given[row.U].shape, (n_z, "n_f"))
    n_f = given[row.U].shape[0 if row.n_out_first else 1]
    for name, n in [*((name, n_z) for name in row.b), (row.c, n_f)]:
        shape = given[name].shape
        if shape != (n,) and not (row.columns and shape == (n, 1)):
            two = "; these are two biases in one array: add its rows" if shape == (2, n) else ""
            _wrong(row, name, shape, f"({n}, 1)" if row.columns else f"({n},)", two)


def _matrix(row, name, shape, sizes):
    """Raise ValueError unless a weight fits `sizes`, (n_in, n_out); a name stands for any size."""

    def fits(shape):
        pairs = zip(shape, sizes, strict=True)
        return all(isinstance(n, str) or n == given for given, n in pairs)

    sizes = sizes[::-1] if row.n_out_first else sizes
    if len(shape) == 2 and fits(shape):
        return
    order = "(n_out, n_in)" if row.n_out_first else "(n_in, n_out)"
    turned = len(shape) == 2 and fits(shape[::-1])
    hint = f"; write {name}.T, a weight is {order} there" if turned else ""
    _wrong(row, name, shape, f"({sizes[0]}, {sizes[1]})", hint)


def _wrong(row, name, shape, expected, hint):
    raise ValueError(
        f"{name} has shape {shape}, expected {expected} in the notation of {row.name}{hint}"
    )


def translation(what="letters"):
    """A table of all notations: who writes what, or what="formulas", one step as typed there.

    Raises ValueError for another `what`.
    """
    if what == "letters":
        caption = "One network, many letters. The head has ours."
        return Table(caption, notations.LETTERS, tuple(notations.letters()))
    if what == "formulas":
        caption = "One step, and how the arrays lie in memory."
        return Table(caption, notations.FORMULAS, tuple(notations.formulas()))
    raise ValueError(f'what = {what!r}, expected "letters" or "formulas"')


# --- Keras: lists of arrays ------------------------------------------------------------------


def to_keras(model):
    """What `set_weights` takes: (list for the recurrent layer, list for the Dense layer).

    An RNN becomes a SimpleRNN, a `GRU` and an `LSTM` theirs, a `Bidirectional` both lists in one.
    """
    if "be converted" not in getattr(model, "can", ()):
        return gated.to_keras(model)
    arrays = list(to_notation(model, "Keras SimpleRNN").values())
    W, V, b, U, c = arrays
    return [W, V, b], [U, c]


def from_keras(recurrent, dense, *, sigma=tanh, tau=sigmoid):
    """A network from the lists that `get_weights()` of a recurrent and of a Dense layer give.

    The shapes say which it is: SimpleRNN, GRU or LSTM; six arrays are both directions of one.
    Raises ValueError for a list of another length, as of a layer without a bias.
    """
    shape = np.shape(recurrent[1]) if len(recurrent) > 1 else ()
    square = len(shape) == 2 and shape[0] == shape[1]
    if len(dense) == 2 and (len(recurrent) == 6 or (len(recurrent) == 3 and not square)):
        return gated.from_keras(recurrent, dense, sigma=sigma, tau=tau)
    for name, arrays, n in (("SimpleRNN", recurrent, 3), ("Dense", dense, 2)):
        if len(arrays) != n:
            raise ValueError(
                f"the weights of the {name} are {len(arrays)} arrays, expected {n}; a layer "
                "without a bias gets one of zeros: np.zeros(units)"
            )
    row = notations.notation("Keras SimpleRNN")
    names = (row.W, row.V, *row.b, row.U, row.c)
    arrays = dict(zip(names, (*recurrent, *dense), strict=True))
    return from_notation(arrays, row.name, sigma=sigma, tau=tau)


# --- PyTorch: modules ------------------------------------------------------------------------


def to_torch(model, *, cell=False):
    """(torch.nn.RNN, torch.nn.Linear) with the weights of an RNN; with `cell` an RNNCell.

    A `GRU` becomes a torch.nn.GRU, an `LSTM` a torch.nn.LSTM, a `Stacked` one with num_layers, a
    `Bidirectional` one with bidirectional=True.
    The Linear layer gives the score s = c + Uᵀz, not f = τ(s): PyTorch's losses take the score.
    Raises ValueError for a σ that PyTorch's RNN cannot have, ImportError where PyTorch is missing.
    """
    torch = _torch()
    if "be converted" not in getattr(model, "can", ()):
        return gated.to_torch(model, torch)
    arrays = to_notation(model, _row(cell))
    if model.sigma.name not in SIGMAS:
        raise ValueError(
            f"sigma = {model.sigma}: torch.nn.RNN has {' and '.join(SIGMAS)} only; for another σ "
            "write the step yourself"
        )
    (n_x, n_z), n_f = model.W.shape, len(model.c)
    make = torch.nn.RNNCell if cell else torch.nn.RNN
    dtype = getattr(torch, str(model.dtype))
    recurrent = make(n_x, n_z, nonlinearity=model.sigma.name, dtype=dtype)
    linear = torch.nn.Linear(n_z, n_f, dtype=dtype)
    for module in (recurrent, linear):
        module.load_state_dict({k: torch.from_numpy(arrays[k]) for k in module.state_dict()})
    return recurrent, linear


def _torch():
    try:
        import torch
    except ImportError:
        raise ImportError(
            "PyTorch is not installed, and the course does not need it; to install it, run in a "
            "notebook: %pip install torch"
        ) from None
    return torch


class TorchRNN(RNN):
    """An `RNN` that comes from PyTorch, where whole numbers are never taken for words."""

    numbered: ClassVar[bool] = False
    can: ClassVar[frozenset] = RNN.can
    backward = RNN.backward  # its step is that of `RNN`


def from_torch(recurrent, linear, *, tau=sigmoid, embedding=None):
    """An RNN from a torch.nn.RNN or RNNCell and the torch.nn.Linear that reads its states.

    From a GRU or LSTM comes a `GRU` or `LSTM`, from num_layers > 1 a `Stacked`, from both
    directions a `Bidirectional`.
    σ is the module's own, tanh or relu; its two biases are added. Without biases, b or c is zero.
    embedding is the torch.nn.Embedding that stands before them, if there is one. Word i is row E[i]
    there, so W becomes E W, and the RNN reads words (n_x is their number). Without it the model
    reads vectors only, as it did there: numbers of words are refused.
    Raises TypeError for other modules, ValueError for layers that read in both directions.
    """
    kind = type(recurrent).__name__
    if kind.removesuffix("Cell") not in [row.name for row in gated.GATES]:
        known = ", ".join(f"{row.name}, {row.name}Cell" for row in gated.GATES)
        raise TypeError(f"recurrent is {kind}, expected one of torch.nn: {known}")
    if type(linear).__name__ != "Linear":
        raise TypeError(f"linear is {type(linear).__name__}, expected torch.nn.Linear")
    one = getattr(recurrent, "num_layers", 1) == 1 and not getattr(recurrent, "bidirectional", 0)
    if kind not in ("RNN", "RNNCell") or not one:
        E = None if embedding is None else _rows(embedding, recurrent.input_size)
        return gated.from_torch(recurrent, linear, tau, E)
    row = notations.notation(_row(kind == "RNNCell"))
    found = {**recurrent.state_dict(), **linear.state_dict()}
    arrays = {name: tensor.detach().cpu().numpy().copy() for name, tensor in found.items()}
    for weight, biases in ((row.V, row.b), (row.U, (row.c,))):
        for name in biases:  # a module made with bias=False has none
            arrays.setdefault(name, np.zeros(len(arrays[weight]), arrays[weight].dtype))
    model = from_notation(arrays, row.name, sigma=SIGMAS[recurrent.nonlinearity], tau=tau)
    if embedding is None:
        return TorchRNN(**parameters(model), sigma=model.sigma, tau=model.tau)
    return replace(model, W=_rows(embedding, model.W.shape[0]) @ model.W)


def _rows(embedding, n_x):
    """The rows E of a torch.nn.Embedding, one for each word, (number of words, n_x)."""
    if type(embedding).__name__ != "Embedding":
        kind = type(embedding).__name__
        raise TypeError(f"embedding is {kind}, expected the torch.nn.Embedding before the RNN")
    if embedding.max_norm is not None:
        raise ValueError("max_norm is set, which shortens rows when they are read: use None")
    E = embedding.weight.detach().cpu().numpy().copy()
    if E.shape[1] != n_x:
        raise ValueError(
            f"embedding has vectors of {E.shape[1]} numbers, but the RNN reads n_x = {n_x}; give "
            "the one that stands before this RNN"
        )
    return E


def _row(cell):
    return "PyTorch nn.RNNCell" if cell else "PyTorch nn.RNN"
