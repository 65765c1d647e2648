"""Talking to the person at the terminal, in plain ASCII, while long commands run."""

import subprocess
import sys
import threading
import time
from pathlib import Path

EVERY = 5.0  # seconds between two signs of life where the output is not a terminal


def survive_odd_terminals() -> None:
    """Print a replacement for a sign that the terminal does not have, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def say(text: object, *, error: bool = False) -> None:
    """Print now, not when a buffer is full; `error` goes to the error stream."""
    print(text, file=sys.stderr if error else sys.stdout, flush=True)


def run_watched(command: list[str], *, cwd: Path, env: dict[str, str]) -> tuple[int, str]:
    """Run a command, keep its output back, show that it lives; return exit code and output."""
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
        _wait_with_signs_of_life(process, lines)
    finally:
        _end(process)
    reader.join(timeout=2)
    return process.returncode, "".join(lines)


def _collect(stream, lines: list[str]) -> None:
    with stream:
        for line in stream:
            lines.append(line)  # one by one: the latest is shown while more are to come


def _wait_with_signs_of_life(process: subprocess.Popen, lines: list[str]) -> None:
    """Show seconds and the latest line: in place on a terminal, elsewhere every few seconds."""
    terminal = sys.stdout.isatty()
    started = time.monotonic()
    shown = 0.0
    while process.poll() is None:
        time.sleep(0.1)
        elapsed = time.monotonic() - started
        if elapsed - shown < (1.0 if terminal else EVERY):
            continue
        shown = elapsed
        latest = lines[-1].strip() if lines else "working"
        text = f"      {elapsed:3.0f} s  {latest[:60]}".encode("ascii", "replace").decode()
        print(f"\r{text:<75}" if terminal else text, end="" if terminal else "\n", flush=True)
    if terminal and shown:
        print("\r" + " " * 75 + "\r", end="", flush=True)


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
