"""Where the laboratory lives: in JupyterLab, heard by a kernel, reopened, untrusted; a slide."""

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import nbformat
import pytest
from browser import command, jupyterlab, open_notebook, page
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from rnnlib import lecture_example

pytestmark = [
    pytest.mark.browser,
    pytest.mark.long,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # playwright's own pipes
]
ROOT = Path(__file__).resolve().parents[2]
NAME, UNTRUSTED = "laboratory.ipynb", "untrusted.ipynb"
CODE = (
    "from rnnlib import *\nmodel, words = lecture_example()",
    'explore(model, Vocabulary(words), "This is good news.")',
    'explore(*trained_example(), "This is not good news.", challenge="one word")',
    "'the end'",
    'lab = explore(model, Vocabulary(words), "This is good news.")\nlab.live()',
    "print(lab.model.V[0, 1], lab.model.V[1, 0] == model.V[1, 0], lab.sentence)",
)
STATE = """() => { const shown = jupyterapp.shell.currentWidget.content
  return {active: shown.activeCellIndex, mode: shown.mode, cells: shown.widgets.length,
          runs: shown.widgets.map(w => w.model.executionCount || 0)} }"""


class Notebook:
    """A notebook with laboratories in a JupyterLab that can be shut down and started again."""

    def __init__(self, folder):
        cells = [new_markdown_cell("# Laboratories"), *map(new_code_cell, CODE)]
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        notebook = new_notebook(cells=cells, metadata={"kernelspec": kernel})
        nbformat.write(notebook, folder / NAME)
        self.folder, self.open_things = folder, ExitStack()
        self.start(trust=True)
        command(self.tab, "notebook:run-all-cells")
        self.tab.wait_for_function(f"({STATE})().runs.slice(1).every(n => n > 0)")

    def start(self, trust):
        self.address = self.open_things.enter_context(jupyterlab(self.folder, trust))
        self.tab = self.open_things.enter_context(page(1280, 720))
        open_notebook(self.tab, self.address, NAME)

    def shut_down(self):
        self.open_things.close()

    def state(self):
        return self.tab.evaluate(STATE)

    def laboratory(self, number):
        found = self.tab.locator(".jp-CodeCell").nth(number).locator(".rnn-laboratory")
        found.scroll_into_view_if_needed()
        return found

    def press(self, key, what):
        """Press a key, and wait until `what` holds of the state s, given the state before."""
        before = self.state()
        self.tab.keyboard.press(key)
        self.tab.wait_for_function(f"b => {{ const s = ({STATE})(); return {what} }}", arg=before)


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    opened = Notebook(tmp_path_factory.mktemp("laboratories"))
    yield opened
    opened.shut_down()


def part(laboratory, what):
    return {
        "number": laboratory.get_by_role("spinbutton", name="V from unit 0 to unit 1"),
        "state": laboratory.get_by_role("button", name="state of unit 1 after news"),
        "word": laboratory.get_by_role("button", name="word 2: good"),
        "field": laboratory.get_by_role("textbox", name="Sentence"),
        "sentence": laboratory.locator(".lab-said"),
    }[what]


@pytest.mark.parametrize("what", ["number", "state", "word", "field", "sentence"])
def test_the_cell_is_run_by_the_keys_of_the_notebook_wherever_one_clicked(notebook, what):
    part(notebook.laboratory(1), what).click()
    notebook.press("Control+Enter", "s.runs[2] > b.runs[2] && s.active == b.active")
    part(notebook.laboratory(1), what).click()
    notebook.press("Shift+Enter", "s.runs[2] > b.runs[2] && s.active == b.active + 1")


def test_its_own_keys_change_a_number_and_leave_the_notebook_where_it_is(notebook):
    laboratory = notebook.laboratory(1)
    part(laboratory, "number").click()
    before = notebook.state()
    for key in ("ArrowDown", "ArrowRight", "ArrowLeft", "PageDown", "0", ".", "2", "Enter"):
        notebook.tab.keyboard.press(key)
    said = laboratory.locator(".lab-said")
    said.get_by_text("V from unit 0 to unit 1").wait_for()
    notebook.tab.keyboard.press("Control+z")
    said.get_by_text("Taken back.").wait_for()
    part(laboratory, "field").fill("")
    notebook.tab.keyboard.type("This is dd")  # letters that are commands of the notebook
    said.get_by_text("does not know the word ‘dd’").wait_for()
    assert notebook.state() == before
    notebook.tab.keyboard.press("Escape")
    notebook.press("b", "s.cells == b.cells + 1")
    notebook.tab.keyboard.press("d")
    notebook.press("d", "s.cells == b.cells - 1")


def printed(notebook, cell, text):
    """Run a cell until it prints this: the page and the kernel send each other letters."""
    shown = notebook.tab.locator(".jp-CodeCell").nth(cell).locator(".jp-OutputArea-output")
    for _ in range(100):
        if text in shown.inner_text():
            return
        notebook.tab.evaluate(
            """async cell => { const shown = jupyterapp.shell.currentWidget.content
              shown.activeCellIndex = cell + 1
              await jupyterapp.commands.execute("notebook:run-cell") }""",
            cell,
        )
        shown.wait_for()
    pytest.fail(f"never printed {text!r}, but {shown.inner_text()!r}")


def test_the_kernel_has_the_numbers_and_the_words_that_were_touched(notebook):
    laboratory = notebook.laboratory(4)
    began = lecture_example()[0].V[0, 1]
    printed(notebook, 5, f"{began} True This is good news")
    part(laboratory, "number").focus()
    notebook.tab.keyboard.press("ArrowUp")
    printed(notebook, 5, f"{round(began + 0.1, 3)} True This is good news")
    part(laboratory, "number").focus()  # the cell that was run has taken it
    notebook.tab.keyboard.press("0")
    notebook.tab.keyboard.press("Enter")
    part(laboratory, "field").fill("good news")
    printed(notebook, 5, "0.0 True good news")
    laboratory.get_by_role("button", name="Reset").click()
    printed(notebook, 5, f"{began} True This is good news")


def test_saved_shut_down_and_opened_again_it_is_alive(notebook):
    command(notebook.tab, "docmanager:save")
    notebook.shut_down()
    stored = nbformat.read(notebook.folder / NAME, as_version=4)
    stored.cells[0].source = "# Somebody else's, so nobody here has run it"
    nbformat.write(stored, notebook.folder / UNTRUSTED)
    notebook.start(trust=False)
    laboratory = notebook.laboratory(2)
    laboratory.get_by_role("button", name="word 2: not").click()
    laboratory.get_by_role("button", name="Leave it out").click()
    laboratory.locator(".lab-answer").get_by_text("positive").wait_for()
    laboratory.locator(".lab-met").wait_for()
    assert "widgets" not in stored.metadata
    (output,) = stored.cells[5].outputs
    assert set(output.data) == {"text/plain", "text/html"}
    part(notebook.laboratory(4), "number").focus()
    notebook.tab.keyboard.press("ArrowUp")
    notebook.laboratory(4).locator(".lab-said").get_by_text("V from unit 0 to unit 1").wait_for()


def test_a_notebook_that_is_not_trusted_shows_a_first_look_and_says_how_to_go_on(notebook):
    open_notebook(notebook.tab, notebook.address, UNTRUSTED)
    shown = notebook.tab.locator(".jp-CodeCell").nth(1).locator(".jp-RenderedHTML")
    shown.get_by_text("This is a first look. To touch the network, trust this notebook").wait_for()
    assert shown.locator("td").count() == 20
    assert shown.locator("button, input, script").count() == 0


def test_on_a_slide_its_keys_turn_no_page_and_a_remote_control_does(tmp_path):
    command_line = [sys.executable, "-m", "tools.slides.build", "00"]
    subprocess.run(command_line, cwd=ROOT, check=True, capture_output=True)
    with page(1280, 720) as tab:
        tab.goto((ROOT / "build" / "slides" / "00_start_here.html").as_uri())
        tab.evaluate("""() => { const all = Reveal.getSlides();
          const i = all.findIndex(s => s.querySelector('.rnn-laboratory'));
          const { h, v } = Reveal.getIndices(all[i]); Reveal.slide(h, v) }""")
        at = tab.evaluate("Reveal.getIndices()")
        tab.keyboard.press("Enter")
        for key in ("ArrowUp", "ArrowRight", "ArrowDown", "ArrowDown"):
            tab.keyboard.press(key)
        laboratory = tab.locator("section.present .rnn-laboratory")
        laboratory.locator(".lab-said").get_by_text("V from unit 0 to unit 2").wait_for()
        laboratory.get_by_role("button", name="state of unit 1 after news").click()
        laboratory.locator(".lab-why").wait_for()
        assert tab.evaluate("Reveal.getIndices()") == at
        sizes = laboratory.evaluate("""e => [...e.querySelectorAll('*')]
          .filter(n => n.offsetHeight)
          .filter(n => [...n.childNodes].some(c => c.nodeType == 3 && c.data.trim()))
          .filter(n => !n.closest('.lab-voice, .lab-head > strong'))
          .map(n => parseFloat(getComputedStyle(n).fontSize))""")
        assert min(sizes) >= 18, "letters that the last row cannot read"
        tab.keyboard.press("PageDown")
        assert tab.evaluate("Reveal.getIndices()") != at
