"""Notebooks as they are handed out: as if never run, with holes where the solutions are.

A notebook is a dictionary here, as json reads it; nbformat's are dictionaries too.
"""

import copy
import json
import re
from collections.abc import Callable
from typing import Any

# The marks stand on lines of their own; code that only mentions them, in a string, is no solution.
BEGIN, END = (rf"^[ \t]*(?:# )?### {mark} SOLUTION[ \t]*$" for mark in ("BEGIN", "END"))
SOLUTION = re.compile(rf"{BEGIN}\n.*?(?:{END}|\Z)", re.DOTALL | re.MULTILINE)
STUB = "# YOUR CODE HERE\nraise NotImplementedError()"


def no_cell(cell: dict) -> bool:
    """False: nothing is shown."""
    return False


def is_target(cell: dict) -> bool:
    """Whether a cell shows what an exercise is to reach."""
    return "target" in cell["metadata"].get("tags", [])


def as_if_never_run(notebook: Any, shown: Callable[[Any], bool] = no_cell) -> Any:
    """A copy without outputs and numbers, but those of the cells that are shown.

    A notebook is a dictionary as its file holds it, or what nbformat makes of it.
    """
    notebook = copy.deepcopy(notebook)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code" and not shown(cell):
            cell["outputs"], cell["execution_count"] = [], None
    return notebook


def as_text(notebook: dict) -> str:
    """A notebook as its file holds it."""
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def holds_solution(source: str) -> bool:
    """Whether a solution begins somewhere in the text of a cell or a file."""
    return re.search(BEGIN, source, re.MULTILINE) is not None


def with_stubs(source: str) -> str:
    """A cell's text with a stub for each solution; one that never ends is cut to the cell's end."""
    return SOLUTION.sub(_stub, source)


def _stub(region: re.Match) -> str:
    """The stub for a region, indented as the region was."""
    margin = region[0][: len(region[0]) - len(region[0].lstrip(" \t"))]
    return "\n".join(margin + line for line in STUB.split("\n"))
