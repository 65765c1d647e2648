"""Lesson 08: what a last state holds, how much of it fits, and what training makes of it."""

import re
from dataclasses import replace
from functools import cache

import numpy as np

from benchmarks.claims import claim
from rnnlib import (
    RNN,
    Adam,
    Vocabulary,
    accuracy,
    binary_cross_entropy,
    cross_entropy,
    encode,
    fit,
    generated_sentences,
    identity,
    predict,
    sentences_with_a_short_cut,
    softmax,
    split,
    tokens,
)
from rnnlib.data.halves import contrasts, exchanged, last_words, opposite, other_first_half
from rnnlib.data.random_words import WORDS, word_at
from rnnlib.data.sentences import NOUNS
from rnnlib.learning.last_state import distance, read_out, remembers

SIZES = (16, 64, 128, 256, 512)


def _random(n_z, seed):
    rng = np.random.default_rng(seed)
    return RNN.initialise(WORDS, n_z, WORDS, rng=rng, tau=softmax)


@claim(
    "room and forgetting",
    lesson="08",
    says="after ten words a random network with 256 units knows the first one, after twenty none "
    "does, not even with 512; without tanh 256 units know it after twenty words too",
    holds=lambda m: (
        m["tanh, T = 10, 64 units"] < 0.85
        and m["tanh, T = 10, 256 units"] > 0.97
        and m["tanh, T = 20, 512 units"] < 0.5
        and m["no tanh, T = 10, 16 units"] < 0.7
        and m["no tanh, T = 20, 64 units"] < 0.95
        and min(m["no tanh, T = 10, 128 units"], m["no tanh, T = 20, 256 units"]) > 0.99
    ),
)
def room_and_forgetting(seed):
    """The first of T words, read out of the last state: T = 10 and 20, by the number of units."""
    found = {}
    for name, sigma in {"tanh": None, "no tanh": identity}.items():
        for T in (10, 20):
            for n_z in SIZES:
                model = _random(n_z, seed)
                model = replace(model, sigma=sigma) if sigma else model
                found[f"{name}, T = {T}, {n_z} units"] = remembers(model, T, sequences=6000)
    return found


@cache
def says_word(place, seed):
    """A network of 16 units, trained to answer with the first (0) or the last (−1) word."""
    rng = np.random.default_rng(seed)
    start = RNN.initialise(WORDS, 16, WORDS, rng=rng, tau=softmax)
    x, y = word_at(place, 1500, rng)
    return start, fit(start, x, y, cross_entropy, epochs=20, rng=rng)[0]


@claim(
    "three memories",
    lesson="08",
    says="trained to say the first word, a state keeps it, and little else; trained to say the "
    "last, it forgets the first faster than a random one",
    seeds=6,
    holds=lambda m: (
        m["says first: first of 20"] > 0.9
        and m["says first: second of 10"] < 0.3
        and m["says last: first of 4"] < m["random: first of 4"] - 0.2
        and m["says last: last of 10"] > 0.97
    ),
)
def three_memories(seed):
    """Same size, same start: untrained, trained for the first word, trained for the last."""
    start, first = says_word(0, seed)
    networks = {"random": start, "says first": first, "says last": says_word(-1, seed)[1]}
    found = {}
    for name, model in networks.items():
        found |= {
            f"{name}: first of 4": remembers(model, 4),
            f"{name}: first of 10": remembers(model, 10),
            f"{name}: first of 20": remembers(model, 20),
            f"{name}: second of 10": remembers(model, 10, 1),
            f"{name}: last of 10": remembers(model, 10, 9),
            f"{name}: distance of 20": distance(model, 20),
        }
    return found


@cache
def _sentiment(seed, make):
    """(start, trained, vocabulary, train, test) of 16 units on 3,000 sentences."""
    rest, test = split(make(3000, np.random.default_rng(seed)), 0.2, np.random.default_rng(seed))
    train, valid = split(rest, 0.1, np.random.default_rng(seed))
    words = Vocabulary.of([tokens(text) for text in train.texts])
    rng = np.random.default_rng(seed)
    start = RNN.initialise(len(words), 16, 1, rng=rng)
    how = {"epochs": 12, "optimiser": Adam(0.01), "validation": encode(valid, words), "rng": rng}
    model, _ = fit(start, *encode(train, words), binary_cross_entropy, **how)
    return start, model, words, train, test


def small_sentences(n, rng):
    """One clause, or "A but B"."""
    return generated_sentences(n, rng, small=True)


@claim(
    "label and noun",
    lesson="08",
    says="training makes the label easy to read out of the last state, and the noun harder",
    holds=lambda m: (
        m["trained: label"] > 0.95
        and m["random: label"] < 0.7
        and m["trained: last noun"] < m["random: last noun"] - 0.1
    ),
)
def label_and_noun(seed):
    """A linear probe of the last state, for what the task needs and for what it does not."""
    start, model, words, train, test = _sentiment(seed, small_sentences)
    found = {"right on new sentences": accuracy(model, *encode(test, words))}
    texts = (*train.texts, *test.texts)
    labels = np.concatenate([train.labels, test.labels])
    has, last = last_words(texts, NOUNS)
    for name, network in {"random": start, "trained": model}.items():
        ends = np.array(
            [network.run(words.one_hot(tokens(text)), read="last")[0][-1] for text in texts]
        )
        found[f"{name}: label"] = read_out(ends, labels, 2)
        found[f"{name}: last noun"] = read_out(ends[has], last, len(NOUNS))
    found["guessing the noun"] = np.bincount(last).max() / len(last)
    return found


@claim(
    "two tests of order",
    lesson="08",
    says="networks that learned from sentences with a short cut nearly pass the exchange of the "
    "halves; another first half changes the answer of some of them often",
    holds=lambda m: (
        min(m["fair sentences: exchanged"], m["short cut: exchanged"]) > 0.85
        and m["fair sentences: other first half"] < 0.05
        and m["short cut: other first half"] > m["fair sentences: other first half"] + 0.1
    ),
)
def two_tests_of_order(seed):
    """The share of sentences "A but B" in which the answer changes."""
    fair = _sentiment(seed, small_sentences)
    texts = contrasts(fair[-1])
    turned = opposite(texts)
    changed = {
        "exchanged": (turned, tuple(map(exchanged, turned))),
        "other first half": (texts, other_first_half(texts, np.random.default_rng(seed))),
        "other noun": (texts, tuple(map(one_noun, texts))),
    }
    found = {}
    for name, made in {"fair sentences": fair, "short cut": None}.items():
        _, model, words, *_ = made or _sentiment(seed, sentences_with_a_short_cut)
        for what, (before, after) in changed.items():
            a, b = (positive(model, words, texts) for texts in (before, after))
            found[f"{name}: {what}"] = np.mean(a != b)
    return found


def one_noun(text):
    """Every noun becomes "film"."""
    return re.sub("|".join(NOUNS), "film", text)


def positive(model, words, texts):
    """What a network says to each text: True for positive."""
    return predict(model, [words.one_hot(words.known(tokens(t))) for t in texts])[:, 0] > 0.5
