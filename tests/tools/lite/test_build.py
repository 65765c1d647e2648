"""The course in a browser, with nothing installed: built by the command, run in Chromium.

`--long` runs a lesson and an exercise, `--scale` all of them, and prints how long each takes.
"""

import json
import shutil
import time

import pytest
from browser import served
from built_lite import (
    PANEL,
    fill_in,
    lite,
    open_notebook,
    run_all,
    said,
    wait_for_cells,
    wait_for_the_last,
    watched,
)
from built_site import ROOT

from rnnlib.exercises.register import all_exercises
from tools.launch.environment import Environment
from tools.lite import build
from tools.site.notebooks import RUN_HERE

LESSONS = sorted(  # the glossary has nothing to run
    path.name
    for path in (ROOT / "notebooks").glob("*.ipynb")
    if '"cell_type": "code"' in path.read_text(encoding="utf-8")
)
EXERCISES = sorted(path.name for path in (ROOT / "exercises").glob("*.ipynb"))
E02 = "E02_one_step.ipynb"


# --- the command ---------------------------------------------------------------------------------


def test_what_builds_it_is_pinned_and_is_set_up_once(tmp_path, monkeypatch):
    tools, asked = Environment(tmp_path), []
    monkeypatch.setattr(build, "make_venv", lambda environment: None)
    monkeypatch.setattr(build, "installers", lambda environment: iter([["pip"]]))
    monkeypatch.setattr(build, "attempt", lambda environment, command: asked.append(command))
    assert build.set_up(tools) == tools and build.set_up(tools) == tools
    ((_, *packages),) = asked
    assert len(packages) == 2 and all("==" in package for package in packages)


def test_nothing_is_replaced_that_is_no_site_of_this_command(tmp_path):
    (tmp_path / "thesis.txt").touch()
    with pytest.raises(build.Trouble, match="choose another folder"):
        build.see_that_it_may_go(tmp_path)
    (tmp_path / "thesis.txt").rename(tmp_path / "jupyter-lite.json")
    build.see_that_it_may_go(tmp_path)
    build.see_that_it_may_go(tmp_path / "new")


# --- in the browser ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def host():
    with served(lite()) as address:
        yield address


ROW = "{:<32}{:>6}{:>8}{:>12}{:>8}{:>8}"


@pytest.fixture(scope="module")
def times():
    """A function that prints a row of the table, which -s shows."""
    print("\n" + ROW.format("notebook", "cells", "open s", "first cell", "whole", "MB"))
    return lambda name, cells, *numbers: print(
        ROW.format(name, cells, *(f"{n:.1f}" for n in numbers))
    )


def run_in_browser(tab, host, name, times, texts=None):
    """Open a notebook, run it whole, note the times; return what was looked at in the end."""
    weights = {}
    tab.context.on("response", lambda r: weights.update({r.url: r.headers.get("content-length")}))
    begin = time.monotonic()
    open_notebook(tab, host, name)
    opened = time.monotonic() - begin
    if texts:
        fill_in(tab, texts)
    run_all(tab)
    first = time.monotonic() - begin
    look = wait_for_the_last(tab)
    size = sum(int(weight or 0) for weight in weights.values()) / 1e6
    times(name, look["cells"], opened, first, time.monotonic() - begin, size)
    return look


def see_that_all_is_well(tab, host, look):
    """Every cell ran, nothing failed, nothing warned, and nothing was asked of anybody else."""
    kinds = [(o["output_type"], o.get("name"), o.get("evalue")) for o in look["outputs"]]
    assert [kind for kind in kinds if kind[0] == "error"] == []
    assert [o["text"] for o in look["outputs"] if o.get("name") == "stderr"] == []
    assert look["run"] == look["cells"] > 3
    assert [url for url in tab.asked if not url.startswith((host, "data:", "blob:"))] == []
    assert tab.wrong == []


def solved(name):
    """The code cells of an exercise as a learner has them who wrote the answers of the solution."""
    learners = json.loads((lite() / "files" / "my_work" / name).read_text("utf-8"))["cells"]
    solution = json.loads((ROOT / "solutions" / name).read_text("utf-8"))["cells"]
    pairs = zip(learners, solution, strict=True)
    texts = [("".join(a["source"]), "".join(b["source"])) for a, b in pairs if is_code(a)]
    return [answer if "### BEGIN SOLUTION" in answer else stub for stub, answer in texts]


def is_code(cell):
    return cell["cell_type"] == "code"


def by_part(names):
    """One in --long, the others in --scale."""
    often = ("02_recurrence.ipynb", E02)
    return [
        pytest.param(name, marks=pytest.mark.long if name in often else pytest.mark.scale)
        for name in names
    ]


@pytest.mark.browser
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # playwright's own pipes
@pytest.mark.parametrize("name", by_part(LESSONS))
def test_a_lesson_runs_from_top_to_bottom_and_asks_nobody_else(host, times, name):
    with watched() as tab:
        look = run_in_browser(tab, host, name, times)
        see_that_all_is_well(tab, host, look)


@pytest.mark.browser
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("name", by_part(EXERCISES))
def test_an_exercise_can_be_solved_and_checked(host, times, name):
    with watched() as tab:
        look = run_in_browser(tab, host, name, times, solved(name))
        see_that_all_is_well(tab, host, look)
        right = said(look["outputs"])
        for question in all_exercises()[name[:3]].questions:
            assert f"✓ {question.name}: right" in right


@pytest.fixture
def page_beside_it(tmp_path):
    """A page as the site has it, with a cell to scroll to, beside the JupyterLite."""
    shutil.copytree(ROOT / "tools" / "site" / "static", tmp_path / "_static")
    (tmp_path / "lite").symlink_to(lite())
    (tmp_path / "exercises").mkdir()
    run_here = RUN_HERE.format(name=E02)
    cells = '<div class="cell" style="height: 1200px">code</div>' * 4
    page = '<!doctype html><meta name="viewport" content="width=device-width"><title>E02</title>'
    page += f'<link rel="stylesheet" href="../_static/course.css"><article>{run_here}{cells}'
    (tmp_path / "exercises" / "E02.html").write_text(page, encoding="utf-8")
    with served(tmp_path) as address:
        yield address


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_on_a_phone_an_exercise_is_run_on_its_page_and_the_check_names_the_mistake(page_beside_it):
    wrong = [text.replace("z @ V", "z @ V.T") for text in solved(E02)]
    assert wrong != solved(E02)
    with watched(width=390, height=844) as tab:
        tab.goto(f"{page_beside_it}/exercises/E02.html")
        button = tab.get_by_role("button", name="Run this page")
        button.wait_for()
        assert not any("/lite/" in url for url in tab.asked), "nobody has asked for it"
        tab.locator(".cell").nth(2).scroll_into_view_if_needed()
        tab.wait_for_selector("button.afloat")
        button.click()
        frame = tab.locator("iframe").element_handle().content_frame()
        wait_for_cells(frame)
        frame.wait_for_function(f"() => {PANEL}.content.activeCellIndex > 0")
        code = f"[...{PANEL}.content.model.cells].map(cell => cell.type)"
        active = frame.evaluate(f"{PANEL}.content.activeCellIndex")
        assert frame.evaluate(code)[: active + 1].count("code") == 3, "it opens at the same cell"
        fill_in(frame, wrong)
        run_all(frame)
        assert "V transposed" in said(wait_for_the_last(frame)["outputs"])
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390
        frame.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
        tab.get_by_role("button", name="Back to the page").click()
        assert tab.evaluate("document.activeElement.textContent") == "Run this page"
        tab.goto(f"{page_beside_it}/lite/index.html")
        tab.wait_for_selector("body[data-ready]")
        assert "right" in tab.locator(f'[data-name="{E02}"] .state').inner_text()
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390
        assert tab.wrong == []
