"""How far back: the two experiments train what they say, and judge on new sequences."""

import numpy as np
import pytest

from rnnlib import RNN, DenseNet, softmax
from rnnlib.learning.lag import GATES, KINDS, fresh, learns, names_the_first


def test_each_kind_begins_as_its_name_says():
    nets = {kind: fresh(kind, 6, np.random.default_rng(0)) for kind in KINDS}
    assert isinstance(nets["dense net"], DenseNet) and nets["dense net"].W.shape == (14, 16)
    assert np.array_equal(nets["identity V"].V, np.eye(16))
    orthogonal, random = nets["orthogonal V"].V, nets["random V"].V
    assert np.allclose(orthogonal @ orthogonal.T, np.eye(16))
    assert not np.allclose(random @ random.T, np.eye(16)) and abs(random.std() - 0.25) < 0.05


def test_gates_begin_where_their_name_says():
    x, z = np.zeros((1, 2)), np.zeros((1, 16))
    nets = {kind: fresh(kind, 6, np.random.default_rng(0)) for kind in GATES}
    kept = {
        k: 1 - net.gates(x, z)[0] if k[0] == "G" else net.gates(x, z)[1] for k, net in nets.items()
    }
    for kind, share in kept.items():
        assert np.allclose(share, 0.5) if "half open" in kind else share.min() > 0.7, kind


@pytest.mark.parametrize("kind", (*KINDS, "GRU, half open", "LSTM, keeps at first"))
def test_a_short_lag_is_learned_and_without_training_there_is_only_guessing(kind):
    assert learns(kind, 3, seed=0, steps=200) > 0.9
    assert 0.2 < learns(kind, 20, seed=0, steps=1) < 0.8
    assert learns(kind, 3, seed=1, steps=5) == learns(kind, 3, seed=1, steps=5)


def test_a_window_that_ends_one_step_too_early_does_not_learn_the_first_word():
    start = RNN.initialise(8, 16, 8, rng=np.random.default_rng(0), tau=softmax)
    whole, short = (names_the_first(start, w, seed=0, steps=200, T=6) for w in (6, 5))
    assert whole > 0.95 > 0.8 > short
