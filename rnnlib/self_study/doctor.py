"""A report on this computer that one can paste when something is wrong."""

import importlib.metadata
import os
import platform
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

IN_THE_BROWSER = sys.platform == "emscripten"
NEEDED = (
    "numpy",
    "matplotlib",
    "tqdm",
    "scikit-learn",
    "faker",
    "num2words",
    "jupyterlab",
)


@dataclass(frozen=True)
class Report:
    """What was looked at: (what, finding, remedy), the remedy empty where all is well."""

    rows: tuple

    @property
    def well(self):
        """Nothing needs a remedy."""
        return not any(remedy for _, _, remedy in self.rows)

    def __str__(self):
        lines = []
        for what, finding, remedy in self.rows:
            lines.append(f"{'ok' if not remedy else '??'}  {what:<22} {finding}")
            if remedy:
                lines.append(f"    -> {remedy}")
        end = "All is well." if self.well else "Do what the arrows say, then run this cell again."
        return "\n".join([*lines, end])

    __repr__ = __str__


def doctor():
    """Look at Python, the packages, the mathematics, the data: print it, or paste it for help."""
    return Report((_python(), *map(_package, NEEDED), _mathematics(), _reviews()))


def _python():
    finding = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    old = sys.version_info < (3, 11)
    return "Python", finding, "install Python 3.11 or newer" if old else ""


def _package(name):
    try:
        return name, importlib.metadata.version(name), ""
    except importlib.metadata.PackageNotFoundError:
        if IN_THE_BROWSER:  # the site has it, but for JupyterLab, which is around this kernel
            return name, "comes when it is used", ""
        course = os.environ.get("COURSE_TYPED", "python course.py")  # as the learner typed it
        return name, "missing", f"run: {course} (or pip install -r requirements.txt)"


def _mathematics():
    from rnnlib import RNN, gradient_check, sigmoid, squared_error

    rng = np.random.default_rng(0)
    model = RNN.initialise(4, 3, 2, rng=rng, sigma=sigmoid)
    x, y = rng.normal(size=(5, 2, 4)), rng.normal(size=(5, 2, 2))
    check = gradient_check(model, x, y, squared_error)
    wrong = "" if check.passed else "reinstall NumPy: pip install --force-reinstall numpy"
    return "gradients", "as measured" if check.passed else str(check.errors), wrong


def _reviews():
    from rnnlib.data import sentences as datasets

    try:
        return "review sentences", f"{len(datasets.review_sentences())} sentences", ""
    except (FileNotFoundError, ValueError) as error:
        # The lessons go on without them, so this is worth a remedy but stops nobody.
        return "review sentences", "not here", str(error).replace(str(Path.home()), "~")
