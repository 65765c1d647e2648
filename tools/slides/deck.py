"""Cells to slides. The standard slide metadata of a cell decides what it is:

slide     begins a slide
subslide  begins a slide below the last one; the right arrow key jumps over it
fragment  goes onto the slide that is there, and shows at a key press
-         goes onto the slide that is there
notes     goes to the speaker notes of the slide that is there
skip      is left out, as is every cell that says nothing

A slide holds headings, questions, formulas, lists, tables and short paragraphs. Long paragraphs,
folded answers, and whatever a cell says before its first heading or question (it speaks of what
was shown before) go to the speaker notes. A paragraph right before a question, which sets it up,
or one that begins in bold may be longer. A table that leaves no room has a slide of its own. A cell
may say `minutes=2`.
"""

import re
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise, zip_longest

from tools.export.markdown import Piece, inline, pieces, without_answers, without_scripts
from tools.export.outputs import code_html, is_visual, output_html, picture_size
from tools.launch.trouble import Trouble

MOST_WORDS = 25  # in a paragraph; a longer one is for the notes
MOST_WORDS_HEEDED = 45  # in a paragraph right before a question, or that begins in bold
MOST_WORDS_ALONE = 60  # in a paragraph that has the slide to itself
MOST_WORDS_TABLE = 60  # in a table that shares a slide, if the slide then has more than
MOST_WORDS_SHOWN = 130
LONG_FORMULA = 50  # letters; a longer one is written smaller
MOST_LINES = 12  # of code
MOST_LINES_SHOWN = 17  # of code and output together
FEW_LINES, FEW_LETTERS = 9, 70  # of output that is written larger, and in its lines
FEW_WORDS = 70  # up to so many the letters are larger
TALL = 1.25  # a picture that is not this much wider than high stands beside the text
KINDS = ("slide", "subslide", "fragment", "-", "notes", "skip")
ROOM = 560  # pixels of a slide below its heading
_PART = re.compile(r'predictions\(root, \{"part": "(\w+)"')
_LINK = re.compile(r'<a href="(?!https?:)[^"]*">(.*?)</a>', re.DOTALL)


@dataclass(eq=False)
class Slide:
    """One slide: blocks of HTML from top to bottom, speaker notes, and its minutes."""

    title: str = ""
    level: int = 2
    below: bool = False  # the slide before it in the same column
    blocks: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    minutes: float = 0
    beside: bool = False  # the text left, the picture right

    @property
    def words(self):
        """How many words are on it."""
        return Piece("slide", " ".join(self.blocks)).words

    @property
    def layout(self):
        """Which rules of deck.css place the blocks."""
        if self.level == 1 or not self.blocks:
            return "title"
        if self.beside:
            return "beside"
        if any("visual" in block for block in self.blocks):
            return "wide"
        return "few" if self.words <= FEW_WORDS else "many"


@dataclass(frozen=True)
class Deck:
    """The slides of one file."""

    name: str
    title: str
    slides: tuple

    @property
    def minutes(self):
        """The sum over all slides."""
        return sum(slide.minutes for slide in self.slides)


def deck_of(name, cells):
    """The deck of a notebook's cells, or None if no cell says that it is a slide."""
    slides: list[Slide] = []
    for cell in cells:
        kind = slide_type(cell)
        if kind == "skip":
            continue
        if not slides and kind not in ("slide", "subslide"):
            raise Trouble(f"{name}: the first cell of a deck must be a slide, it is {kind!r}.")
        (_add_text if cell.cell_type == "markdown" else _add_code)(slides, cell, kind)
        slides[-1].minutes += cell.metadata.get("minutes", 0)
    if not slides:
        return None
    _join_bare_headings(slides)
    slides = [part for slide in slides for part in _parted(slide)]
    for before, slide in pairwise(slides):
        slide.title = slide.title or before.title
    slides[0].notes += _wrong_answers(slides)
    return Deck(name, _plain(slides[0].title), tuple(slides))


def _join_bare_headings(slides):
    """A heading whose text is all in the notes goes to the slide that follows below it.

    If none follows, its first paragraph comes back.
    """
    for bare, slide in list(pairwise(slides)):
        if not bare.blocks and slide.below and not slide.title:
            slide.title, slide.level, slide.below = bare.title, bare.level, bare.below
            slide.notes[:0] = bare.notes
            slide.minutes += bare.minutes
            slides.remove(bare)
    for bare in slides:
        if not bare.blocks and bare.notes and Piece("", bare.notes[0]).words <= MOST_WORDS_ALONE:
            bare.blocks.append(_block(bare.notes.pop(0), "-", ""))


def _parted(slide):
    """The slide, or several, one below the other, where its blocks are higher than the screen."""
    if slide.layout not in ("few", "many"):
        return [slide]
    parts, room = [slide], ROOM
    blocks, slide.blocks = slide.blocks, []
    for block in blocks:
        room -= _height(block)
        if room < 0 and parts[-1].blocks:
            parts.append(Slide(slide.title, slide.level, below=True))
            room = ROOM - _height(block)
        parts[-1].blocks.append(block)
    return parts


def _height(block):
    """About how many pixels a block takes, with the gap below it."""
    html = without_scripts(block)
    lines = [line for line in _plain(html).split("\n") if line.strip()]
    if "<pre" in html:
        return 40 + (34 if "short" in block[:40] else 27) * len(lines)
    if "prediction" in block[:40]:
        labels = "".join(lines)
        return 150 + 62 * (len(labels) // 80) if _part(block) == "ask" else 130 + 32 * len(lines)
    if "<table" in html:
        return 30 + 42 * html.count("<tr")
    return 30 + sum(42 * (1 + len(line) // 84) for line in lines)


def _wrong_answers(slides):
    """The common mistakes that a lesson lists at its end, for the notes at its beginning."""
    listed = [block for s in slides if s.title == "Common mistakes" for block in s.blocks]
    return ["<p>Wrong answers to expect:</p>", *listed] if listed else []


def slide_type(cell):
    """What the cell's metadata says; a cell that says nothing is left out."""
    kind = cell.metadata.get("slideshow", {}).get("slide_type") or "skip"
    if kind not in KINDS:
        raise Trouble(f"There is no slide type {kind!r}; choose one of {', '.join(KINDS)}.")
    return kind


def _add_text(slides, cell, kind):
    text, answers = without_answers(cell.source)
    parts = pieces(text)
    if kind == "notes":
        slides[-1].notes += [part.html for part in parts]
        return
    if slides and kind in ("slide", "subslide"):
        start = next((i for i, part in enumerate(parts) if _opens(part)), 0)
        slides[-1].notes += [part.html for part in parts[:start]]
        parts = parts[start:]
    if kind in ("slide", "subslide"):
        slides.append(Slide(below=kind == "subslide"))
    for part, after in zip_longest(parts, parts[1:]):
        _add_piece(slides, part, kind, before_question=after and after.kind == "blockquote")
    numbered = [f"<li>{inline(answer)}</li>" for answer in answers]
    if numbered:
        slides[-1].notes.append(f"<p>Answers:</p><ol>{''.join(numbered)}</ol>")


def _opens(piece):
    return piece.kind in ("heading", "blockquote")


def _add_piece(slides, piece, kind, before_question):
    """Put one piece onto the last slide; a second heading or a long table begins one of its own."""
    slide, html = slides[-1], _LINK.sub(r"\1", piece.html)
    if piece.kind == "heading":
        if slide.title or slide.blocks:
            slide = Slide(below=True)
            slides.append(slide)
        slide.title = re.sub(r"</?h\d>", "", html).strip()
        slide.level = 1 if piece.level == 1 else 2
        return
    heeded = before_question or "<strong>" in html[:12]
    if piece.kind == "paragraph" and piece.words > (MOST_WORDS_HEEDED if heeded else MOST_WORDS):
        slide.notes.append(html)
        return
    if slide.blocks and _needs_room(piece, slide):
        slide = Slide(below=True)
        slides.append(slide)
    slide.blocks.append(_block(html, kind, _name(piece)))


def _needs_room(piece, slide):
    long = piece.kind == "table" and piece.words > MOST_WORDS_TABLE
    return long and slide.words + piece.words > MOST_WORDS_SHOWN


def _name(piece):
    """The class of a piece's block in deck.css."""
    if piece.kind == "blockquote":
        return "question"
    wide = piece.kind == "math_block" and len(_plain(piece.html)) > LONG_FORMULA
    return "long" if wide else ""


def _add_code(slides, cell, kind):
    if _asks(cell):  # the choices stand below their question
        kind = "-"
    elif kind in ("slide", "subslide"):
        slides.append(Slide(below=kind == "subslide"))
    slide = slides[-1]
    if kind == "notes":
        slide.notes += map(output_html, cell.outputs)
        return
    hidden = _asks(cell) or "hide-input" in cell.metadata.get("tags", [])
    if not (hidden or any(is_visual(output) and not _part_of(output) for output in cell.outputs)):
        _add_source(slide, cell, kind)
    for output in cell.outputs:
        if html := output_html(output):
            name = "visual" if is_visual(output) else "short" if _is_short(html) else ""
            slide.blocks.append(_block(html, kind, "prediction" if _part(html) else name))
        size = picture_size(output)
        slide.beside = slide.beside or (size is not None and size[0] < TALL * size[1])


def _asks(cell):
    return any(_part_of(output) == "ask" for output in cell.outputs)


def _part_of(output):
    return _part(output.get("data", {}).get("text/html", ""))


def _part(html):
    """Which part of a prediction a piece of HTML is: "ask", "reveal", "tally", or None."""
    found = _PART.search(html)
    return found and found[1]


def _is_short(html):
    lines = unescape(_plain(html)).split("\n")
    return len(lines) <= FEW_LINES and max(map(len, lines)) <= FEW_LETTERS


def _add_source(slide, cell, kind):
    """Code that leaves no room stays in the notebook; its output is shown."""
    code = len(cell.source.splitlines())
    shown = sum(len(_plain(output_html(output)).splitlines()) for output in cell.outputs)
    if code <= MOST_LINES and code + shown <= MOST_LINES_SHOWN:
        source = re.sub(r" *# noqa.*", "", cell.source)  # a word to our tools, not to students
        slide.blocks.append(_block(code_html(source), kind, ""))


def _block(html, kind, name):
    classes = f"{name} fragment" if kind == "fragment" else name
    return f'<div class="block {classes.strip()}">{html}</div>'


def _plain(html):
    return re.sub(r"<[^>]*>", "", html)
