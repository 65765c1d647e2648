"""From the end of lesson 02 to a solved E02 and on to E16, in JupyterLab, without a terminal."""

import re

import pytest
from browser import ROOT, command, jupyterlab, open_notebook, page

from rnnlib import my_way
from tools.launch.work import bring_up_to_date

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # playwright's own pipes
]
ANSWERS = {"step": "from_the_past = z @ V", "output": "return 1 / (1 + np.exp(-(c + z @ U)))"}


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The learner's copies after the first start, and nothing else."""
    folder = tmp_path_factory.mktemp("lab") / "my_work"
    lessons, exercises = (sorted((ROOT / k).glob("*.ipynb")) for k in ("notebooks", "exercises"))
    bring_up_to_date([*lessons, *exercises], folder)
    with jupyterlab(folder) as address:
        yield address, folder


def test_from_the_end_of_lesson_02_to_a_solved_e02_without_a_terminal(lab):
    address, folder = lab
    with page(width=1366, height=768) as tab:
        open_notebook(tab, address, "02_recurrence.ipynb")
        tab.evaluate("document.querySelectorAll('.jp-WindowedPanel-outer')[0].scrollTo(0, 1e6)")
        follow(tab, "E02 · One step of an RNN", "E02_one_step")
        for name, line in ANSWERS.items():
            solve(tab, name, line)
        tab.keyboard.press("Control+s")
        tab.wait_for_function("() => !window.jupyterapp.shell.currentWidget.model?.dirty")
        follow(tab, "02 · Recurrence", "02_recurrence")  # back to the lesson …
        tab.locator(".lm-TabBar-tab[title*='E02_one_step']").first.click()
        follow(tab, "E16 · A loop in order", "E16_a_loop_in_order")  # … and on
    found = {stop.number: stop.state for stop in my_way(folder).stops}
    assert found["E02"] == "solved"


def test_lesson_00_shows_what_is_done_and_leads_to_what_comes_next(lab):
    address, folder = lab
    with page(width=1366, height=768) as tab:
        open_notebook(tab, address, "00_start_here.ipynb")
        command(tab, "notebook:run-all-cells")
        shown = tab.locator(".jp-RenderedHTML", has_text="notebooks are finished")
        shown.scroll_into_view_if_needed()
        way = my_way(folder)
        assert shown.locator("tbody tr").count() == len(way.stops) > 20
        shown.locator("strong a", has_text=re.compile("^01 ·")).click()  # Next
        tab.locator(".lm-mod-current[title*='01_motivation']").wait_for()


def follow(tab, words, notebook):
    """Click the link and wait until its notebook is open, with a kernel that is ready."""
    link = tab.locator(".jp-NotebookPanel:not(.lm-mod-hidden) a", has_text=re.compile(f"^{words}"))
    link.last.scroll_into_view_if_needed()
    link.last.click()
    tab.locator(f".lm-mod-current[title*='{notebook}']").wait_for()
    tab.wait_for_function(
        """name => { const open = window.jupyterapp.shell.currentWidget
                     return open?.context?.path.includes(name) && open.sessionContext?.session
                            ?.kernel?.status === 'idle' }""",
        arg=notebook,
    )


def solve(tab, name, line):
    """Type the missing line over the stub of one function, run it and its check: it is right."""
    panel = tab.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    if name == "step":
        first = panel.locator(".jp-CodeCell", has_text="from rnnlib import check").first
        first.locator(".cm-content").click()
        tab.keyboard.press("Shift+Enter")
    cell = panel.locator(".jp-CodeCell", has_text=f"def {name}(").first
    cell.scroll_into_view_if_needed()
    cell.locator(".cm-line", has_text="raise NotImplementedError").click()
    tab.keyboard.press("Home")
    tab.keyboard.press("Shift+End")
    tab.keyboard.type(line)
    tab.keyboard.press("Shift+Enter")  # the function, then the check below it
    tab.keyboard.press("Shift+Enter")
    panel.get_by_text(f"E02.{name}: right").wait_for()
