"""A network is a value: its parameters by name, and another network with other parameters."""

from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np


def weight(*axes: str) -> Any:
    """A field that is learned, with the names of its axes: W: np.ndarray = weight("n_x", "n_z").

    x has the axis n_x, the state n_z, the output n_f; other names may be used for other sizes.
    """
    return field(metadata={"axes": axes})


def parameters(model) -> dict[str, np.ndarray]:
    """The arrays of a model by name, in the order of its fields: {"W": …, "V": …, …}."""
    return {f.name: getattr(model, f.name) for f in fields(model) if f.name in model.sizes}


def count(model) -> int:
    """How many numbers a model learns. It does not depend on the length of any sentence."""
    return sum(array.size for array in parameters(model).values())


def with_parameters(model, arrays):
    """A model of the same class and activations with other parameters, {"W": …, …}."""
    return replace(model, **arrays)


def gradient_of(model, arrays):
    """A gradient as a model of the same class, from arrays that the library itself computed.

    They have the shapes and the precision of the model's own, so nothing is checked again: for a
    small network the checks would cost as much as the products.
    """
    gradient = object.__new__(type(model))
    vars(gradient).update(vars(model), **arrays)
    return gradient


def orthogonal(n, rng):
    """A random orthogonal matrix (n, n), every one of them equally likely (Mezzadri, 2007)."""
    Q, R = np.linalg.qr(rng.normal(size=(n, n)))
    return Q * np.sign(np.diag(R))  # without the signs, some of them would be more likely


@dataclass(frozen=True, eq=False)
class Given:
    """What comes into a run, checked and in one form."""

    x: object  # (T, B, n_x), vectors or words: what is read step by step; () where nothing is
    first: np.ndarray | None = None  # (B, n): what step 0 hears in place of an earlier step
    told: np.ndarray | None = None  # (S, B, n_f): right answers that are read as inputs
    seen: np.ndarray | None = None  # (B, n_x): one vector that is looked at, for those who do
    bare: bool = False  # it came without the axis B
