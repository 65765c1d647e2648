"""Ask a submission's functions inside the sandbox, and take in what they say as untrusted text."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.grading import sandbox
from tools.grading.sandbox import USUAL, Limits
from tools.grading.walls import ROOT

HERE = Path(__file__).parent
INSIDE = ("child.py", "rescue.py")  # what runs inside the walls
MOST_CELLS = 1_000  # that are noted as failed
COLLECTOR = ROOT / "rnnlib" / "exercises" / "collect.py"


@dataclass(frozen=True)
class Question:
    """One question, without its right answer."""

    key: str
    name: str  # of the student's function
    cases: object  # `answers.to_json` of a list of tuples of arguments
    parts: Sequence[str] = ("result",)  # the names of the results that the function gives back
    calls: int = 1  # how often it is called in all


@dataclass(frozen=True)
class CellError:
    """A cell of the notebook that failed; the others were run all the same."""

    cell: int  # among the code cells, from 1
    line: int  # 0 if unknown
    code: str
    error: str


@dataclass
class Heard:
    """What the functions answered. Each question is either in `records` or in `reasons`."""

    records: dict[str, dict] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    cells: list[CellError] = field(default_factory=list)
    printed: str = ""
    seconds: float = 0.0
    begun: list[str] = field(default_factory=list)
    ended: bool = False


def ask(
    cells: Sequence[str],
    questions: Sequence[Question],
    limits: Limits = USUAL,
    cell_seconds: float = 10.0,
    question_seconds: float = 10.0,
    most_seconds: float = 300.0,
    hidden: tuple[Path, ...] = (),
    collector: Path = COLLECTOR,
) -> Heard:
    """Run the cells in the sandbox and ask the questions there.

    A question at which the run dies is not asked again. A new run begins with the one after it,
    unless the runs took `most_seconds` already.
    """
    total = Heard()
    left = list(questions)
    files = {name: (HERE / name).read_bytes() for name in INSIDE}
    files["answers.py"] = collector.read_bytes()
    while left:
        job = {"cells": list(cells), "questions": [vars(q) for q in left]}
        job |= {"cell_seconds": cell_seconds, "question_seconds": question_seconds}
        files["job.json"] = json.dumps(job).encode()
        outcome = sandbox.run("child.py", files, limits, hidden)
        heard = listen(outcome.records, [q.key for q in left])
        after = remaining(left, heard)
        _add_reasons(heard, left[: len(left) - len(after)], outcome.trouble)
        _join(total, heard, outcome)
        left = after
        if total.seconds > most_seconds:
            _add_reasons(total, left, f"had used up its {most_seconds:g} s")
            break
    return total


def listen(records: bytes, keys: Iterable[str]) -> Heard:
    """Take in the lines of a run. They may be forged: only their form is trusted, once checked."""
    heard, keys = Heard(), set(keys)
    for text in records.split(b"\n"):
        line = _parsed(text)
        key = line.get("key", line.get("begin"))
        if "cell" in line and len(heard.cells) < MOST_CELLS:
            heard.cells += _cell_error(line)
        elif line.get("end") is True:
            heard.ended = True
        elif not isinstance(key, str) or key not in keys:
            continue
        elif "begin" in line:
            heard.begun.append(key)
        elif key in heard.records or key in heard.reasons:
            heard.records.pop(key, None)
            heard.reasons[key] = "the answer came twice, so one of the two is forged"
        elif isinstance(line.get("record"), dict):
            heard.records[key] = line["record"]
        elif isinstance(line.get("error"), str):
            heard.reasons[key] = line["error"][:500]
    return heard


def _parsed(text: bytes) -> dict:
    try:
        line = json.loads(text)
    except (ValueError, RecursionError):  # a line that was cut is no JSON either
        return {}
    return line if isinstance(line, dict) else {}


def _cell_error(line: dict) -> list[CellError]:
    wanted = {"cell": int, "line": int, "code": str, "error": str}
    if not all(type(line.get(name)) is kind for name, kind in wanted.items()):
        return []
    return [CellError(line["cell"], line["line"], line["code"][:200], line["error"][:500])]


def remaining(questions: list[Question], heard: Heard) -> list[Question]:
    """The questions that a new run should ask: those after the one at which this run died."""
    if heard.ended or not heard.begun:
        return []
    keys = [q.key for q in questions]
    return questions[keys.index(heard.begun[-1]) + 1 :]


def _add_reasons(heard: Heard, asked: list[Question], trouble: str) -> None:
    """Give a reason for each question that was asked and has no answer."""
    if not trouble and not heard.ended:
        trouble = "ended by itself, for example with os._exit"
    for question in asked:
        if question.key in heard.records or question.key in heard.reasons:
            continue
        if not trouble:
            reason = "the answer's record is missing or damaged"
        elif question.key in heard.begun:
            reason = f"while {question.name} ran, the program {trouble}"
        else:
            reason = f"before {question.name} could be called, the program {trouble}"
        heard.reasons[question.key] = reason


def _join(total: Heard, heard: Heard, outcome: sandbox.Outcome) -> None:
    total.records |= heard.records
    total.reasons |= {k: r for k, r in heard.reasons.items() if k not in total.reasons}
    total.cells = total.cells or heard.cells
    total.printed = total.printed or outcome.printed
    total.seconds += outcome.seconds
