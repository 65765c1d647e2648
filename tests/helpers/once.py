"""What is expensive is made once a run, and shared by all tests and workers that ask for it."""

import os
import secrets
import shutil
import tempfile
import traceback
from pathlib import Path

from filelock import FileLock

RUN = "COURSE_TEST_RUN"  # an environment variable, so the workers of a run inherit it
# Who tests the same files twice, as `.ci/run` does, may name a folder that serves both runs.
KEPT = "COURSE_TEST_KEPT"


def begin():
    """A run of its own, also for a pytest that a test of another run has started."""
    os.environ[RUN] = secrets.token_hex(6)


def run_folder():
    """The folder of this run: the same for every worker of pytest-xdist, and gone at its end."""
    own = Path(tempfile.gettempdir()) / f"course-tests-{os.environ[RUN]}"
    folder = Path(os.environ.get(KEPT) or own)
    folder.mkdir(exist_ok=True)
    return folder


def once(name, make):
    """The folder `name` of this run; `make(folder)` fills it the first time it is asked for.

    What cannot be made fails at once for whoever asks later: nobody tries, and waits, again.
    """
    folder, failed = run_folder() / name, run_folder() / f"{name}.failed"
    with FileLock(run_folder() / f"{name}.lock"):
        if failed.exists():
            raise AssertionError(f"{name} could not be made:\n{failed.read_text('utf-8')}")
        if not folder.exists():
            folder.mkdir()
            try:
                make(folder)
            except BaseException:
                failed.write_text(traceback.format_exc(), "utf-8")
                raise
    return folder


def clear():
    """Remove what this run has made, unless it serves another."""
    if not os.environ.get(KEPT):
        shutil.rmtree(run_folder(), ignore_errors=True)
