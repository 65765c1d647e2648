"""The lessons as a learner sees them: JupyterLab in Chromium, cells run, widgets clicked."""

import re
import shutil
import statistics
import time

import nbformat
import pytest
from browser import ROOT, command, jupyterlab, open_notebook, page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # playwright's own pipes
]
LESSON = "03_sentiment_walkthrough.ipynb"
ONLY_OPENED = "only_opened.ipynb"  # a lesson in which no test runs a cell
ALWAYS = (LESSON, "06_computational_graphs.ipynb")  # the others are for --long
LESSONS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        shutil.copy(path, folder / path.name)
    shutil.copy(folder / LESSONS[0], folder / ONLY_OPENED)
    with jupyterlab(folder) as address:
        yield address, folder


@pytest.mark.parametrize(
    "lesson",
    [pytest.param(n, marks=() if n in ALWAYS else pytest.mark.long) for n in LESSONS],
)
def test_every_lesson_runs_in_jupyterlab_and_every_stepper_steps(lab, lesson, capsys):
    address, folder = lab
    with page(height=900) as tab:
        open_notebook(tab, address, lesson)
        command(tab, "notebook:run-all-cells")
        command(tab, "docmanager:save")
        no_cell_failed(folder / lesson)
        every_stepper_steps(tab)
        if lesson == LESSON:
            the_stepper_steps(tab)
            an_own_sentence_is_read(tab)
            with capsys.disabled():
                print(f"\nown sentence: {how_long_a_sentence_takes(tab):.0f} ms, median of 9")


def no_cell_failed(path):
    code = [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]
    assert [c.source for c in code if not c.execution_count] == []
    assert [o for c in code for o in c.outputs if o.output_type == "error"] == []


def the_stepper_steps(tab):
    """Arrow keys in the slider change the picture and its sentence, without a kernel."""
    live = tab.locator(".rnn-live").first
    live.scroll_into_view_if_needed()
    slider = live.locator("[role=slider]")
    slider.focus()
    for t in range(1, 5):
        before = live.locator("img:visible").screenshot()
        slider.press("ArrowRight")
        live.get_by_text(f"t = {t}: reads").wait_for(state="visible")
        assert live.locator("img:visible").screenshot() != before, f"same picture at t = {t}"
    slider.press("ArrowLeft")
    live.get_by_text("t = 3: reads").wait_for(state="visible")


def every_stepper_steps(tab):
    """The right arrow key changes the frame of each live stepper of the lesson."""
    steppers = tab.locator(".rnn-live")
    for i in range(steppers.count()):
        live = steppers.nth(i)
        live.scroll_into_view_if_needed()
        slider = live.locator("[role=slider]")
        slider.focus()
        slider.press("Home")
        before = live.inner_html()
        slider.press("ArrowRight")
        assert float(slider.get_attribute("aria-valuenow")) == 1, f"stepper {i} does not step"
        assert live.inner_html() != before, f"stepper {i} shows the same frame"
        slider.press("Home")


def how_long_a_sentence_takes(tab):
    """Milliseconds from the Enter key to the answer, a new word in each sentence."""
    field = tab.get_by_label("sentence").last
    times = []
    for word in "alpha beta gamma delta epsilon zeta eta theta iota".split():
        field.fill(f"The {word} is not bad.")
        start = time.perf_counter()
        field.press("Enter")
        tab.get_by_text(f"{word} → <unk>").last.wait_for(state="visible")
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def an_own_sentence_is_read(tab):
    field = tab.get_by_label("sentence").last
    field.scroll_into_view_if_needed()
    field.fill("The sushi is not bad.")
    field.press("Enter")
    tab.get_by_text("sushi → <unk>").last.wait_for(state="visible")


def test_a_lesson_that_was_only_opened_shows_steppers_that_step(lab):
    address, _ = lab
    with page(height=900) as tab:
        open_notebook(tab, address, ONLY_OPENED)
        twin = tab.locator(".rnn-steps").first
        twin.scroll_into_view_if_needed()
        twin.locator("input[type=range]").focus()
        for t in range(1, 5):
            tab.keyboard.press("ArrowRight")
            twin.locator(f"img[alt*='t = {t}: reads']").wait_for(state="visible")
        assert twin.locator("img:visible").count() == 1


def test_a_word_leads_from_its_lesson_to_the_glossary_and_back(lab):
    address, _ = lab
    with page(height=900) as tab:
        open_notebook(tab, address, "02_recurrence.ipynb")
        tab.evaluate("document.querySelectorAll('.jp-WindowedPanel-outer')[0].scrollTo(0, 1e6)")
        tab.locator(
            "a", has_text=re.compile("^leaky sum$")
        ).click()  # JupyterLab opens it at its top
        tab.locator(".lm-mod-current[title*='14_glossary']").wait_for()
        tab.locator("a:visible", has_text="Step 2: a leaky sum knows the order").click()
        tab.locator(".lm-mod-current[title*='02_recurrence']").wait_for()
        tab.wait_for_function(  # the heading stands in the window
            """() => [...document.querySelectorAll("h2")].some(e => {
                 const y = e.getBoundingClientRect().y
                 return e.textContent.startsWith("Step 2") && 0 < y && y < innerHeight })""",
        )
