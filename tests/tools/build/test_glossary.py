"""The glossary: links in both directions, and nothing is used before it is explained.

Words are looked for in what a lesson says. Functions and letters are looked for everywhere, in
formulas, tables and code too, and in the exercises that a lesson sends to.
"""

import re
from functools import cache

import jupytext
import pytest

from tools.build.glossary import (
    FUNCTIONS,
    GLOSSARY,
    LESSONS,
    LETTERS,
    WORDS,
    anchor,
    terms,
    text_of,
    with_words,
    words_line,
)

PATHS = sorted(p for p in LESSONS.glob("*.py") if p.stem != "14_glossary")  # lessons, in order
EXERCISES = LESSONS.parents[1] / "rnnlib" / "exercises"
TERMS = terms()
ORDER = [path.stem for path in PATHS]
MUST_HAVE = {  # what a reader of lessons and exercises meets, or will look for in the literature
    FUNCTIONS: ("tanh", "sigmoid", "softmax", "ReLU"),
    LETTERS: ("n_x", "n_z", "n_f", "B", "T", "τ", "σ", "@"),
    WORDS: (
        *("hidden state", "fixed point", "initialisation", "learning rate", "hyperparameter"),
        *("training set", "validation set", "test set", "generalisation", "baseline"),
        *("greedy", "autoregressive", "perplexity", "tokenisation", "seq2seq", "linear probe"),
        *("logit", "bidirectional", "stacked", "unrolled", "mini-batch", "state space model"),
    ),
}
GREEK = {r"\sigma": "σ", r"\tau": "τ"}


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
    text = re.sub(r"large\s+language model", "", text, flags=re.IGNORECASE)  # known from the news
    text = re.sub(r"^\*\*(Words|Next):\*\*.*$", " ", text, flags=re.MULTILINE)
    parts = re.split(r"^#+ (.*)$", text, flags=re.MULTILINE)
    return list(zip(["", *parts[1::2]], parts[0::2], strict=True))


def in_greek(text):
    """A text with the letters that its formulas spell."""
    for sign, letter in GREEK.items():
        text = text.replace(sign, f" {letter} ")
    return text


@cache
def everything(path):
    """All that a reader sees of a lesson or an exercise, code and formulas too, as `prose` does."""
    cells = jupytext.reads(path.read_text(encoding="utf-8"), fmt="py:percent").cells
    text = "\n".join(
        cell.source
        if cell.cell_type == "markdown"
        else re.sub(r"^#+ ", "", cell.source, flags=re.MULTILINE)  # a comment is no heading
        for cell in cells[1:]
        if "holds" not in cell.metadata.get("tags", ())
    )
    text = re.sub(r"^\*\*(Words|Next):\*\*.*$|\]\([^)]*\)", " ", text, flags=re.MULTILINE)
    parts = re.split(r"^#+ (.*)$", in_greek(text), flags=re.MULTILINE)
    return list(zip(["", *parts[1::2]], parts[0::2], strict=True))


def sent_to(lesson):
    """The exercises that a lesson sends to at its end: their sources."""
    line = re.search(
        r"^# \*\*Exercises?:\*\*(.*)$", lesson.read_text(encoding="utf-8"), re.MULTILINE
    )
    names = dict.fromkeys(re.findall(r"\bE\d\d", line[1])) if line else ()
    return [EXERCISES / name.lower() / "notebook.py" for name in names]


def pattern(term):
    """What to look for. Letters are met alone and as they are; words also in the plural."""
    if term.kind == LETTERS:
        return re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, term.also))})(?![\w-])")
    forms = "|".join(re.escape(form) for form in (term.name, *term.also))
    return re.compile(rf"(?<![\w-])({forms})(e?s)?(?![\w-])", re.IGNORECASE)


def used_before(term):
    """The first place where a term stands before the heading that explains it, or None."""
    word = pattern(term)
    for lesson in PATHS[: ORDER.index(term.lesson) + 1]:
        for path in (lesson, *(() if term.kind == WORDS else sent_to(lesson))):
            for heading, text in (prose if term.kind == WORDS else everything)(path):
                if (path.stem, heading) == (term.lesson, term.heading):
                    return None
                text = f"{heading}\n{text}"
                found = word.search(text)
                if found:
                    near = text[max(found.start() - 60, 0) :][:120]
                    return f"{path.parent.stem}/{path.stem}, “{heading}”: …{near}…"
    raise AssertionError(f"{term.lesson} has no heading {term.heading!r}")


@pytest.mark.parametrize("term", TERMS, ids=lambda t: t.name)
def test_nothing_is_used_before_it_is_explained(term):
    assert used_before(term) is None


@pytest.mark.parametrize("kind", MUST_HAVE)
def test_the_glossary_has_what_people_look_for(kind):
    entries = [term for term in TERMS if term.kind == kind]
    known = " ".join(" ".join((t.name, *t.also, t.elsewhere)) for t in entries)
    missing = [
        name for name in MUST_HAVE[kind] if not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", known)
    ]
    assert not missing


def test_every_entry_says_what_the_literature_calls_it():
    text = text_of(GLOSSARY)
    assert text.count("\nElsewhere: ") == len(TERMS) == len(re.findall("^### ", text, re.MULTILINE))
    assert all(term.elsewhere and term.means for term in TERMS)


@pytest.mark.parametrize("term", [t for t in TERMS if t.kind == FUNCTIONS], ids=lambda t: t.name)
def test_a_function_is_explained_by_its_formula_and_its_curve(term):
    """In the lesson, from its heading to the next of the same rank."""
    source = (LESSONS / f"{term.lesson}.py").read_text(encoding="utf-8")
    section = source.split(f"# ## {term.heading}\n", 1)[1].split("\n# ## ")[0]
    code = re.sub(r"^#.*$", "", section, flags=re.MULTILINE)
    assert re.search(r"\$.*(frac|/).*\$|max\(", section), "no formula"
    assert "line_plot(" in code and re.search(rf"\b{term.name}\b", code, re.IGNORECASE), "no curve"


@pytest.mark.parametrize("term", TERMS, ids=lambda t: t.name)
def test_where_a_word_is_explained_it_is_used(term):
    whole = text_of(LESSONS / f"{term.lesson}.py")  # with tables: Notation explains in one
    section = whole.split(f" {term.heading}\n", 1)[1].split("\n## ")[0]
    section = " ".join(f"{term.heading} {in_greek(section)}".split())
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
    for kind in (WORDS, FUNCTIONS, LETTERS):
        of_a_kind = [term.name for term in TERMS if term.kind == kind]
        assert of_a_kind == sorted(of_a_kind, key=str.lower)
    assert len(set(names)) == len(names) > 50


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_every_lesson_leads_back_to_its_words(path):
    source = path.read_text(encoding="utf-8")
    message = "run: python -m tools.build.glossary, and build the lesson"
    assert with_words(source, words_line(path.stem)) == source, message
    if any(term.lesson == path.stem for term in TERMS):
        assert source.count("# **Words:** ") == 1
