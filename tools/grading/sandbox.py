"""Run a script that nobody trusts: in a process of its own, within limits, and say how it ended."""

import contextlib
import functools
import json
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from tools.grading import calls, usage, walls

TAIL = 4_000  # bytes of what was printed that are kept
TRIAL = b"""import os, numpy
open("written", "w").close()
os.write(int(os.environ["GRADING_RECORDS"]), b"ok")
"""
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "MPLBACKEND": "Agg",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}


@dataclass(frozen=True)
class Limits:
    """What one run may use; times in seconds, sizes in bytes."""

    seconds: float = 60.0  # on the wall
    cpu: int = 60
    memory: int = 2_000_000_000  # address space of each process
    together: int = 2_500_000_000  # what all processes and their files in memory really take
    file: int = 50_000_000
    scratch: int = 100_000_000  # all files together
    files: int = 10_000  # how many
    open_files: int = 64
    processes: int = 8
    printed: int = 10_000_000
    records: int = 8_000_000


USUAL = Limits()


@dataclass(frozen=True)
class Outcome:
    """How a run ended. `records` come from the student's process: they may be anything."""

    records: bytes
    trouble: str  # the reason in words; empty if the script came to its end
    printed: str  # the end of what was printed, errors included
    seconds: float


def describe() -> str:
    """Say once, before the first submission, what protects this machine."""
    return wall().sentence


@functools.cache
def wall() -> walls.Wall:
    """The safest way of this machine that passes a trial run."""
    *safer, last = walls.possible()
    return next(filter(works, safer), last)


def works(way: walls.Wall) -> bool:
    """Whether Python and NumPy start in this way and give something back."""
    return run("trial.py", {"trial.py": TRIAL}, way=way).records == b"ok"


def run(
    script: str,
    files: Mapping[str, bytes],
    limits: Limits = USUAL,
    hidden: tuple[Path, ...] = (),
    way: walls.Wall | None = None,
) -> Outcome:
    """Run `files[script]` with `files` beside it, in a folder that is thrown away.

    `hidden` are folders that the script must not see even if they lie in a system folder.
    """
    way = way or wall()
    folder = Path(tempfile.mkdtemp(prefix="grading-"))
    try:
        for name, content in {**files, "start.py": _start()}.items():
            (folder / name).write_bytes(content)
            (folder / name).chmod(0o644)
        user = 1_900_000_000 + secrets.randbelow(100_000_000) if way.user else 0
        _open(folder, user)
        orders = _orders(script, folder, limits, way, user)
        before = way.command(folder, limits.scratch, hidden)
        start = f"{way.place(folder)}/start.py"
        command = [*walls.python(), start, json.dumps(orders)]
        with _filter(way) as (words, numbers):
            return _watch([*before[:1], *words, *before[1:], *command], folder, limits, numbers)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _filter(way: walls.Wall):
    """The words that give bubblewrap the filter of system calls, and the file that holds it."""
    if not way.filtered:
        yield [], ()
        return
    reading, writing = os.pipe()
    try:
        os.write(writing, calls.program())
        os.close(writing)
        yield ["--seccomp", str(reading)], (reading,)
    finally:
        os.close(reading)


@functools.cache
def _start() -> bytes:
    return Path(__file__).with_name("start.py").read_bytes()


def _open(folder: Path, user: int) -> None:
    """Let the run's own user read the files, and write beside them where there is no wall.

    Nobody else may look: the cases lie there. The group is root's, who has no rights but that
    inside bubblewrap, until the run becomes its own user.
    """
    if user:
        folder.chmod(0o750)
        os.chown(folder, user, os.getgid())


def _orders(script: str, folder: Path, limits: Limits, way: walls.Wall, user: int) -> dict:
    environment = {**ENVIRONMENT, "HOME": way.scratch(folder), "TMPDIR": way.scratch(folder)}
    needed = ("SYSTEMROOT", "PATH") if os.name == "nt" else ()
    environment |= {name: os.environ[name] for name in needed if name in os.environ}
    allowed = asdict(limits)
    if way.name == "limits" and not user:
        allowed["processes"] = _more_processes(limits.processes)
    return {
        "script": script,
        "folder": way.place(folder),
        "packages": walls.package_folders(),
        "limits": allowed,
        "environment": environment,
        "user": user,
    }


def _more_processes(number: int) -> int | None:
    """The limit counts all processes of the user, so those that are there come on top."""
    if not Path("/proc/self/task").is_dir():
        return None
    count = 0
    for tasks in Path("/proc").glob("[0-9]*/task"):
        with contextlib.suppress(OSError):
            count += tasks.stat().st_nlink - 2 if tasks.stat().st_uid == os.getuid() else 0
    return count + number


def _watch(command: list[str], folder: Path, limits: Limits, numbers: tuple = ()) -> Outcome:
    """Start the command, read what it says within the limits, and leave nothing of it running."""
    started = time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        pass_fds=numbers,
    )
    records = _Reader(process, process.stdout, limits.records, keep=limits.records)
    printed = _Reader(process, process.stderr, limits.printed, keep=TAIL)
    waiting = threading.Thread(target=process.wait, daemon=True)  # a timeout of `wait` would poll
    waiting.start()
    try:
        too_much = usage.watch(process.pid, waiting, limits.seconds, limits.together, limits.files)
        late = waiting.is_alive() and not too_much
    finally:
        kill(process)
    code = process.wait()
    for reader in (records, printed):
        reader.thread.join(timeout=5)
        reader.ended = True  # whatever got away is not listened to
    reason = too_much or _reason(code, late, records, printed, limits)
    tail = bytes(printed.kept).decode("utf-8", "replace")
    return Outcome(bytes(records.kept), reason, tail, time.monotonic() - started)


class _Reader:
    """Reads one stream in a thread; ends the process that writes more than it may."""

    def __init__(self, process, stream, limit: int, keep: int):
        self.process, self.stream, self.limit, self.keep = process, stream, limit, keep
        self.kept = bytearray()
        self.too_much = self.ended = False
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self) -> None:
        total = 0
        while (piece := self.stream.read1(65_536)) and not self.ended:
            if self.too_much:
                continue  # read on until it is dead: on a closed pipe it would go on, with an error
            total += len(piece)
            self.kept += piece
            if total > self.keep:
                del self.kept[: -self.keep]
            if total > self.limit:
                self.too_much = True
                kill(self.process)
        self.stream.close()


def kill(process: subprocess.Popen) -> None:
    """End the process and all that it started; inside bubblewrap also what left its group."""
    if os.name == "nt":
        words = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(words, capture_output=True, check=False)
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _reason(code: int, late: bool, records: _Reader, printed: _Reader, limits: Limits) -> str:
    """Say in words why the run did not come to its end."""
    if late:
        return f"ran longer than {limits.seconds:g} s"
    if records.too_much:
        return f"gave back more than {limits.records / walls.MEGABYTE:g} MB"
    if printed.too_much:
        return f"printed more than {limits.printed / walls.MEGABYTE:g} MB"
    if code == 0:
        return ""
    number = -code if code < 0 else code - 128
    if number == getattr(signal, "SIGXCPU", None):
        return f"used more than {limits.cpu} s of computing time"
    if number == getattr(signal, "SIGKILL", None):
        return "was killed, as the system does when memory or computing time runs out"
    if number == getattr(signal, "SIGXFSZ", None):
        return f"wrote a file of more than {limits.file / walls.MEGABYTE:g} MB"
    with contextlib.suppress(ValueError):
        return f"was ended by the signal {signal.Signals(number).name}"
    if b"MemoryError" in printed.kept[-200:]:
        return f"used more than {limits.memory / 1e9:g} GB of memory"
    return f"ended with the exit code {code}"
