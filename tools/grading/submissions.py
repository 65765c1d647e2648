"""Whose work lies in a folder of submissions, which exercise it is, and its code cells.

Platforms.py knows the names that learning platforms give, layouts.py how folders lie in folders.
Here both become one hand-in for each student, and whatever lay there is told.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from tools.grading import class_list, entries, layouts, notebook, sandbox, scripts
from tools.grading.class_list import Person
from tools.grading.entries import ByProduct, Entry, Folder, Refused
from tools.grading.layouts import Place, Unclear, exercise_in
from tools.grading.platforms import ALL
from tools.launch.trouble import Trouble

# A copy that was put aside, or a new edition that was put beside a copy.
DATED = re.compile(r"\d{4}-\d\d-\d\d|\.new-[0-9a-f]{6}")
# Who hands in all of my_work hands in the lessons too: they are no exercises, and nobody's mistake.
LESSONS = Path(__file__).resolve().parents[2] / "notebooks"
SMALL = 2_000_000  # bytes; larger notebooks are read in the sandbox
READING = sandbox.Limits(seconds=60, memory=4_000_000_000, file=entries.LARGEST)
PACKED = (".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zipx")
MOST_NAMED = 6  # files that a sentence lists
LAYOUTS = "STUDENT, */STUDENT, EXERCISE/STUDENT, */EXERCISE/STUDENT"


@dataclass(frozen=True)
class HandIn:
    """What one student handed in, not yet read: for each exercise one file."""

    student: str
    files: Mapping[str, Entry]  # "E03" -> the file that counts
    problems: tuple[str, ...]
    left: tuple[str, ...] = ()  # names of files that are not read
    numbers: Mapping[str, str] = field(default_factory=dict)  # exercise or "" -> the platform's id
    login: str = ""
    platform: str = ""
    written: str = ""  # the platform's name of the student's folder
    person: Person | None = None  # of the class list


@dataclass(frozen=True)
class Found:
    """What was understood of a folder."""

    hand_ins: tuple[HandIn, ...]
    layout: str
    unplaced: tuple[str, ...] = ()  # files that belong to nobody
    by_products: int = 0  # files of systems and programs

    @property
    def exercises(self) -> tuple[str, ...]:
        """The exercises of which something can be read."""
        return tuple(sorted({name for hand_in in self.hand_ins for name in hand_in.files}))


@dataclass(frozen=True)
class Submission:
    """What one student handed in: for each exercise the sources of its code cells."""

    student: str
    cells: Mapping[str, tuple[str, ...]]
    problems: tuple[str, ...]  # sentences: what could not be read, which of two files counts


@dataclass
class _Pile:
    """What belongs to one student, as it is found."""

    place: Place
    files: dict[str, list[tuple[Entry, Place]]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)


def find(place: Path) -> list[HandIn]:
    """All students of a folder or zip file, by name; Trouble if there is nothing of the kind."""
    return list(collect(place).hand_ins)


def collect(place: Path, layout: str = "", students: Iterable[Person] = ()) -> Found:
    """All that lies in a folder or zip file: whose it is, and what is nobody's.

    `layout` is a template that the tutor gives, `students` the class list. Raises Trouble where
    there is nothing, or two readings are possible.
    """
    if not place.is_dir() and not place.is_file():
        raise Trouble(f"There is no folder or zip file '{shown(place)}': look at the name.")
    if (place / "submitted").is_dir():  # nbgrader's course folder holds other things as well
        place = place / "submitted"
    seen = list(entries.walk(place))
    if seen and isinstance(seen[0], Refused) and not seen[0].path.parts:
        raise Trouble(f"'{shown(place)}' {seen[0].reason}.")
    seen = [replace(one, path=_below_submitted(one.path)) for one in seen]
    things = [one for one in seen if not isinstance(one, ByProduct) and one.path.parts]
    if not things:
        raise Trouble(f"'{shown(place)}' holds no submission: no folder, notebook or zip file.")
    students = tuple(students)
    places, how = _places(things, place, layout, students)
    piles, unplaced = _sorted_in(things, places)
    found = [_hand_in(student, pile) for student, pile in _named(piles)]
    if students:
        found = class_list.join(found, students, _absent)
    if not found:
        raise Trouble(f"'{shown(place)}' holds no submission: no folder, notebook or zip file.")
    found.sort(key=lambda hand_in: hand_in.student)
    return Found(tuple(found), how, tuple(unplaced), len(seen) - len(things))


def _below_submitted(path: PurePosixPath) -> PurePosixPath:
    """The same for a zip of nbgrader's folder."""
    return PurePosixPath(*path.parts[1:]) if path.parts[:1] == ("submitted",) else path


# --- whose is what -------------------------------------------------------------------------------


def _places(things: list, place: Path, layout: str, students: tuple) -> tuple[dict, str]:
    """Where each student's files lie, and the layout in words."""
    paths = [(_as_folder(one), not isinstance(one, Entry)) for one in things]
    if layout:
        return layouts.by_template((p for p, _ in paths), checked_layout(layout)), layout
    found = layouts.by_platform(paths)
    names = {p.name: None for p in ALL if any(x.platform == p.name for x in found.values())}
    rest = [(p, is_folder) for p, is_folder in paths if not _owner(p, found) and not any(
        parts[: len(p.parts)] == p.parts for parts in found)]  # fmt: skip
    if any(layouts.is_work(p.name) or p.suffix.lower() in (".zip", *PACKED) or is_folder
           for p, is_folder in rest):  # fmt: skip
        files = [p for p, is_folder in rest if not is_folder]
        folders = [p for p, is_folder in rest if is_folder]
        name = place.resolve().stem if place.is_file() else place.resolve().name
        try:
            more = layouts.by_structure(files, folders, name)
        except Unclear as unclear:
            more = class_list.places(files, students)
            if not more:
                raise Trouble(_ask(str(unclear))) from None
        found |= more
        names[_nesting(more)] = None
    return found, " and ".join(names)


def _ask(doubt: str) -> str:
    return (
        f"It cannot be told who handed in what: {doubt}. Say where the students' folders or files "
        f"are with --layout ({LAYOUTS}; * is any folder), or give a class list with --students "
        "FILE. Add --check to see what would be understood."
    )


def checked_layout(layout: str) -> str:
    """The template with its words in capitals; Trouble if it names no student."""
    words = [word.upper() for word in layout.strip("/").split("/")]
    if words.count("STUDENT") != 1 or not set(words) <= {"STUDENT", "EXERCISE", "*"}:
        raise Trouble(
            f"--layout '{layout}' is not understood: it is made of STUDENT (once), EXERCISE and * "
            f"with / between them, for example {LAYOUTS}."
        )
    return "/".join(words)


def _nesting(places: Mapping[tuple, Place]) -> str:
    """In words, how the folders of a class are nested."""
    depths = {len(parts) for parts in places}
    numbered = any(place.exercise for place in places.values())
    if depths == {0}:
        return "the files of one student"
    files = all(layouts.is_work(parts[-1]) for parts in places if parts)
    what = "a file for each student" if files else "a folder for each student"
    return what + (" and exercise" if numbered else "") + (" in other folders" * (max(depths) > 1))


def _as_folder(one) -> PurePosixPath:
    """Where a thing stands: a zip that cannot be opened is a folder, too."""
    path = one.path
    zipped = isinstance(one, Refused) and path.suffix.lower() == ".zip"
    return path.with_suffix("") if zipped else path


def _owner(path: PurePosixPath, places: Mapping[tuple, Place]) -> tuple[int, Place] | None:
    """The deepest place that holds the path, and how many of its parts lead there."""
    for n in range(len(path.parts), -1, -1):
        if path.parts[:n] in places:
            return n, places[path.parts[:n]]
    return None


def _sorted_in(things: list, places: dict) -> tuple[list[tuple[tuple, _Pile]], list[str]]:
    """A pile for each place, and what belongs to none."""
    piles: dict[tuple, _Pile] = {}
    unplaced = []
    for one in things:
        path = _as_folder(one)
        hit = _owner(path, places)
        if hit is None:
            if not isinstance(one, Folder):
                reason = f" ({one.reason})" if isinstance(one, Refused) else ""
                unplaced.append(shown(path) + reason)
            continue
        n, place = hit
        pile = piles.setdefault(path.parts[:n], _Pile(place))
        _sort_in(pile, PurePosixPath(*one.path.parts[min(n, len(path.parts) - 1) :]), one)
    return list(piles.items()), unplaced


def _sort_in(pile: _Pile, below: PurePosixPath, one: entries.Seen) -> None:
    name = shown(below)
    if isinstance(one, Refused):
        pile.problems.append(f"'{name}' {one.reason}.")
    elif isinstance(one, Entry):
        exercise = _exercise(below, one, pile.place)
        if layouts.is_work(name) and exercise:
            pile.files.setdefault(exercise, []).append((one, pile.place))
        elif layouts.is_work(name) and not name.lower().endswith(".py") and not _is_lesson(below):
            hint = "put the exercise, for example E03, into its name"
            pile.problems.append(f"'{name}' belongs to no exercise: {hint}.")
        elif below.suffix.lower() in PACKED:
            pile.problems.append(f"'{name}' is packed in a way that is not read: unpack it.")
        else:
            pile.left.append(name)


def _is_lesson(path: PurePosixPath) -> bool:
    stem = re.sub(rf"(_kept_|_uploaded_)?({DATED.pattern}).*", "", path.stem)
    return (LESSONS / f"{stem}.ipynb").is_file()


def _exercise(below: PurePosixPath, entry: Entry, place: Place) -> str:
    """E03, from the name of the file, else from the nearest folder, else from what it says."""
    for part in reversed((*below.parts[:-1], below.stem)):
        if found := exercise_in(part):
            return found
    if place.exercise or below.suffix.lower() == ".py":
        return place.exercise
    try:
        return exercise_in(notebook.title(entries.read(entry))) if _is_small(entry) else ""
    except ValueError:
        return ""


def _is_small(entry: Entry) -> bool:
    return entry.size <= SMALL


# --- one hand-in for each student ----------------------------------------------------------------


def _named(piles: list[tuple[tuple, _Pile]]) -> list[tuple[str, _Pile]]:
    """The piles of each student under one name.

    Moodle numbers its participants anew for each assignment: over several assignments a student is
    known by the name alone, and two of the same name cannot be told apart.
    """
    merged: dict[tuple[str, str], _Pile] = {}
    apart = {parts[:-1] for parts, _ in piles}
    for parts, pile in piles:
        owner = pile.place.owner
        moodle = pile.place.platform == "Moodle"
        number = "" if moodle and len(apart) > 1 else owner.number
        key = layouts.same_name(owner.login or owner.name), number
        _add(merged.setdefault(key, _Pile(pile.place)), pile)
        if moodle and len(apart) > 1:
            _refuse_two_of_one_name(merged[key], parts)
    names = [_student(key, pile) for key, pile in merged.items()]
    return [
        (name if names.count(name) == 1 else f"{name} #{names[:i].count(name) + 1}", pile)
        for i, (name, pile) in enumerate(zip(names, merged.values(), strict=True))
    ]


def _refuse_two_of_one_name(pile: _Pile, parts: tuple) -> None:
    numbers: dict[str, set[str]] = {}
    for place in pile.places:
        numbers.setdefault(place.exercise, set()).add(place.owner.number)
    double = [n for n in numbers.values() if len(n) > 1]
    if double:
        raise Trouble(
            f"Two students have the name '{shown(pile.place.owner.name)}' (Moodle's numbers "
            f"{' and '.join(sorted(double[0]))}), and Moodle numbers each assignment anew: grade "
            "one assignment at a time, or rename their folders."
        )


def _add(pile: _Pile, more: _Pile) -> None:
    for exercise, several in more.files.items():
        pile.files.setdefault(exercise, []).extend(several)
    pile.problems += more.problems
    pile.left += more.left
    pile.places.append(more.place)


def _student(key: tuple, pile: _Pile) -> str:
    owner = pile.place.owner
    number = owner.login or key[1]
    plain = not number or owner.login == owner.name
    return shown(owner.name if plain else f"{owner.name} ({number})")


def _hand_in(student: str, pile: _Pile) -> HandIn:
    files, problems = {}, list(pile.problems)
    for exercise, several in sorted(pile.files.items()):
        in_order = [entry for entry, _ in sorted(several, key=lambda pair: _age(*pair))]
        files[exercise] = in_order[-1]
        scripts_ = [other for other in in_order[:-1] if other.path.suffix == ".py"]
        others = [other for other in in_order[:-1] if other not in scripts_]
        pile.left += [shown(script.path.name) for script in scripts_]  # its notebook counts
        if others:
            left = ", ".join(f"'{shown(other.path.name)}'" for other in others)
            taken = shown(files[exercise].path.name)
            problems.append(
                f"{exercise} was handed in more than once: '{taken}' counts, not {left}."
            )
    unread = [name for name in pile.left if exercise_in(name) and exercise_in(name) not in files]
    if not files:
        unread = pile.left
    if unread:
        problems.append(f"This is no notebook, so a person has to read it: {_listed(unread)}.")
    elif not files and not problems:
        problems.append("No notebook was handed in.")
    numbers = {place.exercise: place.owner.number for place in pile.places if place.owner.number}
    place, owner = pile.place, pile.place.owner
    not_read = tuple(pile.left)
    return HandIn(
        student,
        files,
        tuple(problems),
        not_read,
        numbers,
        owner.login,
        place.platform,
        owner.written,
    )


def _absent(name: str, person: Person) -> HandIn:
    return HandIn(shown(name), {}, ("Nothing was handed in.",), person=person)


def _listed(names: list[str]) -> str:
    rest = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(f"'{name}'" for name in names[:MOST_NAMED]) + rest


def _age(entry: Entry, place: Place) -> tuple:
    """Sorts what counts to the end: notebooks, not a copy put aside, the newest, the last name."""
    path = entry.path
    numbers = [(int(n or 0), text) for text, n in re.findall(r"(\D*)(\d*)", path.stem)]
    is_copy = bool(DATED.search(path.stem)) and not place.owner.when
    says = bool(exercise_in(path.stem))  # a helper beside it does not
    form = (path.suffix.lower() != ".py", path.suffix.lower() == ".ipynb", says)
    return *form, not is_copy, place.owner.when, entry.time, numbers


# --- reading -------------------------------------------------------------------------------------


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
        return scripts.cells(content)
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
