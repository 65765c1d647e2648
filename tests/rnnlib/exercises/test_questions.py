"""The right answers of the exercises are those of the library, number by number: E01 to E06."""

import inspect

import numpy as np
import pytest
from cases import SIZES, data, random_like, rnn
from oracle import far

from rnnlib import (
    DenseNet,
    EncoderDecoder,
    binary_cross_entropy,
    bptt,
    count,
    cross_entropy,
    only_at_first,
    pad,
    parameters,
    sigmoid,
    softmax,
)
from rnnlib.exercises.e01 import questions as e01
from rnnlib.exercises.e02 import questions as e02
from rnnlib.exercises.e03 import questions as e03
from rnnlib.exercises.e04 import questions as e04
from rnnlib.exercises.e05 import questions as e05
from rnnlib.exercises.e06 import questions as e06
from rnnlib.exercises.judge import same
from rnnlib.functions import total
from rnnlib.networks.untied import UntiedRNN

each_size = pytest.mark.parametrize("sizes", SIZES, ids=str)
RNG = np.random.default_rng


@each_size
def test_e01_is_the_dense_net_of_the_library(sizes):
    _, B, n_x, n_z, n_f = sizes
    model = rnn(sizes)
    net = DenseNet(model.W, model.b, model.U, model.c)
    x = RNG(0).normal(size=(B, n_x))
    for mine, theirs in zip(e01.forward(x, *parameters(net).values()), net.run(x), strict=True):
        assert far(mine, theirs) < 1e-14
    assert e01.count_parameters(n_x, n_z, n_f) == count(net)
    assert e01.padded_parameters(1, n_x, n_z, n_f) == count(net)


def test_e01_the_padded_net_reads_all_words_side_by_side():
    net = DenseNet.initialise(5 * 7, 3, 2, rng=RNG(0))
    assert e01.padded_parameters(5, 7, 3, 2) == count(net)


@each_size
def test_e02_is_one_step_and_one_output(sizes):
    model, (x, _, z) = rnn(sizes), data(sizes)
    assert far(e02.step(x[0], z, model.W, model.V, model.b), model.step(x[0], z)) < 1e-14
    assert far(e02.output(z, model.U, model.c), model.output(z)) < 1e-14


@each_size
def test_e03_is_the_run_of_the_library(sizes):
    model, (x, _, z_init) = rnn(sizes), data(sizes)
    states, _ = model.run(x, z_init)
    hidden = model.W, model.V, model.b
    assert far(e03.run(x, *hidden, z_init), states) < 1e-14
    assert far(e03.last_state(x[:, 0], *hidden, z_init[0]), states[-1, 0]) < 1e-14


@each_size
def test_e04_is_the_last_output_and_the_losses_of_the_library(sizes):
    model, (x, _, z_init) = rnn(sizes), data(sizes)
    states, f = model.run(x, z_init, read="last")
    assert far(e04.last_output(states, model.U, model.c), f) < 1e-14
    s = model.score(states[-1])
    y = np.eye(len(f[0]))[RNG(1).integers(len(f[0]), size=len(f))]
    binary = total(binary_cross_entropy.value(s, sigmoid(s), y))
    assert far(e04.loss_from_scores(s, y), binary) < 1e-14
    assert far(e04.cross_entropy_from_scores(s, y), total(cross_entropy.value(s, None, y))) < 1e-14


@pytest.mark.parametrize("name", ["loss_from_scores", "cross_entropy_from_scores"])
def test_e04_equals_the_library_where_exp_overflows(name):
    loss = binary_cross_entropy if name == "loss_from_scores" else cross_entropy
    s = np.array([[1000.0, -1000.0, 0.0], [-1000.0, -1001.0, -999.0], [710.0, 711.0, 0.0]])
    y = np.eye(3)[[1, 1, 0]]
    mine = getattr(e04, name)(s, y)
    assert np.isfinite(mine) and far(mine, total(loss.value(s, None, y))) < 1e-14


def test_e04_the_prediction_of_scores_of_1000_warns_of_nothing():
    states, U = np.ones((2, 1, 1)), np.array([[1000.0, -1000.0]])
    np.testing.assert_array_equal(e04.last_output(states, U, np.zeros(2)), [[1, 0]])


@each_size
def test_e05_counts_runs_and_adds_up_as_the_library_does(sizes):
    T, _, n_x, n_z, n_f = sizes
    model, (x, y, z_init) = rnn(sizes), data(sizes, binary_cross_entropy, "last")
    untied = UntiedRNN.copies_of(model, T + 1)
    assert e05.count_tied(n_x, n_z, n_f) == count(model)
    assert e05.count_untied(T + 1, n_x, n_z, n_f) == count(untied)
    _, shared = bptt(model, x, y, binary_cross_entropy, z_init=z_init, read="last")
    _, copies = bptt(untied, x, y, binary_cross_entropy, z_init=z_init, read="last")
    assert far(e05.shared_gradient(copies.V), shared.V) < 1e-12


@each_size
def test_e05_is_the_run_of_an_untied_rnn_with_copies_that_differ(sizes):
    T, _, n_x, n_z, _ = sizes
    model, (x, _, z_init) = rnn(sizes), data(sizes)
    shapes = ((T, n_x, n_z), (T, n_z, n_z), (T, n_z))
    W, V, b = (RNG(2).normal(size=shape) for shape in shapes)
    states, _ = UntiedRNN(W, V, b, model.U, model.c).run(x, z_init)
    assert far(e05.run_untied(x, W, V, b, z_init), states) < 1e-14


def test_e05_counts_what_lesson_04_counts():
    lengths = RNG(3).integers(1, 20, size=50)
    seen = [(lengths > t).sum() for t in range(20)]
    np.testing.assert_array_equal(e05.examples_per_step(lengths, 20), seen)
    assert sum(seen) == lengths.sum()


@each_size
def test_e06_is_an_rnn_that_reads_only_at_first(sizes):
    T, B, n_x, _, _ = sizes
    model = rnn(sizes, tau=softmax)
    x = RNG(4).normal(size=(B, n_x))
    _, f = model.run(only_at_first(x, T))
    assert far(e06.generate(x, *parameters(model).values(), T), f) < 1e-14


def test_e06_the_mask_gives_the_loss_that_targets_of_zeros_give():
    """The course's own mask, rows of zeros, against lengths."""
    model, (x, _, _) = rnn(SIZES[0], tau=softmax), data(SIZES[0])
    lengths = np.array([2, 5, 3])
    targets = [np.eye(7)[RNG(i).integers(7, size=n)] for i, n in enumerate(lengths)]
    y = np.stack(pad(targets, len(x)), axis=1)
    value, _ = bptt(model, x, y, cross_entropy, read="every")
    full = np.where(y.any(axis=-1, keepdims=True), y, np.eye(7)[0])  # an answer at every step
    s = model.score(model.run(x)[0])
    assert far(e06.masked_loss(cross_entropy.value(s, None, full), lengths), value) < 1e-14


@pytest.mark.parametrize("S", [1, 4, 7])
@each_size
def test_e06_is_the_encoder_decoder_with_teacher_forcing(sizes, S):
    _, B, _, _, n_f = sizes
    found = random_like(EncoderDecoder, 7)(sizes)
    model = EncoderDecoder(*parameters(found).values())  # σ = tanh, τ = softmax
    x, y = data(sizes)[0], np.eye(n_f)[RNG(5).integers(n_f, size=(S, B))]
    _, f = model.run(x, y)
    assert far(e06.encode_decode(x, y, *parameters(model).values()), f) < 1e-14


@pytest.mark.parametrize("page", [e01, e02, e03, e04, e05, e06], ids=lambda p: p.__name__[-3:])
def test_the_arguments_of_a_question_are_those_of_its_right_answer(page):
    for question in page.EXERCISE.questions:
        assert question.arguments == tuple(inspect.signature(question.right).parameters)
        assert question.function == question.right.__name__


@pytest.mark.parametrize("page", [e01, e02, e03, e04, e05, e06], ids=lambda p: p.__name__[-3:])
def test_every_argument_of_every_case_matters(page):
    """What a case does not show, no check can find."""
    for question in page.EXERCISE.questions:
        for arguments in question.cases(RNG(0)):
            result = question.outcomes(question.right, [arguments])
            for i, value in enumerate(arguments):
                whole = np.asarray(value).dtype.kind == "i"
                other = value + 1 if whole else 1.5 * value + 0.3
                changed = (*arguments[:i], other, *arguments[i + 1 :])
                assert not same(question, result, question.outcomes(question.right, [changed]))
