"""Pages that are made from something other than text: home, lists, register, slides."""

import importlib
import re
import shutil
from pathlib import Path

import nbformat

from tools.site.notebooks import first_stepper

STEPPER_HERE = "<!-- the stepper of lesson 00 -->"

LISTS = {
    "lessons": (
        "Lessons",
        "Read them in this order; each builds on those before. Every number and every picture was "
        "computed by the code that stands above it.",
    ),
    "exercises": (
        "Exercises",
        "Each exercise shows its target before you solve it. Its check tells which mistake gives "
        "exactly your numbers. Here you can read the tasks; to solve one, run for example "
        "`python course.py start E03`.",
    ),
    "teach": (
        "Teach",
        "For lecturers and tutors: plans by the minute, what to ask, which wrong answers to "
        "expect, how to hand out, collect and grade.",
    ),
}


def write_home(root: Path, target: Path) -> None:
    """The first page: docs/site/index.md with the stepper of lesson 00 in it, alive."""
    text = (root / "docs" / "site" / "index.md").read_text(encoding="utf-8")
    lesson = nbformat.read(root / "notebooks" / "00_start_here.ipynb", as_version=4)
    stepper = "```{raw} html\n" + first_stepper(lesson) + "\n```"
    (target / "index.md").write_text(text.replace(STEPPER_HERE, stepper), encoding="utf-8")


def write_list(target: Path, name: str, documents: list[str]) -> None:
    """A page that lists other pages and makes them a section of the site."""
    heading, lead = LISTS[name]
    if not documents:
        lead = "There are none in this edition of the course yet."
    _page(target / f"{name}.md", heading, lead, documents)


def _page(path: Path, heading: str, body: str, documents: list[str]) -> None:
    tree = "\n".join(["```{toctree}", ":maxdepth: 1", "", *documents, "```"]) if documents else ""
    path.write_text(f"# {heading}\n\n{body}\n\n{tree}\n", encoding="utf-8")


# --- the register of misconceptions --------------------------------------------------------------


def register_rows() -> list[tuple[str, str, str, str]]:
    """The register of misconceptions, as rows: question, name, text, experiment to try.

    The rows of one question stand together. `rnnlib.exercises.register` brings them; an
    edition without it has none.
    """
    try:
        register = importlib.import_module("rnnlib.exercises.register")
    except ModuleNotFoundError as error:
        if error.name != "rnnlib.exercises.register":
            raise
        return []
    return [(m.question.name, m.name, m.says, m.experiment) for m in register.all_mistakes()]


def write_register(target: Path) -> None:
    """The register as a page: a heading for each question, below it what goes wrong there."""
    rows = register_rows()
    lead = (
        f"The checks of the exercises know {len(rows)} mistakes by their numbers. Each is a "
        "runnable wrong variant of the right answer: if yours gives the same numbers, that is "
        "your mistake. Below, E02.step is the function `step` of exercise E02."
        if rows
        else "There is no register in this edition of the course yet."
    )
    parts, last = [f"# Misconceptions\n\n{lead}"], None
    for question, name, text, experiment in rows:
        if question != last:
            parts.append(f"## {question}")
            last = question
        parts.append(f"### {name}\n\n{text}\n\n**Try:** {experiment}")
    (target / "misconceptions.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


# --- slides --------------------------------------------------------------------------------------


def write_slides(slides: Path, target: Path) -> None:
    """A page that links every deck, with the decks beside it; or says how to build them."""
    decks = sorted(slides.glob("*.html"), key=lambda deck: (deck.stem != "lecture", deck.stem))
    if decks:
        shutil.copytree(slides, target / "_extra" / "slides")
        lines = [f"- [{deck_title(deck)}](slides/{deck.name})" for deck in decks]
        lead = (
            "Arrow keys turn the slides. Enter goes into a stepper, where they step it, and Escape "
            "leaves it. **S** opens the notes."
        )
    else:
        (target / "_extra").mkdir()
        lines = []
        lead = (
            "The slides were not built when this site was. `python course.py slides` builds them, "
            "and `python course.py site`, run again, puts them here."
        )
    links = "\n".join(_raw_link(line) for line in lines)
    (target / "slides.md").write_text(f"# Slides\n\n{lead}\n\n{links}\n", encoding="utf-8")


def _raw_link(line: str) -> str:
    """A list item as it is: the decks are no pages that Sphinx knows."""
    return re.sub(r"\[(.+)\]\((.+)\)", r'<a href="\2">\1</a>', line)


def deck_title(deck: Path) -> str:
    """The title of a deck, from its <title>; else its file name."""
    with deck.open(encoding="utf-8") as file:
        found = re.search(r"<title>(.*?)</title>", file.read(20_000), re.DOTALL)
    return found[1].strip() if found and found[1].strip() else deck.stem
