"""The output RNN: its two ways to run, and what it can and cannot know of its past."""

import numpy as np
import pytest
from cases import SIZES, data, random_like
from oracle import far

from rnnlib import (
    DenseNet,
    OneHot,
    OutputRNN,
    accuracy,
    binary_cross_entropy,
    bptt,
    count,
    fit,
    gradients,
    parameters,
    record,
    squared_error,
)

build = random_like(OutputRNN)


def given(sizes=SIZES[0]):
    x, y, _ = data(sizes)
    return x, y, np.random.default_rng(3).normal(size=(sizes[1], sizes[4]))


def test_V_leads_from_the_output_to_the_hidden_layer():
    model = OutputRNN.initialise(4, 3, 2, rng=np.random.default_rng(0), dtype=np.float32)
    assert model.V.shape == (2, 3) and model.dtype == np.float32
    assert count(model) == 4 * 3 + 2 * 3 + 3 + 3 * 2 + 2
    assert "OutputRNN(n_x = 4, n_z = 3, n_f = 2" in repr(model)
    with pytest.raises(ValueError, match=r"V has shape .*but n_z = 3 in W and 2 here"):
        OutputRNN(model.W, model.V.T, model.b, model.U, model.c)


def test_two_pasts_with_the_same_last_output_are_the_same_past():
    model, f = build(SIZES[0]), np.full(7, 0.2)
    x = data()[0][:, 0]
    later = [model.run(x[2:], f_init=f)[0] for _ in range(2)]
    np.testing.assert_array_equal(*later)
    _, outputs = model.run(x)
    np.testing.assert_allclose(
        model.run(x)[0][3:], model.run(x[3:], f_init=outputs[2])[0], rtol=1e-13
    )


def test_the_two_ways_differ_only_where_an_output_is_not_the_answer():
    model, (x, y, f_init) = build(SIZES[0]), given()
    free, forced = model.run(x, f_init), model.run(x, f_init, teacher=y)
    np.testing.assert_array_equal(free[0][0], forced[0][0])
    assert np.abs(free[0][1] - forced[0][1]).max() > 0.01
    right = model.run(x, f_init, teacher=free[1])
    np.testing.assert_array_equal(right[0], free[0])


def test_the_last_answer_is_read_by_no_step():
    model, (x, y, f_init) = build(SIZES[0]), given()
    other = y.copy()
    other[-1] = 9.0
    for a, b in zip(
        model.run(x, f_init, teacher=y), model.run(x, f_init, teacher=other), strict=True
    ):
        np.testing.assert_array_equal(a, b)


def test_with_a_teacher_each_step_is_a_dense_net_of_its_own():
    model, (x, y, f_init) = build(SIZES[0]), given()
    before = np.concatenate([f_init[None], y[:-1]])
    W = np.concatenate([model.W, model.V])
    net = DenseNet(W, model.b, model.U, model.c)
    rows = np.concatenate([x, before], axis=-1).reshape(15, 11)
    value, dense = bptt(net, rows, y.reshape(15, 7), squared_error)
    its, gradient = bptt(model, x, y, squared_error, f_init=f_init, teacher=True)
    assert its == pytest.approx(5 * value, rel=1e-13)
    assert far(np.concatenate([gradient.W, gradient.V]), 5 * dense.W) < 1e-13


def test_with_a_teacher_no_gradient_crosses_a_time_step():
    model, (x, y, f_init) = build(SIZES[0]), given()
    options = {"f_init": f_init, "teacher": True}
    trace = record(model, x, y, squared_error, **options)
    forced = gradients(trace)
    assert trace["f[2]"] not in forced, "only the loss looks at f[2], and it takes s[2]"
    trace = record(model, x, y, squared_error, f_init=f_init)
    assert trace["f[2]"] in gradients(trace)


def test_the_teacher_reads_the_same_node_that_the_loss_compares_with():
    model, (x, y, f_init) = build(SIZES[0]), given()
    trace = record(model, x, y, squared_error, f_init=f_init, teacher=True)
    product = next(
        n for n in trace.nodes if n.operation == "@" and n.parents == (trace["y[1]"], trace["V"])
    )
    assert trace["y[1]"] in trace["L[1]"].parents and product in trace.nodes
    assert [name for name in trace.names if name.startswith("f")][:2] == ["f_init", "f[0]"]


def test_read_last_keeps_every_output_in_the_record_but_one_loss():
    model, (x, y, _) = build(SIZES[0]), given()
    trace = record(model, x, y[-1], squared_error, read="last")
    assert "f[0]" in trace and "L[4]" in trace and "L[3]" not in trace


def test_one_hot_indices_and_vectors_give_the_same_gradient():
    model, (_, y, _) = build(SIZES[0]), given()
    words = OneHot(np.random.default_rng(2).integers(4, size=(5, 3)), 4)
    by_look_up = bptt(model, words, y, squared_error, with_inputs=True)
    by_product = bptt(model, np.asarray(words), y, squared_error, with_inputs=True)
    assert by_look_up[0] == by_product[0] and by_look_up[2].shape == (5, 3, 4)
    for name in parameters(model):
        assert far(getattr(by_look_up[1], name), getattr(by_product[1], name)) < 1e-13


def test_one_f_init_for_all_rows_gets_the_gradient_of_all_rows():
    model, (x, y, _) = build(SIZES[0]), given()
    f = np.linspace(-1, 1, 7)
    *_, shared = bptt(model, x, y, squared_error, f_init=f, with_inputs=True)
    *_, single = bptt(model, x, y, squared_error, f_init=np.tile(f, (3, 1)), with_inputs=True)
    assert far(shared, single.sum(axis=0)) < 1e-14


def test_a_switch_is_learned_with_a_teacher_and_then_runs_alone():
    """The output carries all that is needed: y[t] = y[t−1] xor x[t]."""
    rng = np.random.default_rng(0)
    x = (rng.random((300, 20, 1)) < 0.3).astype(float)
    y = np.cumsum(x, axis=1) % 2
    start = OutputRNN.initialise(1, 8, 1, rng=rng)
    options = {"epochs": 30, "rng": rng, "read": "every", "teacher": True}
    model, history = fit(start, list(x), list(y), binary_cross_entropy, **options)
    x = (rng.random((50, 200, 1)) < 0.3).astype(float)
    assert accuracy(model, list(x), list(np.cumsum(x, axis=1) % 2), "every") > 0.99
    assert history.losses[-1] < 0.1 * history.losses[0]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda m, x, y: m.run(x, np.zeros(2)), r"f_init has shape \(2,\), expected \(n_f = 7,\)"),
        (lambda m, x, y: m.run(x, teacher=y[1:]), r"teacher has shape .*expected \(T = 5, B = 3"),
        (lambda m, x, y: m.run(x, teacher=np.full_like(y, np.nan)), "teacher holds nan at t = 0"),
        (lambda m, x, y: m.step(x[0], np.zeros((2, 7))), "x has B = 3 rows but f has B = 2"),
        (lambda m, x, y: m.step(x[0], np.zeros(3)), r"f has shape \(3,\), expected \(n_f = 7,\)"),
        (lambda m, x, y: bptt(m, x, y, squared_error, z_init=x), "OutputRNN has no use for it"),
        (
            lambda m, x, y: bptt(m, x, y[-1], squared_error, read="last", teacher=True),
            'a teacher answers at each step: .*read = "every"',
        ),
        (lambda m, x, y: record(m, x, teacher=True), "give y and loss"),
    ],
    ids=["f_init", "teacher T", "teacher NaN", "batch", "f", "z_init", "last", "record"],
)
def test_what_does_not_fit_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call(build(SIZES[0]), *data()[:2])


def test_the_teacher_of_bptt_and_record_is_y_itself():
    x, y, _ = data()
    for function in (bptt, record):
        with pytest.raises(TypeError, match="teacher is ndarray, expected True or False"):
            function(build(SIZES[0]), x, y, squared_error, teacher=y)


def test_a_teacher_is_for_an_output_rnn():
    from cases import rnn

    x, y, _ = data()
    for function in (bptt, record):
        with pytest.raises(ValueError, match="teacher = True: RNN has no use for it"):
            function(rnn(), x, y, squared_error, teacher=True)
