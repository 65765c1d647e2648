"""What a learner finds in the browser: the copies of my_work, and the page of one's work.

The rules of the page run in Chromium here, on the page itself, without Python in it.
"""

import io
import json
import zipfile
from pathlib import Path

import browser
import pytest
from built_site import ROOT

from tools.grading import submissions
from tools.launch.trouble import Trouble
from tools.launch.work import learners_edition
from tools.lite import contents

NAME = "E02_one_step.ipynb"
in_chromium = pytest.mark.browser


def a_notebook(*texts, **more):
    code = {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], **more}
    cells = [code | {"source": text} for text in texts]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def test_a_learner_gets_the_copies_that_the_launcher_makes(tmp_path):
    found = contents.put_contents(ROOT, tmp_path / "files")
    for folder in ("notebooks", "exercises"):
        for path in (ROOT / folder).glob("*.ipynb"):
            copy = tmp_path / "files" / "my_work" / path.name
            assert copy.read_bytes() == learners_edition(path)
    by_name = {known.name: known for known in found}
    assert by_name[NAME].title == "E02 · One step of an RNN" and by_name[NAME].minutes == 20
    assert "E02.step" in by_name[NAME].questions
    assert by_name["02_recurrence.ipynb"].questions == ()
    assert len(by_name) == len(list((tmp_path / "files" / "my_work").iterdir()))


def test_without_notebooks_the_command_says_what_to_do(tmp_path):
    with pytest.raises(Trouble, match=r"run `python course\.py build` first"):
        contents.put_contents(tmp_path, tmp_path / "out")


def test_no_notebook_has_a_line_that_is_only_for_the_browser():
    words = ("piplite", "micropip", "pyodide", "emscripten", "jupyterlite")
    for folder in ("notebooks", "exercises", "solutions"):
        for path in (ROOT / folder).glob("*.ipynb"):
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            code = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
            assert [word for word in words if word in code.lower()] == [], path.name


# --- the rules of my_work, in a browser ----------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    for app in ("lab", "notebooks"):
        (folder / app).mkdir()
        (folder / app / "index.html").write_text("<head></head>", encoding="utf-8")
        (folder / app / "favicon.ico").touch()
    known = contents.put_contents(ROOT, folder / "files")
    contents.put_page(folder, known, reviews=False)
    return folder


@pytest.fixture(scope="module")
def shared(site):
    with browser.served(site) as host, browser.page() as tab:
        tab.goto(f"{host}/index.html")
        yield tab


@pytest.fixture
def tab(shared):
    """The page of one's work with nothing in the storage, and its module `work` at hand."""
    shared.evaluate("localStorage.clear()")
    shared.evaluate("""async () => {
        window.work = await import(new URL('work.js', location))
        window.zip = await import(new URL('zip.js', location))
        for (const name of await work.names()) await work.remove(name)
    }""")
    shared.reload()
    shared.wait_for_selector("body[data-ready]")
    shared.evaluate("""async () => {
        window.work = await import(new URL('work.js', location))
        window.zip = await import(new URL('zip.js', location))
    }""")
    return shared


def update(tab, notebook):
    """The rules, with an edition of one notebook as the site's present one."""
    known = {"name": NAME, "edition": contents.edition(notebook["cells"])}
    return tab.evaluate("known => work.bringUpToDate([known])", known)


def write(tab, notebook, name=NAME):
    tab.evaluate("([name, notebook]) => work.write(name, notebook)", [name, notebook])


def there(tab):
    return sorted(tab.evaluate("work.names()"))


@in_chromium
def test_browser_and_python_name_each_edition_alike(tab):
    odd = a_notebook("ünï", "", " \n", "z = '\U0001d54f \\u2028'\n")
    assert tab.evaluate("n => work.edition(n)", odd) == contents.edition(odd["cells"])
    wrong = """async () => {
        const wrong = []
        for (const {name, edition} of await work.course())
            if (work.edition(await work.fromSite(name)) !== edition) wrong.push(name)
        return wrong
    }"""
    assert tab.evaluate(wrong) == []
    assert tab.evaluate("[null, {}, {cells: 3}].map(work.edition)") == [None] * 3


@in_chromium
def test_a_copy_that_was_only_run_follows_the_new_edition(tab):
    first, second = a_notebook("a = 1"), a_notebook("a = 2")
    assert update(tab, first) == []
    write(tab, a_notebook("a = 1", "", execution_count=3))
    (line,) = update(tab, second)
    assert "follows the new edition" in line and there(tab) == []


@in_chromium
def test_a_changed_copy_stays_and_the_new_edition_is_put_beside_it_once(tab):
    first, second, mine = a_notebook("a = 1"), a_notebook("a = 2"), a_notebook("a = 1 + mine")
    update(tab, first)
    write(tab, mine)
    assert update(tab, first) == [], "there is nothing new"
    (line,) = update(tab, second)
    beside = f"E02_one_step.new-{contents.edition(second['cells'])[:6]}.ipynb"
    assert "was not touched" in line and there(tab) == sorted([NAME, beside])
    assert tab.evaluate("name => work.read(name)", NAME) == mine
    tab.evaluate("name => work.remove(name)", beside)
    assert update(tab, second) == [] and there(tab) == [NAME], "it is offered once"


@in_chromium
def test_where_the_record_is_lost_every_change_counts(tab):
    update(tab, a_notebook("a = 1"))
    write(tab, a_notebook("a = 1"))
    tab.evaluate("localStorage.clear()")
    (line,) = update(tab, a_notebook("a = 2"))
    assert "was not touched" in line and NAME in there(tab)


@in_chromium
def test_beginning_again_keeps_the_copy_under_another_name(tab):
    write(tab, a_notebook("mine"))
    tab.reload()
    tab.wait_for_selector("body[data-ready]")
    row = tab.locator(f'[data-name="{NAME}"]')
    assert row.locator(".state").inner_text() == "begun"
    row.get_by_role("button", name="begin again").click()
    tab.get_by_text("begins anew").wait_for()
    kept = tab.locator("#others a").inner_text()
    assert kept.startswith("E02_one_step_kept_2") and row.locator(".state").inner_text() == ""


@in_chromium
def test_how_far_one_is_stands_beside_each_notebook(tab):
    right = "\n".join(f"✓ {name}: right" for name in ("E02.step", "E02.output"))
    output = {"output_type": "execute_result", "data": {"text/plain": right}, "metadata": {}}
    write(tab, a_notebook("check", outputs=[output], execution_count=1))
    write(tab, a_notebook("a", execution_count=1), "02_recurrence.ipynb")
    half = a_notebook("a", "b")
    half["cells"][0]["execution_count"] = 1
    write(tab, half, "04_parameter_sharing.ipynb")
    tab.reload()
    tab.wait_for_selector("body[data-ready]")
    states = [
        tab.locator(f'[data-name^="{name}"] .state').inner_text() for name in ("E02", "02", "04")
    ]
    assert states == ["solved", "done", "1 of 2 cells run"]


@in_chromium
def test_all_work_goes_out_as_one_zip_that_the_grader_takes(tab, tmp_path):
    tab.locator("#download").click()
    tab.get_by_text("There is nothing yet").wait_for()
    write(tab, a_notebook("def step(): 'ü'"))
    write(tab, a_notebook("a = 1"), "02_recurrence.ipynb")
    with tab.expect_download() as taken:
        tab.locator("#download").click()
    path = tmp_path / "Eva.zip"
    taken.value.save_as(path)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert json.loads(archive.read(f"my_work/{NAME}")) == a_notebook("def step(): 'ü'")
    (found,) = submissions.find(tmp_path)
    (alone,) = submissions.find(path)
    assert found.student == "Eva" and found.problems == alone.problems == ()
    assert submissions.read(found).cells == {"E02": ("def step(): 'ü'",)}


@in_chromium
def test_a_zip_brings_work_back_and_replaces_nothing_that_was_changed(tab):
    theirs = a_notebook("theirs")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in (NAME, "E03_run.ipynb", "own.ipynb"):
            archive.writestr(f"my_work/{name}", json.dumps(theirs))
        archive.writestr("my_work/spoilt.ipynb", "{")
    write(tab, a_notebook("mine"))
    name = next(p.name for p in Path(ROOT / "exercises").glob("E03*"))
    as_it_came = json.loads(learners_edition(ROOT / "exercises" / name))
    write(tab, as_it_came, "E03_run.ipynb")
    for _ in range(2):
        tab.locator("#upload").set_input_files(
            {"name": "w.zip", "mimeType": "application/zip", "buffer": packed.getvalue()}
        )
        tab.get_by_text("spoilt.ipynb cannot be read").wait_for()
    assert tab.evaluate("name => work.read(name)", NAME) == a_notebook("mine")
    assert tab.evaluate("name => work.read(name)", "own.ipynb") == theirs
    beside = [name for name in there(tab) if "_uploaded_" in name and name.startswith("E02")]
    assert beside and tab.evaluate("name => work.read(name)", beside[0]) == theirs
    tab.locator("#upload").set_input_files(
        {"name": "w.zip", "mimeType": "application/zip", "buffer": b"no zip at all" * 9}
    )
    tab.get_by_text("This is no zip file").wait_for()
