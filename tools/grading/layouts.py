"""Whose each file of a folder is: by the names that platforms give, else by how folders are nested.

A guess is doubted: where two readings are possible, nothing is chosen, and `Unclear` says both.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from rnnlib.exercises.register import all_exercises
from tools.grading import platforms
from tools.grading.platforms import Owner

WORK = (".ipynb", ".py", ".ipynb.txt", ".ipynb.json")  # what can be read as cells
NUMBERED = r"E|Ex|Exercise|Übung|Uebung|Aufgabe|Blatt|Sheet"
EXERCISE = re.compile(
    rf"(?<![^\W_])(?:E(?P<two>\d\d)(?!\d)|(?:{NUMBERED})[ _.-]?0?(?P<one>\d\d?)(?![^\W_]))",
    re.IGNORECASE,
)
NO_PERSON = re.compile(  # words that tell versions of one thing apart, not people
    r"(?<![^\W_])(?:v?\d{1,3}|versions?|old|new|alt|neu|backup|copy\d*|kopie|final|fixed|attempts?|late|"
    r"corrected|submissions?|abgaben?|hand-?ins?|solved|mine|my|my_work|notebooks?|exercises?|work|"
    r"src|code|solutions?|run over|untitled\d*|unbenannt\d*|answers?|homework)(?![^\W_])",
    re.IGNORECASE,
)
Parts = tuple[str, ...]


class Unclear(Exception):
    """Two readings of a folder are possible; `args` holds a sentence for each, and its template."""


@dataclass(frozen=True)
class Place:
    """Where a student's files lie, and what the folder or file above them says."""

    owner: Owner
    exercise: str = ""
    platform: str = ""


@dataclass
class Node:
    """A folder: folders and files in it."""

    folders: dict[str, "Node"] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)


def exercise_in(name: str) -> str:
    """The exercise that a name says, "E03"; empty if it says none that this course has."""
    for match in EXERCISE.finditer(name):
        exercise = f"E{int(match['two'] or match['one']):02}"
        if exercise in all_exercises():
            return exercise
    return ""


def person_in(name: str) -> str:
    """What is left of a name without its exercise: in front of it, else behind; may be empty."""
    match = next((m for m in EXERCISE.finditer(name) if exercise_in(m[0])), None)
    if match is None:
        return name
    before = name[: match.start()].strip("_- .()")
    if before and not NO_PERSON.fullmatch(before):
        return before
    after = name[match.end() :]
    for part in all_exercises()[exercise_in(match[0])].file.split("_")[1:]:
        after = re.sub(rf"(?<![^\W_]){part}(?![^\W_])", "", after, flags=re.IGNORECASE)
    after = re.sub(r"\d+", "", NO_PERSON.sub("", after))
    return re.sub(r"[\W_]+", " ", after).strip()


def same_name(name: str) -> str:
    """The form in which two spellings of one name are equal."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(re.findall(r"[^\W_]+", plain))


def is_work(name: str) -> bool:
    """Whether a file is one that can hold an answer."""
    return name.lower().endswith(WORK)


# --- platforms -----------------------------------------------------------------------------------


def by_platform(paths: Iterable[tuple[PurePosixPath, bool]]) -> dict[Parts, Place]:
    """The places that a platform's names show; (path, is it a folder) are what was seen."""
    paths = list(paths)
    found: dict[Parts, Place] = {}
    for platform in platforms.ALL:
        hits = {}
        for path, is_folder in paths:
            if any(path.parts[:n] in found for n in range(1, len(path.parts) + 1)):
                continue
            if hit := platform.reads(path, is_folder):
                i, owner = hit
                above = [exercise_in(part) for part in reversed(path.parts[: i + 1])]
                exercise = next(filter(None, above), "")
                hits[path.parts[: i + 1]] = Place(owner, exercise, platform.name)
        if platform is not platforms.ILIAS or _all_beside(hits, paths):
            found |= hits
    return found


def _all_beside(hits: dict, paths: list) -> bool:
    """Whether all folders beside these have such names: "a_b_c_1" alone may be anybody's."""
    levels = {parts[:-1] for parts in hits}
    beside = {p.parts[: len(x) + 1] for x in levels for p, is_folder in paths
              if p.parts[: len(x)] == x and len(p.parts) > len(x) + (not is_folder)}  # fmt: skip
    return bool(hits) and len(hits) == len(beside)


# --- folders in folders --------------------------------------------------------------------------


def by_structure(paths: Iterable[PurePosixPath], folders: Iterable[PurePosixPath], name: str):
    """The places that the nesting shows; raises Unclear. `name` is the outermost folder's."""
    top = Node()
    for path in folders:
        _below(top, path.parts)
    for path in paths:
        _below(top, path.parts[:-1]).files.append(path.name)
    return dict(_students(top, (), "", name))


def _below(node: Node, parts: Parts) -> Node:
    for part in parts:
        node = node.folders.setdefault(part, Node())
    return node


def _students(node: Node, at: Parts, exercise: str, name: str) -> Iterator[tuple[Parts, Place]]:
    """The places of students at or below a folder."""
    flat = _people(node, exercise, outermost=not at)
    folders = {n: child for n, child in node.folders.items() if _holds(child) or not _noise(n)}
    if flat and not folders:
        yield from _only_files(node, flat, at, exercise)
    elif not folders:
        if node.files:
            yield at, Place(Owner(person_in(name) or name), exercise)
    elif len(folders) == 1 and not flat:
        ((only, child),) = folders.items()
        here = exercise_in(only) if not person_in(only) else ""
        if any(map(is_work, node.files)):  # files of one student, and a folder of theirs
            yield at, Place(Owner(person_in(name) or name), exercise)
        elif _is_class(child, here or exercise):
            yield from _students(child, (*at, only), here or exercise, only)
        elif here:
            yield at, Place(Owner(name), exercise)
        else:
            yield (*at, only), _place(only, exercise)
    else:
        yield from _several(node, folders, flat, at, exercise, name)


def _several(node, folders, flat, at, exercise, name):
    """Several folders beside each other: exercises, groups, or students."""
    numbered = {n: exercise_in(n) for n in folders}
    people = {n: person_in(n) for n in folders}
    nameless = [n for n in folders if numbered[n] and not people[n]]
    classes = [n for n, c in folders.items() if _is_class(c, numbered[n] or exercise)]
    with_work = [n for n, child in folders.items() if _holds_work(child)]
    if nameless and set(nameless) >= set(with_work):
        if classes:  # a folder for each exercise, the class in each
            for n in nameless:
                yield from _students(folders[n], (*at, n), numbered[n], n)
        else:  # the folders of one student
            yield at, Place(Owner(name), exercise)
    elif any(map(is_work, node.files)) and not flat:
        yield at, Place(Owner(person_in(name) or name), exercise)
    elif nameless:
        raise Unclear(
            f"'{'/'.join((*at, nameless[0]))}' seems to be an exercise, "
            f"'{next(n for n in with_work if n not in nameless)}' beside it does not"
        )
    elif classes and set(classes) == set(with_work) and not _alike(folders[n] for n in classes):
        for n in classes:  # groups of a class
            yield from _students(folders[n], (*at, n), exercise, n)
    elif classes and set(classes) != set(with_work):
        other = next((n for n in with_work if n not in classes), "")
        raise Unclear(
            f"'{'/'.join((*at, classes[0]))}' seems to hold a class, '{other}' beside it one "
            "student"
        )
    else:
        yield from (((*at, n), _place(n, exercise)) for n in folders)
        yield from _of_files(flat, at, exercise)


def _only_files(node, flat, at, exercise):
    """Files of several students, or of one who wrote the name on some of them."""
    nameless = [file for file in node.files if is_work(file) and file not in flat]
    if len({same_name(person) for person in flat.values()}) == 1 and nameless:
        yield at, Place(Owner(next(iter(flat.values()))), exercise)
    elif nameless:
        named = next(iter(flat))
        raise Unclear(f"the name of '{named}' says whose it is, that of '{nameless[0]}' does not")
    else:
        yield from _of_files(flat, at, exercise)


def _place(name: str, exercise: str) -> Place:
    return Place(Owner(person_in(name) or name), exercise_in(name) or exercise)


def _of_files(flat: dict[str, str], at: Parts, exercise: str) -> Iterator[tuple[Parts, Place]]:
    for file, who in flat.items():
        yield (*at, file), Place(Owner(who), exercise_in(file) or exercise)


def _people(node: Node, exercise: str, *, outermost: bool = False) -> dict[str, str]:
    """For files that carry the names of several students, whose each is; else empty.

    Names without an exercise, "ada.ipynb" and "bo.ipynb", are taken for people only `outermost`.
    """
    files = [file for file in node.files if is_work(file) or exercise_in(file)]
    stems = {file: re.sub(r"(?:\.[A-Za-z]\w*)+$", "", file) for file in files}
    who = {file: person_in(stem) for file, stem in stems.items()}
    who = {file: "" if NO_PERSON.fullmatch(person) else person for file, person in who.items()}
    nobody = outermost and len(files) > 1 and not any(map(exercise_in, files))
    if not exercise and not nobody:  # else, a file without an exercise says no person either
        who = {file: person if exercise_in(file) else "" for file, person in who.items()}
    first = {f: bool(w) and stems[f].strip("_- .").startswith(w) for f, w in who.items()}
    named = {file: person for file, person in who.items() if person}
    if not named:
        return {}
    if any(first.values()) or exercise or nobody:
        return named
    # "E03_ada", "E03_bo": names, if one exercise comes in several of them
    several = {exercise_in(f): {w for g, w in named.items() if exercise_in(g) == exercise_in(f)}
               for f in named}  # fmt: skip
    return named if any(len(people) > 1 for people in several.values()) else {}


def _is_class(node: Node, exercise: str) -> bool:
    """Whether a folder holds the same exercise of several people."""
    if len({same_name(person) for person in _people(node, exercise).values()}) > 1:
        return True
    by_exercise: dict[str, set[str]] = {}
    for name, child in node.folders.items():
        if NO_PERSON.fullmatch(person_in(name)) or not (person_in(name) or exercise):
            continue
        for found in _exercises(child, exercise_in(name) or exercise):
            by_exercise.setdefault(found, set()).add(same_name(person_in(name)))
    if any(len(people) > 1 for people in by_exercise.values()):
        return True
    nested = [(c, exercise_in(n) or exercise) for n, c in node.folders.items()]
    return any(_is_class(child, inner) for child, inner in nested)


def _alike(groups: Iterable[Node]) -> bool:
    """Whether folders have the same names in them: "week 1", "week 2" in each are no people."""
    names = [{same_name(name) for name in group.folders} for group in groups]
    return len(names) > 1 and bool(set.intersection(*names))


def _exercises(node: Node, exercise: str) -> set[str]:
    """The exercises whose files lie at or below a folder."""
    found = {exercise_in(file) or exercise for file in node.files if is_work(file)}
    for name, child in node.folders.items():
        found |= _exercises(child, exercise_in(name) or exercise)
    return found - {""}


def _holds(node: Node) -> bool:
    return bool(node.files) or any(map(_holds, node.folders.values()))


def _holds_work(node: Node) -> bool:
    return any(map(is_work, node.files)) or any(map(_holds_work, node.folders.values()))


def _noise(name: str) -> bool:
    """An empty folder of such a name is nobody's."""
    return bool(NO_PERSON.fullmatch(name))


# --- as the tutor says ---------------------------------------------------------------------------


def by_template(paths: Iterable[PurePosixPath], template: str) -> dict[Parts, Place]:
    """The places under a template such as "*/STUDENT" or "EXERCISE/STUDENT"."""
    words = template.split("/")
    level = words.index("STUDENT")
    found = {}
    for path in paths:
        if len(path.parts) > level:
            name = path.parts[level]
            stem = PurePosixPath(name).stem if len(path.parts) == level + 1 else name
            above = [exercise_in(p) for p in reversed((*path.parts[:level], stem))]
            exercise = next(filter(None, above), "")
            found[path.parts[: level + 1]] = Place(Owner(person_in(stem) or stem), exercise)
    return found
