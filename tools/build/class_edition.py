"""`python course.py class-edition OUT`: a copy of the course without the solutions, for a class.

Only what git tracks is copied, so nothing of your own work gets in. Left out: the solutions, the
sources of the exercises, their answers in other styles, and the tests, which hold right answers.
OUT must not exist yet.
"""

import json
import shutil
import subprocess
import tempfile
from fnmatch import fnmatchcase
from pathlib import Path

from tools.launch.console import say
from tools.launch.environment import Environment
from tools.launch.handout import as_if_never_run, as_text, holds_solution, with_stubs
from tools.launch.trouble import Trouble
from tools.launch.typed import Parser

LEFT_OUT = (
    "solutions/*",
    "rnnlib/exercises/*/notebook.py",
    "rnnlib/exercises/*/variants.py",
    "tools/build/exercise_template/*",
    "tests/*",
    ".ci/*",
)


def main(environment: Environment, arguments: list[str]) -> int:
    """Make the copy whole or not at all."""
    parser = Parser(prog="python course.py class-edition", description=__doc__)
    parser.add_argument("out", type=Path, help="the folder to make, such as ../course-for-students")
    out = parser.parse_args(arguments).out.absolute()
    files = tracked(environment.root)
    if out.exists() or out.is_symlink():
        raise Trouble(f"{out} is there already: name a folder that does not exist yet.")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".class-edition-", dir=out.parent) as draft:
        made = Path(draft, "course")
        copied = [name for name in files if copy(environment.root, made, name)]
        see_that_no_solution_is_left(made)
        made.rename(out)
    say(f"{len(copied)} files are in {out}, without {', '.join(LEFT_OUT)}.")
    say("The checks can still run, so rnnlib still computes the right answers; docs/teaching.md.")
    return 0


def tracked(root: Path) -> list[str]:
    """The files that git tracks, as paths with forward slashes."""
    command = ["git", "-C", str(root), "ls-files", "-z"]
    try:
        done = subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Trouble(
            "Which files belong to the course is asked of git, and git did not answer: use a copy "
            "of the course that was made with `git clone`, on a computer that has git."
        ) from error
    return [name for name in done.stdout.decode("utf-8", "surrogateescape").split("\0") if name]


def copy(root: Path, made: Path, name: str) -> bool:
    """Copy one file, without its solution regions; return whether it is in the edition."""
    source, target = root / name, made / name
    if any(fnmatchcase(name, left) for left in LEFT_OUT):
        return False
    if source.is_symlink() or not source.is_file():
        return False  # deleted since the last commit, or leading out of the course
    target.parent.mkdir(parents=True, exist_ok=True)
    text = text_of(source)
    if text is None or not has_solution(source, text):
        shutil.copy(source, target)
        return True
    if source.suffix != ".ipynb":
        return False
    target.write_text(without_solutions(text), encoding="utf-8")
    return True


def text_of(path: Path) -> str | None:
    """The text of a file, or None if it is no text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def cells_of(text: str) -> list[str]:
    """The sources of a notebook's cells; none if the text is no notebook."""
    try:
        return ["".join(cell["source"]) for cell in json.loads(text)["cells"]]
    except (ValueError, KeyError, TypeError):
        return []


def has_solution(path: Path, text: str) -> bool:
    """Whether there is a solution region in a file: in its text, or in a cell of a notebook."""
    return any(map(holds_solution, cells_of(text) if path.suffix == ".ipynb" else [text]))


def without_solutions(text: str) -> str:
    """A notebook with stubs for solutions, and as if it had never been run."""
    notebook = as_if_never_run(json.loads(text))
    for cell in notebook["cells"]:
        cell["source"] = with_stubs("".join(cell["source"]))
    return as_text(notebook)


def see_that_no_solution_is_left(made: Path) -> None:
    """Raise Trouble if a solution got through all the same: then nothing is handed out."""
    for path in sorted(made.rglob("*")):
        text = text_of(path) if path.is_file() else None
        if text and has_solution(path, text):
            raise Trouble(f"{path.relative_to(made)} would still hold a solution: no copy is made.")
