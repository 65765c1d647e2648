"""Faults for workers to run into: they find these functions by name, so they have a page here."""

import json
import os
import signal
import socket
import time
from pathlib import Path

from tools.grading.results import grade_job
from tools.grading.worker import grade


def student(job):
    return json.loads(job)["student"]


def plain(job):
    """Each student gets back what came; no notebook is run."""
    return json.dumps({"student": student(job), "worker": os.getpid()}).encode()


def once(job):
    """Leave a note, so that a fault is met once only: True the first time."""
    try:
        (Path(json.loads(job)["notes"]) / student(job)).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def kills(job):
    if student(job).startswith("killer"):
        time.sleep(0.2)
        os.kill(os.getpid(), signal.SIGKILL)
    return plain(job)


def dies_once(job):
    if student(job).startswith("killer") and once(job):
        os.kill(os.getpid(), signal.SIGKILL)
    return plain(job)


def fails_once(job):
    if student(job).startswith("killer") and once(job):
        raise OSError("planted")
    return plain(job)


def hoards_once(job):
    """Take more memory than a worker may have, the first time."""
    if student(job).startswith("killer") and once(job):
        hoard = []
        while True:
            hoard.append(bytearray(b"x" * 10_000_000))
            time.sleep(0.01)
    return plain(job)


def freezes_once(job):
    """The whole process stands still, as on a machine that was suspended."""
    if student(job).startswith("killer") and once(job):
        os.kill(os.getpid(), signal.SIGSTOP)
    return plain(job)


def hangs(order):
    """A fault of the grader's own that never ends, in place of `results.grade_job`."""
    if order["student"].startswith("killer") and once(json.dumps(order)):
        time.sleep(3600)
    return {"student": order["student"]}


def hangs_once(job):
    grade.__globals__["grade_job"] = hangs
    try:
        return grade(job)
    finally:
        grade.__globals__["grade_job"] = grade_job


def killed_at_bob(job):
    if student(job) == "bob":
        os.kill(os.getpid(), signal.SIGKILL)
    return grade(job)


def breaks_at_bob(job):
    if student(job) == "bob":
        raise RuntimeError("planted")
    return grade(job)


def counted(job):
    """Grade, and note it."""
    with Path(os.environ["PLANTED_NOTES"]).open("a") as notes:
        notes.write(student(job) + "\n")
    return grade(job)


def connects(address):
    """Whether anything answers at HOST:PORT."""
    host, port = address.rsplit(":", 1)
    with socket.create_connection((host, int(port)), timeout=2):
        return True
