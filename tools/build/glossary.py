"""Glossary and lessons lead to each other: `python -m tools.build.glossary` writes *Words*.

The glossary, course/lessons/14_glossary.py, is written by hand: a heading for each word, function
or letter, what it means, other forms, what the literature calls it, and a link to the heading in a
lesson where it is explained. From that this tool writes one line at the end of each lesson, which
leads back. The tests hold both, and that nothing is used before it is explained.
"""

import re
from dataclasses import dataclass
from pathlib import Path

LESSONS = Path(__file__).resolve().parents[2] / "course" / "lessons"
GLOSSARY = LESSONS / "14_glossary.py"
TERM = re.compile(
    r"^### (?P<name>.+)\n\n(?P<means>(?:.+\n)+?)(?:Also: \*(?P<also>.+)\*\.\n)?"
    r"Elsewhere: (?P<elsewhere>.+)\.\n"
    r"→ \[\w+ · (?P<heading>.+)\]\((?P<lesson>\w+)\.ipynb#(?P<anchor>.+)\)$",
    re.MULTILINE,
)
WORDS, FUNCTIONS, LETTERS = "The words", "The functions", "Letters and signs"  # its headings
BEFORE = re.compile(r"^# \*\*(Next:\*\*|You have reached)", re.MULTILINE)


@dataclass(frozen=True)
class Term:
    """An entry of the glossary and the place where it is explained."""

    name: str
    kind: str  # the heading that it stands under
    means: str
    also: tuple  # other names and forms; a plural with -s or -es is understood
    elsewhere: str  # what the literature calls it
    lesson: str
    heading: str
    anchor: str


def text_of(path):
    """The text of a lesson without the signs that make it a comment."""
    return re.sub(r"^# ?", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)


def terms():
    """All entries, in the order of the glossary."""
    parts = re.split(r"^## (.*)$", text_of(GLOSSARY), flags=re.MULTILINE)
    return [
        _term(kind, match.groupdict())
        for kind, text in zip(parts[1::2], parts[2::2], strict=True)
        for match in TERM.finditer(text)
    ]


def _term(kind, parts):
    also = parts.pop("also")
    return Term(**parts, kind=kind, also=tuple(also.split(", ")) if also else ())


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
