"""What is read, what is asked, and that a row of zeros is not asked."""

import numpy as np
import pytest

from rnnlib import (
    RNN,
    OneHot,
    Vocabulary,
    bptt,
    cross_entropy,
    loss_mask,
    next_letters,
    one_answer,
    pad,
    parameters,
    read_in,
    softmax,
    symbols,
    write_out,
)
from rnnlib.data.tasks import as_words

LETTERS = symbols(["anna", "bob"])


def small(n_f=3, seed=0):
    return RNN.initialise(4, 5, n_f, rng=np.random.default_rng(seed), tau=softmax)


def test_symbols_come_sorted_behind_eos_and_once():
    assert LETTERS.words == ("<eos>", "a", "b", "n", "o")
    assert symbols([("one", "two"), ("two",)], first=()).words == ("one", "two")


def test_one_string_in_place_of_a_list_is_refused():
    with pytest.raises(TypeError, match="expected a list of them"):
        symbols("anna")


def test_reading_and_writing_end_with_eos_and_as_words_reads_back():
    x, y = read_in(["anna"], LETTERS)[0], write_out(["anna"], LETTERS)[0]
    assert np.array_equal(np.asarray(x), y)
    assert as_words([x.indices], LETTERS) == [("a", "n", "n", "a", "<eos>")]


def test_the_next_letter_is_the_letter_that_is_read_one_step_later():
    x, y = next_letters(["anna", "bob"], LETTERS)
    for read, asked in zip(x, y, strict=True):
        assert isinstance(read, OneHot) and read.indices[0] == 0
        assert np.array_equal(np.asarray(read)[1:], asked[:-1])
        assert asked[-1].argmax() == 0


def test_one_answer_is_one_row_for_each_example():
    y = one_answer(["b", "a", "b"], Vocabulary(("a", "b")), np.float32)
    assert y.dtype == np.float32 and y.tolist() == [[0, 1], [1, 0], [0, 1]]


def test_sequence_to_one_is_the_mask_that_asks_at_the_last_step():
    rng, model = np.random.default_rng(1), small()
    x, answer = rng.normal(size=(6, 2, 4)), np.eye(3)[[2, 0]]
    y = np.zeros((6, 2, 3))
    y[-1] = answer
    one = bptt(model, x, answer, cross_entropy, read="last")
    masked = bptt(model, x, y, cross_entropy, read="every")
    assert np.isclose(one[0], masked[0])
    for name, array in parameters(one[1]).items():
        assert np.allclose(array, getattr(masked[1], name)), name


def test_more_padding_behind_the_mask_changes_neither_loss_nor_gradient():
    rng, model = np.random.default_rng(2), small()
    x = rng.normal(size=(9, 4))
    y = [np.eye(3)[[0, 1, 2, 1]]]
    short = bptt(model, x[:4], y[0], cross_entropy)
    for length in (5, 9):
        padded = pad(y, length)[0]
        assert loss_mask(padded).tolist() == [True] * 4 + [False] * (length - 4)
        value, gradient = bptt(model, x[:length], padded, cross_entropy)
        assert np.isclose(value, short[0])
        for name, array in parameters(gradient).items():
            assert np.allclose(array, getattr(short[1], name)), name


def test_the_mask_of_a_batch_has_one_place_for_each_step_and_row():
    y = np.stack(pad([np.eye(2), np.eye(2)[:1]]), axis=1)
    assert loss_mask(y).tolist() == [[True, True], [True, False]]
