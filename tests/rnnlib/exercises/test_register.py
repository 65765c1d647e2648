"""Exercises, questions and mistakes are found by name, in the folders where they lie."""

import pytest

from rnnlib.exercises.register import LADDER, all_exercises, all_mistakes, find, ladder, mistakes_in


def test_exercises_come_in_order_each_under_its_own_name():
    names = list(all_exercises())
    assert names == sorted(names) and names[0] == "E01" and len(names) >= 13
    assert all(exercise.name == name for name, exercise in all_exercises().items())


def test_the_ladder_has_every_exercise_once():
    assert sorted(exercise.name for exercise in ladder()) == list(all_exercises())


def test_lines_are_ordered_before_they_are_written_and_batches_come_before_graphs():
    place = {exercise.name: number for number, exercise in enumerate(ladder())}
    for first, then in (("E16", "E03"), ("E21", "E07"), ("E12", "E09"), ("E10", "E07")):
        assert place[first] < place[then]
    assert place["E19"] < place["E13"] == len(LADDER) - 1


def test_an_exercise_and_each_of_its_questions_are_found():
    assert find("E02").file == "E02_one_step"
    assert find("E02.step") is find("E02").questions[0]
    with pytest.raises(ValueError, match=r"there is no 'E02.stepp'; there are E02.step"):
        find("E02.stepp")


def test_every_mistake_belongs_to_one_question():
    questions = [q for exercise in all_exercises().values() for q in exercise.questions]
    found = [mistake for question in questions for mistake in mistakes_in(question)]
    assert set(found) == set(all_mistakes()) and len(found) == len(all_mistakes())
    assert {m.question.name for m in mistakes_in(find("E02.step"))} == {"E02.step"}
