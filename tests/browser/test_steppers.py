"""Steppers as a person meets them in a notebook: run, in view, stepped, saved, opened again.

In JupyterLab, and with --long in Notebook 7 too.
"""

from contextlib import ExitStack

import nbformat
import pytest
from browser import command, jupyterlab, open_notebook, page
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # playwright's own pipes
]
NAME, UNTRUSTED = "steppers.ipynb", "untrusted.ipynb"
SIZES = ((1440, 900), (1366, 768), (1280, 720))
FIRST = """import numpy as np
from rnnlib import *
model, words = lecture_example()
trace = record(model, Vocabulary(words).one_hot(words), read="last")
names = "the food is awful but film great good bad not never news this a was".split()
large = Vocabulary(("<unk>", "<eos>", *names))
net = RNN.initialise(len(large), 16, 1, rng=np.random.default_rng(3))
tiny = RNN.initialise(1, 1, 1, rng=np.random.default_rng(0))
short = record(tiny, np.ones((3, 1)), y=np.ones((3, 1)), loss=binary_cross_entropy)"""
STEPPERS = (
    "step_through(trace, words)",
    'read_along(net, large, "This is not good news.")',
    'own_sentence(net, large, start="The food is awful but the sushi is great.")',
    "fold_and_unfold(short)",
    "step_forward(short)",
    "step_backward(short)",
    "step_ledger(short)",
)
PREDICTION = ('first = ask("01 x", "this", "that")', "first.reveal(True, False)")
# Of the stepper below the code cell of this number: where it is in the window of the notebook.
PLACE = """number => {
  const cells = jupyterapp.shell.currentWidget.content.widgets
  const cell = cells.filter(cell => cell.model.type == 'code')[number]
  const stepper = cell.node.querySelector('.rnn-steps')
  if (!stepper || cell.model.executionState == 'running') return null
  const box = stepper.getBoundingClientRect()
  const window = cell.node.closest('.jp-WindowedPanel-outer').getBoundingClientRect()
  const pictures = [...stepper.querySelectorAll('img')].filter(e => e.offsetHeight)
  return {above: box.top - window.top, below: window.bottom - box.bottom,
          scale: pictures.map(e => e.height / e.getAttribute('height'))}
}"""
STATE = """() => { const shown = jupyterapp.shell.currentWidget.content
  return {active: shown.activeCellIndex, mode: shown.mode, cells: shown.widgets.length,
          runs: shown.widgets.map(w => w.model.executionCount || 0)} }"""


class Notebook:
    """A notebook of steppers in an application that can be shut down and started again."""

    def __init__(self, folder, application):
        code = [FIRST, *STEPPERS, *PREDICTION, "'the end'"]
        cells = [new_markdown_cell("# Steppers"), *map(new_code_cell, code)]
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        notebook = new_notebook(cells=cells, metadata={"kernelspec": kernel})
        nbformat.write(notebook, folder / NAME)
        self.folder, self.application, self.open_things = folder, application, ExitStack()
        self.start(trust=True)
        command(self.tab, "notebook:run-all-cells")
        self.tab.wait_for_function(f"({STATE})().runs.slice(1).every(n => n > 0)")

    def start(self, trust):
        server = jupyterlab(self.folder, trust, self.application)
        self.address = self.open_things.enter_context(server)
        self.tab = self.open_things.enter_context(page(*SIZES[0]))
        self.open(NAME)

    def open(self, name):
        open_notebook(self.tab, self.address, name)

    def shut_down(self):
        self.open_things.close()

    def state(self):
        return self.tab.evaluate(STATE)

    def press(self, key, what):
        """Press a key, and wait until `what` holds of the state s, given the state before."""
        self.tab.wait_for_function("document.activeElement.closest('.jp-Notebook .jp-Cell')")
        before = self.state()
        self.tab.keyboard.press(key)
        self.tab.wait_for_function(f"b => {{ const s = ({STATE})(); return {what} }}", arg=before)

    def stepper(self, number):
        """The stepper below its code cell."""
        found = self.tab.locator(".jp-CodeCell").nth(number).locator(".rnn-steps")
        found.scroll_into_view_if_needed()
        return found


@pytest.fixture(
    scope="module", params=["jupyterlab", pytest.param("notebook", marks=pytest.mark.long)]
)
def notebook(request, tmp_path_factory):
    if request.param == "notebook":
        pytest.importorskip("notebook")
    opened = Notebook(tmp_path_factory.mktemp("lab"), request.param)
    yield opened
    opened.shut_down()


@pytest.mark.parametrize("size", SIZES)
def test_what_was_just_run_is_all_in_view_and_can_be_read(notebook, size):
    tab = notebook.tab
    tab.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    command(tab, "notebook:clear-all-cell-outputs")
    tab.locator(".jp-CodeCell .jp-InputPrompt").first.click()
    tab.keyboard.press("Shift+Enter")
    for number in range(1, 1 + len(STEPPERS)):
        tab.keyboard.press("Shift+Enter")
        whole = f"n => {{ const at = ({PLACE})(n); return at && at.above >= 0 && at.below >= 0 }}"
        tab.wait_for_function(whole, arg=number)
        at = tab.evaluate(PLACE, number)
        assert min(at["scale"], default=1) >= 0.7, (STEPPERS[number - 1], at)


@pytest.mark.parametrize("what", ["slider", "button", "picture", "sentence"])
def test_the_keys_of_the_notebook_work_after_a_click_on_a_stepper(notebook, what):
    def click():
        stepper = notebook.stepper(1)
        clicked = {
            "slider": stepper.get_by_label("step", exact=True),
            "button": stepper.get_by_role("button", name="Play"),
            "picture": stepper.locator("img:visible"),
            "sentence": stepper.locator(".rnn-said"),
        }
        clicked[what].click()

    click()
    assert notebook.state()["mode"] == "command" and notebook.state()["active"] == 2
    notebook.press("b", "s.cells == b.cells + 1 && s.active == b.active + 1")
    notebook.press("d", "true")
    notebook.press("d", "s.cells == b.cells - 1")
    click()
    notebook.press("a", "s.cells == b.cells + 1 && s.active == b.active")
    notebook.press("d", "true")
    notebook.press("d", "s.cells == b.cells - 1")
    click()
    notebook.press("Enter", "s.mode == 'edit'")
    notebook.press("Escape", "s.mode == 'command' && s.active == b.active")
    click()
    notebook.press("Control+Enter", "s.runs[2] > b.runs[2] && s.active == b.active")
    click()
    notebook.press("Shift+Enter", "s.runs[2] > b.runs[2] && s.active == b.active + 1")


def test_the_keys_of_a_stepper_step_it_and_leave_the_notebook_where_it_is(notebook):
    stepper = notebook.stepper(1)
    stepper.get_by_role("button", name="one step on").click()
    before, said = notebook.state(), stepper.locator(".rnn-said")
    for key, t in (("ArrowRight", 2), ("ArrowLeft", 1), ("ArrowUp", 2), ("ArrowDown", 1)):
        notebook.tab.keyboard.press(key)
        said.get_by_text(f"t = {t}: reads").wait_for()
    notebook.tab.keyboard.press("End")
    said.get_by_text("After 5 words").wait_for()
    notebook.tab.keyboard.press("Home")
    said.get_by_text("t = 0: reads").wait_for()
    stepper.get_by_role("button", name="one step on").focus()
    notebook.tab.keyboard.press("Space")
    said.get_by_text("t = 1: reads").wait_for()
    notebook.tab.keyboard.press("Enter")
    said.get_by_text("t = 2: reads").wait_for()
    assert notebook.state() == before


def test_a_stepper_plays_to_its_end_and_stops_when_it_is_asked_to(notebook):
    stepper = notebook.stepper(4)
    stepper.get_by_label("step", exact=True).press("Home")
    play, slider = stepper.locator("button").first, stepper.get_by_label("step", exact=True)
    play.click()
    assert play.inner_text() == "Pause"
    stepper.locator(".rnn-said").get_by_text("Unfolded up to t = 0").wait_for()
    play.click()
    assert play.inner_text() == "Play"
    slider.press("End")
    play.click()  # from the end it begins anew
    assert slider.input_value() == "0"
    notebook.tab.wait_for_function(  # and is at the end again
        "s => s.value == s.max", arg=slider.element_handle()
    )
    assert play.inner_text() == "Play"


def test_a_sentence_is_typed_and_the_cell_run_from_the_field(notebook):
    field = notebook.stepper(3).get_by_label("Your sentence")
    field.click()
    before = notebook.state()
    field.fill("")
    notebook.tab.keyboard.type("a bad film dd")  # letters that are commands of the notebook
    notebook.stepper(3).get_by_role("status").get_by_text("1 of 4 words is unknown: dd").wait_for()
    assert notebook.state() == before
    notebook.press("Shift+Enter", "s.runs[4] > b.runs[4] && s.active == b.active + 1")
    notebook.stepper(3).get_by_label("Your sentence").click()
    notebook.press("Escape", "s.active == b.active")
    notebook.press("b", "s.cells == b.cells + 1")
    notebook.press("d", "true")
    notebook.press("d", "s.cells == b.cells - 1")


def test_after_a_guess_the_next_cell_is_run_and_not_the_question_again(notebook):
    asking = 2 + len(STEPPERS)  # the place of the question's cell
    command(notebook.tab, "notebook:run-all-cells")  # a test before has cleared the outputs
    notebook.tab.get_by_role("button", name="this", exact=True).press("Enter")
    once = f"s.runs[{asking}] == b.runs[{asking}] && s.runs[{asking + 1}] > b.runs[{asking + 1}]"
    notebook.press("Shift+Enter", once)
    notebook.tab.get_by_text("As you guessed.").wait_for()


def test_saved_shut_down_and_opened_again_every_stepper_steps(notebook):
    command(notebook.tab, "docmanager:save")
    notebook.shut_down()
    stored = nbformat.read(notebook.folder / NAME, as_version=4)
    outputs = [o.data for c in stored.cells[2 : 2 + len(STEPPERS)] for o in c.outputs]
    assert [sorted(data) for data in outputs] == [["text/html", "text/plain"]] * len(STEPPERS)
    stored.cells[0].source = "# Somebody else's, so nobody here has run it"
    nbformat.write(stored, notebook.folder / UNTRUSTED)
    notebook.start(trust=False)
    for number in range(1, 1 + len(STEPPERS)):
        stepper = notebook.stepper(number)
        said, slider = stepper.locator(".rnn-said"), stepper.get_by_label("step", exact=True)
        slider.press("Home")
        first = said.inner_text()
        slider.press("ArrowRight")
        assert slider.input_value() == "1" and said.inner_text() != first, STEPPERS[number - 1]
    notebook.stepper(3).get_by_label("Your sentence").fill("The film is great")
    notebook.stepper(3).get_by_role("status").get_by_text("0 of 4 words are unknown").wait_for()
    notebook.tab.get_by_role("button", name="that", exact=True).press("Enter")
    result = notebook.tab.get_by_role("group", name="Guess and result")
    result.get_by_text("What explains the difference?").wait_for()
    assert result.locator("td").all_inner_texts() == ["that", "this"]


def test_a_notebook_that_is_not_trusted_shows_all_frames_one_below_the_other(notebook):
    notebook.open(UNTRUSTED)
    stepper = notebook.tab.locator(".jp-CodeCell").nth(1).locator(".jp-RenderedHTML")
    stepper.get_by_text("t = 4: reads").wait_for(state="visible")
    stepper.get_by_text("t = 0: reads").wait_for(state="visible")
    assert stepper.locator("button, input, script").count() == 0
