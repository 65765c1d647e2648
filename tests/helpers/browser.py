"""A real browser and a real JupyterLab for the tests that need them."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def chromium():
    """The path of the browser of this machine; without one the test is skipped, but not in CI."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        message = "no Chromium on the PATH: install one, for example apt-get install chromium"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
    return found


PATIENCE = 90_000  # milliseconds: it decides only how long a test waits before it fails
_open = []  # the driver and the browser that is open, if there is one


@contextmanager
def page(width=1280, height=720):
    """A page in a fresh profile of the browser that all tests of a file share."""
    context = _browser().new_context(viewport={"width": width, "height": height})
    context.set_default_timeout(PATIENCE)
    tab = context.new_page()
    try:
        yield tab
    except BaseException:
        keep_screenshot(tab)
        raise
    finally:
        context.close()


def _browser():
    if not _open:
        api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
        driver = api.sync_playwright().start()
        _open[:] = driver, driver.chromium.launch(executable_path=chromium(), args=QUIET)
    return _open[1]


def close():
    """Close the browser, if one is open."""
    if _open:
        driver, browser = _open
        _open.clear()
        browser.close()
        driver.stop()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@contextmanager
def served(folder):
    """The folder on a port of this computer, as any static server shows it; yields the address."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()


def keep_screenshot(tab):
    """What the page showed when a test failed, in build/failures, named after the test."""
    test = os.environ.get("PYTEST_CURRENT_TEST", "page").partition(" ")[0].rpartition("::")[2]
    folder = ROOT / "build" / "failures"
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(Exception):  # a crashed page has no picture; the failure itself is told
        tab.screenshot(path=folder / f"{re.sub(r'[^A-Za-z0-9]+', '-', test)}.png")


OPENS_AT = {"jupyterlab": "lab/tree", "notebook": "notebooks"}


@contextmanager
def jupyterlab(folder, trust=True, application="jupyterlab"):
    """JupyterLab with `folder` as its root and a home of its own; yields the address.

    The other application is "notebook": Notebook 7, a single document made of the same parts.
    Started again on the same folder, with `trust=False`, it trusts what was run there before.
    """
    port = free_port()
    home = folder / "home"
    home.mkdir(exist_ok=True)
    env = {**os.environ, "HOME": str(home), "USERPROFILE": str(home), "PYTHONPATH": str(ROOT)}
    env |= {"JUPYTER_CONFIG_DIR": str(home / "c"), "JUPYTER_DATA_DIR": str(home / "d")}
    if trust:
        notebooks = sorted(map(str, folder.glob("*.ipynb")))
        command = [sys.executable, "-m", "jupyter", "trust", *notebooks]
        subprocess.run(command, env=env, check=True, capture_output=True)
    command = [sys.executable, "-m", application, "--no-browser", "--allow-root", f"--port={port}"]
    command += [
        f"--ServerApp.root_dir={folder}",
        "--IdentityProvider.token=",
        "--expose-app-in-browser",
    ]
    with (folder / "lab.log").open("w") as log:
        server = subprocess.Popen(command, env=env, stdout=log, stderr=log)
        try:
            _wait_for(f"http://127.0.0.1:{port}/api/status", folder / "lab.log")
            yield f"http://127.0.0.1:{port}/{OPENS_AT[application]}"
        finally:
            server.terminate()
            server.wait(20)


def free_port():
    """A port of this computer that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(address, log, seconds=180):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            return opener.open(address, timeout=2).read()
        except OSError:
            time.sleep(0.2)
    return pytest.fail(f"JupyterLab did not answer in {seconds} s:\n{log.read_text()[-2000:]}")


def command(tab, name):
    """Run a command of JupyterLab, as its menu does, and wait until it is done."""
    tab.evaluate(f"window.jupyterapp.commands.execute({json.dumps(name)})")


def open_notebook(tab, address, name):
    """Open a notebook and wait until its kernel is ready."""
    tab.goto(f"{address}/{name}?reset")  # without the tabs of the test before
    _wait_until_open(tab, name)


def turn_to(tab, name):
    """In the JupyterLab of this tab, close all notebooks, end their kernels, and open another.

    A page of JupyterLab that is loaded anew takes seconds; this does not.
    """
    tab.evaluate(
        """async name => {
             const app = window.jupyterapp
             for (const open of [...app.shell.widgets("main")]) {
               await open.context?.sessionContext.shutdown()
               if (open.context?.model) open.context.model.dirty = false  // it asks nothing
               open.close()
             }
             await app.commands.execute("docmanager:open", {path: name})
           }""",
        name,
    )
    _wait_until_open(tab, name)


def _wait_until_open(tab, name):
    tab.wait_for_selector(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell")
    ready = """name => { const open = window.jupyterapp?.shell.currentWidget
                 return open?.context?.path === name
                        && open.sessionContext?.session?.kernel?.status === 'idle' }"""
    tab.wait_for_function(ready, arg=name)
