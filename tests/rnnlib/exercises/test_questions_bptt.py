"""The right answers of E07, E09 and E11 agree with the library and with the complex step."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from oracle import complex_step, far, naive_loss

from rnnlib import RNN, bptt, identity, squared_error
from rnnlib.exercises.checks import check
from rnnlib.exercises.collect import Unknown, Waves, from_json, outcomes_of, to_json
from rnnlib.exercises.e07 import questions as e07
from rnnlib.exercises.e09 import questions as e09
from rnnlib.exercises.e11 import questions as e11
from rnnlib.exercises.mistake import source_of
from rnnlib.exercises.register import mistakes_in

SEEDS = (0, 1, 2)
LETTERS = ("W", "V", "b", "U", "c")
each_seed = pytest.mark.parametrize("seed", SEEDS)


def by_complex_step(x, y, z_init, arrays):
    """The gradients of the course's loss with τ = identity: {"W": …, "x": …, "z_init": …}."""
    names = ("tanh", "identity", "squared_error")

    def loss(**changed):
        given = {"x": x, "z_init": z_init} | changed
        weights = {k: changed.get(k, array) for k, array in arrays.items()}
        return naive_loss(weights, given["x"], y, given["z_init"], "every", names)

    points = {**arrays, "x": x, "z_init": z_init}
    return {k: complex_step(lambda p, k=k: loss(**{k: p}), array) for k, array in points.items()}


# --- E07: the same network as arrays of one number ---------------------------------------------


def as_arrays(x0, x1, z_init, W, V, b, U, c, y0, y1):
    x, y = np.array([[[x0]], [[x1]]]), np.array([[[y0]], [[y1]]])
    arrays = {"W": [[W]], "V": [[V]], "b": [b], "U": [[U]], "c": [c]}
    return x, y, np.array([[z_init]]), {k: np.array(v) for k, v in arrays.items()}


@each_seed
def test_the_graph_by_hand_gives_the_numbers_of_the_library_and_the_complex_step(seed):
    for case in e07.BACKWARD.cases(np.random.default_rng(seed)):
        x, y, z_init, arrays = as_arrays(*case[:10])
        model = RNN(**arrays, tau=identity)
        states, outputs = model.run(x, z_init)
        *values, L = e07.forward(*case[:10])
        assert far(values, [*states.ravel(), *outputs.ravel()]) < 1e-14
        value, gradient, _, dz_init = bptt(
            model, x, y, squared_error, z_init=z_init, with_inputs=True
        )
        given = dict(zip((*LETTERS[:3], "U", "c", "z_init"), e07.backward(*case), strict=True))
        oracle = by_complex_step(x, y, z_init, arrays)
        assert far(L, value) < 1e-14 and far(given["z_init"], dz_init.item()) < 1e-12
        for name, slope in given.items():
            assert far(slope, oracle[name].item()) < 1e-12, name
            assert name == "z_init" or far(slope, getattr(gradient, name).item()) < 1e-12, name


@each_seed
def test_the_fork_is_the_slope_of_the_loss_in_the_first_state(seed):
    network = dict(zip(e07.NETWORK, e07.FORWARD.cases(np.random.default_rng(seed))[0], strict=True))
    W, V, b, U, c = (network[letter] for letter in LETTERS)
    x1, y0, y1 = network["x1"], network["y0"], network["y1"]

    def loss(z0):
        z1 = np.tanh(V * z0 + W * x1 + b)
        return 0.5 * (U * z0 + c - y0) ** 2 + 0.5 * (U * z1 + c - y1) ** 2

    z0, z1, f0, f1, _ = e07.forward(**network)
    dz0 = e07.fork(z0, z1, f0, y0, e07.dz1(f1, y1, U), V, U)
    assert far(dz0, complex_step(loss, np.array(z0))) < 1e-14


# --- E09 -----------------------------------------------------------------------------------------


@each_seed
def test_the_whole_way_back_agrees_with_the_library_and_the_complex_step(seed):
    for x, y, *parameters, z_init in e09.BPTT.cases(np.random.default_rng(seed)):
        arrays = dict(zip(LETTERS, parameters, strict=True))
        answer = e09.bptt(x, y, *parameters, z_init)
        given = dict(zip((*LETTERS, "x", "z_init"), answer, strict=True))
        _, gradient, dx, dz_init = bptt(
            RNN(**arrays, tau=identity), x, y, squared_error, z_init=z_init, with_inputs=True
        )
        library = {k: getattr(gradient, k) for k in LETTERS} | {"x": dx, "z_init": dz_init}
        oracle = by_complex_step(x, y, z_init, arrays)
        for name in given:
            assert far(given[name], oracle[name]) < 1e-10, name
            assert far(given[name], library[name]) < 1e-12, name


def test_one_step_back_is_the_step_of_the_whole_way_back():
    rng = np.random.default_rng(0)
    x, y, W, V, b, U, c, z_init = e09.BPTT.cases(rng)[0]
    _, _, db, _, _, dx, dz_init = e09.bptt(x[:1], y[:1], W, V, b, U, c, z_init)
    z = np.tanh(z_init @ V + x[0] @ W + b)
    da, to_the_left = e09.backward_step((z @ U + c - y[0]) @ U.T / len(z), z, V)
    assert far(da.sum(axis=0), db) < 1e-14 and far(da @ W.T, dx[0]) < 1e-14
    assert far(to_the_left, dz_init) < 1e-14


@each_seed
def test_measured_slopes_are_the_slopes_and_a_loss_crosses_as_json(seed):
    for loss, p, eps in e09.MEASURED.cases(np.random.default_rng(seed)):
        measured = e09.measured_gradient(loss, p, eps)
        assert far(measured, complex_step(loss, p)) < eps**2
        again = from_json(json.loads(json.dumps(to_json(loss))))
        assert isinstance(again, Waves)
        assert np.array_equal(e09.measured_gradient(again, p, eps), measured)


@each_seed
def test_the_relative_error_is_the_one_of_the_oracle(seed):
    for given, measured in e09.ERROR.cases(np.random.default_rng(seed)):
        assert e09.relative_error(given, measured) == far(given, measured)


def test_the_exercise_holds_all_sixteen_planted_bugs_of_the_backward_pass():
    named = {mistake.name for mistake in mistakes_in(e09.BPTT)}
    assert named >= {
        "gradient from t+1 dropped",
        "only gradient from t+1 used",
        "truncated to two steps",
        "tanh' of the pre-activation",
        "tanh' taken at t−1",
        "tanh' forgotten",
        "dV uses z[t] instead of z[t−1]",
        "dV skips t = 0",
        "dV assigned instead of accumulated",
        "dW assigned instead of accumulated",
        "db divided by B once more",
        "db from the first sample only",
        "V not transposed going left",
        "everything divided by T",
        "dz_init returned as zero",
        "loop stops at t = 1",
    }


# --- E11 -----------------------------------------------------------------------------------------


def toy():
    x, V = np.array([[[1.0, 0.0]], [[0.0, 1.0]]]), np.array([[0.5, 0.2], [0.2, 0.5]])
    return x, np.zeros((1, 2)), np.eye(2), V, np.zeros(2)


def test_the_right_code_of_e11_agrees_with_the_library_and_the_complex_step():
    x, z_init, W, V, b = case = e11.exposing_case()
    arrays = {"W": W, "V": V, "b": b, "U": np.eye(len(b)), "c": np.zeros(len(b))}
    model, y = RNN(**arrays, tau=identity), np.zeros((*x.shape[:2], len(b)))
    assert far(e11.run(*case), model.run(x, z_init)[0]) < 1e-14
    gradient = bptt(model, x, y, squared_error, z_init=z_init)[1]
    oracle = by_complex_step(x, y, z_init, arrays)
    for name, given in zip("Vb", e11.gradients(*case), strict=True):
        assert far(given, getattr(gradient, name)) < 1e-12
        assert far(given, oracle[name]) < 1e-10


def test_the_toy_hides_all_four_bugs_and_the_solution_exposes_them():
    assert max(e11.distances(toy()).values()) < 1e-15
    assert min(e11.distances(e11.exposing_case()).values()) > 0.01


@pytest.mark.parametrize(
    ("n", "cause", "change"),
    [
        (1, "V is symmetric", lambda x, z, W, V, b: (x, z, W, (V + V.T) / 2, b)),
        (2, "z_init is zero", lambda x, z, W, V, b: (x, 0 * z, W, V, b)),
        (3, "T too short", lambda x, z, W, V, b: (x[:2], z, W, V, b)),
        (4, "batch of one", lambda x, z, W, V, b: (x[:, :1], z[:1], W, V, b)),
    ],
)
def test_each_bug_is_hidden_by_one_property_of_the_toy_and_by_that_alone(n, cause, change):
    case = change(*e11.exposing_case())
    assert [k for k, far_off in e11.distances(case).items() if far_off < 1e-3] == [n]
    name, sentence = e11.exposes_all((), case)
    assert name == cause and f"bug {n} is hidden" in sentence


def test_each_buggy_function_is_right_once_the_named_line_is_mended():
    mended = {
        e11.run_1: ("z @ V.T", "z @ V"),
        e11.dV_2: ("range(T - 1, 0, -1)", "range(T - 1, -1, -1)"),
        e11.db_3: ("(slope * from_loss)", "(slope * (from_loss + from_right))"),
        e11.db_4: ("share @ V.T", "da @ V.T"),
    }
    letters = [getattr(e11, f"which_line_{n}")() for n in (1, 2, 3, 4)]
    case = e11.exposing_case()
    dV, db = e11.gradients(*case)
    rights = (e11.run(*case), dV, db, db)
    for (bug, (old, new)), letter, right in zip(mended.items(), letters, rights, strict=True):
        lines = source_of(bug).splitlines()
        (line,) = [line for line in lines if line.endswith(f"# {letter}")]
        names = dict(vars(e11))
        exec("\n".join(lines).replace(line, line.replace(old, new)), names)
        assert old in line and far(names[bug.__name__](*case), right) < 1e-14


def test_the_notebook_shows_the_functions_that_are_judged():
    text = Path(e11.__file__).with_name("notebook.py").read_text(encoding="utf-8")
    for function in (e11.run_1, e11.dV_2, e11.db_3, e11.db_4):
        assert source_of(function).replace("  # noqa: D103", "") in text, function.__name__
    shown = re.search(r"x_toy = .*\nV_toy = .*\ntoy = .*\n", text)[0]
    names = {"np": np}
    exec(shown, names)
    assert all(np.array_equal(a, b) for a, b in zip(names["toy"], toy(), strict=True))


NONSENSE = [
    (),
    (None,) * 5,
    ("text",) * 5,
    (Unknown("object"),) * 5,
    ([np.ones(2), np.ones(3)],) * 5,
    (np.array(1.0),) * 5,
    tuple(np.empty((0,) * n) for n in (3, 2, 2, 2, 1)),
    tuple(np.full((2,) * n, np.nan) for n in (3, 2, 2, 2, 1)),
    tuple(np.full((2,) * n, 1e308) for n in (3, 2, 2, 2, 1)),
    tuple(np.full((2,) * n, -np.inf) for n in (3, 2, 2, 2, 1)),
    tuple(np.ones((40,) * n) for n in (3, 2, 2, 2, 1)),
    tuple(np.ones((2,) * n) for n in (3, 2, 2, 2)),
    tuple(np.ones((2,) * n) for n in (3, 2, 2, 2, 1, 1)),
]


@pytest.mark.parametrize("parts", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_as_an_input_is_answered_without_an_exception(parts):
    name, sentence = e11.exposes_all((), parts)
    assert sentence and name in {mistake.name for mistake in mistakes_in(e11.CASE)}
    assert outcomes_of(lambda: parts, [()], 5)  # and on the way there, as an answer
    assert check("E11.exposing_case", lambda: parts).state == "not yet"


@pytest.mark.parametrize(
    "nonsense", [None, "", "line", "Z", "AB", 3.0, np.ones(2), ["A", "B"], b"A"]
)
def test_nonsense_as_a_line_is_answered_without_an_exception(nonsense):
    verdict = check("E11.which_line_1", lambda: nonsense)
    assert verdict.state == "not yet" and "A, B, C, D, E, F" in verdict.found


def test_a_letter_that_came_as_a_value_is_judged_like_one_that_is_returned():
    assert check("E11.which_line_1", "d").right
    assert check("E11.which_line_1", "line A").mistakes == ("line A suspected",)


def test_a_line_alone_or_a_guess_at_all_lines_is_not_enough():
    assert "expected 2 results: line, reason" in check("E11.bug_1", lambda: "D").found
    assert "the reason is missing" in check("E11.bug_1", lambda: ("D", "all")).found
    assert "expected a letter" in check("E11.bug_1", lambda: ("ABCDEF", 3)).found
    assert check("E11.bug_1", ("line D", "3")).right


CHANGED = {  # the toy without one of its properties
    1: lambda x, z, W, V, b: (x, z, W, V, b + np.array([0.3, -0.5])),
    2: lambda x, z, W, V, b: (x, z + np.array([[0.5, -0.3]]), W, V, b),
    3: lambda x, z, W, V, b: (x, z, W, V + np.array([[0, 0.3], [0, 0]]), b),
    4: lambda x, z, W, V, b: (x, z, W + np.array([[0, 0.4], [0.2, 0]]), V, b),
    5: lambda x, z, W, V, b: (np.concatenate([x, 0.5 - x]), z, W, V, b),
    6: lambda x, z, W, V, b: (
        np.concatenate([x, x[::-1]], axis=1), np.repeat(z, 2, axis=0), W, V, b
    ),
}  # fmt: skip


@pytest.mark.parametrize("number", e11.REASONS)
def test_a_reason_is_the_property_without_which_the_toy_shows_the_bug(number):
    bugs = (e11.bug_1, e11.bug_2, e11.bug_3, e11.bug_4)
    exposed = {n for n, far_off in e11.distances(CHANGED[number](*toy())).items() if far_off > 1e-3}
    assert exposed == {n for n, bug in enumerate(bugs, start=1) if bug()[1] == number}
