"""The folder of a grading run: what is graded is kept, so an interrupted run goes on."""

import hashlib
import json
import re
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from tools.grading.edition import edition
from tools.grading.marks import Mark, mark_notebook, nothing_handed_in
from tools.grading.submissions import HandIn, Submission, read
from tools.launch.trouble import Trouble
from tools.launch.work import write_whole

RECORD = "run.json"


@dataclass(frozen=True)
class Run:
    """One run over a class: where it is kept, and the seed of its random cases."""

    folder: Path
    seed: int
    exercises: tuple[str, ...]
    hidden: tuple[Path, ...] = ()  # folders that no student's code may see

    @property
    def results(self) -> Path:
        """The folder with one file for each student."""
        return self.folder / "results"

    def file_of(self, student: str) -> Path:
        """Where the result of a student is kept."""
        return self.results / f"{file_name(student)}.json"


@dataclass(frozen=True)
class Result:
    """The marks of one student."""

    student: str
    marks: tuple[Mark, ...]
    problems: tuple[str, ...] = ()
    digest: str = ""  # of what was handed in, and of what judged it
    failed: str = ""  # why the grader itself could not do its work

    @property
    def points(self) -> int:
        """All points that the checks gave."""
        return sum(mark.points for mark in self.marks)

    @property
    def to_look_at(self) -> tuple[str, ...]:
        """What a person has to look at, a sentence for each."""
        failed = (self.failed,) if self.failed else ()
        return (*failed, *self.problems, *(m.technical for m in self.marks if m.technical))

    def points_in(self, exercise: str) -> int:
        """The points of one exercise."""
        return sum(mark.points for mark in self.marks if mark.exercise == exercise)


def open_run(
    folder: Path,
    exercises: tuple[str, ...],
    *,
    seed: int | None = None,
    again: bool = False,
    hidden: tuple[Path, ...] = (),
) -> Run:
    """Begin a run, or go on with the one in the folder; `again` draws new cases.

    Raises Trouble for a folder that holds something else.
    """
    record = folder / RECORD
    if folder.exists() and not record.exists() and (folder.is_file() or any(folder.iterdir())):
        raise Trouble(f"'{folder}' holds something else: choose another folder with --out.")
    known = _read(record)
    if seed is None:
        fresh = secrets.randbelow(2**32)
        seed = fresh if again else known.get("seed", fresh)
    run = Run(folder, seed, exercises, (*hidden, folder))
    run.results.mkdir(parents=True, exist_ok=True)
    write_whole(record, json.dumps({**known, "seed": seed}).encode())
    return run


def _read(path: Path) -> dict:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def graded_before(hand_in: HandIn, run: Run) -> Result | None:
    """What an earlier run kept, if nothing that it depends on has changed since."""
    kept = kept_result(run, hand_in.student)
    return kept if kept and kept.digest == digest_of(read(hand_in), run) else None


def job_of(hand_in: HandIn, run: Run) -> dict:
    """All that a worker needs to grade one student: text and numbers, no files of this machine."""
    submission = read(hand_in)
    return {
        "student": submission.student,
        "cells": dict(submission.cells),
        "problems": submission.problems,
        "digest": digest_of(submission, run),
        "exercises": run.exercises,
        "seed": run.seed,
        "hidden": [str(folder) for folder in run.hidden],
    }


def grade_job(job: dict) -> dict:
    """Mark the notebooks of one student: the values of a `Result`."""
    hidden, marks = tuple(map(Path, job["hidden"])), []
    for exercise in job["exercises"]:
        if exercise in job["cells"]:
            marks += mark_notebook(exercise, job["cells"][exercise], job["seed"], hidden=hidden)
        else:
            marks += nothing_handed_in(exercise)
    about = {key: job[key] for key in ("student", "problems", "digest")}
    return about | {"marks": [mark.as_dict() for mark in marks]}


def result_from(values: dict) -> Result:
    """The result that these values describe; LookupError, TypeError or ValueError if none."""
    marks = tuple(map(Mark.from_dict, values["marks"]))
    return Result(**values | {"marks": marks, "problems": tuple(values["problems"])})


def digest_of(submission: Submission, run: Run) -> str:
    """A hash of everything that a result depends on."""
    digest = hashlib.sha256()
    about = [run.seed, run.exercises, dict(submission.cells), submission.problems]
    digest.update(json.dumps(about).encode())
    digest.update(edition().encode())
    return digest.hexdigest()


def keep(run: Run, result: Result) -> None:
    """Write a result down, whole or not at all."""
    marks = [mark.as_dict() for mark in result.marks]
    content = asdict(result) | {"marks": marks}
    write_whole(run.file_of(result.student), json.dumps(content, ensure_ascii=False).encode())


def kept_result(run: Run, student: str) -> Result | None:
    """The result of an earlier run, None if there is none or it cannot be read."""
    try:
        return result_from(json.loads(run.file_of(student).read_text(encoding="utf-8")))
    except (OSError, ValueError, LookupError, TypeError):
        return None


def file_name(student: str) -> str:
    """A name for a student's files: plain letters, and a few digits that keep names apart."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", student).strip("-")[:60]
    return f"{plain or 'student'}-{hashlib.sha256(student.encode()).hexdigest()[:6]}"
