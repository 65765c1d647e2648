"""What is expensive is made once a run, and shared by all tests and workers that ask for it."""

import os
import shutil
import tempfile
from pathlib import Path

from filelock import FileLock


def run_folder():
    """The folder of this run: the same for every worker of pytest-xdist, and gone at its end."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or f"alone-{os.getpid()}"
    folder = Path(tempfile.gettempdir()) / f"course-tests-{run[:16]}"
    folder.mkdir(exist_ok=True)
    return folder


def once(name, make):
    """The folder `name` of this run; `make(folder)` fills it the first time it is asked for."""
    folder = run_folder() / name
    with FileLock(run_folder() / f"{name}.lock"):
        if not (folder / ".made").exists():
            shutil.rmtree(folder, ignore_errors=True)  # a try that failed half-way
            folder.mkdir()
            make(folder)
            (folder / ".made").touch()
    return folder


def clear():
    """Remove what this run has made."""
    shutil.rmtree(run_folder(), ignore_errors=True)
