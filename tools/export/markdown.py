"""Text cells as HTML: CommonMark, tables, and formulas as MathML."""

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from tools.export.formulas import mathml

_ANSWER = re.compile(
    r"[ ]*<details><summary>(?:Answer|Solution)</summary>(.*?)</details>", re.DOTALL
)

_WHY = re.compile(r"<details><summary>Why</summary>|</details>")


def _formula(latex, options):
    return mathml(latex, display=options["display_mode"])


_READER = MarkdownIt("commonmark", {"html": True, "typographer": False}).enable("table")
_READER.use(dollarmath_plugin, renderer=_formula, allow_digits=True)


@dataclass(frozen=True)
class Piece:
    """One part of a text: a heading, paragraph, list, table, quotation or formula."""

    kind: str  # as markdown-it calls it: "heading", "paragraph", "bullet_list", "blockquote", …
    html: str
    level: int = 0  # of a heading, 1 to 6

    @property
    def words(self):
        """How many words a reader sees; a formula counts as one."""
        text = re.sub(r"<math.*?</math>", "formula", without_scripts(self.html), flags=re.DOTALL)
        return len(re.sub(r"<[^>]*>", " ", text).split())


def without_scripts(html):
    """The HTML without what nobody reads in it: scripts and styles."""
    return re.sub(r"<(script|style)>.*?</\1>", "", html, flags=re.DOTALL)


def to_html(text):
    """A whole text as HTML."""
    return "".join(piece.html for piece in pieces(text))


def inline(text):
    """One line without a paragraph around it."""
    return _READER.renderInline(text)


def pieces(text):
    """The parts of a text, in order."""
    found, tokens, open_tokens = [], [], 0
    for token in _READER.parse(text):
        tokens.append(token)
        open_tokens += token.nesting
        if open_tokens == 0:
            kind = tokens[0].type.removesuffix("_open")
            html = _READER.renderer.render(tokens, _READER.options, {})
            html = html.replace("<th></th>", "<td></td>")  # the corner of a table heads nothing
            level = int(tokens[0].tag[1]) if kind == "heading" else 0
            found.append(Piece(kind, html, level))
            tokens = []
    return found


def without_answers(text):
    """The text without its folded answers, and the answers; a folded *Why* lies open.

    On a slide the explanation of a prediction comes in a step of its own, so it hides nothing.
    """
    answers = [" ".join(answer.split()) for answer in _ANSWER.findall(text)]
    return _WHY.sub("", _ANSWER.sub("", text)), answers
