"""What a learner calls in an exercise: `check` an answer, ask for a `hint`.

A check runs in the learner's own process, is friendly, and makes no claim of security. Marks are
given by `python course.py grade`, which runs the answers in a process of their own.
"""

import copy
import time
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from rnnlib.exercises.cells import about_cell
from rnnlib.exercises.collect import Outcome, line_of
from rnnlib.exercises.foreign import foreign_data
from rnnlib.exercises.judge import verdict_on
from rnnlib.exercises.known import Known
from rnnlib.exercises.patience import Stopped, patience
from rnnlib.exercises.register import find, mistakes_in
from rnnlib.exercises.verdict import NOT_YET, Verdict

STUB = Outcome(error="NotImplementedError")


def check(name: str, answer: object) -> Verdict:
    """Try an answer on some cases and say what is wrong with it: a `Verdict`.

    name is the question, such as "E03.run"; answer is your function, or the value itself where
    the question needs no arguments.
    Raises ValueError for an unknown question.
    """
    question = _question(name)
    known = _known(question)
    cases = known.cases
    if answer is None or answer is Ellipsis:
        return verdict_on(question, cases, [STUB] * len(cases))
    if cases[0] and not callable(answer):
        came = f"{'an' if type(answer).__name__[0] in 'aeiou' else 'a'} {type(answer).__name__}"
        found = f"{came} came, expected the function {question.function}, no brackets after it"
        return Verdict(question.name, NOT_YET, found=found)
    begin = time.monotonic()
    try:
        return _tried(question, known, answer)
    except (KeyboardInterrupt, Stopped) as error:
        return _stopped(question, answer, error, time.monotonic() - begin)


def _tried(question, known, answer):
    """The verdict on an answer, with what is worth knowing and a call that shows the finding."""
    with patience(question.function):
        outcomes = question.outcomes(answer, known.cases)
    note = _note(question, answer, known.cases) if callable(answer) else ""
    verdict = verdict_on(question, known.cases, outcomes, note=note, known=known)
    if verdict.case and known.cases[0] and not verdict.again:
        call = f'{_called(question, answer)}(*case("{question.name}", {verdict.case}))'
        verdict = replace(verdict, again=f"from rnnlib import case; {call}")
    return verdict


def case(name: str, number: int = 1) -> tuple:
    """The arguments of one case of a check, to see again what it found there.

        run(*case("E03.run", 2))

    name is the question, number the case, from 1 on.
    Raises ValueError for an unknown question or case.
    """
    cases = _known(_question(name)).cases
    if number not in range(1, len(cases) + 1):
        raise ValueError(f"number = {number!r}, expected a case from 1 to {len(cases)}")
    return copy.deepcopy(cases[number - 1])


@cache  # the same at every check: the second one is quick
def _known(question):
    return Known(question, question.cases(np.random.default_rng(0)), mistakes_in(question))


def _question(name):
    question = find(name)
    if not hasattr(question, "right"):
        names = ", ".join(f'"{q.name}"' for q in question.questions) or "it has none"
        raise ValueError(f"{name} is an exercise, expected one of its questions: {names}")
    return question


def _called(question, answer):
    name = getattr(answer, "__name__", "")
    return name if name.isidentifier() else question.function


def _stopped(question, answer, error, seconds):
    """The verdict on an answer that was stopped while it ran."""
    line = line_of(error, answer)
    where = f", in {line}" if line else ""
    found = f"{question.function} was stopped after {seconds:.0f} s{where}"
    experiment = (
        "A while loop ends only if something in it changes what it asks. Print that in each round."
    )
    return Verdict(question.name, NOT_YET, question.checked, found, experiment=experiment)


def _note(question, answer, cases):
    """What is worth knowing of the function itself: which version it is, what it reads."""
    others = {q.function for q in find(question.exercise).questions} - {question.function}
    name = getattr(answer, "__name__", question.function)
    notes = [about_cell(answer, name, question.arguments, others)]
    if cases[0] and (names := foreign_data(answer)):
        notes.append(
            f"your function reads {', '.join(names)} from the notebook, not from its arguments; if "
            "you did not mean to, use the argument"
        )
    return ". ".join(note for note in notes if note)


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
