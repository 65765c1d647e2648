"""An encoder–decoder of any networks: of RNNs it is that of lesson 05b, and gates learn in it."""

from dataclasses import replace

import numpy as np
import pytest
from cases import SIZES, random_like
from oracle import far

from rnnlib import (
    GRU,
    LSTM,
    RNN,
    Adam,
    EncoderDecoder,
    OutputRNN,
    bptt,
    cross_entropy,
    fit,
    generate,
    parameters,
    softmax,
)
from rnnlib.networks.reader_writer import ReaderWriter
from rnnlib.trace import walk_back


def data(S=6, B=3, n_x=4, n_f=7):
    rng = np.random.default_rng(2)
    return rng.normal(size=(5, B, n_x)), np.eye(n_f)[rng.integers(n_f, size=(S, B))]


def test_of_rnns_it_is_the_encoder_decoder():
    known = replace(random_like(EncoderDecoder)(SIZES[0]), tau=softmax)
    mine = ReaderWriter.of(RNN)(**parameters(known))
    x, y = data()
    for ours, theirs in zip(mine.run(x, y), known.run(x, y), strict=True):
        assert far(ours, theirs) < 1e-13
    value, gradient = bptt(mine, x, y, cross_entropy)
    other, expected = bptt(known, x, y, cross_entropy)
    assert value == pytest.approx(other)
    for name, array in parameters(expected).items():
        assert far(getattr(gradient, name), array) < 1e-12, name
    for ours, theirs in zip(generate(mine, x, 5), generate(known, x, 5), strict=True):
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("network", [RNN, GRU, LSTM])
def test_both_ways_back_are_the_trace_walked_back(network):
    model = replace(random_like(ReaderWriter.of(network))(SIZES[0]), tau=softmax)
    x, y = data()
    value, gradient, dx, _ = bptt(model, x, y, cross_entropy, with_inputs=True)
    walked, expected, dx_walked, _ = walk_back(model, x, y, cross_entropy, with_inputs=True)
    assert value == pytest.approx(walked) and far(dx, dx_walked) < 1e-12
    for name, array in parameters(expected).items():
        assert far(getattr(gradient, name), array) < 1e-12, name


def test_gates_learn_to_copy_three_letters():
    rng = np.random.default_rng(0)
    y = [np.eye(3)[rng.integers(3, size=3)] for _ in range(150)]
    model = ReaderWriter.of(GRU).initialise(3, 12, 3, rng=rng)
    how = {"epochs": 12, "rng": rng, "optimiser": Adam(0.02), "read": "every"}
    trained, _ = fit(model, y, y, cross_entropy, **how)
    said = [generate(trained, x, 3) for x in y]
    right = np.mean([np.array_equal(s, x.argmax(axis=1)) for s, x in zip(said, y, strict=True)])
    assert right > 0.9 and ReaderWriter.of(GRU) is type(model)


def test_what_cannot_be_a_layer_cannot_read_or_write():
    with pytest.raises(TypeError, match=r"OutputRNN cannot be a layer: .*ReaderWriter.of\(GRU\)"):
        ReaderWriter.of(OutputRNN)
