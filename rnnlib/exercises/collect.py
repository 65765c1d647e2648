"""Call a learner's function on some cases and keep what came back, as plain numbers and text.

    cases     what the function is called with: a list of tuples of arguments
    outcomes  what each call gave: its results, or the error and the learner's line, which of its
              arguments the function changed, and whether a second call gave the same

Nothing here knows a right answer. So this page alone, with NumPy and the standard library, also
works inside the process in which a tutor's grader runs a student's code: cases go in as JSON,
outcomes come out as JSON, and are compared elsewhere.
"""

import contextlib
import copy
import inspect
import io
import linecache
import re
import time
import warnings
from collections.abc import Iterator, ValuesView
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import islice

import numpy as np

MOST_NUMBERS = 100_000  # more than any exercise asks for
LONGEST_TEXT = 2_000
MOST_RESULTS = 100  # more than any answer has
CALLS = 16  # of an answer: one that is right in half of them passes once in 65,536 times
OTHER, OVERWRITTEN = "other numbers", "overwritten"


@dataclass(frozen=True, eq=False)
class Outcome:
    """What one call gave. A part is an array, a text, None, a list of parts, or `Unknown`."""

    parts: tuple = ()  # one for each result that the question asks for
    error: str = ""  # "ValueError: …"; empty if the call went well
    line: str = ""  # where in the learner's code the error came: "line 3: z = x @ W.T"
    changed: tuple = ()  # places of the arguments that the function changed
    again: str = ""  # "" if a second call gave the same, else OTHER or OVERWRITTEN

    @property
    def untried(self):
        """The function is still the stub that the exercise began with."""
        return self.error.partition(":")[0] == "NotImplementedError"


@dataclass(frozen=True)
class Unknown:
    """A result that is neither number nor text: only what it is, in words, is kept."""

    kind: str


@dataclass(frozen=True, eq=False)
class Waves:
    """A loss to be differentiated in an exercise: L(p) = Σ weights · sin(p), p of any shape."""

    weights: np.ndarray

    def __call__(self, p):
        """The loss at p, one number."""
        return (self.weights * np.sin(p)).sum()


def outcomes_of(function, cases, names=("result",), calls=1):
    """Call `function` on a copy of the arguments of every case: a list of `Outcome`.

    names are those of the results that are asked for. Where a question has no arguments, the value
    itself will do in place of a function. With calls > 1 the cases are gone through again, until
    there were so many calls: an answer may be right at random, or in its first call only.
    """
    if not callable(function) and not any(cases):
        value = function
        return outcomes_of(lambda: value, cases, names)
    first = [_called(function, arguments, names) for arguments in cases]
    outcomes = [outcome for outcome, _ in first]
    for number, _ in _repetitions(cases, calls):
        if not outcomes[number].again:
            with contextlib.redirect_stdout(io.StringIO()):  # what it prints was printed once
                outcome, _ = _called(function, cases[number], names)
            if not _alike(outcomes[number], outcome):
                outcomes[number] = replace(outcomes[number], again=OTHER)
    if calls > 1:
        _with_other_numbers(function, cases)
    for number, (outcome, result) in enumerate(first):
        if not outcome.error and not _alike(outcome, _read(result, names)):
            outcomes[number] = replace(outcomes[number], again=OVERWRITTEN)
    return outcomes


def _repetitions(cases, calls):
    """Numbers of cases to call again; a slow answer is called at least twice, but not for long."""
    begin, order = time.monotonic(), range(len(cases))
    for count in range(len(cases), max(calls, len(cases))):
        if count >= 2 * len(cases) and time.monotonic() - begin > 2:
            return
        yield order[-1 - count % len(cases)], count


def _with_other_numbers(function, cases):
    """Call it once more for each case, with other numbers: what was given back must not follow."""
    for arguments in cases:
        other = [
            a / 2 if isinstance(a, np.ndarray) and a.dtype.kind == "f" else a for a in arguments
        ]
        with contextlib.redirect_stdout(io.StringIO()):
            _called(function, tuple(other), ())


def _called(function, arguments, names):
    """The outcome of one call, and what came back itself."""
    mine = copy.deepcopy(arguments)
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")  # the numbers decide
            result = _unrolled(function(*mine))
            outcome = _read(result, names)
    except (Exception, SystemExit) as error:
        text = f"{type(error).__name__}: {error}".removesuffix(": ")[:LONGEST_TEXT]
        return Outcome(error=text, line=line_of(error, function)), None
    changed = (i for i, pair in enumerate(zip(arguments, mine, strict=True)) if not _equal(*pair))
    return replace(outcome, changed=tuple(changed)), result


def _unrolled(result):
    """A generator, a range or the values of a dict as a list: they can be looked at only once."""
    if isinstance(result, (Iterator, ValuesView, range)):
        return list(islice(result, MOST_NUMBERS + 1))
    return result


def _read(result, names):
    """One part for each result that was asked for, if as many came back."""
    named = _by_name(result)
    if named is not None:
        result = _in_order(named, names)
        return Outcome(tuple(map(_part, result if isinstance(result, list) else [result])))
    if isinstance(result, np.ndarray) and result.shape == (len(names),):
        result = list(result)  # a number for each result
    several = isinstance(result, (tuple, list)) and len(result) == len(names)
    return Outcome(tuple(map(_part, result)) if several and len(names) > 1 else (_part(result),))


def _by_name(result):
    """The results of a dict, a named tuple or a dataclass under their names; else None."""
    if isinstance(result, tuple) and hasattr(result, "_asdict"):
        return result._asdict()
    if is_dataclass(result) and not isinstance(result, type):
        return {field.name: getattr(result, field.name) for field in fields(result)}
    return result if isinstance(result, dict) else None


def _in_order(named, names):
    """Named results in the order of the question; those with names of their own keep theirs."""
    theirs = {plain(str(key)): value for key, value in named.items()}
    found = [name for name in names if plain(name) in theirs]
    if len(found) == len(names):
        return [theirs[plain(name)] for name in names]
    if found or len(named) != len(names):
        came = f"dict with the names {', '.join(map(str, named))}" if named else "empty dict"
        return Unknown(came[:LONGEST_TEXT])
    return list(named.values())


def plain(name):
    """A name without what cannot stand in a Python name: "da[t]" becomes "da"."""
    return re.sub(r"\[.*\]|[\W_]", "", name)


def _part(value):
    """An exact array of float64, whatever kind of array, list or number came back."""
    if value is None or isinstance(value, Unknown):
        return value
    text = _text_in(value)
    if text is not None:
        return text[:LONGEST_TEXT]
    value = value.tolist() if _is_text(value) else _unrolled(value)
    if hidden := np.ma.count_masked(value) if isinstance(value, np.ma.MaskedArray) else 0:
        return Unknown(f"masked array that hides {hidden} of its numbers")
    try:
        array = _numbers(value)
    except (TypeError, ValueError):
        if isinstance(value, (tuple, list)):  # arrays of different length
            return [_part(item) for item in value[:MOST_RESULTS]]
        return Unknown(type(value).__name__)
    if not isinstance(array, np.ndarray):
        return array
    return array if array.size <= MOST_NUMBERS else Unknown(f"array of {array.size:,} numbers")


def _text_in(value):
    """The text that a str, a NumPy text or a list of one text holds; else None."""
    if isinstance(value, str):
        return str(value)
    if _is_text(value) and value.size == 1:
        return str(value.item())
    alone = isinstance(value, (tuple, list)) and len(value) == 1 and isinstance(value[0], str)
    return str(value[0]) if alone else None


def _is_text(value):
    return isinstance(value, np.ndarray) and value.dtype.kind == "U"


def _numbers(value):
    """The array of float64; complex numbers are looked at before their second half is dropped."""
    if isinstance(value, np.ndarray) and value.dtype == object and value.ndim == 1:
        value = list(value)  # arrays, put into an array
    if isinstance(value, (tuple, list)) and any(isinstance(v, np.ma.MaskedArray) for v in value):
        parts = [_part(item) for item in value]
        unknown = next((part for part in parts if isinstance(part, Unknown)), None)
        return unknown or np.array(parts, dtype=np.float64)
    array = np.array(value, subok=False)
    if array.dtype.kind in "SU":
        raise ValueError("texts, not numbers")
    if array.dtype.kind in "cO":
        array = np.array(value, dtype=np.complex128, subok=False)
        if array.imag.any():
            return Unknown("complex array with an imaginary part")
        array = array.real
    return np.array(array, dtype=np.float64)


def _alike(a, b):
    """Whether two calls gave the same, but for the last digits."""
    if a.error or b.error:  # an error may tell the address of an object
        return a.error.partition(":")[0] == b.error.partition(":")[0]
    return len(a.parts) == len(b.parts) and all(map(_near, a.parts, b.parts))


def _near(a, b):
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(_near, a, b))
    if isinstance(a, np.ndarray) and isinstance(b, np.ndarray):
        return a.shape == b.shape and np.allclose(a, b, rtol=1e-6, atol=1e-12, equal_nan=True)
    return type(a) is type(b) and (isinstance(a, np.ndarray) or a == b)


def _equal(before, after):
    if isinstance(before, (tuple, list)):
        return len(before) == len(after) and all(map(_equal, before, after))
    if isinstance(before, np.ndarray):
        return np.array_equal(before, after, equal_nan=before.dtype.kind == "f")
    return True  # numbers and texts cannot be changed, a loss is not handed out to be


def line_of(error, function):
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
        texts = {"error": value.error, "line": value.line, "again": value.again}
        return {"parts": parts, "changed": value.changed} | texts
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
            texts, again = (e[:LONGEST_TEXT], line[:LONGEST_TEXT]), value.get("again", "")
            if again not in ("", OTHER, OVERWRITTEN):
                raise ValueError("it is not said whether a second call gave the same")
            return Outcome(tuple(map(from_json, parts)), *texts, tuple(changed), again)
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
