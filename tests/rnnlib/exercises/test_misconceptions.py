"""Every planted mistake is told from the right answer and from every other, in its own words."""

import re
from functools import cache
from itertools import combinations

import numpy as np
import pytest

from rnnlib.exercises.judge import explains, same, verdict_on
from rnnlib.exercises.known import Known
from rnnlib.exercises.mistake import Mistake, source_of
from rnnlib.exercises.register import all_exercises, all_mistakes, mistakes_in

QUESTIONS = [q for exercise in all_exercises().values() for q in exercise.questions]
each_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.name)
CANCEL = {"one step too many", "one step too few"}  # t <= lengths - 1 is right
SEEDS = (0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (2, 3, 4)))


@cache
def known(question, seed):
    """Cases, and what each mistake gives on them: computed once for all tests of this page."""
    cases = question.cases(np.random.default_rng(seed))
    return Known(question, cases, mistakes_in(question))


def verdict(question, outcomes, seed=0):
    facts = known(question, seed)
    return verdict_on(question, facts.cases, outcomes, known=facts)


@each_question
@pytest.mark.parametrize("seed", SEEDS)
def test_the_right_answer_is_right(question, seed):
    assert verdict(question, known(question, seed).right, seed).state == "right"


@each_question
@pytest.mark.parametrize("seed", SEEDS)
def test_a_planted_mistake_is_named(question, seed):
    for mistake, outcomes in known(question, seed).wrong.items():
        found = verdict(question, outcomes, seed)
        assert (found.state, found.mistakes) == ("not yet", (mistake.name,)), found
        assert mistake.says in found.mistake
        assert found.found and found.experiment and found.checked


@each_question
@pytest.mark.parametrize("seed", SEEDS)
def test_no_two_mistakes_can_be_taken_for_each_other(question, seed):
    if question.accepts:
        return  # there the question itself says which mistake it is
    facts = known(question, seed)
    outcomes = facts.wrong
    alike = [
        (a.name, b.name)
        for a, b in combinations(outcomes, 2)
        if explains(facts, a, outcomes[b]) and explains(facts, b, outcomes[a])
    ]
    assert alike == []


@each_question
@pytest.mark.slow
def test_two_mistakes_at_once_are_never_right(question):
    """A pair may look like another mistake, but it is not called right."""
    common = [mistake for mistake in mistakes_in(question) if not mistake.alone]
    for first, second in combinations(common, 2):
        variant = first.together_with(second)
        if {first.name, second.name} == CANCEL:
            continue
        if variant is not None and not question.accepts:
            cases, right = known(question, 0).cases, known(question, 0).right
            assert not same(question, question.once(variant, cases), right), (first, second)


def test_there_are_at_least_sixty_and_every_question_has_one():
    assert len(all_mistakes()) >= 60
    assert [q.name for q in QUESTIONS if not mistakes_in(q)] == []


@each_question
def test_the_names_and_the_texts_of_a_question_differ(question):
    found = mistakes_in(question)
    assert len({m.name for m in found}) == len({m.says for m in found}) == len(found)


def code_lines(question):
    """The lines of the right answer that give it away: long ones, without their spaces."""
    lines = [re.sub(r"\s", "", line) for line in source_of(question.right).splitlines()[1:]]
    return [line.removeprefix("return") for line in lines if len(line.removeprefix("return")) > 9]


@each_question
def test_neither_a_message_nor_an_early_hint_contains_the_solution(question):
    texts = [question.experiment, question.checked, question.unchecked, *question.hints[:-1]]
    texts += [text for m in mistakes_in(question) for text in (m.name, m.says, m.experiment)]
    told = re.sub(r"\s", "", " ".join(texts))
    assert [line for line in code_lines(question) if line in told] == []


@each_question
def test_a_question_has_hints_points_and_words(question):
    assert len(question.hints) >= 2 and question.points >= 1
    assert question.checked and question.parts
    assert question.experiment or question.experiments or question.accepts


def test_an_edit_that_no_longer_fits_says_so():
    question = QUESTIONS[0]
    stale = Mistake(question, "stale", {"nowhere to be found": ""}, "says", "try")
    with pytest.raises(ValueError, match="stands 0 times in the right answer"):
        _ = stale.variant
