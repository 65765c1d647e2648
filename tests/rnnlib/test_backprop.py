"""The gradients: hand-written BPTT = trace = complex step = PyTorch."""

import dataclasses

import numpy as np
import pytest
from cases import HEADS, SIZES, data, random_like, rnn
from oracle import complex_step, far, naive_loss

from rnnlib import (
    DenseNet,
    OneHot,
    OutputRNN,
    binary_cross_entropy,
    bptt,
    cross_entropy,
    gradient,
    gradient_check,
    gradients,
    identity,
    parameters,
    record,
    sigmoid,
    softmax,
    squared_error,
    tanh,
)
from rnnlib.backprop import GradientCheck

everywhere = pytest.mark.parametrize("sizes", SIZES, ids=str)
every_head = pytest.mark.parametrize("head", HEADS, ids=lambda h: "-".join(map(str, h)))
both_reads = pytest.mark.parametrize("read", ["every", "last"])


@everywhere
@every_head
@both_reads
def test_bptt_equals_the_complex_step(sizes, head, read):
    sigma, tau, loss = head
    model = rnn(sizes, sigma, tau)
    x, y, z_init = data(sizes, loss, read)
    value, given, dx, dz_init = bptt(model, x, y, loss, z_init=z_init, read=read, with_inputs=True)
    arrays, names = parameters(model), [sigma.name, tau.name, loss.name]
    assert far(value, naive_loss(arrays, x, y, z_init, read, names)) < 1e-12
    for name, array in arrays.items():
        slopes = complex_step(
            lambda p, k=name: naive_loss({**arrays, k: p}, x, y, z_init, read, names), array
        )
        assert far(getattr(given, name), slopes) < 1e-10, name
    by_x = complex_step(lambda p: naive_loss(arrays, p, y, z_init, read, names), x)
    by_z = complex_step(lambda p: naive_loss(arrays, x, y, p, read, names), z_init)
    assert far(dx, by_x) < 1e-10
    assert far(dz_init, by_z) < 1e-10


@everywhere
@every_head
@both_reads
def test_walking_the_trace_back_gives_the_gradients_of_bptt(sizes, head, read):
    sigma, tau, loss = head
    model = rnn(sizes, sigma, tau)
    x, y, z_init = data(sizes, loss, read)
    value, given, dx, dz_init = bptt(model, x, y, loss, z_init=z_init, read=read, with_inputs=True)
    trace = record(model, x, y, loss, z_init=z_init, read=read)
    walked, by_node = gradient(trace), gradients(trace)
    assert far(trace.value("L"), value) < 1e-12
    for name in parameters(model):
        assert far(getattr(walked, name), getattr(given, name)) < 1e-10, name
    assert far(by_node[trace["z_init"]], dz_init) < 1e-10
    assert far(by_node[trace["x[0]"]], dx[0]) < 1e-10


@pytest.mark.parametrize("head", HEADS, ids=lambda h: "-".join(map(str, h)))
def test_a_dense_net_has_the_gradients_of_an_rnn_that_takes_one_step_from_zero(head):
    sigma, tau, loss = head
    sizes = (1, 3, 4, 5, 2)
    model = rnn(sizes, sigma, tau)
    x, y, _ = data(sizes, loss, "last")
    dense = DenseNet(model.W, model.b, model.U, model.c, sigma, tau)
    value, given, dx, _ = bptt(dense, x[0], y, loss, with_inputs=True)
    other_value, other, other_dx, _ = bptt(model, x, y, loss, read="last", with_inputs=True)
    walked = gradient(record(dense, x[0], y, loss))
    assert value == pytest.approx(other_value, rel=1e-14)
    assert far(dx, other_dx[0]) < 1e-14
    for name in parameters(dense):
        assert far(getattr(given, name), getattr(other, name)) < 1e-13, name
        assert far(getattr(walked, name), getattr(given, name)) < 1e-13, name


@both_reads
def test_bptt_equals_pytorch(read):
    torch = pytest.importorskip("torch", reason="PyTorch is an optional oracle")
    model, (x, y, z_init) = rnn(tau=identity), data(read=read)
    cell = torch.nn.RNN(model.W.shape[0], model.W.shape[1]).double()
    head = torch.nn.Linear(*model.U.shape).double()
    with torch.no_grad():
        cell.weight_ih_l0.copy_(torch.tensor(model.W.T))
        cell.weight_hh_l0.copy_(torch.tensor(model.V.T))
        cell.bias_ih_l0.copy_(torch.tensor(model.b))
        cell.bias_hh_l0.zero_()
        head.weight.copy_(torch.tensor(model.U.T))
        head.bias.copy_(torch.tensor(model.c))
    z, _ = cell(torch.tensor(x), torch.tensor(z_init)[None])
    f = head(z if read == "every" else z[-1])
    loss = ((f - torch.tensor(y)) ** 2).sum() / 2 / x.shape[1]
    loss.backward()
    value, given = bptt(model, x, y, squared_error, z_init=z_init, read=read)
    assert far(value, loss.item()) < 1e-10
    expected = {
        "W": cell.weight_ih_l0.grad.T,
        "V": cell.weight_hh_l0.grad.T,
        "b": cell.bias_ih_l0.grad,
        "U": head.weight.grad.T,
        "c": head.bias.grad,
    }
    for name, slopes in expected.items():
        assert far(getattr(given, name), slopes.numpy()) < 1e-10, name


@both_reads
def test_a_batch_is_the_mean_of_its_sequences_one_by_one(read):
    model, (x, y, z_init) = rnn(), data(read=read)
    value, whole = bptt(model, x, y, squared_error, z_init=z_init, read=read)
    rows = [
        bptt(
            model,
            x[:, row],
            y[:, row] if read == "every" else y[row],
            squared_error,
            z_init=z_init[row],
            read=read,
        )
        for row in range(x.shape[1])
    ]
    assert value == pytest.approx(np.mean([v for v, _ in rows]), rel=1e-13)
    for name in parameters(model):
        mean = np.mean([getattr(g, name) for _, g in rows], axis=0)
        assert far(getattr(whole, name), mean) < 1e-13, name


def test_the_loss_is_the_sum_over_the_steps_read():
    model, (x, y, z_init) = rnn(), data()
    trace = record(model, x, y, squared_error, z_init=z_init)
    steps = sum(trace.value(f"L[{t}]") for t in range(len(x)))
    assert bptt(model, x, y, squared_error, z_init=z_init)[0] == pytest.approx(steps, rel=1e-13)


def test_one_hot_rows_and_their_indices_give_the_same_numbers():
    model, (_, y, z_init) = rnn(), data()
    words = OneHot(np.random.default_rng(2).integers(4, size=(5, 3)), 4)
    by_look_up = bptt(model, words, y, squared_error, z_init=z_init, with_inputs=True)
    by_product = bptt(model, np.asarray(words), y, squared_error, z_init=z_init, with_inputs=True)
    assert by_look_up[0] == by_product[0]
    assert far(by_look_up[2], by_product[2]) < 1e-14
    for name in parameters(model):
        assert far(getattr(by_look_up[1], name), getattr(by_product[1], name)) < 1e-14, name


def test_z_init_for_all_rows_gets_the_gradient_of_all_rows():
    model, (x, y, _) = rnn(), data()
    z = np.array([0.3, -0.8])
    *_, shared = bptt(model, x, y, squared_error, z_init=z, with_inputs=True)
    *_, single = bptt(model, x, y, squared_error, z_init=np.tile(z, (3, 1)), with_inputs=True)
    assert shared.shape == (2,)
    assert far(shared, single.sum(axis=0)) < 1e-14


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_precision_stays_what_it_is(dtype):
    model, arrays = rnn(), [a.astype(dtype) for a in data()]
    model = type(model)(*(a.astype(dtype) for a in parameters(model).values()))
    x, y, z_init = arrays
    value, given, dx, dz = bptt(model, x, y, squared_error, z_init=z_init, with_inputs=True)
    assert {value.dtype, dx.dtype, dz.dtype, given.dtype} == {np.dtype(dtype)}
    assert {a.dtype for a in model.run(x, z_init)} == {np.dtype(dtype)}
    trace = record(model, x, y, squared_error, z_init=z_init)
    assert {node.dtype for node in trace.nodes} == {np.dtype(dtype)}


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    ("tau", "loss"), [(sigmoid, binary_cross_entropy), (softmax, cross_entropy)], ids=str
)
@pytest.mark.parametrize("score", [1000.0, -1000.0])
def test_scores_of_a_thousand_give_finite_losses_and_gradients(dtype, tau, loss, score):
    model = rnn((2, 1, 3, 2, 2), tau=tau)
    arrays = {name: a.astype(dtype) for name, a in parameters(model).items()}
    arrays["c"] = np.array([score, -score], dtype)
    model = type(model)(*arrays.values(), tanh, tau)
    y = np.array([0.0, 1.0], dtype)
    value, given = bptt(model, np.ones((2, 3), dtype), y, loss, read="last")
    assert np.isfinite(value)
    assert all(np.isfinite(a).all() for a in parameters(given).values())
    if score > 0:
        assert value == pytest.approx(2000, rel=0.01)


def test_gradient_check_passes_the_right_gradient_and_names_the_wrong_parameter():
    model, (x, y, z_init) = rnn(), data()
    assert gradient_check(model, x, y, squared_error, z_init=z_init).passed
    right = bptt(model, x, y, squared_error, z_init=z_init)[1]
    wrong = dataclasses.replace(right, V=right.V.T)
    check = gradient_check(model, x, y, squared_error, z_init=z_init, gradient=wrong)
    assert not check.passed
    assert [name for name, error in check.errors.items() if error > 1e-4] == ["V"]
    assert "dV" in str(check) and "wrong" in str(check)


def test_what_is_no_model_is_named():
    with pytest.raises(TypeError, match="model is a ndarray, expected a network such as an RNN"):
        bptt(data()[0], rnn(), data()[1], squared_error)


def test_gradient_check_refuses_float32():
    model = rnn()
    model = type(model)(*(a.astype(np.float32) for a in parameters(model).values()))
    with pytest.raises(TypeError, match="central differences need float64"):
        gradient_check(model, np.ones((2, 4), np.float32), np.ones((2, 7)), squared_error)


def test_nothing_that_comes_in_is_modified():
    model, (x, y, z_init) = rnn(), data()
    given = [*parameters(model).values(), x, y, z_init]
    before = [a.copy() for a in given]
    bptt(model, x, y, squared_error, z_init=z_init, with_inputs=True)
    gradient(record(model, x, y, squared_error, z_init=z_init))
    gradient_check(model, x, y, squared_error, z_init=z_init)
    for a, b in zip(given, before, strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize(
    ("y", "message"),
    [
        (np.zeros((5, 3)), r"shape \(5, 3\), expected \(T = 5, B = 3, n_f = 7\)"),
        (np.zeros((3, 5, 7)), r"expected \(T = 5, B = 3, n_f = 7\)"),
        (np.full((5, 3, 7), np.nan), "y holds nan at t = 0, row = 0, unit = 0"),
    ],
    ids=["no unit axis", "batch first", "NaN"],
)
def test_wrong_targets_are_named(y, message):
    model, (x, _, _) = rnn(), data()
    for function in (bptt, record):
        with pytest.raises(ValueError, match=message):
            function(model, x, y, squared_error)


def test_a_missing_unit_axis_gets_its_remedy():
    model, (x, _, _) = rnn((5, 3, 4, 2, 1)), data((5, 3, 4, 2, 1))
    with pytest.raises(ValueError, match=r"write y\[..., None\]"):
        bptt(model, x, np.zeros(3), squared_error, read="last")


def test_a_loss_must_fit_the_output_activation():
    model, (x, y, _) = rnn(tau=tanh), data()
    for function in (bptt, record):
        with pytest.raises(ValueError, match="tau = sigmoid"):
            function(model, x, y, binary_cross_entropy)
        with pytest.raises(TypeError, match="expected a loss of rnnlib"):
            function(model, x, y, np.mean)


# --- the gradient check's own limits ------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        *zip(
            [0.0, 9.9e-8, 1e-7, 9.9e-5, 1e-4, 1.0, np.nan],
            ["right", "right", "look again", "look again", "wrong", "wrong", "wrong"],
            strict=True,
        )
    ],
)
def test_the_limits_of_the_gradient_check_are_those_it_states(error, verdict):
    check = GradientCheck({"W": 0.0, "V": error})
    assert str(check).splitlines()[1].endswith(f"  {verdict}")
    assert check.passed == (verdict == "right")


@pytest.mark.parametrize("slip", [1e-6, 1e-5, 1e-3, 0.5])
@pytest.mark.parametrize("name", ["W", "V", "b", "U", "c"])
def test_a_gradient_that_is_a_little_off_does_not_pass(slip, name):
    model, (x, y, z_init) = rnn(), data()
    given = bptt(model, x, y, squared_error, z_init=z_init)[1]
    off = getattr(given, name).copy()
    off.flat[-1] += slip * np.abs(off).max()
    given = dataclasses.replace(given, **{name: off})
    check = gradient_check(model, x, y, squared_error, z_init=z_init, gradient=given)
    assert not check.passed
    assert check.errors[name] == pytest.approx(slip / (2 + slip), rel=0.5)
    assert all(error < 1e-8 for other, error in check.errors.items() if other != name)


def test_the_gradient_check_knows_teachers_and_first_outputs():
    model, (x, y, _) = random_like(OutputRNN)(SIZES[0]), data()
    f_init = np.random.default_rng(5).normal(size=(3, 7))
    for options in ({"teacher": True, "f_init": f_init}, {"f_init": f_init}):
        assert gradient_check(model, x, y, squared_error, **options).passed
    free = bptt(model, x, y, squared_error, f_init=f_init)[1]
    teacher = {"teacher": True, "f_init": f_init, "gradient": free}
    assert not gradient_check(model, x, y, squared_error, **teacher).passed


def test_how_to_read_is_every_or_last():
    model, (x, y, _) = rnn(), data()
    for function in (bptt, record):
        with pytest.raises(ValueError, match="read = 'all', expected \"every\""):
            function(model, x, y, squared_error, read="all")


def test_a_gradient_below_the_floor_counts_as_zero():
    """The true gradient is zero, since the output is what it should be."""
    model, (x, _, _) = rnn(), data()
    y = model.run(x)[1]
    for size, error in ((1e-7, 1.0), (1e-9, 0.1)):
        small = {name: np.full_like(a, size) for name, a in parameters(model).items()}
        given = dataclasses.replace(model, **small)
        check = gradient_check(model, x, y, squared_error, gradient=given)
        assert [*check.errors.values()] == pytest.approx([error] * 5, rel=0.05)


def test_a_verdict_is_not_changed_afterwards():
    with pytest.raises(dataclasses.FrozenInstanceError):
        GradientCheck({"W": 0.5}).errors = {}
