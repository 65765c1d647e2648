"""The learner's copies: `my_work/` follows new editions of the course and never loses work.

A copy comes without outputs: the learner predicts what a cell shows, runs it, and compares. What
counts as work is the text of the cells. A copy that was only run is unchanged: it follows a new
edition. A copy whose cells were changed stays as it is, and the new edition is put beside it.
A record in `my_work` remembers the edition that each copy was made from. It may lag behind or be
lost: a copy is only ever replaced if its cells are exactly those of the edition in the record.
"""

import hashlib
import json
import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path

from tools.launch.handout import as_if_never_run, as_text, is_target

RECORD = ".editions.json"


@dataclass
class Report:
    """What was done: the files that were written, and sentences for the learner."""

    written: list[Path] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def bring_up_to_date(notebooks: list[Path], work: Path) -> Report:
    """Copy each of the notebooks into `work`, or bring the copy there up to date."""
    work.mkdir(exist_ok=True)
    record = read_record(work / RECORD)
    before = json.dumps(record)
    report = Report()
    for notebook in notebooks:
        entry = record.setdefault(notebook.name, {})
        bring_one_up_to_date(notebook, work / notebook.name, entry, report)
    if json.dumps(record) != before:
        write_record(work / RECORD, record)  # after the copies, see the module's text
    return report


def bring_one_up_to_date(lesson: Path, copy: Path, entry: dict, report: Report) -> None:
    """Apply the rules to one lesson; `entry` is its part of the record and is changed here."""
    edition = cells_of(lesson)
    mine = cells_of(copy)
    if edition is None:
        report.lines.append(f"{lesson.name} of the course cannot be read and was left out.")
        return
    if not os.path.lexists(copy):
        again = " again, from the start" if "copied" in entry else ""
        put(lesson, copy, report, f"{copy.name} is there{again}.")
    elif mine is not None and mine == edition:
        pass
    elif mine is not None and mine == entry.get("copied") and not is_locked(copy):
        put(lesson, copy, report, f"{copy.name} follows the new edition; you had not changed it.")
    else:
        nothing_new = mine is not None and edition == entry.get("copied")
        if not nothing_new and edition != entry.get("offered"):
            offer(lesson, copy, edition, entry, report)
        return
    entry["copied"] = edition


def earlier_lessons(lessons: list[Path], work: Path) -> list[str]:
    """Say once of each copy of a lesson that is gone that it stays, and what its number means now.

    `lessons` are all of this edition. A lesson goes when it is cut into parts or gets a new name.
    """
    record = read_record(work / RECORD)
    named = {lesson.name: lesson.name.partition("_")[0] for lesson in lessons}
    lines = []
    for name, entry in record.items():
        number = name.partition("_")[0]
        gone = number[:2].isdigit() and name not in named and (work / name).exists()
        if gone and not entry.get("earlier"):
            entry["earlier"] = "said"
            now = [n for n in named.values() if n[:2] == number[:2]]
            there = f"now lesson {number[:2]} is {', '.join(now)}" if now else "it has no successor"
            lines.append(f"{name} is from an earlier edition and stays as it is; {there}.")
    if lines:
        write_record(work / RECORD, record)
    return lines


def put(lesson: Path, copy: Path, report: Report, sentence: str) -> None:
    """Write a copy without outputs and report it."""
    write_whole(copy, learners_edition(lesson))
    report.written.append(copy)
    report.lines.append(sentence)


def learners_edition(lesson: Path) -> bytes:
    """Return a notebook as if no cell had been run yet; only the target of an exercise is shown."""
    notebook = as_if_never_run(json.loads(lesson.read_text(encoding="utf-8")), shown=is_target)
    for cell in notebook["cells"]:
        text = "".join(cell["source"])
        if among_copies(text) != text:
            cell["source"] = among_copies(text)
    return as_text(notebook).encode()


def among_copies(text: str) -> str:
    """Return the text of a cell with its links as they are where all copies lie in one folder."""
    return re.sub(r"\]\(\.\./(?:notebooks|exercises)/", "](", text)


def offer(lesson: Path, copy: Path, edition: str, entry: dict, report: Report) -> None:
    """Put the new edition beside a copy that is not to be touched, once."""
    beside = copy.with_name(f"{copy.stem}.new-{edition[:6]}.ipynb")
    why = "holds your work" if cells_of(copy) is not None else "cannot be read as a notebook"
    sentence = (
        f"{copy.name} {why} and was not touched; the new edition is beside it: {beside.name} "
        "(take over what you want to keep, then delete the one that you do not need)"
    )
    if not os.path.lexists(beside):
        put(lesson, beside, report, sentence)
    entry["offered"] = edition


def cells_of(notebook: Path) -> str | None:
    """Return a hash of the cells' types and texts, or None if this is no readable notebook.

    Outputs, execution counts, ids, metadata and empty cells do not count: running a lesson is not
    changing it, and running its last cell makes an empty one.
    """
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        texts = [(cell["cell_type"], among_copies("".join(cell["source"]))) for cell in cells]
        texts = [(kind, text) for kind, text in texts if text.strip()]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()


def is_locked(path: Path) -> bool:
    """Whether the learner made this file read-only; it is left alone then, even by root."""
    return not path.stat().st_mode & stat.S_IWUSR


def read_record(path: Path) -> dict[str, dict[str, str]]:
    """Return the record; an empty one if it is lost or spoilt, and then every change counts."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return {name: dict(entry) for name, entry in record.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def write_record(path: Path, record: dict[str, dict[str, str]]) -> None:
    """Write the record, whole."""
    write_whole(path, json.dumps(record, indent=1, sort_keys=True).encode())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, even if the computer stops in the middle."""
    draft = path.with_name(f".{path.name}.part")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
