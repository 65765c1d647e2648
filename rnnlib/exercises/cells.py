"""From which cell a function is, and whether a later cell was meant to replace it but did not.

After a syntax error, or after `def step` became `def my_step`, the old function is still there
under its name and would be judged without a word. IPython keeps the text of all cells that were
run, also of those that failed, and so do JupyterLab and JupyterLite. Elsewhere there are files: of
them is asked whether they changed since they were read.
"""

import ast
import difflib
import inspect
import linecache
import re
import sys
from pathlib import Path

ALIKE = 0.7  # share of two texts from which on one is taken for a new version of the other


def about_cell(function, name, arguments=(), others=()):
    """A sentence if a newer version of the function `name` never came to be; else empty.

    others are names of functions that are answers to other questions.
    """
    code = getattr(inspect.unwrap(function), "__code__", None)
    if code is None:
        return ""
    ran = _cells_that_ran()
    here = _number_of(code.co_filename, ran)
    if not here:
        return _about_file(function, code)
    for number in range(len(ran) - 2, here, -1):  # the last one is this cell
        if reason := _why_not(ran[number], ran[here], name, list(arguments), others):
            return (
                f"this is the {name} of cell [{here}]. Cell [{number}] was run later, and {reason}"
            )
    return ""


def _cells_that_ran():
    """The texts of all cells by their number, the one that runs now at the end; [] elsewhere."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return list(shell.user_ns.get("In", [])) if shell else []


def _number_of(file, ran):
    text = "".join(linecache.getlines(file)).strip()
    return next((n for n in reversed(range(len(ran))) if text and ran[n].strip() == text), 0)


def _why_not(text, old, name, arguments, others):
    """Why a cell that looks like a newer version did not replace the function; empty if not."""
    defines = re.search(rf"^\s*def\s+{name}\b", text, re.MULTILINE)
    alike = difflib.SequenceMatcher(None, text, old).ratio() > ALIKE
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        if not (defines or (alike and "def" in text)):
            return ""
        return f"it has a syntax error in line {error.lineno}; mend it and run it again"
    if defines:
        return f"it stopped before its own {name} was there; look at its error"
    made = {node.name: [a.arg for a in node.args.args] for node in tree.body if _is_def(node)}
    for other, theirs in made.items():
        if other not in others and ((arguments and theirs == arguments) or alike):
            return f"it defines {other}, not {name}; give it the name {name} and run it again"
    return ""


def _is_def(node):
    return isinstance(node, ast.FunctionDef)


def _about_file(function, code):
    """A sentence if the file of a function is no longer what was read from it."""
    path, name = Path(code.co_filename), code.co_name
    try:
        now = compile(path.read_text(encoding="utf-8"), code.co_filename, "exec")
    except SyntaxError as error:
        where = f"a syntax error in line {error.lineno}"
        return f"{path.name} has {where} by now; judged is the old {name}"
    except (OSError, ValueError):  # no file: typed at a prompt, or made by exec
        return ""
    made = {c.co_name: c for c in now.co_consts if inspect.iscode(c)}
    if function.__qualname__ != name or made.get(name) == code:
        return ""
    return (
        f"{path.name} was changed after it was read; judged is the old {name}: start Python again"
    )
