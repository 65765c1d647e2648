"""`python course.py progress`: which exercises in my_work are solved.

Your notebooks are run as they are on the disk, so save them first. Nothing is changed.
"""

import sys
from pathlib import Path

from rnnlib.exercises.register import find
from rnnlib.exercises.verdict import NOT_YET, UNTRIED
from tools.grading import notebook
from tools.grading.marks import Mark, mark_notebook
from tools.launch.commands import guarded
from tools.launch.console import say
from tools.launch.names import find_all
from tools.launch.start import WORK, all_exercises
from tools.launch.typed import Parser
from tools.launch.work import cells_of

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> int:
    """Print one line for each exercise, and the sum of the points."""
    parser = Parser(prog="python course.py progress", description=__doc__)
    parser.add_argument("exercises", nargs="*", help="such as E03; all if none is named")
    total = out_of = 0
    for path in chosen(parser.parse_args(arguments).exercises):
        exercise = find(path.stem[:3])
        points, text = look_at(ROOT / WORK / path.name, exercise)
        most = exercise.points - exercise.by_hand
        say(f"{exercise.name}  {exercise.title:<43}{points:3} of {most:2} points   {text}".rstrip())
        total, out_of = total + points, out_of + most
    say(f"\n{total} of {out_of} points. Begin an exercise with: python course.py start E01")
    return 0


def chosen(words: list[str]) -> list[Path]:
    """The exercises that were asked for; all if none was named."""
    by_name = {path.stem: path for path in all_exercises(ROOT)}
    return [by_name[name] for name in find_all(words, list(by_name), "exercise")]


def look_at(copy: Path, exercise) -> tuple[int, str]:
    """The points of one exercise, and where it stands in words."""
    if not copy.exists() or cells_of(copy) == cells_of(ROOT / "exercises" / copy.name):
        return 0, "not tried yet"
    try:
        cells = notebook.sources(copy.read_bytes())
    except (ValueError, OSError) as error:
        return 0, f"{copy.name} {error}"
    marks = mark_notebook(exercise.name, cells, seed=0)
    return sum(mark.points for mark in marks), in_words(marks)


def in_words(marks: list[Mark]) -> str:
    """Solved, not tried yet, or what is left, with the mistakes that were recognised."""
    states = {mark.verdict.state for mark in marks}
    if states <= {UNTRIED}:
        return "not tried yet"
    left = [_left(mark) for mark in marks if not mark.verdict.right]
    return "left: " + "; ".join(left) if left else "solved"


def _left(mark: Mark) -> str:
    name = mark.verdict.question.partition(".")[2]
    if mark.verdict.state == NOT_YET and mark.verdict.mistakes:
        return f"{name} ({' and '.join(mark.verdict.mistakes)})"
    return name


if __name__ == "__main__":
    sys.exit(guarded(main, sys.argv[1:]))
