"""The code cells of a notebook that somebody handed in; outputs are dropped on reading.

Only the standard library is used: a large notebook is read by this page inside the sandbox, where
memory is limited (a small file can ask a JSON reader for thirty times its size).
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path


def sources(content: bytes) -> list[str]:
    """The sources of the code cells, in order; ValueError with the reason if there are none."""
    return list(_code(_cells(_parsed(content))))


def title(content: bytes) -> str:
    """The first heading of a notebook, "" if it has none; ValueError as `sources`."""
    for cell in _cells(_parsed(content)):
        if isinstance(cell, dict) and cell.get("cell_type") == "markdown":
            source = cell.get("source", "")
            lines = "".join(map(str, source if isinstance(source, list) else [source]))
            return next((ln for ln in lines.splitlines() if ln.startswith("#")), "")
    return ""


def _parsed(content: bytes) -> object:
    if not content.strip():
        raise ValueError("is empty")
    try:
        return json.loads(content)
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8 text: save it again in Jupyter") from None
    except RecursionError:
        raise ValueError("is not a notebook (its JSON is nested too deeply)") from None
    except ValueError as error:
        raise ValueError(f"is not valid JSON ({error}): save it again in Jupyter") from None


def _cells(notebook: object) -> list:
    if isinstance(notebook, dict):
        sheets = notebook.get("worksheets")  # before 2015, cells were on sheets
        first = sheets[0] if isinstance(sheets, list) and sheets else notebook
        cells = first.get("cells") if isinstance(first, dict) else None
        if isinstance(cells, list):
            return cells
    raise ValueError("is JSON, but not a notebook: it has no list of cells")


def _code(cells: list) -> Iterator[str]:
    for cell in cells:
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        source = cell.get("source", cell.get("input", ""))
        lines: list = source if isinstance(source, list) else [source]
        if not all(isinstance(line, str) for line in lines):
            raise ValueError("is damaged: the source of a cell is not text")
        text = "".join(lines).replace("\r\n", "\n")
        yield text.encode("utf-8", "replace").decode()  # a lone surrogate is no text


def main() -> None:
    """Inside the sandbox: read the notebook beside this page and give back its cells."""
    try:
        answer: dict = {"cells": sources(Path(__file__).with_name("large.ipynb").read_bytes())}
    except ValueError as error:
        answer = {"error": str(error)}
    with os.fdopen(int(os.environ["GRADING_RECORDS"]), "w") as records:
        json.dump(answer, records)


if __name__ == "__main__":
    main()
