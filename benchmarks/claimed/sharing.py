"""Lesson 04: what sharing is good for, and how far it carries."""

from dataclasses import replace

import numpy as np

from benchmarks.claims import claim
from rnnlib import (
    RNN,
    Adam,
    Vocabulary,
    accuracy,
    binary_cross_entropy,
    encode,
    fit,
    generated_sentences,
    split,
    tokens,
)
from rnnlib.networks.untied import UntiedRNN

STEPS = 20  # an untied RNN has matrices for so many
SHORT = 6  # tokens: a sentence of one clause
LENGTHS = {"1–6 tokens": (1, 6), "7–10 tokens": (7, 10), "11–20 tokens": (11, 20)}


def _encoded(data, vocabulary, lengths=(1, STEPS)):
    """x and y of the sentences whose lengths are between these two."""
    x, y = encode(data, vocabulary)
    chosen = [i for i, sentence in enumerate(x) if lengths[0] <= len(sentence) <= lengths[1]]
    return [x[i] for i in chosen], y[chosen]


def _best(start, train, valid, epochs, seed):
    """Trained with three learning rates: the network that is best on the validation part."""
    found = []
    for rate in (0.002, 0.005, 0.01):
        how = {"epochs": epochs, "optimiser": Adam(rate), "validation": valid, "progress": False}
        rng = np.random.default_rng(seed)
        model, _ = fit(start, *train, binary_cross_entropy, rng=rng, **how)
        found.append((accuracy(model, *valid), rate, model))
    return max(found, key=lambda each: each[:2])[2]


def _tied_and_untied(corpus, sizes, steps, epochs, seed):
    """Train both kinds from one start: {name: network}, the new sentences, the vocabulary.

    sizes are the numbers of sentences for training and for validation; the rest is new.
    """
    n, n_valid = sizes
    train, valid, test = corpus[:n], corpus[n : n + n_valid], corpus[n + n_valid :]
    vocabulary = Vocabulary.of([tokens(text) for text in train.texts])
    tied = RNN.initialise(len(vocabulary), 16, 1, rng=np.random.default_rng(seed))
    starts = {"tied": tied, "untied": UntiedRNN.copies_of(tied, steps)}
    parts = encode(train, vocabulary), encode(valid, vocabulary)
    models = {name: _best(start, *parts, epochs, seed) for name, start in starts.items()}
    return models, test, vocabulary


@claim(
    "sharing: new sentences",
    lesson="04",
    says="from the same 2,000 sentences the RNN learns to read new ones of every length, and the "
    "untied RNN does not, not even short ones",
    holds=lambda m: (
        min(v for who, v in m.items() if who.startswith("tied")) > 0.95
        and max(v for who, v in m.items() if who.startswith("untied")) < 0.75
    ),
)
def new_sentences(seed):
    """Share of new sentences right, by length."""
    corpus = generated_sentences(4000, np.random.default_rng(seed), small=True)
    models, test, vocabulary = _tied_and_untied(corpus, (2000, 500), STEPS, 20, seed)
    return {
        f"{who}, {name}": accuracy(model, *_encoded(test, vocabulary, lengths))
        for who, model in models.items()
        for name, lengths in LENGTHS.items()
    }


@claim(
    "sharing: short sentences only",
    lesson="04",
    says="with sentences of at most six tokens, where nearly every sentence reaches step 4, the "
    "untied RNN needs several times as many: late steps without examples are not the cause",
    holds=lambda m: (
        m["tied, 400 sentences"] > 0.8
        and m["untied, 800 sentences"] < m["tied, 400 sentences"] - 0.1
        and m["untied, 1,600 sentences"] > 0.85
    ),
)
def short_only(seed):
    """Share of new short sentences right, against the number to learn from."""
    found = {}
    for n in (400, 800, 1600):
        rng = np.random.default_rng(seed)
        corpus = generated_sentences(n + 1300, rng, small=True, max_tokens=SHORT)
        models, test, vocabulary = _tied_and_untied(corpus, (n, 300), SHORT, 30, seed)
        for who, model in models.items():
            found[f"{who}, {n:,} sentences"] = accuracy(model, *encode(test, vocabulary))
    return {who: found[who] for who in sorted(found, key=lambda who: who.split(",")[0])}


@claim(
    "sharing: longer than trained",
    lesson="04",
    says="an RNN that learned from at most 11 tokens also reads at least 14, from most starts",
    holds=lambda m: min(m.values()) > 0.85,
)
def longer(seed):
    """Two ways to begin: V as it is drawn, and V = 0.5 I, a leaky sum in each unit."""
    rng = np.random.default_rng(seed)
    short = generated_sentences(3000, rng, small=True, max_tokens=11)
    train, valid = split(short, 500 / len(short), rng)
    long = generated_sentences(500, rng, small=True, min_tokens=14)
    vocabulary = Vocabulary.of([tokens(text) for text in train.texts])
    drawn = RNN.initialise(len(vocabulary), 16, 1, rng=rng)
    found = {}
    for name, start in {
        "V drawn at random": drawn,
        "V = 0.5 I": replace(drawn, V=0.5 * np.eye(16)),
    }.items():
        parts = encode(train, vocabulary), encode(valid, vocabulary)
        model = _best(start, *parts, 20, seed)
        found[f"{name}, at most 11 tokens"] = accuracy(model, *parts[1])
        found[f"{name}, at least 14 tokens"] = accuracy(model, *encode(long, vocabulary))
    return found
