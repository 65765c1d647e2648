"""A step as numbers: what is printed can be checked by hand, and is what was recorded."""

import re

import numpy as np
import pytest

from rnnlib import (
    RNN,
    Vocabulary,
    arithmetic,
    labelled_weights,
    lecture_example,
    output_arithmetic,
    record,
)


@pytest.fixture
def trace():
    model, words = lecture_example()
    return record(model, Vocabulary(words).one_hot(words))


def value(text):
    return float(text.strip("()").replace("−", "-"))


@pytest.mark.parametrize("t", range(5))
def test_the_printed_terms_add_up_and_give_the_recorded_state(trace, t):
    for row in arithmetic(trace, t).rows:
        unit, V, W, b, a, z = map(value, row)
        assert V + W + b == pytest.approx(a, abs=0.0016)
        assert np.tanh(a) == pytest.approx(z, abs=0.0011)
        assert z == pytest.approx(trace.value(f"z[{t}]")[0, int(unit)], abs=0.0005)


def test_the_printed_products_give_the_printed_term(trace):
    for t in range(5):
        for note in (*arithmetic(trace, t).notes, *output_arithmetic(trace).notes):
            products, result = note.split(": ", 1)[1].split(" = ")
            total = 0
            for product in products.split(" + "):
                weight, factor = product.split("·")
                total += value(weight) * value(factor)
            assert total == pytest.approx(value(result), abs=0.0025)


def test_one_unit_can_be_chosen(trace):
    table = arithmetic(trace, 2, unit=1)
    assert [row[0] for row in table.rows] == ["1"] and len(table.notes) == 2
    assert "0.9·0.030" in table.notes[0]


def test_the_output_is_read_from_the_last_state(trace):
    (row,) = output_arithmetic(trace).rows
    assert value(row[-1]) == pytest.approx(trace.value("f[4]").item(), abs=0.0005)
    assert "Uᵀz[4]" in output_arithmetic(trace).head


def test_a_notebook_gets_html_with_headers_and_text(trace):
    data = arithmetic(trace, 1)._repr_mimebundle_()
    assert set(data) == {"text/html", "text/plain"}
    assert 'scope="col"' in data["text/html"] and "<caption" in data["text/html"]
    numbers = re.findall(r"−?\d\.\d{3}", data["text/plain"])
    assert all(n in data["text/html"] for n in numbers) and len(numbers) > 15


def test_the_first_step_names_the_state_before_it(trace):
    assert "Vᵀz_init" in arithmetic(trace, 0).head


def test_bad_steps_and_units_are_named(trace):
    with pytest.raises(ValueError, match=r"t = 5.*0 to 4"):
        arithmetic(trace, 5)
    with pytest.raises(ValueError, match=r"unit = 3.*0 to 2"):
        arithmetic(trace, 0, unit=3)
    model = RNN.initialise(2, 3, 1, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="B = 2"):
        arithmetic(record(model, np.zeros((4, 2, 2))), 0)


def test_every_weight_has_the_name_of_its_word_or_unit():
    model, words = lecture_example()
    table = labelled_weights(model, words)
    rows = {name: list(map(value, numbers)) for name, *numbers in table.rows}
    np.testing.assert_allclose([rows[f"W, from “{word}”"] for word in words], model.W)
    np.testing.assert_allclose([rows[f"V, from unit {i}"] for i in range(3)], model.V)
    assert rows["b"] == model.b.tolist() and rows["U, to f"] == model.U[:, 0].tolist()
    assert "c = 0.1" in str(table) and table.head[1:] == ("to unit 0", "to unit 1", "to unit 2")


def test_weights_of_another_vocabulary_are_refused():
    model, words = lecture_example()
    with pytest.raises(ValueError, match=r"4 words for W \(5, 3\)"):
        labelled_weights(model, words[:4])
