"""The reference of rnnlib: a section for the text book and each room, a page for each module."""

import importlib
import pkgutil
from pathlib import Path

import rnnlib

BOOK = "The text book"
# What notebooks of an earlier edition import: doors to modules that have their page.
DOORS = "old_names"


def sections() -> list[tuple[str, list[str]]]:
    """Headings with the modules below each: "trace" of the text book, "pictures.walk" of a room.

    What there is comes from the packages; the docstring of rnnlib orders it. The folders of single
    exercises have no pages: they hold right answers.
    """
    found = sorted(pkgutil.iter_modules(rnnlib.__path__[:1]), key=lambda m: _place(m.name))
    book = [module.name for module in found if not module.ispkg]
    rooms = [module.name for module in found if module.ispkg and module.name != DOORS]
    return [(BOOK, book), *map(_room, rooms)]


def _place(name: str) -> int:
    """Where the docstring of rnnlib names a module or a room."""
    return rnnlib.__doc__.find(f"\n    {name} ")


def _room(name: str) -> tuple[str, list[str]]:
    """A room: the first line of its docstring, and its modules."""
    package = importlib.import_module(f"rnnlib.{name}")
    title = (package.__doc__ or "").partition("\n")[0].removesuffix(".")
    modules = pkgutil.iter_modules(package.__path__)
    return title, [f"{name}.{module.name}" for module in modules if not module.ispkg]


def write_reference(target: Path) -> None:
    """A page for each module of rnnlib, and one that lists them in reading order."""
    folder = target / "reference"
    folder.mkdir()
    parts = [
        "# Reference\n\nThe modules of `rnnlib` in reading order. Each name links to its source."
    ]
    for heading, names in sections():
        for name in names:
            text = (
                f"# {name}\n\n```{{eval-rst}}\n.. automodule:: rnnlib.{name}\n   :members:\n```\n"
            )
            (folder / f"{name}.md").write_text(text, encoding="utf-8")
        tree = "\n".join(["```{toctree}", ":maxdepth: 1", "", *names, "```"])
        parts.append(f"## {heading}\n\n{tree}")
    (folder / "index.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
