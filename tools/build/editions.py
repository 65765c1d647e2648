"""Two editions of an exercise from one source: solved and run, and with holes for the learner.

The marks are nbgrader's own, so a tutor who runs nbgrader adopts `solutions/` as it is. What
nbgrader wants to know of a cell is derived here and written by nobody: a cell with a solution
region is an answer; `check("E03.run", run)` is worth the points of that question; a text cell
marked `manual=true points=3` in the source is graded by hand.
"""

import re

import nbformat

from rnnlib.exercises.register import find
from tools.launch.handout import as_if_never_run, holds_solution, is_target, with_stubs

GUESS = re.compile(r"\bguess\(")
HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n.*?### END HIDDEN TESTS\n", re.DOTALL)
CHECK = re.compile(r'^(check\("(E\d\d\.\w+)", \w+\))$', re.MULTILINE)


def mark_for_grading(notebook, exercise):
    """Give the cells nbgrader's metadata, and each check a hidden test for its points."""
    for cell in notebook.cells:
        found = CHECK.search(cell.source)
        if holds_solution(cell.source):
            (function,) = re.findall(r"^def (\w+)", cell.source, re.MULTILINE)[:1]
            _mark(cell, f"{exercise}-{function}", solution=True)
        elif cell.cell_type == "code" and found:
            call, name = found.groups()
            test = f"verdict = {call}\nassert verdict.right, verdict"
            hidden = f"### BEGIN HIDDEN TESTS\n{test}\n### END HIDDEN TESTS\n{call}"
            cell.source = cell.source.replace(call, hidden)
            grade_id = f"{name.replace('.', '-')}-check"
            _mark(cell, grade_id, grade=True, locked=True, points=find(name).points)
        elif cell.metadata.pop("manual", False):
            points = cell.metadata.pop("points")
            _mark(cell, f"{exercise}-{cell.id}", grade=True, solution=True, points=points)
    return notebook


def _mark(cell, grade_id, *, grade=False, solution=False, locked=False, points=None):
    about = {"grade": grade, "grade_id": grade_id, "locked": locked, "schema_version": 3}
    about |= {"solution": solution, "task": False}
    if points is not None:
        about["points"] = points
    cell.metadata["nbgrader"] = nbformat.from_dict(about)


def with_holes(solved):
    """The learner's edition of a solved notebook: stubs, and no output but the targets'.

    A target between a guess and its comparison would answer the question before it is read. It
    shows itself when the learner runs its cell.
    """
    targets, guessing = set(), False
    for cell in filter(_is_code, solved.cells):
        starts = GUESS.search(cell.source)
        guessing = bool(starts) or (guessing and ".compare(" not in cell.source)
        if is_target(cell) and not guessing:
            targets.add(cell.id)
    notebook = as_if_never_run(solved, shown=lambda cell: cell.id in targets)
    for cell in filter(_is_code, notebook.cells):
        cell.source = HIDDEN.sub("", with_stubs(cell.source))
    return notebook


def _is_code(cell):
    return cell.cell_type == "code"
