"""Lesson 03c: real sentences, an RNN against a bag of words."""

from dataclasses import replace

import numpy as np

from benchmarks import rivals
from benchmarks.claims import claim
from rnnlib import (
    RNN,
    Adam,
    Vocabulary,
    accuracy,
    binary_cross_entropy,
    encode,
    fit,
    review_sentences,
    split,
    tokens,
)

BAG, RECIPE = "bag of words", "RNN, starts simple, averaged"


@claim(
    "real reviews",
    lesson="03c",
    says="on review sentences the RNN is level with a bag of words, if it starts as a leaky sum "
    "and stops early",
    holds=lambda m: abs(m[BAG] - m[RECIPE]) < 0.03 and m["RNN, usual start"] < m[BAG] - 0.02,
)
def real_reviews(seed):
    """Share of test sentences right; every recipe stops at its best epoch on validation."""
    rng = np.random.default_rng(seed)
    rest, test = split(review_sentences(), 0.2, rng)
    train, valid = split(rest, 0.2, rng)
    words = Vocabulary.of([tokens(text) for text in train.texts], at_least=2)
    learn, choose, end = (encode(part, words) for part in (train, valid, test))
    usual = RNN.initialise(len(words), 16, 1, rng=rng)
    simple = replace(usual, V=0.5 * np.eye(16))
    bag = rivals.linear(train, valid)
    found = {BAG: float(np.mean(bag(test.texts) == (test.labels == 1)))}
    for name, start, optimiser, average in (
        ("RNN, usual start", usual, Adam(), 0.0),
        ("RNN, starts simple", simple, Adam(0.005), 0.0),
        (RECIPE, simple, Adam(0.005), 0.99),
    ):
        how = {"epochs": 5, "optimiser": optimiser, "average": average, "validation": choose}
        model, _ = fit(start, *learn, binary_cross_entropy, rng=np.random.default_rng(seed), **how)
        found[name] = accuracy(model, *end)
    return found
