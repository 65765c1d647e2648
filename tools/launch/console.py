"""Talking to the person at the terminal while long commands run."""

import re
import subprocess
import sys
import threading
import time
from pathlib import Path

from tools.launch.typed import as_typed

EVERY = 5.0  # seconds between two signs of life where the output is not a terminal


def survive_odd_terminals() -> None:
    """Print a replacement for a sign that the terminal does not have, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def say(text: object, *, error: bool = False) -> None:
    """Print now, not when a buffer is full, and name the command as it was typed.

    `error` goes to the error stream.
    """
    print(as_typed(str(text)), file=sys.stderr if error else sys.stdout, flush=True)


def run_watched(
    command: list[str], *, cwd: Path, env: dict[str, str], doing: str = ""
) -> tuple[int, str]:
    """Run a command, keep its output back, show that it lives; return exit code and output.

    Shown are seconds, and what is being done: `doing`, or else the latest line of the output.
    """
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    lines: list[str] = []
    reader = threading.Thread(target=_collect, args=(process.stdout, lines), daemon=True)
    reader.start()
    try:
        _wait_with_signs_of_life(process, lines, doing)
    finally:
        _end(process)
    reader.join(timeout=2)
    return process.returncode, "".join(lines)


def _collect(stream, lines: list[str]) -> None:
    with stream:
        for line in stream:
            lines.append(line)  # one by one: the latest is shown while more are to come


def _wait_with_signs_of_life(process: subprocess.Popen, lines: list[str], doing: str) -> None:
    """Show seconds and what is done: in place on a terminal, elsewhere every few seconds."""
    terminal = sys.stdout.isatty()
    started = time.monotonic()
    shown = 0.0
    while process.poll() is None:
        time.sleep(0.1)
        elapsed = time.monotonic() - started
        if elapsed - shown < (1.0 if terminal else EVERY):
            continue
        shown = elapsed
        text = f"      {elapsed:3.0f} s  {doing or latest(lines)}"
        print(f"\r{text:<75}" if terminal else text, end="" if terminal else "\n", flush=True)
    if terminal and shown:
        print("\r" + " " * 75 + "\r", end="", flush=True)


def latest(lines: list[str], width: int = 60) -> str:
    """The latest line that says something, cut between two words and never inside of brackets."""
    said = [line for line in (printable(line) for line in lines[-20:]) if line]
    line = said[-1] if said else "working"
    if len(line) <= width:
        return line
    line = line[: width - 3]
    line = line.rpartition(" ")[0] if " " in line.strip() else line
    for opening, closing in ("()", "[]"):
        if line.count(opening) > line.count(closing):
            line = line[: line.rindex(opening)]
    return line.rstrip(" ,:;-(") + "..."


def printable(line: str) -> str:
    """A line without colours, signs that move the cursor, and what a program wrote over."""
    line = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", line).strip().rpartition("\r")[2]
    return "".join(sign for sign in line if sign.isprintable()).strip()


def _end(process: subprocess.Popen) -> None:
    """Leave no command behind that would go on writing: after Ctrl+C it is asked, then forced."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
