"""The review: in a pass every question once, again after 3, 6, 9 rounds, with true places."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from rnnlib import review_round
from rnnlib.self_study.review import NEW, _new, all_questions, rounds_of

LESSONS = Path(__file__).parents[3] / "course" / "lessons"
AGAIN = (3, 6, 9)  # rounds after which a question comes back, as the lesson says
PASS = rounds_of(len(all_questions()))  # rounds until every question was new once


def test_every_answer_can_be_found_at_its_place():
    for question in all_questions():
        path = LESSONS / f"{question.lesson}.py"
        if question.heading:
            text = path.read_text(encoding="utf-8")
            assert re.search(rf"^# #+ {re.escape(question.heading)}$", text, re.M), question
        assert question.ask.endswith(("?", "."))
        assert question.answer.endswith((".", "?"))


def test_every_lesson_has_questions_and_none_is_asked_twice():
    asked = Counter(q.ask for q in all_questions())
    assert max(asked.values()) == 1
    lessons = {q.lesson for q in all_questions()}
    written = {p.stem for p in LESSONS.glob("*.py")} - {"13_review", "14_glossary"}
    assert written <= lessons
    assert [q.lesson for q in all_questions()] == sorted(q.lesson for q in all_questions())


@pytest.mark.parametrize("seed", [0, 1, 2026])
def test_in_one_pass_every_question_is_asked_and_comes_back_on_time(seed):
    first = {}
    for number in range(1, PASS + 1):
        for question in review_round(seed, number).questions:
            first.setdefault(question, number)
    assert set(first) == set(all_questions())
    assert max(Counter(first.values()).values()) == NEW
    for question, number in first.items():
        rounds = [r for r in range(1, PASS + 10) if question in review_round(seed, r).questions]
        assert {number, *(number + ago for ago in AGAIN)} <= set(rounds)


def test_a_question_comes_back_at_even_distances():
    for question in review_round(5, 1).questions:
        rounds = [r for r in range(1, PASS + 1) if question in review_round(5, r).questions]
        assert len(rounds) == 4 and {b - a for a, b in pairwise(rounds)} == {3}


LESSON_NUMBERS = list(dict.fromkeys(q.lesson.split("_")[0] for q in all_questions()))


@pytest.mark.parametrize("up_to", [None, *LESSON_NUMBERS[1:]])  # lesson 00 has two questions
@pytest.mark.parametrize("seed", [0, 5, 2026])
def test_the_distances_stay_even_over_many_passes_however_few_the_questions_are(seed, up_to):
    asked, last = {}, 4 * PASS
    for number in range(1, last + 1):
        questions = review_round(seed, number, up_to=up_to).questions
        assert questions
        for question in questions:
            asked.setdefault(question, []).append(number)
    after_the_last = max(3, rounds_of(len(asked)) - 9)
    for rounds in asked.values():
        distances = [b - a for a, b in pairwise(rounds)]
        assert set(distances) <= {3, after_the_last}, distances
        if after_the_last != 3:
            long = [i for i, d in enumerate(distances) if d == after_the_last]
            assert {b - a for a, b in pairwise(long)} == {4} and long[0] == 3


def test_two_questions_are_asked_in_every_round():
    assert {len(review_round(1, number, up_to="00").questions) for number in range(1, 9)} == {2}


@pytest.mark.parametrize("n", [1, 4, 11, 20, 36, 47, 48, 49, 52, 53, 90])
def test_a_pass_takes_no_more_rounds_than_it_must_but_for_even_distances(n):
    least = -(-n // NEW)
    assert least <= rounds_of(n) <= least + 2
    assert rounds_of(n) % 3 == 0 or rounds_of(n) > 12 or n < 3


def test_each_pass_has_every_question_once_as_new():
    passes = [
        [q for r in range(k * PASS + 1, (k + 1) * PASS + 1) for q in _new(all_questions(), 5, r)]
        for k in range(3)
    ]
    for asked in passes:
        assert len(asked) == len(all_questions()) and set(asked) == set(all_questions())
    orders = [review_round(5, k * PASS + 9).questions for k in (1, 2)]
    assert set(orders[0]) == set(orders[1]) and orders[0] != orders[1]


def test_the_same_seed_gives_the_same_round_and_another_seed_another_one():
    assert review_round(7, 3) == review_round(7, 3)
    assert review_round(7, 3) != review_round(8, 3)
    assert review_round(7, 1).questions != review_round(7, 2).questions


def test_a_round_mixes_lessons_and_never_repeats_a_question():
    for number in range(1, 30):
        asked = review_round(5, number).questions
        assert len(set(asked)) == len(asked) <= NEW * (1 + len(AGAIN))
        assert len({q.lesson for q in asked}) > 1


def test_up_to_leaves_out_what_was_not_read_yet():
    seen = {
        q.lesson for number in range(1, 20) for q in review_round(3, number, up_to="02").questions
    }
    assert seen == {"00_start_here", "01_motivation", "02_recurrence"}


def test_up_to_a_lesson_in_parts_means_all_of_them_or_one():
    def last(up_to):
        rounds = (review_round(3, number, up_to=up_to) for number in range(1, PASS + 1))
        return max(q.lesson for each in rounds for q in each.questions)

    assert last("03") == "03c_real_sentences" and last("03a") == "03a_sentiment_by_hand"


def test_answers_are_folded_in_a_notebook_and_absent_in_plain_text():
    shown = review_round(1, 1)
    html = shown._repr_html_()
    assert html.count("<details><summary>Answer</summary>") == len(shown.questions) == NEW
    for question in shown.questions:
        assert question.ask in repr(shown) and question.answer not in repr(shown)
        assert question.answer in shown.answers() and question.place in shown.answers()
    assert "&lt;eos&gt;" in "".join(review_round(1, n)._repr_html_() for n in range(1, PASS + 1))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((1, 0), "number = 0, expected a round"),
        ((1, 1.5), r"number = 1.5"),
        (("me", 1), "seed = 'me', expected a whole number of your own"),
        ((-1, 1), "seed = -1"),
    ],
)
def test_what_is_no_round_and_no_seed_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        review_round(*arguments)
    with pytest.raises(ValueError, match="up_to = '99', expected the number of a lesson: 00, 01"):
        review_round(1, 1, up_to="99")
