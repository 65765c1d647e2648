"""The command as it was typed: python3, py or python, and where course.py lies from there."""

import argparse
import os
import shlex
import shutil
import sys
from pathlib import PurePath

WRITTEN = "python course.py"  # how the texts of the course say it
# Modules in `.venv` run by another command; this tells them what the reader typed.
VARIABLE = "COURSE_TYPED"


def typed() -> str:
    """What the reader typed to run course.py, such as "python3 course.py"."""
    said = os.environ.get(VARIABLE)
    script = sys.argv[0] if sys.argv else ""
    if said or PurePath(script).name != "course.py":
        return said or WRITTEN
    return f"{_python(sys.orig_argv[0])} {quoted(script)}"


def _python(first: str) -> str:
    """The name of the Python: as the shell finds it, or else as it was typed.

    A shell may hand on the whole path of what was typed as one word. Windows' launcher, py, always
    does; there the path is no word that people know.
    """
    name = PurePath(first).name.removesuffix(".exe")
    if shutil.which(name):
        return name
    return "py" if os.name == "nt" and shutil.which("py") else quoted(first)


def quoted(word: str) -> str:
    """A word as the shell takes it for one."""
    if os.name == "nt":
        return f'"{word}"' if " " in word else word
    return shlex.quote(word)


def as_typed(text: str) -> str:
    """The text with the command as it was typed."""
    return text.replace(WRITTEN, typed())


class Parser(argparse.ArgumentParser):
    """A parser whose messages name the command as it was typed."""

    def __init__(self, prog: str, **options):
        super().__init__(prog=as_typed(prog), **options)

    def format_help(self) -> str:
        """The help text."""
        return as_typed(super().format_help())
