"""The twenty questions: right answers hold when they are computed, wrong ones are known."""

import numpy as np

from rnnlib import RNN, identity
from rnnlib.exercises.register import all_exercises, all_mistakes
from tools.concepts.questions import BELIEFS, ITEMS, key, letters, misconception


def test_every_wrong_choice_is_a_known_misconception_and_no_two_choices_are_the_same():
    known = {mistake.name for mistake in all_mistakes()} | set(BELIEFS)
    for item in ITEMS:
        assert len(item.wrong) == 3 and item.about in all_exercises()
        assert {name for _, name in item.wrong} <= known, item.asks
        assert len({text for text, _ in item.wrong} | {item.right}) == 4
    assert len(ITEMS) == 20
    assert set(BELIEFS) <= {name for item in ITEMS for _, name in item.wrong}


def test_the_right_letter_moves_and_each_letter_has_its_meaning():
    right = key()
    assert set(right.values()) == set("ABCD") and max(map(list(right.values()).count, "ABCD")) <= 7
    for number, letter in right.items():
        assert misconception(number, letter) == "" == misconception(number, "")
        assert all(misconception(number, a.lower()) for a in letters(number) if a != letter)


def right(number):
    return ITEMS[number - 1].right


def test_the_numbers_in_the_right_answers_are_computed():
    W, V, b, U, c = 4 * 3, 3 * 3, 3, 3 * 2, 2
    assert right(2) == str(W + V + b + U + c)
    assert dict(map(reversed, ITEMS[1].wrong))["each step has weights of its own"] == str(
        10 * (W + V + b) + U + c)  # fmt: skip
    one = np.ones((1, 1))
    unit = RNN(one, 2 * one, -one[0], one, one[0], identity, identity)
    states = unit.run(np.ones((2, 1)), z_init=np.array([0.5]))[0]
    assert [float(right(4)), float(right(5))] == states.ravel().tolist()
    assert np.isclose(float(right(12)), 2 * (1 - 0.6**2))
    assert right(14) == str(1 - 2 + 4)
    x = np.arange(60).reshape(3, 5, 4)
    assert np.array_equal(eval(right(7))[2], x[:, 2])
    rng = np.random.default_rng(0)
    z, v, w = rng.normal(size=(2, 3)), rng.normal(size=(3, 3)), rng.normal(size=(4, 3))
    names = {"np": np, "z": z, "V": v, "W": w, "b": np.ones(3), "x": rng.normal(size=(2, 4))}
    results = [eval(text, names) for text in (right(3), *(t for t, _ in ITEMS[2].wrong))]
    assert len({np.round(r, 9).tobytes() for r in results}) == 4


def test_the_wrong_numbers_of_the_one_unit_follow_from_their_misconceptions():
    wrong = {name: float(text) for text, name in ITEMS[3].wrong}
    assert wrong == {"z_init ignored": 0 * 2 + 1 - 1, "bias forgotten": 0.5 * 2 + 1,
                     "V is left out": 0.5 + 1 - 1}  # fmt: skip
    wrong = {name: float(text) for text, name in ITEMS[4].wrong}
    assert wrong == {"state not carried on": 0.5 * 2 + 1 - 1, "the past is left out": 1 - 1,
                     "bias forgotten": (0.5 * 2 + 1) * 2 + 1}  # fmt: skip
