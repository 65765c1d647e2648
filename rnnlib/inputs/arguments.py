"""What comes in and is no array: a random generator, a share."""

import numpy as np


def generator(rng: object, or_none: bool = False) -> None:
    """Raise TypeError unless `rng` is a random generator (or None, where that may be)."""
    if isinstance(rng, np.random.Generator) or (or_none and rng is None):
        return
    whole = isinstance(rng, (int, np.integer)) and not isinstance(rng, bool)
    seed = rng if whole and rng >= 0 else 0
    raise TypeError(
        f"rng is {rng!r}, expected a random generator: write rng=np.random.default_rng({seed})"
    )


def share(name: str, value: float) -> None:
    """Raise ValueError unless `value` lies between 0 and 1, both left out."""
    if not 0 < value < 1:
        raise ValueError(f"{name} = {value}, expected a share between 0 and 1, such as 0.2")
