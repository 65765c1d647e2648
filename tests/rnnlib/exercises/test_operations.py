"""Products and sums are read from a line, however they are written."""

import pytest

from rnnlib.exercises.operations import operations


@pytest.mark.parametrize(
    ("line", "holds"),
    [
        ("line 3: h = np.dot(W, x)", ("@", "W", "_")),
        ("return np.tanh(z @ V.T + b)", ("@", "_", "V.T")),
        ("for t in range(T): z = V[t].T @ z", ("@", "V.T", "_")),
        ("a = x[t].dot(W)", ("@", "_", "W")),
        ("z + V", ("+", "_", "V")),
        ("if (z / V).any():", ("/", "_", "V")),
        ("by(x, W.T)", ("@", "_", "W.T")),
        ("z @ V + ", ("@", "_", "V")),
        ("h = np.tanh(np.add(z @ V,", ("@", "_", "V")),
        ("x @ W) + b)", ("@", "_", "W")),
        ('"key": (lambda z: z @ V, "text"),', ("@", "_", "V")),
    ],
)
def test_an_operation_is_found(line, holds):
    assert holds in operations(line)


def test_what_is_no_line_is_none_and_a_name_is_no_operation():
    assert operations("x = = 1") is None
    assert operations("states[t] = z") == set()
