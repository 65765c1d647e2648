"""The commands of `course.py`: a new one is a module with a `main` and a line in the table."""

import difflib
import importlib
from collections.abc import Callable
from pathlib import Path

from tools.launch.console import say, survive_odd_terminals
from tools.launch.environment import Environment
from tools.launch.setup import prepare
from tools.launch.trouble import Trouble, explain_os_error

ROOT = Path(__file__).resolve().parents[2]

# HERE: `main(environment, arguments)` of the module runs in this Python, with the standard library
# alone. Otherwise the module runs in `.venv`, which must hold that extra of pyproject.toml (NONE:
# what a learner has is enough).
HERE, NONE = None, ""
COMMANDS = {
    "lab": ("tools.launch.lab", HERE, "open JupyterLab at the lessons; the first time, set all up"),
    "start": ("tools.launch.start", HERE, "list the exercises; begin one anew: start E03 --again"),
    "progress": ("tools.grading.progress", NONE, "show which of your exercises are solved"),
    "grade": ("tools.grading.grade", "teach", "grade a folder of submissions"),
    "sample-class": ("tools.sample.build", NONE, "make a class with odd hand-ins, to try grading"),
    "concepts": ("tools.concepts.build", "teach", "a test before and after the course; its gain"),
    "own-numbers": ("tools.concepts.own_numbers", "teach", "sheets to explain, numbers for each"),
    "test": ("tools.launch.tests", HERE, "set up what the tests need and run all of them"),
    "sheet": (
        "tools.export.sheet",
        NONE,
        "make build/sheet.pdf: all formulas and pictures on one page",
    ),
    "slides": ("tools.slides.build", "publish", "build slides into build/slides/ (--pdf: print)"),
    "build": (
        "tools.build.notebooks",
        "test",
        "rebuild notebooks/ from course/ (--check: compare only)",
    ),
    "new-exercise": ("tools.build.new_exercise", HERE, "make the folder of a new exercise"),
    "site": ("tools.site.build", "publish", "build the course as a web site that needs no server"),
    "class-edition": ("tools.build.class_edition", HERE, "copy the course without the solutions"),
    "lite": (
        "tools.lite.build",
        NONE,
        "build the course for the browser alone, Python included, in build/lite",
    ),
}


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code; what goes wrong becomes one sentence."""
    return guarded(dispatch, arguments)


def guarded(command: Callable[[list[str]], int], arguments: list[str]) -> int:
    """Call a command and return its exit code; what goes wrong becomes one sentence."""
    survive_odd_terminals()
    try:
        return command(arguments)
    except KeyboardInterrupt:
        say("\nStopped: run the same command again, and it finishes the job.", error=True)
        return 130
    except Trouble as trouble:
        say(trouble, error=True)
    except OSError as error:
        say(explain_os_error(error), error=True)
    return 1


def dispatch(arguments: list[str]) -> int:
    """Find the command (`lab` if none is named) and hand it the arguments that follow."""
    if arguments[:1] in (["-h"], ["--help"]):
        say(usage())
        return 0
    name = "lab"
    if arguments and not arguments[0].startswith("-"):
        name, *arguments = arguments
    if name not in COMMANDS:
        near = difflib.get_close_matches(name, COMMANDS, n=1)
        hint = f" Did you mean '{near[0]}'?" if near else ""
        say(f"There is no command '{name}'.{hint}\n\n{usage()}", error=True)
        return 2
    module, extra, _ = COMMANDS[name]
    environment = Environment(ROOT)
    if extra is HERE:
        return importlib.import_module(module).main(environment, arguments)
    prepare(environment, *filter(None, [extra]))
    return environment.run_module(module, *arguments)


def usage() -> str:
    """Return the list of commands."""
    lines = ["usage: python course.py [command] [options]", "", "commands:"]
    lines += [f"  {name:<15}{does}" for name, (_, _, does) in COMMANDS.items()]
    lines += ["", "Without a command: lab. Options of a command: python course.py lab --help"]
    return "\n".join(lines)
