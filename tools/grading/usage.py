"""What all processes of a run take together: memory, and files in memory. Looked at on Linux only.

Each process has its own limit; eight of them, and files that are no process's, could take the
machine all the same. So they are counted together, several times a second.
"""

import contextlib
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

FIRST_LOOK, LOOK = 0.15, 0.05  # seconds until the first look, for most runs are over by then
MOST_PROCESSES = 500  # that one look follows
COUNTED = Path("/proc/self/statm").exists()
IN_MEMORY = ("scratch", "dev/shm")  # folders inside the walls whose files are memory


def watch(number: int, ended: threading.Thread, seconds: float, memory: int, files: int) -> str:
    """Wait until the run ends or its time is over; the reason in words if it takes too much."""
    until, pause = time.monotonic() + seconds, FIRST_LOOK
    while (left := until - time.monotonic()) > 0:
        ended.join(min(pause, left) if COUNTED else left)
        pause = LOOK
        if not ended.is_alive():
            return ""
        taken, count = usage(number)
        if taken > memory:
            return f"used more than {memory / 1e9:g} GB of memory, all its processes together"
        if count > files:
            return f"made more than {files:,} files"
    return ""


def usage(number: int) -> tuple[int, int]:
    """(bytes of all processes below this one and of their files in memory, number of files)."""
    taken = size = count = 0
    for process in _tree(number):
        taken += _resident(process)
        here = _files(process)
        size, count = max(size, here[0]), max(count, here[1])
    return taken + size, count


def _tree(number: int) -> Iterator[int]:
    """The process and all that it started, as far as the system tells."""
    left, seen = [number], 0
    while left and seen < MOST_PROCESSES:
        process = left.pop()
        seen += 1
        yield process
        with contextlib.suppress(OSError):
            for task in os.listdir(f"/proc/{process}/task"):  # noqa: PTH208 - paths would cost more
                children = Path(f"/proc/{process}/task/{task}/children").read_text()
                left += map(int, children.split())


def _resident(process: int) -> int:
    """Memory that is the process's own, without the pages of programs that all share."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        words = Path(f"/proc/{process}/statm").read_text().split()
        return (int(words[1]) - int(words[2])) * os.sysconf("SC_PAGE_SIZE")
    return 0


def _files(process: int) -> tuple[int, int]:
    """(bytes, number) of the files in the folders in memory that this process sees."""
    size = count = 0
    for folder in IN_MEMORY:
        with contextlib.suppress(OSError):
            root = f"/proc/{process}/root"
            if not Path(f"{root}/job").is_dir():  # still outside of the walls
                return 0, 0
            about = os.statvfs(f"{root}/{folder}")
            size += (about.f_blocks - about.f_bfree) * about.f_frsize
            count += about.f_files - about.f_ffree
    return size, count
