"""One class in the layouts of many platforms: the same hand-ins under other names and folders."""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from tools.grading.layouts import exercise_in
from tools.sample.odd import NAMES, Files, Odd, all_odd, zipped

FIRST = "Ada Bo Émile Mia Jörg Zoë Wei Олег Nour İpek Ngọc Søren".split()
LAST = ("King", "O'Neil", "van der Berg", "Öz", "Müller-Lüdenscheidt", "Nguyễn", "Иванова", "Li")
TITLES = {"E02": "One step of an RNN", "E03": "A run over a sentence"}


@dataclass(frozen=True)
class Student:
    """Somebody in the sample class, and what they hand in."""

    first: str
    last: str
    login: str
    number: int
    odd: Odd

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}"

    def files(self) -> Iterator[tuple[str, str, bytes]]:
        """(exercise, name, content) of each file."""
        for exercise, files in self.odd.files.items():
            yield from ((exercise, name, content) for name, content in files.items())


def students() -> list[Student]:
    """The class: one student for each kind of hand-in, no name twice."""
    made = []
    for i, odd in enumerate(all_odd()):
        first, last = FIRST[i % len(FIRST)], LAST[(i // len(FIRST) + i) % len(LAST)]
        made.append(Student(first, last, f"s{1000 + i}", 20_000 + 7 * i, odd))
    return made


def _each(class_: list[Student], where: Callable[[Student, str], str], flat: bool = False) -> Files:
    """Every file under `where(student, exercise)`; what lies flat has no folders of its own."""
    found: Files = {}
    for student in class_:
        if not student.odd.files and not flat:
            found[f"{where(student, 'E02')}/"] = b""
        for exercise, name, content in student.files():
            if flat and name.startswith("."):
                continue
            path = where(student, exercise)
            found[path + PurePosixPath(name).name if flat else f"{path}/{name}"] = content
    return found


def _moodle_number(student: Student, exercise: str) -> int:
    return student.number + 100_000 * int(exercise[1:])  # anew for each assignment


def _moodle(class_):
    return _each(class_, lambda s, e: f"{s.name}_{s.number}_assignsubmission_file_")


def _moodle_flat(class_):
    return _each(class_, lambda s, e: f"{s.name}_{s.number}_assignsubmission_file_", flat=True)


def _moodle_exercises(class_):
    whole = _each(class_, lambda s, e: f"{e}/{s.name}_{_moodle_number(s, e)}_assignsubmission_file")
    return {f"RNN-{e} {TITLES[e]}-{zlib.crc32(e.encode()) % 10_000}.zip": zipped(_below(whole, e))
            for e in NAMES}  # fmt: skip


def _below(files: Files, folder: str) -> Files:
    top = f"{folder}/"
    return {n.removeprefix(top): c for n, c in files.items() if n.startswith(top)}


def _ilias(class_):
    return _each(class_, lambda s, e: f"RNN/{e} {TITLES[e]}/Abgaben/"
                                      f"{s.last}_{s.first}_{s.login}_{s.number}")  # fmt: skip


def _canvas(class_):
    def where(s, e):
        name = "".join(c for c in (s.last + s.first).lower() if c.isalnum())
        return f"{name}{'_LATE' * (s.number % 5 == 0)}_{s.number}_{s.number * 3}_"

    return _each(class_, where, flat=True)


def _exchange(class_):
    return _each(class_, lambda s, e: f"{s.login}+{e}+2026-01-0{1 + s.number % 9} 12:00:00.5 UTC")


def _github(class_):
    def where(s, e):
        task = NAMES[e].lower().replace("_", "-")
        return f"{task}-submissions/{task}-{s.login}"

    return _each(class_, where)


def _blackboard(class_):
    def where(s, e):
        return f"gradebook_RNN-26_{e}_{s.login}_attempt_2026-01-01-12-00-00_"

    note = {f"{where(s, 'E02').rstrip('_')}.txt": b"Name: ..." for s in class_ if s.odd.files}
    return note | _each(class_, where, flat=True)


def _files(class_):
    """A file for each; what says no exercise comes in a folder."""
    found = {}
    for path, content in _each(class_, lambda s, e: s.name).items():
        name, _, rest = path.partition("/")
        flat = "/" not in rest and bool(exercise_in(rest))
        found[f"{name} - {rest}" if flat else path] = content
    return found


def _zips(class_):
    return {f"{s.name}.zip": zipped({name: content for _, name, content in s.files()})
            for s in class_}  # fmt: skip


def _group(s: Student, e: str) -> str:
    return f"Group {'ABC'[s.number % 3]}/{s.name}"


LAYOUTS: dict[str, Callable[[list[Student]], Files]] = {
    "moodle": _moodle,
    "moodle-flat": _moodle_flat,
    "moodle-exercises": _moodle_exercises,
    "ilias": _ilias,
    "canvas": _canvas,
    "nbgrader": lambda c: _each(c, lambda s, e: f"submitted/{s.login}/{NAMES[e]}"),
    "exchange": _exchange,
    "github": _github,
    "blackboard": _blackboard,
    "brightspace": lambda c: _each(
        c, lambda s, e: f"88-{s.number} - {s.name} - Jan 1, 2026 1200 PM"
    ),
    "teams": lambda c: _each(c, lambda s, e: f"Submitted files/{s.name}/{e}/Version 1"),
    "folders": lambda c: _each(c, lambda s, e: s.name),
    "wrapped": lambda c: _each(c, lambda s, e: f"RNN/hand-ins 2026/{s.name}"),
    "groups": lambda c: _each(c, _group),
    "exercises": lambda c: _each(c, lambda s, e: f"{e}/{s.name}"),
    "files": _files,
    "zips": _zips,
}
