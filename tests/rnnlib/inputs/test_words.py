"""Numbers of words instead of one-hot vectors: the same results, and no silent misreading."""

import numpy as np
import pytest
from cases import SIZES, data, rnn
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from oracle import far

from rnnlib import DenseNet, OneHot, bptt, gradient, parameters, record, squared_error
from rnnlib.inputs.words import read_whole_numbers

RNG = np.random.default_rng(3)


def same(given, expected, close=1e-14):
    """Two results of bptt are the same: value, gradients, dx and dz_init."""
    assert given[0] == pytest.approx(expected[0], rel=close)
    for name in parameters(expected[1]):
        assert far(getattr(given[1], name), getattr(expected[1], name)) < close, name
    for mine, other in zip(given[2:], expected[2:], strict=True):
        assert far(mine, other) < close


@pytest.mark.parametrize("sizes", [s for s in SIZES if s[2] > 1], ids=str)
@pytest.mark.parametrize("read", ["every", "last"])
@pytest.mark.parametrize("kind", [np.int64, np.uint8])
def test_numbers_of_words_give_what_their_vectors_give(sizes, read, kind):
    T, B, n_x, *_ = sizes
    model, (_, y, z_init) = rnn(sizes), data(sizes, read=read)
    words = RNG.integers(2, n_x, size=(T, B)).astype(kind)  # 0 and 1 alone could be vectors
    vectors = np.eye(n_x)[words]
    options = {"z_init": z_init, "read": read}
    for mine, other in zip(model.run(words, **options), model.run(vectors, **options), strict=True):
        np.testing.assert_array_equal(mine, other)
    by_vectors = bptt(model, vectors, y, squared_error, **options, with_inputs=True)
    same(bptt(model, words, y, squared_error, **options, with_inputs=True), by_vectors)
    walked = gradient(record(model, words, y, squared_error, **options))
    assert far(walked.W, by_vectors[1].W) < 1e-12


def test_one_sequence_of_words_needs_no_other_axis():
    model, (_, y, z_init) = rnn(), data()
    words, vectors = np.array([3, 0, 2, 2, 1]), np.eye(4)[[3, 0, 2, 2, 1]]
    np.testing.assert_array_equal(model.run(words)[0], model.run(vectors)[0])
    options = {"z_init": z_init[0], "with_inputs": True}
    same(
        bptt(model, words, y[:, 0], squared_error, **options),
        bptt(model, vectors, y[:, 0], squared_error, **options),
    )


def test_a_step_and_a_dense_net_read_words_too():
    model, z = rnn(), data()[2]
    net = DenseNet(model.W, model.b, model.U, model.c)
    words, y = np.array([3, 0, 2]), data(read="last")[1]
    np.testing.assert_array_equal(model.step(words, z), model.step(np.eye(4)[words], z))
    np.testing.assert_array_equal(model.step(3, z[0]), model.step(np.eye(4)[3], z[0]))
    same(
        bptt(net, words, y, squared_error, with_inputs=True)[:3],
        bptt(net, np.eye(4)[words], y, squared_error, with_inputs=True)[:3],
    )
    alone = bptt(net, 2, y[0], squared_error)[1]
    assert far(alone.W, bptt(net, np.eye(4)[2], y[0], squared_error)[1].W) < 1e-14
    assert far(gradient(record(net, 2, y[0], squared_error)).W, alone.W) < 1e-12
    assert record(net, words, y, squared_error).value("L") == pytest.approx(
        bptt(net, words, y, squared_error)[0]
    )


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_words_take_the_precision_of_the_model(dtype):
    model, y = rnn(), data()[1].astype(dtype)
    model = type(model)(*(a.astype(dtype) for a in parameters(model).values()))
    value, found, dx, _ = bptt(
        model, RNG.integers(4, size=(5, 3)), y, squared_error, with_inputs=True
    )
    assert {value.dtype, found.dtype, dx.dtype} == {np.dtype(dtype)}


@pytest.mark.parametrize("kind", [list, np.array])
def test_one_hot_vectors_typed_as_whole_numbers_stay_vectors(kind):
    typed = kind([[0, 1, 0, 0], [0, 0, 0, 1], [1, 0, 0, 0]])
    np.testing.assert_array_equal(rnn().run(typed)[0], rnn().run([1, 3, 0])[0])
    batch = np.stack([typed, typed], axis=1)  # (T, B, n_x)
    np.testing.assert_array_equal(rnn().run(batch)[0][:, 0], rnn().run([1, 3, 0])[0])
    z = np.zeros(2)
    np.testing.assert_array_equal(rnn().step(kind([0, 1, 0, 0]), z), rnn().step(1, z))


def test_whole_numbers_with_all_axes_are_vectors():
    x = RNG.integers(-3, 9, size=(5, 3, 4))
    np.testing.assert_array_equal(rnn().run(x)[0], rnn().run(x.astype(float))[0])
    column = np.array([[1], [2], [3]])  # n_x = 1: a vocabulary of one word would be no use
    one = rnn((3, 1, 1, 5, 2))
    np.testing.assert_array_equal(one.run(column)[0], one.run(column.astype(float))[0])


UNCLEAR = {
    "a batch as wide as n_x": (np.full((5, 4), 2), "fill the axis n_x = 4", "np.asarray(x, float)"),
    "zeros": (np.zeros((5, 4), int), "not one-hot", "np.asarray(x, float) for vectors"),
    "one vector": (np.array([0, 0, 1, 0]), "one one-hot vector", "np.asarray(x, float)[None]"),
    "axes swapped": (np.eye(4, dtype=int)[[0, 3, 3]].T, "last axis n_x = 4", "(x, float).T"),
    "another n_x": (np.eye(6, dtype=int), "look like one-hot vectors", "there is no n_x = 6"),
}


@pytest.mark.parametrize(("x", "message", "vectors"), UNCLEAR.values(), ids=UNCLEAR)
def test_what_could_be_read_in_two_ways_is_refused_with_both_remedies(x, message, vectors):
    for function in (rnn().run, lambda x: record(rnn(), x)):
        with pytest.raises(ValueError, match=message) as caught:
            function(x)
        assert "OneHot(x, 4)" in str(caught.value) and vectors in str(caught.value)


def test_a_step_refuses_what_could_be_read_in_two_ways():
    for x in ([2, 3, 0, 1], [0, 0, 0, 0, 1]):
        with pytest.raises(ValueError, match="Say what they are"):
            rnn().step(x, np.zeros(2))


def test_an_unknown_number_is_named_with_its_place():
    with pytest.raises(ValueError, match=r"x holds the number 4 at t = 1, row = 0, .* 0 … 3"):
        rnn().run(np.array([[0, 3, 2], [4, 0, 0]]))
    with pytest.raises(ValueError, match=r"x holds the number -1 at t = 2, expected"):
        rnn().run(np.array([0, 0, -1]))
    with pytest.raises(ValueError, match=r"x holds the number 9, expected"):
        rnn().step(9, np.zeros(2))


def test_no_word_at_all_is_an_empty_sentence():
    for x in (np.zeros(0, int), np.zeros((0, 3), int)):
        with pytest.raises(ValueError, match="T = 0"):
            rnn().run(x)


whole = hnp.arrays(np.int64, hnp.array_shapes(max_dims=3, max_side=5), elements=st.integers(-1, 5))


@settings(max_examples=300, deadline=None)
@given(whole, st.integers(1, 5), st.sampled_from([2, 3]))
def test_one_hot_vectors_are_never_read_as_words_nor_words_as_vectors(x, n_x, most):
    try:
        found = read_whole_numbers(x, n_x, most)
    except ValueError:
        return
    if isinstance(found, OneHot):
        assert x.ndim < most and x.shape[-1:] != (1,) * (n_x == 1)
        looks = x.shape[-1] == n_x and x.sum(axis=-1).all() == 1 and set(x.ravel()) <= {0, 1}
        assert not (looks and (x.sum(axis=-1) == 1).all())
    elif x.ndim == most - 1 and x.shape[-1] == n_x > 1:  # read as vectors: nothing but one-hot
        assert (np.sort(x, axis=-1)[..., -1] == 1).all() and (x.sum(axis=-1) == 1).all()
