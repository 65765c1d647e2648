"""What learners get wrong, each as a runnable wrong variant with its explanation.

One page for each exercise. To add a misconception: a `Mistake` with the edit that makes it, what
to say, and one experiment. Then `python course.py test tests/rnnlib/exercises/test_misconceptions.py` tells whether
it can be told from all others.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules


@cache
def all_mistakes():
    """Every misconception, in the order of the exercises: a tuple of `Mistake`."""
    pages = sorted(name for _, name, _ in iter_modules(__path__) if name.startswith("e"))
    return tuple(m for page in pages for m in import_module(f"{__name__}.{page}").MISTAKES)


def mistakes_in(question):
    """The misconceptions of one question."""
    return tuple(mistake for mistake in all_mistakes() if mistake.question is question)
