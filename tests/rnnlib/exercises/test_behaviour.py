"""Weights set by hand are judged by what their network says of every short sequence."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from rnnlib import RNN, identity
from rnnlib.exercises.behaviour import NAMES, READ, agree, output, weights_in
from rnnlib.exercises.e17 import questions as e17
from rnnlib.exercises.register import mistakes_in

TASKS = {
    e17.EVER_ONE: (e17.EVER_ONE_TASK, lambda bits: any(bits)),
    e17.ONE_BEFORE: (e17.ONE_BEFORE_TASK, lambda bits: len(bits) > 1 and bits[-2] == 1),
    e17.PARITY: (e17.PARITY_TASK, lambda bits: sum(bits) % 2 == 1),
}
each_task = pytest.mark.parametrize("question", TASKS, ids=lambda q: q.name)


def arrays(answer):
    return tuple(np.array(part, dtype=float) for part in answer)


def says(weights, bits):
    """What the network of the library says: another way to the same answer."""
    W, V, b, U, c = weights_in(weights)
    x = np.array(bits, dtype=float)[:, None]
    return RNN(W, V, b, U, c, tau=identity).run(x)[1][-1, 0] >= 0.5


@each_task
@pytest.mark.parametrize("factor", [0.1, 0.2, 0.3, 0.5, 1.0, 3.0])
def test_an_answer_is_right_if_and_only_if_the_network_of_the_library_is(question, factor):
    task, wanted = TASKS[question]
    W, V, b, U, c = arrays(question.right())
    weights = factor * W, factor * V, factor * b, U, c
    sequences = [bits for n in range(1, 9) for bits in product((0, 1), repeat=n)]
    sequences += [tuple(map(int, x)) for x in READ[-1]]
    right = all(says(weights, bits) == wanted(bits) for bits in sequences)
    assert (task.accepts((), weights) is None) == right


@each_task
@pytest.mark.parametrize("seed", range(5))
def test_a_planted_mistake_is_named_also_with_numbers_of_somebody_else(question, seed):
    """All weights are a little larger or smaller, each by its own share."""
    task, rng = TASKS[question][0], np.random.default_rng(seed)
    for mistake in mistakes_in(question):
        weights = [
            np.asarray(w * rng.uniform(0.99, 1.01, w.shape)) for w in arrays(mistake.variant())
        ]
        found = task.accepts((), weights)
        assert found and found[0] == mistake.name, (mistake.name, found)


@each_task
def test_units_may_stand_in_any_order_and_have_any_sign(question):
    task, (W, V, b, U, c) = TASKS[question][0], arrays(question.right())
    order = np.arange(len(b))[::-1]
    assert task.accepts((), (W[:, order], V[order][:, order], b[order], U[order], c)) is None
    assert task.accepts((), (-W, V, -b, -U, c)) is None


@each_task
def test_what_is_no_network_is_answered_in_a_sentence(question):
    task, right = TASKS[question][0], arrays(question.right())
    for place, name in enumerate(NAMES):
        for part in (np.full(right[place].shape, np.nan), np.zeros(5), "4", None, []):
            mistake, sentence = task.accepts((), [*right[:place], part, *right[place + 1 :]])
            assert mistake == "" and (name in sentence or "has" in sentence)


def test_a_network_that_is_right_on_all_short_sequences_may_fade_on_a_long_one():
    fading = arrays(([[4.0]], [[0.998]], [0.0], [[1.0]], [0.3]))
    task = replace(e17.EVER_ONE_TASK)
    assert agree([output(fading, x) for x in READ[:-1]], [task.wanted(x) for x in READ[:-1]])
    assert task.accepts((), fading)[0]
