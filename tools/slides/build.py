"""Build the slides: `python course.py slides [LESSON …]`, into build/slides/.

One deck per lesson whose cells have slide metadata, and `lecture` for the whole lecture. Each is
one HTML file for any browser, with no network. A lesson without slide metadata has no deck: the
review (13) is answered alone, a round a day, and the glossary (14) is looked up.
"""

import sys
import time
from pathlib import Path

import nbformat

from tools.launch.commands import guarded
from tools.launch.names import find_all
from tools.launch.typed import Parser
from tools.slides.deck import Deck, deck_of
from tools.slides.lecture import lecture_cells
from tools.slides.page import page

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS, EXERCISES = ROOT / "notebooks", ROOT / "exercises"
LECTURE = ROOT / "course" / "lecture.py"
SLIDES = ROOT / "build" / "slides"


def chosen(words=()):
    """What was asked for, by number or name: path by name; the lessons if nothing was named."""
    lessons = {path.stem: path for path in sorted(NOTEBOOKS.glob("*.ipynb"))}
    exercises = {path.stem: path for path in sorted(EXERCISES.glob("*.ipynb"))}
    paths = lessons | {LECTURE.stem: LECTURE} | (exercises if words else {})
    return {name: paths[name] for name in find_all(words, list(paths))}


def made_of(words=()):
    """What becomes of each notebook that was asked for: its deck, or its name if it has none."""
    for name, path in chosen(words).items():
        yield deck_of(name, cells_of(path)) or name


def decks(words=()):
    """The decks that were asked for, by number or name; all if none was named."""
    return (made for made in made_of(words) if isinstance(made, Deck))


def cells_of(path):
    """The cells of a built notebook, or of the lecture."""
    if path == LECTURE:
        return lecture_cells(LECTURE, NOTEBOOKS)
    return nbformat.read(path, as_version=4).cells


def main(arguments=None):
    """The command."""
    parser = Parser(prog="python course.py slides", description=__doc__)
    parser.add_argument("lessons", nargs="*", help="such as 03, or lecture; all if none is named")
    parser.add_argument("--pdf", action="store_true", help="print them too (needs Chromium)")
    options = parser.parse_args(arguments)
    SLIDES.mkdir(parents=True, exist_ok=True)
    for deck in made_of(options.lessons):
        start = time.perf_counter()
        if not isinstance(deck, Deck):
            print(f"{deck}: no deck, no cell of it says that it is a slide (see CONTRIBUTING.md)")
            continue
        target = SLIDES / f"{deck.name}.html"
        target.write_text(page(deck), encoding="utf-8")
        if options.pdf:
            from tools.slides.pdf import print_deck

            print_deck(target)
        print(
            f"{target.relative_to(ROOT).as_posix():44} {len(deck.slides):3} slides "
            f"{deck.minutes:3g} min {target.stat().st_size / 1e6:5.2f} MB "
            f"{time.perf_counter() - start:5.1f} s",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(guarded(main, sys.argv[1:]))
