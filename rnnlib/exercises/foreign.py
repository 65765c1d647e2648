"""What a learner's function reads from outside, beside its arguments."""

import dis
import types

import numpy as np


def foreign_data(function):
    """Names of numbers, arrays and lists that a function reads from outside, sorted.

    Such a function depends on what happens to be in the notebook. Functions that it calls are
    followed; modules, classes and functions themselves are not data.
    """
    found, seen, waiting = set(), set(), [function]
    while waiting:
        current = waiting.pop()
        if not isinstance(current, types.FunctionType) or current in seen:
            continue
        seen.add(current)
        for name in _names_read(current.__code__):
            value = current.__globals__.get(name)
            if isinstance(value, types.FunctionType):
                waiting.append(value)
            elif isinstance(value, (np.ndarray, np.generic, int, float, list, tuple, dict)):
                found.add(name)
    return sorted(found)


def _names_read(code):
    yield from (i.argval for i in dis.get_instructions(code) if i.opname == "LOAD_GLOBAL")
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            yield from _names_read(inner)
