"""How learning platforms name what students hand in: a pattern for each, with whose it is."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True)
class Owner:
    """Whose a file is, as the name of a file or folder says it."""

    name: str
    number: str = ""  # the platform's own, with which its import finds the student again
    login: str = ""
    when: tuple[int, ...] = ()  # of the attempt, where the name says it
    written: str = ""  # the whole name, as the platform wrote it


@dataclass(frozen=True)
class Platform:
    """One platform: `reads` finds the part of a path that names a student, if there is one."""

    name: str
    pattern: re.Pattern
    owner: Callable[[re.Match], Owner]
    folders_only: bool = False

    def reads(self, path: PurePosixPath, is_folder: bool) -> tuple[int, Owner] | None:
        """Which part of the path names a student, and whom; None if none does."""
        names = path.parts if is_folder or not self.folders_only else path.parts[:-1]
        for i, name in enumerate(names):
            if match := self.pattern.fullmatch(name):
                return i, self.owner(match)
        return None


def _plain(match: re.Match) -> Owner:
    groups = match.groupdict()
    when = tuple(map(int, re.findall(r"\d+", groups.get("when") or "")))
    number, login = groups.get("number") or "", groups.get("login") or ""
    return Owner(match["name"], number, login, when, match[0])


def _ilias(match: re.Match) -> Owner:
    name = f"{match['first']} {match['last']}"
    return Owner(name, match["number"], match["login"], written=match[0])


# Moodle: mod/assign names a folder, or a file, "Full Name_NUMBER_assignsubmission_file_…".
MOODLE = Platform(
    "Moodle",
    re.compile(r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_[a-z]+_?.*", re.DOTALL),
    _plain,
)
# ILIAS: "Lastname_Firstname_login_NUMBER" in the exercise's download and in multi-feedback.
ILIAS = Platform(
    "ILIAS",
    re.compile(r"(?P<last>[^_+]+)_(?P<first>[^_+]+)_(?P<login>[^+]+)_(?P<number>\d+)"),
    _ilias,
    folders_only=True,
)
# Canvas: "kingada_LATE_USER_SUBMISSION_name of the file", all in one folder.
CANVAS = Platform(
    "Canvas",
    re.compile(r"(?P<name>[^\W_]+(?:-[^\W_]+)*)(?:_LATE)?_(?P<number>\d+)_\d+_.+"),
    _plain,
)
# nbgrader's exchange: "ada+E03+2025-05-01 12:00:00 UTC", and a random end in newer versions.
INBOUND = Platform(
    "nbgrader's exchange",
    re.compile(r"(?P<name>[^+]+)\+[^+]+\+(?P<when>\d{4}-\d\d-\d\d[^+]*)(?:\+.*)?"),
    _plain,
)
# Blackboard: "gradebook_COURSE_ASSIGNMENT_login_attempt_2025-05-01-12-00-00_name of the file".
BLACKBOARD = Platform(
    "Blackboard",
    re.compile(
        r"(?:.+_)?(?P<name>[^_]+)_attempt_(?P<when>\d{4}(?:-\d\d){5})(?:_.+|\.txt)", re.DOTALL
    ),
    _plain,
)
# Brightspace: "123-456 - Ada King - May 1, 2025 1200 PM".
BRIGHTSPACE = Platform(
    "Brightspace",
    re.compile(r"\d+-(?P<number>\d+) ?- ?(?P<name>.+?) ?- ?[^\W\d]+\.? \d{1,2},? .*"),
    _plain,
)
PLATFORMS = (MOODLE, INBOUND, BLACKBOARD, BRIGHTSPACE, CANVAS, ILIAS)


class _Classroom(Platform):
    """GitHub Classroom: "e03-run-submissions/e03-run-ada", cloned by its own command."""

    def reads(self, path: PurePosixPath, is_folder: bool) -> tuple[int, Owner] | None:
        """The folder below one whose name ends in "-submissions", without the task's name."""
        for i, (above, name) in enumerate(zip(path.parts, path.parts[1:], strict=False), 1):
            task = above.removesuffix("-submissions")
            if task != above and name.startswith(f"{task}-") and (is_folder or path.parts[i + 1 :]):
                return i, Owner(name.removeprefix(f"{task}-"), login=name.removeprefix(f"{task}-"))
        return None


GITHUB = _Classroom("GitHub Classroom", re.compile(""), _plain, folders_only=True)
ALL = (*PLATFORMS, GITHUB)
