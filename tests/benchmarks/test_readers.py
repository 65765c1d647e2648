"""The readers of lesson 08: reading step by step is reading at once, and costs are counted."""

import importlib.util

import numpy as np
import pytest

if not importlib.util.find_spec("torch"):
    pytest.skip("torch is only needed for the benchmarks", allow_module_level=True)

import torch

from benchmarks import readers
from benchmarks.claimed.four_readers import FAR, asked_for, which_came_first


@pytest.mark.parametrize("kind", readers.READERS)
def test_step_by_step_gives_the_scores_of_reading_at_once(kind):
    torch.manual_seed(0)
    model, x, kept = readers.READERS[kind](6, 3), torch.randn(2, 12, 6), []
    with torch.no_grad():
        for t in range(12):
            scores, kept = model.step(x[:, t], kept)
        assert torch.allclose(scores, model(x), atol=1e-5)


@pytest.mark.parametrize("kind", readers.READERS)
def test_a_score_depends_on_the_first_word(kind):
    """In a CNN through the maximum, in the others through the state or by looking back."""
    torch.manual_seed(0)
    model, x = readers.READERS[kind](6, 3), torch.randn(1, 12, 6)
    other = x.clone()
    other[:, 0] += 10
    assert not torch.allclose(model(x), model(other), atol=1e-4)


@pytest.mark.slow
def test_the_cost_of_the_recurrent_step_is_that_of_its_three_products():
    (cost, kept), *_ = readers.next_steps(readers.Recurrent(6, 3), 6, (4,)).values()
    assert cost == readers.WIDTH * (6 + readers.WIDTH + 3) and kept == readers.WIDTH


def test_far_words_are_far_from_each_other_and_from_both_ends():
    x, y = which_came_first(np.random.default_rng(0), FAR, B=300)
    words = x.argmax(axis=2)
    zero, one = (words == 0).argmax(axis=1), (words == 1).argmax(axis=1)
    assert ((words == 0).sum(axis=1) == 1).all() and ((words == 1).sum(axis=1) == 1).all()
    assert np.array_equal(y == 1, zero < one)
    assert np.abs(zero - one).min() >= FAR
    assert min(zero.min(), one.min()) >= FAR
    assert max(zero.max(), one.max()) < words.shape[1] - FAR


def test_the_word_that_is_asked_for_is_the_answer():
    x, y = asked_for(np.random.default_rng(0), B=50)
    place = x[:, -1, 8:].argmax(axis=1)
    assert np.array_equal(x[np.arange(50), place, :8].argmax(axis=1), y)
    assert not x[:, :-1, 8:].any() and not x[:, -1, :8].any()
