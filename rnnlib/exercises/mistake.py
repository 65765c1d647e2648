"""A misconception: one edit of the right answer, and what to say to whom it happens."""

import ast
import difflib
import inspect
import linecache
import re
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from rnnlib.exercises.exercise import Question


@dataclass(frozen=True, eq=False)
class Mistake:
    """The right answer with some fragments of its text replaced is a runnable wrong variant.

    Whoever reads `edits` sees the mistake as a learner writes it. Each fragment on the left must
    stand exactly once in the source of the right answer; ValueError otherwise, so an edit cannot
    go stale unnoticed.
    """

    question: Question
    name: str  # short, in words of the course: "V transposed"
    edits: dict  # fragment of the right source -> what stands there instead
    says: str  # what is going on; never the right line
    experiment: str  # one thing to try
    alone: bool = False  # seldom, so it is not tried together with another one

    @cached_property
    def variant(self):
        """The wrong variant, a function with the arguments of the right one."""
        return _compiled(self.question.right, self.source(), self.name)

    def source(self, name=None):
        """The text of the wrong variant, as a function called `name`."""
        text = _edited(source_of(self.question.right), self.edits, self.name)
        old = self.question.right.__name__
        return text.replace(f"def {old}(", f"def {name or old}(", 1)

    @cached_property
    def spans(self):
        """What the edits change in the right source, token by token: (begin, end, new text)."""
        text = source_of(self.question.right)
        _edited(text, self.edits, self.name)  # a fragment that is not there is told
        return [span for pair in self.edits.items() for span in _spans(text.index(pair[0]), *pair)]

    def together_with(self, other):
        """The variant that makes both mistakes, or None where they change the same place."""
        spans = sorted([*self.spans, *other.spans])
        if any(two[0] < one[1] or two[0] == one[0] for one, two in pairwise(spans)):
            return None
        text = source_of(self.question.right)
        for begin, end, new in reversed(spans):
            text = text[:begin] + new + text[end:]
        try:
            return _compiled(self.question.right, text, f"{self.name}, {other.name}")
        except SyntaxError:
            return None


def _spans(begin, right, wrong):
    """The places in which two fragments differ, counted from where the right one begins."""
    mine, theirs = (re.findall(r"\w+|\s+|\W", text) for text in (right, wrong))
    matcher = difflib.SequenceMatcher(None, mine, theirs, autojunk=False)
    for kind, start, stop, new_start, new_stop in matcher.get_opcodes():
        if kind != "equal":
            at = begin + len("".join(mine[:start]))
            end = at + len("".join(mine[start:stop]))
            yield at, end, "".join(theirs[new_start:new_stop])


@cache  # asked for once for each pair of mistakes, and slow to find
def source_of(function):
    """The text of a function without its docstring, where the formula stands a second time."""
    text = inspect.getsource(function)
    first = ast.parse(text).body[0].body[0]
    if not ast.get_docstring(ast.parse(text).body[0]):
        return text
    lines = text.splitlines(keepends=True)
    return "".join(lines[: first.lineno - 1] + lines[first.end_lineno :])


def _edited(text, edits, name):
    for right, wrong in edits.items():
        if text.count(right) != 1:
            raise ValueError(
                f"{name}: {right!r} stands {text.count(right)} times in the right answer, expected "
                "exactly once; adapt the edit"
            )
        text = text.replace(right, wrong)
    return text


def _compiled(right, text, name):
    """Run the definition among the names that the right answer sees, and return the function."""
    names, page = dict(right.__globals__), f"<{right.__module__}.{right.__name__}: {name}>"
    # as a notebook does for its cells, so that an error of the variant can show its line
    linecache.cache[page] = len(text), None, text.splitlines(keepends=True), page
    exec(compile(text, page, "exec"), names)
    return names[right.__name__]
