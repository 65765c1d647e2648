"""A view shows what the record holds: nothing is added, nothing is computed again."""

import numpy as np
import pytest

from rnnlib import RNN, DenseNet, Vocabulary, lecture_example, record, sigmoid
from rnnlib.functions import binary_cross_entropy
from rnnlib.views.graph import folded, neurons, operations, place, symbol, terms, unfolded


@pytest.fixture
def trace():
    model, words = lecture_example()
    return record(model, Vocabulary(words).one_hot(words))


def arrows(graph):
    return [(a.tail, a.head, a.letter) for a in graph.arrows]


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
    assert ("f[4]", "L[4]") not in {(a.tail, a.head) for a in graph.arrows if a.letter}
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


@pytest.mark.parametrize("t", [0, 2])
def test_operations_follow_the_formula_and_carry_shapes(trace, t):
    graph = operations(trace, t)
    assert len(set(graph.names())) == len(graph.boxes)
    assert {"W", "V", "b", "U", "c", f"x[{t}]", f"f[{t}]"} <= set(graph.names())
    assert [a.label for a in graph.arrows if a.tail == "W"] == ["5×3"]
    lanes = {box.name: box.lane for box in graph.boxes}
    assert all(lanes[a.tail] < lanes[a.head] for a in graph.arrows)
    places = [(box.column, box.lane) for box in graph.boxes]
    assert len(set(places)) == len(places)


def test_operations_stop_at_the_state_of_the_step_before(trace):
    names = operations(trace, 2).names()
    assert "z[1]" in names and "z[0]" not in names and "x[1]" not in names


def test_neurons_have_one_box_for_each_number_and_one_arrow_for_each_weight(trace):
    graph = neurons(trace, 1, letters="xz")
    assert len(graph.boxes) == 3 + 2 * (5 + 3)
    assert len(graph.arrows) == 2 * (5 * 3 + 3 * 3)
    assert graph["z[1].2"].value == trace.value("z[1]")[0, 2]
    weight = next(a for a in graph.arrows if (a.tail, a.head) == ("z[0].0", "z[1].1"))
    assert weight.value == trace.model.V[0, 1]


def test_terms_add_up_to_what_went_into_sigma(trace):
    parts = terms(trace["z[3]"], trace)
    assert set(parts) == {"V", "W", "b"}
    np.testing.assert_array_equal(
        np.tanh(parts["V"] + parts["W"] + parts["b"]), trace.value("z[3]")
    )


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
    with pytest.raises(ValueError, match="t = 9"):
        operations(trace, 9)
    with pytest.raises(KeyError, match="no box"):
        unfolded(trace)["z[9]"]


def test_names_and_symbols():
    assert place("z[12]") == ("z", 12)
    assert place("z_init") == ("z", -1)
    assert place("L") == ("L", None)
    assert symbol("z[2]") == r"$\mathbf{z}^{[2]}$"
    assert symbol("f[2]", 1) == "$f^{[2]}$"
