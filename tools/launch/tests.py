"""`python course.py test`: set up what the tests need, run all of them, and sum up."""

import argparse
import codecs
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass

from tools.launch.console import say
from tools.launch.environment import Environment, clean_variables
from tools.launch.setup import prepare
from tools.launch.typed import Parser

# Built notebooks run again and their text is compared. The limit only ends a cell that hangs: it
# holds on a machine that is many times as slow.
NOTEBOOKS = [
    *("--nbval", "--nbval-current-env", "--nbval-cell-timeout=900"),
    *("--nbval-sanitize-with", "tests/helpers/nbval_sanitize.cfg"),
    *("--ignore=tests/helpers", "tests", "notebooks", "solutions"),
]
# Several files at a time, each by one worker; tests/conftest.py has the longest begin first.
SIDE_BY_SIDE = ["--dist", "loadfile", "--no-loadscope-reorder"]
# What is left out by which part, in the words of its summary.
LONG = (
    "every page and slide under axe, all lessons in JupyterLab, the hub, nbgrader, Dask under "
    "failures: python course.py test --long"
)
SCALE = "whole classes: python course.py test --scale"
SLOW = "notebooks, browser, sandbox, site, slides, training: python course.py test"
# What needs no test to run: `--style`, and the hooks of pre-commit.
STYLE = [
    ("ruff check", ["ruff", "check", "."]),
    ("ruff format", ["ruff", "format", "--check", "."]),
    ("mypy", ["mypy"]),
]


@dataclass
class Outcome:
    """How one step ended: its name, exit code, seconds and last line."""

    name: str
    code: int
    seconds: float
    last: str


@dataclass
class Part:
    """A part of the tests: which marks it takes, with the notebooks or not, what it leaves out.

    On two cores three workers are at it, since a third of the time is waiting for browsers and
    sandboxes; where there are none, two.
    """

    marks: str
    notebooks: bool
    left_out: tuple[str, ...]
    workers: int = 3


PARTS = {
    "fast": Part(
        "not browser and not slow and not long and not scale", False, (SLOW, LONG, SCALE), workers=2
    ),
    "default": Part("not long and not scale", True, (LONG, SCALE)),
    "long": Part("long and not scale", False, ("all the others: python course.py test", SCALE)),
    "scale": Part(
        "scale", False, ("all the others: python course.py test, and --long",), workers=1
    ),
}


def main(environment: Environment, arguments: list[str]) -> int:
    """Run every step even if one fails; return 0 only if all of them passed."""
    options, for_pytest = parse(arguments)
    prepare(environment, "test")
    if options.setup_only:
        return 0
    part = PARTS[options.part]
    chosen = STYLE if options.style else steps(options.part, for_pytest)
    outcomes = [run(environment, name, what) for name, what in chosen]
    say(summary(outcomes))
    if not options.style and not for_pytest:
        say("\n".join(f"Left out: {what}" for what in part.left_out))
    return int(any(outcome.code for outcome in outcomes))


def parse(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """Read the options of the command; whatever is left over is for pytest."""
    parser = Parser(
        prog="python course.py test",
        usage="%(prog)s [--fast | --long | --scale | --style] [--setup-only] [for pytest ...]",
        description=__doc__,
        epilog="Whatever else is given goes to pytest, for example -k stepper or tests/test_x.py.",
        allow_abbrev=False,
    )
    parser.set_defaults(part="default")
    which = parser.add_mutually_exclusive_group()
    for part, words in (
        ("fast", "a minute: what one runs while working"),
        ("long", "only what takes minutes and seldom breaks"),
        ("scale", "only what takes many minutes: whole classes"),
    ):
        which.add_argument(f"--{part}", dest="part", action="store_const", const=part, help=words)
    which.add_argument("--style", action="store_true", help="only ruff and mypy")
    parser.add_argument("--setup-only", action="store_true", help="install, but run nothing")
    return parser.parse_known_args(arguments)


def steps(part: str, for_pytest: list[str]) -> list[tuple[str, list[str]]]:
    """Return the steps: a name, and a module of `.venv` with its arguments."""
    marks, notebooks, workers = PARTS[part].marks, PARTS[part].notebooks, PARTS[part].workers
    one_at_a_time = for_pytest or workers == 1  # who names tests wants to see them
    several = [] if one_at_a_time else ["-n", str(workers), *SIDE_BY_SIDE]
    tests = ["pytest", *several, "-m", marks, *for_pytest]
    if part in ("long", "scale"):
        return [(part, tests)]
    if notebooks and not for_pytest:
        tests += NOTEBOOKS
    return [*STYLE, ("pytest", tests)]


def run(environment: Environment, name: str, what: list[str]) -> Outcome:
    """Run one step, passing on what it prints as it prints it."""
    say(f"\n--- {name}: python -m {' '.join(what)}")
    colour = ["--color=yes"] if what[0] == "pytest" and sys.stdout.isatty() else []
    command = [str(environment.python), "-m", what[0], *colour, *what[1:]]
    variables = clean_variables()
    variables.pop("PYTHONDONTWRITEBYTECODE", None)  # else each process compiles every page again
    started = time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=environment.root,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    last = pass_on(process.stdout)
    return Outcome(name, process.wait(), time.monotonic() - started, last)


def pass_on(stream) -> str:
    """Print bytes as they come, so that pytest's dots appear one by one; return the last line."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    tail = ""
    while chunk := stream.read1(65536):
        text = decoder.decode(chunk)
        tail = (tail + text)[-4096:]
        sys.stdout.write(text)
        sys.stdout.flush()
    lines = [line for line in tail.splitlines() if line.strip() and not line.startswith("[*]")]
    return lines[-1] if lines else ""


def summary(outcomes: list[Outcome]) -> str:
    """Return the closing table, one line for each step."""
    rule = "-" * min(100, shutil.get_terminal_size().columns)
    lines = [
        f"{outcome.name:<12} {'ok' if outcome.code == 0 else 'FAILED':<7}"
        f"{outcome.seconds:6.1f} s   {outcome.last.strip('= ')}"
        for outcome in outcomes
    ]
    failed = [outcome.name for outcome in outcomes if outcome.code]
    verdict = f"FAILED: {', '.join(failed)}" if failed else "All passed."
    return "\n".join(["", rule, *lines, rule, verdict])
