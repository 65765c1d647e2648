"""Formulas as MathML: the letters, the words, and what cannot be written."""

import re

import pytest
from browser import ROOT

from tools.export.formulas import mathml
from tools.export.markdown import to_html
from tools.launch.trouble import Trouble


def test_a_formula_keeps_its_latex_as_words():
    made = mathml("z =\n  \\sigma(a < b)")
    assert made.startswith(r'<math alttext="z = \sigma(a &lt; b)">') and "σ" in made


def test_formulas_use_ordinary_letters_so_no_mathematical_font_is_needed():
    made = mathml(r"\mathbf{z}^{[t]} = \sigma(\mathbf{V}^\top)", display=True)
    assert 'display="block"' in made
    for shape, letter in (("bold", "z"), ("bold", "V"), ("italic", "t"), ("upright", "σ")):
        assert f'<mi mathvariant="normal" class="{shape}">{letter}</mi>' in made
    assert not re.search(r"[\U0001D400-\U0001D7FF]", made)


def test_an_unknown_command_in_a_formula_is_an_error_that_names_it():
    with pytest.raises(Trouble, match=r"\\\\foo.*Unknown command"):
        mathml(r"\foo")


def test_every_formula_of_the_course_can_be_written():
    for path in sorted((ROOT / "course").rglob("*.py")):
        source = re.sub(r"^# ?", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert "$" not in re.sub(r"<code.*?</code>", "", to_html("\n".join(_prose(source)))), path


def _prose(source):
    """The text cells of a percent file whose comment signs were taken away."""
    for cell in re.split(r"^%%", source, flags=re.MULTILINE)[1:]:
        head, _, body = cell.partition("\n")
        if "[markdown]" in head:
            yield body
