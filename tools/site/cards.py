"""The lists of lessons and exercises: a card for each, made from what is said of it elsewhere.

Question and minutes of a lesson come from the table in README.md, its picture and its exercises
from its notebook; the facts of an exercise come from `rnnlib.exercises`. Nothing is typed twice.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

import nbformat

from rnnlib.exercises.register import all_exercises, ladder

ROW = re.compile(r"^\| \[\w+\]\(notebooks/(\w+)\.ipynb\) \| (.+?) \| (.+?) \|$", re.MULTILINE)
EXERCISE = re.compile(r"\(\.\./exercises/(E\d\d)_\w+\.ipynb\)")
PICTURE = re.compile(r'<figure class="course-figure">(<img src=")\.\./(.*?>)', re.DOTALL)

# As the lecture is: what it tells, what lies beyond it, and what one comes back to.
GROUPS: dict[str, Callable[[str], bool]] = {
    "The lecture": lambda number: number < "09",
    "Beyond the lecture": lambda number: number >= "09" and number not in ("13", "14"),
    "To repeat and to look up": lambda number: number in ("13", "14"),
}


@dataclass(frozen=True)
class Lesson:
    """What a card says of a lesson."""

    stem: str  # "03a_sentiment_by_hand"
    title: str  # "03a · Sentiment by hand, word by word"
    question: str  # "what happens at each word, number by number?"; "" if README has none
    minutes: str
    exercises: tuple[str, ...]  # "E02", in the order of the ladder
    picture: str  # an <img> with its alt text, or ""

    @property
    def number(self) -> str:
        """Its number: "03a"."""
        return self.stem.partition("_")[0]


def lessons_in(folder: Path, readme: str) -> list[Lesson]:
    """The lessons of a folder of staged notebooks, with what the table of the README says."""
    said = {stem: (question, minutes) for stem, question, minutes in ROW.findall(readme)}
    return [
        _lesson(path, *said.get(path.stem, ("", ""))) for path in sorted(folder.glob("*.ipynb"))
    ]


def _lesson(path: Path, question: str, minutes: str) -> Lesson:
    cells = nbformat.read(path, as_version=4).cells
    outputs = (o.get("data", {}).get("text/html", "") for c in cells for o in c.get("outputs", ()))
    picture = next(filter(None, map(PICTURE.search, outputs)), None)
    # A lesson ends with its exercises; lesson 00 has a map of all of them further up.
    named = set(EXERCISE.findall(cells[-1].source))
    return Lesson(
        path.stem,
        cells[0].source.removeprefix("# ").strip(),
        question,
        minutes if minutes.isdecimal() else "",
        tuple(e.name for e in ladder() if e.name in named),
        picture[1] + picture[2] if picture else "",
    )


def lesson_cards(lessons: list[Lesson], decks: set[str]) -> str:
    """The cards of the lessons as Markdown, a section for each group that has any."""
    parts = []
    for heading, belongs in GROUPS.items():
        found = [_lesson_card(one, decks) for one in lessons if belongs(one.number)]
        if found:
            parts.append(f"## {heading}\n\n" + _cards(found))
    return "\n\n".join(parts)


def _lesson_card(lesson: Lesson, decks: set[str]) -> str:
    known = all_exercises()
    facts = [f"{lesson.minutes} minutes" if lesson.minutes else ""]
    links = [
        _link(f"exercises/{known[name].file}", f"{name} {known[name].title}")
        for name in lesson.exercises
    ]
    deck = _link(f"slides/{lesson.stem}", "Slides") if lesson.stem in decks else ""
    question = _begun(lesson.question)
    return _card("h3", f"notebooks/{lesson.stem}", lesson.title, question, [*facts, deck], links,
                 lesson.picture)  # fmt: skip


def as_best_done(stems: list[str]) -> list[str]:
    """Exercises in the order of the ladder; one that has no place there comes last."""
    places = {exercise.file: place for place, exercise in enumerate(ladder())}
    return sorted(stems, key=lambda stem: (places.get(stem, len(places)), stem))


def exercise_cards(stems: list[str], lessons: list[Lesson]) -> str:
    """The cards of the exercises in the order of the ladder, as Markdown."""
    return _cards([_exercise_card(e, lessons) for e in ladder() if e.file in stems])


def _exercise_card(exercise, lessons: list[Lesson]) -> str:
    facts = [f"{exercise.minutes} minutes", _points(exercise)]
    if exercise.questions:
        address = f"misconceptions.html#{exercise.name.lower()}"
        facts.append(f'<a href="{address}">its mistakes</a>')
    links = [
        _link(f"notebooks/{lesson.stem}", f"Lesson {lesson.title}")
        for lesson in lessons
        if exercise.name in lesson.exercises
    ]
    skill = _begun(exercise.you_write) + "."
    title = f"{exercise.name} · {exercise.title}"
    return _card("h2", f"exercises/{exercise.file}", title, skill, facts, links)


def _begun(text: str) -> str:
    """Text from a table, with a capital where a sentence begins."""
    return re.sub(r"(^|\? )(\w)", lambda found: found[1] + found[2].upper(), text)


def _points(exercise) -> str:
    points = f"{exercise.points} point" + "s" * (exercise.points != 1)
    by_hand = f", {exercise.by_hand} of them given by a person" if exercise.by_hand else ""
    return points + by_hand


def _cards(cards: list[str]) -> str:
    return '<ul class="course-cards">\n' + "\n".join(cards) + "\n</ul>"


def _card(level, page, title, says, facts, links, picture="") -> str:
    """One card: a heading that is the link, a sentence, facts in a line, links, a picture."""
    line = " · ".join(filter(None, facts))
    listed = "".join(f"<li>{link}</li>" for link in links)
    return "".join(
        [
            f'<li class="course-card"><div><{level}>{_link(page, title)}</{level}>',
            f"<p>{escape(says, quote=False)}</p>" if says else "",
            f'<p class="facts">{line}</p>' if line else "",
            f'<ul class="links">{listed}</ul>' if listed else "",
            f"</div>{picture}</li>",
        ]
    )


def _link(page: str, words: str) -> str:
    return f'<a href="{page}.html">{escape(words, quote=False)}</a>'
