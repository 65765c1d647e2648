"""What a learner calls in an exercise: `check` an answer, ask for a `hint`.

A check runs in the learner's own process, is friendly, and makes no claim of security. Marks are
given by `python course.py grade`, which runs the answers in a process of their own.
"""

from dataclasses import dataclass

import numpy as np

from rnnlib.exercises.collect import Outcome, foreign_data
from rnnlib.exercises.judge import verdict_on
from rnnlib.exercises.register import find, mistakes_in
from rnnlib.exercises.verdict import NOT_YET, Verdict

STUB = Outcome(error="NotImplementedError")


def check(name: str, answer: object) -> Verdict:
    """Try an answer on some cases and say what is wrong with it: a `Verdict`.

    name is the question, such as "E03.run"; answer is your function, or the value itself where
    the question needs no arguments.
    Raises ValueError for an unknown question.
    """
    question = find(name)
    if not hasattr(question, "right"):
        names = ", ".join(f'"{q.name}"' for q in question.questions) or "it has none"
        raise ValueError(f"{name} is an exercise, expected one of its questions: {names}")
    cases = question.cases(np.random.default_rng(0))
    if callable(answer):
        outcomes, foreign = question.outcomes(answer, cases), foreign_data(answer)
        return verdict_on(question, cases, outcomes, mistakes_in(question), foreign)
    if answer is None or answer is Ellipsis:
        return verdict_on(question, cases, [STUB] * len(cases))
    if cases[0]:
        came = f"{'an' if type(answer).__name__[0] in 'aeiou' else 'a'} {type(answer).__name__}"
        found = f"{came} came, expected the function {question.function}, no brackets behind it"
        return Verdict(question.name, NOT_YET, found=found)
    return verdict_on(question, cases, question.outcomes(answer, cases), mistakes_in(question))


@dataclass(frozen=True)
class Hint:
    """One step of help, with what comes next."""

    lines: tuple

    def __str__(self):
        return "\n".join(self.lines)

    __repr__ = __str__


def hint(name: str, step: int = 1):
    """Help in steps: the first gives a direction, the last nearly the answer.

    name is a question, such as "E03.run", or an exercise for the hints of all its questions.
    Raises ValueError for an unknown name or a step below 1.
    """
    if not isinstance(step, int) or step < 1:
        raise ValueError(f"step = {step!r}, expected 1 for the first hint, 2 for the second, …")
    found = find(name)
    questions = getattr(found, "questions", (found,))
    return Hint(tuple(line for question in questions for line in _hint(question, step)))


def _hint(question, step):
    n = len(question.hints)
    if step > n:
        return [f"{question.name} has {n} hints; the solution is in the folder solutions/."]
    return [f"{question.name}, hint {step} of {n}: {question.hints[step - 1]}"]
