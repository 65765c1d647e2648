"""What is touched in a laboratory's page comes back to the kernel.

The page stays as it is; anywidget carries each change from its script to Python, with a model that
has no picture of its own. Therefore a stored notebook holds only the page, which needs no kernel.
"""

import sys
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

from rnnlib.inputs.values import parameters

EAR = Path(__file__).with_name("live.mjs")
HOW = (
    "anywidget is not installed, so lab.model and lab.sentence stay as they began: "
    'run %pip install "anywidget>=0.9", restart the kernel and load this page again'
)


def has_kernel():
    """Whether this Python answers a notebook."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return getattr(shell, "kernel", None) is not None


def can_hear():
    """Whether anywidget is installed."""
    return find_spec("anywidget") is not None


def listen(heard):
    """A token for a page: what is touched where it stands is written into the dict `heard`."""
    ear = _ear()(token=uuid4().hex)
    ear.observe(lambda change: heard.update(change["new"]), "heard")
    return ear.token


@cache
def _ear():
    """The class, made late because anywidget is optional."""
    import anywidget
    from traitlets import Dict, Unicode

    class Ear(anywidget.AnyWidget):
        _esm = EAR.read_text(encoding="utf-8")
        token = Unicode().tag(sync=True)
        heard = Dict().tag(sync=True)

    return Ear


def with_changes(model, changed):
    """The model with other numbers: ("V.0.1", 0.5) is V from unit 0 to unit 1. A new model."""
    arrays = {name: array.copy() for name, array in parameters(model).items()}
    for place, value in changed:
        name, *at = place.split(".")
        arrays[name][tuple(map(int, at))] = value
    return replace(model, **arrays)
