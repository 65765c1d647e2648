"""Two parts of a data set: nothing is lost, nothing is in both, and doubles change no share."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlib.data.parts import cut

keys = st.lists(st.integers(0, 9), min_size=1, max_size=60)


@given(keys, st.floats(0.02, 0.98), st.integers(0, 99))
def test_each_place_is_in_one_part_and_each_key_too(keys, fraction, seed):
    rest, part = cut(keys, fraction, np.random.default_rng(seed))
    assert sorted([*rest, *part]) == list(range(len(keys)))
    assert not {keys[i] for i in rest} & {keys[i] for i in part}


@given(keys, st.floats(0.02, 0.98), st.integers(0, 99))
def test_the_share_is_as_near_as_the_largest_group_allows(keys, fraction, seed):
    _, part = cut(keys, fraction, np.random.default_rng(seed))
    largest = max(map(keys.count, keys))
    assert abs(len(part) - fraction * len(keys)) <= largest / 2 + 0.5 + 1e-9


@given(st.integers(1, 60), st.floats(0.02, 0.98), st.integers(0, 99))
def test_without_doubles_it_is_the_cut_of_a_permutation(n, fraction, seed):
    order, taken = np.random.default_rng(seed).permutation(n), round(n * fraction)
    rest, part = cut(range(n), fraction, np.random.default_rng(seed))
    assert part.tolist() == order[:taken].tolist() and rest.tolist() == order[taken:].tolist()


@given(st.integers(1, 30), st.integers(1, 30), st.integers(0, 99))
def test_classes_keep_their_shares(n, m, seed):
    classes = np.repeat([0, 1], [n, m])
    _, part = cut(range(n + m), 0.3, np.random.default_rng(seed), strata=classes)
    assert (classes[part] == 0).sum() == round(0.3 * n)
    assert (classes[part] == 1).sum() == round(0.3 * m)


def test_what_stands_in_two_classes_stays_together_in_the_first():
    rest, part = cut(["a", "a", "b", "c"], 0.5, np.random.default_rng(0), strata=[0, 1, 1, 0])
    assert {0, 1} <= set(rest) or {0, 1} <= set(part)


def test_no_example_at_all_gives_two_empty_parts():
    assert [part.tolist() for part in cut([], 0.5, np.random.default_rng(0))] == [[], []]


@pytest.mark.parametrize("fraction", [0, 1, -0.1, 20, np.nan])
def test_a_fraction_is_a_share(fraction):
    with pytest.raises(ValueError, match="fraction = "):
        cut("abc", fraction, np.random.default_rng(0))
