"""A network that a student writes in a notebook: a step is enough for everything else.

Leaky, GRU and Swish stand here as they would be written there. Nothing in the library knows them.
"""

import ast
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from cases import SIZES, data
from oracle import complex_step, far

import rnnlib
from rnnlib import (
    RNN,
    DenseNet,
    Network,
    binary_cross_entropy,
    bptt,
    checkpointed_bptt,
    fit,
    generate,
    gradient_check,
    identity,
    ledger,
    operations_of_one_step,
    pack,
    parameters,
    predict,
    read_along,
    record,
    sigmoid,
    squared_error,
    step_through,
    tanh,
    to_notation,
    truncated_bptt,
    unfolded,
    weight,
)
from rnnlib.functions import Activation
from rnnlib.trace import walk_back


class Leaky(RNN):
    def step(self, x, z):
        return 0.5 * z + 0.5 * super().step(x, z)


class GRU(Network):
    W_u: np.ndarray = weight("n_x", "n_z")
    V_u: np.ndarray = weight("n_z", "n_z")
    b_u: np.ndarray = weight("n_z")
    W_r: np.ndarray = weight("n_x", "n_z")
    V_r: np.ndarray = weight("n_z", "n_z")
    b_r: np.ndarray = weight("n_z")
    W: np.ndarray = weight("n_x", "n_z")
    V: np.ndarray = weight("n_z", "n_z")
    b: np.ndarray = weight("n_z")
    U: np.ndarray = weight("n_z", "n_f")
    c: np.ndarray = weight("n_f")
    tau: Activation = sigmoid

    def step(self, x, z):
        u = sigmoid(x @ self.W_u + z @ self.V_u + self.b_u)
        r = sigmoid(x @ self.W_r + z @ self.V_r + self.b_r)
        new = np.tanh(x @ self.W + (r * z) @ self.V + self.b)
        return (1 - u) * z + u * new


class TwoLayerHead(RNN):
    """Another output, and parameters of its own for it: none of RNN's hand-written way back."""

    Q: np.ndarray = weight("n_f", "n_f")

    def output(self, z):
        return tanh(z @ self.U + self.c) @ self.Q


swish = Activation(
    "swish",
    lambda a: a * sigmoid(a),
    back_from=lambda a, dz: dz * (sigmoid(a) + a * sigmoid(a) * (1 - sigmoid(a))),
)


def like(cls, sizes, seed=3, **options):
    """A random network in which no parameter is zero."""
    _, _, n_x, n_z, n_f = sizes
    rng, of = np.random.default_rng(seed), {"n_x": n_x, "n_z": n_z, "n_f": n_f}
    shapes = {name: [of[axis] for axis in axes] for name, axes in cls.sizes.items()}
    return cls(**{name: 0.7 * rng.normal(size=shape) for name, shape in shapes.items()}, **options)


def logistic(a):
    return 1 / (1 + np.exp(-a))


def leaky_columns(p, x, z):
    return 0.5 * z + 0.5 * np.tanh(p["V"].T @ z + p["W"].T @ x + p["b"])


def gru_columns(p, x, z):
    u = logistic(p["W_u"].T @ x + p["V_u"].T @ z + p["b_u"])
    r = logistic(p["W_r"].T @ x + p["V_r"].T @ z + p["b_r"])
    return (1 - u) * z + u * np.tanh(p["W"].T @ x + p["V"].T @ (r * z) + p["b"])


def rnn_columns(p, x, z):
    return np.tanh(p["V"].T @ z + p["W"].T @ x + p["b"])


def swish_columns(p, x, z):
    a = p["V"].T @ z + p["W"].T @ x + p["b"]
    return a * logistic(a)


def head(p, z):
    return logistic(p["c"] + p["U"].T @ z)


def two_layers(p, z):
    return p["Q"].T @ np.tanh(p["c"] + p["U"].T @ z)


OWN = {
    "leaky": (lambda sizes: like(Leaky, sizes), leaky_columns, head),
    "GRU": (lambda sizes: like(GRU, sizes), gru_columns, head),
    "swish": (lambda sizes: like(RNN, sizes, sigma=swish), swish_columns, head),
    "own head": (lambda s: like(TwoLayerHead, s, tau=identity), rnn_columns, two_layers),
}
every_network = pytest.mark.parametrize("name", OWN)
every_size = pytest.mark.parametrize("sizes", SIZES, ids=str)
every_read = pytest.mark.parametrize("read", ["every", "last"])


def naive_loss(name, p, x, y, z_init, read):
    """The squared error by formulas in columns, one row after the other."""
    _, step, output = OWN[name]
    summed, B = 0, x.shape[1]
    for row in range(B):
        z, f = z_init[row], []
        for x_t in x[:, row]:
            z = step(p, x_t, z)
            f.append(output(p, z))
        pairs = [(f[-1], y[row])] if read == "last" else zip(f, y[:, row], strict=True)
        summed = summed + sum(((f_t - y_t) ** 2).sum() / 2 for f_t, y_t in pairs)
    return summed / B


def case(name, sizes=SIZES[0], read="every"):
    return OWN[name][0](sizes), *data(sizes, read=read)


@every_network
@every_size
@every_read
def test_its_gradient_is_the_complex_step(name, sizes, read):
    model, x, y, z = case(name, sizes, read)
    options = {"z_init": z, "read": read, "with_inputs": True}
    value, given, dx, dz = bptt(model, x, y, squared_error, **options)
    p = parameters(model)

    def naive(p=p, x=x, z=z):
        return naive_loss(name, p, x, y, z, read)

    assert far(value, naive()) < 1e-12 and type(given) is type(model)
    for letter, array in p.items():
        slopes = complex_step(lambda a, k=letter: naive({**p, k: a}), array)
        assert far(getattr(given, letter), slopes) < 1e-10, letter
    assert far(dx, complex_step(lambda a: naive(x=a), x)) < 1e-10
    assert far(dz, complex_step(lambda a: naive(z=a), z)) < 1e-10


@every_network
def test_its_run_is_its_step_repeated_and_the_loss_of_bptt_is_that_of_its_run(name):
    model, x, y, z = case(name)
    states, outputs = model.run(x, z)
    step = z
    for t, x_t in enumerate(x):
        step = model.step(x_t, step)
        np.testing.assert_array_equal(states[t], step)
        assert far(outputs[t], model.output(step)) < 1e-14
    of_the_run = ((outputs - y) ** 2).sum() / 2 / x.shape[1]
    assert bptt(model, x, y, squared_error, z_init=z)[0] == pytest.approx(of_the_run, rel=1e-13)


@every_network
def test_the_gradient_check_passes_it_and_sees_the_gradient_of_another_network(name):
    model, x, y, z = case(name)
    assert gradient_check(model, x, y, squared_error, z_init=z).passed
    wrong = replace(bptt(model, x, y, squared_error, z_init=z)[1], V=np.zeros_like(model.V))
    assert not gradient_check(model, x, y, squared_error, z_init=z, gradient=wrong).passed


def test_a_subclass_never_gets_the_gradient_of_another_step():
    class Renamed(RNN):
        """The same step, but nobody promised it."""

    class Broken(RNN):
        def step(self, x, z):
            return 0.5 * super().step(x, z)

        def backward(self, *arguments, **options):
            return RNN.backward(self, *arguments, **options)

    assert RNN.backward is not None and DenseNet.backward is not None
    assert Renamed.backward is None and Leaky.backward is None and Leaky.can == frozenset()
    x, y, z = data()
    arrays = parameters(like(RNN, SIZES[0]))
    renamed, known = Renamed(**arrays), RNN(**arrays)
    mine, its = (bptt(m, x, y, squared_error, z_init=z) for m in (renamed, known))
    assert far(mine[0], its[0]) < 1e-14 and far(mine[1].V, its[1].V) < 1e-12
    # a hand-written way that does not belong to the step is found by the check
    assert not gradient_check(Broken(**arrays), x, y, squared_error, z_init=z).passed


@every_network
@every_read
def test_packed_sequences_give_what_each_gives_alone(name, read):
    model, _, _, _ = case(name)
    rng = np.random.default_rng(8)
    x = [rng.normal(size=(T, 4)) for T in (3, 1, 5)]
    y = [rng.normal(size=(len(s) if read == "every" else 1, 7)) for s in x]
    y = y if read == "every" else np.concatenate(y)
    z = rng.normal(size=(3, 2))
    states, outputs = model.run(pack(x), z, read)
    for i, x_i in enumerate(x):
        alone = model.run(x_i, z[i], read)
        assert far(states[i], alone[0]) < 1e-13 and far(outputs[i], alone[1]) < 1e-13
    value, given, dx, dz = bptt(
        model, pack(x), y, squared_error, z_init=z, read=read, with_inputs=True
    )
    parts = [
        bptt(model, x_i, y[i], squared_error, z_init=z[i], read=read, with_inputs=True)
        for i, x_i in enumerate(x)
    ]
    assert value == pytest.approx(np.mean([p[0] for p in parts]), rel=1e-13)
    assert far(given.V, np.mean([p[1].V for p in parts], axis=0)) < 1e-12
    for i, part in enumerate(parts):
        assert far(dx[i], part[2] / 3) < 1e-12 and far(dz[i], part[3] / 3) < 1e-12
    shared = bptt(model, pack(x), y, squared_error, z_init=z[0], read=read, with_inputs=True)[3]
    assert shared.shape == (2,)


@pytest.mark.parametrize("cls", [RNN, Leaky, GRU])
def test_it_learns_and_predicts(cls):
    rng = np.random.default_rng(0)
    x = list(rng.normal(size=(60, 4, 3)))
    y = np.array([[float(s[-1, 0] > 0)] for s in x])
    model = cls.initialise(3, 6, 1, rng=rng)
    assert far(model.V @ model.V.T, np.eye(6)) < 1e-12 and not model.c.any()
    options = {"epochs": 30, "rng": rng, "validation": (x, y)}
    trained, history = fit(model, x, y, binary_cross_entropy, **options)
    assert history.losses[-1] < 0.7 * history.losses[0]
    assert predict(trained, x).shape == (60, 1)
    assert ((predict(trained, x) > 0.5) == y).mean() > 0.9
    assert far(predict(trained, x, read="every")[7], trained.run(x[7])[1]) < 1e-13


def test_it_generates():
    model = like(GRU, (1, 1, 4, 3, 4))
    assert len(generate(model, np.eye(4)[[0, 2]], 5)) == 5
    with pytest.raises(ValueError, match="needs inputs and outputs of the same size"):
        generate(like(GRU, SIZES[0]), np.zeros((2, 4)), 3)


@pytest.mark.slow
@every_network
def test_it_is_drawn_and_stepped_or_refused_in_one_sentence(name):
    sizes = (3, 1, 3, 2, 1)
    model = OWN[name][0](sizes)
    words = ["good", "news", "<eos>"]
    x, y, _ = data(sizes)
    trace = record(model, x, y, squared_error)
    assert {(str(a.tail), str(a.head)) for a in unfolded(trace).arrows} >= {
        ("x[1]", "z[1]"),
        ("z[0]", "z[1]"),
        ("z[1]", "f[1]"),
    }
    for make in (
        lambda: operations_of_one_step(trace, 1),
        lambda: step_through(record(model, x, read="last"), words),
        lambda: read_along(model, rnnlib.Vocabulary(["good", "news", "<eos>"]), "good news"),
    ):
        try:
            shown = make()
        except (ValueError, TypeError) as refusal:
            assert type(model).__name__ in str(refusal) and "\n" not in str(refusal)
        else:
            assert shown is not None


@pytest.mark.parametrize("cls", [Leaky, GRU])
def test_what_was_derived_for_the_rnn_is_refused_for_it(cls):
    model, x, y, _ = like(cls, SIZES[0]), *data()
    trace = record(model, x, y, squared_error)
    for call, what in (
        (lambda: checkpointed_bptt(model, x, y, squared_error), "be cut into pieces"),
        (lambda: truncated_bptt(model, x, y, squared_error, window=2), "be cut into pieces"),
        (lambda: to_notation(model, "d2l"), "be converted"),
    ):
        with pytest.raises(TypeError, match=f"model is a {cls.__name__}, expected an RNN.*{what}"):
            call()
    with pytest.raises(
        TypeError, match=f"the trace is of a {cls.__name__}, expected one of an RNN"
    ):
        ledger(trace)


def test_what_comes_in_is_checked_for_it_as_for_the_others():
    model = like(GRU, SIZES[0])
    with pytest.raises(ValueError, match=r"x has shape \(5, 3, 9\): its last axis is 9, expected"):
        model.run(np.zeros((5, 3, 9)))
    with pytest.raises(ValueError, match=r"z has shape \(3, 5\), expected \(n_z = 2,\)"):
        model.step(np.zeros((3, 4)), np.zeros((3, 5)))
    with pytest.raises(ValueError, match="GRU has no use for it"):
        bptt(model, *data()[:2], squared_error, f_init=np.zeros(7))
    with pytest.raises(ValueError, match="V_u has shape"):
        replace(model, V_u=np.zeros((3, 3)))


def test_what_is_missing_in_it_is_said():
    class Empty(Network):
        W: np.ndarray = weight("n_x", "n_z")
        U: np.ndarray = weight("n_z", "n_f")
        c: np.ndarray = weight("n_f")

    class Unnamed(Network):
        W: np.ndarray = weight("inputs", "units")

        def step(self, x, z):
            return x @ self.W

    class Unknown(RNN):
        def step(self, x, z):
            return np.arctan(z @ self.V + x @ self.W)

    class Columns(RNN):
        def step(self, x, z):
            return super().step(x, z).T

    class Forgets(RNN):
        def step(self, x, z):
            super().step(x, z)

    for cls, came in (
        (Columns, r"ndarray of shape \(2, 3\)"),
        (Forgets, r"NoneType of shape \(\)"),
    ):
        with pytest.raises(ValueError, match=rf"step of {cls.__name__} gave {came}, .* = \(3, 2\)"):
            like(cls, SIZES[0]).run(data()[0])
    with pytest.raises(NotImplementedError, match=r"Empty has no step\(self, x, z\): write one"):
        Empty.initialise(2, 3, 1, rng=np.random.default_rng(0)).run(np.zeros((4, 2)))
    with pytest.raises(ValueError, match=r"Unnamed has no axis n_x: .*weight\(\"n_x\", \"n_z\"\)"):
        Unnamed(np.zeros((2, 2))).run(np.zeros((4, 2)))
    with pytest.raises(TypeError, match=r"np.arctan met a value that is being recorded"):
        bptt(like(Unknown, SIZES[0]), *data()[:2], squared_error)
    with pytest.raises(TypeError, match="'step' has no derivative: give back"):
        Activation("step", np.sign)


def test_a_constant_does_not_change_the_precision():
    model = like(GRU, SIZES[0])
    model = replace(model, **{k: a.astype(np.float32) for k, a in parameters(model).items()})
    x, y, _ = (a.astype(np.float32) for a in data())
    value, given = walk_back(model, x, y, squared_error)
    assert value.dtype == given.V_u.dtype == np.float32
    assert {node.dtype for node in record(model, x, y, squared_error).nodes} == {x.dtype}


NETWORKS = {"Network", "Model", "RNN", "DenseNet", "OutputRNN", "UntiedRNN", "Writer"}
NETWORKS |= {"EncoderDecoder", "OneToSequence", "model", "network", "noting", "cell"}


def test_nobody_asks_a_network_for_its_type():
    """A network says what it is; only the file of the base class may ask whether it is one."""
    found = []
    for path in Path(rnnlib.__path__[0]).rglob("*.py"):
        if path.name == "cells.py" or "exercises" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                asked = {n.id for a in node.args for n in ast.walk(a) if isinstance(n, ast.Name)}
                typed = node.func.id in ("isinstance", "issubclass", "hasattr")
                if typed and asked & NETWORKS:
                    found.append(f"{path.name}:{node.lineno}")
            if isinstance(node, ast.Compare) and "type(model)" in ast.unparse(node):
                found.append(f"{path.name}:{node.lineno}")
    assert not found
