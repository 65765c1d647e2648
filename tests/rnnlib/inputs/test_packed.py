"""Sequences of different length side by side: the numbers that each of them gives alone."""

from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from cases import HEADS, SIZES, data, random_like, rnn, untied
from oracle import far

from rnnlib import (
    RNN,
    OneHot,
    OutputRNN,
    bptt,
    identity,
    pack,
    parameters,
    record,
    softmax,
    squared_error,
)

LENGTHS = [
    (3, 5, 1, 5, 2),  # two longest, neither of them first
    (1, 2, 3, 4),
    (4, 3, 2, 1),
    (3, 3, 3),  # nothing to save
    (6,),
    (1, 1),
]
every_length = pytest.mark.parametrize("lengths", LENGTHS, ids=str)
both_reads = pytest.mark.parametrize("read", ["every", "last"])


def sequences(lengths, loss=squared_error, read="every"):
    """Inputs, targets and first states for sequences of these lengths."""
    x, y, z = [], [], []
    for i, T in enumerate(lengths):
        x_i, y_i, z_i = data((T, 1, 4, 2, 7), loss, read, seed=i)
        x.append(x_i[:, 0])
        y.append(y_i[:, 0] if read == "every" else y_i[0])
        z.append(z_i[0])
    return x, y if read == "every" else np.array(y), np.array(z)


@every_length
@both_reads
@pytest.mark.parametrize("head", HEADS, ids=lambda h: "-".join(map(str, h)))
def test_a_packed_batch_is_the_mean_of_its_sequences_one_by_one(lengths, read, head):
    sigma, tau, loss = head
    model = rnn(sigma=sigma, tau=tau)
    x, y, z = sequences(lengths, loss, read)
    options = {"read": read, "with_inputs": True}
    value, given, dx, dz = bptt(model, pack(x), y, loss, z_init=z, **options)
    alone = [
        bptt(model, x_i, y_i, loss, z_init=z_i, **options)
        for x_i, y_i, z_i in zip(x, y, z, strict=True)
    ]
    B = len(lengths)
    assert value == pytest.approx(np.mean([v for v, *_ in alone]), rel=1e-13)
    for name in parameters(model):
        mean = np.mean([getattr(g, name) for _, g, *_ in alone], axis=0)
        assert far(getattr(given, name), mean) < 1e-12, name
    for i, (_, _, dx_i, dz_i) in enumerate(alone):
        assert far(dx[i], dx_i / B) < 1e-12
        assert far(dz[i], dz_i / B) < 1e-12


@every_length
@both_reads
def test_a_packed_run_gives_each_sequence_its_own_states_in_the_order_given(lengths, read):
    model, (x, _, z) = rnn(), sequences(lengths)
    states, outputs = model.run(pack(x), z, read)
    assert len(states) == len(outputs) == len(x)
    for i, (x_i, z_i) in enumerate(zip(x, z, strict=True)):
        alone = model.run(x_i, z_i, read)
        np.testing.assert_allclose(states[i], alone[0], rtol=1e-12)
        np.testing.assert_allclose(outputs[i], alone[1], rtol=1e-12)


@both_reads
def test_words_can_be_packed_as_numbers_or_one_hot(read):
    model, (x, y, _) = rnn(), sequences((3, 5, 1), read=read)
    rng = np.random.default_rng(0)
    words = [rng.integers(4, size=len(x_i)) for x_i in x]
    by_vectors = bptt(model, pack([np.eye(4)[w] for w in words]), y, squared_error, read=read)
    for packed in (pack(words), pack([OneHot(w, 4) for w in words])):
        value, given = bptt(model, packed, y, squared_error, read=read)
        assert value == pytest.approx(by_vectors[0], rel=1e-14)
        for name in parameters(model):
            assert far(getattr(given, name), getattr(by_vectors[1], name)) < 1e-14, name


@both_reads
def test_packed_gradients_are_those_of_pytorchs_packed_sequences(read):
    torch = pytest.importorskip("torch", reason="PyTorch is an optional oracle")
    model, (x, y, z) = rnn(tau=identity), sequences((3, 5, 1, 5), read=read)
    cell = torch.nn.RNN(*model.W.shape).double()
    with torch.no_grad():
        cell.weight_ih_l0.copy_(torch.tensor(model.W.T))
        cell.weight_hh_l0.copy_(torch.tensor(model.V.T))
        cell.bias_ih_l0.copy_(torch.tensor(model.b))
        cell.bias_hh_l0.zero_()
    packed = torch.nn.utils.rnn.pack_sequence([torch.tensor(x_i) for x_i in x], False)
    states, last = cell(packed, torch.tensor(z)[None])
    states, lengths = torch.nn.utils.rnn.pad_packed_sequence(states)
    U, c = torch.tensor(model.U), torch.tensor(model.c)
    rows = last[0] if read == "last" else [states[:T, i] for i, T in enumerate(lengths)]
    value = 0
    for row, target in zip(rows, y, strict=True):
        value = value + ((row @ U + c - torch.tensor(target)) ** 2).sum() / 2 / len(x)
    value.backward()
    mine, given = bptt(model, pack(x), y, squared_error, z_init=z, read=read)
    assert far(mine, value.item()) < 1e-12
    assert far(given.W, cell.weight_ih_l0.grad.T.numpy()) < 1e-10
    assert far(given.V, cell.weight_hh_l0.grad.T.numpy()) < 1e-10
    assert far(given.b, cell.bias_ih_l0.grad.numpy()) < 1e-10


def test_one_first_state_for_all_gets_the_gradient_of_all():
    model, (x, y, _) = rnn(), sequences((3, 5, 1))
    z = np.array([0.3, -0.8])
    *_, shared = bptt(model, pack(x), y, squared_error, z_init=z, with_inputs=True)
    each = np.tile(z, (3, 1))
    *_, single = bptt(model, pack(x), y, squared_error, z_init=each, with_inputs=True)
    assert far(shared, single.sum(axis=0)) < 1e-14


def test_an_activation_that_mixes_units_can_be_packed():
    model, (x, y, z) = rnn(sigma=softmax), sequences((3, 5, 1))
    given = bptt(model, pack(x), y, squared_error, z_init=z)[1]
    alone = [bptt(model, *s, squared_error)[1].V for s in zip(x, y, strict=True)]
    assert far(given.V, np.mean(alone, axis=0)) > 0.01  # z_init was not zero
    alone = [
        bptt(model, x_i, y_i, squared_error, z_init=z_i)[1].V
        for x_i, y_i, z_i in zip(x, y, z, strict=True)
    ]
    assert far(given.V, np.mean(alone, axis=0)) < 1e-13


def test_float32_stays_float32_and_nothing_that_comes_in_is_modified():
    model, (x, y, _) = rnn(), sequences((3, 5, 1))
    model = type(model)(*(a.astype(np.float32) for a in parameters(model).values()))
    x, y = ([a.astype(np.float32) for a in arrays] for arrays in (x, y))
    before = [a.copy() for a in (*x, *y)]
    packed = pack(x)
    rows = packed.rows.copy()
    value, given, dx, dz = bptt(model, packed, y, squared_error, with_inputs=True)
    assert {value.dtype, given.dtype, dx[0].dtype, dz.dtype} == {np.dtype(np.float32)}
    np.testing.assert_array_equal(packed.rows, rows)
    for a, b in zip((*x, *y), before, strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize(
    ("x", "message"),
    [
        ([], "at least one sequence"),
        ([np.ones((2, 4)), np.ones((0, 4))], r"sequence 1 has shape \(0, 4\)"),
        ([np.ones((2, 4)), np.ones((2, 3))], "sequence 1 .* sequence 0 .* same last axis"),
        ([np.ones((2, 4)), np.array([1, 2])], "same last axis"),
        ([np.ones(4)], r"sequence 0 has shape \(4,\), expected \(T, n_x\)"),
        (np.ones((2, 3, 4)), r"one array \(T, B, n_x\) is a batch already"),
    ],
    ids=["none", "empty", "other n_x", "mixed", "vector", "array"],
)
def test_what_cannot_be_packed_is_named(x, message):
    with pytest.raises(ValueError, match=message):
        pack(x)


def test_packed_input_that_does_not_fit_the_model_or_the_targets_is_named():
    model, (x, y, z) = rnn(), sequences((3, 5, 1))
    with pytest.raises(ValueError, match="expected n_x = 4"):
        model.run(pack([np.ones((2, 3))]))
    with pytest.raises(ValueError, match="nan"):
        model.run(pack([np.ones((2, 4)), np.full((1, 4), np.nan)]))
    with pytest.raises(ValueError, match="y has 2 targets but x has 3 sequences"):
        bptt(model, pack(x), y[:2], squared_error)
    with pytest.raises(ValueError, match=r"y\[1\] has shape \(4, 7\), expected \(5, 7\)"):
        bptt(model, pack(x), [y[0], y[1][:4], y[2]], squared_error)
    holed = [y_i.copy() for y_i in y]
    holed[1][4, 6] = np.nan
    with pytest.raises(ValueError, match=r"y\[1\] holds nan at t = 4, unit = 6"):
        bptt(model, pack(x), holed, squared_error)
    with pytest.raises(ValueError, match=r"expected \(B = 3, n_f = 7\)"):
        bptt(model, pack(x), y[0][0], squared_error, read="last")
    with pytest.raises(ValueError, match="B = 3"):
        model.run(pack(x), z[:2])
    with pytest.raises(ValueError, match="number"):
        model.run(pack([np.array([1, 9])]))


def test_sequences_of_one_length_keep_their_order():
    lengths = np.tile([3, 1, 3, 2, 3], 20)
    packed = pack([np.ones((T, 2)) for T in lengths])
    for T in (1, 2, 3):
        places = packed.order[lengths[packed.order] == T]
        assert (np.diff(places) > 0).all()
    assert (np.diff(lengths[packed.order]) <= 0).all()


def test_lists_of_numbers_are_packed_as_arrays_and_one_hot_words_stay_numbers():
    packed = pack([[[1.0, 2.0]], [[3.0, 4.0], [5.0, 6.0]]])
    np.testing.assert_array_equal(packed.rows, [[3.0, 4.0], [1.0, 2.0], [5.0, 6.0]])
    words = pack([OneHot(np.array([2, 0, 1]), 4)])
    assert isinstance(words.rows, OneHot) and words.rows.n == 4


def test_a_network_that_cannot_be_packed_says_so_and_what_to_do():
    class Alone(RNN):
        packs = False

    model, (x, y, _) = Alone(*parameters(rnn()).values()), sequences((3, 1))
    for read in (lambda: model.run(pack(x)), lambda: bptt(model, pack(x), y, squared_error)):
        with pytest.raises(TypeError, match="Alone cannot read packed sequences; run them one"):
            read()


def test_what_is_packed_does_not_change_and_equals_itself_alone():
    x = [np.ones((2, 4)), np.ones((1, 4))]
    packed = pack(x)
    for value, name in [(packed, "rows"), (packed.steps, "counts")]:
        with pytest.raises(FrozenInstanceError):
            setattr(value, name, ())
    assert packed == packed and packed != pack(x)


def test_a_network_that_cannot_be_packed_says_so_everywhere():
    x = pack([np.ones((3, 4)), np.ones((2, 4))])
    y = [np.ones((3, 7)), np.ones((2, 7))]
    for model in (random_like(OutputRNN)(SIZES[0]), untied()):
        for call in (
            lambda model=model: model.run(x),
            lambda model=model: bptt(model, x, y, squared_error),
            lambda model=model: record(model, x),
        ):
            with pytest.raises(TypeError, match="packed"):
                call()
