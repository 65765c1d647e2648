"""One step as its operations and as its terms: all of the record, nothing of a formula by heart."""

import numpy as np
import pytest

from rnnlib import Vocabulary, lecture_example, record
from rnnlib.views.one_step import operations, terms


@pytest.fixture(scope="module")
def trace():
    model, words = lecture_example()
    return record(model, Vocabulary(words).one_hot(words))


@pytest.mark.parametrize("t", [0, 2])
def test_operations_follow_the_formula_and_carry_shapes(trace, t):
    graph = operations(trace, t)
    assert len(set(graph.names())) == len(graph.boxes)
    assert {"W", "V", "b", "U", "c", f"x[{t}]", f"f[{t}]"} <= set(graph.names())
    assert [a.label for a in graph.arrows if str(a.tail) == "W"] == ["5×3"]
    lanes = {str(box.name): box.lane for box in graph.boxes}
    beside = [a for a in graph.arrows if lanes[str(a.tail)] == lanes[str(a.head)]]
    assert {str(a.tail) for a in beside} == {"W", "V", "b", "U", "c"}
    assert all(lanes[str(a.tail)] <= lanes[str(a.head)] for a in graph.arrows)
    places = [(box.column, box.lane) for box in graph.boxes]
    assert len(set(places)) == len(places)


def test_operations_stop_at_the_state_of_the_step_before(trace):
    names = operations(trace, 2).names()
    assert "z[1]" in names and "z[0]" not in names and "x[1]" not in names


def test_terms_add_up_to_what_went_into_sigma(trace):
    parts = terms(trace, "z[3]")
    assert set(parts) == {"V", "W", "b"}
    total = sum(parts[letter].value for letter in "VWb")
    np.testing.assert_array_equal(np.tanh(total), trace.value("z[3]"))
    assert [str(parts[letter].factor) for letter in "VWb"] == ["z[2]", "x[3]", "None"]


def test_a_step_that_does_not_exist_is_named(trace):
    with pytest.raises(ValueError, match="t = 9"):
        operations(trace, 9)
