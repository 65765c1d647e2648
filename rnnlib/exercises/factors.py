"""Numbers that are off by a factor which depends on the sizes of the case: by 1/T, by 2/(B·n_f)."""

from itertools import combinations
from math import prod

import numpy as np

from rnnlib.exercises.compare import digits, factor_between

PLAIN = {1.0: "1", 2.0: "2", 0.5: "½", -1.0: "−1", -2.0: "−2"}


def about_factors(question, cases, outcomes, right):
    """A sentence if the results that are wrong are off by one factor in each case; else empty."""
    names = _wrong_names(question, outcomes, right)
    factors = [_factor(question, names, *pair) for pair in zip(outcomes, right, strict=True)]
    if not names or len(cases) < 2 or any(factor is None for factor in factors):
        return ""
    whole = len(names) == len(question.parts)
    what = "every number" if whole else f"every number of {', '.join(names)}"
    if np.allclose(factors, factors[0], rtol=1e-4):
        times = digits(factors[0])
    elif not (
        times := _in_sizes(factors, [_sizes(question, *pair) for pair in _both(cases, right)])
    ):
        numbers = sum(part.size for name in names for part in _parts(question, name, right))
        if numbers < 3 * len(cases):  # one number has always a factor
            return ""
        times = " and ".join(digits(factor) for factor in factors)
        return f"{what} is, case by case, {times} times the expected one"
    return f"{what} is {times} times the expected one"


def _both(cases, right):
    return zip(cases, right, strict=True)


def _parts(question, name, outcomes):
    place = list(question.parts).index(name)
    return [outcome.parts[place] for outcome in outcomes]


def _wrong_names(question, outcomes, right):
    """The results that differ in any case."""
    return [
        name
        for name in question.parts
        if not all(
            np.allclose(a, b, rtol=1e-4, atol=1e-12)
            for a, b in zip(
                _parts(question, name, outcomes), _parts(question, name, right), strict=True
            )
        )
    ]


def _factor(question, names, mine, theirs):
    given, right = (
        np.concatenate([part.ravel() for name in names for part in _parts(question, name, [one])])
        if names
        else np.zeros(0)
        for one in (mine, theirs)
    )
    return factor_between(given, right, 1e-4) if given.size else None


def _sizes(question, arguments, right):
    """The sizes of a case by their names: those of the results, then shapes of arguments."""
    sizes = {}
    for axes, part in zip(question.parts.values(), right.parts, strict=True):
        sizes |= dict(zip(axes, part.shape, strict=False))
    for name, value in zip(question.arguments, arguments, strict=True):
        for axis, size in enumerate(getattr(value, "shape", ())):
            if size not in sizes.values():
                sizes[f"{name}.shape[{axis}]"] = size
    return sizes


def _in_sizes(factors, sizes):
    """The factors of all cases as one expression in their sizes, such as "2/(T · B)"."""
    names = [name for name in sizes[0] if all(name in of for of in sizes)]
    products = [chosen for n in range(4) for chosen in combinations(names, n)]
    fractions = sorted(((a, b) for a in products for b in products), key=lambda f: len(f[0] + f[1]))
    for above, below in fractions:
        if len(above + below) > 3 or set(above) & set(below):
            continue
        values = [prod(of[n] for n in above) / prod(of[n] for n in below) for of in sizes]
        for number, text in PLAIN.items():
            if np.allclose(factors, np.multiply(number, values), rtol=1e-4):
                return _written(text, above, below)
    return ""


def _written(number, above, below):
    over = " · ".join([number, *above] if number != "1" or not above else above)
    under = " · ".join(below)
    return f"{over}/({under})" if len(below) > 1 else f"{over}/{under}" if below else over
