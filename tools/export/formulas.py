"""Formulas as MathML, which browsers draw and screen readers read without a math engine."""

import re
import unicodedata
from html import escape

from math_core import LatexError, LatexToMathML

from tools.launch.trouble import Trouble

_CONVERTER = LatexToMathML()
_LETTER = re.compile(r"<mi>(.)</mi>")


def mathml(latex, display=False):
    """The <math> element of a LaTeX formula, which stays in it as its words.

    A command that is unknown is a Trouble.
    """
    latex = " ".join(latex.split())
    try:
        made = _CONVERTER.convert_with_local_state(latex, displaystyle=display)
    except LatexError as error:
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        reason = re.sub(r"\x1b\[[\d;]*m", "", lines[0])
        raise Trouble(
            f"The formula {latex!r} cannot be written as MathML ({reason}): correct it in "
            "the source and run the same command again."
        ) from error
    made = made.replace("<math", f'<math alttext="{escape(latex)}"', 1)
    return _LETTER.sub(_plain_letter, made)


def _plain_letter(found):
    """A letter as itself, with a class for its shape: 𝐖 is in few fonts, a bold W in all."""
    letter = unicodedata.normalize("NFKC", found[1])
    if letter != found[1]:
        shape = "bold" if "BOLD" in unicodedata.name(found[1]) else "upright"
    else:
        shape = "italic" if letter.isascii() and letter.isalpha() else "upright"
    return f'<mi mathvariant="normal" class="{shape}">{letter}</mi>'
