"""Does a test notice a slip? Make slips in the library, one at a time, and run its tests.

    python -m benchmarks.mutants [--sample 200] [--seed 0] [--only packed …] [--keep]

Each slip (benchmarks/slips.py) is made in a copy of this folder, two copies at a time, and the
tests of that module run there until the first fails. A slip that no test notices has
survived: write the test, or say in equivalent_slips.toml why nobody could notice it.
"""

import argparse
import datetime
import os
import platform
import queue
import random
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.slips import Slip, function_at, slips
from benchmarks.step import RESULTS, table

ROOT = Path(__file__).resolve().parents[1]
EQUIVALENT = Path(__file__).with_name("equivalent_slips.toml")
# Under rnnlib/: a module, and under tests/rnnlib/ the tests that would notice, its own first.
TESTS = {
    "functions": "test_functions test_contract",
    "cells": "test_cells test_contract test_own_networks",
    "backprop": "test_backprop test_own_networks fast/test_long",
    "inputs/nodes": "inputs/test_nodes test_own_networks test_trace",
    "trace": "test_trace test_own_networks test_contract",
    "fast/loops": "test_backprop test_contract inputs/test_packed fast/test_long",
    "fast/through_time": "test_backprop test_contract inputs/test_packed fast/test_long",
    "inputs/packed": "inputs/test_packed test_backprop",
    "exercises/judge": "exercises/test_judge exercises/test_checks exercises/test_plausible",
    "exercises/compare": "exercises/test_compare exercises/test_judge",
}
MARKS = "not browser and not long and not scale"
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".cache", "build", "my_work", "__pycache__")
VERDICTS = KILLED, SURVIVED, EQUAL = "killed", "survived", "equivalent"


@dataclass(frozen=True)
class Mutant:
    """A slip in a module, and how its line reads before and after."""

    module: str
    function: str
    slip: Slip
    line: int
    before: str
    after: str

    @property
    def name(self):
        """What says which one it is, as long as nobody changes that line."""
        return self.module, self.function, self.before, self.after


def path_of(module, root=ROOT):
    """The file of a module."""
    return root / "rnnlib" / f"{module}.py"


def mutants_of(module):
    """All mutants of a module."""
    source = path_of(module).read_text(encoding="utf-8")
    shown = [(slip, *slip.shown(source)) for slip in slips(source)]
    return [Mutant(module, function_at(source, line), s, line, *p) for s, line, *p in shown]


def equivalent():
    """Mutants that nobody could tell from the original: name -> the reason."""
    listed = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8")).get("slip", [])
    keys = ("module", "function", "before", "after")
    return {tuple(s[key] for key in keys): s["why"] for s in listed}


# --- one run of the tests ---------------------------------------------------------------------


class Bench:
    """A copy of this folder, in which a module is changed and its tests are run."""

    def __init__(self, folder):
        self.root = Path(folder, "course")
        shutil.copytree(ROOT, self.root, ignore=LEFT_OUT)

    def seconds(self, module):
        """How long the tests take as it is; a first run compiles, and must pass, too."""
        for _ in range(2):
            started = time.monotonic()
            done = self.run(module, 600, keep_compiled=True)
            if done is None or done.returncode:
                said = "they take more than ten minutes" if done is None else done.stdout[-2000:]
                sys.exit(f"The tests of {module} fail as it is, so they can tell nothing:\n{said}")
        return time.monotonic() - started

    def notices(self, mutant, limit):
        """Whether the tests notice: one fails, or they do not come to their end."""
        path = path_of(mutant.module, self.root)
        original = path_of(mutant.module)
        source = original.read_text(encoding="utf-8")
        path.write_text(mutant.slip.made_in(source), encoding="utf-8", newline="\n")
        try:
            done = self.run(mutant.module, limit)
        finally:
            shutil.copy2(original, path)  # with its time: what was compiled before still counts
        return done is None or done.returncode != 0

    def run(self, module, limit, keep_compiled=False):
        """Run the quick tests of a module until one fails; None if the time was not enough."""
        tests = [f"tests/rnnlib/{name}.py" for name in TESTS[module].split()]
        options = ["-x", "-q", "-p", "no:cacheprovider", "-m", MARKS]
        options += ["-p", "_hypothesis_pytestplugin", "--hypothesis-seed=0"]
        variables = {"PYTHONPATH": str(self.root), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        # By date and size, which two slips of a second may have in common; empty is unset.
        variables["PYTHONDONTWRITEBYTECODE"] = "" if keep_compiled else "1"
        try:
            return subprocess.run(
                [sys.executable, "-m", "pytest", *options, *tests],
                cwd=self.root,
                env=os.environ | variables,
                capture_output=True,
                text=True,
                timeout=limit,
            )
        except subprocess.TimeoutExpired:
            return None


# --- all of them ------------------------------------------------------------------------------


def judge(mutants, workers=2):
    """Yield each mutant with its verdict, as they come; equivalent ones are not run."""
    reasons = equivalent()
    known = [m for m in mutants if m.name in reasons]
    yield from ((mutant, EQUAL) for mutant in known)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(workers) as pool:
        benches = [Bench(Path(folder, str(i))) for i in range(workers)]
        modules = dict.fromkeys(m.module for m in mutants)
        # Two run at once, and others may use the machine: only what never ends is cut off.
        limits = {module: 60 + 8 * benches[0].seconds(module) for module in modules}
        free = queue.SimpleQueue()
        for bench in benches:
            free.put(bench)

        def verdict(mutant):
            bench = free.get()
            try:
                return KILLED if bench.notices(mutant, limits[mutant.module]) else SURVIVED
            finally:
                free.put(bench)

        waiting = {pool.submit(verdict, m): m for m in mutants if m not in known}
        for done in as_completed(waiting):
            yield waiting[done], done.result()


def report(verdicts, said):
    """The results as Markdown: a table of the modules, then each survivor."""
    rows, total = [], Counter()
    for module in dict.fromkeys(m.module for m in verdicts):
        count = Counter(v for m, v in verdicts.items() if m.module == module)
        total += count
        rows.append(_row(f"`{module}`", count))
    rows.append(_row("all", total))
    lines = ["# Mutants", "", said, ""]
    lines += [table(rows, ["module", "slips", *VERDICTS, "killed of the others"])]
    lines += ["## Survivors", ""]
    for mutant, verdict in sorted(verdicts.items(), key=lambda pair: _place(pair[0])):
        if verdict == SURVIVED:
            where = f"`{mutant.module}`, line {mutant.line}, `{mutant.function}`"
            lines += [where.removesuffix(", ``"), "", "```diff"]
            lines += [f"- {mutant.before}", f"+ {mutant.after}", "```", ""]
    return "\n".join(lines)


def _row(name, count):
    judged = count[KILLED] + count[SURVIVED]
    share = f"{count[KILLED] / judged:.0%}" if judged else "–"
    return [name, str(count.total()), *(str(count[verdict]) for verdict in VERDICTS), share]


def _place(mutant):
    return list(TESTS).index(mutant.module), mutant.slip.start, mutant.slip.new


def main():
    """Make the slips, run the tests, print who survived, and write the table."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--sample", type=int, help="so many of them, by chance; default: all")
    asked.add_argument("--seed", type=int, default=0, help="which ones")
    asked.add_argument("--only", nargs="+", choices=TESTS, default=list(TESTS), metavar="MODULE")
    asked.add_argument("--keep", action="store_true", help="write results/mutants.md")
    options = asked.parse_args()
    mutants = [m for module in options.only for m in mutants_of(module)]
    all_of_them = len(mutants)
    if options.sample and options.sample < all_of_them:
        mutants = random.Random(options.seed).sample(mutants, options.sample)
        mutants.sort(key=_place)
    started, verdicts = time.monotonic(), {}
    for n, (mutant, verdict) in enumerate(judge(mutants), start=1):
        verdicts[mutant] = verdict
        print(f"{n}/{len(mutants)} {verdict:<10} {mutant.module}:{mutant.line}", flush=True)
        if verdict == SURVIVED:
            print(f"  - {mutant.before}\n  + {mutant.after}", flush=True)
    said = (
        f"{len(mutants)} of {all_of_them} slips, seed {options.seed}, on {datetime.date.today()}, "
        f"in {(time.monotonic() - started) / 60:.0f} minutes. Python {platform.python_version()}, "
        f"NumPy {version('numpy')}, pytest {version('pytest')}."
    )
    verdicts = {m: verdicts[m] for m in mutants}
    text = report(verdicts, said)
    print(text)
    if options.keep:
        (RESULTS / "mutants.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
