"""Slides: what a cell becomes, the lecture's deck, pages that need no network. No browser here."""

import importlib.util
import re

import nbformat
import pytest
from nbformat.v4 import new_output

from rnnlib import ask
from tools.export import fonts
from tools.export.markdown import Piece, pieces
from tools.export.outputs import output_html
from tools.launch.trouble import Trouble
from tools.slides import build
from tools.slides import page as pages
from tools.slides.build import NOTEBOOKS, cells_of, chosen, decks
from tools.slides.deck import MOST_LINES, deck_of
from tools.slides.lecture import lecture_cells

pytestmark = pytest.mark.slow

LONG = "word " * 40


def text(source, kind=None, **metadata):
    if kind:
        metadata["slideshow"] = {"slide_type": kind}
    return nbformat.v4.new_markdown_cell(source, metadata=metadata)


def code(source, kind, *outputs, **metadata):
    metadata["slideshow"] = {"slide_type": kind}
    return nbformat.v4.new_code_cell(source, outputs=list(outputs), metadata=metadata)


def stream(words):
    return nbformat.v4.new_output("stream", text=words)


def picture(alt, width=400, height=300):
    about = {"image/png": {"alt": alt, "width": width, "height": height}}
    return nbformat.v4.new_output("display_data", {"image/png": "aGk="}, metadata=about)


@pytest.fixture(scope="module")
def built():
    return {deck.name: deck for deck in decks()}


# --- what a cell becomes -----------------------------------------------------------------------


def test_each_slide_type_does_what_the_metadata_says():
    cells = [
        text("## One", "slide"),
        text("- shown at a key press", "fragment"),
        text("- there at once", "-"),
        text("only for the lecturer", "notes"),
        text("## Left out", "skip"),
        text("## Left out too"),
        text("## Two", "subslide"),
        text("- x", "-"),
    ]
    one, two = deck_of("demo", cells).slides
    assert (one.title, one.below, two.title, two.below) == ("One", False, "Two", True)
    assert "fragment" in one.blocks[0] and "fragment" not in one.blocks[1]
    assert one.notes == ["<p>only for the lecturer</p>\n"]


def test_long_paragraphs_and_answers_go_to_the_notes():
    asked = "1. Why?\n   <details><summary>Answer</summary>Because of $V$.</details>"
    (slide,) = deck_of("demo", [text(f"## One\n\nShort.\n\n{LONG}\n\n{asked}", "slide")]).slides
    shown, notes = "".join(slide.blocks), "".join(slide.notes)
    assert "Short." in shown and "Why?" in shown
    assert "word word" not in shown and "Because" not in shown
    assert "word word" in notes and "Because" in notes and "<math " in notes


def test_what_stands_before_a_heading_or_question_belongs_to_the_slide_before():
    cells = [
        text("## One\n\n- a", "slide"),
        text("That was one.\n\n## Two\n\n- b", "slide"),
        text("That was two.\n\n> **Predict:** c?", "subslide"),
    ]
    one, two, three = deck_of("demo", cells).slides
    assert "That was one." in one.notes[0] and "That was two." in two.notes[0]
    assert two.title == three.title == "Two" and "question" in three.blocks[0]
    assert "That was" not in "".join(one.blocks + two.blocks + three.blocks)


def test_a_heading_whose_text_is_all_in_the_notes_joins_the_slide_below():
    cells = [
        text(f"## One\n\n{LONG}", "slide", minutes=1),
        code("x", "subslide", stream("5"), minutes=2),
        text("## Two\n\n- b", "slide"),
    ]
    one, two = deck_of("demo", cells).slides
    assert (one.title, one.minutes, one.below, two.title) == ("One", 3, False, "Two")
    assert "word word" in one.notes[0] and "5" in one.blocks[1]


def test_the_paragraph_right_before_a_question_is_shown_for_it_sets_it_up():
    (slide,) = deck_of("demo", [text(f"## One\n\n{LONG}\n\nb {LONG}\n\n> c?", "slide")]).slides
    assert len(slide.notes) == 1 and "b word" in slide.blocks[0] and "question" in slide.blocks[1]


def test_a_table_that_leaves_no_room_has_a_slide_of_its_own():
    def slides(rows):
        table = "| a | b |\n|---|---|\n" + f"| {'word ' * 20} | c |\n" * rows
        return deck_of("demo", [text(f"## One\n\n- b\n\n{table}\n\nd", "slide")]).slides

    assert [len(slide.blocks) for slide in slides(2)] == [3]
    assert [(len(s.blocks), s.title, s.below) for s in slides(7)] == [
        (1, "One", False),
        (2, "One", True),
    ]


def test_choices_stand_below_their_question_and_the_result_comes_with_a_key():
    asked = ask("01 a longer sentence", "it is read", "an error")
    form, result = (
        new_output("display_data", {"text/html": shown._repr_html_(), "text/plain": ""})
        for shown in (asked, asked.reveal(0, 1))
    )
    for setting, slides in (("short", 1), ("word " * 80, 2)):
        cells = [
            text(f"## One\n\n- {setting}\n\n> **Predict:** what comes?", "slide"),
            code('longer = ask("01 a longer sentence", …)', "subslide", form),
            code("longer.reveal(failed, not failed)", "fragment", result),
        ]
        found = deck_of("demo", cells).slides
        assert len(found) == slides
        assert "question" in found[0].blocks[1]
        assert found[0].blocks[2].startswith('<div class="block prediction">')
        assert found[-1].blocks[-1].startswith('<div class="block prediction fragment">')
        assert "longer = ask" not in "".join(found[0].blocks)


def test_a_script_has_no_words():
    assert Piece("html", "<p>two words</p><script>var a = 1 + 1</script>").words == 2


@pytest.mark.parametrize(
    ("words", "short"),
    [("x" * 70, True), ("x" * 71, False), ("x\n" * 9, True), ("x\n" * 10, False), ("<" * 70, True)],
)
def test_short_output_is_marked_so_that_it_is_written_larger(words, short):
    (slide,) = deck_of("demo", [code("print()", "slide", stream(words))]).slides
    assert ("short" in slide.blocks[-1]) == short


def test_a_word_to_our_own_tools_is_not_on_a_slide():
    told = code("draw()  # noqa: B023", "slide", stream("5"))
    assert "draw" in deck_of("demo", [told]).slides[0].blocks[0]
    assert "noqa" not in deck_of("demo", [told]).slides[0].blocks[0]


def test_a_heading_with_nothing_below_it_shows_its_first_paragraph():
    (slide,) = deck_of("demo", [text(f"## Break\n\n{LONG}\n\n{LONG}", "slide")]).slides
    assert len(slide.blocks) == len(slide.notes) == 1


@pytest.mark.parametrize(("lines", "shown"), [(1, True), (12, True), (13, False)])
def test_code_longer_than_a_slide_stays_in_the_notebook(lines, shown):
    source = "\n".join(f"a{i} = {i}" for i in range(lines))
    cells = [text("## One", "slide"), code(source, "-", stream("done"))]
    (slide,) = deck_of("demo", cells).slides
    html = "".join(slide.blocks)
    assert ('class="code"' in html) == shown and "done" in html


def test_code_is_left_out_where_a_picture_is_looked_at_and_where_the_cell_says_so():
    looked_at = code("draw()", "-", picture("a picture of something"))
    told = code("print(5)", "-", stream("5"), tags=["hide-input"])
    (slide,) = deck_of("demo", [text("## One", "slide"), looked_at, told]).slides
    html = "".join(slide.blocks)
    assert "draw" not in html and "print" not in html
    assert 'alt="a picture of something"' in html


@pytest.mark.parametrize(("width", "layout"), [(300, "beside"), (800, "wide")])
def test_a_tall_picture_stands_beside_the_text(width, layout):
    cells = [text("## One", "slide"), code("p", "-", picture("picture of x", width, 500))]
    assert deck_of("demo", cells).slides[0].layout == layout


def test_common_mistakes_are_in_the_notes_of_the_first_slide():
    cells = [text("# A\n\n- b", "slide"), text("## Common mistakes\n\n- *the sum*", "slide")]
    assert "the sum" in "".join(deck_of("demo", cells).slides[0].notes)


def test_a_wrong_slide_type_and_a_deck_without_beginning_are_named():
    with pytest.raises(Trouble, match=r"no slide type 'slid'; choose one of slide, subslide"):
        deck_of("demo", [text("## One", "slid")])
    with pytest.raises(Trouble, match="first cell of a deck must be a slide, it is 'fragment'"):
        deck_of("demo", [text("- a", "fragment")])
    assert deck_of("demo", [text("## One")]) is None


# --- shared pieces -----------------------------------------------------------------------------


def test_the_pieces_of_a_text_are_in_order_and_a_formula_is_one_word():
    found = pieces("# A\n\nb $x + y$ c\n\n> d\n\n| e |\n|---|\n| f |")
    assert [p.kind for p in found] == ["heading", "paragraph", "blockquote", "table"]
    assert [p.words for p in found] == [1, 3, 1, 2]


def test_a_picture_without_alt_text_is_refused():
    with pytest.raises(Trouble, match="no alt text"):
        output_html(picture(" "))


def test_output_is_text_and_never_html_of_its_own():
    assert output_html(stream("<b>1 & 2</b>")) == (
        '<pre class="output">&lt;b&gt;1 &amp; 2&lt;/b&gt;</pre>'
    )


# --- the lecture -------------------------------------------------------------------------------


def lecture_with(tmp_path, cell):
    path = tmp_path / "lecture.py"
    path.write_text(cell, encoding="utf-8")
    return lecture_cells(path, NOTEBOOKS)


def test_a_code_cell_of_the_lecture_stands_for_the_built_cell(tmp_path):
    (cell,) = lecture_with(
        tmp_path, '# %% lesson="03a" minutes=2\nwalkthrough(trace, words, t=2)\n'
    )
    theirs = [
        c for c in cells_of(NOTEBOOKS / "03a_sentiment_by_hand.ipynb") if c.source == cell.source
    ]
    assert cell.outputs == theirs[0].outputs and cell.outputs
    assert cell.metadata["minutes"] == 2


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("# %%\nx\n", "lesson='', which fits 0 notebooks"),
        ('# %% lesson="0"\nx\n', "lesson='0', which fits"),
        ('# %% lesson="03a"\nno_such_line()\n', "0 cells of lesson 03a_sentiment_by_hand end"),
        ('# %% lesson="02"\n)\n', "repeat the last statement of exactly one cell"),
    ],
)
def test_a_cell_of_the_lecture_that_fits_no_cell_or_several_is_named(tmp_path, cell, says):
    with pytest.raises(Trouble, match=re.escape(says)):
        lecture_with(tmp_path, cell)


def test_the_lecture_takes_about_45_minutes_and_follows_the_order_of_the_lecture(built):
    lecture = built["lecture"]
    assert 42 <= lecture.minutes <= 48
    titles = " | ".join(slide.title for slide in lecture.slides)
    parts = [
        "Motivation", "dense net", "one-hot", "One more set: V", "t = 0", "t = 1", "t = 2", "t = 3",
        "t = 4", "prediction", "Parameter sharing", "Use cases", "Computational graph", "Folded",
        "Unfolded", "From the dense net to the RNN", "magnifying glass", "from the output",
        "Sequence to one",
    ]  # fmt: skip
    places = [titles.index(part) for part in parts]
    assert places == sorted(places)


def test_every_slide_of_the_lecture_has_minutes_a_question_and_wrong_answers(built):
    for slide in built["lecture"].slides[2:]:
        notes = "".join(slide.notes)
        assert 0.5 <= slide.minutes <= 2.5, slide.title
        assert "<strong>Ask" in notes and "<strong>Wrong answers" in notes, slide.title


def test_the_decks_of_the_lessons_take_the_minutes_that_the_lessons_state(built):
    for name, deck in built.items():
        stated = re.search(r"\*\*Time:\*\* (\d+)", cells_of(chosen()[name])[0].source)
        if stated:
            assert deck.minutes == int(stated[1]), name


# --- the pages ---------------------------------------------------------------------------------


def test_there_is_a_deck_for_every_lesson_of_the_lecture(built):
    numbers = (
        "00_ 01_ 02_ 03a 03b 03c 04_ 05a 05b 05c 06_ 07_ 08_ 09_ 10a 10b 11_ 12_ 15_ 16_".split()
    )
    assert [name[:3] for name in built] == [*numbers, "lec"]


def test_a_lesson_without_slides_is_named_with_the_reason(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(build, "ROOT", tmp_path)
    monkeypatch.setattr(build, "SLIDES", tmp_path / "slides")
    build.main(["13", "14"])
    said = capsys.readouterr().out
    assert re.findall(r"^(\w+): no deck, no cell of it says", said, flags=re.MULTILINE) == [
        "13_review",
        "14_glossary",
    ]


def test_no_slide_shows_more_than_twelve_lines_of_code(built):
    for deck in built.values():
        for slide in deck.slides:
            for block in slide.blocks:
                for shown in re.findall(r'<pre class="code">(.*?)</pre>', block, flags=re.DOTALL):
                    assert len(shown.splitlines()) <= MOST_LINES, (deck.name, slide.title)


def test_a_page_asks_for_nothing_is_the_same_each_time_and_is_small(built):
    for deck in built.values():
        html = pages.page(deck)
        bare = re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)
        assert "<link" not in bare and "@import" not in bare
        addresses = re.findall(r"""(?:src|srcset|poster)=["']([^"']{12})""", bare)
        addresses += re.findall(r"url\(['\"]?([^)]{12})", bare)
        assert [a for a in addresses if not a.startswith("data:")] == []
        assert len(html.encode()) < 8_000_000
        assert html.count("</script>") == 3 + len(re.findall(r'<div class="rnn-\w+" role', html))
    fonts._cut.cache_clear()
    assert pages.page(deck) == html


def test_every_slide_has_a_heading_and_every_picture_an_alt_text(built):
    for deck in built.values():
        html = re.sub(r"<script>.*?</script>", "", pages.page(deck), flags=re.DOTALL)
        sections = re.findall(
            r'<section[^>]*><div class="slide.*?</section>', html, flags=re.DOTALL
        )
        assert len(sections) == len(deck.slides)
        for section in sections:
            assert re.search(r"<h[12]>[^<]*\S", section), deck.name
        for tag in re.findall(r"<img [^>]*>", html):
            assert len(re.search(r'alt="([^"]*)"', tag)[1]) > 20


def test_a_stepper_on_a_slide_is_the_one_of_the_notebook(built):
    html = pages.page(built["lecture"])
    for stem, end in (("03a_", "step_through(trace, words)"), ("06_c", "step_backward(trace)")):
        path = next(NOTEBOOKS.glob(f"{stem}*.ipynb"))
        cells = nbformat.read(path, as_version=4).cells
        (cell,) = (c for c in cells if c.cell_type == "code" and c.source.endswith(end))
        assert cell.outputs[0].data["text/html"] in html


def test_a_lesson_that_is_not_there_is_named():
    with pytest.raises(Trouble, match=r"There is no notebook '99'; there are: 00, 01, "):
        list(decks(["99"]))
    assert [deck.name for deck in decks(["3a", "5a"])] == [
        "03a_sentiment_by_hand",
        "05a_one_answer_or_one_input",
    ]


def test_without_reveal_the_remedy_is_named(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Trouble, match=r"sphinx-revealjs.*missing: run python course\.py slides"):
        pages.reveal_folder()
