"""The class edition: a copy for students in which no solution is left, made whole or not at all."""

import json
import os
import re
import subprocess
import sys
from fnmatch import fnmatchcase

import nbformat
import pytest
from built_site import ROOT

from tools.build import class_edition
from tools.launch.environment import Environment
from tools.launch.trouble import Trouble

SOLVED = """def step(x):
    ### BEGIN SOLUTION
    secret = x @ W
    return secret
    ### END SOLUTION"""


def git(folder, *arguments):
    who = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def course(tmp_path):
    """A small course under git, with everything in it that must not get out."""
    root = tmp_path / "course"
    files = {
        "README.md": "Read me, ### BEGIN SOLUTION is only mentioned here",
        "rnnlib/cells.py": "x = 1\n",
        "tools/build/editions.py": 'MARK = "### BEGIN SOLUTION\\n.*?### END SOLUTION"\n',
        "course/lessons/01.py": "# %% [markdown]\n",
        "rnnlib/exercises/e01/questions.py": "the checks need the right answer",
        "rnnlib/exercises/e01/notebook.py": "a project has no marks: secret",
        "rnnlib/exercises/e01/variants.py": "secret = 1",
        "tests/test_e01.py": "secret = 1",
        "docs/hint.py": "# ### BEGIN SOLUTION\nsecret\n# ### END SOLUTION\n",
        "pictures/a.bin": b"\xff\xfe\x00",
    }
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    run = nbformat.v4.new_output("stream", text="secret output")
    cell = nbformat.v4.new_code_cell(SOLVED, outputs=[run], execution_count=1)
    for folder in ("solutions", "exercises"):
        (root / folder).mkdir()
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), root / folder / "E01.ipynb")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "all")
    (root / "my_work").mkdir()
    (root / "my_work" / "thesis.txt").write_text("secret", encoding="utf-8")
    return root


def everything(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_no_solution_gets_out_and_the_rest_does(course, tmp_path):
    out = tmp_path / "for" / "students"
    assert class_edition.main(Environment(course), [str(out)]) == 0
    files = everything(out)
    assert set(files) == {
        "README.md",
        "rnnlib/cells.py",
        "tools/build/editions.py",
        "rnnlib/exercises/e01/questions.py",
        "course/lessons/01.py",
        "pictures/a.bin",
        "exercises/E01.ipynb",
    }
    assert not [name for name, content in files.items() if b"secret" in content]
    (cell,) = nbformat.read(out / "exercises" / "E01.ipynb", as_version=4).cells
    assert cell.source == ("def step(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()")
    assert cell.outputs == [] and cell.execution_count is None


def test_a_region_that_never_ends_is_cut_to_the_end_of_its_cell():
    cell = {"cell_type": "code", "source": ["f = 1\n", "### BEGIN SOLUTION\n", "secret"]}
    text = class_edition.without_solutions(json.dumps({"cells": [cell]}))
    assert "secret" not in text and "f = 1" in text


def test_an_existing_folder_is_never_written_to(course, tmp_path):
    out = tmp_path / "thesis"
    out.mkdir()
    with pytest.raises(Trouble, match="name a folder that does not exist yet"):
        class_edition.main(Environment(course), [str(out)])
    assert list(out.iterdir()) == []


def test_without_git_there_is_one_sentence(tmp_path):
    with pytest.raises(Trouble, match="git did not answer"):
        class_edition.main(Environment(tmp_path), [str(tmp_path / "out")])


def test_if_a_solution_got_through_there_is_no_copy(course, tmp_path, monkeypatch):
    monkeypatch.setattr(class_edition, "without_solutions", lambda text: text)
    with pytest.raises(Trouble, match=r"exercises/E01\.ipynb would still hold a solution"):
        class_edition.main(Environment(course), [str(tmp_path / "out")])
    assert not (tmp_path / "out").exists()


def test_this_course_has_a_class_edition_without_solutions(tmp_path):
    out = tmp_path / "students"
    class_edition.main(Environment(ROOT), [str(out)])
    files = everything(out)
    assert "course.py" in files and "notebooks/00_start_here.ipynb" in files
    for pattern in class_edition.LEFT_OUT:
        assert not [name for name in files if fnmatchcase(name, pattern)]
    pages = {name.rpartition("/")[2] for name in files if name.startswith("rnnlib/exercises/e0")}
    assert pages == {"questions.py", "mistakes.py"}
    begin = re.compile(rb'^[ \t"]*(# )?### BEGIN SOLUTION', re.MULTILINE)
    assert not [name for name, content in files.items() if begin.search(content)]
    answer = "lambda z, U, c: 1 / (1 + np.exp(-(z @ U + c)))"
    code = f"import numpy as np; from rnnlib import check; print(check('E02.output', {answer}))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=out,
        env=os.environ | {"PYTHONPATH": str(out), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.stdout.startswith("✓ E02.output: right"), done.stderr
