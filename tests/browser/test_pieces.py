"""What one touches and trains, in a real JupyterLab: fresh, with its keys, and opened again."""

import nbformat
import pytest
from browser import PATIENCE, command, jupyterlab, open_notebook, page
from nbformat.v4 import new_code_cell, new_notebook

pytestmark = [
    pytest.mark.browser,
    pytest.mark.long,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # playwright's own pipes
]
SOURCES = (
    "from rnnlib import *\none_unit()",
    "import numpy as np\nrng = np.random.default_rng(0)\n"
    "train_in_page(*split(generated_sentences(600, rng, small=True), 0.2, rng), rounds=5)",
    "train_over_lags()",
)
NOTEBOOK = "jupyterapp.shell.currentWidget.content"


@pytest.fixture
def folder(tmp_path):
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(cells=[new_code_cell(source) for source in SOURCES])
    notebook.metadata["kernelspec"] = kernel
    nbformat.write(notebook, tmp_path / "pieces.ipynb")
    return tmp_path


def test_pieces_live_in_jupyterlab_and_leave_it_its_keys(folder):
    errors = []
    with jupyterlab(folder) as address, page() as tab:
        tab.on("pageerror", lambda error: errors.append(str(error)))
        open_notebook(tab, address, "pieces.ipynb")
        command(tab, "notebook:run-all-cells")
        tab.get_by_role("button", name="Clear").wait_for(timeout=PATIENCE)
        slider = tab.get_by_role("slider", name="v, weight")
        for key in ("ArrowRight", "ArrowUp", "ArrowDown"):
            slider.press(key)
        assert slider.input_value() == "0.55"
        for key in ("ArrowUp", "ArrowRight", "ArrowUp"):
            tab.locator(".bar[tabindex='0']").press(key)
        bars = tab.locator(".bar").all()[:3]
        assert [bar.get_attribute("aria-valuenow") for bar in bars] == ["1.5", "0.5", "0"]
        assert tab.evaluate(f"{NOTEBOOK}.activeCellIndex") == 0  # no arrow led to another cell
        tab.get_by_role("button", name="Train").first.click()
        tab.get_by_text("Round 5 of 5").wait_for()
        tab.get_by_label("f after each word of").press("Shift+Enter")  # runs its cell again
        count = f"{NOTEBOOK}.widgets[1].model.executionCount"
        tab.wait_for_function(f"{count} > 3")
        tab.get_by_text("Nothing is learned yet").wait_for()
        command(tab, "docmanager:save")
        open_notebook(tab, address, "pieces.ipynb")  # saved, and no cell is run
        tab.get_by_role("button", name="explode").click()
        tab.get_by_text("20 steps later the state is").wait_for()
    assert errors == []


def test_a_notebook_that_is_not_trusted_shows_the_first_look(folder):
    with jupyterlab(folder) as address, page() as tab:
        open_notebook(tab, address, "pieces.ipynb")
        command(tab, "notebook:run-all-cells")
        tab.get_by_role("button", name="Clear").wait_for(timeout=PATIENCE)
        command(tab, "docmanager:save")
    path = folder / "pieces.ipynb"
    copy = nbformat.read(path, as_version=4)
    copy.cells.append(new_code_cell("# a copy from elsewhere"))
    nbformat.write(copy, folder / "copy.ipynb")
    with jupyterlab(folder, trust=False) as address, page() as tab:
        open_notebook(tab, address, "copy.ipynb")
        tab.get_by_text("Its numbers can be changed where the scripts").wait_for()
        assert tab.get_by_role("button", name="Train").count() == 0
        assert tab.locator(".rnn-piece table td").count() == 42
