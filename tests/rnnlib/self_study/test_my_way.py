"""The way through the course is read from saved notebooks: what is done, and what comes next."""

import json
import shutil

import pytest
from browser import ROOT

from rnnlib import my_way
from rnnlib.self_study.my_way import EARLIER, SHORT
from tools.launch.work import bring_up_to_date


@pytest.fixture
def work(tmp_path):
    """my_work after the first start."""
    lessons, exercises = (sorted((ROOT / k).glob("*.ipynb")) for k in ("notebooks", "exercises"))
    bring_up_to_date([*lessons, *exercises], tmp_path / "my_work")
    return tmp_path / "my_work"


def run(path, cells=None):
    """As if somebody had run the first cells, or all, and saved."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    code = [c for c in notebook["cells"] if c["cell_type"] == "code" and c["source"]]
    for number, cell in enumerate(code[:cells]):
        cell["execution_count"] = number + 1
    path.write_text(json.dumps(notebook), encoding="utf-8")


def check(path, question, verdict):
    """As if a check had said this."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if f'check("{question}"' in "".join(cell["source"]):
            data = {"text/plain": [f"{verdict}\n", "  checked   …"]}
            cell["outputs"] = [{"output_type": "execute_result", "data": data, "metadata": {}}]
            cell["execution_count"] = 1
    path.write_text(json.dumps(notebook), encoding="utf-8")


def states(work):
    return {stop.number: stop.state for stop in my_way(work).stops if stop.state}


def test_at_the_beginning_nothing_is_done_and_lesson_01_comes_next(work):
    way = my_way(work)
    assert states(work) == {} and way.next.number == "01"
    assert {stop.number for stop in way.stops if stop.short} >= set(SHORT) - {"03"}
    assert {"03a", "03b", "03c"} <= {stop.number for stop in way.stops if stop.short}
    numbers = [stop.number for stop in way.stops]
    assert len(numbers) == len(set(numbers)) and {f"E{k:02}" for k in range(1, 14)} <= set(numbers)


def test_a_lesson_is_done_when_all_its_cells_were_run(work):
    run(work / "01_motivation.ipynb", 2)
    assert states(work)["01"].startswith("2 of ")
    run(work / "01_motivation.ipynb")
    run(work / "00_start_here.ipynb")
    assert states(work) == {"00": "done", "01": "done"}
    assert my_way(work).next.number == "02"


def test_an_exercise_is_solved_when_every_last_check_says_right(work):
    path = work / "E02_one_step.ipynb"
    run(path, 1)
    assert states(work) == {"E02": "0 of 2 answers right"}
    check(path, "E02.step", "✓ E02.step: right")
    check(path, "E02.output", "✗ E02.output: not yet")
    assert states(work) == {"E02": "1 of 2 answers right"}
    check(path, "E02.output", "✓ E02.output: right")
    assert states(work) == {"E02": "solved"}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["E01_dense_net", "E07_graph_by_hand", "E11_planted_bug"])
def test_what_the_solutions_show_is_solved(work, name):
    shutil.copy(ROOT / "solutions" / f"{name}.ipynb", work)
    assert states(work) == {name[:3]: "solved"}


@pytest.mark.slow
@pytest.mark.parametrize("name", EARLIER)
def test_a_copy_of_a_lesson_that_was_cut_into_parts_is_no_stop(work, name):
    way = str(my_way(work))
    shutil.copy(work / "04_parameter_sharing.ipynb", work / f"{name}.ipynb")
    run(work / f"{name}.ipynb")
    assert str(my_way(work)) == way and not (ROOT / "notebooks" / f"{name}.ipynb").exists()


def test_a_copy_with_the_outputs_of_the_course_itself_is_not_done(work):
    (work.parent / "notebooks").mkdir()
    for folder in (work, work.parent / "notebooks"):
        shutil.copy(ROOT / "notebooks" / "01_motivation.ipynb", folder)
    assert states(work) == {}
    assert {stop.state for stop in my_way(ROOT / "notebooks").stops} == {""}


@pytest.mark.slow
@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '{"cells": 3}', '{"cells": []}', '{"cells": [{}]}', '{"cells": [3]}', "\x00",
     '{"cells": [{"cell_type": "code", "source": 7}]}', '{"cells": [{"source": ["# 04 · x"]}]}'],
)  # fmt: skip
def test_a_notebook_that_cannot_be_read_is_left_out(work, content):
    (work / "04_parameter_sharing.ipynb").write_text(content)
    (work / "zz_my_own.ipynb").write_text(content)
    way = my_way(work)
    assert "04" not in {stop.number for stop in way.stops} and "E05" in str(way)


def test_an_empty_folder_and_the_end_have_no_next(tmp_path, work):
    assert my_way(tmp_path).next is None and "0 of 0" in str(my_way(tmp_path))
    for path in work.glob("[0-9]*.ipynb"):
        run(path)
    for path in work.glob("E*.ipynb"):
        shutil.copy(ROOT / "solutions" / path.name, path)
    assert my_way(work).next is None and "That was all." in my_way(work)._repr_html_()


def test_the_table_links_every_notebook_and_says_in_words_what_it_marks(work):
    html = my_way(work)._repr_html_()
    for path in work.glob("*.ipynb"):
        assert path.name.startswith("14_") or f'<a href="{path.name}">' in html
    assert html.count('aria-label="short way"') == sum(stop.short for stop in my_way(work).stops)


def test_nothing_is_written(work):
    before = {path: path.stat().st_mtime_ns for path in work.rglob("*")}
    my_way(work)
    assert {path: path.stat().st_mtime_ns for path in work.rglob("*")} == before
