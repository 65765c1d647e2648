"""The exercises as a learner gets them: in step with their sources, and nothing given away."""

import ast
import re
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from formulas import ALLOWED_COMMANDS, commands_in

from rnnlib.exercises.register import all_exercises, find, ladder
from tools.build import notebooks as build
from tools.build.editions import CHECK
from tools.build.facts import counted, exercise_of, titled, with_facts, with_table
from tools.launch.handout import SOLUTION

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "rnnlib" / "exercises").glob("*/notebook.py"))
each_source = pytest.mark.parametrize("path", SOURCES, ids=lambda p: exercise_of(p).file)


def built(folder, path):
    return nbformat.read(ROOT / folder / f"{exercise_of(path).file}.ipynb", as_version=4)


def text_of(path):
    """The text of an exercise, with the facts that its source leaves to be filled in."""
    return "\n".join(cell.source for cell in build.from_source(path).cells)


def test_an_exercise_is_one_folder_with_everything_of_it_inside():
    folders = [p for p in (ROOT / "rnnlib/exercises").glob("e*") if p.is_dir()]
    assert [f.name.upper() for f in sorted(folders)] == list(all_exercises())
    for folder in folders:
        pages = {p.name for p in folder.iterdir()} - {"__pycache__"}
        assert pages == {"notebook.py", "questions.py", "mistakes.py", "variants.py"}


def test_every_exercise_has_both_editions_and_no_edition_is_without_exercise():
    files = [exercise.file for exercise in all_exercises().values()]
    for folder in ("exercises", "solutions"):
        assert sorted(p.stem for p in (ROOT / folder).glob("*.ipynb")) == files


@each_source
def test_all_pages_of_an_exercise_speak_of_its_questions(path):
    exercise, folder = exercise_of(path), f"rnnlib.exercises.{path.parent.name}"
    assert exercise.name == path.parent.name.upper()
    assert {question.exercise for question in exercise.questions} == {exercise.name}
    mistakes = import_module(f"{folder}.mistakes").MISTAKES
    assert {mistake.question for mistake in mistakes} == set(exercise.questions)
    variants = import_module(f"{folder}.variants").VARIANTS
    assert set(variants) == {question.name for question in exercise.questions}


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


@pytest.mark.slow
@each_source
def test_the_exercise_runs_to_its_end_unsolved_and_every_check_says_not_tried_yet(path):
    shown = build.run(built("exercises", path))
    names = []
    for cell in shown.cells:
        for _, name in CHECK.findall(cell.source if cell.cell_type == "code" else ""):
            assert f"○ {name}: not tried yet" in cell.outputs[-1].data["text/plain"]
            names.append(name)
    assert names == [question.name for question in exercise_of(path).questions]


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
def test_the_exercise_keeps_those_outputs_of_the_solution_that_give_nothing_away(path):
    holes = build.with_holes(built("solutions", path))
    for kept, stored in zip(holes.cells, built("exercises", path).cells, strict=True):
        assert kept.get("outputs") == stored.get("outputs"), stored.source


@each_source
def test_no_prediction_is_answered_by_what_is_already_on_the_page(path):
    """Between a guess and its comparison nothing has been computed yet."""
    guessing = False
    for cell in built("exercises", path).cells:
        starts = cell.cell_type == "code" and re.search(r"\bguess\(", cell.source)
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
    assert checked == [question.name for question in exercise_of(path).questions]


@each_source
def test_a_stub_ends_in_the_line_that_tells_which_results_are_expected(path):
    for cell in built("exercises", path).cells:
        if "# YOUR CODE HERE" not in cell.source:
            continue
        function = ast.parse(cell.source).body[-1]
        last = function.body[-1]
        assert isinstance(last, ast.Return), cell.source
        results = last.value.elts if isinstance(last.value, ast.Tuple) else [last.value]
        question = find(f"{exercise_of(path).name}.{function.name}")
        assert len(results) == len(question.parts), cell.source


@each_source
def test_the_first_cell_tells_what_when_and_how_much(path):
    exercise, first = exercise_of(path), build.from_source(path).cells[0].source
    assert first.startswith(f"# {exercise.name} · {exercise.title}\n")
    assert f"**Time:** {exercise.minutes} minutes" in first
    assert f"**Points:** {exercise.points}" in first


@each_source
def test_the_heading_of_a_part_tells_its_points(path):
    parts = re.findall(r"^## Part (\d+): .* \((.+)\)$", text_of(path), re.MULTILINE)
    questions = enumerate(exercise_of(path).questions, start=1)
    assert parts == [(str(number), counted(question.points)) for number, question in questions]
    for cell in build.from_source(path).cells:
        about = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "markdown" and about.get("grade"):
            assert re.search(rf"\({counted(about['points'])}\)$", cell.source, re.MULTILINE)


@each_source
def test_facts_are_left_to_be_filled_in(path):
    """Title, minutes, points and the link to the next exercise are typed in questions.py alone."""
    text, exercise = path.read_text(encoding="utf-8"), exercise_of(path)
    for fact in ("{{ title }}", "{{ minutes }} minutes", "{{ points }}", "{{ next }}"):
        assert text.count(fact) == 1
    assert f"{exercise.name} · " not in text and "{{ " not in text_of(path)
    assert re.findall(r"\(E\d\d\w*\.ipynb\)", text) == []


def test_an_exercise_leads_to_the_next_and_the_last_one_says_that_it_is():
    source = {exercise_of(path): path for path in SOURCES}
    for exercise, later in pairwise(ladder()):
        link = f"**Next:** [{titled(later)}]({later.file}.ipynb)"
        assert build.from_source(source[exercise]).cells[-1].source.count(link) == 1
    last = build.from_source(source[ladder()[-1]]).cells[-1].source
    assert "**Next:** this was the last exercise" in last


def test_a_fact_that_is_not_known_is_met_with_those_that_are():
    with pytest.raises(ValueError, match=r"E02 says \{\{ author \}\}, expected one of: title"):
        with_facts("by {{ author }}", find("E02"))


@each_source
def test_an_exercise_has_its_parts(path):
    text = path.read_text(encoding="utf-8")
    parts = [" guess(", ".compare(", '"target"', "orked example", "## What you can do now"]
    assert [part for part in parts if part not in text] == []
    levels = [len(level) for level in re.findall(r"^# (#+) ", text, flags=re.MULTILINE)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


@each_source
def test_links_lead_somewhere_in_the_course_and_among_the_learners_copies(path):
    for target in re.findall(r"\]\(([^)#:]+\.ipynb)\)", text_of(path)):
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
    assert sum(mark.get("points", 0) for mark in marks) == exercise_of(path).points
    assert len({mark["grade_id"] for mark in marks}) == len(marks)


def test_the_readme_lists_every_exercise_with_its_minutes():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for exercise in all_exercises().values():
        row = f"| {exercise.name} {exercise.title} | {exercise.you_write} | {exercise.minutes} |"
        assert text.count(f"\n{row}\n") == 1, f"run python course.py build; it writes: {row}"
    assert with_table(text) == text, "run: python course.py build"


def test_lessons_call_exercises_by_their_titles():
    for path in (ROOT / "course" / "lessons").glob("*.py"):
        for name, rest in re.findall(r"\b(E\d\d) · (.+)", path.read_text(encoding="utf-8")):
            assert rest.startswith(find(name).title), f"{path.name}: {name}"


def test_formulas_use_only_what_katex_and_mathjax_both_render():
    for path in SOURCES:
        assert commands_in(path) <= ALLOWED_COMMANDS, path.parent.name
