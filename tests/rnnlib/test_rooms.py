"""The house: which room imports which is read from the code, and all arrows point one way.

`pytest -s tests/rnnlib/test_rooms.py` prints the levels.
"""

import ast
import importlib
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from types import ModuleType

import pytest

import rnnlib

HOUSE = Path(rnnlib.__path__[0])
ROOT = HOUSE.parent
BOOK = ("functions", "cells", "backprop", "trace", "text", "training")
# What notebooks of an earlier edition import: doors that lead everywhere, and nobody passes here.
DOORS = ("old_names",)
# Loaded when they are called, since a page that only computes must not bring Matplotlib.
LATE = {("learning", "pictures")}


def pages(package):
    """Every module of a package, {dotted name: path}."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package.parent).with_suffix("").parts
        if path.name != "__init__.py" and parts[1] not in DOORS:
            found[".".join(parts)] = path
    return found


def imports(path, known, late=False):
    """The modules among `known` that a page imports at its top, or (late) inside its functions."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = {id(node) for node in tree.body}
    for node in ast.walk(tree):
        if not isinstance(node, (ast.Import, ast.ImportFrom)) or (id(node) in top) == late:
            continue
        names = [a.name for a in node.names]
        if isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(f"{node.module}.{name}" for name in names)]
        yield from (name for name in names if name in known)


def room(module):
    """A page of the text book stands for itself, any other for its folder."""
    return module.split(".")[1]


def arrows(package=HOUSE, key=room, late=False):
    """{who: whom it imports}, between rooms or, with key=str, between pages."""
    known = pages(package)
    found = {key(module): set() for module in known}
    for module, path in known.items():
        found[key(module)] |= {key(other) for other in imports(path, known, late)} - {key(module)}
    return found


def levels(graph):
    """The rows of the house, lowest first: whoever is on one imports only from those below."""
    sorter = TopologicalSorter(graph)
    sorter.prepare()  # raises CycleError
    while sorter.is_active():
        row = sorter.get_ready()
        yield sorted(row)
        sorter.done(*row)


def drawn(graph):
    """The levels as text, the highest first, each room with what it imports."""
    rows = list(levels(graph))
    lines = []
    for level in reversed(range(len(rows))):
        for name in rows[level]:
            lines.append(f"{level:>3}  {name:<12} imports {', '.join(sorted(graph[name])) or '–'}")
    return "\n".join(lines)


@pytest.mark.parametrize("package", ["rnnlib", "tools"])
def test_the_rooms_import_one_way(package):
    graph = arrows(ROOT / package)
    print(f"\n{package}\n{drawn(graph)}")


@pytest.mark.parametrize("package", ["rnnlib", "tools"])
def test_no_two_pages_import_each_other(package):
    assert sum(len(row) for row in levels(arrows(ROOT / package, key=str))) > 20


def test_a_cycle_and_an_arrow_upwards_are_seen(tmp_path):
    house = tmp_path / "house"
    for name, text in (
        ("low/a.py", "from house.high import b"),
        ("high/b.py", "import house.low.c"),
        ("low/c.py", ""),
    ):
        (house / name).parent.mkdir(parents=True, exist_ok=True)
        (house / name).write_text(text)
    with pytest.raises(CycleError):
        list(levels(arrows(house)))
    assert list(levels(arrows(house, key=str))) == [
        ["house.low.c"],
        ["house.high.b"],
        ["house.low.a"],
    ]


def test_what_is_imported_late_goes_to_what_draws_and_nowhere_else():
    late = arrows(late=True)
    found = {(who, whom) for who, those in late.items() for whom in those}
    assert {pair for pair in found if pair[0] not in ("self_study", "exercises")} <= LATE


def test_the_ground_floor_is_the_text_book():
    there = {p.name for p in HOUSE.iterdir() if p.is_file()}
    assert there == {"__init__.py", "__init__.pyi", *(f"{name}.py" for name in BOOK)}


@pytest.mark.slow
def test_the_text_book_needs_no_picture_no_widget_and_no_data_by_others():
    for name in BOOK:
        allowed = {*BOOK, "inputs", "fast", "learning", "data"}
        assert arrows()[name] <= allowed, name
    assert arrows()["functions"] == set()


def test_each_room_says_what_it_holds():
    for path in HOUSE.iterdir():
        if path.is_dir() and path.name != "__pycache__":
            package = importlib.import_module(f"rnnlib.{path.name}")
            assert len(package.__doc__) > 30, path.name
            if path.name not in DOORS:
                assert f"\n    {path.name} " in rnnlib.__doc__, path.name


def test_a_public_name_is_one_thing_whatever_was_imported_before():
    for name in rnnlib.__all__:
        getattr(rnnlib, name)
    for module in pages(HOUSE):
        if "exercises.e" not in module:
            importlib.import_module(module)
    for name in rnnlib.__all__:
        value = getattr(rnnlib, name)
        assert not isinstance(value, ModuleType), name
        assert value.__doc__, name
        assert name in vars(sys.modules[value.__module__]) or not callable(value), name
    with pytest.raises(AttributeError, match="Transformer"):
        _ = rnnlib.Transformer


def test_import_rnnlib_brings_neither_matplotlib_nor_ipython():
    code = "import rnnlib, sys; rnnlib.bptt, rnnlib.fit, rnnlib.ledger, rnnlib.to_notation;"
    code += "print({'matplotlib', 'IPython'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "set()", done.stderr


@pytest.mark.parametrize(
    "old",
    [
        "from rnnlib.checks import check, hint, predict",
        "from rnnlib.functions import binary_cross_entropy as bce",
        "from rnnlib.untied import UntiedRNN",
        "from rnnlib.datasets import NEGATIVE, NOUNS, POSITIVE, batches",
        "from rnnlib.text import UNKNOWN, OneHot",
        "from rnnlib.sequences import DIGITS",
        "from rnnlib.training import mean_loss",
        "from rnnlib.cells import parameters",
        "from rnnlib.optimisers import norm as length",
        "from rnnlib.loops import backward, plain_backward",
        "from rnnlib.embedding import cosine",
        "from rnnlib.stored import pytorch",
        "from rnnlib.notations import NOTATIONS",
    ],
)
def test_what_notebooks_of_the_last_edition_import_is_still_there(old):
    exec(old, {})


def test_nothing_needs_a_kernel_for_its_widgets():
    for module, path in pages(HOUSE).items():
        assert "ipywidgets" not in path.read_text(encoding="utf-8"), module


@pytest.mark.parametrize("page", ["functions", "cells"])
def test_the_networks_do_not_know_that_they_are_drawn_or_recorded(page):
    tree = ast.parse((HOUSE / f"{page}.py").read_text(encoding="utf-8"))
    names = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
    names |= {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    assert not names & {"trace", "record", "Node", "Trace", "walk_back", "picture", "widget"}
