"""The trace: what was computed, by name, and nothing else."""

import dataclasses

import numpy as np
import pytest
from cases import data, rnn

from rnnlib import (
    DenseNet,
    EncoderDecoder,
    OneToSequence,
    OutputRNN,
    binary_cross_entropy,
    bptt,
    gradient,
    gradients,
    record,
    squared_error,
    tanh,
)
from rnnlib.trace import walk_back


def test_a_trace_holds_the_numbers_of_the_run():
    model, (x, y, z_init) = rnn(), data()
    states, outputs = model.run(x, z_init)
    trace = record(model, x, y, squared_error, z_init=z_init)
    for t in range(len(x)):
        np.testing.assert_array_equal(trace.value(f"x[{t}]"), x[t])
        np.testing.assert_array_equal(trace.value(f"z[{t}]"), states[t])
        np.testing.assert_allclose(trace.value(f"f[{t}]"), outputs[t], rtol=1e-14)
    np.testing.assert_array_equal(trace.value("z_init"), z_init)


def test_with_read_last_only_the_last_state_is_read():
    model, (x, y, _) = rnn(), data(read="last")
    trace = record(model, x, y, squared_error, read="last")
    assert "f[4]" in trace and "f[3]" not in trace


def test_the_same_parameter_node_serves_every_step():
    trace = record(rnn(), data()[0])
    products = [n for n in trace.nodes if n.operation == "@" and trace["V"] in n.parents]
    assert len(products) == 5


def test_every_node_can_be_computed_again_from_its_parents():
    model, (x, y, z_init) = rnn(), data()
    trace = record(model, x, y, squared_error, z_init=z_init)
    again = {"@": np.matmul, "+": np.add, "tanh": np.tanh}
    redone = 0
    for node in trace.nodes:
        if node.operation in again:
            value = again[node.operation](*(p.value for p in node.parents))
            np.testing.assert_array_equal(value, node.value)
            redone += 1
    assert redone > 5 * 5


def test_parents_come_before_their_children():
    trace = record(rnn(), data()[0])
    place = {node: i for i, node in enumerate(trace.nodes)}
    assert all(place[p] < place[n] for n in trace.nodes for p in n.parents)


def test_a_state_gets_one_gradient_from_its_output_and_one_from_the_next_state():
    model, (x, y, _) = rnn(), data()
    trace = record(model, x, y, squared_error)
    found = gradients(trace)
    a_next = trace["z[3]"].parents[0]
    score = trace["s[2]"]
    both = found[score] @ model.U.T + found[a_next] @ model.V.T
    np.testing.assert_allclose(found[trace["z[2]"]], both, rtol=1e-12)


def test_a_dense_net_is_recorded_without_time():
    net = DenseNet.initialise(4, 3, 2, rng=np.random.default_rng(0))
    trace = record(net, np.ones(4), np.zeros(2), squared_error)
    assert trace.T is None
    np.testing.assert_array_equal(trace.value("f")[0], net.run(np.ones(4))[1])
    assert gradient(trace).W.shape == (4, 3)


def test_a_trace_says_what_it_has():
    trace = record(rnn(), data()[0])
    with pytest.raises(KeyError, match=r"no 'z\[9\]' in this trace; it has W, V"):
        trace["z[9]"]
    with pytest.raises(ValueError, match="no loss"):
        gradients(trace)
    with pytest.raises(ValueError, match="y and loss belong together"):
        record(rnn(), data()[0], y=data()[1])
    with pytest.raises(TypeError, match="model is a ndarray, expected a network such as an RNN"):
        record(data()[0], rnn())


def test_a_trace_says_how_long_it_is():
    trace = record(rnn(), data()[0])
    assert repr(trace) == f"Trace(RNN, T = 5, {len(trace.nodes)} nodes)"
    net = DenseNet.initialise(4, 3, 2, rng=np.random.default_rng(0))
    trace = record(net, np.ones(4))
    assert repr(trace) == f"Trace(DenseNet, no time, {len(trace.nodes)} nodes)"


def test_a_trace_is_a_value_of_its_own():
    one, two = (record(rnn(), data()[0]) for _ in range(2))
    assert one == one and one != two and {one: 1}[one] == 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.T = 3


def test_the_first_state_has_its_name_where_a_network_computes_it():
    net = DenseNet.initialise(4, 3, 2, rng=np.random.default_rng(0))
    np.testing.assert_array_equal(record(net, np.ones(4)).value("z")[0], net.hidden(np.ones(4)))
    writer = OneToSequence.initialise(4, 3, 2, rng=np.random.default_rng(0))
    y = np.eye(2)[[0, 1, 1]]
    trace = record(writer, np.ones(4), y, squared_error)
    assert trace["z_init"] in trace["z[0]"].parents[0].parents[0].parents[0].parents


def test_what_a_teacher_says_is_heard_at_the_next_step_and_is_the_answer_there():
    model, (x, y, _) = OutputRNN.initialise(4, 3, 7, rng=np.random.default_rng(0)), data()
    trace = record(model, x, y, squared_error, teacher=True)
    for t in range(5):
        np.testing.assert_array_equal(trace.value(f"y[{t}]"), y[t])
        users = [node.operation for node in trace.nodes if trace[f"y[{t}]"] in node.parents]
        assert users == (["@", "squared_error"] if t < 4 else ["squared_error"])


@pytest.mark.parametrize("T", [2, 3])
def test_targets_for_every_step_are_asked_for_by_name(T):
    model, (x, _, _) = rnn(), data()
    with pytest.raises(ValueError, match=rf"expected \(T = {T}, B = 3, n_f = 7\)"):
        record(model, x[:T], np.zeros((3, 7)), squared_error)


def test_how_to_read_and_the_loss_are_checked_before_anything_runs():
    model, (x, y, _) = rnn(tau=tanh), data()
    with pytest.raises(ValueError, match="read = 'first', expected \"every\""):
        record(model, x, read="first")
    with pytest.raises(ValueError, match="tau = sigmoid"):
        record(model, x, y, binary_cross_entropy)
    pair = EncoderDecoder.initialise(4, 3, 2, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="read = 'last': EncoderDecoder has no use"):
        record(pair, x, np.zeros((2, 3, 2)), squared_error, read="last")


def test_the_way_back_is_that_of_the_run_that_was_asked_for():
    model, (x, y, _) = OutputRNN.initialise(4, 3, 7, rng=np.random.default_rng(0)), data()
    for teacher in (False, True):
        value, slopes = walk_back(model, x, y, squared_error, teacher=teacher)
        right, by_hand = bptt(model, x, y, squared_error, teacher=teacher)
        assert value == pytest.approx(right, rel=1e-13)
        np.testing.assert_allclose(slopes.V, by_hand.V, rtol=1e-10)
    pair = EncoderDecoder.initialise(4, 3, 2, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="read = 'last': EncoderDecoder has no use"):
        walk_back(pair, x, np.zeros((2, 3, 2)), squared_error, read="last")
