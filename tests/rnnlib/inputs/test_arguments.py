"""Arguments that are no arrays: wherever rng= stands, a seed is answered with the remedy."""

import inspect

import numpy as np
import pytest

import rnnlib
from rnnlib import (
    GRU,
    LSTM,
    RNN,
    ComplexLinearRNN,
    DenseNet,
    EncoderDecoder,
    LinearRNN,
    MinGRU,
    OneToSequence,
    OutputRNN,
)

GOOD = np.random.default_rng(0)
DATA = rnnlib.Sentences(["a b", "c", "d e", "f"], [0, 1, 0, 1])
MODEL = RNN.initialise(3, 2, 3, rng=GOOD)
X = [np.eye(3)[[0, 1]]] * 4
Y = np.eye(3)[[0, 1, 2, 0]]
CALLS = {
    "split": lambda rng: rnnlib.split(DATA, 0.5, rng),
    "divide": lambda rng: rnnlib.divide(("a", "b", "c"), 0.4, rng),
    "hold_out": lambda rng: rnnlib.hold_out(DATA, lambda text: frozenset(text.split()), 0.5, rng),
    "generated_sentences": lambda rng: rnnlib.generated_sentences(3, rng),
    "undecided_sentences": lambda rng: rnnlib.undecided_sentences(3, rng),
    "sentences_with_a_short_cut": lambda rng: rnnlib.sentences_with_a_short_cut(3, rng),
    "written_dates": lambda rng: rnnlib.written_dates(3, rng),
    "batches": lambda rng: list(rnnlib.batches(X, Y, 2, rng=rng)),
    "fit": lambda rng: rnnlib.fit(MODEL, X, Y, rnnlib.squared_error, epochs=1, rng=rng),
    "generate": lambda rng: rnnlib.generate(MODEL, X[0], 2, rng=rng),
    **{
        f"{kind.__name__}.initialise": lambda rng, kind=kind: kind.initialise(3, 2, 3, rng=rng)
        for kind in (
            *(RNN, DenseNet, OutputRNN, EncoderDecoder, OneToSequence, GRU, LSTM),
            *(LinearRNN, ComplexLinearRNN, MinGRU),
        )
    },
}
LAYERS = {"two layers": rnnlib.Stacked.of(GRU, LSTM), "both": rnnlib.Bidirectional.of(GRU)}
CALLS |= {
    name: lambda rng, kind=kind: kind.initialise(3, 2, 3, rng=rng) for name, kind in LAYERS.items()
}
WRONG = [0, 42, -1, True, 1.5, "0", np.random, np.random.RandomState(0), np.int64(7), [1, 2]]


def with_rng():
    """Every public function and class method that takes a random generator."""
    for name in rnnlib.__all__:
        value = getattr(rnnlib, name)
        if inspect.isclass(value):
            method = getattr(value, "initialise", None)
            if method and "rng" in inspect.signature(method).parameters:
                yield f"{name}.initialise"
        elif callable(value) and "rng" in inspect.signature(value).parameters:
            yield name


def test_every_public_name_with_a_generator_is_looked_at():
    others = {"Network.initialise", "UntiedRNN.initialise"}  # no sizes; made by `copies_of`
    others |= {"Stacked.initialise", "Bidirectional.initialise"}  # looked at as classes of layers
    assert set(with_rng()) - others == set(CALLS) - set(LAYERS)


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("wrong", WRONG, ids=[str(i) for i in range(len(WRONG))])
def test_a_seed_in_place_of_a_generator_is_one_sentence_whose_remedy_works(name, wrong):
    with pytest.raises(TypeError, match="expected a random generator") as caught:
        CALLS[name](wrong)
    remedy = str(caught.value).partition("rng=")[2]
    CALLS[name](eval(remedy, {"np": np}))
    if type(wrong) in (int, np.int64) and wrong >= 0:
        assert remedy == f"np.random.default_rng({wrong})"
