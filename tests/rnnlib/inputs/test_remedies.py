"""A remedy in an error message is code that one can write: following it leads to no other error."""

import re

import numpy as np
import pytest

import rnnlib
from rnnlib import RNN, DenseNet, OneHot, identity

RNG = np.random.default_rng(0)
SERIES = RNG.normal(size=10)
WORLD = {
    "np": np,
    "OneHot": OneHot,
    **{name: getattr(rnnlib, name) for name in rnnlib.__all__},
    "mean_loss": rnnlib.learning.scores.mean_loss,
    "one": RNN.initialise(1, 3, 1, rng=RNG, tau=identity),  # reads and says single numbers
    "five": RNN.initialise(5, 3, 1, rng=RNG, tau=identity),
    "ten": RNN.initialise(10, 3, 1, rng=RNG, tau=identity),
    "dense": DenseNet.initialise(5, 3, 1, rng=RNG, tau=identity),
    "light": RNN.initialise(5, 3, 1, rng=RNG, tau=identity, dtype=np.float32),
    "rng": RNG,
    "three": [RNG.normal(size=(4, 1)) for _ in range(3)],
}
FIT = "fit(one, x, [[1.0]] * len(x), squared_error, epochs=1, rng=rng)"
CASES = [  # what came, as `x` (or as `y`), where it came, and the remedy that is said
    # a series of single numbers
    ("x", SERIES, "one.run(x)", "x[:, None]"),
    ("x", SERIES.tolist(), "one.run(x)", "np.asarray(x)[:, None]"),
    ("x", SERIES.astype(np.float64), "record(one, x)", "x[:, None]"),
    ("x", np.arange(10), "one.run(x)", "np.asarray(x)[..., None]"),
    ("x", list(range(10)), "record(one, x)", "np.asarray(x)[..., None]"),
    ("x", np.array([0, 1, 1, 0, 2]), "continue_run(one, x, 3)", "np.asarray(x)[..., None]"),
    ("x", np.arange(20).reshape(10, 2), "one.run(x)", "np.asarray(x)[..., None]"),
    ("x", SERIES.reshape(5, 2), "one.run(x)", "x[..., None]"),
    ("x", SERIES.reshape(5, 2).tolist(), "one.run(x)", "np.asarray(x)[..., None]"),
    ("x", SERIES, "bptt(one, x, np.zeros((10, 1)), squared_error)", "x[:, None]"),
    ("y", SERIES, "bptt(one, np.zeros((10, 1)), y, squared_error)", "y[..., None]"),
    (
        "y",
        SERIES.tolist(),
        "bptt(one, np.zeros((10, 1)), y, squared_error)",
        "np.asarray(y)[..., None]",
    ),
    ("y", np.arange(10), "bptt(one, np.zeros((10, 1)), y, squared_error)", "y[..., None]"),
    ("x", SERIES, FIT, "[x[:, None]]"),
    ("x", SERIES.tolist(), FIT, "[np.asarray(x)[:, None]]"),
    ("x", np.arange(10), FIT, "[x[:, None]]"),
    ("x", [SERIES, SERIES[:4]], FIT, "[np.asarray(s)[:, None] for s in x]"),
    ("x", [[1, 2, 3], [4, 5]], FIT, "[np.asarray(s)[:, None] for s in x]"),
    ("x", [SERIES, SERIES], "predict(one, x)", "[np.asarray(s)[:, None] for s in x]"),
    ("x", SERIES, "predict(one, x)", "[x[:, None]]"),
    # targets
    (
        "y",
        [1.0, 2.0, 3.0],
        "fit(one, three, y, squared_error, epochs=1, rng=rng)",
        "np.asarray(y)[:, None]",
    ),
    ("y", np.arange(3), "fit(one, three, y, squared_error, epochs=1, rng=rng)", "y[:, None]"),
    ("y", [0, 1, 1], "accuracy(one, three, y)", "np.asarray(y)[:, None]"),
    ("y", np.ones(3), "mean_loss(one, three, y, squared_error)", "y[:, None]"),
    # scores
    (
        "predicted",
        [[1], [2], [3]],
        "rmse(predicted, [1, 2, 3])",
        "np.asarray(predicted).reshape(-1)",
    ),
    ("predicted", np.ones((3, 1)), "rmse(predicted, [1, 2, 3])", "predicted.reshape(-1)"),
    ("measured", np.ones((3, 1)), "rmse([1, 2, 3], measured)", "measured.reshape(-1)"),
    ("measured", [[1, 2, 3]], "rmse([1, 2, 3], measured)", "np.asarray(measured).reshape(-1)"),
    ("values", SERIES[:, None], "LinearPast.fit(values, 2)", "values.reshape(-1)"),
    (
        "values",
        SERIES[None].tolist(),
        "LinearPast.fit(values, 2)",
        "np.asarray(values).reshape(-1)",
    ),
    ("names", "anna", "NGram.count(names, 2)", "['anna']"),
    # axes and kinds of numbers
    ("x", np.zeros((5, 7)), "five.run(x)", "x.T"),
    ("x", np.zeros((5, 7)).tolist(), "five.run(x)", "np.asarray(x).T"),
    ("x", np.zeros((5, 7, 2)), "five.run(x)", "np.moveaxis(x, 0, -1)"),
    ("x", np.zeros((7, 5, 2)), "five.run(x)", "np.moveaxis(x, 1, -1)"),
    ("x", np.zeros(5), "five.run(x)", "x[None]"),
    ("x", np.zeros((7, 5)), "light.run(x)", "x.astype(np.float32)"),
    ("x", np.zeros((7, 5)).tolist(), "light.run(x)", "np.asarray(x).astype(np.float32)"),
    ("x", np.zeros((7, 5), np.float16), "five.run(x)", "np.asarray(x, dtype=np.float64)"),
    ("x", np.zeros((7, 5), complex), "five.run(x)", "np.real(x)"),
    ("x", np.zeros((7, 5), np.longdouble), "five.run(x)", "np.asarray(x, dtype=np.float64)"),
    # words, or vectors that were typed without a decimal point
    ("x", np.arange(10).reshape(2, 5) % 5, "five.run(x)", "OneHot(x, 5)"),
    ("x", np.arange(10).reshape(2, 5), "five.run(x)", "np.asarray(x, float)"),
    ("x", np.eye(5, dtype=int)[2], "five.run(x)", "OneHot(x, 5)"),
    ("x", np.eye(5, dtype=int)[2], "five.run(x)", "np.asarray(x, float)[None]"),
    ("x", np.eye(5, dtype=int)[[2, 3]].T, "five.run(x)", "np.asarray(x, float).T"),
    ("x", np.eye(5, dtype=int)[[2, 3]].T, "five.run(x)", "OneHot(x, 5)"),
    ("x", np.eye(6, dtype=int)[[2, 3]], "five.run(x)", "OneHot(x, 5)"),
    ("x", [[0, 0, 0, 0, 7]], "five.run(x)", "np.asarray(x, float)"),
]


@pytest.mark.parametrize(("name", "came", "code", "remedy"), CASES)
def test_a_remedy_is_said_and_works(name, came, code, remedy):
    with pytest.raises(
        (ValueError, TypeError), match=r"expected|Say what|but the model|needs"
    ) as caught:
        eval(code, WORLD | {name: came})
    assert remedy in str(caught.value), str(caught.value)
    eval(code, WORLD | {name: eval(remedy, WORLD | {name: came})})


@pytest.mark.parametrize(
    ("x", "says"),
    [
        (np.array([["a"]]), "Vocabulary"),
        (np.array([["2020-01-01"]], "datetime64[D]"), "subtracting the first"),
        (np.array([[None]]), "no number in it"),
        (np.array([[b"a"]]), "Vocabulary"),
        (np.arange(10), r"0 … 4; vectors have a last axis n_x = 5$"),
        (np.arange(14).reshape(7, 2), r"0 … 4; vectors have a last axis n_x = 5$"),
    ],
)
def test_where_no_line_of_code_helps_none_is_promised(x, says):
    with pytest.raises((ValueError, TypeError), match=says) as caught:
        WORLD["five"].run(x)
    assert not re.search(r"np\.asarray|astype", str(caught.value))
