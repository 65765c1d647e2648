"""What learners would write: no wrong answer passes, no right one is refused, most are named.

The answers are in the folder plausible/. They were written without a look at the planted mistakes'
code, in other styles; each says by which names it should be called.
"""

from collections import Counter
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from rnnlib.exercises.judge import verdict_on
from rnnlib.exercises.known import Known
from rnnlib.exercises.register import find, mistakes_in

pytestmark = pytest.mark.slow  # all answers are judged once, in some seconds

PAGES = sorted(p.stem for p in Path(__file__).parent.glob("plausible/e[0-9][0-9].py"))
FOUND = [import_module(f"tests.rnnlib.exercises.plausible.{page}") for page in PAGES]
REPORTED = import_module("tests.rnnlib.exercises.plausible.reported")
NEW = [answer for page in FOUND for answer in page.WRONG]
WRONG = [*NEW, *REPORTED.WRONG]
RIGHT = [*(answer for page in FOUND for answer in page.RIGHT), *REPORTED.RIGHT]
NAMED = 0.85  # of the wrong answers, at least


@pytest.fixture(scope="module")
def verdicts():
    """The verdict on every answer; what is known of a question is computed once."""
    known = {}
    for name in {answer.question for answer in (*WRONG, *RIGHT)}:
        question = find(name)
        cases = question.cases(np.random.default_rng(0))
        known[name] = Known(question, cases, mistakes_in(question))

    def verdict(answer):
        facts = known[answer.question]
        outcomes = facts.question.outcomes(answer.function, facts.cases)
        return verdict_on(facts.question, facts.cases, outcomes, known=facts)

    return {answer: verdict(answer) for answer in (*WRONG, *RIGHT)}


def kind_of(answer, verdict):
    """accepted, named, unnamed (as it should, or not), or named falsely."""
    if verdict.right:
        return "accepted"
    if set(verdict.mistakes) != set(answer.mistakes):
        return "named falsely" if verdict.mistakes else "unnamed"
    if answer.says:
        return "named" if answer.says in verdict.mistake + verdict.found else "unnamed"
    return "named" if verdict.mistakes or verdict.mistake else "unnamed"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "answers", "least"), [("new", NEW, 180), ("reported", REPORTED.WRONG, 40)]
)
def test_wrong_answers_are_refused_and_most_of_them_are_named(verdicts, what, answers, least):
    found = {answer: kind_of(answer, verdicts[answer]) for answer in answers}
    counts = Counter(found.values())
    print(f"\n{len(answers)} {what} wrong answers: {dict(counts)}")
    bad = [a for a in answers if found[a] in ("accepted", "named falsely")]
    assert [f"{found[answer]}: {answer}\n{verdicts[answer]}" for answer in bad] == []
    assert len(answers) >= least and counts["named"] >= NAMED * len(answers)


def test_what_is_expected_to_be_named_is_named(verdicts):
    missed = [a for a in WRONG if (a.mistakes or a.says) and kind_of(a, verdicts[a]) != "named"]
    assert [f"{answer}\n{verdicts[answer]}" for answer in missed] == []


def test_right_answers_in_unusual_ways_are_right(verdicts):
    print(f"\n{len(RIGHT)} right answers in other ways")
    refused = [f"{answer}\n{verdicts[answer]}" for answer in RIGHT if not verdicts[answer].right]
    assert refused == [] and len(RIGHT) >= 40


@pytest.mark.parametrize("answer", WRONG, ids=str)
def test_a_refused_answer_is_told_what_was_found_and_what_to_try(answer, verdicts):
    verdict = verdicts[answer]
    assert verdict.found and len(verdict.found) < 400 and verdict.experiment
