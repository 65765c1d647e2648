"""Who knows what: how hard a question was, what it tells, which misconceptions stay.

Small classes say little. A number that rests on fewer than `FEW` students is not given.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from rnnlib.exercises.mistake import Mistake
from rnnlib.exercises.register import all_exercises, all_mistakes
from rnnlib.exercises.verdict import NOT_YET, RIGHT, UNTRIED
from tools.grading.marks import NOTHING
from tools.grading.results import Result
from tools.grading.where import go_back_to

FEW = 10
MOST_NAMED = 3  # misconceptions that a tutorial has time for
MOST_TRAVELLERS = 8


@dataclass(frozen=True)
class QuestionFacts:
    """What a class's answers say of one question."""

    name: str
    points: int
    counts: dict  # state -> students
    handed_in: int  # students who handed in its exercise
    discrimination: float | None  # correlation of being right with the points elsewhere

    @property
    def share(self) -> float | None:
        """The difficulty: how many of those who handed it in are right."""
        return self.counts[RIGHT] / self.handed_in if self.handed_in else None


@dataclass(frozen=True)
class Spread:
    """One misconception, wherever it occurs."""

    name: str
    students: frozenset[str]
    could: int  # students who handed in a question in which it can be made
    worst: Mistake  # in the question where most made it
    by_exercise: dict  # "E02" -> (students who made it, students who could)
    again: tuple[int, int]  # of those who made it and could again, how many did, of how many

    @property
    def share(self) -> float:
        """Of the students who could."""
        return len(self.students) / self.could

    @property
    def back(self) -> str:
        """Where in the lessons to go back to."""
        return go_back_to(self.worst.question.name)


def handed_in(result: Result) -> set[str]:
    """The exercises of which something could be read."""
    return {m.exercise for m in result.marks if m.verdict.found != NOTHING}


def questions(exercises: tuple[str, ...], results: list[Result]) -> list[QuestionFacts]:
    """The facts on each question, in order."""
    return [_facts(q, results) for name in exercises for q in all_exercises()[name].questions]


def _facts(question, results: list[Result]) -> QuestionFacts:
    both = [
        (result, mark)
        for result in results
        for mark in result.marks
        if mark.verdict.question == question.name and mark.verdict.found != NOTHING
    ]
    mine, marks = [result for result, _ in both], [mark for _, mark in both]
    states = Counter(mark.verdict.state for mark in marks)
    counts = {state: states[state] for state in (RIGHT, NOT_YET, UNTRIED)}
    right = [mark.verdict.right for mark in marks]
    elsewhere = [_share_elsewhere(result, question.name) for result in mine]
    told = discrimination(right, elsewhere)
    return QuestionFacts(question.name, question.points, counts, len(mine), told)


def _share_elsewhere(result: Result, question: str) -> float:
    """The share of the points in the other questions that this student handed in."""
    there = handed_in(result)
    others = [m for m in result.marks if m.verdict.question != question and m.exercise in there]
    return sum(m.points for m in others) / max(1, sum(m.out_of for m in others))


def discrimination(right: list[bool], elsewhere: list[float]) -> float | None:
    """The correlation of a right answer with the points elsewhere; None if it rests on too little.

    Near 0: who is good elsewhere does not do better here. Below 0: look at the question itself.
    """
    if len(right) < FEW or len(set(right)) < 2 or np.ptp(elsewhere) == 0:
        return None
    return float(np.corrcoef(np.array(right, float), elsewhere)[0, 1])


def misconceptions(results: list[Result]) -> list[Spread]:
    """Each misconception that somebody has, the most frequent first."""
    made: dict[str, dict[tuple[str, str], str]] = {}  # name -> (student, question) -> exercise
    for result in results:
        for mark in result.marks:
            for name in mark.verdict.mistakes:
                key = result.student, mark.verdict.question
                made.setdefault(name, {})[key] = mark.exercise
    known: dict[str, list[Mistake]] = {}
    for mistake in all_mistakes():
        known.setdefault(mistake.name, []).append(mistake)
    there = {result.student: handed_in(result) for result in results}
    found = [_spread(known[name], where, there) for name, where in made.items() if name in known]
    return sorted(found, key=lambda spread: (-len(spread.students), spread.name))


def _spread(mistakes: list[Mistake], where: dict, there: dict[str, set[str]]) -> Spread:
    possible = list(dict.fromkeys(m.question.exercise for m in mistakes))
    by_exercise = {}
    for exercise in possible:
        could = {student for student, names in there.items() if exercise in names}
        did = {student for (student, _), name in where.items() if name == exercise}
        if could:
            by_exercise[exercise] = (len(did), len(could))
    counts = Counter(question for _, question in where)
    worst = max(mistakes, key=lambda m: counts[m.question.name])
    could = {student for student, names in there.items() if names & set(possible)}
    students = frozenset(student for student, _ in where)
    again = _again(where, there, possible)
    return Spread(worst.name, students, len(could), worst, by_exercise, again)


def _again(where: dict, there: dict, possible: list[str]) -> tuple[int, int]:
    """Of those who made it once and handed in a later exercise where it is possible: who did."""
    again = chances = 0
    for student in {student for student, _ in where}:
        made = {exercise for (who, _), exercise in where.items() if who == student}
        first = min(made)
        later = [name for name in possible if name > first and name in there[student]]
        chances += bool(later)
        again += any(name in made for name in later)
    return again, chances


def for_a_tutorial(spreads: list[Spread]) -> list[Spread]:
    """The misconceptions that are worth everybody's time: not those of a single student."""
    return [spread for spread in spreads if len(spread.students) > 1][:MOST_NAMED]


def travellers(spreads: list[Spread]) -> list[Spread]:
    """The misconceptions that were possible in more than one exercise that came in."""
    return [spread for spread in spreads if len(spread.by_exercise) > 1][:MOST_TRAVELLERS]


def stays_with(results: list[Result]) -> list[tuple[str, str]]:
    """(student, misconception) of those who made the same one in several exercises."""
    found = []
    for result in results:
        made: dict[str, set[str]] = {}
        for mark in result.marks:
            for name in mark.verdict.mistakes:
                made.setdefault(name, set()).add(mark.exercise)
        found += [(result.student, name) for name, where in made.items() if len(where) > 1]
    return found
