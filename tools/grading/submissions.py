"""Whose work lies in a folder of submissions, which exercise it is, and its code cells.

These layouts are understood, also inside a zip file: Moodle (`Ada King_123_assignsubmission_file_/
E03.ipynb`), nbgrader (`submitted/ada/E03/x.ipynb`), a folder or a zip for each student
(`ada/E03_run.ipynb`, `ada.zip`), a file for each student (`ada_E03.ipynb`), and the folder of one.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tools.grading import entries, notebook, sandbox
from tools.grading.entries import Entry, Folder, Refused
from tools.launch.trouble import Trouble

MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_[a-z]+_?(?P<rest>.*)", re.DOTALL)
EXERCISE = re.compile(r"(?<![A-Za-z0-9])E(\d\d)(?![0-9])", re.IGNORECASE)
# A copy that was put aside, or a new edition that was put beside a copy.
DATED = re.compile(r"\d{4}-\d\d-\d\d|\.new-[0-9a-f]{6}")
# Who hands in all of my_work hands in the lessons too: they are no exercises, and nobody's mistake.
LESSONS = Path(__file__).resolve().parents[2] / "notebooks"
SMALL = 2_000_000  # bytes; larger notebooks are read in the sandbox
READING = sandbox.Limits(seconds=60, memory=4_000_000_000, file=entries.LARGEST)


@dataclass(frozen=True)
class HandIn:
    """What one student handed in, not yet read: for each exercise one file."""

    student: str
    files: Mapping[str, Entry]  # "E03" -> the file that counts
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Submission:
    """What one student handed in: for each exercise the sources of its code cells."""

    student: str
    cells: Mapping[str, tuple[str, ...]]
    problems: tuple[str, ...]  # sentences: what could not be read, which of two files counts


@dataclass
class _Pile:
    files: dict[str, list[Entry]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def find(place: Path) -> list[HandIn]:
    """All students of a folder or zip file, by name; Trouble if there is nothing of the kind."""
    if not place.is_dir() and not place.is_file():
        raise Trouble(f"There is no folder or zip file '{shown(place)}': look at the name.")
    if (place / "submitted").is_dir():  # nbgrader's course folder holds other things as well
        place = place / "submitted"
    piles: dict[str, _Pile] = {}
    for seen in entries.walk(place):
        path = _below_submitted(seen.path)
        if not path.parts:
            if isinstance(seen, Refused):
                raise Trouble(f"'{shown(place)}' {seen.reason}.")
            continue
        student = _student(path, place, is_folder=isinstance(seen, Folder))
        _sort_in(piles.setdefault(student, _Pile()), path, seen)
    if not piles:
        raise Trouble(f"'{shown(place)}' holds no submission: no folder, notebook or zip file.")
    return [_hand_in(student, pile) for student, pile in sorted(piles.items())]


def _below_submitted(path: PurePosixPath) -> PurePosixPath:
    """The same for a zip of nbgrader's folder."""
    return PurePosixPath(*path.parts[1:]) if path.parts[:1] == ("submitted",) else path


def _student(path: PurePosixPath, place: Path, is_folder: bool) -> str:
    """The student's name from the first folder, else from the name of the file."""
    first = path.parts[0]
    alone = len(path.parts) == 1 and not is_folder
    if match := MOODLE.fullmatch(first):
        return shown(f"{match['name']} ({match['id']})")
    if not alone:
        return shown(first)
    match = EXERCISE.search(path.stem)
    name = path.stem if match is None else path.stem[: match.start()].strip("_- .")
    return shown(name or place.resolve().name)


def _sort_in(pile: _Pile, path: PurePosixPath, seen: entries.Seen) -> None:
    name = shown(PurePosixPath(*path.parts[1:]) if len(path.parts) > 1 else path)
    if isinstance(seen, Refused):
        pile.problems.append(f"'{name}' {seen.reason}.")
    elif isinstance(seen, Entry):
        exercise = _exercise(path)
        if exercise:
            pile.files.setdefault(exercise, []).append(seen)
        elif path.suffix.lower() == ".ipynb" and not _is_lesson(path):
            hint = "put the exercise, for example E03, into its name"
            pile.problems.append(f"'{name}' belongs to no exercise: {hint}.")


def _is_lesson(path: PurePosixPath) -> bool:
    stem = re.sub(rf"(_kept_|_uploaded_)?({DATED.pattern}).*", "", path.stem)
    return (LESSONS / f"{stem}.ipynb").is_file()


def _exercise(path: PurePosixPath) -> str:
    """E03, from the name of the file, else from the nearest folder that says it."""
    for part in reversed((*path.parts[:-1], path.stem)):
        if match := EXERCISE.search(part):
            return f"E{match[1]}"
    return ""


def _hand_in(student: str, pile: _Pile) -> HandIn:
    files, problems = {}, list(pile.problems)
    for exercise, several in sorted(pile.files.items()):
        *others, files[exercise] = sorted(several, key=_age)
        if others:
            left = ", ".join(f"'{shown(other.path.name)}'" for other in others)
            taken = shown(files[exercise].path.name)
            problems.append(
                f"{exercise} was handed in more than once: '{taken}' counts, not {left}."
            )
    if not files and not problems:
        problems.append("No notebook was handed in.")
    return HandIn(student, files, tuple(problems))


def _age(entry: Entry) -> tuple:
    """Sorts what counts to the end: notebooks, not a copy put aside, the newest, the last name."""
    path = entry.path
    numbers = [(int(n or 0), text) for text, n in re.findall(r"(\D*)(\d*)", path.stem)]
    return path.suffix.lower() == ".ipynb", not DATED.search(path.stem), entry.time, numbers


def read(hand_in: HandIn) -> Submission:
    """Read the files of one student; what cannot be read becomes a problem, never an error."""
    cells, problems = {}, list(hand_in.problems)
    for exercise, entry in hand_in.files.items():
        try:
            cells[exercise] = tuple(_cells(entry))
        except ValueError as error:
            problems.append(f"{exercise}: '{shown(entry.path.name)}' {error}.")
    return Submission(hand_in.student, cells, tuple(problems))


def _cells(entry: Entry) -> list[str]:
    content = entries.read(entry)
    if entry.path.suffix.lower() == ".py":
        try:
            return [content.decode("utf-8-sig").replace("\r\n", "\n")]
        except UnicodeDecodeError:
            raise ValueError("is not UTF-8 text: save it again as UTF-8") from None
    if len(content) <= SMALL:
        return notebook.sources(content)
    return _cells_of_large(content)


def _cells_of_large(content: bytes) -> list[str]:
    """A large notebook is read in the sandbox, where it cannot take all memory."""
    page = Path(notebook.__file__).read_bytes()
    outcome = sandbox.run("notebook.py", {"notebook.py": page, "large.ipynb": content}, READING)
    size = f"has {len(content) / entries.MEGABYTE:,.0f} MB"
    if outcome.trouble:
        raise ValueError(f"{size}, and reading it {outcome.trouble}: clear its outputs")
    answer = json.loads(outcome.records)
    if "error" in answer:
        raise ValueError(answer["error"])
    return answer["cells"]


def shown(name: object) -> str:
    """A name as it can be shown: one line, no control signs, real text, not endless."""
    text = unicodedata.normalize("NFC", str(name))
    text = "".join(c if c.isprintable() else "?" for c in text)
    return text if len(text) <= 120 else f"{text[:80]}…{text[-39:]}"
