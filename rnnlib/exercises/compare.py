"""Compare one result with the number, array or text that was expected; say where they differ."""

from itertools import permutations

import numpy as np

from rnnlib.exercises.collect import Unknown
from rnnlib.inputs.shapes import PLACES

TIME = ("T", "S")  # the axes of time: along them results are compared step by step
CALLED = PLACES | {"n_x": "input", "n_z": "unit", "S": "step", "N": "place"}


def about_part(name, axes, given, expected, tolerance, reveal, own=False):
    """A sentence on the first thing in which a result differs; empty if it does not."""
    if given is None:
        return f"{name}: nothing came back; does your function end in return?"
    if isinstance(given, Unknown):
        return f"{name} is of the type {given.kind}, expected numbers"
    if isinstance(given, list) and isinstance(expected, np.ndarray):
        return f"{_results(given)} came, expected {name}{_of_shape(expected)}"
    if not isinstance(expected, np.ndarray) or not isinstance(given, np.ndarray):
        if equal_part(given, expected, axes, tolerance):
            return ""
        kind = ", a text" if isinstance(given, str) and not isinstance(expected, str) else ""
        return f"{name}: you have {_shown(given)}{kind}{_instead(_shown(expected), reveal)}"
    if not _shapes_agree(given, expected):
        return _about_shape(name, axes, given.shape, expected.shape)
    given = given.reshape(expected.shape)
    wrong = _wrong(given, expected, axes, tolerance, own)
    if not wrong.any():
        return ""
    place = tuple(np.argwhere(wrong)[0])
    at = ", ".join(f"{CALLED.get(a, a)} = {i}" for a, i in zip(axes, place, strict=False))
    mine, right = _told_apart(given[place], expected[place])
    return (
        f"{name}{' at ' + at if at else ''}: you have {mine}"
        f"{_instead(right, reveal)}{_agreement(wrong, axes, place)}"
    )


def _shown(value):
    """A result in a sentence."""
    if isinstance(value, np.ndarray):
        return digits(value.item()) if value.size == 1 else f"an array of shape {value.shape}"
    return repr(value)


def _results(parts):
    """How many results a list holds, and of which kind: "2 results (shapes (3, 5) and (5,))"."""
    shown = [f"{p.shape}" if isinstance(p, np.ndarray) and p.ndim else _kind(p) for p in parts[:4]]
    words = " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
    more = ", …" if len(parts) > len(shown) else ""
    return f"{len(parts)} results ({words}{more})" if parts else "an empty list"


def _kind(part):
    if isinstance(part, np.ndarray):
        return "a number"
    if isinstance(part, list):
        return "a list"
    return part.kind if isinstance(part, Unknown) else "nothing" if part is None else "a text"


def _of_shape(expected):
    return f", an array of shape {expected.shape}" if expected.ndim else ", one number"


def _told_apart(a, b):
    """Two different numbers with as many digits as it takes to see it."""
    if digits(a) != digits(b):
        return digits(a), digits(b)
    more = ((f"{a:.{n}g}", f"{b:.{n}g}") for n in range(5, 18))
    a, b = next((pair for pair in more if pair[0] != pair[1]), (digits(a), digits(b)))
    return a.replace("-", "−"), b.replace("-", "−")


def _instead(expected, reveal):
    return f", expected {expected}" if reveal else ", and that is not it"


def _agreement(wrong, axes, place):
    """What does agree tells as much as what does not."""
    if axes and axes[0] in TIME and place[0] > 0:
        return f" (all before {CALLED[axes[0]]} = {place[0]} agrees)"
    share = np.mean(~wrong)  # 1 − wrong.mean() would make a tenth a little less
    return f" ({share:.0%} of the numbers agree)" if share >= 0.1 and wrong.size > 4 else ""


def digits(value):
    """A number as short as it can be said: 37, −0.1204, 3.1e−09."""
    value = float(value) + 0.0  # −0 is 0
    if not np.isfinite(value):
        return str(value)
    if value.is_integer() and abs(value) < 1e15:
        text = f"{value:,.0f}"
    else:
        text = f"{value:.4f}" if 1e-3 <= abs(value) < 1e4 else f"{value:.3e}"
    return text.replace("-", "−")


def _shapes_agree(given, expected):
    return given.shape == expected.shape or given.size == expected.size == 1


def _about_shape(name, axes, given, expected):
    wanted = ", ".join(f"{a} = {n}" for a, n in zip(axes, expected, strict=False))
    sentence = f"{name} has shape {given}, expected {f'({wanted})' if wanted else 'one number'}"
    if expected and given[1:] == expected:
        return f"{sentence}: did {given[0]} results of that shape come, or is an axis too many?"
    swapped = len(given) == len(expected) and sorted(given) == sorted(expected)
    return f"{sentence}: are the axes in another order?" if swapped else sentence


SMALLEST = 2e-3  # of a probability; times the tolerance it is 2e-7, which float32 still meets


def _wrong(given, expected, axes, tolerance, own=False):
    """Which numbers are off, measured at the size of their own time step.

    Gradients shrink by orders of magnitude on their way back. One size for all steps would call
    a late gradient right and never look at the early ones. Probabilities are measured at their
    `own` size each: beside a 1, a 0.00005 in place of a 0.00000 would never be seen.
    """
    rest = tuple(range(1, expected.ndim)) if axes and axes[0] in TIME else None
    sizes = np.where(np.isfinite(expected), np.abs(expected), 0)
    size = sizes.max(axis=rest, keepdims=True, initial=0)
    size = np.maximum(size, max(1e-6 * sizes.max(initial=0), 1e-8))
    if own:
        size = np.maximum(sizes, SMALLEST)
    with np.errstate(invalid="ignore"):
        near = np.abs(given - expected) <= tolerance * size
    return ~(near | (given == expected) | (np.isnan(given) & np.isnan(expected)))


def equal_part(given, expected, axes, tolerance, own=False):
    """Whether two results are the same: number by number, text by text."""
    if isinstance(given, list) and isinstance(expected, list):
        return len(given) == len(expected) and all(
            equal_part(a, b, axes, tolerance, own) for a, b in zip(given, expected, strict=True)
        )
    if not isinstance(given, np.ndarray) or not isinstance(expected, np.ndarray):
        return type(given) is type(expected) and given == expected
    if not _shapes_agree(given, expected):
        return False
    return not _wrong(given.reshape(expected.shape), expected, axes, tolerance, own).any()


def in_general(pairs, tolerance):
    """What can be said of wrong numbers that no known mistake gives; (given, expected) pairs."""
    if any(not np.isfinite(a).all() for a, _ in pairs):
        return "some numbers are NaN or infinite: a place was never written, or something overflows"
    if any(b.any() for _, b in pairs) and not any(a.any() for a, _ in pairs):
        return "every number is zero"
    if all(a.shape == b.shape for a, b in pairs):
        if all(np.allclose(a, b, rtol=tolerance, atol=0) for a, b in pairs):
            return ""  # then something else is wrong than the numbers
        return _about_rounding(pairs) or _about_factor(pairs, tolerance)
    if all(_reordered(a, b) for a, b in pairs):
        return "the numbers are right, but the axes are in another order"
    if all(_flattened(a, b) for a, b in pairs):
        return "the numbers are right, but the first two axes became one: T steps of B rows each"
    if all(_with_ones(a, b) for a, b in pairs):
        return "the numbers are right, but an axis of length 1 is too many"
    return ""


def _about_rounding(pairs):
    for n in range(7):
        if all(np.allclose(a, np.round(b, n), rtol=0, atol=1e-9) for a, b in pairs):
            to = f"{n} digits" if n else "whole numbers"
            return f"the numbers are right but rounded to {to}; return them as they are"
    return ""


def _about_factor(pairs, tolerance):
    given = np.concatenate([a.ravel() for a, _ in pairs])
    right = np.concatenate([b.ravel() for _, b in pairs])
    factor = factor_between(given, right, tolerance) if given.size > 1 else None
    return f"every number is {digits(factor)} times the expected one" if factor else ""


def factor_between(given, right, tolerance):
    """The one factor by which all numbers are off, or None."""
    if not right.any():
        return None
    factor = given @ right / (right @ right)
    near = np.abs(given - factor * right).max() <= tolerance * np.abs(given).max()
    return factor if near else None


def _reordered(a, b):
    orders = permutations(range(a.ndim)) if sorted(a.shape) == sorted(b.shape) else ()
    turned = (a.transpose(order) for order in orders)
    return any(t.shape == b.shape and np.allclose(t, b, rtol=1e-4) for t in turned)


def _flattened(a, b):
    flat = b.reshape(-1, *b.shape[2:]) if b.ndim > 1 else b
    return b.ndim > 1 and a.shape == flat.shape and np.allclose(a, flat, rtol=1e-4)


def _with_ones(a, b):
    return a.squeeze().shape == b.squeeze().shape and np.allclose(a.squeeze(), b.squeeze())
