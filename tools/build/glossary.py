"""Glossary and lessons lead to each other: `python -m tools.build.glossary` writes *Words*.

The glossary, course/lessons/14_glossary.py, is written by hand: a heading for each word, what it
means, other forms, and a link to the heading in a lesson where it is explained. From that this tool
writes one line at the end of each lesson, which leads back. The tests hold both, and that no word
is used before it is explained.
"""

import re
from dataclasses import dataclass
from pathlib import Path

LESSONS = Path(__file__).resolve().parents[2] / "course" / "lessons"
GLOSSARY = LESSONS / "14_glossary.py"
TERM = re.compile(
    r"^### (?P<name>.+)\n\n(?P<means>(?:.+\n)+?)(?:Also: \*(?P<also>.+)\*\.\n)?"
    r"→ \[\w+ · (?P<heading>.+)\]\((?P<lesson>\w+)\.ipynb#(?P<anchor>.+)\)$",
    re.MULTILINE,
)
BEFORE = re.compile(r"^# \*\*(Next:\*\*|You have reached)", re.MULTILINE)


@dataclass(frozen=True)
class Term:
    """A word of the glossary and the place where it is explained."""

    name: str
    means: str
    also: tuple  # other names and forms; a plural with -s or -es is understood
    lesson: str
    heading: str
    anchor: str


def text_of(path):
    """The text of a lesson without the signs that make it a comment."""
    return re.sub(r"^# ?", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)


def terms():
    """All words, in the order of the glossary."""
    found = []
    for match in TERM.finditer(text_of(GLOSSARY)):
        parts = match.groupdict()
        also = parts.pop("also")
        found.append(Term(**parts, also=tuple(also.split(", ")) if also else ()))
    return found


def anchor(heading):
    """The address of a heading inside a notebook, as Jupyter makes it."""
    return heading.replace(" ", "-")


def words_line(lesson):
    """The line of a lesson that leads to its words in the glossary; empty if it explains none."""
    links = [
        f"[{term.name}]({GLOSSARY.stem}.ipynb#{anchor(term.name)})"
        for term in terms()
        if term.lesson == lesson
    ]
    return f"# **Words:** {', '.join(links)}" if links else ""


def with_words(source, line):
    """The source of a lesson with this line *Words* before its last paragraph, and no other."""
    source = re.sub(r"^# \*\*Words:\*\* .*\n#\n", "", source, flags=re.MULTILINE)
    place = BEFORE.search(source)
    if not line or not place:
        return source
    return f"{source[: place.start()]}{line}\n#\n{source[place.start() :]}"


def main():
    """Write the line into every lesson."""
    for path in sorted(LESSONS.glob("*.py")):
        source = path.read_text(encoding="utf-8")
        new = with_words(source, words_line(path.stem))
        if new != source:
            path.write_text(new, encoding="utf-8")
            print(f"{path.stem}: line Words written; python course.py build {path.stem[:3]}")


if __name__ == "__main__":
    main()
