"""The exercises as a learner gets them: in step with their sources, and nothing given away."""

import ast
import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

from rnnlib.exercises.questions import exercises, find
from tools.build import notebooks as build
from tools.build.editions import CHECK, SOLUTION

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "course" / "exercises").glob("*.py"))
each_source = pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)


def built(folder, path):
    return nbformat.read(ROOT / folder / f"{path.stem}.ipynb", as_version=4)


def registered(path):
    return exercises()[path.stem[:3]]


def test_every_exercise_has_a_source_and_both_editions():
    assert [p.stem[:3] for p in SOURCES] == list(exercises())
    for folder in ("exercises", "solutions"):
        assert sorted(p.stem for p in (ROOT / folder).glob("*.ipynb")) == [p.stem for p in SOURCES]


@each_source
def test_both_editions_are_what_the_source_builds(path):
    solved = build.from_source(path)
    holes = build.stamped(build.with_holes(solved))
    for folder, fresh in (("solutions", build.from_source(path)), ("exercises", holes)):
        stored = built(folder, path)
        assert stored.metadata == fresh.metadata, "run: python course.py build"
        for old, new in zip(stored.cells, fresh.cells, strict=True):
            for part in ("id", "cell_type", "source", "metadata"):
                assert old[part] == new[part], "run: python course.py build"


@each_source
def test_the_solution_was_run_in_order_and_every_check_said_right(path):
    code = [c for c in built("solutions", path).cells if c.cell_type == "code"]
    assert [c.execution_count for c in code] == list(range(1, len(code) + 1))
    assert not [o for c in code for o in c.outputs if o.output_type == "error"]
    for cell in code:
        for _, name in CHECK.findall(cell.source):
            assert f"✓ {name}: right" in cell.outputs[-1].data["text/plain"]


@each_source
def test_the_exercise_runs_to_its_end_unsolved_and_every_check_says_not_tried_yet(path):
    shown = build.run(built("exercises", path))
    names = []
    for cell in shown.cells:
        for _, name in CHECK.findall(cell.source if cell.cell_type == "code" else ""):
            assert f"○ {name}: not tried yet" in cell.outputs[-1].data["text/plain"]
            names.append(name)
    assert names == [question.name for question in registered(path).questions]


@each_source
def test_no_line_of_a_solution_is_left_in_the_exercise(path):
    solved = build.from_source(path).cells
    for cell, left in zip(solved, built("exercises", path).cells, strict=True):
        solutions = [match[0] for match in SOLUTION.finditer(cell.source)]
        lines = [line.strip() for text in solutions for line in text.splitlines()[1:-1]]
        assert [line for line in lines if len(line) > 9 and line in left.source] == []
        assert bool(solutions) == ("# YOUR CODE HERE" in left.source)
        assert "HIDDEN TESTS" not in left.source and "SOLUTION" not in left.source


@each_source
def test_an_exercise_shows_its_target_and_nothing_else(path):
    cells = built("exercises", path).cells
    shown = [c for c in cells if c.get("outputs")]
    assert all("target" in c.metadata.tags for c in shown)
    assert "widget-view" not in str(cells)


@each_source
def test_no_prediction_is_answered_by_what_is_already_on_the_page(path):
    """Between a guess and its comparison nothing has been computed yet."""
    guessing = False
    for cell in built("exercises", path).cells:
        starts = cell.cell_type == "code" and re.search(r"\bpredict\(", cell.source)
        guessing = bool(starts) or (guessing and ".compare(" not in cell.source)
        assert not (guessing and cell.get("outputs")), cell.source


@each_source
def test_an_answer_is_a_function_that_its_check_gets_in_the_next_code_cell(path):
    code = [c.source for c in build.from_source(path).cells if c.cell_type == "code"]
    answers = [i for i, source in enumerate(code) if SOLUTION.search(source)]
    checked = []
    for i in answers:
        function = re.search(r"^def (\w+)", code[i], re.MULTILINE)[1]
        call, name = CHECK.search(code[i + 1]).groups()
        assert call == f'check("{name}", {function})' and find(name).function == function
        checked.append(name)
    assert checked == [question.name for question in registered(path).questions]


@each_source
def test_the_first_cell_tells_what_when_and_how_much(path):
    exercise, first = registered(path), build.from_source(path).cells[0].source
    assert first.startswith(f"# {exercise.name} · {exercise.title}\n")
    assert f"**Time:** {exercise.minutes} minutes" in first
    assert f"**Points:** {exercise.points}" in first
    for number, points in re.findall(r"## Part (\d+).*\((\d+) points?\)", path.read_text("utf-8")):
        assert registered(path).questions[int(number) - 1].points == int(points)


@each_source
def test_an_exercise_has_its_parts(path):
    text = path.read_text(encoding="utf-8")
    parts = ["predict(", ".compare(", '"target"', "orked example", "## What you can do now"]
    assert [part for part in parts if part not in text] == []
    levels = [len(level) for level in re.findall(r"^# (#+) ", text, flags=re.MULTILINE)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


@each_source
def test_links_lead_somewhere_in_the_course_and_among_the_learners_copies(path):
    for target in re.findall(r"\]\(([^)#:]+\.ipynb)\)", path.read_text(encoding="utf-8")):
        assert (ROOT / "exercises" / target).resolve().exists(), target


@each_source
def test_code_cells_are_short_and_valid(path):
    for folder in ("exercises", "solutions"):
        for cell in built(folder, path).cells:
            if cell.cell_type == "code":
                lines = [line for line in cell.source.splitlines() if line.strip()]
                assert len(lines) <= 36 and max(map(len, lines)) <= 100
                ast.parse(cell.source)


@each_source
def test_the_points_for_nbgrader_are_those_of_the_exercise(path):
    marks = [
        c.metadata["nbgrader"] for c in built("solutions", path).cells if "nbgrader" in c.metadata
    ]
    assert sum(mark.get("points", 0) for mark in marks) == registered(path).points
    assert len({mark["grade_id"] for mark in marks}) == len(marks)


def test_the_readme_lists_every_exercise_with_its_minutes():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for exercise in exercises().values():
        row = rf"^\| {exercise.name} {re.escape(exercise.title)} \| .+ \| {exercise.minutes} \|$"
        assert re.search(row, text, re.MULTILINE), exercise.name


def test_formulas_use_only_what_katex_and_mathjax_both_render():
    from test_course import ALLOWED_COMMANDS, commands_in

    for path in SOURCES:
        assert commands_in(path) <= ALLOWED_COMMANDS, path.stem
