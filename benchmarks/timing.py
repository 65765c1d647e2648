"""How the benchmarks measure: one process, one number of threads for all, turn by turn.

Import this module before NumPy: the libraries read the number of threads when they are loaded.
A machine that is shared slows down and speeds up in the course of seconds. So the contestants
take turns, each for a short while, and what is compared is what was measured side by side.
"""

import gc
import os
import platform
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path

VARIABLES = "OPENBLAS_NUM_THREADS MKL_NUM_THREADS OMP_NUM_THREADS VECLIB_MAXIMUM_THREADS".split()


def use_threads(n):
    """Give every library n threads, and the process n processors where the system allows it."""
    if "numpy" in sys.modules:
        raise RuntimeError("NumPy is already loaded; call use_threads before importing it")
    for name in VARIABLES:
        os.environ[name] = str(n)
    os.environ["XLA_FLAGS"] = f"--xla_cpu_multi_thread_eigen={'true' if n > 1 else 'false'}"
    if hasattr(os, "sched_setaffinity"):  # Linux; XLA takes its number of threads from this
        processors = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, processors[-n:])


@dataclass(frozen=True)
class Times:
    """Seconds per call of one contestant, one number for each turn it took."""

    turns: tuple

    @property
    def median(self):
        """The middle turn: half were faster, half slower."""
        return statistics.median(self.turns)

    @property
    def spread(self):
        """Distance of the quartiles as a share of the median: 0.1 is a quiet machine."""
        low, _, high = statistics.quantiles(self.turns, n=4)
        return (high - low) / self.median


def take_turns(contestants, *, turns=21, seconds=0.01):
    """Run every function in `contestants`, name -> function, in turns: name -> `Times`.

    One turn calls one function for about `seconds`, at least once. The first turn of each is
    not counted; it warms up caches and compilers.
    """
    calls = {name: _calls(function, seconds) for name, function in contestants.items()}
    measured = {name: [] for name in contestants}
    gc.disable()
    try:
        for _ in range(turns):
            for name, function in contestants.items():
                measured[name].append(one_turn(function, calls[name]))
            gc.collect()
    finally:
        gc.enable()
    return {name: Times(tuple(times)) for name, times in measured.items()}


def ratio(times, name, other):
    """How many times longer `name` took than `other`: the median over the turns of the ratio."""
    pairs = zip(times[name].turns, times[other].turns, strict=True)
    return statistics.median(a / b for a, b in pairs)


def one_turn(function, calls):
    """Seconds per call, from `calls` calls in a row."""
    start = time.perf_counter()
    for _ in range(calls):
        function()
    return (time.perf_counter() - start) / calls


def _calls(function, seconds):
    function()
    return max(1, round(seconds / max(one_turn(function, 3), 1e-9)))


def machine(threads):
    """One line that says what was measured on."""
    import numpy

    versions = [f"Python {platform.python_version()}", f"NumPy {numpy.__version__}"]
    for name, said in (("torch", "PyTorch"), ("jax", "JAX")):
        if name in sys.modules:
            versions.append(f"{said} {sys.modules[name].__version__}")
    return (
        f"{_processor()}, {threads} thread{'s' if threads > 1 else ''} for everybody; "
        + ", ".join(versions)
    )


def _processor():
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
        return f"{names[0]} ({len(names)} processors)"
    except (OSError, IndexError):
        return platform.processor() or platform.machine()
