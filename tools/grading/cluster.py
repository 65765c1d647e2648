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

import dask
import distributed  # noqa: F401 - its settings must be there before they are changed

from tools.grading import sandbox
from tools.grading.edition import edition
from tools.grading.worker import ATTEMPTS, DIED, MEMORY, PATIENCE, Failure, grade, to_bytes
from tools.launch.console import say
from tools.launch.trouble import Trouble

SETTLED = 1.0  # seconds that a new worker is given: Dask loses one that dies when it just starts
LONELY = 30  # seconds without a result, after which it is asked whether a worker is left
SPARE = 4  # workers that may be added because none is left
GONE = "{}: start it again and run the same command; what was graded is kept."
SETTINGS = {
    "distributed.scheduler.allowed-failures": 0,  # the next attempt waits for the others
    "distributed.scheduler.worker-ttl": "60s",  # who is silent for longer is started anew
    "distributed.worker.profile.enabled": False,  # a look at every worker's stack each 10 ms
    "distributed.admin.system-monitor.gil.enabled": False,
}
DASHBOARD = importlib.util.find_spec("bokeh") is not None  # which nobody needs for grading
QUIET = ("distributed", "distributed.client", "distributed.nanny", "distributed.worker", "tornado")
Item = TypeVar("Item")


def about_worker() -> list:
    """What the parent must know of a worker: its edition, and what protects its machine."""
    return [edition(), sandbox.wall().name, sandbox.wall().sentence]


# --- the cluster ---------------------------------------------------------------------------------


@contextlib.contextmanager
def opened(workers: int, scheduler: str | None = None):
    """A client of Dask: with workers of its own on this machine, or of a scheduler that runs.

    Nobody but this process and its workers can talk to the scheduler that is started here: it
    listens on this machine only, and asks for a certificate that exists in their memory only.
    """
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    pages = {} if DASHBOARD else {"distributed.scheduler.http.routes": []}
    with dask.config.set(SETTINGS | pages), warnings.catch_warnings():
        warnings.filterwarnings("ignore", module="distributed|contextlib|tornado")
        with joined(scheduler) if scheduler else started(workers) as client:
            if DASHBOARD:
                say(f"What the workers do: {client.dashboard_link}")
            yield client


@contextlib.contextmanager
def started(workers: int):
    """Workers on this machine, each a process of its own."""
    from distributed import Client, LocalCluster
    from distributed.security import Security

    with (
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            protocol="tls",
            security=Security.temporary(),
            dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": DASHBOARD},
            memory_limit=MEMORY,
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


@contextlib.contextmanager
def joined(scheduler: str):
    """The workers of a scheduler that runs already, without those that would grade differently."""
    from distributed import Client

    try:
        client = Client(scheduler, timeout=10)
    except (OSError, ValueError, TimeoutError) as error:
        raise Trouble(
            f"No Dask scheduler answers at {scheduler} ({type(error).__name__}): start one with "
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


def _unfit(answer: object, threads: int) -> str:
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
    """Wait until some are done; Trouble if the scheduler is gone, or no worker is left.

    Dask does not start a worker anew that dies in the moment in which it starts; on this machine
    another one then takes its place.
    """
    from distributed import wait

    spare = SPARE if client.cluster else 0
    while True:
        try:
            done = wait(futures, timeout=LONELY, return_when="FIRST_COMPLETED").done
            if not any(future.cancelled() for future in done):
                return done
            raise Trouble(GONE.format("The scheduler has ended"))
        except TimeoutError:
            if client.nthreads():
                continue
            if not spare:
                raise Trouble(GONE.format("No worker is left")) from None
            spare -= 1
            client.cluster.scale(len(client.cluster.workers) + 1)
        except (OSError, CancelledError):
            raise Trouble(GONE.format("The scheduler does not answer any more")) from None


def in_words(error: BaseException) -> str:
    """Why a submission was not graded, for the tutor."""
    from distributed.scheduler import KilledWorker

    return DIED if isinstance(error, KilledWorker) else f"{type(error).__name__}: {error}"
