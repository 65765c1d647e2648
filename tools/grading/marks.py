"""From a submission to marks: ask its functions behind the walls, judge their numbers here.

The cases are random, new for each run, and known to this process only. What comes back from the
student's process is untrusted text: it is taken apart into plain numbers, and an answer whose
record is missing or damaged is not passed.
"""

import hashlib
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from rnnlib.exercises.collect import Outcome, from_json, to_json
from rnnlib.exercises.exercise import Question
from rnnlib.exercises.judge import verdict_on
from rnnlib.exercises.known import Known
from rnnlib.exercises.register import find, mistakes_in
from rnnlib.exercises.verdict import NOT_YET, UNTRIED, Verdict
from tools.grading import asking, notebook
from tools.grading.technical import look_at
from tools.grading.walls import ROOT

EARLIER = Path(__file__).with_name("earlier_cells.json")  # exercise -> hashes of its cells
NOTHING = "nothing that can be read was handed in"
DAMAGED = "the answer's record is damaged"


@dataclass(frozen=True)
class Mark:
    """What one question brought."""

    verdict: Verdict
    points: int
    out_of: int
    cells: tuple[str, ...] = ()  # cells of its notebook that failed, in words
    seconds: float = 0.0  # of the whole notebook, the student's own run time included
    technical: str = ""  # for the tutor: why there were no numbers to judge, and what helps

    @property
    def exercise(self) -> str:
        """The exercise of the question: "E03"."""
        return self.verdict.question[:3]

    def as_dict(self) -> dict:
        """Plain values, for a JSON file."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict) -> "Mark":
        """The inverse of `as_dict`."""
        verdict = values["verdict"] | {"mistakes": tuple(values["verdict"]["mistakes"])}
        return cls(**values | {"verdict": Verdict(**verdict), "cells": tuple(values["cells"])})


def cases_of(question: Question, seed: int) -> list[tuple]:
    """The cases of a question: the same for every student of a run, on whichever worker."""
    return question.cases(np.random.default_rng([seed, zlib.crc32(question.name.encode())]))


@lru_cache(maxsize=100)  # all questions of a run: they are the same for every student
def known(question: Question, seed: int) -> Known:
    """The cases of a question, and what each mistake gives on them."""
    return Known(question, cases_of(question, seed), mistakes_in(question))


def mark_notebook(exercise: str, cells: list[str], seed: int, **limits) -> list[Mark]:
    """Run the cells of one exercise's notebook and mark each of its questions."""
    of_today = find(exercise).questions
    if not of_today:
        return []
    questions = [of_edition(question, cells) for question in of_today]
    asked = [
        asking.Question(q.name, q.function, to_json(known(q, seed).cases), list(q.parts), q.calls)
        for q in questions
    ]
    heard = asking.ask(cells, asked, **limits)
    failed = tuple(_about_cell(error) for error in heard.cells if _is_own(exercise, cells, error))
    marks = [_mark(known(question, seed), heard, failed) for question in questions]
    return [_of_today(*pair) for pair in zip(marks, of_today, strict=True)]


def of_edition(question: Question, cells: list[str]) -> Question:
    """The question as the notebook asks it: an earlier edition may have asked for less."""

    def defines(function: str) -> bool:
        return any(re.search(rf"^def {function}\b", cell, re.MULTILINE) for cell in cells)

    earlier = question.earlier
    if earlier and defines(earlier.function) and not defines(question.function):
        return earlier
    return question


def _of_today(mark: Mark, question: Question) -> Mark:
    """The mark under the name that the question has today."""
    return replace(mark, verdict=replace(mark.verdict, question=question.name))


def _is_own(exercise: str, cells: list[str], error: asking.CellError) -> bool:
    """Whether a failed cell is the student's: the course's own cells may need rnnlib."""
    if not 1 <= error.cell <= len(cells):
        return False
    return _hash_of(cells[error.cell - 1]) not in cells_of_the_course(exercise)


@cache
def cells_of_the_course(exercise: str) -> frozenset[str]:
    """The code cells of an exercise as it is handed out, of its solution, and of earlier editions.

    Students may still hand in a notebook of an earlier edition; its cells are kept as hashes.
    """
    paths = [*ROOT.glob(f"exercises/{exercise}*.ipynb"), *ROOT.glob(f"solutions/{exercise}*.ipynb")]
    today = [_hash_of(cell) for path in paths for cell in notebook.sources(path.read_bytes())]
    earlier = json.loads(EARLIER.read_text(encoding="utf-8")).get(exercise, [])
    return frozenset([*today, *earlier])


def _hash_of(cell: str) -> str:
    return hashlib.sha256(cell.strip().encode()).hexdigest()[:16]


def _about_cell(error: asking.CellError) -> str:
    where = f", line {error.line}: {error.code}" if error.line else ""
    return f"cell {error.cell}{where}: {error.error}"


def _mark(facts: Known, heard: asking.Heard, failed: tuple) -> Mark:
    question, numbers_came = facts.question, False
    if question.name in heard.records:
        try:
            outcomes = outcomes_in(heard.records[question.name])
            verdict = verdict_on(question, facts.cases, outcomes, known=facts)
            numbers_came = not any(outcome.error for outcome in outcomes)
        except ValueError as error:
            verdict = _not_passed(question, f"{DAMAGED}: {error}")
    else:
        verdict = _not_passed(question, heard.reasons.get(question.name, DAMAGED))
    points = question.points if verdict.right else 0
    technical = look_at(verdict, numbers_came, question.function, failed)
    return Mark(verdict, points, question.points, failed, heard.seconds, technical)


def outcomes_in(record: dict) -> list[Outcome]:
    """The outcomes of a record; ValueError if it is anything else."""
    try:
        outcomes = from_json(record)
    except (TypeError, RecursionError) as error:
        raise ValueError(str(error)) from None
    if not isinstance(outcomes, list) or not all(isinstance(o, Outcome) for o in outcomes):
        raise ValueError("it holds something else than outcomes")
    return outcomes


def _not_passed(question: Question, reason: str) -> Verdict:
    return Verdict(question.name, NOT_YET, question.checked, found=reason)


def nothing_handed_in(exercise: str) -> Iterator[Mark]:
    """The marks of an exercise that a student left out."""
    for question in find(exercise).questions:
        verdict = Verdict(question.name, UNTRIED, found=NOTHING)
        yield Mark(verdict, 0, question.points)
