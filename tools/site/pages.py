"""Pages that are made from something other than text: home, lists, slides."""

import re
import shutil
from pathlib import Path

from rnnlib import explore, trained_example

RUN_THEM = """
Or run the notebooks here, with nothing installed: each page has a button *Run this page*, and
<a href="lite/index.html">your copies of all notebooks</a> stay in your browser.
"""
LABORATORY_HERE, RUN_HERE = "<!-- the laboratory -->", "<!-- run the notebooks -->"

LISTS = {
    "lessons": (
        "Lessons",
        "Read them in this order; each builds on those before. In a lesson, every number and every "
        "picture was computed by the code that stands above it.",
    ),
    "exercises": (
        "Exercises",
        "Each exercise shows its target before you solve it. Its check tells which mistake gives "
        "exactly your numbers. They stand in the order in which they are best done. Here you can "
        "read the tasks; to solve one, run for example `python course.py lab E03`.",
    ),
    "teach": (
        "Teach",
        "For lecturers and tutors: plans by the minute, what to ask, which wrong answers to "
        "expect, how to hand out, collect and grade.",
    ),
}


def write_home(root: Path, target: Path, *, lite: bool = False) -> None:
    """The first page: docs/site/index.md with a laboratory in it, alive."""
    text = (root / "docs" / "site" / "index.md").read_text(encoding="utf-8")
    model, vocabulary = trained_example()
    title = "A trained network reads"
    touched = explore(
        model, vocabulary, "This is not good news.", challenge="one word", title=title
    )
    html = "```{raw} html\n" + touched.html() + "\n```"
    text = text.replace(LABORATORY_HERE, html).replace(RUN_HERE, RUN_THEM if lite else "")
    (target / "index.md").write_text(text, encoding="utf-8")


def write_list(target: Path, name: str, documents: list[str], cards: str = "") -> None:
    """A page that lists other pages, with cards if there are any, and makes them a section."""
    heading, lead = LISTS[name]
    if not documents:
        lead, cards = "There are none in this edition of the course yet.", ""
    hidden = [":hidden:"] if cards else []
    lines = ["```{toctree}", ":maxdepth: 1", *hidden, "", *documents, "```"]
    tree = "\n".join(lines) if documents else ""
    page = "\n\n".join(filter(None, [f"# {heading}", lead, cards, tree]))
    (target / f"{name}.md").write_text(f"{page}\n", encoding="utf-8")


# --- slides --------------------------------------------------------------------------------------


def write_slides(slides: Path, target: Path) -> None:
    """A page that links every deck, with the decks beside it; or says how to build them."""
    decks = sorted(slides.glob("*.html"), key=lambda deck: (deck.stem != "lecture", deck.stem))
    if decks:
        shutil.copytree(slides, target / "_extra" / "slides")
        # The decks are no pages that Sphinx knows: links are HTML.
        links = [f'- <a href="slides/{deck.name}">{deck_title(deck)}</a>' for deck in decks]
        lead = (
            "Arrow keys turn the slides. Enter goes into a stepper, where they step it, and Escape "
            "leaves it. **S** opens the notes."
        )
    else:
        (target / "_extra").mkdir()
        links = []
        lead = (
            "The slides were not built when this site was. `python course.py slides` builds them, "
            "and `python course.py site`, run again, puts them here."
        )
    page = "\n".join([f"# Slides\n\n{lead}\n", *links])
    (target / "slides.md").write_text(f"{page}\n", encoding="utf-8")


def deck_title(deck: Path) -> str:
    """The title of a deck, from its <title>; else its file name."""
    with deck.open(encoding="utf-8") as file:
        found = re.search(r"<title>(.*?)</title>", file.read(20_000), re.DOTALL)
    return found[1].strip() if found and found[1].strip() else deck.stem
