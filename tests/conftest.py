"""What holds for the whole run: what takes longest begins first, and nothing is left behind."""

import os
import signal

import browser
import once
import pytest

from tools.launch.environment import ONE_THREAD

# Two workers on two cores, as the launcher does it: said before NumPy is imported, and passed on to
# the kernels of the notebooks.
os.environ.update(ONE_THREAD | os.environ)

# A shell starts what runs in the background deaf to Ctrl+C, and all that it starts inherits that.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

FIRST = ("long", "browser", "slow")  # marks of what takes longest; notebooks come after them


@pytest.hookimpl(trylast=True)  # what this part leaves out is gone by now
def pytest_collection_modifyitems(items):
    """Workers take files in this order, so that none of them begins a long one at the end."""
    ranks = {}
    for item in items:
        ranks[item.path] = min(_rank(item), ranks.get(item.path, len(FIRST) + 1))
    items.sort(key=lambda item: ranks[item.path])  # the tests of a file stay together


def _rank(item):
    if item.path.suffix == ".ipynb":
        return len(FIRST)
    marks = {mark.name for mark in item.iter_markers()}
    return next((i for i, name in enumerate(FIRST) if name in marks), len(FIRST) + 1)


@pytest.fixture(autouse=True, scope="module")
def _no_browser_is_left_open():
    """One browser serves all tests of a file; another file may need its event loop for itself."""
    yield
    browser.close()


def pytest_configure(config):
    """The controller of all workers, or the one process there is, begins the run …"""
    if not hasattr(config, "workerinput"):
        once.begin()


def pytest_sessionfinish(session):
    """… and clears up."""
    if not hasattr(session.config, "workerinput"):
        once.clear()
