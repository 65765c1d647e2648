"""One hash of all that decides: a change of any of it grades again, a change of a page does not."""

import platform
import shutil

import numpy as np
import pytest

from tools.grading.edition import PLACES, edition
from tools.grading.walls import ROOT


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """All that judges, and a README, in a folder of its own."""
    root = tmp_path_factory.mktemp("edition")
    for place in PLACES:
        shutil.copytree(ROOT / place, root / place)
    shutil.copy(ROOT / "README.md", root)
    return root


def after(root, change):
    """The hash before and after a change, as two processes would see it."""
    edition.cache_clear()
    before = edition(root)
    change()
    edition.cache_clear()
    return before, edition(root)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "tools/grading/marks.py",
        "tools/grading/notebook.py",
        "tools/grading/asking.py",
        "tools/grading/child.py",
        "tools/grading/feedback.html.j2",
        "rnnlib/cells.py",
        "rnnlib/exercises/verdict.py",
        "rnnlib/exercises/e02/questions.py",
        "rnnlib/data/sunspots.csv",
        "exercises/E02_one_step.ipynb",
        "solutions/E02_one_step.ipynb",
    ],
)
def test_a_change_of_what_judges_is_seen(copy, name):
    def edit():
        with (copy / name).open("ab") as file:
            file.write(b"\n# edited\n")

    before, now = after(copy, edit)
    assert before != now


def test_a_file_that_comes_goes_or_gets_another_name_is_seen(copy):
    page = copy / "tools/grading/more.py"
    seen = {after(copy, page.touch)[1], after(copy, lambda: page.rename(page.with_stem("x")))[1]}
    assert len(seen | {after(copy, page.with_stem("x").unlink)[1]}) == 3


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "rnnlib/README.md",
        "rnnlib/.DS_Store",
        "tools/grading/__pycache__/marks.cpython-311.pyc",
        "exercises/.ipynb_checkpoints/E02_one_step-checkpoint.ipynb",
    ],
)
def test_what_decides_nothing_may_change(copy, name):
    def edit():
        (copy / name).parent.mkdir(exist_ok=True)
        (copy / name).write_bytes(b"edited")

    before, now = after(copy, edit)
    assert before == now


def test_line_ends_of_windows_are_the_same_edition(copy):
    page = copy / "tools/grading/marks.py"
    windows = page.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    before, now = after(copy, lambda: page.write_bytes(windows))
    assert before == now


@pytest.mark.parametrize(
    ("place", "name", "value"),
    [(np, "__version__", "1.0"), (platform, "python_version", lambda: "3.9.0")],
)
def test_another_numpy_or_python_is_another_edition(copy, monkeypatch, place, name, value):
    before, now = after(copy, lambda: monkeypatch.setattr(place, name, value))
    edition.cache_clear()
    assert before != now


def test_it_is_read_once_in_a_process(copy, monkeypatch):
    edition(copy)
    monkeypatch.setattr(type(copy), "rglob", None)
    assert edition(copy)
