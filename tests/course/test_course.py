"""The house rules: lessons and notebooks in step, readable, run in order, with alt texts."""

import ast
import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from formulas import ALLOWED_COMMANDS, commands_in

from tools.build import notebooks as build

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "course" / "lessons").glob("*.py"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
each_source = pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)


def cells(path, kind):
    return [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == kind]


def test_every_source_has_its_notebook_and_no_notebook_is_without_source():
    assert [p.stem for p in SOURCES] == [p.stem for p in NOTEBOOKS]
    assert SOURCES


@each_source
def test_the_notebook_is_what_its_source_builds(path):
    stored = nbformat.read(ROOT / "notebooks" / f"{path.stem}.ipynb", as_version=4)
    fresh = build.from_source(path)
    assert stored.metadata == fresh.metadata
    for old, new in zip(stored.cells, fresh.cells, strict=True):
        for part in ("id", "cell_type", "source", "metadata"):
            assert old[part] == new[part], "run: python course.py build"


@each_notebook
def test_every_code_cell_was_run_in_order_and_without_error(path):
    code = cells(path, "code")
    assert [c.execution_count for c in code] == list(range(1, len(code) + 1))
    assert not [o for c in code for o in c.outputs if o.output_type == "error"]


@each_notebook
def test_every_picture_has_an_alt_text_that_says_something(path):
    for cell in cells(path, "code"):
        for output in cell.outputs:
            if "image/png" in output.get("data", {}):
                alt = output.metadata["image/png"]["alt"]
                assert len(alt) > 40
                assert output.data["text/plain"] == alt


@each_notebook
def test_no_widget_state_no_machine_and_no_large_file(path):
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    assert "widgets" not in notebook.metadata
    assert "widget-view" not in text
    assert not re.search(r"/home/|/root/|/Users/|/tmp/|C:\\\\", text)
    assert path.stat().st_size < 1_500_000


@each_source
def test_headings_go_down_one_level_at_a_time_from_a_single_title(path):
    levels = re.findall(r"^# (#+) ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    depth = [len(level) for level in levels]
    assert depth[0] == 1 and depth.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(depth))


@each_source
def test_a_lesson_has_the_parts_that_every_lesson_has(path):
    text = path.read_text(encoding="utf-8")
    if path.stem.startswith("14"):  # the glossary is no lesson
        return
    parts = ["you can**", "**Time:**", "> **Predict:**", "## Key points"]
    if not path.stem.startswith("00"):
        parts += ["## Do you remember?", "## Common mistakes", "## Your turn"]
        assert text.count("<summary>Answer</summary>") == 3
    assert [part for part in parts if part not in text] == []


@each_notebook
def test_a_code_cell_is_short_and_is_valid_python(path):
    for cell in cells(path, "code"):
        lines = [line for line in cell.source.splitlines() if line.strip()]
        assert len(lines) <= 18, cell.source
        assert max(map(len, lines)) <= 100
        ast.parse(cell.source)


@each_notebook
def test_trained_numbers_are_held_by_an_assertion(path):
    """nbval does not compare these cells, so the claim must be in the code."""
    code = cells(path, "code")
    if any("fit(" in c.source for c in code):
        assert any("assert " in c.source for c in code)


@each_source
def test_links_lead_somewhere(path):
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+\.ipynb)\)", text):
        assert (ROOT / "notebooks" / target).exists(), target


def test_readme_and_lesson_00_list_every_lesson():
    for place in (ROOT / "README.md", ROOT / "course" / "lessons" / "00_start_here.py"):
        text = place.read_text(encoding="utf-8")
        for path in SOURCES[1:]:
            assert path.stem in text, f"{place.name} does not list {path.stem}"


def test_the_map_of_the_lecture_is_true():
    """Every heading of the map stands in its lesson, every function is called there, F1 to F16."""
    text = (ROOT / "course/lessons/00_start_here.py").read_text(encoding="utf-8")
    rows = re.findall(
        r"^# \| (.+) \| (.+) \| (.+) \|$", text[text.index("## A map") :], re.MULTILINE
    )
    figures = []
    for first, second, third in rows:
        link = re.search(r"\((\w+)\.ipynb\)", second + third)
        if not link:
            continue
        lesson = (ROOT / "course/lessons" / f"{link[1]}.py").read_text(encoding="utf-8")
        if first.startswith("F"):
            figures += [int(n) for n in re.findall(r"F(\d+)", first)]
            for function in re.findall(r"`(\w+)`", second):
                assert f"{function}(" in lesson, f"{function} is not called in {link[1]}"
        else:
            assert re.search(rf"^# #+ {re.escape(third)}$", lesson, re.MULTILINE), third
    assert figures == [1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13, 14, 15, 16]  # F5–F8 is one row
    assert len(rows) > 35


def test_formulas_use_only_what_katex_and_mathjax_both_render():
    for path in SOURCES:
        assert commands_in(path) <= ALLOWED_COMMANDS, path.stem


@pytest.mark.slow
def test_lesson_03c_runs_to_its_end_without_the_reviews(tmp_path, monkeypatch):
    monkeypatch.setenv("RNNLIB_CACHE", str(tmp_path))
    notebook = build.run(build.from_source(ROOT / "course/lessons/03c_real_sentences.py"))
    shown = [o.text for c in notebook.cells for o in c.get("outputs", []) if "text" in o]
    assert any("rnnlib.fetch_reviews()" in text for text in shown)
