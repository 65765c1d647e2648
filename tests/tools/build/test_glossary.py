"""The glossary: links in both directions, and no word is used before it is explained."""

import re
from functools import cache

import jupytext
import pytest

from tools.build.glossary import GLOSSARY, LESSONS, anchor, terms, text_of, with_words, words_line

PATHS = sorted(LESSONS.glob("*.py"))
TERMS = terms()
ORDER = [path.stem for path in PATHS]


@cache
def prose(path):
    """What a lesson says, heading by heading: [(heading, text), …], without its opening cell.

    Left out: the goals in the opening cell, which announce words; tables and pointers ahead, whose
    links lead to the explanation; code.
    """
    cells = jupytext.reads(path.read_text(encoding="utf-8"), fmt="py:percent").cells
    texts = [c.source for c in cells if c.cell_type == "markdown"][1:]
    text = "\n".join(texts)
    text = re.sub(r"```.*?```|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]*\$", " ", text, flags=re.DOTALL)
    text = re.sub(r"^\|.*$|\]\([^)]*\)", " ", text, flags=re.MULTILINE)
    text = re.sub(r"^\*\*(Words|Next):\*\*.*$", " ", text, flags=re.MULTILINE)
    parts = re.split(r"^#+ (.*)$", text, flags=re.MULTILINE)
    return list(zip(["", *parts[1::2]], parts[0::2], strict=True))


def used_before(term):
    """The first place where a word stands before the heading that explains it, or None."""
    forms = "|".join(re.escape(form) for form in (term.name, *term.also))
    word = re.compile(rf"(?<![\w-])({forms})(e?s)?(?![\w-])", re.IGNORECASE)
    for path in PATHS[: ORDER.index(term.lesson) + 1]:
        for heading, text in prose(path):
            if (path.stem, heading) == (term.lesson, term.heading):
                return None
            found = word.search(f"{heading}\n{text}")
            if found:
                return f"{path.stem}, “{heading}”: …{text[max(found.start() - 60, 0) :][:120]}…"
    raise AssertionError(f"{term.lesson} has no heading {term.heading!r}")


@pytest.mark.parametrize("term", TERMS, ids=lambda t: t.name)
def test_no_word_is_used_before_it_is_explained(term):
    assert used_before(term) is None


@pytest.mark.parametrize("term", TERMS, ids=lambda t: t.name)
def test_where_a_word_is_explained_it_is_used(term):
    whole = text_of(LESSONS / f"{term.lesson}.py")  # with tables: Notation explains in one
    section = whole.split(f" {term.heading}\n", 1)[1].split("\n## ")[0]
    section = " ".join(f"{term.heading} {section}".split())
    forms = (term.name, *term.also)
    assert any(form.lower() in section.lower() for form in forms)


def test_the_place_of_a_word_is_a_heading_and_its_address_that_of_jupyter():
    for term in TERMS:
        lines = text_of(LESSONS / f"{term.lesson}.py").splitlines()
        assert any(re.fullmatch(rf"#+ {re.escape(term.heading)}", line) for line in lines), term
        assert term.anchor == anchor(term.heading)


def test_every_heading_of_the_glossary_is_a_word_and_they_are_in_order():
    names = re.findall(r"^### (.*)$", text_of(GLOSSARY), re.MULTILINE)
    assert names == [term.name for term in TERMS]
    assert names == sorted(names, key=str.lower)
    assert len(set(names)) == len(names) > 50


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_every_lesson_leads_back_to_its_words(path):
    source = path.read_text(encoding="utf-8")
    message = "run: python -m tools.build.glossary, and build the lesson"
    assert with_words(source, words_line(path.stem)) == source, message
    if any(term.lesson == path.stem for term in TERMS):
        assert source.count("# **Words:** ") == 1
