"""Call a learner's function on some cases and keep what came back, as plain numbers and text.

    cases     what the function is called with: a list of tuples of arguments
    outcomes  what each call gave: its results, or the error and the learner's line, and which
              of its arguments the function changed

Nothing here knows a right answer. So this page alone, with NumPy and the standard library, also
works inside the process in which a tutor's grader runs a student's code: cases go in as JSON,
outcomes come out as JSON, and are compared elsewhere.
"""

import copy
import dis
import inspect
import linecache
import types
import warnings
from dataclasses import dataclass

import numpy as np

MOST_NUMBERS = 100_000  # more than any exercise asks for
LONGEST_TEXT = 2_000


@dataclass(frozen=True, eq=False)
class Outcome:
    """What one call gave. A part is an array, a text, None, a list of parts, or `Unknown`."""

    parts: tuple = ()  # one for each result that the question asks for
    error: str = ""  # "ValueError: …"; empty if the call went well
    line: str = ""  # where in the learner's code the error came: "line 3: z = x @ W.T"
    changed: tuple = ()  # places of the arguments that the function changed

    @property
    def untried(self):
        """The function is still the stub that the exercise began with."""
        return self.error.partition(":")[0] == "NotImplementedError"


@dataclass(frozen=True)
class Unknown:
    """A result that is neither number nor text: only the name of its type is kept."""

    kind: str


@dataclass(frozen=True, eq=False)
class Waves:
    """A loss to be differentiated in an exercise: L(p) = Σ weights · sin(p), p of any shape."""

    weights: np.ndarray

    def __call__(self, p):
        """The loss at p, one number."""
        return (self.weights * np.sin(p)).sum()


def outcomes_of(function, cases, n_parts=1):
    """Call `function` on a copy of the arguments of every case: a list of `Outcome`.

    Where a question has no arguments, the value itself will do in place of a function.
    """
    if not callable(function) and not any(cases):
        value = function
        return outcomes_of(lambda: value, cases, n_parts)
    return [_outcome(function, arguments, n_parts) for arguments in cases]


def _outcome(function, arguments, n_parts):
    mine = copy.deepcopy(arguments)
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")  # the numbers decide
            result = function(*mine)
            parts = _split(result, n_parts)
    except (Exception, SystemExit) as error:
        text = f"{type(error).__name__}: {error}".removesuffix(": ")[:LONGEST_TEXT]
        return Outcome(error=text, line=_line_of(error, function))
    changed = (i for i, pair in enumerate(zip(arguments, mine, strict=True)) if not _equal(*pair))
    return Outcome(parts, changed=tuple(changed))


def _split(result, n_parts):
    """One part for each result that was asked for, if as many came back."""
    if isinstance(result, dict):
        result = tuple(result.values())
    several = isinstance(result, (tuple, list)) and len(result) == n_parts
    if n_parts > 1 and several:
        return tuple(map(_part, result))
    return (_part(result),)


def _part(value):
    """An exact array of float64, whatever kind of array, list or number came back."""
    if value is None or type(value) is str:
        return value if value is None else value[:LONGEST_TEXT]
    try:
        array = np.array(value, dtype=np.float64, subok=False)
    except (TypeError, ValueError):
        if isinstance(value, (tuple, list)):  # arrays of different length
            return [_part(item) for item in value]
        return Unknown(type(value).__name__)
    if array.size > MOST_NUMBERS:
        return Unknown(f"array of {array.size:,} numbers")
    return array


def _equal(before, after):
    if isinstance(before, (tuple, list)):
        return len(before) == len(after) and all(map(_equal, before, after))
    if isinstance(before, np.ndarray):
        return np.array_equal(before, after, equal_nan=before.dtype.kind == "f")
    return True  # numbers and texts cannot be changed, a loss is not handed out to be


def _line_of(error, function):
    """The last line of the learner's own code on the way to the error."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    found, trace = "", error.__traceback__
    while trace is not None:
        place = trace.tb_frame.f_code.co_filename
        if code is not None and place == code.co_filename:
            text = linecache.getline(place, trace.tb_lineno).strip()
            found = f"line {trace.tb_lineno}: {text}"[:LONGEST_TEXT] if text else ""
        trace = trace.tb_next
    return found


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


# --- as JSON: plain numbers and text only, nothing that could be code ---------------------------


def to_json(value):
    """Arguments, parts and outcomes as lists, numbers and text that `json` can write."""
    if isinstance(value, np.ndarray):
        return {"shape": value.shape, "dtype": value.dtype.name, "numbers": value.ravel().tolist()}
    if isinstance(value, (tuple, list)):
        return {"list": [to_json(item) for item in value]}
    if isinstance(value, Waves):
        return {"waves": to_json(value.weights)}
    if isinstance(value, Unknown):
        return {"unknown": value.kind}
    if isinstance(value, Outcome):
        parts = [to_json(part) for part in value.parts]
        return {"parts": parts, "error": value.error, "line": value.line, "changed": value.changed}
    return value.item() if isinstance(value, np.generic) else value


def from_json(value):
    """The inverse of `to_json`, but a tuple becomes a list; ValueError for what it cannot be."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    match value:
        case {"shape": list(shape), "dtype": str(dtype), "numbers": list(numbers)}:
            return _array(shape, dtype, numbers)
        case {"list": list(items)}:
            return list(map(from_json, items))
        case {"waves": weights}:
            return Waves(from_json(weights))
        case {"unknown": str(kind)}:
            return Unknown(kind[:80])
        case {"parts": list(parts), "error": str(e), "line": str(line), "changed": list(changed)}:
            if not all(type(place) is int for place in changed):
                raise ValueError("the changed arguments are not numbered")
            texts = e[:LONGEST_TEXT], line[:LONGEST_TEXT]
            return Outcome(tuple(map(from_json, parts)), *texts, tuple(changed))
    raise ValueError(f"{str(value)[:80]!r} is no part of an answer")


def _array(shape, dtype, numbers):
    whole = all(type(n) is int and 0 <= n <= MOST_NUMBERS for n in shape)
    plain = all(type(n) in (int, float, bool) for n in numbers)
    if not whole or not plain or len(shape) > 8:
        raise ValueError("the numbers of an array do not fit its shape")
    if dtype not in ("float64", "float32", "int64", "bool"):
        raise ValueError(f"an array of {dtype[:20]!r} cannot be an answer")
    try:
        return np.array(numbers, dtype=dtype).reshape(shape)
    except OverflowError:
        raise ValueError(f"a number is too large for {dtype}") from None
