"""A view shows what the record holds: nothing is added, nothing is computed again."""

import numpy as np
import pytest

from rnnlib import RNN, DenseNet, Vocabulary, lecture_example, record, sigmoid
from rnnlib.functions import binary_cross_entropy
from rnnlib.inputs.names import Name
from rnnlib.views.graph import folded, neurons, symbol, unfolded


@pytest.fixture
def trace():
    model, words = lecture_example()
    return record(model, Vocabulary(words).one_hot(words))


def arrows(graph):
    return [(str(a.tail), str(a.head), a.letter) for a in graph.arrows]


def test_unfolded_has_the_recurrence_as_arrows(trace):
    assert arrows(unfolded(trace, upto=1)) == [
        ("z_init", "z[0]", "V"),
        ("x[0]", "z[0]", "W"),
        ("z[0]", "f[0]", "U"),
        ("z[0]", "z[1]", "V"),
        ("x[1]", "z[1]", "W"),
        ("z[1]", "f[1]", "U"),
    ]


def test_an_output_that_was_not_read_is_not_shown():
    model, words = lecture_example()
    trace = record(model, Vocabulary(words).one_hot(words), read="last")
    assert [n for n in unfolded(trace).names() if n[0] == "f"] == ["f[4]"]


def test_loss_and_target_are_shown_when_recorded():
    model, words = lecture_example()
    x, y = Vocabulary(words).one_hot(words), np.array([1.0])
    trace = record(model, x, y, binary_cross_entropy, read="last")
    graph = unfolded(trace)
    assert ("f[4]", "L[4]") not in {(tail, head) for tail, head, letter in arrows(graph) if letter}
    assert ("y[4]", "L[4]", "") in arrows(graph)
    assert "L" not in graph.names()


def test_values_are_the_recorded_arrays_themselves(trace):
    for box in unfolded(trace).boxes:
        assert box.value is trace.value(box.name)


def test_folded_draws_a_repeated_thing_once_and_marks_the_delay(trace):
    graph = folded(trace)
    assert graph.names() == ["x", "z", "f"]
    loops = [a for a in graph.arrows if a.tail == a.head]
    assert [(a.letter, a.delay) for a in loops] == [("V", 1)]
    assert all(a.delay == 0 for a in graph.arrows if a not in loops)


def test_neurons_have_one_box_for_each_number_and_one_arrow_for_each_weight(trace):
    graph = neurons(trace, 1, letters="xz")
    assert len(graph.boxes) == 3 + 2 * (5 + 3)
    assert len(graph.arrows) == 2 * (5 * 3 + 3 * 3)
    assert graph["z[1].2"].value == trace.value("z[1]")[0, 2]
    weight = next(a for a in graph.arrows if (a.tail, a.head) == (Name("z", 0, 0), Name("z", 1, 1)))
    assert weight.value == trace.model.V[0, 1]


def test_a_dense_net_is_one_column():
    model, words = lecture_example()
    net = DenseNet(model.W, model.b, model.U, model.c, tau=sigmoid)
    graph = unfolded(record(net, Vocabulary(words).one_hot(words)[2]))
    assert arrows(graph) == [("x", "z", "W"), ("z", "f", "U")]
    assert {box.column for box in graph.boxes} == {0}


def test_a_batch_is_refused_with_the_remedy():
    model = RNN.initialise(2, 3, 1, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"x\[:, i\]"):
        neurons(record(model, np.zeros((4, 2, 2))))


def test_a_step_that_does_not_exist_is_named(trace):
    with pytest.raises(ValueError, match="0 to 4"):
        unfolded(trace, upto=5)
    with pytest.raises(KeyError, match="no box"):
        unfolded(trace)["z[9]"]


def test_symbols_are_those_of_the_lecture():
    assert symbol("z[2]") == r"$\mathbf{z}^{[2]}$"
    assert symbol(Name("f", 2), 1) == "$f^{[2]}$"
    assert symbol(Name("z", -1)) == r"$\mathbf{z}_{\mathrm{init}}$"
    assert symbol("W_u") == r"$\mathbf{W}_{u}$"
