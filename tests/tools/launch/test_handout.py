"""What is handed out: as if never run, and with holes where the solutions are."""

import copy
import json

import nbformat
import pytest

from tools.launch.handout import as_if_never_run, as_text, holds_solution, is_target, with_stubs

STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
INDENTED = "    # YOUR CODE HERE\n    raise NotImplementedError()"


def cell(kind="code", tags=(), **more):
    ran = {"outputs": [{"text": "31"}], "execution_count": 3} if kind == "code" else {}
    return {"cell_type": kind, "metadata": {"tags": list(tags)}, "source": "1", **ran, **more}


def test_no_cell_was_run_and_the_notebook_given_keeps_its_outputs():
    given = {"cells": [cell(), cell("markdown"), cell(tags=["target"])]}
    before = copy.deepcopy(given)
    first, text, target = as_if_never_run(given)["cells"]
    assert given == before
    assert (first["outputs"], first["execution_count"]) == ([], None) == (target["outputs"], None)
    assert text == given["cells"][1]


def test_a_target_that_is_to_be_shown_stays():
    given = {"cells": [cell(), cell(tags=["target"])]}
    first, target = as_if_never_run(given, shown=is_target)["cells"]
    assert first["outputs"] == [] and target == given["cells"][1]


def test_a_notebook_of_nbformat_stays_one():
    given = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", execution_count=1)])
    assert as_if_never_run(given).cells[0].execution_count is None


@pytest.mark.parametrize(
    "source, left",
    [
        ("### BEGIN SOLUTION\nsecret\n### END SOLUTION", STUB),
        ("a\n    ### BEGIN SOLUTION\n    secret\n    ### END SOLUTION\nb", f"a\n{INDENTED}\nb"),
        ("# ### BEGIN SOLUTION\nsecret\n# ### END SOLUTION", STUB),
        ("a\n### BEGIN SOLUTION\nsecret", f"a\n{STUB}"),
        ("### BEGIN SOLUTION\ns\n### END SOLUTION\na\n### BEGIN SOLUTION\ns", f"{STUB}\na\n{STUB}"),
    ],
)
def test_a_solution_becomes_a_stub(source, left):
    assert holds_solution(source) and with_stubs(source) == left
    assert not holds_solution(left)


@pytest.mark.parametrize("source", ["a = 1", 'x = "### BEGIN SOLUTION"', "### END SOLUTION"])
def test_what_only_mentions_the_marks_is_no_solution(source):
    assert not holds_solution(source) and with_stubs(source) == source


def test_a_file_ends_its_line_and_keeps_every_letter():
    assert json.loads(as_text({"cells": [], "a": "σ"})) == {"cells": [], "a": "σ"}
    assert "σ" in as_text({"a": "σ"}) and as_text({}).endswith("}\n")
