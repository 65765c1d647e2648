"""E08, E10 and E13: the right answers are what the library, or nature, computes."""

import re
from pathlib import Path
from statistics import mean, stdev

import numpy as np
import pytest

from rnnlib import RNN, OutputRNN
from rnnlib.exercises.checks import check
from rnnlib.exercises.e08 import questions as e08
from rnnlib.exercises.e10 import questions as e10
from rnnlib.exercises.e13 import questions as e13

SEEDS = (0, 1, 2)
SIZES = [(1, 1, 1, 1, 1), (5, 1, 2, 3, 1), (3, 4, 1, 2, 7), (7, 3, 4, 5, 2)]  # T, B, n_x, n_z, n_f
each_size = pytest.mark.parametrize("sizes", SIZES, ids=str)


def near(a, b):
    return np.allclose(a, b, rtol=1e-12, atol=1e-14)


# --- E08: output recurrence ----------------------------------------------------------------------


def output_network(sizes):
    T, B, n_x, n_z, n_f = sizes
    rng = np.random.default_rng(7)
    model = OutputRNN.initialise(n_x, n_z, n_f, rng=rng)
    arrays = (model.W, model.V, rng.normal(size=n_z), model.U, rng.normal(size=n_f))
    x, y, f_init = rng.normal(size=(T, B, n_x)), rng.random((T, B, n_f)), rng.normal(size=(B, n_f))
    return OutputRNN(*arrays), arrays, x, y, f_init


@each_size
def test_e08_runs_as_the_library_does_freely_and_with_a_teacher(sizes):
    model, arrays, x, y, f_init = output_network(sizes)
    free, told = model.run(x, f_init), model.run(x, f_init, teacher=y)
    assert all(map(near, e08.run_free(x, *arrays, f_init), free))
    assert all(map(near, e08.run_with_teacher(x, y, *arrays, f_init), told))


def test_e08_two_pasts_with_one_output_have_one_future():
    _, arrays, x, _, f_init = output_network(SIZES[3])
    _, f = e08.run_free(x[:4], *arrays, f_init)
    whole, _ = e08.run_free(x, *arrays, f_init)
    rest, _ = e08.run_free(x[4:], *arrays, f[-1])
    assert near(whole[4:], rest)


@pytest.mark.parametrize("nonsense", ["", "E", "A or C", "AC", 3, None, [], ["C", "C"], "C" * 5000])
def test_e08_a_choice_that_is_none_is_answered(nonsense):
    verdict = check("E08.what_is_lost", lambda: nonsense)
    assert verdict.state == "not yet" and verdict.found and not verdict.mistakes


# --- E10: batches --------------------------------------------------------------------------------


def sentences(lengths, n_x=3, seed=3):
    rng = np.random.default_rng(seed)
    return [rng.normal(size=(length, n_x)) for length in lengths]


def network(n_x=3, n_z=4, seed=5):
    rng = np.random.default_rng(seed)
    model = RNN.initialise(n_x, n_z, 1, rng=rng)
    return RNN(model.W, model.V, rng.normal(size=n_z), model.U, model.c), rng


each_batch = pytest.mark.parametrize("lengths", [(1,), (4,), (2, 5, 1), (3, 3), (1, 1, 7, 2, 6)])


@each_batch
def test_e10_a_padded_run_is_the_run_of_each_sentence_alone(lengths):
    model, rng = network()
    texts, z_init = sentences(lengths), rng.normal(size=(len(lengths), 4))
    x, found = e10.pad(texts)
    assert found.tolist() == list(lengths)
    states = e10.padded_run(x, found, model.W, model.V, model.b, z_init)
    last = e10.last_states(states, found)
    for i, text in enumerate(texts):
        alone, _ = model.run(text, z_init[i])
        assert near(states[: len(text), i], alone)
        assert near(states[len(text) :, i], alone[-1])
        assert near(last[i], alone[-1])
    assert near(states[-1], last)


@each_batch
def test_e10_longer_padding_other_batch_mates_and_other_order_change_nothing(lengths):
    model, rng = network()
    texts, z_init = sentences(lengths), rng.normal(size=(len(lengths), 4))
    weights = (model.W, model.V, model.b)

    def last(texts, z_init, further=0):
        x, found = e10.pad(texts)
        x = np.concatenate([x, rng.normal(size=(further, *x.shape[1:]))])
        return e10.last_states(e10.padded_run(x, found, *weights, z_init), found)

    usual = last(texts, z_init)
    assert near(last(texts, z_init, further=4), usual)
    assert near(last(texts[::-1], z_init[::-1]), usual[::-1])
    mates = [*texts, *sentences((9, 1), seed=8)]
    assert near(last(mates, np.concatenate([z_init, z_init[:1], z_init[:1]]))[: len(texts)], usual)


@pytest.mark.parametrize("shape", [(1, 1, 1), (2, 3, 1), (4, 4, 4), (3, 5, 2)])
def test_e10_time_first_puts_word_t_of_sentence_i_at_t_i(shape):
    batch = np.arange(np.prod(shape)).reshape(shape)
    x = e10.to_time_first(batch)
    for i, t in np.ndindex(shape[:2]):
        assert np.array_equal(x[t, i], batch[i, t])


@each_batch
def test_e10_the_mean_loss_is_the_mean_over_all_real_words(lengths):
    losses = np.random.default_rng(2).uniform(size=(max(lengths) + 2, len(lengths)))
    words = [losses[t, i] for i, length in enumerate(lengths) for t in range(length)]
    assert np.isclose(e10.mean_loss(losses, np.array(lengths)), mean(words), rtol=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_e10_the_fixtures_leave_no_mistake_unseen(seed):
    """No sentence is the longest by being first, one has one word, padding is not always zero."""
    for cases in (e10.PADDED_RUN.cases, e10.MEAN_LOSS.cases):
        for x, lengths, *_ in cases(np.random.default_rng(seed)):
            assert len(set(lengths)) == len(lengths) and min(lengths) == 1
            assert max(lengths) == lengths[1] == len(x)
    (zeros, n, *_), (anything, m, *_) = e10.PADDED_RUN.cases(np.random.default_rng(seed))
    assert not zeros[n[0] :, 0].any() and not zeros[1, 1].any() and zeros[0].all()
    assert anything[m[2] :, 2].all()


# --- E13: a project -------------------------------------------------------------------------------


@pytest.mark.parametrize("n, n_baseline", [(2, 1), (5, 5), (4, 9)])
def test_e13_sums_up_as_the_statistics_of_the_standard_library_do(n, n_baseline):
    rng = np.random.default_rng(n)
    accuracies, baseline = rng.random(n), rng.random(n_baseline)
    found = e13.summary(accuracies, baseline)
    rise = mean(accuracies) - mean(baseline)
    assert near(found, (mean(accuracies), stdev(accuracies), rise))


def test_e13_the_points_by_hand_are_those_of_the_page():
    page = Path(e13.__file__).with_name("notebook.py").read_text(encoding="utf-8")
    manual = re.findall(r"^# %% \[markdown\] manual=true points=(\d+)$", page, re.MULTILINE)
    assert len(manual) == 6 and sum(map(int, manual)) == e13.EXERCISE.by_hand == 12
    assert e13.EXERCISE.points == 14
