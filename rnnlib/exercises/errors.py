"""What to say when an answer stops with an error: where, with which shapes, and what may help."""

import keyword
import re

import numpy as np

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


def remedy(outcome):
    """One thing to try after an error that no known mistake explains; empty if none is known."""
    for pattern, words in ELSEWHERE:
        if re.search(pattern, outcome.error):
            return words
    return FIT if re.search("different from|not aligned", outcome.error) else ""


def could_stop_at(line, theirs, edits):
    """Whether an error in this line of the learner's can have the cause of a mistake's, in theirs.

    Two sizes that do not fit are not yet a proof: x @ U fails as x @ W.T does. If the mistake stops
    where it was made, what it writes must be in the line. If it stops later, the line must not hold
    another transpose or subscript than theirs. The names of loops are free.
    """
    mine, theirs = _marks(line), _marks(theirs)
    old, new = _marks(" ".join(edits)), _marks(" ".join(edits.values()))
    written = new - old - set(keyword.kwlist)
    if not mine:  # the line is not known
        return True
    if written <= theirs:
        return written <= mine
    return all(mark.isidentifier() for mark in mine - theirs)


def _marks(text):
    """The names, transposes and subscripts in a text: {"x", "W.T", "V[_].T"}."""
    text = re.sub(r"\[[^\[\]]*\]", _without_names, text)
    return set(re.findall(r"\w+(?:\[[^\[\]]*\])?\.T\b|\w+\[[^\[\]]*\]|[A-Za-z_]\w*", text))


def _without_names(subscript):
    return re.sub(r"\s", "", re.sub(r"\b[A-Za-z_]\w*", "_", subscript[0]))
