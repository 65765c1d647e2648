"""The claims of the course, each against its fairest rivals, over several seeds.

    python -m benchmarks.claims                          # all, to the screen
    python -m benchmarks.claims --only "who reads order" # one of them; may be repeated
    python -m benchmarks.claims --keep                   # → results/claims.md, and for the lessons
                                                         #   rnnlib/data/measured.json

A claim is a function: a seed goes in, a number for each rival comes out. `@claim` gives it a name,
its lesson, one sentence that must hold for the numbers, and the seeds:

    @claim("who reads order", lesson="01", says="…", seeds=5, holds=lambda m: m["RNN"] > 0.97)
    def readers(seed):
        return {"bag of words": …, "RNN": …}

`m` are the means over the seeds. Put it into a module of `benchmarks/claimed/`.
"""

import argparse
import datetime
import importlib
import json
import pkgutil
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

import benchmarks.claimed
from rnnlib.data.measured import FILE, Measured, measured

PAGE = Path(__file__).with_name("results") / "claims.md"
PACKAGES = ("numpy", "scikit-learn", "torch")
REGISTER = {}


@dataclass(frozen=True)
class Claim:
    """What the course says, how it is measured, and when it holds."""

    name: str
    lesson: str
    says: str
    seeds: range
    holds: Callable[[dict], bool]
    measure: Callable[[int], dict]
    timed: bool = False  # seconds and their ratios: another machine has other ones

    def measured(self, report=lambda line: None) -> Measured:
        """Measure now, seed after seed. `report` hears of each one."""
        values = {}
        for seed in self.seeds:
            found = self.measure(seed)
            for who, number in found.items():
                values.setdefault(who, []).append(round(float(number), 4))
            report(f"  seed {seed}: " + ", ".join(f"{k} {v:.3f}" for k, v in found.items()))
        today = datetime.datetime.now(datetime.UTC).date().isoformat()
        return Measured(self.name, self.lesson, self.says, today, versions(), values)


def claim(name, *, lesson, says, holds, seeds=5, timed=False):
    """Register the function below as the measurement of a claim."""

    def register(measure):
        if name in REGISTER:
            raise ValueError(f"two claims are called {name!r}")
        REGISTER[name] = Claim(name, lesson, says, range(seeds), holds, measure, timed)
        return measure

    return register


def claims():
    """All claims, name -> Claim, from every module of `benchmarks.claimed`."""
    for module in pkgutil.iter_modules(benchmarks.claimed.__path__):
        importlib.import_module(f"benchmarks.claimed.{module.name}")
    return dict(REGISTER)


def versions():
    """Python and the packages that compute."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package).split("+")[0]
        except PackageNotFoundError:
            continue
    return found


def keep(result):
    """Put one result into the file, beside those that are there."""
    stored = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    stored[result.name] = {key: value for key, value in vars(result).items() if key != "name"}
    text = json.dumps(dict(sorted(stored.items())), ensure_ascii=False, indent=1)
    FILE.write_text(text + "\n", encoding="utf-8")


def page(results):
    """All stored results as Markdown."""
    lines = [
        "# Claims of the course, measured",
        "",
        "Written by `python -m benchmarks.claims --keep`.",
    ]
    for result in results:
        on = ", ".join(f"{name} {number}" for name, number in result.versions.items())
        lines += ["", f"## {result.name}", "", f"Lesson {result.lesson}: {result.says}", ""]
        lines += ["| | mean | spread | least | most |", "|---|---|---|---|---|"]
        for who, v in result.values.items():
            numbers = (np.mean(v), np.std(v, ddof=1), min(v), max(v))
            lines.append(f"| {who} | " + " | ".join(f"{number:.3f}" for number in numbers) + " |")
        lines += ["", f"{len(v)} seeds, {result.date}, {on}."]
    return "\n".join(lines) + "\n"


def main(arguments=None):
    """Measure and say whether each claim holds; the exit status is 1 if one does not."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--only", action="append", help="the name of a claim")
    parser.add_argument("--keep", action="store_true", help="write the results")
    chosen, fallen = parser.parse_args(arguments), []
    known = claims()
    unknown = set(chosen.only or ()) - set(known)
    if unknown:
        parser.error(f"no claim is called {', '.join(unknown)}; there are: {', '.join(known)}")
    for name in chosen.only or known:
        print(f"{name} (lesson {known[name].lesson}): {known[name].says}", flush=True)
        result = known[name].measured(lambda line: print(line, flush=True))
        print(result)
        if not known[name].holds(result.means):
            fallen.append(name)
            print("IT DOES NOT HOLD")
        elif chosen.keep:
            keep(result)
            stored = json.loads(FILE.read_text(encoding="utf-8"))
            PAGE.write_text(page([measured(each) for each in stored]), encoding="utf-8")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(importlib.import_module("benchmarks.claims").main())  # one register, not two
