"""Pairs of hand-ins whose code is the same after renaming, side by side, for a person to judge.

As MOSS does (Schleimer, Wilkerson and Aiken, "Winnowing", SIGMOD 2003): code becomes tokens without
names and layout, every K tokens in a row get a number, and of each W numbers in a row the smallest
is kept. Whoever has K + W - 1 tokens in common has a kept number in common. What the exercise gave,
and what many of the class wrote, is left out: a short formula has few right answers.
"""

import builtins
import io
import keyword
import tokenize
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from tools.grading import notebook
from tools.grading.submissions import Submission
from tools.grading.walls import ROOT

K, W = 14, 6
COMMON = 0.2  # of the class; what more share is nobody's own …
FEW = 3  # … but a small class may share by chance
ENOUGH = 6  # kept numbers in common, about 40 tokens
SHARE = 0.4  # of the shorter one's own code
MOST_PAIRS = 30
AROUND = 2  # lines shown above and below what is in common
LEFT_OUT = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENCODING, tokenize.ENDMARKER)
FIXED = frozenset([*keyword.kwlist, *dir(builtins)])


@dataclass(frozen=True)
class Code:
    """One notebook's code: its lines, and where each of its kept numbers stands."""

    lines: tuple[str, ...]
    places: Mapping[int, frozenset[int]]  # kept number -> lines, from 0


@dataclass(frozen=True)
class Pair:
    """Two hand-ins of one exercise, and what they have in common."""

    exercise: str
    students: tuple[str, str]
    codes: tuple[Code, Code]
    shared: frozenset[int]
    share: float  # of the shorter one's own code

    def marked(self, which: int) -> list[tuple[str, bool]]:
        """The lines of one of both near common code, each with whether it is in common."""
        code = self.codes[which]
        common = set().union(*(code.places[number] for number in self.shared))
        near = {i + d for i in common for d in range(-AROUND, AROUND + 1)}
        shown, left_out = [], 0
        for i, line in enumerate([*code.lines, ""]):
            if i in near and i < len(code.lines):
                shown += [(f"… {left_out} lines", False)] if left_out else []
                shown.append((line, i in common))
                left_out = 0
            else:
                left_out += i < len(code.lines)
        return shown + ([(f"… {left_out} lines", False)] if left_out else [])


def pairs(submissions: Iterable[Submission]) -> list[Pair]:
    """The pairs with the most code in common, exercise by exercise; nothing is decided."""
    by_exercise: dict[str, dict[str, Code]] = defaultdict(dict)
    for submission in submissions:
        for exercise, cells in submission.cells.items():
            by_exercise[exercise][submission.student] = code_of(cells)
    found = [pair for name, codes in by_exercise.items() for pair in _in_exercise(name, codes)]
    return sorted(found, key=lambda pair: (-pair.share, pair.students))[:MOST_PAIRS]


def _in_exercise(exercise: str, codes: Mapping[str, Code]) -> Iterable[Pair]:
    counts = Counter(number for code in codes.values() for number in code.places)
    most = max(FEW, COMMON * len(codes))
    own = {
        student: {n for n in code.places if counts[n] <= most} - given(exercise)
        for student, code in codes.items()
    }
    owners = defaultdict(list)
    for student, numbers in own.items():
        for number in numbers:
            owners[number].append(student)
    shared = defaultdict(set)
    for number, students in owners.items():
        for two in combinations(sorted(students), 2):
            shared[two].add(number)
    for (one, other), numbers in shared.items():
        share = len(numbers) / min(len(own[one]), len(own[other]))
        if len(numbers) >= ENOUGH and share >= SHARE:
            both = codes[one], codes[other]
            yield Pair(exercise, (one, other), both, frozenset(numbers), share)


def code_of(cells: Iterable[str]) -> Code:
    """The code of a notebook, and its kept numbers."""
    lines = "\n\n".join(cells).splitlines()
    tokens = list(tokens_of(cells))
    numbers = [_number(tokens[i : i + K]) for i in range(len(tokens) - K + 1)]
    places: dict[int, set[int]] = defaultdict(set)
    for i in kept(numbers):
        places[numbers[i]] |= {line for _, line in tokens[i : i + K]}
    return Code(tuple(lines), {number: frozenset(where) for number, where in places.items()})


def tokens_of(cells: Iterable[str]) -> Iterable[tuple[str, int]]:
    """(token, line) of cells, without names, layout and comments; stops where a cell is no Python.

    Names of functions of a library stand behind a dot and stay, for nobody can rename them.
    """
    above = 0
    for cell in cells:
        last = ""
        try:
            for token in tokenize.generate_tokens(io.StringIO(cell + "\n").readline):
                if token.type in LEFT_OUT:
                    continue
                yield _without_name(token, last), above + token.start[0] - 1
                last = token.string
        except (tokenize.TokenError, SyntaxError):
            pass
        above += len(f"{cell}\n\n".splitlines()) if cell else 2


def _without_name(token: tokenize.TokenInfo, last: str) -> str:
    if token.type == tokenize.NAME:
        return token.string if token.string in FIXED or last == "." else "a name"
    kinds = {tokenize.NUMBER: "a number", tokenize.STRING: "a text", tokenize.INDENT: "in",
             tokenize.DEDENT: "out"}  # fmt: skip
    return kinds.get(token.type, token.string)


def _number(tokens: Iterable[tuple[str, int]]) -> int:
    return zlib.crc32("\0".join(token for token, _ in tokens).encode())


def kept(numbers: list[int]) -> list[int]:
    """The places of the smallest number in each window; of equal ones, the last."""
    places = {
        min(range(i, i + W), key=lambda j: (numbers[j], -j)) for i in range(len(numbers) - W + 1)
    }
    return sorted(places) if len(numbers) >= W else list(range(len(numbers)))


@cache
def given(exercise: str) -> frozenset[int]:
    """All numbers, kept or not, of the code that an exercise hands out, and of its solution."""
    found: set[int] = set()
    for place in ("exercises", "solutions"):
        for path in ROOT.glob(f"{place}/{exercise}*.ipynb"):
            tokens = list(tokens_of(notebook.sources(path.read_bytes())))
            found |= {_number(tokens[i : i + K]) for i in range(len(tokens) - K + 1)}
    return frozenset(found)
