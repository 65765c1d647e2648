"""Long sequences: the early end of the way back, checkpoints, windows."""

import tracemalloc

import numpy as np
import pytest
from cases import HEADS, data, rnn
from oracle import far

from rnnlib import (
    RNN,
    bptt,
    checkpointed_bptt,
    identity,
    pack,
    parameters,
    relu,
    sigmoid,
    softmax,
    squared_error,
    tanh,
    truncated_bptt,
)
from rnnlib.backprop import plain_backward, plain_forward

both_reads = pytest.mark.parametrize("read", ["every", "last"])
every_head = pytest.mark.parametrize("head", HEADS, ids=lambda h: "-".join(map(str, h)))
SIZES = (11, 3, 4, 2, 7)


def plain(model, x, y, z_init, read):
    """The gradients of the squared error by the plain loops; tau is the identity."""
    states = plain_forward(model, x, z_init)
    outside, ds = np.zeros_like(states[1:]), np.zeros((*states.shape[:2], y.shape[-1]), x.dtype)[1:]
    at = slice(None) if read == "every" else slice(-1, None)
    ds[at] = (states[1:][at] @ model.U + model.c - y) / x.shape[1]
    outside[at] = ds[at] @ model.U.T
    da = plain_backward(model, states, outside)
    sums = {
        "W": np.einsum("tbi,tbk->ik", x, da),
        "V": np.einsum("tbi,tbk->ik", states[:-1], da),
        "b": da.sum(axis=(0, 1)),
        "U": np.einsum("tbi,tbk->ik", states[1:], ds),
        "c": ds.sum(axis=(0, 1)),
    }
    return sums, da @ model.W.T, da[0] @ model.V.T


def problem(T, dtype=np.float64, scale=0.9, sigma=tanh, read="last", n_z=6):
    """A model whose V shrinks or stretches by about `scale` a step, and a batch."""
    rng = np.random.default_rng(4)
    model = RNN.initialise(3, n_z, 2, rng=rng, sigma=sigma, tau=identity)
    arrays = {**parameters(model), "V": scale * model.V}
    model = RNN(*(a.astype(dtype) for a in arrays.values()), sigma, identity)
    x, z = rng.normal(size=(T, 4, 3)), rng.normal(size=(4, n_z))
    y = rng.normal(size=(T, 4, 2) if read == "every" else (4, 2))
    return model, x.astype(dtype), y.astype(dtype), z.astype(dtype)


# --- the fast loops are the plain ones -------------------------------------------------------


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("sigma", [tanh, sigmoid, relu, identity, softmax], ids=str)
@pytest.mark.parametrize("T", [1, 2, 31, 32, 33, 100])  # around the blocks of the fast loop
@both_reads
def test_the_fast_loops_give_the_gradients_of_the_plain_ones(dtype, sigma, T, read):
    model, x, y, z = problem(T, dtype, sigma=sigma, read=read)
    _, given, dx, dz = bptt(model, x, y, squared_error, z_init=z, read=read, with_inputs=True)
    sums, plain_dx, plain_dz = plain(model, x, y, z, read)
    close = 200 * np.finfo(dtype).eps
    for name, expected in sums.items():
        assert far(getattr(given, name), expected) < close, name
    assert far(dx, plain_dx) < close
    assert far(dz, plain_dz) < close


@pytest.mark.parametrize(("dtype", "close"), [(np.float32, 1e-5), (np.float64, 1e-14)])
@pytest.mark.parametrize("scale", [0.3, 0.9], ids=["fades soon", "fades slowly"])
def test_the_way_back_ends_early_and_no_digit_of_a_gradient_changes(dtype, close, scale):
    model, x, y, z = problem(600, dtype, scale)
    _, given, dx, dz = bptt(model, x, y, squared_error, z_init=z, read="last", with_inputs=True)
    sums, plain_dx, _ = plain(model, x, y, z, "last")
    for name, expected in sums.items():
        assert far(getattr(given, name), expected) < close, name
    assert far(dx, plain_dx) < close
    assert (dx[0] == 0).all() and (dz == 0).all()  # it did end early
    assert np.abs(plain_dx[dx == 0]).max() < 10 * np.finfo(dtype).eps ** 3 * np.abs(dx).max()


def test_no_subnormal_number_is_left_that_would_slow_the_products_down():
    model, x, y, z = problem(600, np.float32, 0.3)
    dx = bptt(model, x, y, squared_error, read="last", with_inputs=True)[2]
    tiny = np.finfo(np.float32).tiny
    assert not ((dx != 0) & (np.abs(dx) < tiny)).any()
    plain_dx = plain(model, x, y, 0 * z, "last")[1]
    assert ((plain_dx != 0) & (np.abs(plain_dx) < tiny)).any()  # the plain loop meets many


@pytest.mark.parametrize("loudness", [1e-30, 1e-10, 1e10])
def test_a_faint_loss_is_heard_as_far_as_a_loud_one(loudness):
    """What counts is the size beside the largest signal, not the size."""
    model, x, y, z = problem(60, scale=0.9)
    arrays = parameters(model)
    arrays |= {"U": loudness * model.U, "c": loudness * model.c}
    model, y = RNN(*arrays.values(), tanh, identity), loudness * y
    given = bptt(model, x, y, squared_error, z_init=z, read="last")[1]
    sums, *_ = plain(model, x, y, z, "last")
    for name, expected in sums.items():
        assert far(getattr(given, name), expected, floor=1e-300) < 1e-13, name


def test_where_the_loss_speaks_at_every_step_the_way_back_is_never_cut():
    model, x, y, z = problem(600, scale=0.1, read="every")
    dx = bptt(model, x, y, squared_error, z_init=z, with_inputs=True)[2]
    assert (dx != 0).all()


def test_packed_sequences_end_early_only_where_all_are_silent():
    model, x, y, _ = problem(600, scale=0.3)
    sequences = [x[:600, 0], x[:3, 1], x[:590, 2], x[:595, 3]]
    given = bptt(model, pack(sequences), y, squared_error, read="last")[1]
    long = [i for i in range(4) if i != 1]
    alone = [
        bptt(model, s, t, squared_error, read="last")[1] for s, t in zip(sequences, y, strict=True)
    ]
    for name in parameters(model):
        assert far(getattr(given, name), sum(getattr(g, name) for g in alone) / 4) < 1e-13, name
    some = bptt(
        model,
        pack([sequences[i] for i in long]),
        y[long],
        squared_error,
        read="last",
        with_inputs=True,
    )
    assert (some[2][0][0] == 0).all()
    for name in parameters(model):
        mean = sum(getattr(alone[i], name) for i in long) / 3
        assert far(getattr(some[1], name), mean) < 1e-13, name


# --- checkpoints -----------------------------------------------------------------------------


@every_head
@both_reads
@pytest.mark.parametrize("every", [None, 1, 3, 4, 10, 11, 99])
def test_checkpoints_give_the_gradient_of_bptt(head, read, every):
    sigma, tau, loss = head
    model, (x, y, z) = rnn(SIZES, sigma, tau), data(SIZES, loss, read)
    value, given = checkpointed_bptt(model, x, y, loss, z_init=z, read=read, every=every)
    other, expected = bptt(model, x, y, loss, z_init=z, read=read)
    assert value == pytest.approx(other, rel=1e-13)
    for name in parameters(model):
        assert far(getattr(given, name), getattr(expected, name)) < 1e-12, name


def test_checkpoints_take_bare_sequences_words_and_float32():
    model, words = rnn(), np.random.default_rng(0).integers(4, size=9)
    y = data((9, 3, 4, 2, 7))[1][:, 0]
    expected = bptt(model, words, y, squared_error)[1]
    given = checkpointed_bptt(model, words, y, squared_error)[1]
    assert far(given.W, expected.W) < 1e-13
    model = RNN(*(a.astype(np.float32) for a in parameters(model).values()))
    value, given = checkpointed_bptt(model, words, y.astype(np.float32), squared_error)
    assert {value.dtype, given.dtype, given.W.dtype} == {np.dtype(np.float32)}


def peak(function):
    """The most bytes that were in use at once."""
    function()
    tracemalloc.start()
    function()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def test_checkpoints_need_the_memory_of_about_the_root_of_t():
    def needs(method, T):
        model, x, y, z = problem(T, n_z=32)
        return peak(lambda: method(model, x, y, squared_error, z_init=z, read="last"))

    assert needs(bptt, 1600) > 3 * needs(bptt, 400)
    assert needs(checkpointed_bptt, 1600) < 2.6 * needs(checkpointed_bptt, 400)
    assert needs(checkpointed_bptt, 1600) < needs(bptt, 1600) / 6


# --- windows ---------------------------------------------------------------------------------


@every_head
@both_reads
@pytest.mark.parametrize("window", [11, 50])
def test_a_window_over_everything_gives_the_gradient_of_bptt(head, read, window):
    sigma, tau, loss = head
    model, (x, y, z) = rnn(SIZES, sigma, tau), data(SIZES, loss, read)
    value, given, last = truncated_bptt(model, x, y, loss, window=window, z_init=z, read=read)
    other, expected = bptt(model, x, y, loss, z_init=z, read=read)
    assert value == pytest.approx(other, rel=1e-14)
    for name in parameters(model):
        assert far(getattr(given, name), getattr(expected, name)) < 1e-14, name
    np.testing.assert_allclose(last, model.run(x, z)[0][-1], rtol=1e-12)


@pytest.mark.parametrize("window", [1, 3, 4, 10])
def test_windows_give_the_sum_of_their_gradients_from_detached_states(window):
    model, (x, y, z) = rnn(SIZES), data(SIZES)
    value, given, last = truncated_bptt(model, x, y, squared_error, window=window, z_init=z)
    whole, exact = bptt(model, x, y, squared_error, z_init=z)
    sums = dict.fromkeys(parameters(model), 0)
    for start in range(0, 11, window):
        part = slice(start, start + window)
        for name, slope in parameters(
            bptt(model, x[part], y[part], squared_error, z_init=z)[1]
        ).items():
            sums[name] = sums[name] + slope
        z = model.run(x[part], z)[0][-1]
    for name, expected in sums.items():
        assert far(getattr(given, name), expected) < 1e-13, name
    assert value == pytest.approx(whole, rel=1e-13)  # the loss is that of the whole sequence
    assert far(given.V, exact.V) > 1e-3  # and the gradient is not
    np.testing.assert_allclose(last, z, rtol=1e-12)


def test_where_only_the_last_state_is_read_only_the_last_window_learns():
    model, (x, y, z) = rnn(SIZES), data(SIZES, read="last")
    value, given, _ = truncated_bptt(model, x, y, squared_error, window=4, z_init=z, read="last")
    carried = model.run(x[:8], z)[0][-1]
    other, expected = bptt(model, x[8:], y, squared_error, z_init=carried, read="last")
    assert value == pytest.approx(other, rel=1e-13)
    for name in parameters(model):
        assert far(getattr(given, name), getattr(expected, name)) < 1e-13, name


def test_a_text_in_pieces_goes_on_where_the_last_piece_ended():
    model, (x, y, _) = rnn(SIZES), data(SIZES)
    whole = truncated_bptt(model, x[:, 0], y[:, 0], squared_error, window=4)
    z, value, V = None, 0, 0
    for part in (slice(0, 4), slice(4, 8), slice(8, 11)):
        piece = truncated_bptt(model, x[part, 0], y[part, 0], squared_error, window=4, z_init=z)
        value, V, z = value + piece[0], V + piece[1].V, piece[2]
    assert z.shape == (2,)
    np.testing.assert_allclose(z, whole[2], rtol=1e-12)
    assert value == pytest.approx(whole[0], rel=1e-13)
    assert far(V, whole[1].V) < 1e-13


@pytest.mark.parametrize("wrong", [0, -1, 2.5, None, True])
def test_a_window_must_be_a_whole_number(wrong):
    model, (x, y, _) = rnn(SIZES), data(SIZES)
    with pytest.raises(ValueError, match=f"window = {wrong}, expected a whole number"):
        truncated_bptt(model, x, y, squared_error, window=wrong)
    with pytest.raises(ValueError, match=r"expected \(T = 11"):
        truncated_bptt(model, x, y[0], squared_error, window=2)
    if wrong is not None:
        with pytest.raises(ValueError, match="every = "):
            checkpointed_bptt(model, x, y, squared_error, every=wrong)


def test_long_ways_do_not_modify_what_comes_in():
    model, (x, y, z) = rnn(SIZES), data(SIZES)
    given = [*parameters(model).values(), x, y, z]
    before = [a.copy() for a in given]
    checkpointed_bptt(model, x, y, squared_error, z_init=z)
    truncated_bptt(model, x, y, squared_error, window=3, z_init=z)
    for a, b in zip(given, before, strict=True):
        np.testing.assert_array_equal(a, b)
