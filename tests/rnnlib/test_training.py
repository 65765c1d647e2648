"""Training: values in, values out; each step as its formula says; nothing half-made is returned."""

import re
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlib import (
    RNN,
    Adam,
    DenseNet,
    GradientDescent,
    History,
    OneHot,
    Vocabulary,
    accuracy,
    binary_cross_entropy,
    bptt,
    clip_by_norm,
    clip_by_value,
    cross_entropy,
    encode,
    fit,
    generated_sentences,
    identity,
    parameters,
    predict,
    softmax,
    split,
    squared_error,
    tokens,
    training,
)
from rnnlib.inputs.values import with_parameters
from rnnlib.learning.optimisers import norm
from rnnlib.training import mean_loss


def seeded(seed=0):
    return np.random.default_rng(seed)


def sequences(n=12, n_x=4, n_f=1, dtype=np.float64, read="last", seed=0):
    """Sequences of length 1 to 4; the target says whether the last input's first number is > 0."""
    rng = seeded(seed)
    x = [rng.normal(size=(T, n_x)).astype(dtype) for T in rng.integers(1, 5, n)]
    every = [np.repeat(x_i[:, :1] > 0, n_f, axis=1).astype(dtype) for x_i in x]
    return x, every if read == "every" else np.array([y_i[-1] for y_i in every])


def network(n_f=1, seed=0, **options):
    return RNN.initialise(4, 3, n_f, rng=seeded(seed), **options)


def trained(model=None, data=None, loss=binary_cross_entropy, **options):
    options = {"epochs": 2, "rng": seeded(), "batch_size": 4} | options
    return fit(model or network(), *(data or sequences()), loss, **options)


def same(a, b):
    return all(np.array_equal(p, parameters(b)[name]) for name, p in parameters(a).items())


def far_and_close(model):
    """A gradient for this model with one number per parameter: its own values."""
    return with_parameters(model, {name: p + 1 for name, p in parameters(model).items()})


# --- optimisers ----------------------------------------------------------------------------------


@pytest.mark.parametrize("rate", [0, -0.1, np.inf, np.nan])
def test_a_step_must_have_a_size(rate):
    for optimiser in (Adam, GradientDescent):
        with pytest.raises(ValueError, match=r"rate = .*expected a number above 0"):
            optimiser(rate=rate)


def test_gradient_descent_is_its_formula():
    model, gradient = network(), far_and_close(network())
    moved, _ = GradientDescent(rate=0.5).step(model, gradient, None)
    for name, p in parameters(model).items():
        np.testing.assert_array_equal(getattr(moved, name), p - 0.5 * getattr(gradient, name))


def test_gradient_descent_shrinks_the_error_of_a_quadratic_by_a_constant_factor():
    # here f = c and L = ½ (c − y)²: one step leaves (1 − rate) of the error
    net = DenseNet([[0.0]], [0.0], [[0.0]], [5.0], sigma=identity, tau=identity)
    x, y = np.array([[0.0]]), np.array([[1.0]])
    model, history = fit(
        net, x, y, squared_error, epochs=4, rng=seeded(), optimiser=GradientDescent(0.25), clip=None
    )
    assert model.c[0] - 1 == pytest.approx(4 * 0.75**4, rel=1e-12)
    assert history.losses == pytest.approx([0.5 * (4 * 0.75**k) ** 2 for k in range(4)])


def test_the_first_step_of_adam_has_the_size_of_the_rate_whatever_the_slope():
    model = network()
    slopes = {
        name: 10.0 ** seeded().integers(-3, 3, p.shape) for name, p in parameters(model).items()
    }
    gradient = with_parameters(model, slopes)
    optimiser = Adam(rate=0.02)
    moved, _ = optimiser.step(model, gradient, optimiser.start(model))
    for name, p in parameters(model).items():
        np.testing.assert_allclose(p - getattr(moved, name), 0.02, rtol=1e-4)


def test_adam_is_the_formula_of_its_paper():
    optimiser = Adam(rate=0.1, beta1=0.8, beta2=0.9, epsilon=1e-3)
    model = network()
    state = optimiser.start(model)
    p, m, v = model.V[0, 1], 0.0, 0.0
    for n, g in enumerate([0.3, -2.0, 0.0, 1.5], start=1):
        every = {name: np.full_like(a, g) for name, a in parameters(model).items()}
        model, state = optimiser.step(model, with_parameters(model, every), state)
        m, v = 0.8 * m + 0.2 * g, 0.9 * v + 0.1 * g * g
        p -= 0.1 * (m / (1 - 0.8**n)) / (np.sqrt(v / (1 - 0.9**n)) + 1e-3)
        assert model.V[0, 1] == pytest.approx(p, rel=1e-12)


@pytest.mark.parametrize("optimiser", [Adam(), GradientDescent()])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_step_changes_neither_its_arguments_nor_the_precision(optimiser, dtype):
    model, gradient = network(dtype=dtype), far_and_close(network(dtype=dtype))
    _, state = optimiser.step(model, gradient, optimiser.start(model))
    before = repr(state)
    moved, _ = optimiser.step(model, gradient, state)
    assert repr(state) == before and moved.dtype == dtype
    assert same(model, network(dtype=dtype)) and not same(model, moved)


@given(st.floats(1e-3, 1e3))
def test_clipping_keeps_the_direction_and_bounds_the_length(limit):
    gradient = far_and_close(network())
    clipped = clip_by_norm(gradient, limit)
    assert norm(clipped) == pytest.approx(min(limit, norm(gradient)), rel=1e-12)
    for name, g in parameters(gradient).items():
        expected = g * (norm(clipped) / norm(gradient))
        np.testing.assert_allclose(getattr(clipped, name), expected, rtol=1e-12)


@pytest.mark.parametrize("limit", [0.01, 0.5, 1e3])
def test_clipping_by_value_cuts_large_numbers_and_leaves_small_ones(limit):
    gradient = far_and_close(network())
    before = {name: g.copy() for name, g in parameters(gradient).items()}
    for name, cut in parameters(clip_by_value(gradient, limit)).items():
        small = np.abs(before[name]) <= limit
        np.testing.assert_array_equal(cut[small], before[name][small])
        np.testing.assert_array_equal(cut[~small], limit * np.sign(before[name][~small]))
        np.testing.assert_array_equal(getattr(gradient, name), before[name])  # not in place
    with pytest.raises(ValueError, match="limit = 0"):
        clip_by_value(gradient, 0)


def test_clipping_by_value_turns_a_gradient_and_clipping_by_norm_does_not():
    two = RNN([[3.0]], [[0.4]], [0.0], [[0.0]], [0.0])
    by_value, by_norm = clip_by_value(two, 1.0), clip_by_norm(two, 1.0)
    assert by_value.V.item() / by_value.W.item() == 0.4
    assert by_norm.V.item() / by_norm.W.item() == pytest.approx(0.4 / 3)


def test_a_short_gradient_is_not_clipped_and_zero_stays_zero():
    gradient = far_and_close(network())
    assert clip_by_norm(gradient, norm(gradient) + 1) is gradient
    zero = with_parameters(gradient, {k: 0 * g for k, g in parameters(gradient).items()})
    assert clip_by_norm(zero, 0.1) is zero


@pytest.mark.parametrize("limit", [0, -1, np.nan])
def test_a_limit_is_a_length_above_zero(limit):
    with pytest.raises(ValueError, match="limit = "):
        clip_by_norm(network(), limit)


# --- fit -----------------------------------------------------------------------------------------


def test_fit_returns_a_new_model_and_changes_nothing_that_it_was_given():
    start, (x, y) = network(), sequences()
    model, _ = trained(start, (x, y))
    assert same(start, network()) and not same(start, model)
    for given_, fresh in zip([*x, y], [*sequences()[0], sequences()[1]], strict=True):
        np.testing.assert_array_equal(given_, fresh)


def test_the_same_rng_gives_the_same_training_and_another_one_another():
    (a, one), (b, two) = trained(rng=seeded(5)), trained(rng=seeded(5))
    assert same(a, b) and one.losses == two.losses
    assert not same(a, trained(rng=seeded(6))[0])


@pytest.mark.parametrize("read", ["last", "every"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_training_lowers_the_loss_and_keeps_the_precision(read, dtype):
    data = sequences(dtype=dtype, read=read)
    model, history = trained(network(dtype=dtype), data, epochs=20, read=read)
    assert model.dtype == dtype and len(history.losses) == 20
    assert history.losses[-1] < 0.7 * history.losses[0]


def test_a_dense_net_learns_from_rows():
    x = seeded().normal(size=(60, 2))
    y = (x[:, :1] * x[:, 1:] > 0).astype(float)
    net = DenseNet.initialise(2, 8, 1, rng=seeded())
    net, _ = fit(net, x, y, binary_cross_entropy, epochs=150, rng=seeded(), optimiser=Adam(0.03))
    assert accuracy(net, x, y) > 0.95


def test_one_epoch_of_one_batch_is_one_step_of_the_optimiser():
    x, y = sequences()
    x = [x_i[-1:] for x_i in x]  # one length: one batch
    optimiser = GradientDescent(0.3)
    model, history = trained(data=(x, y), epochs=1, batch_size=99, optimiser=optimiser, clip=0.05)
    L, gradient = bptt(network(), np.stack(x, axis=1), y, binary_cross_entropy, read="last")
    expected, _ = optimiser.step(network(), clip_by_norm(gradient, 0.05), None)
    for name, p in parameters(expected).items():
        np.testing.assert_allclose(getattr(model, name), p, rtol=1e-10)
    assert history.losses == pytest.approx([L])


def test_with_validation_the_best_model_on_it_is_returned():
    data, other = sequences(8), sequences(30, seed=1)
    options = {"optimiser": Adam(0.3), "epochs": 12}
    model, history = trained(data=data, validation=other, **options)
    smallest = min(history.validation_losses)
    assert mean_loss(model, *other, binary_cross_entropy) == pytest.approx(smallest, rel=1e-12)
    assert history.accuracies[history.best - 1] == accuracy(model, *other)
    assert history.best < 12  # a step this large spoils the last epochs: there is a choice to make
    assert same(model, trained(data=data, **options | {"epochs": history.best})[0])


def test_validation_does_not_change_the_path_of_the_training():
    assert trained()[1].losses == trained(validation=sequences(5, seed=1))[1].losses


def test_averaging_returns_the_mean_of_the_models_of_all_steps():
    x, y = sequences()
    x = [x_i[-1:] for x_i in x]  # one length and one batch: an epoch is a step
    models = [trained(data=(x, y), epochs=e, batch_size=99)[0] for e in (1, 2, 3)]
    mean, history = trained(data=(x, y), epochs=3, batch_size=99, average=0.99)
    np.testing.assert_allclose(mean.W, np.mean([m.W for m in models], axis=0), rtol=1e-12)
    assert history.losses == trained(data=(x, y), epochs=3, batch_size=99)[1].losses


def stop_at(monkeypatch, step):
    """Kernel → Interrupt in the middle of this step."""
    calls = []

    def interrupted(*arguments, **options):
        calls.append(1)
        if len(calls) == step:
            raise KeyboardInterrupt
        return bptt(*arguments, **options)

    monkeypatch.setattr(training, "bptt", interrupted)


def test_an_interrupted_training_returns_the_last_whole_step(monkeypatch, capsys):
    x, y = sequences()
    x = [x_i[-1:] for x_i in x]
    expected = trained(data=(x, y), epochs=2, batch_size=99)[0]
    stop_at(monkeypatch, 3)
    model, history = trained(data=(x, y), epochs=9, batch_size=99)
    assert history.interrupted and len(history.losses) == 2 and same(model, expected)
    assert (
        capsys.readouterr().out == "Interrupted in epoch 3 of 9; this is the best model so far.\n"
    )


def test_an_interrupted_training_with_validation_returns_the_best_epoch(monkeypatch):
    data, other = sequences(8), sequences(30, seed=1)
    options = {"data": data, "validation": other, "optimiser": Adam(0.3)}
    whole = trained(epochs=12, **options)
    steps = len(training.places_of_equal_length(data[0], 4))
    stop_at(monkeypatch, 11 * steps + 2)
    model, history = trained(epochs=12, **options)
    assert history.interrupted and len(history.losses) == 11
    assert same(model, whole[0]) and history.best == whole[1].best


def test_interrupted_at_once_the_model_is_the_one_that_was_given(monkeypatch):
    stop_at(monkeypatch, 1)
    model, history = trained(validation=sequences())
    assert same(model, network()) and history.interrupted and repr(history).startswith("no epoch")


def test_steps_that_lead_out_of_the_numbers_are_told_with_the_remedies():
    x = [np.full((6, 4), 3.0) for _ in range(4)]
    model = network(sigma=identity, tau=identity)
    options = {"optimiser": GradientDescent(1e3), "clip": None, "epochs": 50}
    with pytest.raises(
        ValueError, match=r"in step \d+ the loss is .*smaller ones.*rate=1000.*clip"
    ):
        trained(model, (x, np.ones((4, 1))), squared_error, **options)


@pytest.mark.parametrize(
    ("change", "error", "says"),
    [
        ({"epochs": 0}, ValueError, "epochs=0"),
        ({"epochs": -1}, ValueError, "epochs=-1"),
        ({"average": 1.0}, ValueError, r"average=1\.0"),
        ({"batch_size": 0}, ValueError, "size = 0"),
        ({"clip": -1.0}, ValueError, "limit = -1"),
        ({"read": "first"}, ValueError, "read = 'first'"),
        ({"loss": "mse"}, TypeError, "expected a loss"),
        ({"loss": cross_entropy}, ValueError, "softmax"),
        ({"data": ([], [])}, ValueError, "x is empty"),
        ({"data": (np.zeros((5, 4)), np.zeros((5, 1)))}, ValueError, "a list of sequences"),
        ({"data": (np.zeros((3, 5, 4)), np.zeros((5, 1)))}, ValueError, "time first"),
        ({"data": (sequences()[0], np.zeros((12, 2)))}, ValueError, "y has shape"),
        ({"data": (sequences()[0], np.zeros((11, 1)))}, ValueError, "11 targets"),
        ({"data": sequences(dtype=np.float32)}, TypeError, "float32"),
        ({"data": ([np.full((2, 4), np.nan)], np.zeros((1, 1)))}, ValueError, "nan"),
        ({"validation": (sequences()[0], np.zeros((12, 2)))}, ValueError, "y has shape"),
    ],
)
def test_bad_input_is_told(change, error, says):
    with pytest.raises(error, match=says):
        trained(**change)


def test_a_dense_net_refuses_sequences():
    net = DenseNet.initialise(4, 3, 1, rng=seeded())
    with pytest.raises(ValueError, match=r"an array \(n, n_x\)"):
        trained(net)


def test_the_small_grammar_is_learned_in_seconds():
    rng = seeded(3)
    train, test = split(generated_sentences(2500, rng, small=True), 0.2, rng)
    vocabulary = Vocabulary.of([tokens(text) for text in train.texts])
    start = RNN.initialise(len(vocabulary), 16, 1, rng=rng)
    options = {"epochs": 15, "rng": rng}
    model, history = fit(start, *encode(train, vocabulary), binary_cross_entropy, **options)
    assert accuracy(model, *encode(test, vocabulary)) >= 0.98
    assert history.seconds < 60  # one or two where nothing else runs


# --- predict and accuracy ------------------------------------------------------------------------


def test_predictions_come_in_the_order_of_the_sequences():
    model, (x, _) = network(2), sequences()
    last, every = predict(model, x), predict(model, x, read="every")
    for i, x_i in enumerate(x):
        np.testing.assert_allclose(last[i], model.run(x_i, read="last")[1], rtol=1e-12)
        np.testing.assert_allclose(every[i], model.run(x_i)[1], rtol=1e-12)


def test_predictions_of_numbers_of_words_equal_those_of_vectors():
    x = [OneHot(seeded(T).integers(0, 4, T), 4) for T in (3, 1, 3, 2)]
    vectors = [np.asarray(x_i) for x_i in x]
    np.testing.assert_allclose(predict(network(), x), predict(network(), vectors), rtol=1e-12)


def test_accuracy_counts_the_right_side_of_a_half_and_the_largest_unit():
    x = [np.zeros((1, 4))] * 4
    yes = with_parameters(network(), {"U": np.zeros((3, 1)), "c": np.array([2.0])})
    assert accuracy(yes, x, np.array([[1.0], [0.0], [1.0], [1.0]])) == 0.75
    middle = with_parameters(
        network(3, tau=softmax), {"U": np.zeros((3, 3)), "c": np.array([0.0, 1.0, 0.5])}
    )
    assert accuracy(middle, x, np.eye(3)[[1, 1, 2, 0]]) == 0.5
    steps = [np.array([[1.0], [0.0]])] * 4
    assert accuracy(yes, [np.zeros((2, 4))] * 4, steps, read="every") == 0.5


@pytest.mark.parametrize("read", ["last", "every"])
def test_the_mean_loss_is_the_loss_of_the_sequences_one_by_one(read):
    x, y = sequences(read=read)
    alone = [
        bptt(network(), x_i, y_i, binary_cross_entropy, read=read)[0]
        for x_i, y_i in zip(x, y, strict=True)
    ]
    assert mean_loss(network(), x, y, binary_cross_entropy, read) == pytest.approx(np.mean(alone))


def test_targets_of_another_shape_are_refused_and_not_broadcast():
    x, y = sequences()
    with pytest.raises(ValueError, match=r"y holds single numbers, .* write y\[:, None\]"):
        accuracy(network(), x, y[:, 0])
    with pytest.raises(ValueError, match="y"):
        mean_loss(network(), x, y[:, 0], binary_cross_entropy)


# --- what a reader sees --------------------------------------------------------------------------


def test_a_history_is_a_plot_with_words_and_a_table():
    _, history = trained(epochs=3, validation=sequences(5, seed=1))
    alt = history.plot().alt
    assert "loss" in alt and "epoch" in alt and "validation" in alt
    data, _ = history._repr_mimebundle_()
    assert data["image/png"] and data["text/plain"] == alt
    assert re.fullmatch(
        r"(epoch \d: loss \d\.\d{3}, validation \d\.\d{3}, accuracy \d\.\d{3}\n?){3}", repr(history)
    )
    assert "accuracy" in history.plot("accuracy").alt


def test_a_history_without_numbers_says_so():
    assert History()._repr_mimebundle_() == {"text/plain": "no epoch was finished"}
    with pytest.raises(ValueError, match="validation"):
        trained()[1].plot("accuracy")
    with pytest.raises(ValueError, match="what = 'x'"):
        trained()[1].plot("x")


def test_a_regression_has_no_accuracy():
    _, history = trained(network(tau=identity), loss=squared_error, validation=sequences())
    assert history.validation_losses and not history.accuracies


@pytest.fixture
def eager(monkeypatch):
    """A bar that is drawn after every step, not ten times a second."""
    monkeypatch.setattr(training, "tqdm", partial(training.tqdm, mininterval=0))


def test_the_bar_shows_loss_and_accuracy_and_leaves_nothing_behind(eager, capsys):
    trained(progress=True, validation=sequences(5, seed=1))
    out, err = capsys.readouterr()
    assert err == "" and re.search(r"epoch 2 of 2: .*loss 0\.\d+, validation .*, accuracy 0", out)
    assert out.rsplit("\r", 2)[-2].strip() == "" and out.endswith("\r")


def test_a_notebook_run_by_a_program_stores_no_bar(eager, capsys, monkeypatch):
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    trained()
    assert capsys.readouterr() == ("", "")
    monkeypatch.setenv("JPY_SESSION_NAME", "lesson.ipynb")  # Jupyter has the notebook open
    trained()
    assert "epoch 1 of 2" in capsys.readouterr().out
    trained(progress=False)
    assert capsys.readouterr() == ("", "")
