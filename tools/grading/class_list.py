"""The list of a class: who is in it, who handed in nothing, whom a platform knows by which number.

Any table with names will do: Moodle's grading worksheet or list of participants, Canvas' gradebook,
ILIAS' list of members, or plain lines with a name in each.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from tools.grading import layouts, tables
from tools.grading.layouts import Place, same_name
from tools.grading.platforms import Owner
from tools.launch.trouble import Trouble

# What the columns are called, in small letters: English and German editions of the platforms.
NAME = ("full name", "vollständiger name", "name", "student", "display name", "participant")
FIRST = ("first name", "firstname", "given name", "vorname")
LAST = ("last name", "lastname", "surname", "family name", "nachname")
LOGIN = ("username", "login", "sis login id", "benutzername", "anmeldename", "github_username")
NUMBER = ("identifier", "id", "id-nummer", "teilnehmer/in", "usr_id", "matriculation", "id number",
          "matrikelnummer", "student id", "sis user id")  # fmt: skip
EMAIL = ("email address", "email", "e-mail", "e-mail-adresse", "mail")


@dataclass(frozen=True)
class Person:
    """One line of the list."""

    name: str
    keys: frozenset[str]  # all forms under which a hand-in may know them
    row: Mapping[str, str] = field(default_factory=dict, hash=False)  # the whole line

    def column(self, names: Iterable[str]) -> str:
        """The first of these columns that the line has; names in small letters."""
        small = {key.casefold(): value for key, value in self.row.items()}
        return next((small[name] for name in names if small.get(name)), "")


def read(path: Path) -> tuple[Person, ...]:
    """The people of a list; Trouble if there are none."""
    try:
        content = path.read_bytes()
        table = tables.read(content)
    except FileNotFoundError:
        raise Trouble(f"There is no class list '{path}': look at the name.") from None
    except ValueError as error:
        raise Trouble(f"The class list '{path.name}' {error}.") from None
    small = {column.casefold() for column in table.columns}
    if not small & {*NAME, *FIRST, *LAST, *LOGIN}:  # lines with a name in each, without a head
        rows = [{"name": table.columns[0]}] if table.columns else []
        rows += [{"name": next(iter(row.values()))} for row in table.rows]
    else:
        rows = list(table.rows)
    people = [person for row in rows if (person := _person(row))]
    if not people:
        raise Trouble(
            f"The class list '{path.name}' names nobody: it needs a column 'name', or 'first name' "
            "and 'last name', or a name in each line."
        )
    return tuple(people)


def _person(row: Mapping[str, str]) -> Person | None:
    about = Person("", frozenset(), row)
    first, last = about.column(FIRST), about.column(LAST)
    name = about.column(NAME) or f"{first} {last}".strip() or about.column(LOGIN)
    if not name or name.casefold() in ("student, test", "points possible"):  # Canvas' own lines
        return None
    if "," in name:  # "King, Ada", as Canvas sorts them
        last, first = (part.strip() for part in name.split(",", 1))
        name = f"{first} {last}".strip()
    email = about.column(EMAIL)
    others = [about.column(LOGIN), email, email.partition("@")[0]]
    others += [value for c, value in row.items() if c.casefold() in NUMBER]
    spellings = {same_name(name), " ".join(sorted(same_name(name).split()))}
    words = same_name(name).split()
    spellings |= {"".join(words), "".join(words[-1:] + words[:-1]), "".join(words[1:] + words[:1])}
    keys = spellings | {f"= {same_name(other)}" for other in others if other}
    return Person(name, frozenset(keys), row)


def _keys_of(owner_name: str, login: str, numbers: Iterable[str]) -> set[str]:
    words = same_name(owner_name)
    keys = {words, " ".join(sorted(words.split())), f"= {words}"}
    keys |= {f"= {same_name(login)}"} if login else set()
    return keys | {f"= {same_name(number)}" for number in numbers if number}


def join(hand_ins: list, people: tuple[Person, ...], empty: Callable[[str, Person], Any]) -> list:
    """Give each hand-in its person, and an `empty` one to each person who handed in nothing."""
    joined: dict[Person, Any] = {}
    strangers = []
    for hand_in in hand_ins:
        name = re.sub(r" \([^()]*\)(?: #\d+)?$", "", hand_in.student)
        keys = _keys_of(name, hand_in.login, hand_in.numbers.values())
        fits = [person for person in people if person.keys & keys]
        if len(fits) == 1 and fits[0] not in joined:
            joined[fits[0]] = replace(hand_in, person=fits[0])
        else:
            why = "is in the class list more than once" if fits else "is not in the class list"
            problems = (*hand_in.problems, f"This name {why}.")
            strangers.append(replace(hand_in, problems=problems))
    taken = {hand_in.student for hand_in in (*joined.values(), *strangers)}
    for person in people:
        if person not in joined:
            name = person.name if person.name not in taken else f"{person.name} (in the list)"
            joined[person] = empty(name, person)
    return [*joined.values(), *strangers]


def places(paths: list[PurePosixPath], people: tuple[Person, ...]) -> dict[tuple, Place]:
    """Where the names of the list stand in the paths: for folders nested in no usual way."""
    found = {}
    for path in paths:
        for i, part in enumerate(path.parts):
            stem = PurePosixPath(part).stem if i + 1 == len(path.parts) else part
            keys = _keys_of(stem, "", ()) | _keys_of(layouts.person_in(stem), "", ())
            fits = [person for person in people if person.keys & (keys - {"", "= "})]
            if len(fits) == 1:
                above = [layouts.exercise_in(p) for p in reversed(path.parts[: i + 1])]
                exercise = next(filter(None, above), "")
                found[path.parts[: i + 1]] = Place(Owner(fits[0].name), exercise)
                break
    return found
