"""docs/claims.md, the reviewer's page: every claim of the course and what stands behind it.

    python -m benchmarks.claims_page

It joins what is known elsewhere: the register of measured claims, the list of sentences that say
"cannot", and the predictions of the lessons, whose results are computed when a lesson is built.
"""

import ast
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks.claims import claims
from rnnlib.data.measured import measured

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "claims.md"
LESSONS = ROOT / "course" / "lessons"
KINDS = ("proof", "measured", "definition", "plain")
HEAD = """# What the course claims, and how it is known

For reviewers, and for everybody who doubts a sentence. Written by `python -m
benchmarks.claims_page`, and held to the lessons by `tests/benchmarks/test_claims_page.py`. How
a claim is to be checked stands in `CONTRIBUTING.md`.

- **Measured.** Where chance matters, a number is a mean over seeds. The rivals get the same
  data and the same care, and all choices are made on validation data. All numbers, with spread
  and extremes, are in `benchmarks/results/claims.md`. `python -m benchmarks.claims
  --only NAME` measures one of them again, and `python course.py test --scale` all of them.
- **Cannot.** Each sentence of the lessons with this word is listed with what stands behind it:
  a proof, a measurement, or a definition.
- **Computed.** A prediction's result is computed when the lesson is built, and `python
  course.py test` computes it again.
"""


@dataclass(frozen=True)
class Cannot:
    """A sentence that says "cannot": a stretch of it, and why it may."""

    lesson: str
    phrase: str
    kind: str
    why: str


@cache
def cannots():
    """The list, in the order of the lessons."""
    text = Path(__file__).with_name("cannot.toml").read_text(encoding="utf-8")
    return [Cannot(**entry) for entry in tomllib.loads(text)["cannot"]]


def lessons():
    """The lessons that claim something: number -> source; review and glossary only repeat."""
    sources = {path.name.split("_")[0]: path for path in sorted(LESSONS.glob("*.py"))}
    return {number: path for number, path in sources.items() if number not in ("13", "14")}


def predictions(path):
    """The names of the questions of a lesson, without its number."""
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if _asks(node)]
    return [call.args[0].value.partition(" ")[2] for call in sorted(calls, key=lambda c: c.lineno)]


def _asks(node):
    called = getattr(node, "func", None)
    return isinstance(node, ast.Call) and getattr(called, "id", None) == "ask"


def title(path):
    """The lesson's title, as in its first heading."""
    return re.search(r"^# # (.+)$", path.read_text("utf-8"), re.M)[1]


def page():
    """The whole page as Markdown."""
    blocks = [HEAD]
    for number, path in lessons().items():
        blocks += [f"## {title(path)}\n"]
        found = [claim for claim in claims().values() if claim.lesson == number]
        blocks += [_measured(sorted(found, key=lambda claim: claim.name))] if found else []
        said = [entry for entry in cannots() if entry.lesson == number]
        blocks += [_cannot(said)] if said else []
        asked = predictions(path)
        if asked:
            blocks += [f"Computed, as predictions: {', '.join(asked)}.\n"]
    return "\n".join(blocks)


def _measured(found):
    rows = ["| claim | compared | seeds | spread | measured |", "|---|---|---|---|---|"]
    for claim in found:
        stored = measured(claim.name)
        file = f"benchmarks/claimed/{claim.measure.__module__.rpartition('.')[2]}.py"
        says = claim.says[0].upper() + claim.says[1:]
        seeds, spread = len(claim.seeds), _spread(stored.values)
        rows += [
            f"| **{claim.name}**: {says}. | {_rivals(stored.values)} | {seeds} | {spread} | "
            f"{stored.date}, `{file}` |"
        ]
    return "\n".join(rows) + "\n"


def _rivals(values):
    """Who is compared; of many rows that begin alike, what they begin with."""
    names = list(values)
    if len(names) > 8:
        names = list(dict.fromkeys(re.split(r", |: ", name)[0] for name in names))
    return "; ".join(names)


def _spread(values):
    """The largest standard deviation of a row over the seeds; a dash if nothing was drawn."""
    most = max(float(np.std(numbers, ddof=1)) for numbers in values.values())
    return f"up to {most:.3g}" if most else "–"


def _cannot(said):
    rows = ["| it says | because of a | why |", "|---|---|---|"]
    rows += [f"| … {entry.phrase} … | {entry.kind} | {entry.why} |" for entry in said]
    return "\n".join(rows) + "\n"


def main():
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
