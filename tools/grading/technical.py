"""A question that got no points for another reason than its numbers: why, and what helps."""

import re
from collections.abc import Sequence

from rnnlib.exercises.verdict import NOT_YET, Verdict

ACTIONS = (  # signs of a reason -> the one action that helps
    (r"rnnlib is not here", "ask the student to write it with NumPy alone"),
    (r"there is no '\w+' in this notebook; is", "if it is only misnamed, give the points by hand"),
    (r"there is no '", "look into the notebook for the answer under another name"),
    (r"took longer than|ran longer than|computing time", "read its loop: does it ever end?"),
    (r"of memory|MemoryError", "read what it allocates: the sizes are far too large"),
    (r"forged|ended by itself|damaged|missing", "read this notebook yourself: it ends or bends the "
     "grader's run"),
    (r"ModuleNotFoundError|ImportError", "ask the student to write it with NumPy alone"),
    (r"FileNotFoundError", "ask for the file, or for an answer that needs none"),
    (r"NameError: name '(\w+)'", "look for the cell that should define it: it stopped or is not "
     "there"),
)  # fmt: skip


def look_at(verdict: Verdict, numbers_came: bool, function: str, stopped: Sequence[str]) -> str:
    """The sentence for the tutor; empty if the numbers decided, or a known mistake did.

    `stopped` are cells of the notebook that failed, in words.
    """
    if verdict.state != NOT_YET or numbers_came or verdict.mistakes:
        return ""
    found = verdict.found
    action = next((act for sign, act in ACTIONS if re.search(sign, found)), "read its code")
    cell = f" (this stopped: {stopped[0]})" if stopped and f"'{function}'" in found else ""
    return (
        f"{verdict.question} has no numbers to judge: {found.rstrip('.?')}{cell}. To do: {action}."
    )
