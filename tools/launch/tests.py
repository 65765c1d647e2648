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

NOTEBOOKS = [
    *("--nbval", "--nbval-current-env", "--nbval-cell-timeout=60"),
    *("--nbval-sanitize-with", "tests/helpers/nbval_sanitize.cfg"),
    *("-p", "no:cacheprovider", "notebooks", "solutions"),
]
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


def main(environment: Environment, arguments: list[str]) -> int:
    """Run every step even if one fails; return 0 only if all of them passed."""
    options, for_pytest = parse(arguments)
    prepare(environment, "test")
    if options.setup_only:
        return 0
    chosen = STYLE if options.style else steps(options.fast, for_pytest, options.scale)
    outcomes = [run(environment, name, what) for name, what in chosen]
    say(summary(outcomes))
    return int(any(outcome.code for outcome in outcomes))


def parse(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """Read the options of the command; whatever is left over is for pytest."""
    parser = argparse.ArgumentParser(
        prog="python course.py test",
        usage="%(prog)s [--fast | --scale | --style] [--setup-only] [pytest arguments ...]",
        description=__doc__,
        epilog="Whatever else is given goes to pytest, for example -k stepper or tests/test_x.py.",
        allow_abbrev=False,
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--fast", action="store_true", help="leave out notebooks and browser")
    which.add_argument(
        "--scale", action="store_true", help="only what takes minutes: whole classes"
    )
    which.add_argument("--style", action="store_true", help="only ruff and mypy")
    parser.add_argument("--setup-only", action="store_true", help="install, but run nothing")
    return parser.parse_known_args(arguments)


def steps(fast: bool, for_pytest: list[str], scale: bool = False) -> list[tuple[str, list[str]]]:
    """Return the steps: a name, and a module of `.venv` with its arguments."""
    if scale:
        return [("scale", ["pytest", "-m", "scale", *for_pytest])]
    two_at_a_time = [] if for_pytest else ["-n", "2", "--dist", "loadfile"]
    tests = ["pytest", *two_at_a_time, *(["-m", "not browser and not scale"] if fast else [])]
    tests += for_pytest
    found = [*STYLE, ("pytest", tests)]
    if fast or for_pytest:  # who names tests waits for those alone
        return found
    return [*found, ("notebooks", ["pytest", *NOTEBOOKS])]


def run(environment: Environment, name: str, what: list[str]) -> Outcome:
    """Run one step, passing on what it prints as it prints it."""
    say(f"\n--- {name}: python -m {' '.join(what)}")
    colour = ["--color=yes"] if what[0] == "pytest" and sys.stdout.isatty() else []
    command = [str(environment.python), "-m", what[0], *colour, *what[1:]]
    started = time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=environment.root,
        env=clean_variables(),
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
