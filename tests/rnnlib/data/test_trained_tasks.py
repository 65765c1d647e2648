"""The figures that lessons 05a and 05b promise, with other seeds than theirs. About 20 seconds."""

import numpy as np
import pytest

from rnnlib import (
    RNN,
    Adam,
    EncoderDecoder,
    LinearPast,
    NGram,
    OneToSequence,
    Vocabulary,
    accuracy,
    as_words,
    cross_entropy,
    divide,
    fit,
    generate,
    identity,
    next_letters,
    one_answer,
    only_at_first,
    pad,
    read_in,
    rmse,
    softmax,
    spelled_digits,
    squared_error,
    sunspots,
    symbols,
    write_out,
)
from rnnlib.data.forecasts import ROOT, TEST, windows
from rnnlib.data.small_sets import first_names, number_words, surnames
from rnnlib.training import mean_loss

pytestmark = pytest.mark.slow

SEED = 11


@pytest.fixture
def rng():
    return np.random.default_rng(SEED)


@pytest.fixture(scope="module")
def digits():
    pytest.importorskip("sklearn")
    train, test = divide(spelled_digits(), 0.25, np.random.default_rng(SEED))
    letters = symbols(train.targets)
    return train, test, letters, pad(write_out(train.targets, letters))


def words_of(rows, letters):
    return ["".join(word) for word in as_words(rows, letters)]


def test_a_digit_is_spelled_right_without_being_told_the_last_letter(digits, rng):
    train, test, letters, y = digits
    x = [only_at_first(image, 6) for image in train.inputs]
    start = RNN.initialise(64, 32, len(letters), rng=rng, tau=softmax)
    model, _ = fit(
        start, x, y, cross_entropy, read="every", epochs=30, average=0.99, rng=rng, progress=False
    )
    rows = model.run(only_at_first(test.inputs, 6))[1].argmax(axis=-1).T
    written = [word.split("<eos>")[0] for word in words_of(rows, letters)]
    assert np.mean([a == b for a, b in zip(written, test.targets, strict=True)]) > 0.92


def test_a_digit_is_spelled_right_in_words_that_exist(digits, rng):
    train, test, letters, y = digits
    start = OneToSequence.initialise(64, 32, len(letters), rng=rng)
    model, _ = fit(
        start, train.inputs, y, cross_entropy,
        read="every", epochs=30, average=0.99, rng=rng, progress=False,
    )  # fmt: skip
    written = words_of(generate(model, test.inputs, 6, eos=0), letters)
    assert np.mean([a == b for a, b in zip(written, test.targets, strict=True)]) >= 0.93
    assert sum(word not in train.targets for word in written) < 4


def test_a_surname_tells_its_list(rng):
    pytest.importorskip("faker")
    train, test = divide(surnames(), 0.2, np.random.default_rng(SEED))
    letters = symbols(train.inputs, first=("<unk>", "<eos>"))
    countries = Vocabulary(sorted(set(train.targets)))
    start = RNN.initialise(len(letters), 64, 9, rng=rng, tau=softmax)
    model, _ = fit(
        start, read_in(train.inputs, letters), one_answer(train.targets, countries), cross_entropy,
        read="last", epochs=12, optimiser=Adam(0.005), average=0.99, rng=rng, progress=False,
    )  # fmt: skip
    y_test = one_answer(test.targets, countries)
    assert accuracy(model, read_in(test.inputs, letters), y_test) >= 0.75


def test_asked_alike_an_rnn_and_a_weighted_sum_forecast_sunspots_about_as_well(rng):
    _, spots = sunspots()
    first, read = TEST - 1700, ROOT.numbers(spots)
    start = RNN.initialise(1, 32, 1, rng=rng, tau=identity)
    x, y = windows(ROOT, spots[:first])
    model, _ = fit(
        start, x, y, squared_error, read="every", epochs=30, optimiser=Adam(0.003), batch_size=8,
        average=0.9, rng=rng, progress=False,
    )  # fmt: skip
    answers = model.run(read[:-1, None])[1][first - 1 :, 0]
    off = rmse(ROOT.forecasts(spots, answers), spots[first:])
    weighted = LinearPast.fit(read[:first], 8).predict(read)[first - 8 :]
    assert off == pytest.approx(rmse(ROOT.forecasts(spots, weighted), spots[first:]), abs=2)
    assert off < 0.65 * rmse(spots[first - 1 : -1], spots[first:])


def test_the_next_letter_is_told_better_than_by_a_trigram(rng):
    pytest.importorskip("faker")
    train, test = divide(first_names(), 0.1, np.random.default_rng(SEED))
    letters = symbols(train)
    x, y = next_letters(train, letters, np.float32)
    start = RNN.initialise(27, 96, 27, rng=rng, tau=softmax, dtype=np.float32)
    model, _ = fit(
        start, x, y, cross_entropy, read="every", epochs=16, optimiser=Adam(0.005),
        batch_size=64, average=0.99, rng=rng, progress=False,
    )  # fmt: skip
    x, y = next_letters(test, letters, np.float32)
    nats = mean_loss(model, x, y, cross_entropy, read="every") * len(x)
    assert nats / np.log(2) / sum(map(len, x)) < NGram.count(train, 3).bits(test) - 0.1


def test_a_number_that_it_never_saw_is_translated(rng):
    pytest.importorskip("num2words")
    pairs = number_words()
    train, test = divide(pairs, 0.2, np.random.default_rng(SEED))
    words, parts = symbols(pairs.inputs), symbols(pairs.targets)
    start = EncoderDecoder.initialise(len(words), 64, len(parts), rng=rng)
    model, _ = fit(
        start, read_in(train.inputs, words), pad(write_out(train.targets, parts)), cross_entropy,
        read="every", epochs=40, optimiser=Adam(0.005), batch_size=16, average=0.99, rng=rng,
        progress=False,
    )  # fmt: skip
    rows = [generate(model, x, 8, eos=0) for x in read_in(test.inputs, words)]
    exact = [a == b for a, b in zip(as_words(rows, parts), test.targets, strict=True)]
    assert np.mean(exact) >= 0.95
