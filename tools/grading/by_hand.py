"""What people enter into grades.csv: points, corrections, comments, columns of their own. It stays.

The file by_hand.json remembers each cell that a person has changed, and what was written last, so a
changed cell is told from one that the machine says anew. A cell that is emptied is the machine's
again. The table is read in whatever dialect it was saved; what cannot be read is refused before
anything is written.
"""

import datetime
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tools.grading import tables
from tools.grading.layouts import same_name
from tools.grading.results import Run, file_name
from tools.launch.trouble import Trouble
from tools.launch.work import write_whole

RECORD = "by_hand.json"
STUDENT, PAGE, COMMENT, SAYS = "student", "page", "comment", "the checks say"
NOT_KEPT = (STUDENT, PAGE, SAYS)
OF_THE_MACHINE = re.compile(r"E\d\d|points|out of|to look at")
Cells = dict[str, str]


@dataclass
class Kept:
    """What people entered: for each student the cells that are theirs."""

    edits: dict[str, Cells] = field(default_factory=dict)
    extra: list[str] = field(default_factory=list)  # columns that people added
    strangers: dict[str, Cells] = field(default_factory=dict)  # rows that people added
    written: dict[str, Cells] = field(default_factory=dict)  # what the last table said
    before: dict[str, Cells] = field(
        default_factory=dict
    )  # … and the one that it replaces, meanwhile
    machine: dict[str, Cells] = field(default_factory=dict)  # what the checks said then
    columns: list[str] = field(default_factory=list)  # of the machine, of all runs
    digest: str = ""  # of the last table as it was written

    def of(self, student: str) -> Cells:
        """The cells of a student that a person has entered."""
        return self.edits.get(student, {})


def gather(run: Run, students: Iterable[str]) -> Kept:
    """All that people entered, the newest state of grades.csv included.

    Raises Trouble if the table cannot be read: nothing may be written then.
    """
    students = list(students)
    kept = _recorded(run.folder / RECORD)
    today = _follow_names(kept, students)
    path = run.folder / "grades.csv"
    content = path.read_bytes() if path.exists() else b""
    if not content or _hash(content) in (kept.digest, _digest_of_old(run)):
        return kept
    try:
        table = tables.read(content, [*students, *today])
    except ValueError as error:
        raise Trouble(f"'{path}' {error}, or move it away: {_NOTHING_DONE}") from None
    if STUDENT not in table.columns:
        raise Trouble(
            f"'{path}' has no column '{STUDENT}', so it cannot be told whose the points in it are: "
            f"put the column back, or move the file away; {_NOTHING_DONE}"
        )
    _take_in(kept, table, {**{name: name for name in (*kept.written, *students)}, **today})
    return kept


def _follow_names(kept: Kept, students: list[str]) -> dict[str, str]:
    """Give what was entered for "Ada King (12)" to "Ada King", if that is her name now."""
    old = [name for name in {**kept.written, **kept.edits} if name not in students]
    short = [_short(name) for name in (*students, *old)]
    today = {}
    for name in old:
        fits = [student for student in students if _short(student) == _short(name)]
        if len(fits) == 1 and short.count(_short(name)) == 2 and fits[0] not in kept.written:
            today[name] = fits[0]
            for cells in (kept.edits, kept.written, kept.before, kept.machine):
                if name in cells:
                    cells[fits[0]] = cells.pop(name)
    return today


_NOTHING_DONE = "nothing was graded or written, so that no points given by hand are lost."


def _recorded(path: Path) -> Kept:
    if not path.exists():
        return Kept()
    try:
        return Kept(**json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError):
        raise Trouble(
            f"'{path}' is damaged; it holds the points given by hand. Put back a copy, or move it "
            f"away and look through grades.csv afterwards: {_NOTHING_DONE}"
        ) from None


def _digest_of_old(run: Run) -> str:
    """What earlier editions noted of the table that they wrote."""
    try:
        return json.loads((run.folder / "run.json").read_text(encoding="utf-8")).get("grades", "")
    except (OSError, ValueError):
        return ""


def _take_in(kept: Kept, table: tables.Table, names: Mapping[str, str]) -> None:
    """Compare the table, cell by cell, with what was written."""
    whose = _Names(names)
    known = {*kept.columns, *NOT_KEPT, COMMENT}
    kept.extra = list(dict.fromkeys([*kept.extra, *(c for c in table.columns if c not in known)]))
    seen: dict[str, Mapping[str, str]] = {}
    before, kept.strangers = kept.strangers, {}
    for row in table.rows:
        student = whose.find(row)
        if student in seen and not _equal(seen[student], row):
            raise Trouble(
                f"grades.csv has two different rows of '{student}': take one of them out; "
                f"{_NOTHING_DONE}"
            )
        if student:
            seen[student] = row
            _changed(kept, student, row)
        elif any(text for column, text in row.items() if column != STUDENT):
            mine = {c: text for c, text in row.items() if c != PAGE}
            kept.strangers[row[STUDENT]] = before.get(row[STUDENT], {}) | mine


def _equal(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return all(tables.same(text, other.get(column, "")) for column, text in one.items())


def _changed(kept: Kept, student: str, row: Mapping[str, str]) -> None:
    """Note the cells of one row that a person has changed."""
    mine = kept.edits.setdefault(student, {})
    for column, text in row.items():
        was = [kept.written.get(student, {}).get(column, "")]
        was += [kept.before[student].get(column, "")] if student in kept.before else []
        unknown = not kept.written and OF_THE_MACHINE.fullmatch(
            column
        )  # an earlier edition wrote it
        if unknown or column in NOT_KEPT or any(tables.same(text, old) for old in was):
            continue
        if not text or tables.same(text, kept.machine.get(student, {}).get(column, "")):
            mine.pop(column, None)
        else:
            mine[column] = text


class _Names:
    """Finds whose a row is, although a spreadsheet may have spoilt the name.

    `names` leads from each name that a table may have to the one of today.
    """

    def __init__(self, names: Mapping[str, str]):
        self.pages = {file_name(name): today for name, today in names.items()}
        self.names = {_fold(name): today for name, today in names.items()}

    def find(self, row: Mapping[str, str]) -> str:
        """The student of a row, "" if it is nobody's."""
        page = re.sub(r"^feedback[/\\]|\.html$", "", row.get(PAGE, ""))
        if page in self.pages:
            return self.pages[page]
        name = _fold(row.get(STUDENT, ""))
        if name in self.names:
            return self.names[name]
        pattern = re.compile("".join("." if c in "?\ufffd" else re.escape(c) for c in name))
        fits = [n for key, n in self.names.items() if pattern.fullmatch(key)] if name else []
        fits = fits or [n for n in self.names.values() if _short(n) == _short(name) != ""]
        return fits[0] if len(set(fits)) == 1 else ""


def _fold(name: str) -> str:
    return " ".join(name.lstrip("'").casefold().split())


def _short(name: str) -> str:
    """A name without the platform's number: "Ada King (12)" was, or will be, "Ada King"."""
    return same_name(re.sub(r" \([^()]*\)(?: #\d+)?$", "", name))


# --- writing -------------------------------------------------------------------------------------


def write(run: Run, kept: Kept, table: str, written: dict[str, Cells], machine: dict[str, Cells],
          columns: Iterable[str]) -> list[Path]:  # fmt: skip
    """Write grades.csv; a table that somebody changed is put aside, with the date in its name.

    The record is written first and knows the old and the new table, so a run that ends between
    the two loses nothing and takes no number of the machine for a person's.
    """
    path = run.folder / "grades.csv"
    content = table.encode("utf-8-sig")  # with the mark that lets Excel read names with accents
    aside = []
    if path.exists() and _hash(path.read_bytes()) not in (
        kept.digest, _digest_of_old(run), _hash(content)):  # fmt: skip
        aside.append(_put_aside(path))
    new = Kept(
        {student: cells for student, cells in kept.edits.items() if cells},
        kept.extra,
        kept.strangers,
        {**kept.written, **written},
        kept.written,
        {**kept.machine, **machine},
        list(dict.fromkeys([*kept.columns, *columns])),
        _hash(content),
    )
    for done in (False, True):
        if done:
            write_whole(path, content)
            new.before = {}
        write_whole(run.folder / RECORD, json.dumps(vars(new), ensure_ascii=False).encode())
    return aside


def _put_aside(path: Path) -> Path:
    now, n = datetime.datetime.now(), 1
    copy = path.with_name(f"grades-{now:%Y-%m-%d-%H%M%S}.csv")
    while copy.exists():
        n += 1
        copy = path.with_name(f"grades-{now:%Y-%m-%d-%H%M%S}-{n}.csv")
    copy.write_bytes(path.read_bytes())
    return copy


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
