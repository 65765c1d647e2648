"""Two parts of a data set without a common example: what stands in it twice stays together."""

from collections.abc import Hashable, Sequence

import numpy as np

from rnnlib.inputs import arguments


def cut(
    keys: Sequence[Hashable], fraction: float, rng: np.random.Generator, strata: Sequence = ()
) -> tuple[np.ndarray, np.ndarray]:
    """The places of two parts, in random order: (the rest, `fraction` of them).

    Examples with the same key come into the same part. `strata` has a class for each example:
    both parts keep the shares of the classes; an example that stands in two counts as in the first.
    """
    arguments.generator(rng)
    arguments.share("fraction", fraction)
    first: dict = {}
    for i, key in enumerate(keys):
        first.setdefault(key, i)
    head = np.array([first[key] for key in keys], int)  # the place where each stands first
    size = np.bincount(head, minlength=len(head))
    classes = np.asarray(strata)[head] if len(strata) else np.zeros(len(head))
    parts: tuple[list, list] = ([], [])
    for kind in np.unique(classes):
        places = rng.permutation(np.flatnonzero(classes == kind))
        heads = places[head[places] == places]
        sizes = np.cumsum([0, *size[heads]])
        taken = np.abs(sizes - round(len(places) * fraction)).argmin()
        mine = np.isin(head[places], heads[:taken])
        parts[0].append(places[~mine])
        parts[1].append(places[mine])
    rest, part = (np.concatenate([*found, np.array([], int)]) for found in parts)
    return rest, part
