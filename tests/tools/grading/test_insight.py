"""What a class's answers say of its questions and misconceptions, against counting by hand."""

import re

import numpy as np
import pytest

from rnnlib.exercises.register import all_exercises
from rnnlib.exercises.verdict import Verdict
from tools.grading import insight, pages, where
from tools.grading.marks import NOTHING, ROOT, Mark
from tools.grading.results import Result, Run
from tools.grading.table import Row

EXERCISES = ("E02", "E03", "E09")


def student(name, **answers):
    """E02_step="V transposed", "right", "wrong" or "untried"; E03=None: not handed in."""
    marks = []
    for exercise in EXERCISES:
        for question in all_exercises()[exercise].questions:
            says = answers.get(question.name.replace(".", "_"), "right")
            state = {"right": "right", "untried": "not tried yet"}.get(says, "not yet")
            named = () if says in ("right", "wrong", "untried") else (says,)
            found = "" if answers.get(exercise, True) else NOTHING
            state = state if not found else "not tried yet"
            points = question.points if state == "right" else 0
            verdict = Verdict(question.name, state, found=found, mistakes=() if found else named)
            marks.append(Mark(verdict, points, question.points))
    return Result(name, tuple(marks))


CLASS = [
    student("a", E02_step="V transposed", E03_run="V transposed"),
    student("b", E02_step="V transposed", E03=None, E09=None),
    student("c", E02_step="V transposed", E03_run="z_init ignored"),
    student("d", E09_bptt="dV skips t = 0", E03_run="untried"),
    *(student(f"e{i}", E03_run="wrong" if i % 2 else "right") for i in range(8)),
]


def test_difficulty_counts_those_who_handed_in_only():
    facts = {fact.name: fact for fact in insight.questions(EXERCISES, CLASS)}
    assert facts["E02.step"].handed_in == 12 and facts["E03.run"].handed_in == 11
    assert facts["E02.step"].share == 9 / 12
    assert facts["E03.run"].counts == {"right": 4, "not yet": 6, "not tried yet": 1}


def test_discrimination_is_the_correlation_with_the_points_elsewhere():
    right, rest = (
        [True] * 6 + [False] * 6,
        [0.9, 0.8, 0.7, 0.9, 0.6, 1.0, 0.2, 0.1, 0.5, 0.3, 0.4, 0],
    )
    expected = np.corrcoef(np.array(right, float), rest)[0, 1]
    assert insight.discrimination(right, rest) == pytest.approx(expected) and expected > 0.8
    assert insight.discrimination(right[:9], rest[:9]) is None  # too few to say
    assert insight.discrimination([True] * 12, rest) is None
    assert insight.discrimination(right, [0.5] * 12) is None
    assert insight.discrimination([not r for r in right], rest) < 0


def test_a_misconception_is_counted_by_student_over_all_exercises():
    first, *others = insight.misconceptions(CLASS)
    assert (first.name, first.students, first.could) == ("V transposed", {"a", "b", "c"}, 12)
    assert first.by_exercise == {"E02": (3, 12), "E03": (1, 11)}
    assert first.again == (1, 2)  # b handed in nothing later
    assert first.worst.question.name == "E02.step" and first.share == 3 / 12
    assert {spread.name for spread in others} == {"z_init ignored", "dV skips t = 0"}
    assert insight.stays_with(CLASS) == [("a", "V transposed")]


def test_every_question_has_a_heading_and_every_heading_is_in_its_lesson():
    asked = {q.name for e in all_exercises().values() for q in e.questions}
    assert set(where.PLACES) == asked
    for lesson, heading in where.PLACES.values():
        text = (ROOT / f"course/lessons/{lesson}.py").read_text("utf-8")
        assert re.search(rf"^# ##+ {re.escape(heading)}$", text, re.MULTILINE), (lesson, heading)


def rows(results):
    run = Run(ROOT, 0, EXERCISES)
    return run, [Row(run, result, {}) for result in results]


def test_the_report_shows_shares_sentences_headings_and_ways():
    report = pages.report_page(*rows(CLASS))
    assert '3 of 12</td><td class="n">25 %</td>' in report
    assert "lesson 02, “Rows and columns”" in report
    assert '<td class="n">3/12</td><td class="n">1/11</td><td class="n">·</td>' in report
    assert "1/2</td>" in report


def test_the_plan_names_the_most_frequent_first_with_what_to_say_do_and_read():
    plan = pages.plan_page(*rows(CLASS))
    spreads = insight.misconceptions(CLASS)
    assert f"20 minutes · {spreads[0].name}" in plan
    assert f"20 minutes · {spreads[1].name}" not in plan  # of one student
    for word in ("Say:", "Do it together:", "Go back to:", "the hardest question: E03.run"):
        assert word in plan
    assert "a (V transposed)" in plan
    assert "No misconception is shared" in pages.plan_page(*rows([student("x")]))


def test_an_empty_class_has_a_report_and_a_plan():
    assert "No answer shows a misconception" in pages.report_page(*rows([]))
    assert "0 hand-ins" in pages.plan_page(*rows([]))
