"""One contract for every recurrent network: what is true of each of them, whatever its wiring.

A run is the step repeated; rows are the lecture's columns; a batch is its rows one by one; nothing
that comes in is modified; BPTT = walking the trace back = complex step = PyTorch where it has the
cell. A new network gets one entry in `KINDS` and is held to all of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace

import numpy as np
import pytest
from cases import HEADS, SIZES, data, random_like, rnn, untied
from oracle import ACTIVATIONS, LOSSES, complex_step, far

from rnnlib import (
    GRU,
    LSTM,
    Bidirectional,
    ComplexLinearRNN,
    EncoderDecoder,
    LinearRNN,
    MinGRU,
    OneToSequence,
    OutputRNN,
    Stacked,
    bptt,
    gradient,
    gradients,
    identity,
    parameters,
    record,
    squared_error,
)

# --- the kinds ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Kind:
    """One wiring: how it is built and called, and its formula for one row, in columns."""

    name: str
    build: Callable  # sizes -> model
    columns: Callable  # (p, σ, τ, x, y, first) -> all (z, f) that the loss can read, one row
    steps: Callable  # (model, x, y, first) -> the same, with the model's own step, a batch
    first: str | None = "z_init"  # the keyword of what comes before the first step
    options: dict = field(default_factory=dict)  # for bptt and record

    def __str__(self):
        return self.name

    @property
    def read(self):
        return self.options.get("read", "every")

    def data(self, sizes, loss=squared_error):
        """(x, y, first): y has a length of its own where the network writes its own steps."""
        T, B, n_x, n_z, n_f = sizes
        x, y, z = data(sizes, loss, self.read)
        if "complex" in self.name:  # two real numbers for each
            x, y, z = data((T, B, n_x, 2 * n_z, n_f), loss, self.read)
        if self.name in ("EncoderDecoder", "OneToSequence"):
            y = data((T + 2, B, n_x, n_z, n_f), loss)[1]
        if self.name == "OneToSequence":
            x = x[0]
        if self.first == "z_init" and (size := self.build(sizes).state_size) != n_z:
            z = np.random.default_rng(5).normal(size=(B, size))
        if self.first == "f_init":
            z = np.random.default_rng(5).normal(size=(B, n_f))
        return x, y, z

    def call(self, function, model, x, y, loss, first, **more):
        before = {} if self.first is None else {self.first: first}
        return function(model, x, y, loss, **before, **self.options, **more)

    def naive_loss(self, arrays, model, x, y, first, loss):
        """The loss by the lecture's formulas, one row after the other."""
        sigma, tau = ACTIVATIONS[model.sigma.name], ACTIVATIONS[model.tau.name]
        summed, rows = 0, x.shape[-2]
        for row in range(rows):
            y_row = y[..., row, :]
            f = [f for _, f in self.columns(arrays, sigma, tau, x[..., row, :], y_row, first[row])]
            pairs = [(f[-1], y_row)] if self.read == "last" else zip(f, y_row, strict=True)
            summed = summed + sum(LOSSES[loss.name](f_t, y_t) for f_t, y_t in pairs)
        return summed / rows


def rnn_columns(p, sigma, tau, x, y, z):
    for x_t in x:
        z = sigma(p["V"].T @ z + p["W"].T @ x_t + p["b"])
        yield z, tau(p["c"] + p["U"].T @ z)


def untied_columns(p, sigma, tau, x, y, z):
    for t, x_t in enumerate(x):
        z = sigma(p["V"][t].T @ z + p["W"][t].T @ x_t + p["b"][t])
        yield z, tau(p["c"] + p["U"].T @ z)


def free_columns(p, sigma, tau, x, y, f):
    for x_t in x:
        z = sigma(p["V"].T @ f + p["W"].T @ x_t + p["b"])
        f = tau(p["c"] + p["U"].T @ z)
        yield z, f


def teacher_columns(p, sigma, tau, x, y, f):
    for x_t, y_t in zip(x, y, strict=True):
        z = sigma(p["V"].T @ f + p["W"].T @ x_t + p["b"])
        yield z, tau(p["c"] + p["U"].T @ z)
        f = y_t


def writer_columns(p, sigma, tau, x, y, z):
    if "V" in p:
        z = 0 * p["b"]
        for x_t in x:
            z = sigma(p["V"].T @ z + p["W"].T @ x_t + p["b"])
    else:
        z = sigma(p["W"].T @ x + p["b"])
    last = 0 * p["c"]
    for y_s in y:
        z = sigma(p["V_dec"].T @ z + p["W_dec"].T @ last + p["b_dec"])
        yield z, tau(p["c"] + p["U"].T @ z)
        last = y_s


def logistic(a):
    return 1 / (1 + np.exp(-a))


def gate(p, letter, x, z, mark=""):
    V, W, b = (p[f"{name}_{letter}{mark}"] for name in "VWb")
    return logistic(V.T @ z + W.T @ x + b)


def gru_step(p, sigma, x, z, mark=""):
    u, r = gate(p, "u", x, z, mark), gate(p, "r", x, z, mark)
    V, W, b, b_V = (p[name + mark] for name in ("V", "W", "b", "b_V"))
    return (1 - u) * z + u * sigma(r * (V.T @ z + b_V) + W.T @ x + b)


def lstm_step(p, sigma, x, z, mark=""):
    h, k = np.split(z, 2)
    i, f, o = (gate(p, letter, x, h, mark) for letter in "ifo")
    k = f * k + i * sigma(p["V" + mark].T @ h + p["W" + mark].T @ x + p["b" + mark])
    return np.concatenate([o * sigma(k), k])


def gru_columns(p, sigma, tau, x, y, z):
    for x_t in x:
        z = gru_step(p, sigma, x_t, z)
        yield z, tau(p["c"] + p["U"].T @ z)


def early_reset_columns(p, sigma, tau, x, y, z):
    for x_t in x:
        u, r = gate(p, "u", x_t, z), gate(p, "r", x_t, z)
        new = sigma(p["V"].T @ (r * z) + p["b_V"] + p["W"].T @ x_t + p["b"])
        z = (1 - u) * z + u * new
        yield z, tau(p["c"] + p["U"].T @ z)


def lstm_columns(p, sigma, tau, x, y, z):
    for x_t in x:
        z = lstm_step(p, sigma, x_t, z)
        yield z, tau(p["c"] + p["U"].T @ np.split(z, 2)[0])


def stacked_columns(p, sigma, tau, x, y, z):
    n_z = len(p["U"])
    for x_t in x:
        low = gru_step(p, sigma, x_t, z[:n_z], "_0")
        high = lstm_step(p, sigma, low, z[n_z:], "_1")
        z = np.concatenate([low, high])
        yield z, tau(p["c"] + p["U"].T @ high[:n_z])


def two_way_columns(p, sigma, tau, x, y, z, last=False):
    ahead, back, forth, reverse = *np.split(z, 2), [], []
    for x_t in x:
        forth.append(ahead := gru_step(p, sigma, x_t, ahead))
    for x_t in x[::-1]:
        reverse.insert(0, back := gru_step(p, sigma, x_t, back, "_back"))
    for t, z in enumerate(zip(forth, reverse, strict=True)):
        read = (z[0], reverse[0]) if last and t == len(x) - 1 else z
        yield np.concatenate(z), tau(p["c"] + p["U"].T @ np.concatenate(read))


def two_way_ends(p, sigma, tau, x, y, z):
    return two_way_columns(p, sigma, tau, x, y, z, last=True)


def two_way_steps(model, x, y, z, last=False):
    ahead, back = np.split(z, 2, axis=-1)
    forth, _ = model.ahead.run(x, ahead)
    reverse = model.back.run(x[::-1], back)[0][::-1]
    for t, z in enumerate(zip(forth, reverse, strict=True)):
        read = (z[0], reverse[0]) if last and t == len(x) - 1 else z
        yield np.concatenate(z, axis=-1), model.output(np.concatenate(read, axis=-1))


def two_way_last_steps(model, x, y, z):
    return two_way_steps(model, x, y, z, last=True)


def linear_columns(p, sigma, tau, x, y, z):
    for x_t in x:
        z = np.tanh(p["v"]) * z + p["W"].T @ x_t + p["b"]
        yield z, tau(p["c"] + p["U"].T @ z)


def complex_columns(p, sigma, tau, x, y, z):
    r, cos, sin = ACTIVATIONS["sigmoid"](p["rho"]), np.cos(p["theta"]), np.sin(p["theta"])
    for x_t in x:
        re, im = np.split(z, 2)
        z = np.concatenate([r * (cos * re - sin * im), r * (sin * re + cos * im)])
        z = z + p["W"].T @ x_t + p["b"]
        yield z, tau(p["c"] + p["U"].T @ z)


def min_gru_columns(span):
    def columns(p, sigma, tau, x, y, z):
        for x_t in x:
            u = span * ACTIVATIONS["sigmoid"](p["W_u"].T @ x_t + p["b_u"])
            z = (1 - u) * z + u * (p["W"].T @ x_t + p["b"])
            yield z, tau(p["c"] + p["U"].T @ z)

    return columns


def complex_linear(sizes):
    _, _, n_x, n_z, n_f = sizes
    rng, of = np.random.default_rng(7), {"n_x": n_x, "n_z": 2 * n_z, "n_λ": n_z, "n_f": n_f}
    axes = ComplexLinearRNN.sizes.values()
    return ComplexLinearRNN(*(0.7 * rng.normal(size=[of[a] for a in each]) for each in axes))


def wide_min_gru(sizes):
    return replace(random_like(MinGRU)(sizes), span=2.0)


def rnn_steps(model, x, y, z):
    for x_t in x:
        z = model.step(x_t, z)
        yield z, model.output(z)


def untied_steps(model, x, y, z):
    for t, x_t in enumerate(x):
        z = model.step(x_t, z, t)
        yield z, model.output(z)


def free_steps(model, x, y, f):
    for x_t in x:
        z = model.step(x_t, f)
        f = model.output(z)
        yield z, f


def teacher_steps(model, x, y, f):
    for x_t, y_t in zip(x, y, strict=True):
        z = model.step(x_t, f)
        yield z, model.output(z)
        f = y_t


def writer_steps(model, x, y, _):
    z = model.first_state(x)
    last = np.zeros_like(y[0])
    for y_s in y:
        z = model.decoder.step(last, z)
        yield z, model.output(z)
        last = y_s


def early_reset(sizes):
    return replace(random_like(GRU)(sizes), reset="before")


LAST = {"read": "last"}
TWO_WAYS = random_like(Bidirectional.of(GRU))
OUTPUT = random_like(OutputRNN)
KINDS = [
    Kind("RNN", rnn, rnn_columns, rnn_steps),
    Kind("RNN last", rnn, rnn_columns, rnn_steps, options=LAST),
    Kind("untied", untied, untied_columns, untied_steps),
    Kind("untied last", untied, untied_columns, untied_steps, options=LAST),
    Kind("OutputRNN free", OUTPUT, free_columns, free_steps, "f_init"),
    Kind("OutputRNN free last", OUTPUT, free_columns, free_steps, "f_init", LAST),
    Kind("OutputRNN teacher", OUTPUT, teacher_columns, teacher_steps, "f_init", {"teacher": True}),
    Kind("GRU", random_like(GRU), gru_columns, rnn_steps),
    Kind("GRU last", random_like(GRU), gru_columns, rnn_steps, options=LAST),
    Kind("GRU that resets before V", early_reset, early_reset_columns, rnn_steps),
    Kind("LSTM", random_like(LSTM), lstm_columns, rnn_steps),
    Kind("GRU and LSTM", random_like(Stacked.of(GRU, LSTM)), stacked_columns, rnn_steps),
    Kind("two GRUs", TWO_WAYS, two_way_columns, two_way_steps),
    Kind("two GRUs last", TWO_WAYS, two_way_ends, two_way_last_steps, options=LAST),
    Kind("LinearRNN", random_like(LinearRNN), linear_columns, rnn_steps),
    Kind("LinearRNN last", random_like(LinearRNN), linear_columns, rnn_steps, options=LAST),
    Kind("LinearRNN complex", complex_linear, complex_columns, rnn_steps),
    Kind("LinearRNN complex last", complex_linear, complex_columns, rnn_steps, options=LAST),
    Kind("MinGRU", random_like(MinGRU), min_gru_columns(1), rnn_steps),
    Kind("MinGRU last", wide_min_gru, min_gru_columns(2), rnn_steps, options=LAST),
    Kind("EncoderDecoder", random_like(EncoderDecoder), writer_columns, writer_steps, None),
    Kind("OneToSequence", random_like(OneToSequence), writer_columns, writer_steps, None),
]
every_kind = pytest.mark.parametrize("kind", KINDS, ids=str)
every_size = pytest.mark.parametrize("sizes", SIZES, ids=str)
# Every number is moved by itself, so the largest size takes long: one head while working.
BY_COMPLEX_STEP = [
    pytest.param(sizes, head, marks=pytest.mark.slow if sizes == SIZES[0] and n else ())
    for sizes in SIZES
    for n, head in enumerate(HEADS)
]
every_head = pytest.mark.parametrize("head", HEADS, ids=lambda h: "-".join(map(str, h)))


def a_run(kind, model, x, y, first):
    if kind.first is None:
        return model.run(x, y)
    teacher = {"teacher": y} if "teacher" in kind.options else {}
    return model.run(x, first, kind.read, **teacher)


def with_head(kind, sizes, head):
    model, head = kind.build(sizes), {"sigma": head[0], "tau": head[1]}
    return replace(model, **{f.name: head[f.name] for f in fields(model) if f.name in head})


# --- the contract -------------------------------------------------------------------------------


@every_kind
@every_size
def test_a_run_is_the_step_repeated(kind, sizes):
    model, (x, y, first) = kind.build(sizes), kind.data(sizes)
    states, outputs = a_run(kind, model, x, y, first)
    steps = list(kind.steps(model, x, y, first))
    assert len(states) == len(steps)
    for t, (z, f) in enumerate(steps):
        np.testing.assert_array_equal(states[t], z)
        if kind.read == "every":
            np.testing.assert_allclose(outputs[t], f, rtol=1e-13)
    if kind.read == "last":
        np.testing.assert_allclose(outputs, steps[-1][1], rtol=1e-13)


@every_kind
@every_size
@every_head
def test_rows_in_code_are_the_columns_of_the_lecture(kind, sizes, head):
    model, (x, y, first) = with_head(kind, sizes, head), kind.data(sizes)
    sigma, tau = ACTIVATIONS[model.sigma.name], ACTIVATIONS[model.tau.name]
    states, outputs = a_run(kind, model, x, y, first)
    for row in range(x.shape[-2]):
        rows = x[..., row, :], y[..., row, :], first[row]
        z, f = zip(*kind.columns(parameters(model), sigma, tau, *rows), strict=True)
        assert far(states[:, row], np.stack(z)) < 1e-12
        f = np.stack(f) if kind.read == "every" else f[-1]
        assert far(outputs[..., row, :], f) < 1e-12


@every_kind
def test_a_batch_is_its_rows_one_by_one(kind):
    model, (x, y, first) = kind.build(SIZES[0]), kind.data(SIZES[0])
    states, outputs = a_run(kind, model, x, y, first)
    value, whole = kind.call(bptt, model, x, y, squared_error, first)
    values, rows = [], []
    for row in range(x.shape[-2]):
        alone = x[..., row, :], y[..., row, :], first[row]
        z, f = a_run(kind, model, *alone)
        np.testing.assert_allclose(z, states[:, row], rtol=1e-12)
        np.testing.assert_allclose(f, outputs[..., row, :], rtol=1e-12)
        its, its_gradient = kind.call(bptt, model, *alone[:2], squared_error, alone[2])
        values.append(its)
        rows.append(its_gradient)
    assert value == pytest.approx(np.mean(values), rel=1e-13)
    for name in parameters(model):
        mean = np.mean([getattr(g, name) for g in rows], axis=0)
        assert far(getattr(whole, name), mean) < 1e-13, name


@every_kind
def test_nothing_that_comes_in_is_modified(kind):
    model, (x, y, first) = kind.build(SIZES[0]), kind.data(SIZES[0])
    given = [*parameters(model).values(), x, y, first]
    before = [a.copy() for a in given]
    for a in given:
        a.flags.writeable = False
    a_run(kind, model, x, y, first)
    kind.call(bptt, model, x, y, squared_error, first, with_inputs=True)
    gradient(kind.call(record, model, x, y, squared_error, first))
    for a, b in zip(given, before, strict=True):
        np.testing.assert_array_equal(a, b)


@every_kind
@pytest.mark.parametrize("sizes, head", BY_COMPLEX_STEP)
def test_bptt_is_the_complex_step(kind, sizes, head):
    loss = head[2]
    model, (x, y, first) = with_head(kind, sizes, head), kind.data(sizes, loss)
    value, given, dx, d_first = kind.call(bptt, model, x, y, loss, first, with_inputs=True)
    arrays = parameters(model)

    def naive(arrays, x=x, first=first):
        return kind.naive_loss(arrays, model, x, y, first, loss)

    assert far(value, naive(arrays)) < 1e-12
    for name, array in arrays.items():
        slopes = complex_step(lambda p, k=name: naive({**arrays, k: p}), array)
        assert far(getattr(given, name), slopes) < 1e-10, name
    assert far(dx, complex_step(lambda p: naive(arrays, x=p), x)) < 1e-10
    if kind.first is not None:
        assert far(d_first, complex_step(lambda p: naive(arrays, first=p), first)) < 1e-10


@every_kind
@every_size
@every_head
def test_bptt_is_the_trace_walked_back(kind, sizes, head):
    loss = head[2]
    model, (x, y, first) = with_head(kind, sizes, head), kind.data(sizes, loss)
    value, given, dx, d_first = kind.call(bptt, model, x, y, loss, first, with_inputs=True)
    trace = kind.call(record, model, x, y, loss, first)
    walked, by_node = gradient(trace), gradients(trace)
    assert far(trace.value("L"), value) < 1e-12
    for name in parameters(model):
        assert far(getattr(walked, name), getattr(given, name)) < 1e-10, name
    if "x" in trace:
        assert far(by_node[trace["x"]], dx) < 1e-10
    else:
        assert far(by_node[trace["x[0]"]], dx[0]) < 1e-10
    if kind.first is not None:
        assert far(by_node[trace[kind.first]], d_first) < 1e-10
    states, _ = a_run(kind, model, x, y, first)
    for z, t in zip(states, range(trace.T - len(states), trace.T), strict=True):
        assert far(trace.value(f"z[{t}]"), z) < 1e-13


@every_kind
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_precision_stays_what_it_is(kind, dtype):
    model, arrays = kind.build(SIZES[0]), [a.astype(dtype) for a in kind.data(SIZES[0])]
    model = replace(model, **{k: a.astype(dtype) for k, a in parameters(model).items()})
    value, given, dx, _ = kind.call(
        bptt, model, *arrays[:2], squared_error, arrays[2], with_inputs=True
    )
    assert {value.dtype, dx.dtype, given.dtype} == {np.dtype(dtype)}
    assert {a.dtype for a in a_run(kind, model, *arrays)} == {np.dtype(dtype)}
    trace = kind.call(record, model, *arrays[:2], squared_error, arrays[2])
    assert {node.dtype for node in trace.nodes} == {np.dtype(dtype)}


# --- PyTorch, where it has the cell -------------------------------------------------------------


def torch_rnn(torch, W, V, b):
    cell = torch.nn.RNN(*W.shape).double()
    with torch.no_grad():
        for mine, its in zip(cell.parameters(), (W.T, V.T, b, 0 * b), strict=True):
            mine.copy_(torch.tensor(its))
    return cell, dict(zip(("W", "V", "b"), list(cell.parameters())[:3], strict=True))


def torch_linear(torch, U, c):
    layer = torch.nn.Linear(*U.shape).double()
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(U.T))
        layer.bias.copy_(torch.tensor(c))
    return layer


@pytest.mark.parametrize("kind", [KINDS[0], KINDS[1], *KINDS[-2:]], ids=str)
@every_size
def test_bptt_is_pytorch(kind, sizes):
    torch = pytest.importorskip("torch", reason="PyTorch is an optional oracle")
    model, (x, y, first) = replace(kind.build(sizes), tau=identity), kind.data(sizes)
    head, before = torch_linear(torch, model.U, model.c), torch.tensor(first)[None]
    expected = {"U": head.weight, "c": head.bias}
    inputs = torch.tensor(x)
    if hasattr(model, "W_dec"):
        if hasattr(model, "V"):
            encoder, its = torch_rnn(torch, model.W, model.V, model.b)
            before = encoder(inputs)[1]
        else:
            layer = torch_linear(torch, model.W, model.b)
            its = {"W": layer.weight, "b": layer.bias}
            before = torch.tanh(layer(inputs))[None]
        cell, dec = torch_rnn(torch, model.W_dec, model.V_dec, model.b_dec)
        expected |= its | {f"{name}_dec": p for name, p in dec.items()}
        inputs = torch.cat([torch.zeros_like(torch.tensor(y[:1])), torch.tensor(y[:-1])])
    else:
        cell, its = torch_rnn(torch, model.W, model.V, model.b)
        expected |= its
    z, _ = cell(inputs, before)
    f = head(z if kind.read == "every" else z[-1])
    loss = ((f - torch.tensor(y)) ** 2).sum() / 2 / x.shape[-2]
    loss.backward()
    value, given = kind.call(bptt, model, x, y, squared_error, first)
    assert far(value, loss.item()) < 1e-10
    for name in parameters(model):
        assert far(getattr(given, name), expected[name].grad.numpy().T) < 1e-10, name
