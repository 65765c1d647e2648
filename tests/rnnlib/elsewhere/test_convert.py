"""Weights on the move: there and back is exact, and every formula of the table is run."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from cases import SIZES, data, rnn
from oracle import far

from rnnlib import (
    RNN,
    DenseNet,
    OneHot,
    bptt,
    gradient,
    gradient_check,
    identity,
    pack,
    record,
    relu,
    sigmoid,
    squared_error,
    tanh,
)
from rnnlib.elsewhere import convert, notations
from rnnlib.inputs.values import parameters, with_parameters

NAMES = [row.name for row in notations.NOTATIONS]
each_notation = pytest.mark.parametrize("name", NAMES)
each_size = pytest.mark.parametrize("sizes", SIZES, ids=str)
TOLERANCE = {np.float32: 1e-6, np.float64: 1e-12}
each_precision = pytest.mark.parametrize("dtype", TOLERANCE, ids=lambda d: d.__name__)


def in_precision(model, dtype):
    return with_parameters(model, {k: a.astype(dtype) for k, a in parameters(model).items()})


def same(model, other):
    for letter, array in parameters(model).items():
        found = parameters(other)[letter]
        assert found.dtype == array.dtype
        np.testing.assert_array_equal(found, array)
    assert (model.sigma, model.tau) == (other.sigma, other.tau)


@each_notation
@each_size
@each_precision
def test_there_and_back_is_exact(name, sizes, dtype):
    model = in_precision(rnn(sizes, sigma=relu, tau=identity), dtype)
    arrays = convert.to_notation(model, name)
    same(model, convert.from_notation(arrays, name, sigma=relu, tau=identity))


@each_notation
@each_size
@each_precision
def test_their_formula_on_their_arrays_gives_our_states_and_scores(name, sizes, dtype):
    model, row = in_precision(rnn(sizes), dtype), notations.notation(name)
    x, _, z = (array.astype(dtype) for array in data(sizes))
    arrays = convert.to_notation(model, name)
    theirs = row.states(arrays, row.sequence(x), z.T if row.columns else z)
    states, _ = model.run(x, z)
    assert theirs.dtype == dtype
    assert far(row.sequence_here(theirs), states) < TOLERANCE[dtype]
    s = row.next_score(arrays, states[-1].T if row.columns else states[-1])
    assert far(s.T if row.columns else s, model.score(states[-1])) < TOLERANCE[dtype]


@each_notation
def test_one_step_of_theirs_is_one_step_of_ours(name):
    model, row, (x, _, z) = rnn(), notations.notation(name), data()
    arrays = convert.to_notation(model, name)
    turn = np.transpose if row.columns else np.asarray
    given = turn(row.next_state(arrays, turn(x[0]), turn(z)))
    assert far(given, model.step(x[0], z)) < 1e-12


@each_notation
def test_a_formula_names_its_own_arrays_and_nothing_else(name):
    row = notations.notation(name)
    words = set(re.findall(r"[A-Za-zŷ_]\w*", row.step + " " + row.score)) - {"tanh", "T"}
    letters = {n for names in row.names.values() for n in names}
    assert words == letters | {row.x, row.z}


def test_the_lab_gives_the_lectures_three_letters_other_roles():
    model = rnn()
    lab = convert.to_notation(model, "the lecture's lab")
    for theirs, ours in {"U": model.W, "W": model.V, "V": model.U}.items():
        np.testing.assert_array_equal(lab[theirs], ours.T)
    # read with the lecture's roles, W and U of the lab do not even have the right shapes
    with pytest.raises(ValueError, match="expected"):
        convert.from_notation(lab, "the lecture")


def test_axes_of_the_deeplearning_ai_assignment():
    row, (x, _, z) = notations.notation("deeplearning.ai"), data()
    T, B, n_x = x.shape
    there = row.sequence(x)
    assert there.shape == (n_x, B, T)
    np.testing.assert_array_equal(there[:, :, 2], x[2].T)
    np.testing.assert_array_equal(row.sequence_here(there), x)
    arrays = convert.to_notation(rnn(), row.name)
    assert arrays["ba"].shape == (2, 1)
    assert row.states(arrays, there, z.T).shape == (2, B, T)


def test_two_biases_are_added_and_one_becomes_the_first_of_two():
    model = rnn()
    arrays = convert.to_notation(model, "PyTorch nn.RNN")
    np.testing.assert_array_equal(arrays["bias_ih_l0"], model.b)
    assert not arrays["bias_hh_l0"].any()
    arrays["bias_hh_l0"] = np.array([0.25, -4.0])
    moved = convert.from_notation(arrays, "PyTorch nn.RNN")
    np.testing.assert_array_equal(moved.b, model.b + np.array([0.25, -4.0]))


@each_notation
def test_nothing_shares_memory_and_nothing_that_comes_in_is_changed(name):
    model = rnn()
    arrays = convert.to_notation(model, name)
    back = convert.from_notation(arrays, name)
    for array in arrays.values():
        assert not any(np.shares_memory(array, p) for p in parameters(model).values())
        assert not any(np.shares_memory(array, p) for p in parameters(back).values())
        array += 1
    same(model, back)


def test_keras_lists_are_in_the_order_of_get_weights():
    model = rnn(tau=identity)
    recurrent, dense = convert.to_keras(model)
    assert [a.shape for a in recurrent] == [(4, 2), (2, 2), (2,)]
    assert [a.shape for a in dense] == [(2, 7), (7,)]
    same(model, convert.from_keras(recurrent, dense, tau=identity))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"Wax": np.ones((4, 2))}, r"Wax has shape \(4, 2\), expected \(2, n_x\).*write Wax.T"),
        ({"Wya": np.ones(7)}, r"Wya has shape \(7,\), expected \(n_f, 2\)"),
        ({"Waa": np.ones((3, 2))}, r"Waa has shape \(3, 2\), expected \(2, 2\)"),
        ({"Waa": np.ones((2, 3))}, r"Wax has shape \(2, 4\), expected \(3, n_x\)"),
        ({"Waa": np.ones(2)}, r"Waa has shape \(2,\), expected \(2, 2\)"),
        ({"Wya": np.ones((2, 7))}, r"Wya has shape \(2, 7\), expected .*write Wya.T"),
        ({"ba": np.ones((1, 2))}, r"ba has shape \(1, 2\), expected \(2, 1\)"),
        ({"ba": np.ones((2, 2))}, r"ba has shape \(2, 2\).*two biases in one array: add its rows"),
        ({"by": np.ones(6)}, r"by has shape \(6,\), expected \(7, 1\)"),
        ({"bh": np.ones(2)}, "bh is not part of it: deeplearning.ai has Wax, Waa"),
        ({"Wya": np.ones((7, 2), complex)}, "Wya holds complex128"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_wrong_arrays_are_named_in_the_other_ones_letters(change, message):
    arrays = convert.to_notation(rnn(), "deeplearning.ai") | change
    with pytest.raises((ValueError, TypeError), match=message):
        convert.from_notation(arrays, "deeplearning.ai")


def test_what_is_missing_is_named():
    with pytest.raises(ValueError, match=r"W_hh, b_q is missing: d2l has"):
        arrays = convert.to_notation(rnn(), "d2l")
        del arrays["W_hh"], arrays["b_q"]
        convert.from_notation(arrays, "d2l")
    with pytest.raises(ValueError, match="no notation 'd3l', expected one of 'this course'"):
        convert.to_notation(rnn(), "d3l")
    with pytest.raises(TypeError, match="arrays is list, expected a dict: name -> array"):
        convert.from_notation([1, 2], "d2l")
    with pytest.raises(TypeError, match=r"model is a DenseNet, expected an RNN: .* be converted"):
        net = DenseNet.initialise(4, 3, 2, rng=np.random.default_rng(0))
        convert.to_notation(net, "d2l")
    with pytest.raises(ValueError, match=r"SimpleRNN are 2 arrays, expected 3.*np.zeros"):
        recurrent, dense = convert.to_keras(rnn())
        convert.from_keras(recurrent[:2], dense)


def test_the_printed_tables_are_the_table_that_converts():
    text = (Path(__file__).parents[3] / "NOTATION.md").read_text(encoding="utf-8")
    assert notations.markdown() in text, "put notations.markdown() into NOTATION.md"
    letters, formulas = str(convert.translation()), str(convert.translation("formulas"))
    for row in notations.NOTATIONS:
        assert row.name in letters and row.step in formulas
        for names in row.names.values():
            assert " + ".join(names) in letters
    with pytest.raises(ValueError, match='what = \'x\', expected "letters" or "formulas"'):
        convert.translation("x")


# --- with PyTorch, where it is installed -------------------------------------------------------


@pytest.fixture
def torch():
    return pytest.importorskip("torch")


@each_size
@each_precision
@pytest.mark.parametrize("sigma", [tanh, relu], ids=str)
@pytest.mark.parametrize("cell", [False, True], ids=["RNN", "RNNCell"])
def test_pytorch_gives_our_states_and_scores_and_the_way_back_is_exact(
    torch, sizes, dtype, sigma, cell
):
    model = in_precision(rnn(sizes, sigma=sigma, tau=identity), dtype)
    x, _, z = (array.astype(dtype) for array in data(sizes))
    recurrent, linear = convert.to_torch(model, cell=cell)
    with torch.no_grad():
        h, theirs = torch.from_numpy(z), []
        if cell:
            for x_t in torch.from_numpy(x):
                h = recurrent(x_t, h)
                theirs.append(h)
            theirs = torch.stack(theirs)
        else:
            theirs, _ = recurrent(torch.from_numpy(x), h[None])
        scores = linear(theirs).numpy()
    states, outputs = model.run(x, z)
    assert far(theirs.numpy(), states) < TOLERANCE[dtype]
    assert far(scores, outputs) < TOLERANCE[dtype]
    same(model, convert.from_torch(recurrent, linear, tau=identity))


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("cell", [False, True], ids=["RNN", "RNNCell"])
def test_a_module_made_in_pytorch_keeps_its_numbers_here(torch, cell, bias):
    make = torch.nn.RNNCell if cell else torch.nn.RNN
    with torch.random.fork_rng():
        torch.manual_seed(0)
        recurrent = make(4, 3, nonlinearity="relu", bias=bias, dtype=torch.float64)
        linear = torch.nn.Linear(3, 2, bias=bias, dtype=torch.float64)
    model = convert.from_torch(recurrent, linear, tau=sigmoid)
    x = np.random.default_rng(0).normal(size=(1, 5, 4))
    with torch.no_grad():
        h = recurrent(torch.from_numpy(x[0] if cell else x))
        h = h if cell else h[0][0]
        f = torch.sigmoid(linear(h)).numpy()
    states, outputs = model.run(x)
    assert far(states[0], h.numpy()) < 1e-12
    assert far(outputs[0], f) < 1e-12


def test_a_module_and_our_model_share_no_memory(torch):
    model = rnn(tau=identity)
    recurrent, linear = convert.to_torch(model)
    back = convert.from_torch(recurrent, linear, tau=identity)
    with torch.no_grad():
        for p in [*recurrent.parameters(), *linear.parameters()]:
            p.add_(1)
    same(model, back)
    np.testing.assert_array_equal(model.b, rnn().b)


def test_modules_that_are_no_plain_rnn_are_refused_with_the_reason(torch):
    nn = torch.nn
    linear = nn.Linear(3, 2)
    for module, message in [
        (nn.RNN(4, 3, num_layers=2, bidirectional=True), "num_layers = 2 and bidirectional = True"),
        (nn.Linear(4, 3), "recurrent is Linear, expected one of torch.nn: RNN, RNNCell, GRU"),
        (nn.RNN(4, 5), r"weight has shape \(2, 3\), expected \(n_f, 5\)"),
    ]:
        with pytest.raises((ValueError, TypeError), match=message):
            convert.from_torch(module, linear)
    with pytest.raises(TypeError, match=r"linear is RNN, expected torch.nn.Linear"):
        convert.from_torch(nn.RNN(4, 3), nn.RNN(4, 3))
    with pytest.raises(ValueError, match=r"sigma = sigmoid: torch.nn.RNN has tanh and relu only"):
        convert.to_torch(rnn(sigma=sigmoid))


# --- PyTorch: with an Embedding in front, and without ------------------------------------------


@pytest.fixture
def torch_parts():
    torch = pytest.importorskip("torch")
    torch.manual_seed(0)
    nn, double = torch.nn, {"dtype": torch.float64}
    parts = nn.Embedding(7, 5, **double), nn.RNN(5, 3, **double), nn.Linear(3, 2, **double)
    return torch, *parts


NUMBERS = np.array([[6, 0], [1, 1], [3, 2], [4, 4]])  # (T, B): also numbers from 5 on


def test_an_embedding_makes_of_w_a_row_for_each_word(torch_parts):
    torch, embedding, recurrent, linear = torch_parts
    model = convert.from_torch(recurrent, linear, embedding=embedding)
    states, outputs = model.run(NUMBERS)
    theirs, _ = recurrent(embedding(torch.from_numpy(NUMBERS)))
    np.testing.assert_allclose(states, theirs.detach().numpy(), rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(outputs, torch.sigmoid(linear(theirs)).detach().numpy(), rtol=1e-12)
    assert model.n("n_x") == 7 and type(model) is RNN


def test_without_its_embedding_no_number_is_taken_for_a_word(torch_parts):
    _, _, recurrent, linear = torch_parts
    model = convert.from_torch(recurrent, linear)
    small, y, z = NUMBERS % 5, np.zeros((4, 2, 2)), np.zeros((2, 3))
    ways = [
        lambda: model.run(small),
        lambda: model.run(small[:, 0]),
        lambda: model.step(small[0], z),
        lambda: model.step(3, z[0]),
        lambda: bptt(model, small, y, squared_error),
        lambda: bptt(model, pack([small[:, 0], small[:2, 1]]), [y[:, 0], y[:2, 0]], squared_error),
        lambda: model.run(pack([small[:, 0], small[:2, 1]])),
        lambda: record(model, small),
        lambda: gradient_check(model, small, y, squared_error),
    ]
    for way in ways:
        with pytest.raises(ValueError, match=r"from_torch\(…, embedding=…\)"):
            way()


def test_vectors_and_one_hot_words_are_read_and_a_trained_copy_refuses_as_well(torch_parts):
    _, _, recurrent, linear = torch_parts
    model = convert.from_torch(recurrent, linear)
    words = OneHot(NUMBERS % 5, 5)
    np.testing.assert_array_equal(model.run(words)[0], model.run(np.asarray(words))[0])
    y = np.zeros((4, 2, 2))
    by_hand, by_trace = (
        bptt(model, words, y, squared_error)[1],
        gradient(record(model, words, y, squared_error)),
    )
    np.testing.assert_allclose(by_hand.W, by_trace.W, atol=1e-12)
    assert convert.to_notation(model, "PyTorch nn.RNN").keys()
    for other in (by_hand, replace(model, b=model.b + 1)):
        with pytest.raises(ValueError, match="embedding"):
            other.run(NUMBERS % 5)


def test_an_embedding_that_is_none_or_does_not_fit_is_named(torch_parts):
    torch, _, recurrent, linear = torch_parts
    nn, double = torch.nn, {"dtype": torch.float64}
    for wrong, error, says in (
        (nn.Linear(7, 5), TypeError, "embedding is Linear"),
        (nn.Embedding(7, 4, **double), ValueError, "vectors of 4 numbers"),
        (nn.Embedding(7, 5, max_norm=1.0, **double), ValueError, "max_norm"),
        (np.zeros((7, 5)), TypeError, "embedding is ndarray"),
    ):
        with pytest.raises(error, match=says):
            convert.from_torch(recurrent, linear, embedding=wrong)
