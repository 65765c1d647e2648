"""`python course.py sample-class OUT`: a solved class to try the grader with.

Writes into OUT: hand-ins/ with every odd kind of hand-in that we know, class-list.csv, and
expected.csv with what must come out. Then: python course.py grade OUT/hand-ins --check
"""

import csv
import sys
from pathlib import Path

from tools.grading.submissions import shown
from tools.launch.commands import guarded
from tools.launch.console import say
from tools.launch.environment import from_here
from tools.launch.trouble import Trouble
from tools.launch.typed import Parser, as_typed
from tools.sample.arranged import LAYOUTS, Student, students
from tools.sample.odd import ROOT


def main(arguments: list[str]) -> int:
    """Write the class; return 0."""
    parser = Parser(prog="python course.py sample-class", description=__doc__.split("\n\n")[1])
    parser.add_argument("out", help="a folder that does not exist yet")
    parser.add_argument("--layout", choices=LAYOUTS, default="moodle", metavar="NAME",
                        help=f"default: moodle; one of {', '.join(LAYOUTS)}")  # fmt: skip
    options = parser.parse_args(arguments)
    out = from_here(options.out)
    if not (ROOT / "solutions").is_dir():
        raise Trouble("The sample class is made of the solutions, and this edition has none.")
    if out.exists():
        raise Trouble(f"'{out}' is there already: choose the name of a folder that is not.")
    class_ = students()
    write(class_, options.layout, out / "hand-ins")
    _table(out / "class-list.csv", [["First name", "Last name", "Username", "ID number"],
           *([s.first, s.last, s.login, str(s.number)] for s in class_)])  # fmt: skip
    _table(out / "expected.csv", [["student", "kind", "E02", "E03", "to look at"],
           *(_expected(student) for student in class_)])  # fmt: skip
    say(f"{len(class_)} hand-ins, laid out as {options.layout}, are in {out}. Now look at them:")
    say(as_typed(f"  python course.py grade '{out / 'hand-ins'}' --check"))
    return 0


def write(class_: list[Student], layout: str, folder: Path) -> Path:
    """Write the files of a class; a name that ends in / is an empty folder."""
    for name, content in LAYOUTS[layout](class_).items():
        path = folder / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def _expected(student: Student) -> list[str]:
    odd = student.odd
    points = [str(odd.points[name] if name in odd.files or odd.kind == "a zip of both" else 0)
              for name in ("E02", "E03")]  # fmt: skip
    return [shown(student.name), odd.kind, *points, odd.says]


def _table(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


if __name__ == "__main__":
    sys.exit(guarded(main, sys.argv[1:]))
