"""A deck as one HTML file that asks no network for anything: script, style and fonts inside.

reveal.js comes inside the Python package sphinx-revealjs, so no Node is needed; nothing else of
that package is used.
"""

import importlib.util
import re
from html import escape
from pathlib import Path

from tools.export.fonts import font_faces
from tools.launch.trouble import Trouble

HERE = Path(__file__).parent
SHORT = 30  # letters of a title that leave room for a question beside it


def reveal_folder():
    """The folder of reveal.js."""
    package = importlib.util.find_spec("sphinx_revealjs")
    if package is None or not package.submodule_search_locations:
        raise Trouble(
            "The package sphinx-revealjs, which brings reveal.js, is missing: run "
            "python course.py slides, which installs it."
        )
    return Path(package.submodule_search_locations[0]) / "_static" / "revealjs"


def page(deck):
    """The whole file."""
    folder = reveal_folder()
    css = (folder / "dist" / "reveal.css").read_text(encoding="utf-8")
    css += (HERE / "deck.css").read_text(encoding="utf-8")
    scripts = [folder / "dist" / "reveal.js", folder / "plugin" / "notes" / "notes.js"]
    scripts.append(HERE / "deck.js")
    sections = "\n".join(_column(column) for column in _columns(deck.slides))
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(deck.title)}</title>",
            f"<style>{font_faces(_letters(sections))}\n{css}</style></head><body>",
            f'<main><div class="reveal"><div class="slides">{sections}</div></div></main>',
            *(f"<script>{_script(path)}</script>" for path in scripts),
            "</body></html>\n",
        ]
    )


def _letters(html):
    """The text of a page without its pictures, for the fonts."""
    return re.sub(r'src="data:[^"]*"|&#\d+;|<style>.*?</style>', "", html, flags=re.DOTALL)


def _script(path):
    """A script that can stand in a page: no text in it may look like its end."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE)
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _columns(slides):
    columns: list[list] = []
    for slide in slides:
        if slide.below and columns:
            columns[-1].append(slide)
        else:
            columns.append([slide])
    return columns


def _column(slides):
    html = "\n".join(_section(slide) for slide in slides)
    return f"<section>{html}</section>" if len(slides) > 1 else html


def _section(slide):
    minutes = f"<p><strong>{slide.minutes:g} min</strong></p>" if slide.minutes else ""
    notes = minutes + "".join(slide.notes)
    notes = f'<aside class="notes">{notes}</aside>' if notes else ""
    timing = f' data-timing="{round(60 * slide.minutes)}"' if slide.minutes else ""
    content = f'<div class="slide {slide.layout}">{_content(slide)}</div>'
    return f"<section{timing}>{content}{notes}</section>"


def _content(slide):
    """The heading, then the blocks one below the other, with two ways to save room for a picture.

    A question stands beside a short title; what is read stands beside a picture that is tall.
    """
    heading, blocks = f"<h{slide.level}>{slide.title}</h{slide.level}>", slide.blocks
    if slide.layout == "beside":
        read = "".join(block for block in blocks if not _is(block, "visual"))
        seen = "".join(block for block in blocks if _is(block, "visual"))
        return heading + (f'<div class="read">{read}</div>' if read else "") + seen
    if slide.layout == "wide" and len(slide.title) <= SHORT and _is(blocks[-1], "question"):
        return f'<div class="head">{heading}{blocks[-1]}</div>' + "".join(blocks[:-1])
    return heading + "".join(blocks)


def _is(block, name):
    return name in block[: block.index(">")]
