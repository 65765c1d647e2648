"""What comes in beside the sequences of a network: a random generator, a share, a series."""

import numpy as np

from rnnlib.inputs import shapes


def generator(rng: object, or_none: bool = False) -> None:
    """Raise TypeError unless `rng` is a random generator (or None, where that may be)."""
    if isinstance(rng, np.random.Generator) or (or_none and rng is None):
        return
    seed = 0
    if isinstance(rng, (int, np.integer)) and not isinstance(rng, bool) and rng >= 0:
        seed = int(rng)
    raise TypeError(
        f"rng is {rng!r}, expected a random generator: write rng=np.random.default_rng({seed})"
    )


def share(name: str, value: float) -> None:
    """Raise ValueError unless `value` lies between 0 and 1, both left out."""
    if not 0 < value < 1:
        raise ValueError(f"{name} = {value}, expected a share between 0 and 1, such as 0.2")


def one_of(name: str, value: object, choices: tuple) -> None:
    """Raise ValueError unless `value` is one of the choices."""
    if value not in choices:
        raise ValueError(f"{name} = {value!r}, expected {' or '.join(map(repr, choices))}")


def series(name: str, values: object) -> np.ndarray:
    """Return numbers in time, (T,), as floats; ValueError for other axes, or where one is NaN."""
    array = shapes.numbers(name, values).astype(float, copy=False)
    if array.ndim != 1:
        one_axis = array.size == max(array.shape, default=0)
        hint = f": write {flat(name, values, array)}" if one_axis else ""
        raise ValueError(f"{name} has shape {array.shape}, expected one axis, (T,){hint}")
    return shapes.finite(name, array, ("t",))


def flat(name: str, values: object, array: np.ndarray) -> str:
    """The code that makes one axis of an array."""
    return f"{shapes.as_array(name, values)}.reshape(-1)" if array.ndim else f"[{name}]"
