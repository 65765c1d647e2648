"""What the exercises ask for: right answers, the cases they are tried on, and hints.

One page for each exercise. Whoever wants to solve an exercise should not read these pages first.
"""

import difflib
from functools import cache
from importlib import import_module
from pkgutil import iter_modules


@cache
def exercises():
    """Every exercise by its name: {"E01": Exercise, …}, in order."""
    pages = sorted(name for _, name, _ in iter_modules(__path__) if name[1:].isdecimal())
    found = [import_module(f"{__name__}.{page}").EXERCISE for page in pages]
    return {exercise.name: exercise for exercise in found}


def find(name):
    """The exercise or the question of this name, "E03" or "E03.run".

    Raises ValueError for an unknown name, with the nearest ones.
    """
    known = exercises() | {q.name: q for e in exercises().values() for q in e.questions}
    if name not in known:
        near = difflib.get_close_matches(str(name), known, n=3, cutoff=0.4)
        raise ValueError(f"there is no {name!r}; there are {', '.join(near or exercises())}")
    return known[name]
