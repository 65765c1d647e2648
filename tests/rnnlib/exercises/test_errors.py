"""An error is ascribed to a mistake only if the learner's line can be where that mistake stops."""

import pytest

from rnnlib.exercises.errors import could_stop_at

TRANSPOSED = {"x @ W": "x @ W.T"}  # stops in its own line
TOO_LONG = {"range(len(x))": "range(len(V))"}  # stops in the line of the step
STEP = "line 5: z = np.tanh(z @ V[t] + x[t] @ W[t])"


@pytest.mark.parametrize("line", ["line 2: h = x @ W.T", "line 9: return np.tanh(x@W.T + b)"])
def test_a_line_with_the_wrong_text_can_stop_for_that_reason(line):
    assert could_stop_at(line, "line 2: a = x @ W.T", TRANSPOSED)


@pytest.mark.parametrize("line", ["", "line 2: h = x @ U", "line 2: h = x.T @ W"])
def test_the_same_sizes_from_another_product_are_no_proof(line):
    assert not could_stop_at(line, "line 2: a = x @ W.T", TRANSPOSED)


@pytest.mark.parametrize("line", [STEP, "line 4: word = x[k]", "line 7: z = step(z, x[i], V[i])"])
def test_a_mistake_may_stop_later_than_it_was_made(line):
    assert could_stop_at(line, STEP, TOO_LONG)


@pytest.mark.parametrize("line", ["line 5: z = np.tanh(x[t+1] @ W[t])", "line 5: z @ V[t].T"])
def test_a_line_with_a_subscript_or_transpose_of_its_own_stops_for_its_own_reason(line):
    assert not could_stop_at(line, STEP, TOO_LONG)


ONE_BY_ONE = {"z @ V": "z * V"}


@pytest.mark.parametrize(
    "line",
    ["line 2: np.tanh(z + V)", "line 2: z / V", "line 2: z @ V + x @ W + V", "line 2: x = [("],
)
def test_sizes_that_do_not_meet_are_no_proof_of_the_operation(line):
    assert not could_stop_at(line, "line 2: np.tanh(z * V + x @ W + b)", ONE_BY_ONE)


@pytest.mark.parametrize("line", ["line 2: h = state * V", "line 7: np.tanh(np.multiply(z, V)"])
def test_the_same_operation_under_other_names_is_one(line):
    assert could_stop_at(line, "line 2: np.tanh(z * V + x @ W + b)", ONE_BY_ONE)
