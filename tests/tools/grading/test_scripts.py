"""A script that was exported from a notebook has its cells again."""

import subprocess
import sys

import pytest

from rnnlib.exercises.register import find
from tools.grading import scripts
from tools.grading.marks import ROOT, mark_notebook


@pytest.mark.slow
@pytest.mark.parametrize(("form", "marked"), [("python", True), ("script", False)])
def test_what_nbconvert_exports_brings_the_points_of_the_notebook(tmp_path, form, marked):
    """A notebook that was never run is exported without marks, as one long cell."""
    names = ["E02_one_step", "E09_bptt"]
    command = [sys.executable, "-m", "nbconvert", "--to", form, "--output-dir", str(tmp_path)]
    paths = [str(ROOT / f"solutions/{name}.ipynb") for name in names]
    subprocess.run([*command, *paths], check=True, capture_output=True)
    for name in names:
        (script,) = tmp_path.glob(f"{name}.*")
        cells = scripts.cells(script.read_bytes())
        marks = mark_notebook(name[:3], cells, 3)
        assert (len(cells) > 1) is marked
        assert sum(mark.points for mark in marks) == find(name[:3]).points
        if marked:  # the course's own cells are known again
            assert {mark.cells for mark in marks} == {()}


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("# In[1]:\n\n\na = 1\n\n\n# text\n# more\n\n# In[ ]:\n\n\nb = 2\n", ["a = 1", "b = 2"]),
        ("# %%\na = 1\n# %% [markdown]\n# text\n# %% a title\nb = 2\n", ["a = 1", "b = 2"]),
        ("import numpy as np\n# In[2]:\na = 1\n", ["import numpy as np\n", "a = 1"]),
        ("#!/usr/bin/env python\n# coding: utf-8\n# In[2]:\na = 1\n", ["a = 1"]),
        ("a = 1\nb = 2\n", ["a = 1\nb = 2\n"]),
        ("x = '# In[1]:'\n", ["x = '# In[1]:'\n"]),
    ],
)
def test_cells_are_parted_where_their_marks_stand(text, cells):
    assert scripts.cells(text.encode()) == cells
    assert scripts.cells(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()) == cells


def test_what_is_no_text_gets_the_reason():
    with pytest.raises(ValueError, match="is not UTF-8"):
        scripts.cells(b"\xff\xfe\x00")
