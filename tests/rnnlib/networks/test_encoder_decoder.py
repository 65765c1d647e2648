"""Encoder–decoder and one-to-sequence: wiring, the loss mask, training with `fit`."""

import numpy as np
import pytest
from cases import SIZES, data, random_like
from oracle import far

from rnnlib import (
    RNN,
    DenseNet,
    EncoderDecoder,
    OneHot,
    OneToSequence,
    accuracy,
    bptt,
    count,
    cross_entropy,
    fit,
    generate,
    gradient_check,
    pad,
    parameters,
    predict,
    record,
    softmax,
    squared_error,
)
from rnnlib.networks.encoder_decoder import before

WRITERS = [EncoderDecoder, OneToSequence]
both = pytest.mark.parametrize("cls", WRITERS, ids=lambda c: c.__name__)


def writer(cls, seed=7):
    model = random_like(cls, seed)(SIZES[0])
    return cls(*parameters(model).values(), model.sigma, softmax)


def words(lengths=(4, 2, 6), n=7, seed=4):
    """One-hot targets of different length, a list of (S_i, n)."""
    rng = np.random.default_rng(seed)
    return [np.eye(n)[rng.integers(n, size=length)] for length in lengths]


def inputs(cls):
    x = data()[0]
    return x if cls is EncoderDecoder else x[0]


def test_the_two_networks_are_ordinary_ones():
    model = writer(EncoderDecoder)
    assert type(model.encoder) is RNN and type(model.decoder) is RNN
    assert type(writer(OneToSequence).encoder) is DenseNet
    assert model.decoder.V is model.V_dec and model.encoder.V is model.V
    x = inputs(EncoderDecoder)
    states, outputs = model.encoder.run(x)
    np.testing.assert_array_equal(states, outputs)
    np.testing.assert_array_equal(model.first_state(x), states[-1])


def test_sizes_and_counts():
    rng = np.random.default_rng(0)
    model = EncoderDecoder.initialise(5, 3, 2, rng=rng)
    assert count(model) == (5 * 3 + 3 * 3 + 3) + (2 * 3 + 3 * 3 + 3) + (3 * 2 + 2)
    image = OneToSequence.initialise(5, 3, 2, rng=rng, dtype=np.float32)
    assert count(image) == (5 * 3 + 3) + (2 * 3 + 3 * 3 + 3) + (3 * 2 + 2)
    assert image.dtype == np.float32 and image.tau is softmax
    assert "n_x = 5, n_z = 3, n_f = 2" in repr(model)


@both
def test_the_decoder_reads_zeros_first_and_no_answer_before_it_was_due(cls):
    model, x = writer(cls), inputs(cls)
    y = np.stack(pad(words()), axis=1)
    assert not before(y)[0].any()
    np.testing.assert_array_equal(before(y)[1:], y[:-1])
    _, outputs = model.run(x, y)
    for s in range(len(y)):
        later = y.copy()
        later[s:] = 5.0  # the answers from step s on
        np.testing.assert_array_equal(model.run(x, later)[1][: s + 1], outputs[: s + 1])


@both
def test_rows_of_zeros_are_the_loss_mask(cls):
    """A padded batch has the loss and the gradient of its sequences one by one, unpadded."""
    model, x, targets = writer(cls), inputs(cls), words()
    y = np.stack(pad(targets, length=9), axis=1)
    value, whole = bptt(model, x, y, cross_entropy)
    alone = [bptt(model, x[..., i, :], t, cross_entropy) for i, t in enumerate(targets)]
    assert value == pytest.approx(np.mean([v for v, _ in alone]), rel=1e-13)
    for name in parameters(model):
        mean = np.mean([getattr(g, name) for _, g in alone], axis=0)
        assert far(getattr(whole, name), mean) < 1e-13, name


def test_pad_cuts_nothing():
    assert [len(y) for y in pad(words())] == [6, 6, 6]
    with pytest.raises(ValueError, match="length = 5, but one target has 6 steps"):
        pad(words(), 5)


@both
def test_gradient_check_and_one_hot(cls):
    model, x, y = writer(cls), inputs(cls), np.stack(pad(words()), axis=1)
    assert gradient_check(model, x, y, cross_entropy).passed
    if cls is EncoderDecoder:
        x = OneHot(np.random.default_rng(2).integers(4, size=(5, 3)), 4)
        look_up, product = (bptt(model, a, y, cross_entropy) for a in (x, np.asarray(x)))
        for name in parameters(model):
            assert far(getattr(look_up[1], name), getattr(product[1], name)) < 1e-13


def test_a_record_has_one_time_axis():
    model, x = writer(EncoderDecoder), inputs(EncoderDecoder)
    y = np.stack(pad(words()), axis=1)
    trace = record(model, x, y, cross_entropy)
    assert trace.T == 5 + 6
    assert "f[4]" not in trace and "f[5]" in trace and "L[10]" in trace
    assert not trace.value("x[5]").any() and "x[6]" not in trace
    reads = [n for n in trace.nodes if n.operation == "@" and trace["W_dec"] in n.parents]
    assert [n.parents[0] for n in reads[1:]] == [trace[f"y[{t}]"] for t in range(5, 10)]
    states, outputs = model.run(x, y)
    np.testing.assert_array_equal(trace.value("z[5]"), states[0])
    np.testing.assert_allclose(trace.value("f[10]"), outputs[-1], rtol=1e-14)
    image = record(writer(OneToSequence), x[0], y, cross_entropy)
    assert image.T == 6 and "x" in image and image["z_init"].operation == "tanh"


@both
def test_what_does_not_fit_is_named(cls):
    model, x, y = writer(cls), inputs(cls), np.stack(pad(words()), axis=1)
    for call in (model.run, lambda *a: bptt(model, *a, cross_entropy)):
        with pytest.raises(ValueError, match=r"y has shape .*expected \(S, B = 3, n_f = 7\)"):
            call(x, y[0])
        with pytest.raises(ValueError, match=r"y has shape"):
            call(x, y[:0])
        with pytest.raises(ValueError, match=r"y has shape .*B = 3"):
            call(x, y[:, :2])
        with pytest.raises(ValueError, match="y holds nan at step = 0, row = 0, unit = 0"):
            call(x, np.full_like(y, np.nan))
    with pytest.raises(ValueError, match="read = 'last'"):
        bptt(model, x, y, cross_entropy, read="last")
    with pytest.raises(ValueError, match="z_init"):
        record(model, x, y, cross_entropy, z_init=x)
    with pytest.raises(ValueError, match="give y and loss"):
        record(model, x)


@pytest.mark.slow
def test_it_learns_to_write_a_sequence_backwards():
    """Sources and targets of different length, padded, trained with fit, then written freely."""
    rng = np.random.default_rng(1)
    texts = [rng.integers(1, 4, size=n) for n in rng.integers(1, 4, size=400)]
    x = [np.eye(4)[[*text, 0]] for text in texts]
    y = pad([np.eye(4)[[*text[::-1], 0]] for text in texts])
    start = EncoderDecoder.initialise(4, 32, 4, rng=rng)
    model, history = fit(
        start, x, y, cross_entropy, epochs=25, rng=rng, read="every", validation=(x, y)
    )
    assert history.accuracies[-1] > 0.97
    assert accuracy(model, x, y, "every") == pytest.approx(max(history.accuracies), abs=0.02)
    written = [generate(model, source, 6, eos=0).tolist() for source in x[:100]]
    exact = [w == t[::-1].tolist() for w, t in zip(written, texts, strict=False)]
    assert np.mean(exact) > 0.9
    with pytest.raises(TypeError, match="generate"):
        predict(model, x, "every")


def test_it_learns_to_spell_what_it_sees():
    rng = np.random.default_rng(0)
    names = [np.eye(4)[[1, 2, 0]], np.eye(4)[[3, 0]], np.eye(4)[[2, 2, 1, 0]]]
    kinds = rng.integers(3, size=90)
    x = np.eye(3)[kinds] + 0.1 * rng.normal(size=(90, 3))
    y = [pad(names)[k] for k in kinds]
    start = OneToSequence.initialise(3, 16, 4, rng=rng)
    model, _ = fit(start, x, y, cross_entropy, epochs=40, rng=rng, read="every")
    assert [list(w) for w in generate(model, np.eye(3), 9, eos=0)] == [[1, 2], [3], [2, 2, 1]]
    assert accuracy(model, x, y, "every") == 1.0


def test_a_loss_without_a_mask_counts_zeros():
    """With squared error a row of zeros is a target like any other; only cross-entropy masks."""
    model = EncoderDecoder(*parameters(writer(EncoderDecoder)).values())
    x, y = inputs(EncoderDecoder), np.stack(pad(words(), 6), axis=1)
    longer = np.concatenate([y, 0 * y[:1]])
    assert bptt(model, x, longer, squared_error)[0] > bptt(model, x, y, squared_error)[0] + 0.01
