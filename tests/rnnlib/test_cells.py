"""The cells: a run is repeated steps, rows are columns, nothing is modified, bad input is named."""

import dataclasses

import numpy as np
import pytest
from cases import SIZES, data, rnn
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from rnnlib import (
    RNN,
    DenseNet,
    Network,
    OneHot,
    OutputRNN,
    count,
    parameters,
    record,
    sigmoid,
    softmax,
    squared_error,
    tanh,
)
from rnnlib.cells import network

everywhere = pytest.mark.parametrize("sizes", SIZES, ids=str)


def dense(n_x=4, n_z=3, n_f=2):
    return DenseNet.initialise(n_x, n_z, n_f, rng=np.random.default_rng(0))


@everywhere
def test_a_run_is_the_step_repeated(sizes):
    model, (x, _, z) = rnn(sizes), data(sizes)
    states, outputs = model.run(x, z)
    for t, x_t in enumerate(x):
        z = model.step(x_t, z)
        np.testing.assert_array_equal(states[t], z)
        np.testing.assert_allclose(outputs[t], model.output(z), rtol=1e-14)


@everywhere
def test_rows_in_code_are_the_columns_of_the_lecture(sizes):
    model, (x, _, z) = rnn(sizes), data(sizes)
    W, V, b, U, c = parameters(model).values()
    by_column = np.tanh(V.T @ z[0] + W.T @ x[0, 0] + b)
    np.testing.assert_allclose(model.step(x[0], z)[0], by_column, rtol=1e-13)
    f = 1 / (1 + np.exp(-(c + U.T @ by_column)))
    np.testing.assert_allclose(model.output(by_column), f, rtol=1e-13)


def test_a_dense_net_is_the_formula_of_the_lecture():
    net, x = dense(), np.array([0.5, -1.0, 2.0, 0.1])
    z, f = net.run(x)
    np.testing.assert_allclose(z, np.tanh(net.W.T @ x + net.b), rtol=1e-14)
    np.testing.assert_allclose(f, 1 / (1 + np.exp(-(net.c + net.U.T @ z))), rtol=1e-14)
    np.testing.assert_allclose(net.run(np.stack([x, -x]))[1][0], f, rtol=1e-14)


@everywhere
def test_read_last_is_the_last_of_read_every(sizes):
    model, (x, _, z) = rnn(sizes), data(sizes)
    every, last = model.run(x, z), model.run(x, z, read="last")
    np.testing.assert_array_equal(every[0], last[0])
    np.testing.assert_allclose(every[1][-1], last[1], rtol=1e-14)


@pytest.mark.parametrize("read", ["every", "last"])
def test_a_bare_sequence_is_a_batch_of_one_without_its_axis(read):
    model, (x, _, z) = rnn(), data()
    bare, batch = model.run(x[:, 0], z[0], read), model.run(x[:, :1], z[:1], read)
    assert bare[0].shape == (5, 2)
    assert bare[1].shape == ((5, 7) if read == "every" else (7,))
    np.testing.assert_array_equal(bare[0], batch[0][:, 0])
    np.testing.assert_array_equal(bare[1], batch[1][..., 0, :])


def test_a_sequence_does_not_see_its_batch_mates():
    model, (x, _, z) = rnn(), data()
    whole = model.run(x, z)[0]
    for row in range(x.shape[1]):
        alone = model.run(x[:, row], z[row])[0]
        np.testing.assert_allclose(whole[:, row], alone, rtol=1e-12)


def test_the_order_of_the_words_matters():
    model, (x, _, _) = rnn(), data()
    assert np.abs(model.run(x)[0][-1] - model.run(x[::-1])[0][-1]).max() > 0.01


def test_without_z_init_the_state_starts_at_zero():
    model, (x, _, z) = rnn(), data()
    np.testing.assert_array_equal(model.run(x)[0], model.run(x, np.zeros(2))[0])
    assert np.abs(model.run(x)[0] - model.run(x, z)[0]).max() > 0.01


def test_a_model_is_a_value():
    model = rnn()
    with pytest.raises(dataclasses.FrozenInstanceError):
        model.V = model.V.T
    other = dataclasses.replace(model, V=model.V.T)
    assert other.W is model.W and other.V is not model.V


def test_lists_of_whole_numbers_become_a_model():
    model = RNN([[1], [0]], [[2]], [0], [[1]], [0])
    assert model.dtype == np.float64
    np.testing.assert_allclose(model.run([[1, 0], [0, 1]])[0][:, 0], np.tanh([1, 2 * np.tanh(1)]))


def test_the_number_of_parameters_does_not_depend_on_the_length():
    model = RNN.initialise(5, 3, 1, rng=np.random.default_rng(0))
    assert count(model) == 5 * 3 + 3 * 3 + 3 + 3 * 1 + 1
    assert "31 parameters" in repr(model) and "n_z = 3" in repr(model)


def test_initialise_repeats_with_the_same_rng_and_rotates():
    one, two = (RNN.initialise(5, 4, 2, rng=np.random.default_rng(7)) for _ in range(2))
    for name, array in parameters(one).items():
        np.testing.assert_array_equal(array, parameters(two)[name])
    np.testing.assert_allclose(one.V @ one.V.T, np.eye(4), atol=1e-14)
    low = RNN.initialise(5, 4, 2, rng=np.random.default_rng(7), dtype=np.float32, tau=softmax)
    assert low.dtype == np.float32 and low.tau is softmax


@pytest.mark.parametrize("bad", [0, -3, 2.5, None, "5"])
@pytest.mark.parametrize("name", ["n_x", "n_z", "n_f"])
def test_a_size_that_is_no_count_is_named(name, bad):
    sizes = {"n_x": 4, "n_z": 3, "n_f": 2, name: bad}
    for cell in (RNN, DenseNet):
        with pytest.raises(ValueError, match=rf"{name} = .*expected a whole number, 1 or more"):
            cell.initialise(**sizes, rng=np.random.default_rng(0))


BAD_X = {
    "one axis": (np.zeros(4), r"shape \(4,\), expected \(T, B, n_x = 4\)"),
    "four axes": (np.zeros((1, 2, 3, 4)), "time first"),
    "other n_x": (np.zeros((5, 3, 6)), "last axis is 6, expected n_x = 4"),
    "swapped": (np.zeros((4, 5)), r"are the axes swapped\? .*x.T"),
    "swapped batch": (np.zeros((4, 3, 5)), "axis 0 has that size.*np.moveaxis"),
    "no step": (np.zeros((0, 3, 4)), "T = 0"),
    "no step, whole numbers": (np.zeros((0, 4), int), "T = 0"),
    "no row": (np.zeros((5, 0, 4)), "B = 0"),
    "NaN": (np.full((5, 3, 4), np.nan), "nan at t = 0, row = 0, unit = 0"),
    "infinite": (np.full((5, 4), np.inf), "inf at t = 0, unit = 0"),
}


@pytest.mark.parametrize(("x", "message"), BAD_X.values(), ids=BAD_X)
def test_wrong_input_is_named(x, message):
    for function in (rnn().run, lambda x: record(rnn(), x)):
        with pytest.raises(ValueError, match=message):
            function(x)


@pytest.mark.parametrize(
    ("x", "message"),
    [
        ("good news", "x holds <U9, expected float32 or float64"),
        (np.zeros((5, 4), complex), "x holds complex128"),
        (np.zeros((5, 4), np.float16), "x holds float16"),
        (np.zeros((5, 4), np.float32), r"x.astype\(np.float64\)"),
        ([[None] * 4], "x holds object"),
    ],
    ids=["text", "complex", "float16", "float32", "None"],
)
def test_a_foreign_dtype_is_named(x, message):
    with pytest.raises(TypeError, match=message):
        rnn().run(x)


def test_a_ragged_list_is_refused_with_a_value_error():
    with pytest.raises(ValueError, match=r"batches|same length"):
        rnn().run([[[0.0] * 4], [[0.0] * 4] * 2])


@pytest.mark.parametrize(
    ("z_init", "message"),
    [
        (np.zeros(3), r"z_init has shape \(3,\), expected \(n_z = 2,\)"),
        (np.zeros((2, 3)), r"expected .*\(B = 3, n_z = 2\)"),
        (np.zeros((1, 3, 2)), "z_init has shape"),
        (0.0, "z_init has shape"),
        (np.full(2, np.nan), "z_init holds nan at unit = 0"),
    ],
    ids=["n_z", "swapped", "time axis", "scalar", "NaN"],
)
def test_a_wrong_first_state_is_named(z_init, message):
    with pytest.raises(ValueError, match=message):
        rnn().run(data()[0], z_init)


def test_a_step_names_the_vector_that_does_not_fit():
    model = rnn()
    with pytest.raises(ValueError, match=r"x has shape \(5,\), expected \(n_x = 4,\)"):
        model.step(np.zeros(5), np.zeros(2))
    with pytest.raises(ValueError, match=r"z has shape \(3,\), expected \(n_z = 2,\)"):
        model.step(np.zeros(4), np.zeros(3))
    with pytest.raises(ValueError, match="x has B = 5 rows but z has B = 3"):
        model.step(np.zeros((5, 4)), np.zeros((3, 2)))
    with pytest.raises(ValueError, match="expected n_z = 2 as its last axis"):
        model.output(np.zeros(3))
    with pytest.raises(ValueError, match=r"x has shape \(3,\), expected \(n_x = 4,\)"):
        dense().run(np.zeros(3))


def test_parameters_that_do_not_fit_each_other_are_named():
    good = parameters(rnn())
    for name, array, message in [
        ("V", np.zeros((2, 3)), r"V has shape \(2, 3\), but n_z = 2 in W and 3 here"),
        ("b", np.zeros(3), "b has shape"),
        ("b", np.zeros((2, 1)), r"b has 2 axes, shape \(2, 1\); expected 1: \(n_z\)"),
        ("U", np.zeros((2, 3)), "n_f"),
        ("W", np.zeros((4, 0)), "n_z = 0"),
    ]:
        with pytest.raises(ValueError, match=message):
            RNN(**{**good, name: array})
    with pytest.raises(TypeError, match="V is float32 but W is float64"):
        RNN(**{**good, "V": good["V"].astype(np.float32)})
    with pytest.raises(TypeError, match=r"sigma is .*expected an activation"):
        RNN(**good, sigma=np.tanh)


@pytest.mark.parametrize("name", "WVbUc")
def test_a_parameter_that_is_no_number_is_named_when_it_is_used(name):
    arrays = {k: a.copy() for k, a in parameters(rnn()).items()}
    arrays[name].flat[0] = np.nan
    with pytest.raises(ValueError, match=f"{name} holds nan: every parameter must be finite"):
        RNN(**arrays).run(data()[0])


def test_read_must_be_every_or_last():
    with pytest.raises(ValueError, match=r'expected "every".*or "last"'):
        rnn().run(data()[0], read="all")


def test_unknown_word_numbers_are_refused():
    with pytest.raises(ValueError, match="indices hold 4"):
        OneHot([[0, 4]], 4)
    with pytest.raises(ValueError, match="indices hold -1"):
        OneHot([-1], 4)


@settings(max_examples=150, deadline=None)
@given(
    hnp.arrays(
        st.sampled_from([np.float64, np.float32, np.int64, np.complex128, np.bool_]),
        hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=6),
    )
)
def test_any_array_gives_a_run_or_a_sentence(x):
    """Bad input never ends in NumPy's own error: our messages all start with the name."""
    model = rnn()
    try:
        states, _ = model.run(x)
    except (ValueError, TypeError) as error:
        assert str(error).startswith("x ")
    else:
        words = x.dtype == np.int64 and x.ndim < 3  # numbers of words, see test_words.py
        assert x.shape[-1] == 4 or words
        assert np.isfinite(states).all()


def test_sigma_is_what_you_say_it_is():
    model, x = rnn(sigma=sigmoid), data()[0]
    assert model.run(x)[0].min() > 0 > rnn(sigma=tanh).run(x)[0].min()


def test_every_orthogonal_v_is_equally_likely():
    """Under the Haar measure every entry has mean 0 and mean square 1/n (Mezzadri, 2007)."""
    rng, n, draws = np.random.default_rng(0), 3, 2000
    V = np.stack([RNN.initialise(1, n, 1, rng=rng).V for _ in range(draws)])
    standard_error = 1 / np.sqrt(n * draws)
    assert np.abs(V.mean(axis=0)).max() < 4 * standard_error
    np.testing.assert_allclose((V**2).mean(axis=0), 1 / n, atol=0.03)
    assert 0.45 < (np.linalg.det(V) > 0).mean() < 0.55  # turns as often as mirrored


@pytest.mark.parametrize("cls", [RNN, DenseNet])
def test_random_weights_have_the_spread_of_one_over_the_root_of_their_inputs(cls):
    model = cls.initialise(400, 100, 300, rng=np.random.default_rng(0))
    assert model.W.std() == pytest.approx(1 / np.sqrt(400), rel=0.02)
    assert model.U.std() == pytest.approx(1 / np.sqrt(100), rel=0.02)
    assert not model.b.any() and not model.c.any()


def test_the_first_state_is_copied():
    model, (x, y, z_init) = rnn(), data()
    before = z_init.copy()
    trace = record(model, x, y, squared_error, z_init=z_init)
    z_init += 1
    np.testing.assert_array_equal(trace.value("z_init"), before)
    given = model.given(x, first=z_init)
    assert not np.shares_memory(given.first, z_init) and given.first.flags.writeable


def test_a_network_says_its_sizes_and_what_is_not_learned():
    model = RNN.initialise(5, 3, 1, rng=np.random.default_rng(0))
    said = "RNN(n_x = 5, n_z = 3, n_f = 1, sigma = tanh, tau = sigmoid): 31 parameters, float64"
    assert repr(model) == said


def test_a_network_is_equal_to_itself_alone_and_can_be_a_key():
    one, two = rnn(), rnn()
    assert one == one and one != two and {one: "found"}[one] == "found"


def test_an_option_that_no_class_knows_is_refused():
    with pytest.raises(TypeError):

        class Red(RNN, colour="red"):
            pass


@pytest.mark.parametrize("cell", [rnn(), dense()], ids=["RNN", "dense net"])
def test_what_a_network_has_no_use_for_is_refused(cell):
    x, y = np.ones((2, 3, 4)), np.ones((2, 3, len(cell.c)))
    if cell.reads == "vectors":
        x, y = x[0], y[0]
        with pytest.raises(ValueError, match=r"z_init = .*DenseNet has no use for it"):
            record(cell, x, z_init=np.zeros(3))
    with pytest.raises(ValueError, match=r"teacher = True: .* has no use for it"):
        record(cell, x, y, squared_error, teacher=True)
    with pytest.raises(ValueError, match=r"teacher = True: .* has no use for it"):
        cell.backward(x, y, squared_error, teacher=True)


@pytest.mark.parametrize("cell", [rnn(), dense()], ids=["RNN", "dense net"])
def test_gradients_of_the_inputs_come_only_when_they_are_asked_for(cell):
    x, y = np.ones((2, 3, 4)), np.ones((2, 3, len(cell.c)))
    x, y = (x[0], y[0]) if cell.reads == "vectors" else (x, y)
    assert len(cell.backward(x, y, squared_error)) == 2
    assert len(cell.backward(x, y, squared_error, with_inputs=True)) == 4


def test_the_hidden_layer_of_a_dense_net_is_the_state_that_is_read():
    net, x = dense(), np.ones((3, 4))
    np.testing.assert_array_equal(net.states_read(x), net.run(x)[0])


def test_only_what_hears_its_own_state_and_reads_what_it_writes_writes_on():
    model, (x, _, z) = rnn((5, 3, 4, 2, 4)), data((5, 3, 4, 2, 4))
    writer, state, bare = model.writes(x, z)
    assert writer is model and not bare
    np.testing.assert_array_equal(state, model.run(x, z)[0][-1])
    fed_back = OutputRNN.initialise(4, 3, 4, rng=np.random.default_rng(0))
    for other in (dense(4, 3, 4), rnn(), fed_back):
        with pytest.raises(ValueError, match="needs inputs and outputs of the same size"):
            Network.writes(other, x[0] if other.reads == "vectors" else x)


def test_what_is_no_network_is_named():
    with pytest.raises(TypeError, match="model is a int, expected a network such as an RNN: run"):
        network(3, "run(model, x)")
