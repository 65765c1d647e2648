"""All exercises of the course: each is a folder beside this page, and is found by its name.

Whoever wants to solve an exercise should not read its folder first.
"""

import difflib
from functools import cache
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent

# The order in which they are best done: lines are ordered before they are written, batches come
# before graphs, and a first training before the project. The numbers tell when they were made.
LADDER = (
    *("E01", "E02", "E16", "E03", "E17", "E18", "E04", "E19"),  # lessons 01 to 03
    *("E05", "E06", "E10", "E20", "E21", "E07"),  # 04 to 06
    *("E08", "E22", "E12", "E09", "E11", "E14", "E15", "E13"),  # 07 to 16; one's own project last
)


@cache
def all_exercises():
    """Every exercise by its name: {"E01": Exercise, …}, by number."""
    folders = sorted(page.parent.name for page in HERE.glob("e[0-9][0-9]/questions.py"))
    found = [_page(folder, "questions").EXERCISE for folder in folders]
    return {exercise.name: exercise for exercise in found}


def ladder():
    """Every exercise in the order that is recommended: a tuple of `Exercise`."""
    exercises = all_exercises()
    return tuple(exercises[name] for name in in_order(exercises))


def in_order(names):
    """Names of exercises as they are best done; those without a place in the ladder come last."""
    return [*(name for name in LADDER if name in names), *sorted(set(names) - set(LADDER))]


def find(name):
    """The exercise or the question of this name, "E03" or "E03.run".

    Raises ValueError for an unknown name, with the nearest ones.
    """
    exercises = all_exercises()
    questions = [q for e in exercises.values() for q in e.questions]
    questions += [q.earlier for q in questions if q.earlier]
    known = exercises | {q.name: q for q in questions}
    if name not in known:
        near = difflib.get_close_matches(str(name), known, n=3, cutoff=0.4)
        raise ValueError(f"there is no {name!r}; there are {', '.join(near or exercises)}")
    return known[name]


def all_mistakes():
    """Every misconception, in the order of the exercises and questions: a tuple of `Mistake`."""
    return tuple(
        mistake
        for name, exercise in all_exercises().items()
        for question in exercise.questions
        for mistake in _page(name, "mistakes").MISTAKES
        if mistake.question is question
    )


def mistakes_in(question):
    """The misconceptions of one question."""
    page = _page(question.exercise, "mistakes")
    known = (*page.MISTAKES, *getattr(page, "EARLIER", ()))
    return tuple(mistake for mistake in known if mistake.question is question)


def _page(exercise, page):
    return import_module(f"rnnlib.exercises.{exercise.lower()}.{page}")
