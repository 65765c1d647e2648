"""`python course.py start E03`: put an exercise into my_work, where it is yours, or begin anew."""

import argparse
import datetime
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from tools.launch.console import say
from tools.launch.environment import Environment
from tools.launch.names import find
from tools.launch.servers import notes_of, running
from tools.launch.trouble import Trouble
from tools.launch.typed import Parser
from tools.launch.work import bring_up_to_date

WORK = "my_work"
FACTS = re.compile(r"# (E\d\d) · (.+?)\n.*\*\*Time:\*\* (\d+).*?\*\*Points:\*\* (\d+)", re.DOTALL)


@dataclass(frozen=True)
class Sheet:
    """An exercise notebook of the course, and what its first cell says of it."""

    path: Path
    name: str = "?"  # E03
    title: str = ""
    minutes: int = 0
    points: int = 0


def main(environment: Environment, arguments: list[str]) -> int:
    """List the exercises, or start one; what is there is never overwritten."""
    options = parse(arguments)
    sheets = [read_sheet(path) for path in all_exercises(environment.root)]
    if not sheets:
        raise Trouble("The folder exercises is empty: fetch the course again, it is incomplete.")
    work = environment.root / WORK
    if options.exercise is None:
        say(listing(sheets, work))
        return 0
    sheet = find_sheet(sheets, options.exercise)
    for line in start(sheet.path, work, again=options.again):
        say(f"{WORK}: {line}")
    server = running(environment.root, notes_of(environment))
    path = f"{WORK}/{sheet.path.name}"
    if server:
        say(f"JupyterLab runs; open it there: {server.address(path)}")
    else:
        say(f"Open it with: python course.py lab {sheet.name}")
    return 0


def parse(arguments: list[str]) -> argparse.Namespace:
    """Read the options of the command."""
    parser = Parser(prog="python course.py start", description=__doc__)
    parser.add_argument("exercise", nargs="?", help="such as E03; without it: list all exercises")
    parser.add_argument(
        "--again", action="store_true", help="begin anew; your copy is kept under another name"
    )
    return parser.parse_args(arguments)


def all_exercises(root: Path) -> list[Path]:
    """Return the exercise notebooks of the course, in order."""
    return sorted((root / "exercises").glob("E*.ipynb"))


def read_sheet(path: Path) -> Sheet:
    """Read title, minutes and points where a reader finds them: in the first cell."""
    try:
        first = json.loads(path.read_text(encoding="utf-8"))["cells"][0]
        facts = FACTS.search("".join(first["source"]))
    except (OSError, ValueError, LookupError, TypeError):
        facts = None
    if facts is None:
        return Sheet(path, path.stem[:3])
    name, title, minutes, points = facts.groups()
    return Sheet(path, name, title, int(minutes), int(points))


def find_sheet(sheets: list[Sheet], wanted: str) -> Sheet:
    """Return the exercise that is wanted: E03, e3, 3 and the whole file name all do."""
    by_stem = {sheet.path.stem: sheet for sheet in sheets}
    return by_stem[find(wanted, list(by_stem), "exercise")[0]]


def listing(sheets: list[Sheet], work: Path) -> str:
    """Return the table of the exercises, with what is started."""
    lines = []
    for sheet in sheets:
        where = f"{WORK}/{sheet.path.name}" if (work / sheet.path.name).exists() else ""
        facts = f"{sheet.minutes:3} min {sheet.points:3} points"
        lines.append(f"{sheet.name}  {sheet.title:<43}{facts}   {where}".rstrip())
    return "\n".join([*lines, "", f"Start one with: python course.py start {sheets[0].name}"])


def start(exercise: Path, work: Path, *, again: bool = False) -> list[str]:
    """Put an exercise into `work`; return sentences on what was done."""
    if work.exists() and not work.is_dir():
        raise Trouble(f"{work.name} is a file: rename it, so that a folder can have its name.")
    copy, lines = work / exercise.name, []
    if again and os.path.lexists(copy):
        kept = free_name(copy, datetime.date.today())
        copy.rename(kept)
        lines.append(f"your copy is kept as {kept.name}.")
    was_there = os.path.lexists(copy)
    lines += bring_up_to_date([exercise], work).lines
    if was_there and not lines:
        lines = [f"{copy.name} is there, as you left it; --again begins anew and keeps it."]
    return lines


def free_name(copy: Path, day: datetime.date) -> Path:
    """Return a name with the date that nothing has yet."""
    for number in range(1, 1000):
        more = "" if number == 1 else f"_{number}"
        kept = copy.with_name(f"{copy.stem}_kept_{day.isoformat()}{more}.ipynb")
        if not os.path.lexists(kept):
            return kept
    raise Trouble(f"There are 999 copies of {copy.name} of today: delete those you do not need.")
