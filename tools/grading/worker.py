"""What a worker does, on this machine or elsewhere: one submission at a time, and no end of time.

What travels is JSON: the text of a student's cells one way, marks the other way, so a worker needs
nothing but the course.
"""

import faulthandler
import json
import os

from tools.grading.edition import edition
from tools.grading.results import grade_job

ATTEMPTS = 3  # before a submission is said to end workers
PATIENCE = 420  # seconds for one notebook; its own limits end it long before that
MEMORY = 2_000_000_000  # bytes of a worker itself; it needs about a tenth
DIED = (
    f"workers died or hung in each of {ATTEMPTS} attempts to grade it: look at it, or "
    "grade it again on a machine with more memory"
)


class Failure(str):
    """Why a submission could not be graded at all."""


def to_bytes(job: dict, patience: float) -> bytes:
    """The order to grade, as it travels."""
    return json.dumps({**job, "edition": edition(), "patience": patience}).encode()


def seconds(job: dict, patience: float) -> float:
    """How long a worker may take for all notebooks of one student."""
    return patience * max(1, len(job["cells"]))


def grade(job: bytes) -> bytes:
    """Grade one submission; a worker at which it hangs ends itself, so that another one tries."""
    order = json.loads(job)
    if order["edition"] != edition():
        raise RuntimeError("this worker has another edition of the course")
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123
        limit = seconds(order, order["patience"])
        faulthandler.dump_traceback_later(limit, exit=True, file=nowhere)
        try:
            return json.dumps(grade_job(order)).encode()
        finally:
            faulthandler.cancel_dump_traceback_later()
