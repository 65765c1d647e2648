"""The facts of an exercise wherever they are said. They are typed in its questions.py alone.

The text of a notebook.py says {{ title }}, {{ minutes }}, {{ points }}, {{ points of step }} and
{{ next }}; building puts the facts there. The README's table of exercises is written from them too.
"""

import re
from pathlib import Path

from rnnlib.exercises.exercise import Exercise
from rnnlib.exercises.register import find, ladder

FACT = re.compile(r"\{\{ ([\w ]+) \}\}")
HEAD = "| exercise | what you write | minutes |\n|---|---|---|\n"


def exercise_of(source: Path) -> Exercise | None:
    """The exercise whose notebook.py this is, None for a lesson."""
    return find(source.parent.name.upper()) if source.name == "notebook.py" else None


def name_of(source: Path) -> str:
    """What the notebooks of a source are called: "02_recurrence", "E02_one_step"."""
    exercise = exercise_of(source)
    return exercise.file if exercise else source.stem


def with_facts(text: str, exercise: Exercise) -> str:
    """A text with the facts of its exercise; ValueError for one that is not known."""
    facts = facts_of(exercise)

    def fact(found: re.Match) -> str:
        if found[1] not in facts:
            known = ", ".join(facts)
            raise ValueError(f"{exercise.name} says {found[0]}, expected one of: {known}")
        return facts[found[1]]

    return FACT.sub(fact, text)


def facts_of(exercise: Exercise) -> dict[str, str]:
    """What can stand in a notebook.py between {{ and }}."""
    return {
        "title": titled(exercise),
        "minutes": str(exercise.minutes),
        "points": str(exercise.points),
        "points by the check": str(exercise.points - exercise.by_hand),
        "points by a person": str(exercise.by_hand),
        "next": next_after(exercise),
        **{f"points of {q.function}": counted(q.points) for q in exercise.questions},
    }


def titled(exercise: Exercise) -> str:
    """Name and title: "E03 · A run over a sentence"."""
    return f"{exercise.name} · {exercise.title}"


def counted(points: int) -> str:
    """A number of points in words: "1 point", "2 points"."""
    return f"{points} point" if points == 1 else f"{points} points"


def next_after(exercise: Exercise) -> str:
    """A link to the exercise that follows, or that there is none."""
    steps = ladder()
    later = steps[steps.index(exercise) + 1 :]
    if not later:
        return "this was the last exercise"
    return f"[{titled(later[0])}]({later[0].file}.ipynb)"


def with_table(readme: str) -> str:
    """The text of the README with its table of exercises as it must be."""
    rows = [f"| {e.name} {e.title} | {e.you_write} | {e.minutes} |\n" for e in ladder()]
    before, head, after = readme.partition(HEAD)
    return before + head + "".join(rows) + re.sub(r"\A(\|.*\n)*", "", after)
