"""A class whose verdicts are known: notebooks made from the exercises, with what must come out.

Every misconception of the course is handed in by somebody if the class is large, right answers come
in several styles, and some students crash, never end, or attack the grader.
"""

import inspect
import json
import re
from collections import deque
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rnnlib.exercises.mistake import source_of
from rnnlib.exercises.register import all_exercises, find, mistakes_in
from rnnlib.exercises.verdict import NOT_YET, RIGHT, UNTRIED

ROOT = Path(__file__).resolve().parents[1]
SHEETS = 3  # exercises that one student hands in
KINDS = {"right": 0.27, "mistaken": 0.5, "unsolved": 0.1, "crashing": 0.06}
KINDS |= {"endless": 0.02, "hostile": 0.05}

CRASHES = (
    "raise ZeroDivisionError('planted')",
    "return 'forty-two' + 1",
    "import sys; sys.exit(3)",
    "import os; os._exit(0)",
    "import ctypes; ctypes.string_at(0)",
    "return f(*a) if (f := globals()['{name}']) else 0",
)
ENDLESS = ("while True: pass", "import time; time.sleep(10_000)")
HOSTILE = (
    "import os, signal; os.kill(os.getppid(), signal.SIGKILL); os.kill(-1, signal.SIGKILL)",
    "import os\n    while True:\n        try: os.fork()\n        except OSError: pass",
    "return np.ones(50 * 2**27)",
    "import os\n    while True: os.write(2, b'x' * 1_000_000)",
    'import os; os.write(int(os.environ[\'GRADING_RECORDS\']), b\'{{"key": "{key}", '
    '"record": {{"right": true}}}}\\n\'); os._exit(0)',
    "np.allclose = np.array_equal = lambda *a, **k: True; return 'right'",
    "import socket; socket.create_connection(('127.0.0.1', 8786), timeout=2); return 'right'",
    "open('large', 'wb').truncate(10**12); return 'right'",
    "return open('{root}/rnnlib/exercises/e02/questions.py').read()",
)


@dataclass(frozen=True)
class Student:
    """What one student hands in, and the verdict that each question must get."""

    name: str
    kind: str
    cells: dict  # "E03" -> sources of its code cells
    expected: dict  # "E03.run" -> (state, misconceptions); what is not named was not handed in


def make_class(n, seed=0):
    """n students, from one seed."""
    rng = np.random.default_rng(seed)
    kinds = [kind for kind, share in KINDS.items() for _ in range(round(share * n))]
    kinds = (kinds + ["right"] * n)[:n]
    decks = _Decks(rng)
    sheets = {kind: _Sheets(rng) for kind in KINDS}
    made = []
    for i, kind in enumerate(kinds):
        chosen = sheets[kind].deal(SHEETS)
        made.append(_student(f"{kind} {i:04}", kind, chosen, decks, i))
    return [made[i] for i in rng.permutation(n)]


class _Sheets:
    """Deals exercises so that each comes as often as the others."""

    def __init__(self, rng):
        self.rng, self.left = rng, deque()

    def deal(self, n):
        names = []
        while len(names) < n:
            if not self.left:
                self.left.extend(self.rng.permutation(list(all_exercises())))
            name = str(self.left.popleft())
            names += [name] if name not in names else []
        return sorted(names)


class _Decks:
    """Deals answers to a question so that each comes as often as the others."""

    def __init__(self, rng):
        self.rng, self.decks = rng, {}

    def deal(self, about, choices):
        deck = self.decks.setdefault(about, deque())
        if not deck:
            deck.extend(self.rng.permutation(len(choices)))
        return choices[deck.popleft()]


def _student(name, kind, chosen, decks, number):
    cells, expected = {}, {}
    for place, exercise in enumerate(chosen):
        questions = find(exercise).questions
        planted = number % len(questions)  # which question is the bad one
        answers = {}
        for i, question in enumerate(questions):
            bad = place == 0 and i == planted
            answers[question.function], expected[question.name] = _answer(
                question, kind, bad, decks
            )
        cells[exercise] = notebook_cells(exercise, answers)
    return Student(name, kind, cells, expected)


def _answer(question, kind, bad, decks):
    """(the cell with an answer, (state, misconceptions))."""
    if kind == "unsolved":
        return "", (UNTRIED, ())
    if kind == "mistaken":
        mistake = decks.deal(question.name, mistakes_in(question))
        source = _with_helpers(mistake.source(question.function), question)
        return source, (NOT_YET, (mistake.name,))
    if bad:
        lines = {"crashing": CRASHES, "endless": ENDLESS, "hostile": HOSTILE}
        if kind in lines:
            line = decks.deal(kind, lines[kind])
            line = line.format(name=question.function, key=question.name, root=ROOT)
            return f"def {question.function}(*a):\n    {line}", (NOT_YET, ())
    return decks.deal(f"{question.name} right", styles(question)), (RIGHT, ())


def styles(question):
    """Right answers of different styles: the course's own, and its variants."""
    page = ROOT / f"rnnlib/exercises/{question.exercise.lower()}/variants.py"
    text = page.read_text(encoding="utf-8")
    names = {}
    exec(compile(text, str(page), "exec"), names)
    n = len(names["VARIANTS"].get(question.name, ()))
    others = [f"{text}\n{question.function} = VARIANTS[{question.name!r}][{i}]" for i in range(n)]
    own = _with_helpers(source_of(question.right), question)
    return [own, *others]


def _with_helpers(source, question):
    """The source with the functions of its page that it calls: a notebook has no others."""
    names = question.right.__globals__
    helpers = [
        inspect.getsource(names[name])
        for name in dict.fromkeys(re.findall(r"\b(which_line_\d)\(", source))
    ]
    return "\n\n".join([*helpers, source])


def notebook_cells(exercise, answers):
    """The code cells of the exercise as it is handed out, with answers in place of its stubs."""
    path = ROOT / f"exercises/{find(exercise).file}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    sources = [c["source"] for c in notebook["cells"] if c["cell_type"] == "code"]
    cells = ["".join(s) if isinstance(s, list) else s for s in sources]
    for function, answer in answers.items():
        stub = next(i for i, cell in enumerate(cells) if f"def {function}(" in cell)
        cells[stub] = answer or cells[stub]
    return cells


def write(students, folder):
    """Write the class down as Moodle's folders would look: one for each student."""
    for student in students:
        place = folder / student.name
        place.mkdir(parents=True)
        for exercise, sources in student.cells.items():
            cells = [{"cell_type": "code", "source": s, "metadata": {}} for s in sources]
            text = json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}})
            (place / f"{exercise}.ipynb").write_text(text, encoding="utf-8")


def differences(students, folder):
    """Where the results in a folder of a run are not as they must be, a sentence for each."""
    found = []
    results = [json.loads(p.read_text(encoding="utf-8")) for p in folder.glob("results/*.json")]
    names = [result["student"] for result in results]
    found += [f"{n} came twice" for n in set(names) if names.count(n) > 1]
    by_name = {result["student"]: result for result in results}
    for student in students:
        if student.name not in by_name:
            found.append(f"{student.name} is lost")
            continue
        for mark in by_name[student.name]["marks"]:
            verdict = mark["verdict"]
            state, mistakes = student.expected.get(verdict["question"], (UNTRIED, ()))
            came = verdict["state"], tuple(verdict["mistakes"])
            points = mark["out_of"] if state == RIGHT else 0
            if came != (state, mistakes) or mark["points"] != points:
                said = f"{came} with {mark['points']} points, expected {(state, mistakes)}"
                found.append(f"{student.name}: {verdict['question']}: {said}: {verdict['found']}")
    return found
