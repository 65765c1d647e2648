"""The lessons as a learner sees them: JupyterLab in Chromium, cells run, widgets clicked."""

import re
import shutil

import nbformat
import pytest
from browser import ROOT, command, jupyterlab, open_notebook, page, turn_to

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # playwright's own pipes
]
LESSON = "03a_sentiment_by_hand.ipynb"
ONLY_OPENED = "only_opened.ipynb"  # a lesson in which no test runs a cell
ALWAYS = (LESSON, "06_computational_graphs.ipynb")  # the others are for --long
LESSONS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        shutil.copy(path, folder / path.name)
    shutil.copy(folder / LESSON, folder / ONLY_OPENED)
    with jupyterlab(folder) as address, page(height=900) as tab:
        open_notebook(tab, address, ONLY_OPENED)
        yield tab, folder


@pytest.mark.parametrize(
    "lesson",
    [pytest.param(n, marks=() if n in ALWAYS else pytest.mark.long) for n in LESSONS],
)
def test_every_lesson_runs_in_jupyterlab_and_every_stepper_steps(lab, lesson):
    tab, folder = lab
    turn_to(tab, lesson)
    command(tab, "notebook:run-all-cells")
    command(tab, "docmanager:save")
    no_cell_failed(folder / lesson)
    every_stepper_steps(tab)


def no_cell_failed(path):
    code = [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]
    assert [c.source for c in code if not c.execution_count] == []
    assert [o for c in code for o in c.outputs if o.output_type == "error"] == []


def every_stepper_steps(tab):
    """The right arrow key shows another step of each stepper, and says another sentence."""
    steppers = tab.locator(".rnn-steps")
    for i in range(steppers.count()):
        stepper = steppers.nth(i)
        stepper.scroll_into_view_if_needed()
        slider, said = stepper.get_by_label("step", exact=True), stepper.locator(".rnn-said")
        slider.press("Home")
        before = said.inner_text(), stepper.inner_html()
        slider.press("ArrowRight")
        assert slider.input_value() == "1", f"stepper {i} does not step"
        assert said.inner_text() != before[0], f"stepper {i} says the same sentence"
        assert stepper.inner_html() != before[1], f"stepper {i} shows the same frame"
        slider.press("Home")


def test_a_lesson_that_was_only_opened_shows_steppers_that_step(lab):
    tab, _ = lab
    turn_to(tab, ONLY_OPENED)
    stepper = tab.locator(".rnn-steps").first
    stepper.scroll_into_view_if_needed()
    stepper.locator("input[type=range]").focus()
    for t in range(1, 5):
        tab.keyboard.press("ArrowRight")
        stepper.locator(f"img[alt*='t = {t}: reads']").wait_for(state="visible")
    assert stepper.locator("img:visible").count() == 1


def test_a_word_leads_from_its_lesson_to_the_glossary_and_back(lab):
    tab, _ = lab
    turn_to(tab, "02_recurrence.ipynb")
    tab.evaluate("document.querySelectorAll('.jp-WindowedPanel-outer')[0].scrollTo(0, 1e6)")
    tab.locator("a", has_text=re.compile("^leaky sum$")).click()  # JupyterLab opens it at its top
    tab.locator(".lm-mod-current[title*='14_glossary']").wait_for()
    tab.locator("a:visible", has_text="Step 2: a leaky sum knows the order").first.click()
    tab.locator(".lm-mod-current[title*='02_recurrence']").wait_for()
    tab.wait_for_function(  # the heading stands in the window
        """() => [...document.querySelectorAll("h2")].some(e => {
             const y = e.getBoundingClientRect().y
             return e.textContent.startsWith("Step 2") && 0 < y && y < innerHeight })""",
    )
