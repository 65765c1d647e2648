"""Code in common is found after renaming; what was given, or what all write, is nobody's copy."""

import random
import re

from rnnlib.exercises.register import find
from tools.grading import alike, notebook, pages
from tools.grading.marks import ROOT
from tools.grading.submissions import Submission

GIVEN = notebook.sources((ROOT / "exercises/E09_bptt.ipynb").read_bytes())
OWN = """def bptt(x, y, z_init, W, V, b, U, c):
    steps = len(x)
    kept = [z_init]
    for t in range(steps):
        kept.append(np.tanh(kept[-1] @ V + x[t] @ W + b))
    total = {name: np.zeros_like(value) for name, value in (("W", W), ("V", V), ("b", b))}
    later = np.zeros_like(z_init)
    for t in reversed(range(steps)):
        error = kept[t + 1] @ U + c - y[t]
        here = (error @ U.T + later) * (1 - kept[t + 1] ** 2)
        total["W"] += np.outer(x[t], here) if x[t].ndim == 1 else x[t].T @ here
        total["V"] += kept[t].T @ here
        total["b"] += here.sum(axis=0)
        later = here @ V.T
    return total, later
"""
NAMES = {"steps": "T", "kept": "states", "total": "grads", "later": "g", "error": "e", "here": "da",
         "t": "i", "value": "v", "name": "k"}  # fmt: skip


def renamed(code):
    for old, new in NAMES.items():
        code = re.sub(rf"(?<![.\w\"]){old}\b", new, code)
    return code.replace("    ", "  ") + "# all my own\n"


def hand_in(student, *cells):
    return Submission(student, {"E09": (*GIVEN, *cells)}, ())


def noise(seed):
    """Somebody else's function: other operations in another order."""
    rng = random.Random(seed)
    lines = [f"    a{i} = {rng.choice(['np.sum', 'len', 'abs'])}(x) {rng.choice('+-*/@%')} "
             f"{rng.choice(['y', 'x[0]', '(x - 1)', '-y'])}" for i in range(25)]  # fmt: skip
    return "def bptt(x, y):\n" + "\n".join(lines) + "\n    return a0\n"


def test_a_renamed_copy_is_found_and_shown_line_by_line():
    class_ = [hand_in("ada", OWN), hand_in("bo", "x = 1\n" + renamed(OWN)),
              *(hand_in(f"n{i}", noise(i)) for i in range(6))]  # fmt: skip
    (pair,) = alike.pairs(class_)
    assert pair.students == ("ada", "bo") and pair.share > 0.9
    marked = [line for line, common in pair.marked(1) if common]
    assert any("states.append" in line for line in marked) and len(marked) > 12
    assert not any("import numpy" in line for line in marked)  # the exercise gave that


def test_a_part_that_was_taken_over_is_found():
    half = "\n".join(OWN.splitlines()[:12]) + "\n    return None\n"
    (pair,) = alike.pairs([hand_in("ada", OWN), hand_in("bo", renamed(half))])
    assert pair.students == ("ada", "bo")


def test_the_exercise_itself_and_its_published_solution_are_nobodys_copy():
    solved = notebook.sources((ROOT / "solutions/E09_bptt.ipynb").read_bytes())
    class_ = [Submission(name, {"E09": tuple(solved)}, ()) for name in ("ada", "bo")]
    assert alike.pairs([hand_in("ada"), hand_in("bo")]) == []
    assert alike.pairs(class_) == []


def test_what_many_wrote_is_nobodys_copy():
    assert alike.pairs([hand_in(f"s{i}", OWN) for i in range(12)]) == []


def test_a_short_right_answer_says_nothing():
    step = find("E02.step")
    cell = f"def {step.function}(x, z, W, V, b):\n    return np.tanh(x @ W + z @ V + b)"
    assert alike.pairs([Submission(n, {"E02": (cell,)}, ()) for n in "ab"]) == []


def test_every_common_stretch_of_enough_tokens_has_a_kept_number_in_common():
    rng = random.Random(1)
    numbers = [rng.randrange(10**6) for _ in range(200)]
    for begin in range(0, 150, 7):
        part = numbers[begin : begin + alike.W]
        mine = {numbers[i] for i in alike.kept(numbers)}
        assert mine & {part[i] for i in alike.kept(part)}


def test_broken_code_is_compared_as_far_as_it_can_be_read():
    broken = OWN + "\n    'a text without an end\n"
    (pair,) = alike.pairs([hand_in("ada", broken), hand_in("bo", renamed(OWN))])
    assert pair.share > 0.8
    assert alike.pairs([hand_in("ada", "(((("), hand_in("bo", "")]) == []


def test_the_page_shows_both_and_gives_no_verdict():
    class_ = [hand_in("ada <b>", OWN), hand_in("bo", renamed(OWN))]
    page = pages.alike_page(alike.pairs(class_))
    assert "This is no verdict" in page and "ada &lt;b&gt;" in page and "<mark>" in page
    assert "No pair has more in common" in pages.alike_page([])
