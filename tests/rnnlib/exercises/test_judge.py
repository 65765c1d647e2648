"""A verdict comes from outcomes alone, and a misconception must match in everything."""

import numpy as np

from rnnlib.exercises.collect import Outcome
from rnnlib.exercises.exercise import Question
from rnnlib.exercises.judge import same, verdict_on
from rnnlib.exercises.mistake import Mistake


def double(x):
    """Twice x."""
    result = x + x
    return result  # noqa: RET504 - the mistakes below are edits of this text


QUESTION = Question(
    "E.double",
    "one array",
    double,
    lambda rng: [(rng.normal(size=3),)],
    ("x",),
    {"twice": ("N",)},
    experiment="try x = 1",
)
CASES = QUESTION.cases(np.random.default_rng(0))
IN_PLACE = Mistake(QUESTION, "x overwritten", {"result = x + x": "x += x; result = x"}, "s", "e")
HALF = Mistake(QUESTION, "added once", {"x + x": "x + 0"}, "s", "e")


def verdict(function, mistakes=(IN_PLACE, HALF)):
    return verdict_on(QUESTION, CASES, QUESTION.outcomes(function, CASES), mistakes)


def test_a_mistake_that_changes_an_argument_is_told_from_the_right_answer():
    right, wrong = (QUESTION.outcomes(f, CASES) for f in (double, IN_PLACE.variant))
    assert not same(QUESTION, right, wrong)
    assert verdict(double).right
    assert verdict(IN_PLACE.variant).mistakes == ("x overwritten",)
    assert "changed x" in verdict(IN_PLACE.variant).found


def test_a_mistake_is_not_named_if_the_numbers_fit_but_an_argument_was_changed_too():
    def half_in_place(x):
        result = x + 0
        x[0] = 9
        return result

    assert verdict(half_in_place).mistakes == ()


def test_a_part_that_is_still_the_stub_is_said_to_be():
    outcomes = [Outcome(error="NotImplementedError"), *QUESTION.outcomes(double, CASES)]
    found = verdict_on(QUESTION, CASES * 2, outcomes)
    assert found.state == "not yet" and "a part is still the stub" in found.found


def test_a_missing_call_is_not_passed():
    assert not verdict_on(QUESTION, CASES * 2, QUESTION.outcomes(double, CASES)).right
    assert not verdict_on(QUESTION, CASES, []).right


def test_of_two_edits_that_overlap_no_pair_is_made():
    assert IN_PLACE.together_with(HALF) is None


def test_the_answer_to_a_question_without_arguments_is_not_told():
    count = Question("E.count", "a number", lambda: 37, lambda rng: [()], (), {"n": ()})
    found = verdict_on(count, [()], count.outcomes(lambda: 36, [()]))
    assert found.state == "not yet" and "36" in found.found
    assert "37" not in str(found)
