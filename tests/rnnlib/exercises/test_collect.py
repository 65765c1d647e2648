"""What came back is looked at as it is, and asked for more than once."""

import json
from collections import namedtuple
from dataclasses import dataclass

import numpy as np
import pytest

from rnnlib.exercises.collect import (
    CALLS,
    OTHER,
    OVERWRITTEN,
    Unknown,
    from_json,
    outcomes_of,
    to_json,
)

CASES = [(np.arange(3.0),), (np.arange(4.0),)]
GRADIENTS = ("dW", "db")


def parts(result, names=("result",)):
    (outcome,) = outcomes_of(lambda x: result, CASES[:1], names)
    return outcome.parts


def test_complex_numbers_are_read_only_without_an_imaginary_part():
    (part,) = parts(np.array([1 + 0j, 2 + 0j]))
    assert part.dtype == np.float64 and part.tolist() == [1, 2]
    assert parts(np.array([1 + 1e-9j])) == (Unknown("complex array with an imaginary part"),)


def test_a_masked_array_is_read_only_if_it_hides_nothing():
    assert parts(np.ma.masked_array([1.0, 2.0]))[0].tolist() == [1, 2]
    assert "hides 1 of its numbers" in parts(np.ma.masked_array([1.0, 2.0], [0, 1]))[0].kind
    assert "hides 1" in parts([np.ma.masked_array([1.0, 2.0], [0, 1])])[0].kind


@pytest.mark.parametrize(
    "result",
    [
        (n for n in (1.0, 2.0)),
        np.array([1.0, 2.0], dtype=object),
        np.array([1, 2], dtype=np.float16),
        range(1, 3),
        {"a": 1.0, "b": 2.0}.values(),
        {"result": [1, 2]},
        [np.array(1.0), np.float32(2)],
    ],
)
def test_what_can_be_read_as_numbers_is_read(result):
    assert parts(result)[0].tolist() == [1, 2]


def test_an_object_array_of_rows_is_a_table():
    rows = np.empty(2, dtype=object)
    rows[:] = [np.ones(3), np.zeros(3)]
    assert parts(rows)[0].tolist() == [[1, 1, 1], [0, 0, 0]]


@pytest.mark.parametrize(
    "result", ["B", np.str_("B"), ["B"], ("B",), np.array("B"), np.array(["B"])]
)
def test_a_text_is_a_text_in_whatever_it_lies(result):
    assert parts(result) == ("B",) and type(parts(result)[0]) is str


Pair = namedtuple("Pair", "db dW")


@dataclass
class Record:
    db: object
    dW: object


@pytest.mark.parametrize(
    "named", [{"db": 2, "dW": 1}, Pair(2, 1), Record(2, 1), {"dW": 1, "x": 0, "db": 2}]
)
def test_results_that_carry_names_are_read_by_name(named):
    assert [float(part) for part in parts(named, GRADIENTS)] == [1, 2]


def test_other_names_keep_their_order_and_half_of_the_names_are_told():
    assert [float(part) for part in parts({"gW": 1, "gb": 2}, GRADIENTS)] == [1, 2]
    assert parts({"dW": 1, "b": 2}, GRADIENTS) == (Unknown("dict with the names dW, b"),)


def test_an_array_of_as_many_numbers_is_as_many_results():
    assert [float(part) for part in parts(np.array([1.0, 2.0]), GRADIENTS)] == [1, 2]


def again(function, cases=CASES):
    return [outcome.again for outcome in outcomes_of(function, cases, calls=CALLS)]


def test_an_answer_is_called_several_times_with_copies_of_the_same_arguments():
    calls = []
    assert again(lambda x: calls.append(x) or 2 * x) == ["", ""]
    assert len(calls) >= CALLS and all(len(x) in (3, 4) for x in calls)


def test_what_is_right_in_the_first_calls_only_is_seen():
    calls = []

    def tired(x):
        calls.append(x)
        return x * (len(calls) < 7)

    assert OTHER in again(tired)


def test_chance_is_seen():
    chance = np.random.default_rng(1)
    assert again(lambda x: x * (chance.random() < 0.5)) == [OTHER, OTHER]


def test_a_buffer_is_seen_even_if_it_has_the_right_numbers_for_each_case():
    buffers = {}

    def buffered(x):
        buffer = buffers.setdefault(len(x), np.zeros(len(x)))
        buffer[:] = x
        return buffer

    assert again(buffered) == [OVERWRITTEN, OVERWRITTEN]


def test_a_cache_that_knows_its_arguments_is_no_fault():
    known = {}
    assert again(lambda x: known.setdefault(x.tobytes(), 2 * x)) == ["", ""]


def test_what_an_answer_prints_is_printed_once(capsys):
    again(lambda x: print("here") or x)
    assert capsys.readouterr().out == "here\nhere\n"


def test_whether_a_second_call_gave_the_same_travels_as_json():
    (outcome, _) = outcomes_of(lambda x, n=[]: n.append(1) or len(n), CASES, calls=CALLS)
    record = json.loads(json.dumps(to_json(outcome)))
    assert from_json(record).again == OTHER
    with pytest.raises(ValueError, match="second call"):
        from_json(record | {"again": "forged"})
