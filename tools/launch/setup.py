"""Setting up: make `.venv` and install into it, once; a second start finds nothing to do."""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tools.launch.console import run_watched, say
from tools.launch.environment import (
    UNFINISHED,
    Environment,
    clean_variables,
    facts,
    read_stamp,
    why_unusable,
    write_stamp,
)
from tools.launch.trouble import DISK, NETWORK, OTHER, READ_ONLY, Offline, Trouble, explain_output


def prepare(environment: Environment, *extras: str) -> None:
    """See that `.venv` holds what is needed, and the `extras` of pyproject.toml."""
    stamp = read_stamp(environment.stamp)
    reason = why_unusable(environment, stamp)
    if reason:
        say(f"{reason}: .venv is made anew (it holds nothing of yours).")
        remove(environment.venv)
        stamp = {}
    wanted = facts(environment, {*extras, *stamp.get("extras", ())})
    if {key: stamp.get(key) for key in wanted} != wanted:
        try:
            set_up(environment, wanted)
        except Offline as trouble:
            go_on_with_what_is_there(environment, stamp, wanted, trouble)
            return
        stamp = wanted
        say("[3/3] fetching the review sentences of lesson 03c, unless they are there")
        fetch_reviews(environment, stamp)
    elif not stamp.get("reviews"):
        say("Fetching the review sentences of lesson 03c, which could not be had the last time.")
        fetch_reviews(environment, stamp)


def set_up(environment: Environment, wanted: dict) -> None:
    """Make `.venv` if it is not there and install everything; the stamp that counts comes last."""
    fresh = not environment.venv.exists()
    if fresh:
        say("Setting up the course in the folder .venv; this happens once.")
    else:
        say("Bringing the course's folder .venv up to date.")
    environment.venv.mkdir(exist_ok=True)
    write_stamp(environment.stamp, UNFINISHED)
    if fresh:
        say(f"[1/3] making .venv with Python {wanted['python']}")
        make_venv(environment)
    else:
        say("[1/3] .venv is there")
    extras = " and what the tests need" if "test" in wanted["extras"] else ""
    say(f"[2/3] installing JupyterLab, NumPy, Matplotlib{extras} (about a minute)")
    install(environment, wanted["extras"])
    write_stamp(environment.stamp, wanted)


def go_on_with_what_is_there(
    environment: Environment, stamp: dict, wanted: dict, trouble: Offline
) -> None:
    """Let an update that found no network wait; without a finished set-up there is no going on."""
    if stamp.get("extras") != wanted["extras"]:
        raise trouble
    write_stamp(environment.stamp, stamp)  # nothing is installed before all is downloaded
    say("No network: the course starts with what is there, and updates at a later start.")


def make_venv(environment: Environment) -> None:
    """Make `.venv`, with uv where it is to be had."""
    base = getattr(sys, "_base_executable", None) or sys.executable  # never the one in .venv
    ways = [[base, "-P", "-m", "venv", str(environment.venv)]]
    if uv := shutil.which("uv"):
        seeded = ["--seed", "--allow-existing", "--python", base]
        ways.insert(0, [uv, "venv", *seeded, str(environment.venv)])
    failure = None
    for command in ways:
        failure = attempt(environment, command)
        if failure is None:
            return
    raise trouble_with_log(environment, failure or OTHER)


def install(environment: Environment, extras: list[str]) -> None:
    """Install the versions that were tested; where those cannot be had, whichever fit."""
    wanted = ["-r", "requirements.txt"]
    if extras:
        wanted += ["-e", f".[{','.join(extras)}]"]
    failure = None
    for tool in installers(environment):
        for pins in (["-c", "requirements.lock"], []):
            failure = attempt(environment, [*tool, *wanted, *pins])
            if failure is None:
                return
            if failure in (DISK, READ_ONLY):
                raise trouble_with_log(environment, failure)
            if failure == NETWORK:
                break  # other versions will not bring the network back; another tool may
            if pins:
                say("      the tested versions do not install here; trying others")
    raise trouble_with_log(environment, failure or OTHER)


def installers(environment: Environment) -> Iterator[list[str]]:
    """Yield the beginnings of the commands that install: uv where it is to be had, then pip."""
    python = str(environment.python)
    if uv := shutil.which("uv"):
        yield [uv, "pip", "install", "--python", python]
    yield [python, "-P", "-m", "pip", "install", "--no-input", "--progress-bar", "off"]


def attempt(environment: Environment, command: list[str]) -> str | None:
    """Run a command of the set-up; return None if it worked, or else the sentence that says why."""
    code, output = run_watched(command, cwd=environment.root, env=clean_variables())
    keep_log(environment, f"$ {' '.join(command)}\n{output}\n")
    return None if code == 0 else explain_output(output)


def fetch_reviews(environment: Environment, stamp: dict) -> None:
    """Bring the review sentences; the course runs without them too, so a failure only speaks."""
    command = environment.command("rnnlib.data.reviews")
    variables = {"PIP_RETRIES": "1"} | clean_variables()
    code, output = run_watched(command, cwd=environment.root, env=variables)
    keep_log(environment, f"$ {' '.join(command)}\n{output}\n")
    if code == 0:
        write_stamp(environment.stamp, {**stamp, "reviews": True})
    else:
        last = output.strip().splitlines()[-1:] or ["The review sentences could not be had."]
        say(f"      {last[0]}")


# --- the log, and making room ------------------------------------------------------------------


def logs(environment: Environment) -> list[Path]:
    """Return where the log of the set-up may be: in `.venv`, or where there is more room."""
    return [environment.venv / "setup.log", Path(tempfile.gettempdir()) / "course-setup.log"]


def keep_log(environment: Environment, text: str) -> None:
    """Add to the log, wherever that works first."""
    for path in logs(environment):
        with suppress(OSError):
            with path.open("a", encoding="utf-8") as log:
                log.write(text)
            return


def trouble_with_log(environment: Environment, sentence: str) -> Trouble:
    """Return the trouble to raise: the sentence, and where the whole log is if there is one."""
    kind = Offline if sentence == NETWORK else Trouble
    found = [path for path in logs(environment) if path.is_file()]
    where = ""
    if found:
        latest = max(found, key=lambda path: path.stat().st_mtime)
        where = f"\nThe whole log is in {latest}"
    return kind(sentence + where)


def remove(folder: Path) -> None:
    """Remove `.venv`; an installation that was killed may still write for a moment."""
    for attempts_left in range(9, -1, -1):
        try:
            folder.unlink() if folder.is_symlink() or folder.is_file() else shutil.rmtree(folder)
        except FileNotFoundError:
            pass
        except OSError as error:
            if not attempts_left:
                raise Trouble(
                    f".venv could not be removed ({error}): close JupyterLab and whatever else "
                    "uses it, delete the folder .venv and run the same command again."
                ) from error
        if not os.path.lexists(folder):
            return
        time.sleep(0.5)
