"""Inside the walls: what a cell still defines although a line of it stopped, or is not Python.

A cell that begins with `from google.colab import drive` stops there, and the right function below
would be lost. Its definitions are run all the same, as if each stood in a cell of its own.
"""

import ast
import re
import types
from collections.abc import Iterator

DEFINES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
VALUES = (ast.Assign, ast.AnnAssign, ast.AugAssign)
BEGINS = re.compile(r"(?:def|class|async def|import|from|@)\b|@")
MAGIC = re.compile(r"(\s*)(?:[%!?]|\S+\?\s*$)")
TAKES = re.compile(r"(\s*[\w\s,.\[\]]+=\s*)([%!]).*")  # files = !ls
KEEPS_ITS_CELL = ("%%time", "%%timeit", "%%capture", "%%prun")


def after(source: str, name: str, line: int) -> Iterator[types.CodeType]:
    """The definitions and values of a cell below the statement that holds this line."""
    for node in ast.parse(source).body:
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
        if first > line and isinstance(node, DEFINES + VALUES):
            yield compile(ast.Module([node], []), name, "exec")


def readable(source: str, name: str) -> Iterator[types.CodeType]:
    """The definitions of a cell that is not Python as a whole, each for itself."""
    for start, text in _pieces(source.splitlines(keepends=True)):
        try:
            yield compile("\n" * start + text, name, "exec")
        except (SyntaxError, ValueError):
            continue


def _pieces(lines: list[str]) -> Iterator[tuple[int, str]]:
    """(number of lines above, text) of each definition or import at the left edge."""
    start, held, decorated = 0, [], False
    for number, line in enumerate([*lines, "end"]):
        at_edge = line[:1].strip() and line[0] not in "#)]}"
        if not at_edge or (decorated and not line.startswith("@")):
            held.append(line)
            decorated = decorated and not at_edge
            continue
        if held and BEGINS.match(held[0]):
            yield start, "".join(held)
        start, held, decorated = number, [line], line.startswith("@")


def without_magic(source: str) -> str:
    """Leave out what only IPython understands; every other line keeps its number."""
    lines = source.splitlines()
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if lines and lines[first].startswith("%%"):
        if not lines[first].startswith(KEEPS_ITS_CELL):
            return ""
        lines[first] = ""
    return "\n".join(map(_plain, lines))


def _plain(line: str) -> str:
    if match := MAGIC.match(line):
        return f"{match[1]}pass"
    if match := TAKES.fullmatch(line):
        return match[1] + ("[]" if match[2] == "!" else "None")
    return line


class Shell:
    """What `get_ipython()` gives in an exported script: all can be asked, nothing is done."""

    def __getattr__(self, name):
        return lambda *_, **__: [] if name == "getoutput" else None
