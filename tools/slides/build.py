"""Build the slides: `python course.py slides [LESSON …]`, into build/slides/.

One deck per lesson whose cells have slide metadata, and `lecture` for the whole lecture. Each is
one HTML file for any browser, with no network. A lesson without slide metadata has no deck: the
review (13) is answered alone, a round a day, and the glossary (14) is looked up.
"""

import argparse
import re
import sys
import time
from pathlib import Path

import nbformat

from tools.launch.trouble import Trouble
from tools.slides.deck import Deck, deck_of
from tools.slides.lecture import lecture_cells
from tools.slides.page import page

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"
LECTURE = ROOT / "course" / "lecture.py"
SLIDES = ROOT / "build" / "slides"


def made_of(names=()):
    """What becomes of each lesson that was asked for: its deck, or its name if it has none."""
    wanted = tuple(re.sub(r"^(\d)(?!\d)", r"0\1", name) for name in names)  # "5a" is "05a"
    stems = [path.stem for path in sorted(NOTEBOOKS.glob("*.ipynb"))] + ["lecture"]
    missing = [name for name in wanted if not any(stem.startswith(name) for stem in stems)]
    if missing:
        raise Trouble(f"There is no lesson {', '.join(missing)}. There are: {', '.join(stems)}.")
    for stem in stems:
        if not wanted or stem.startswith(wanted):
            yield deck_of(stem, cells_of(stem)) or stem


def decks(names=()):
    """The decks that were asked for, by number or name; all if none was named."""
    return (made for made in made_of(names) if isinstance(made, Deck))


def cells_of(stem):
    """The cells of a built notebook, or of the lecture."""
    if stem == "lecture":
        return lecture_cells(LECTURE, NOTEBOOKS)
    return nbformat.read(NOTEBOOKS / f"{stem}.ipynb", as_version=4).cells


def main(arguments=None):
    """The command."""
    parser = argparse.ArgumentParser(prog="python course.py slides", description=__doc__)
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


if __name__ == "__main__":
    try:
        main()
    except Trouble as trouble:
        sys.exit(str(trouble))
