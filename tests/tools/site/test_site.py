"""The site: what goes in comes out, for everyone, and nothing asks another host."""

import re
from html import unescape
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
from built_site import ROOT, names, page, site

pytest.importorskip("sphinx", reason="Sphinx is not installed: python course.py site brings it")

from rnnlib.exercises.register import all_mistakes, ladder
from tools.launch.trouble import Trouble
from tools.site import build as command
from tools.site import cards, mathml, misconceptions, notebooks, pages, reference, stage
from tools.site.docstrings import to_rst

pytestmark = pytest.mark.slow  # the site is built, once a run

LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
EXERCISES = sorted((ROOT / "exercises").glob("*.ipynb"))
ONE_PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)


def notebook_with(*outputs, first="# A lesson"):
    cell = nbformat.v4.new_code_cell("show()", outputs=list(outputs))
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(first), cell])


def picture_output(**about):
    return nbformat.v4.new_output(
        "execute_result", data={"image/png": ONE_PIXEL}, metadata={"image/png": about}
    )


def modules():
    """The modules of rnnlib that have a page, as the folders hold them: "trace", "views.graph"."""
    house = ROOT / "rnnlib"
    for path in [*house.glob("*.py"), *house.glob("*/*.py")]:
        if "__" not in path.stem and path.parent.name != "old_names":
            yield ".".join(path.relative_to(house).with_suffix("").parts)


# --- pages ----------------------------------------------------------------------------------------


def test_every_notebook_text_and_module_has_its_page():
    wanted = {f"notebooks/{p.stem}.html" for p in LESSONS}
    wanted |= {f"exercises/{p.stem}.html" for p in EXERCISES}
    wanted |= {f"docs/{p.stem}.html" for p in (ROOT / "docs").glob("*.md")}
    wanted |= {f"reference/{name}.html" for name in modules()}
    wanted |= {"index.html", "NOTATION.html", "misconceptions.html", "slides.html", "search.html"}
    assert wanted - set(names()) == set()


def test_no_page_asks_another_host_and_nothing_on_it_is_missing():
    for name in names():
        for address in page(name).loads:
            parts = urlsplit(address)
            assert parts.scheme in ("", "data"), f"{name} loads {address[:100]}"
            if not parts.scheme and parts.path:
                assert (site() / name).parent.joinpath(unquote(parts.path)).exists(), address


def test_every_link_between_pages_leads_to_a_place_that_is_there():
    for name in names():
        for link in page(name).links:
            parts = urlsplit(link)
            if parts.scheme in ("http", "https", "mailto"):
                continue
            target = (site() / name).parent.joinpath(unquote(parts.path) or Path(name).name)
            target = target.resolve()
            assert target.exists(), f"{name} links to {link}"
            there = target.relative_to(site().resolve()).as_posix()
            if parts.fragment and there in names():
                assert unquote(parts.fragment) in page(there).ids, f"{name} links to {link}"


def test_headings_go_down_one_level_at_a_time_from_a_single_title():
    for name in names():
        if name.startswith(("genindex", "py-modindex", "search")):
            continue  # the theme's own pages; axe looks at them
        levels = page(name).headings
        assert levels.count(1) == 1, name
        body = levels[levels.index(1) :]
        assert all(b <= a + 1 for a, b in pairwise(body)), f"{name}: {levels}"


def test_every_stored_picture_is_shown_with_its_alt_text_and_in_words():
    shown = 0
    for path in LESSONS:
        at = page(f"notebooks/{path.stem}.html")
        alts = [image["alt"] for image in at.images if image.get("alt")]
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", ()):
                if "image/png" in output.get("data", {}):
                    alt = output.metadata["image/png"]["alt"]
                    assert alt in alts, f"{path.stem} lost: {alt}"
                    shown += 1
        assert at.text.count("This figure in words") == at.text.count('class="course-figure"')
    assert shown > 20


def test_no_picture_is_without_a_description():
    for name in names():
        for image in page(name).images:
            assert len(image.get("alt") or "") > 20, f"{name}: {image.get('src', '')[:80]}"


def test_every_stepper_and_laboratory_of_a_lesson_is_on_its_page():
    for path in LESSONS:
        stored, shown = path.read_text(encoding="utf-8"), page(f"notebooks/{path.stem}.html").text
        for kind in ("rnn-steps", "rnn-laboratory"):
            assert shown.count(f'<div class="{kind}"') == stored.count(f'<div class=\\"{kind}\\"')
    assert page("index.html").text.count('<div class="rnn-laboratory"') == 1


def test_formulas_are_mathml_and_no_tex_is_left():
    for path in LESSONS:
        text = page(f"notebooks/{path.stem}.html").text
        source = "".join(
            c.source for c in nbformat.read(path, as_version=4).cells if c.cell_type == "markdown"
        )
        formulas = re.findall(r"\$\$.+?\$\$|\$.+?\$", source, re.DOTALL)
        assert text.count("<math ") == len(formulas), path.stem
        assert "mathjax@" not in text.lower() and "katex" not in text.lower()


def test_the_reference_links_every_public_name_to_its_source():
    import rnnlib

    everything = "".join(page(n).text for n in names() if n.startswith("reference/"))
    for public in rnnlib.__all__:
        value = getattr(rnnlib, public)
        home = getattr(value, "__module__", "")
        if home.startswith("rnnlib.") and hasattr(value, "__qualname__"):
            assert f'id="{home}.{public}"' in everything, public
            assert f'_modules/{home.replace(".", "/")}.html#{public}"' in everything, public


def test_the_search_index_knows_lessons_and_library():
    index = (site() / "searchindex.js").read_text(encoding="utf-8")
    assert "notebooks/03a_sentiment_by_hand" in index and "reference/backprop" in index
    assert "reference/pictures.walk" in index


def test_solutions_are_not_on_the_site():
    assert not (site() / "solutions").exists()
    for name in names():
        assert "BEGIN SOLUTION" not in page(name).text or name.startswith(("docs/", "_modules/"))


# --- the parts ------------------------------------------------------------------------------------


def test_a_formula_that_cannot_be_written_is_warned_of_and_shown_as_it_was_typed(caplog):
    from docutils import nodes

    assert mathml._or_warn(nodes.math(text=r"\foo<")) == r"<code>\foo&lt;</code>"
    assert "cannot be written as MathML" in caplog.text


def test_a_picture_becomes_a_figure_with_its_words_twice():
    page_notebook, files = notebooks.prepare(
        notebook_with(picture_output(alt="A line & a <b>", width=10, height=5)), "07_x", "lab 07"
    )
    html = page_notebook.cells[2].outputs[0].data["text/html"]
    assert html.count("A line &amp; a &lt;b&gt;") == 2
    assert 'width="10" height="5"' in html
    (name,) = files
    assert f"figures/{name}" in html and files[name].startswith(b"\x89PNG")
    assert "`python course.py lab 07`" in page_notebook.cells[1].source


@pytest.mark.parametrize("about", [{}, {"alt": ""}, {"alt": "  "}])
def test_a_picture_without_words_stops_the_build(about):
    with pytest.raises(ValueError, match="07_x has no alt text"):
        notebooks.prepare(notebook_with(picture_output(**about)), "07_x", "lab 07")


def test_a_notebook_that_was_never_run_is_a_page_too():
    page_notebook, files = notebooks.prepare(notebook_with(), "E01_x", "start E01")
    assert files == {} and len(page_notebook.cells) == 3


def test_what_follows_the_title_stays_behind_it():
    given = notebook_with(first="# A lesson\n\nText after it.")
    cells = notebooks.prepare(given, "x", "lab")[0].cells
    assert [c.source.splitlines()[0] for c in cells[:1]] == ["# A lesson"]
    assert cells[2].source == "Text after it."
    assert given.cells[0].source == "# A lesson\n\nText after it.", "the notebook was changed"


def test_a_link_to_a_heading_is_written_as_the_site_writes_it():
    given = notebook_with(first="# T\n\n[RNN](14_x.ipynb#Step-2:-the-RNN) and [A](B.ipynb)")
    cells = notebooks.prepare(given, "x", "lab")[0].cells
    assert cells[2].source == "[RNN](14_x.ipynb#step-2-the-rnn) and [A](B.ipynb)"


def test_a_broken_notebook_is_named_in_one_sentence(tmp_path):
    folder = tmp_path / "notebooks"
    folder.mkdir()
    (folder / "09_x.ipynb").write_text("{ not json", encoding="utf-8")
    with pytest.raises(Trouble, match=r"notebooks/09_x\.ipynb cannot become a page"):
        stage.stage_notebooks(folder, tmp_path / "out", "lab {number}")


@pytest.mark.parametrize(
    "given, wanted",
    [
        ("`x` is |x|, not *x", "``x`` is \\|x\\|, not \\*x"),
        ("all of `W`s", "all of ``W``\\ s"),
        ("**bold** stays, z_ does not", "**bold** stays, z\\_ does not"),
        ("Two ways:\n- one\n- two", "Two ways:\n\n- one\n- two"),
        ("By hand\n\n    a     b*", "By hand\n\n\n::\n\n        a     b*"),
        (
            "clip        a length\nrate        another",
            "\n::\n\n    clip        a length\n    rate        another",
        ),
    ],
)
def test_a_docstring_shows_what_it_says(given, wanted):
    assert "\n".join(to_rst(given.split("\n"))).rstrip("\n") == wanted


def test_the_register_folds_the_mistakes_of_a_question_below_its_exercise(tmp_path, monkeypatch):
    run = SimpleNamespace(name="E03.run", exercise="E03")
    mistakes = (
        SimpleNamespace(question=run, name="no past", says="V is *left* out.", experiment="V < 0."),
        SimpleNamespace(question=run, name="late", says="2 * 3 * 4, a `b`", experiment="x"),
    )
    monkeypatch.setattr(misconceptions, "all_mistakes", lambda: mistakes)
    misconceptions.write_register(tmp_path)
    text = (tmp_path / "misconceptions.md").read_text(encoding="utf-8")
    assert text.count("(e03)=\n## E03 · A run over a sentence\n") == 1
    assert "<b>no past</b></p><p>V is <em>left</em> out.</p><p><i>Try:</i> V &lt; 0.</p>" in text
    assert "<p>2 * 3 * 4, a <code>b</code></p>" in text and "know 2 mistakes" in text
    assert "<code>E03.run</code> <span>2 mistakes</span>" in text


def test_every_mistake_of_rnnlib_is_in_the_register_and_open_without_scripts():
    text = page("misconceptions.html").text
    shown = [unescape(name) for name in re.findall(r"<li><p><b>(.*?)</b></p>", text)]
    assert shown == [mistake.name for mistake in all_mistakes()]
    questions = [mistake.question for mistake in all_mistakes()]
    assert text.count('<details class="mistakes" open>') == len(set(questions))
    assert page("misconceptions.html").headings.count(2) == len({q.exercise for q in questions})
    assert '<div class="course-filter" hidden>' in text, "without scripts it would do nothing"


def test_every_lesson_has_a_card_with_its_question_minutes_exercises_and_first_picture():
    at = page("lessons.html")
    pieces = re.findall(r'<li class="course-card">.*?</div>.*?</li>', at.text, re.DOTALL)
    of = {re.search(r'href="notebooks/(\w+)\.html"', piece)[1]: piece for piece in pieces}
    assert sorted(of) == [path.stem for path in LESSONS]
    assert list(of)[-2:] == ["13_review", "14_glossary"], "what one looks up comes last"
    assert at.headings.count(2) == 3 and at.headings.count(3) == len(LESSONS)
    rows = cards.ROW.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(rows) == len(LESSONS)
    for stem, question, minutes in rows:
        assert question.lower() in unescape(of[stem]).lower()
        assert (f"{minutes} minutes" in of[stem]) is minutes.isdecimal()
        lesson = page(f"notebooks/{stem}.html")
        pictures = [i for i in lesson.images if "_static/figures/" in (i.get("src") or "")]
        shown = re.findall(r'<img src="(.*?)" alt="(.*?)"', of[stem], re.DOTALL)
        wanted = [(i["src"].removeprefix("../"), i["alt"]) for i in pictures[:1]]
        assert [(src, unescape(alt)) for src, alt in shown] == wanted


def test_the_cards_of_lessons_and_of_exercises_lead_to_each_other():
    lessons, exercises = page("lessons.html"), page("exercises.html")
    for exercise in ladder():
        assert f"exercises/{exercise.file}.html" in lessons.links, exercise.name
    shown = re.findall(r'<h2><a href="exercises/(\w+)\.html">', exercises.text)
    assert shown == [exercise.file for exercise in ladder()]
    files = [exercise.file for exercise in ladder()]
    assert cards.as_best_done([*sorted(files), "E00_new"]) == [*files, "E00_new"]
    card = exercises.text.partition("E02 · One step of an RNN</a></h2>")[2].partition("</div>")[0]
    assert "One step, one output, for a batch." in card
    assert "20 minutes · 3 points" in card and 'href="notebooks/02_recurrence.html"' in card


def test_a_card_links_the_deck_of_its_lesson_only_if_it_was_built():
    lesson = cards.Lesson("03a_x", "03a · <X>", "why? who?", "", ("E02",), "")
    built, other = (cards.lesson_cards([lesson], {deck}) for deck in ("03a_x", "lecture"))
    assert '<a href="slides/03a_x.html">Slides</a>' in built and "slides/" not in other
    assert "03a · &lt;X&gt;" in built and "<p>Why? Who?</p>" in built and "minutes" not in built


def test_a_list_without_cards_is_a_list_of_links(tmp_path):
    pages.write_list(tmp_path, "teach", ["docs/teaching"])
    assert ":hidden:" not in (tmp_path / "teach.md").read_text(encoding="utf-8")
    pages.write_list(tmp_path, "exercises", [], "cards")
    text = (tmp_path / "exercises.md").read_text(encoding="utf-8")
    assert "There are none" in text and "toctree" not in text and "cards" not in text


def test_decks_are_linked_if_they_were_built_and_else_the_command_is_named(tmp_path):
    decks, target = tmp_path / "slides", tmp_path / "site"
    target.mkdir()
    pages.write_slides(decks, target)
    assert "`python course.py slides`" in (target / "slides.md").read_text(encoding="utf-8")
    decks.mkdir()
    (decks / "03.html").write_text("<title>Sentiment</title>", encoding="utf-8")
    (target / "_extra").rmdir()
    pages.write_slides(decks, target)
    assert '<a href="slides/03.html">Sentiment</a>' in (target / "slides.md").read_text()
    assert (target / "_extra" / "slides" / "03.html").exists()


def test_every_module_is_in_the_reference_once():
    listed = [name for _, found in reference.sections() for name in found]
    assert sorted(listed) == sorted(modules())


def test_the_reference_begins_with_the_text_book_and_each_room_is_a_section():
    (title, book), *rooms = reference.sections()
    assert title == "The text book"
    assert book == ["functions", "cells", "backprop", "trace", "text", "training"]
    assert len(rooms) == len({name.partition(".")[0] for name in modules()} - set(book))
    titles = [heading for heading, _ in rooms]
    assert "What draws: from a trace or its views to a picture with its alt text" in titles
    assert page("reference/index.html").headings.count(2) == len(rooms) + 1


def test_the_reference_shows_no_right_answer_and_no_old_name():
    listed = [name for name in names() if name.startswith("reference/")]
    assert not [n for n in listed if re.search(r"exercises\.e\d\d|old_names", n)]


def test_a_folder_that_is_no_site_is_never_replaced(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Trouble, match="is no site: choose another folder"):
        command.main(["--into", str(tmp_path)])
    assert (tmp_path / "thesis.txt").read_text(encoding="utf-8") == "mine"


# --- with Python beside it -----------------------------------------------------------------------


def test_a_page_can_be_run_only_where_a_jupyterlite_stands_beside_it(tmp_path):
    plain, _ = notebooks.prepare(notebook_with(), "02_recurrence", "lab 02")
    live, _ = notebooks.prepare(notebook_with(), "02_recurrence", "lab 02", lite=True)
    assert "run-here" not in plain.cells[1].source
    assert 'data-notebook="02_recurrence.ipynb" data-lite="../lite/"' in live.cells[1].source
    for lite, holds in ((True, "lite/index.html"), (False, "lite/")):
        pages.write_home(ROOT, tmp_path, lite=lite)
        assert (holds in (tmp_path / "index.md").read_text("utf-8")) is lite


def test_without_a_jupyterlite_the_command_says_what_builds_it(tmp_path, monkeypatch):
    monkeypatch.setattr(command, "run_sphinx", lambda *_: pytest.fail("it was not looked for"))
    with pytest.raises(Trouble, match=r"run `python course\.py lite` first"):
        command.main(["--into", str(tmp_path / "site"), "--lite", str(tmp_path)])


def test_the_jupyterlite_is_put_beside_the_pages(tmp_path, monkeypatch):
    lite = tmp_path / "lite"
    lite.mkdir()
    (lite / "jupyter-lite.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(command, "run_sphinx", lambda sources, made, doctrees: made.mkdir())
    monkeypatch.setattr(command, "stage", lambda root, target, *, lite: None)
    command.main(["--into", str(tmp_path / "site"), "--lite", str(lite)])
    assert (tmp_path / "site" / "lite" / "jupyter-lite.json").is_file()
    assert (tmp_path / "site" / ".nojekyll").is_file()
