"""Values that note what is done to them, and how a gradient goes back through each operation."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from rnnlib.functions import tanh
from rnnlib.inputs.one_hot import StandIn


@dataclass(frozen=True, eq=False)
class Node(StandIn):
    """One value of the computation: what it is, which operation made it, and from what."""

    value: np.ndarray
    tape: list = field(repr=False)  # all nodes of one recording, in the order they came
    operation: str = "given"  # "given", "@", "+", "-", "*", "[t]", …, the name of σ, τ or the loss
    parents: tuple = ()
    back: Callable | None = field(default=None, repr=False)  # dL/dvalue -> dL/dparent, for each

    def __post_init__(self):
        self.tape.append(self)

    def __matmul__(self, other):
        return _matmul(self, other)

    def __rmatmul__(self, other):
        return _matmul(other, self)

    def __add__(self, other):
        return _add(self, other)

    def __radd__(self, other):
        return _add(other, self)

    def __sub__(self, other):
        return _subtract(self, other)

    def __rsub__(self, other):
        return _subtract(other, self)

    def __mul__(self, other):
        return _multiply(self, other)

    def __rmul__(self, other):
        return _multiply(other, self)

    def __neg__(self):
        return _subtract(0, self)

    def __array_ufunc__(self, function, method, *values, **options):
        """NumPy comes here for `array @ node`, and for np.tanh(node)."""
        operation = OPERATIONS.get(function.__name__)
        if operation is None or method != "__call__" or options:
            raise TypeError(
                f"np.{function.__name__} met a value that is being recorded, whose derivative it "
                "does not know; in a step use @, +, -, * and activations such as rnnlib.tanh"
            )
        return operation(*values)

    def __array_function__(self, function, kinds, values, options):
        """NumPy comes here for np.concatenate([h, k], axis=-1), where a state has parts."""
        if function not in FUNCTIONS:
            raise TypeError(
                f"np.{function.__name__} met a value that is being recorded, whose derivative it "
                "does not know; in a step use @, +, -, *, np.concatenate, and activations such as "
                "rnnlib.tanh"
            )
        return FUNCTIONS[function](*values, **options)

    def through(self, sigma):
        """σ(a) of this value a, noted under the name of σ."""
        z = sigma.value(self.value)
        back = lambda g: (sigma.gradient(self.value, z, g),)  # noqa: E731 (as all the others)
        return Node(z, self.tape, sigma.name, (self,), back)

    def __getitem__(self, place):
        """A part of the value: the matrix of step t, where each step has its own."""

        def back(g):
            spread = np.zeros_like(self.value)  # nothing else of it was used here
            spread[place] = g
            return (spread,)

        return Node(self.value[place], self.tape, f"[{place}]", (self,), back)

    @property
    def shape(self):
        """Shape of the value."""
        return self.value.shape

    @property
    def ndim(self):
        """Number of axes of the value."""
        return self.value.ndim

    @property
    def dtype(self):
        """Precision of the value."""
        return self.value.dtype

    def __len__(self):
        return len(self.value)


def _matmul(a, b):
    a, b = _nodes(a, b)
    back = lambda g: (g @ b.value.T, a.value.T @ g)  # noqa: E731 (a line for each derivative)
    return Node(a.value @ b.value, a.tape, "@", (a, b), back)


def _add(a, b):
    a, b = _nodes(a, b)
    back = lambda g: (_sum_to(a.shape, g), _sum_to(b.shape, g))  # noqa: E731
    return Node(a.value + b.value, a.tape, "+", (a, b), back)


def _subtract(a, b):
    a, b = _nodes(a, b)
    back = lambda g: (_sum_to(a.shape, g), _sum_to(b.shape, -g))  # noqa: E731
    return Node(a.value - b.value, a.tape, "-", (a, b), back)


def _multiply(a, b):
    """Number by number, as a gate does it."""
    a, b = _nodes(a, b)
    back = lambda g: (_sum_to(a.shape, g * b.value), _sum_to(b.shape, g * a.value))  # noqa: E731
    return Node(a.value * b.value, a.tape, "*", (a, b), back)


def _concatenate(parts, axis=0):
    """Parts of one state side by side; the gradient is cut where they meet."""
    one = next(part for part in parts if isinstance(part, Node))
    parts = tuple(_nodes(part, one)[0] for part in parts)
    cuts = np.cumsum([part.shape[axis] for part in parts])[:-1]
    value = np.concatenate([part.value for part in parts], axis)
    return Node(value, one.tape, "concatenate", parts, lambda g: np.split(g, cuts, axis))


OPERATIONS: dict[str, Callable] = {
    "matmul": _matmul,
    "add": _add,
    "subtract": _subtract,
    "multiply": _multiply,
}
OPERATIONS["tanh"] = lambda a: a.through(tanh)  # NumPy's own, where a step calls it
FUNCTIONS: dict[Callable, Callable] = {
    np.concatenate: _concatenate,
    np.shape: lambda a: a.shape,
    np.ndim: lambda a: a.ndim,
}


def _nodes(a, b):
    """Both as nodes of one recording; plain numbers and arrays are given values there."""
    one = a if isinstance(a, Node) else b
    return tuple(
        v if isinstance(v, Node) else Node(np.asarray(v, one.dtype), one.tape) for v in (a, b)
    )


def _sum_to(shape, g):
    """What was given to every row (a bias, a number) gets the sum over the rows."""
    g = g.sum(axis=tuple(range(g.ndim - len(shape))))
    once = tuple(i for i, n in enumerate(shape) if n == 1 < g.shape[i])
    return g.sum(axis=once, keepdims=True)
