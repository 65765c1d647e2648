"""Submissions for the cores of this machine: a pool of processes in which no fault costs another.

A process that dies breaks the whole pool, and it cannot be known whose fault it was. So all that
were at work are tried again when the others are done, one at a time, each with nothing beside it.
"""

import contextlib
import json
import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, ProcessPoolExecutor, wait
from pathlib import Path
from typing import TypeVar

from tools.grading import sandbox, worker
from tools.grading.worker import ATTEMPTS, DIED, PATIENCE, Failure

GRACE = 60.0  # seconds that a worker may be late before it is ended from here
GOODBYE = 3.0  # seconds for the workers to clear up when all is stopped
LOOK = 0.5  # seconds between two looks of a worker at its memory and its parent
Item = TypeVar("Item")


def spread(
    items: Iterable[Item],
    to_job: Callable[[Item], dict],
    workers: int,
    patience: float = PATIENCE,
    memory: int = worker.MEMORY,
) -> Generator[tuple[Item, dict | Failure], None, None]:
    """Grade all, `workers` at a time; each item comes back once, as soon as it is done.

    An item becomes a job only when it is its turn, so a large class is never in memory as a whole.
    """
    for attempt in range(1, ATTEMPTS + 1):
        again: list[Item] = []
        for item, answer in _tried(items, to_job, workers, patience, memory):
            if isinstance(answer, Failure) and attempt < ATTEMPTS:
                again.append(item)
            else:
                yield item, answer
        items, workers = again, 1


def _tried(
    items: Iterable[Item],
    to_job: Callable[[Item], dict],
    workers: int,
    patience: float,
    memory: int,
) -> Iterator[tuple[Item, dict | Failure]]:
    """Try each item once, in as many pools as break on the way."""
    left, whole = iter(items), False
    while not whole:
        with _pool(workers, memory) as pool:
            whole = yield from _while_it_lasts(pool, left, to_job, workers, patience)


def _while_it_lasts(pool, items, to_job, workers, patience):
    """Hand items to one pool and yield their answers; return whether it lasted until the last."""
    at_work: dict[Future, tuple] = {}  # whose it is, and when it must be done
    broken = False
    while True:
        while len(at_work) < workers and not broken:
            try:
                item = next(items)
            except StopIteration:
                break
            try:
                job = to_job(item)
                with _interrupts_wait():
                    future = pool.submit(worker.grade, worker.to_bytes(job, patience))
            except Exception as error:  # of reading it, here; or the pool has just broken
                broken = isinstance(error, BrokenExecutor)  # a worker died while it had no work
                yield item, Failure(in_words(error))
            else:
                late = time.monotonic() + worker.seconds(job, patience) + GRACE
                at_work[future] = item, late
        if not at_work:
            return not broken
        first = min(late for _, late in at_work.values()) - time.monotonic()
        done, _ = wait(at_work, max(0, first), FIRST_COMPLETED)
        if not done:  # it stands still, and does not even end itself
            _end(_processes(pool))
        for future in done:
            yield at_work.pop(future)[0], _answer(future)
            if isinstance(future.exception(), BrokenExecutor):
                yield from ((item, Failure(DIED)) for item, _ in at_work.values())
                return False


def _answer(future: Future) -> dict | Failure:
    error = future.exception()
    return Failure(in_words(error)) if error else json.loads(future.result())


def in_words(error: BaseException) -> str:
    """Why a submission was not graded, for the tutor."""
    return DIED if isinstance(error, BrokenExecutor) else f"{type(error).__name__}: {error}"


# --- the pool ------------------------------------------------------------------------------------


@contextlib.contextmanager
def _pool(workers: int, memory: int):
    """A pool whose processes and files are gone afterwards, also after Ctrl+C or a kill."""
    with tempfile.TemporaryDirectory(prefix="grading-", ignore_cleanup_errors=True) as place:
        if sandbox.wall().user:  # another user passes to its own folder, and can list nothing
            Path(place).chmod(0o711)
        spawn = multiprocessing.get_context("spawn")  # what threads here hold is not copied
        pool = ProcessPoolExecutor(workers, spawn, begin, (place, memory))
        try:
            yield pool
        finally:
            _stop_all(pool)


def _stop_all(pool: ProcessPoolExecutor) -> None:
    """Let the workers clear up what is at work, for a short time."""
    processes = _processes(pool)
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()
    until = time.monotonic() + GOODBYE
    for process in processes:
        process.join(max(0, until - time.monotonic()))
    _end(processes)
    pool.shutdown()


def _processes(pool: ProcessPoolExecutor) -> list:
    """The workers; from Python 3.14 on, `kill_workers` would do without this private name."""
    return list((pool._processes or {}).values())


def _end(processes: list) -> None:
    for process in processes:
        process.kill()


@contextlib.contextmanager
def _interrupts_wait():
    """Who is started meanwhile never hears Ctrl+C, not even before `begin`; it is for us alone."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# --- in a worker ---------------------------------------------------------------------------------


def begin(place: str, memory: int) -> None:
    """Get ready: files go into `place`, Ctrl+C is the parent's, a stop ends what is at work."""
    tempfile.tempdir = place
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _nothing)  # a handler, for what is started here must not inherit
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_look_after, args=(place, memory), daemon=True).start()


def _nothing(number, frame) -> None:
    """Do not react."""


def _stop(number, frame) -> None:
    """Unwind, so that the sandbox at work is ended and its folder removed."""
    raise SystemExit(1)


def _look_after(place: str, memory: int) -> None:
    """End this process when it takes too much memory, or when nobody waits for it any more."""
    parent = multiprocessing.parent_process()
    while parent and parent.is_alive() and _memory() < memory:
        parent.join(LOOK)
    if not (parent and parent.is_alive()):
        shutil.rmtree(place, ignore_errors=True)
    os._exit(1)


def _memory() -> int:
    """The bytes that this process has now; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:  # macOS, Windows
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
