"""Values that note what is done to them: every operation gives NumPy's value and its own slopes."""

import dataclasses

import numpy as np
import pytest

from rnnlib.inputs.nodes import Node

A, B = np.array([[0.3, -0.7], [1.1, 0.2], [-0.4, 0.9]]), np.array([[2.0, -1.0], [0.5, 3.0]])
ROW, COLUMN = np.array([0.5, -2.0]), np.array([[1.0], [-3.0], [0.5]])

OPERATIONS = {
    "a @ B": lambda a: a @ B,
    "list @ a": lambda a: [[1.0, 2.0, 3.0]] @ a,
    "array @ a": lambda a: np.array([[1.0, 2.0, 3.0]]) @ a,
    "a + row": lambda a: a + ROW,
    "row + a": lambda a: ROW + a,
    "1 + a": lambda a: 1 + a,
    "a - row": lambda a: a - ROW,
    "1 - a": lambda a: 1 - a,
    "row - a": lambda a: ROW - a,
    "-a": lambda a: -a,
    "a * row": lambda a: a * ROW,
    "2 * a": lambda a: 2 * a,
    "a * column": lambda a: a * COLUMN,
    "column * a": lambda a: COLUMN * a,
    "a * a": lambda a: a * a,
    "a[1]": lambda a: a[1],
    "tanh(a)": lambda a: np.tanh(a),
}
each_operation = pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)


def slopes(node, seen):
    """dL/da of the first node of the tape, for L = Σ seen · node."""
    found = {node: seen}
    for later in reversed(node.tape):
        if later.back is not None and later in found:
            for parent, share in zip(later.parents, later.back(found[later]), strict=True):
                found[parent] = found.get(parent, 0) + share
    return found[node.tape[0]]


@each_operation
def test_an_operation_has_the_value_that_numpy_gives(operation):
    node = operation(Node(A, []))
    np.testing.assert_array_equal(node.value, operation(A))
    assert node.shape == node.value.shape and node.ndim == node.value.ndim
    assert len(node) == len(node.value) and node.dtype == node.value.dtype


@each_operation
def test_its_slopes_are_the_measured_ones(operation):
    node, eps = operation(Node(A, [])), 1e-6
    seen = np.random.default_rng(0).normal(size=node.shape)
    given = slopes(node, seen)
    assert given.shape == A.shape
    for place in np.ndindex(A.shape):
        step = np.zeros_like(A)
        step[place] = eps
        measured = ((operation(A + step) - operation(A - step)) * seen).sum() / (2 * eps)
        assert given[place] == pytest.approx(measured, abs=1e-8)


@pytest.mark.parametrize("given", [ROW, COLUMN, np.array(0.5)], ids=["row", "column", "number"])
@pytest.mark.parametrize("sign", [1, -1])
def test_what_every_row_or_column_shares_gets_the_sum_of_their_slopes(given, sign):
    small = Node(given, [])
    shared = small + A if sign > 0 else A - small
    found = slopes(shared, np.ones_like(A))
    assert found.shape == given.shape
    np.testing.assert_allclose(found, sign * A.size / given.size)


def test_a_value_is_noted_once_and_cannot_be_changed():
    tape = []
    a = Node(A, tape)
    assert tape == [a]
    with pytest.raises(dataclasses.FrozenInstanceError):
        a.value = B


@pytest.mark.parametrize(
    "call",
    [
        lambda a: np.exp(a),
        lambda a: np.add(a, 1, dtype=np.float32),
        lambda a: np.add.reduce(a),
        lambda a: np.multiply.outer(a, a),
    ],
    ids=["exp", "dtype", "reduce", "outer"],
)
def test_an_operation_without_a_known_slope_is_refused(call):
    with pytest.raises(TypeError, match="whose derivative it does not know"):
        call(Node(A, []))
