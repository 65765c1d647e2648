"""What to say when an answer stops with an error: where, with which shapes, and what may help."""

import difflib
import keyword
import re

import numpy as np

from rnnlib.exercises.operations import all_in, operations

MEET = re.compile(r"matmul: .*size (\d+) is different from (\d+)\)")
SHAPES = re.compile(r"size \d+ is different|not aligned|broadcast|out of bounds")
ELSEWHERE = (  # what learners write who come from other languages, and what it is called here
    (r"bitwise_xor|for \^:", "In Python ^ is not a power: a square is written z**2."),
    (r"'ellipsis'", "There is still a ... in your code, a place that was left open."),
    (r"truth value of an array", "Your if looks at a whole array. It needs one yes or no; "
     "for a choice in each place look at np.where."),
    (r"0-dimensional|only length-1", "A function of math takes one number. NumPy has the same "
     "functions for arrays."),
    (r"positional argument", "Call and definition differ. The first line of the function was "
     "given; compare its arguments."),
)  # fmt: skip
FIT = (
    "Write the shapes above over the names in that line. In a product, the last number on the left "
    "and the first one on the right must be equal."
)


def about_error(outcome, names, arguments):
    """A sentence on an error: what, where, and the shapes of the arguments if it is about those."""
    where = f", in {outcome.line}" if outcome.line else ""
    if outcome.untried:
        return f"a part is still the stub{where}"
    error = MEET.sub(r"in a product \2 numbers on the left meet \1 on the right", outcome.error)
    return f"your code stopped with {error}{where}{_shapes(outcome.error, names, arguments)}"


def _shapes(error, names, arguments):
    if not SHAPES.search(error):
        return ""
    pairs = zip(names, arguments, strict=False)
    told = [f"{name} {value.shape}" for name, value in pairs if isinstance(value, np.ndarray)]
    return f". The shapes here: {', '.join(told)}" if told else ""


BY_KIND = {  # the kind of an error -> one thing to try
    "UnboundLocalError": "A name gets its first value in your function only after it is read, or "
    "in a branch that was not taken. Give it a value before the loop.",
    "IndexError": "Print the index and the length of what it reads, in each round of the loop.",
    "KeyError": "Print the keys, list(d), before the line that reads one.",
    "AttributeError": "Print type(…) of what stands in front of the dot in that line.",
    "ModuleNotFoundError": "NumPy is enough here. Write that line with np.",
    "ImportError": "NumPy is enough here. Write that line with np.",
    "ZeroDivisionError": "Print what stands below the line of the fraction.",
    "RecursionError": "Your function calls itself without end. A loop does not need that.",
    "MemoryError": "Print the shapes of what meets in that line: the result is far too large.",
}
NOT_FITTING = (
    "Write the shapes above over the names in that line. Sizes that meet must be equal, or one of "
    "them 1."
)


def remedy(outcome, names=()):
    """One thing to try after an error that no known mistake explains."""
    for pattern, words in ELSEWHERE:
        if re.search(pattern, outcome.error):
            return words
    kind = outcome.error.partition(":")[0]
    if unknown := re.search(r"name '(\w+)' is not defined", outcome.error):
        near = difflib.get_close_matches(unknown[1], names, n=1)
        meant = f" Is {near[0]} meant?" if near else ""
        return (
            f"Nothing is called {unknown[1]} in your function.{meant} It gets {', '.join(names)}."
        )
    if re.search("different from|not aligned", outcome.error):
        return FIT
    if "NoneType" in outcome.error:
        return (
            "Something in that line is None. A function without return gives None; so does append."
        )
    if re.search("broadcast|inhomogeneous", outcome.error):
        return NOT_FITTING
    if "ambiguous" in outcome.error or kind in ("TypeError", "ValueError"):
        return "Print what that line reads: each name, its type and its shape."
    return BY_KIND.get(kind, "Print what that line reads, in front of it.")


def could_stop_at(line, theirs, edits):
    """Whether an error in this line of the learner's can have the cause of a mistake's, in theirs.

    A product that the mistake writes must be there: z * V and z + V stop with the same sizes.
    Two sizes that do not fit are not yet a proof: x @ U fails as x @ W.T does. If the mistake stops
    where it was made, what it writes must be in the line. If it stops later, the line must not hold
    another transpose or subscript than theirs. The names of loops are free.
    """
    written = [
        _anew(operations(old) or set(), operations(new) or set()) for old, new in edits.items()
    ]
    products = set().union(*(anew for anew, one_is_enough in written if one_is_enough))
    found = operations(line) or ()
    if products:  # an error stops at one place, so one of them has to be there
        return any(all_in({product}, found) for product in products)
    mine = _marks(line)
    others = [anew for anew, _ in written if anew]
    if not mine or (others and not any(all_in(anew, found) for anew in others)):
        return False
    made_there = [(old, part) for old, new in edits.items() for part in _lines_in(theirs, new)]
    if made_there:
        keywords = set(keyword.kwlist)
        return any(_marks(part) - _marks(old) - keywords <= mine for old, part in made_there)
    return all(mark.isidentifier() for mark in mine - _marks(theirs))


def _lines_in(line, text):
    """The lines of the text that stand in the line."""
    found = "".join(line.split())
    return [part for part in text.splitlines() if part.strip() and "".join(part.split()) in found]


def _anew(old, new):
    """The operations that an edit writes anew, and whether one of them in a line is enough.

    It is, of products with a matrix. Of two matrices that are exchanged, both have to be there.
    """
    products = {one for one in new - old if any(name[0].isupper() for name in one)}
    if products:
        return products, True
    return new - old or {operation for operation in new if operation[0] == "@"}, False


def _marks(text):
    """The names, transposes and subscripts in a text: {"x", "W.T", "V[_].T"}."""
    text = re.sub(r"\[[^\[\]]*\]", _without_names, text)
    return set(re.findall(r"\w+(?:\[[^\[\]]*\])?\.T\b|\w+\[[^\[\]]*\]|[A-Za-z_]\w*", text))


def _without_names(subscript):
    return re.sub(r"\s", "", re.sub(r"\b[A-Za-z_]\w*", "_", subscript[0]))
