"""Files that a learning platform imports as they are: points, comments, feedback pages.

Moodle:  the grading worksheet ("Identifier", "Grade", "Last modified (grade)", …) and "Upload
         multiple feedback files in a zip": mod/assign/feedback/offline and …/feedback/file.
Canvas:  the gradebook's CSV: Student, ID, SIS Login ID, Section, a column for each assignment.
ILIAS:   the multi-feedback zip, a folder for each student under the name that ILIAS gave it, and
         status.csv as the University of Erlangen's extension reads it.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from rnnlib.exercises.register import all_exercises
from tools.grading import by_hand, table
from tools.grading.class_list import NUMBER, Person
from tools.grading.results import Run, file_name
from tools.grading.submissions import HandIn
from tools.grading.table import Row
from tools.launch.work import write_whole

GRADE = ("grade", "bewertung", "note")  # what Moodle calls its columns, in small letters
COMMENTS = ("feedback comments", "feedback als kommentar")
MODIFIED = "Last modified (grade)"
STATUS = "update usr_id login lastname firstname status mark notice comment plagiarism plag_comment"
Each = tuple[Row, HandIn]


def write(run: Run, rows: list[Row], hand_ins: list[HandIn]) -> list[Path]:
    """Write the files for each platform that the hand-ins, or the class list, came from."""
    by_name = {hand_in.student: hand_in for hand_in in hand_ins}
    each = [(row, by_name[row.result.student]) for row in rows if row.result.student in by_name]
    files: dict[str, bytes] = {}
    of = {name: [pair for pair in each if _platform(pair[1]) == name] for name in MAKERS}
    for name, make in MAKERS.items():
        if of[name]:
            made = make(run, of[name])
            files |= {f"for-{name.lower()}/{path}": content for path, content in made.items()}
    for name, content in files.items():
        path = run.folder / name
        path.parent.mkdir(exist_ok=True)
        write_whole(path, content)
    return [run.folder / name for name in files]


def _platform(hand_in: HandIn) -> str:
    """Where a hand-in came from; the class list says it of those who handed in nothing."""
    if hand_in.platform or not hand_in.person:
        return hand_in.platform
    columns = {column.casefold() for column in hand_in.person.row}
    if "sis login id" in columns:
        return "Canvas"
    return "Moodle" if _participant(hand_in.person) else ""


def _participant(person: Person | None) -> str:
    """Moodle's number in a line of its worksheet: "Participant 12" """
    for name in NUMBER:
        if person is None:
            break
        words = person.column((name,)).replace("Teilnehmer/in", "Teilnehmer/in ").split()
        if len(words) == 2 and words[1].isdigit():
            return words[1]
    return ""


# --- Moodle --------------------------------------------------------------------------------------


def _moodle(run: Run, each: list[Each]) -> dict[str, bytes]:
    """A worksheet and a zip of feedback for each assignment; "" is one that holds all exercises."""
    assignments = {exercise for _, hand_in in each for exercise in hand_in.numbers} or {""}
    files = {}
    for name in sorted(a for a in assignments if not a or a in run.exercises):
        called = name or "all"
        files[f"{called}-grades.csv"] = _worksheet(each, name)
        files[f"{called}-feedback.zip"] = _zip(
            (_moodle_folder(hand_in, number), row)
            for row, hand_in in each
            if (number := _moodle_number(hand_in, name)) and hand_in.numbers
        )
    return files


def _moodle_number(hand_in: HandIn, assignment: str) -> str:
    return hand_in.numbers.get(assignment) or _participant(hand_in.person)


def _moodle_folder(hand_in: HandIn, number: str) -> str:
    """Moodle takes such a name apart at its underscores."""
    name = hand_in.written.partition(f"_{number}_")[0] or hand_in.student.partition(" (")[0]
    return f"{name.replace('_', ' ').replace('/', ' ')}_{number}_assignsubmission_file_"


def _worksheet(each: list[Each], assignment: str) -> bytes:
    """The tutor's own worksheet, filled in, if it was given as class list; else one in English."""
    given = next((h.person for _, h in each if _participant(h.person)), None)
    columns = list(given.row) if given else ["Identifier", "Full name", MODIFIED]
    mark = _called(columns, GRADE, "Grade")
    comment = _called(columns, COMMENTS, "Feedback comments")
    rows = []
    for row, hand_in in each:
        number = _moodle_number(hand_in, assignment)
        if number:
            full = {"Identifier": f"Participant {number}", MODIFIED: "-"}
            full["Full name"] = hand_in.student.partition(" (")[0]
            mine = dict(hand_in.person.row) if given and hand_in.person else full
            said = row.entered.get(by_hand.COMMENT, "")
            points = row.points_in(assignment) if assignment else row.cell(table.POINTS)
            rows.append({**mine, mark: points, comment: said or mine.get(comment, "")})
    return _csv(list(dict.fromkeys([*columns, mark, comment])), rows)


def _called(columns: Iterable[str], names: tuple[str, ...], otherwise: str) -> str:
    return next((column for column in columns if column.casefold() in names), otherwise)


# --- Canvas --------------------------------------------------------------------------------------


def _canvas(run: Run, each: list[Each]) -> dict[str, bytes]:
    """One gradebook; an assignment that the class list names keeps its name and number."""
    listed = next((h.person for _, h in each if h.person), None)
    names = {name: _assignment(name, listed) for name in run.exercises}
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *names.values()]
    possible = {names[name]: str(all_exercises()[name].points) for name in names}
    rows: list[Mapping[str, str]] = [{"Student": "    Points Possible", **possible}]
    for row, hand_in in each:
        person = hand_in.person
        known = {column: person.column((column.casefold(),)) for column in head} if person else {}
        number = next(filter(None, hand_in.numbers.values()), "")
        about = {"Student": hand_in.student.partition(" (")[0], "ID": number}
        about |= {column: text for column, text in known.items() if text}
        rows.append(about | {names[name]: row.points_in(name) for name in names})
    return {"gradebook.csv": _csv(head, rows)}


def _assignment(exercise: str, listed: Person | None) -> str:
    for column in listed.row if listed else ():
        if column.upper().startswith(exercise) and column.endswith(")"):
            return column
    return f"{exercise} {all_exercises()[exercise].title}"


# --- ILIAS ---------------------------------------------------------------------------------------


def _ilias(run: Run, each: list[Each]) -> dict[str, bytes]:
    """A multi-feedback zip, with the marks in it; one for each exercise if ILIAS knows them so."""
    assignments = {exercise for _, hand_in in each for exercise in hand_in.numbers} or {""}
    files = {}
    for name in sorted(a for a in assignments if not a or a in run.exercises):
        mine = [(row, h) for row, h in each if h.numbers.get(name)]
        status = [_status(row, hand_in, name) for row, hand_in in mine]
        more = {"status.csv": _csv(STATUS.split(), status)}
        pages = ((hand_in.written, row) for row, hand_in in mine)
        files[f"{name or 'all'}-multi-feedback.zip"] = _zip(pages, f"{name or 'all'}/", more)
    return files


def _status(row: Row, hand_in: HandIn, assignment: str) -> dict[str, str]:
    last, first = hand_in.written.split("_")[:2]
    points = row.points_in(assignment) if assignment else row.cell(table.POINTS)
    return {
        "update": "1",
        "usr_id": hand_in.numbers[assignment],
        "login": hand_in.login,
        "lastname": last,
        "firstname": first,
        "status": "notgraded",  # whether that is enough is the tutor's to say
        "mark": points,
        "comment": row.entered.get(by_hand.COMMENT, ""),
    }


# --- files ---------------------------------------------------------------------------------------

MAKERS = {"Moodle": _moodle, "Canvas": _canvas, "ILIAS": _ilias}


def _csv(columns: list[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({column: table.no_formula(text) for column, text in row.items()})
    return stream.getvalue().encode()


def _zip(pages: Iterable[tuple[str, Row]], top: str = "", more: Mapping[str, bytes] | None = None):
    """A zip of the feedback pages, each in the folder of its student; the same each time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder, row in pages:
            page = row.run.folder / "feedback" / f"{file_name(row.result.student)}.html"
            archive.writestr(_member(f"{top}{folder}/feedback.html"), page.read_bytes())
        for name, content in (more or {}).items():
            archive.writestr(_member(top + name), content)
    return stream.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info
