"""Submissions for the workers of a Dask cluster, on this machine or elsewhere: `grade --scheduler`.

Dask hands them out and gives the work of a worker that died to another.
"""

import contextlib
import importlib.util
import json
import logging
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from typing import TypeVar

from tools.grading import sandbox
from tools.grading.edition import edition
from tools.grading.worker import ATTEMPTS, DIED, PATIENCE, Failure, grade, to_bytes
from tools.launch.console import say
from tools.launch.trouble import Trouble

SETTLED = 1.0  # seconds that a new worker is given: Dask loses one that dies when it just starts
LONELY = 30  # seconds without a result, after which it is asked whether a worker is left
GONE = "{}: start it again and run the same command; what was graded is kept."
DASHBOARD = importlib.util.find_spec("bokeh") is not None  # which nobody needs for grading
QUIET = ("distributed", "distributed.client", "distributed.nanny", "distributed.worker", "tornado")
Item = TypeVar("Item")


def about_worker() -> list:
    """What the parent must know of a worker: its edition, and what protects its machine."""
    return [edition(), sandbox.wall().name, sandbox.wall().sentence]


# --- the cluster ---------------------------------------------------------------------------------


@contextlib.contextmanager
def opened(scheduler: str):
    """A client of the Dask scheduler that runs at this address, quiet about its workers' faults."""
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module="distributed|contextlib|tornado")
        with joined(scheduler) as client:
            if DASHBOARD:
                say(f"What the workers do: {client.dashboard_link}")
            yield client


@contextlib.contextmanager
def joined(scheduler: str):
    """The workers of a scheduler that runs already, without those that would grade differently."""
    from distributed import Client

    try:
        client = Client(scheduler, timeout=10)
    except (OSError, ValueError, RuntimeError) as error:  # Dask's settings may ask for encryption
        raise Trouble(
            f"No Dask scheduler answers at {scheduler} ({error}): start one with "
            "'.venv/bin/dask scheduler', or leave --scheduler out and grade on this machine."
        ) from error
    with client:
        refuse_unfit(client)
        if not client.nthreads():
            raise Trouble(
                f"The scheduler at {scheduler} has no worker that can grade: in a folder of the "
                f"course, start one with '.venv/bin/dask worker {scheduler} --nthreads 1'."
            )
        yield client


def refuse_unfit(client) -> int:
    """Send away the workers that would grade differently, warn of open ones; how many went."""
    threads = client.nthreads()
    refused = []
    for worker, answer in client.run(about_worker, on_error="return").items():
        if reason := _unfit(answer, threads.get(worker, 1)):
            refused.append(worker)
            say(f"REFUSED: the worker {worker} {reason}", error=True)
        elif answer[1] != "bubblewrap":
            say(f"On the worker {worker}: {answer[2]}", error=True)
    if refused:
        client.retire_workers(refused)
    return len(refused)


def _unfit(answer: Exception | tuple, threads: int) -> str:
    """Why a worker cannot take part, and the remedy; empty if it can."""
    if isinstance(answer, Exception):
        return f"does not find the course ({answer}): start it in a folder of the course."
    if answer[0] != edition():
        return (
            "has another edition of the course: bring the same one there, with the same Python and "
            "NumPy, and start it again."
        )
    if threads != 1:
        return f"grades {threads} submissions in one process: start it with --nthreads 1."
    return ""


# --- handing out ---------------------------------------------------------------------------------


def spread(
    client, items: Iterable[Item], to_job: Callable[[Item], dict], patience: float = PATIENCE
) -> Iterator[tuple[Item, dict | Failure]]:
    """Grade all, one on each worker at a time; each item comes back once, when it is done.

    An item becomes a job only when it is its turn, so a large class is never in memory as a whole.
    A worker may die of its neighbour's fault: what seemed to end one is tried again later, alone.
    """
    from distributed.scheduler import KilledWorker

    at_work, suspects = {}, []

    def submit(item):
        text = to_bytes(to_job(item), patience)
        future = client.submit(grade, text, pure=False, retries=ATTEMPTS - 1)
        at_work[future] = item

    def finished(last=False):
        for future in first_done(client, list(at_work)):
            item, error = at_work.pop(future), future.exception()
            if error is None:
                yield item, json.loads(future.result())
            elif not last and (isinstance(error, KilledWorker) or refuse_unfit(client)):
                suspects.append(item)
            else:
                yield item, Failure(in_words(error))

    for item in items:
        while len(at_work) >= max(1, len(client.nthreads())):
            yield from finished()
        try:
            submit(item)
        except Exception as error:  # of reading it, here
            yield item, Failure(in_words(error))
    while at_work:
        yield from finished()
    for attempt in range(2, ATTEMPTS + 1):
        again, suspects = suspects, []
        for item in again:
            with contextlib.suppress(TimeoutError):
                client.wait_for_workers(1, timeout=LONELY)
            time.sleep(SETTLED)
            submit(item)
            yield from finished(last=attempt == ATTEMPTS)


def first_done(client, futures: list) -> set:
    """Wait until some are done; Trouble if the scheduler is gone, or no worker is left."""
    from distributed import wait

    while True:
        try:
            done = wait(futures, timeout=LONELY, return_when="FIRST_COMPLETED").done
            if not any(future.cancelled() for future in done):
                return done
            raise Trouble(GONE.format("The scheduler has ended"))
        except TimeoutError:
            if not client.nthreads():
                raise Trouble(GONE.format("No worker is left")) from None
        except (OSError, CancelledError):
            raise Trouble(GONE.format("The scheduler does not answer any more")) from None


def in_words(error: BaseException) -> str:
    """Why a submission was not graded, for the tutor."""
    from distributed.scheduler import KilledWorker

    return DIED if isinstance(error, KilledWorker) else f"{type(error).__name__}: {error}"
