"""A name is a value with fields: no text of a name is taken apart, but in `Name.of`."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import rnnlib
from rnnlib import lecture_example, record, unfolded
from rnnlib.inputs.names import Name

HOUSE = Path(rnnlib.__path__[0])
PAGES = sorted(
    path for room in ("views", "pictures", "touch") for path in (HOUSE / room).glob("*.py")
)
TAKES_APART = {"startswith", "endswith", "split", "rsplit", "partition", "removesuffix"}
CALLED = {"name", "tail", "head", "at", "source"}  # what holds a name here


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (Name("z", 2), "z[2]"),
        (Name("z", -1), "z_init"),
        (Name("f", 12, 0), "f[12].0"),
        (Name("z", -1, 3), "z_init.3"),
        (Name("x", None, 1), "x.1"),
        (Name("W_u"), "W_u"),
        (Name("L"), "L"),
    ],
)
def test_a_name_is_written_and_read_back(name, text):
    assert str(name) == text and Name.of(text) == name and Name.of(name) == name


@pytest.mark.parametrize("text", ["", "z[", "z[two]", "z[1][2]", "x[1] @ W", "z.a"])
def test_what_is_no_name_is_said(text):
    with pytest.raises(ValueError, match="is no name of a value"):
        Name.of(text)


def test_a_trace_and_a_graph_take_a_name_or_its_text():
    model, _ = lecture_example()
    trace = record(model, [[1.0, 0, 0, 0, 0], [0, 1.0, 0, 0, 0]])
    graph = unfolded(trace)
    assert trace[Name("z", 1)] is trace["z[1]"] and Name("z", -1) in trace and "z_init" in trace
    assert graph[Name("z", 1)] is graph["z[1]"] and Name("z", 2) not in graph
    with pytest.raises(KeyError, match=r"no 'z\[7\]' in this trace; it has W"):
        trace[Name("z", 7)]
    with pytest.raises(KeyError, match=r"no box 'z\[7\]' in this graph; it has z_init"):
        graph[Name("z", 7)]


def taken_apart(source):
    """The lines in which the text of a name is cut, searched or built to look something up."""
    for node in ast.walk(ast.parse(source)):
        called = lambda n: getattr(n, "attr", getattr(n, "id", "")) in CALLED  # noqa: E731
        cut = isinstance(node, ast.Subscript) and called(node.value)
        cut = cut and not isinstance(node.slice, (ast.Name, ast.Attribute, ast.Call))  # names[box]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of = node.func.value
            text = of.args[0] if isinstance(of, ast.Call) and of.args else of  # str(name).split
            cut = node.func.attr in TAKES_APART and (called(of) or called(text))
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.JoinedStr):
            cut = cut or "[{" in ast.unparse(node.slice)  # trace[f"z[{t}]"]
        if cut:
            yield node.lineno


def test_the_search_sees_what_it_is_for():
    for bad in (
        'a.head.startswith(f"z[{t}].")',
        'int(a.tail.split(".")[1])',
        "at[1:-1]",
        "name[0] == 'f'",
        "arrow.head[0] in LANES",
        "str(name).partition('[')",
        'trace[f"z[{t}]"]',
    ):
        assert list(taken_apart(bad)), bad
    for good in (
        "a.head.t == t",
        "names[node]",
        "word[:-1]",
        'means[f"{who}, lag {lag}"]',
        "label.strip('$')",
    ):
        assert not list(taken_apart(good)), good


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_text_of_a_name_is_taken_apart(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [f"{n}: {lines[n - 1].strip()}" for n in taken_apart("\n".join(lines))]
    assert not found


@pytest.mark.slow
def test_a_public_name_of_what_draws_stays_a_function_whatever_was_imported_before():
    code = f"""
import importlib, rnnlib
for page in {[f"rnnlib.{p.parent.name}.{p.stem}" for p in PAGES if p.stem != "__init__"]}:
    importlib.import_module(page)
for name in "shares ledger wirings operations draw heat_map word_map unfolded fork".split():
    assert type(getattr(rnnlib, name)).__name__ == "function", name
from rnnlib import ledger, shares, wirings
assert callable(ledger) and callable(shares) and wirings().alt
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
