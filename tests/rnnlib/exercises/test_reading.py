"""The rule reads the grammar as it is meant, and knows what a weighted sum of words can tell."""

import numpy as np
import pytest
from scipy.optimize import linprog

from rnnlib import sentences_with_a_short_cut, split
from rnnlib.exercises.e18 import questions as e18
from rnnlib.exercises.reading import bag, clauses, counts, one_word, positive, says, separable


@pytest.mark.parametrize("seed", [0, 1])
def test_the_rule_reads_every_sentence_of_the_grammar_as_its_label_says(seed):
    data = sentences_with_a_short_cut(1000, np.random.default_rng(seed))
    assert [positive(text) for text in data.texts] == [bool(label) for label in data.labels]


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("this is not never good", True),
        ("It isn't not bad.", False),
        ("good is not this", True),  # a negation after the word turns nothing round
        ("it is bad but it is sad but it is not bad", True),
        ("it is a film", None),
        ("it is good and it is bad", None),
        ("it is good but", None),
    ],
)
def test_the_rule_reads_also_what_the_grammar_does_not_make(text, good):
    assert positive(text) is good


def test_no_sentence_that_the_network_learns_from_exposes_the_short_cut():
    learn, test = split(
        sentences_with_a_short_cut(2000, np.random.default_rng(0)), 0.2, np.random.default_rng(0)
    )
    for text, label in zip((*learn.texts, *test.texts), (*learn.labels, *test.labels), strict=True):
        sides = (text, "this is bad but sad") if label else ("this is good but nice", text)
        assert e18.accepts_exposing((), sides)[0] in (e18.NO_BUT, e18.OPPOSITE), text


def test_the_right_answer_defeats_the_opposite_of_the_first_half():
    for side, texts in zip((True, False), e18.exposing(), strict=True):
        for text in texts:
            assert (not says(clauses(text)[0])) != side == positive(text)


def by_a_linear_program(goods, bads):
    """Whether weights and a threshold exist with a margin of 1 on both sides."""
    rows, _ = counts([*goods, *bads])
    side = np.array([1] * len(goods) + [-1] * len(bads))
    table = -side[:, None] * np.column_stack([rows, np.ones(len(rows))])
    free = [(None, None)] * table.shape[1]
    return linprog(np.zeros(table.shape[1]), table, -np.ones(len(rows)), bounds=free).status == 0


@pytest.mark.slow
def test_separable_agrees_with_a_linear_program():
    rng, found = np.random.default_rng(0), {True: 0, False: 0}
    for _ in range(200):
        words = list("abcd")[: rng.integers(2, 5)]
        texts = {" ".join(rng.choice(words, size=rng.integers(1, 5))) for _ in range(9)}
        texts = sorted({tuple(sorted(t.split())): t for t in sorted(texts)}.values())
        n = int(rng.integers(1, len(texts))) if len(texts) > 1 else 0
        goods, bads = texts[:n], texts[n:][:6]
        if goods and bads:
            assert separable(goods, bads) == by_a_linear_program(goods, bads), (goods, bads)
            found[separable(goods, bads)] += 1
    assert min(found.values()) >= 20, found


def test_two_different_bags_and_a_word_on_one_side_are_always_told_apart():
    assert separable(["a b"], ["a"]) and one_word(["a b", "b c"], ["a", "c"]) == "b"
    assert not separable(["a b"], ["b a"]) and bag("A b.") == bag("b a")
    assert not separable(["a", "a b b"], ["a b"])  # between the two, on one line


@pytest.mark.parametrize(
    "nonsense",
    [None, "", 3, [], {}, ["a"] * 99, [["this is good"]], ("this is good", None), ("…", "!")],
)
@pytest.mark.parametrize(
    "accepts", [e18.accepts_same_bag, e18.accepts_no_line, e18.accepts_exposing]
)
def test_nonsense_is_answered(accepts, nonsense):
    mistake, sentence = accepts((), (nonsense, nonsense))
    assert isinstance(mistake, str) and sentence
