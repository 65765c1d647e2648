"""Lessons 01 and 03b: who can read the generated sentences, and what "new" means."""

from functools import cache

import numpy as np

from benchmarks import rivals
from benchmarks.claims import claim
from rnnlib import generated_sentences, hold_out, sentences_with_a_short_cut, split
from rnnlib.data.grammar import negated_words, polarity, template

TWO = {"but", "although"}


def _parts(corpus, seed):
    """Training (8 of 10), validation, test."""
    rest, test = split(corpus, 0.1, np.random.default_rng(seed))
    train, valid = split(rest, 1 / 9, np.random.default_rng(seed))
    return train, valid, test


@cache
def _sentences(seed):
    return _parts(generated_sentences(10_000, np.random.default_rng(seed)), seed)


@cache
def _rnn(seed, n_z, rate):
    train, valid, _ = _sentences(seed)
    return rivals.rnn(train, valid, seed, n_z, rate)


def _right(says_positive, data):
    return float(np.mean(says_positive(data.texts) == (data.labels == 1)))


def _kinds(data):
    """The test sentences by form: one clause, two clauses of which one decides."""
    joints = [set(text.lower().replace(",", "").split()) for text in data.texts]
    two = np.array([bool(words & TWO) for words in joints])
    one = np.array(["and" not in words for words in joints]) & ~two
    return {"": data, ", one clause": data[one], ", but or although": data[two]}


@claim(
    "who reads order",
    lesson="01",
    says="a bag with a linear model is at chance, with a hidden layer it solves one clause and "
    "not the order of two; a CNN and an RNN read both",
    holds=lambda m: (
        abs(m["bag, linear"] - 0.5) < 0.03
        and m["bag, hidden layer, one clause"] > 0.95
        and m["bag, hidden layer, but or although"] < 0.85
        and min(m["CNN"], m["RNN"]) > 0.97
    ),
)
def who_reads_order(seed):
    """Share of new sentences right, in all and by form."""
    train, valid, test = _sentences(seed)
    readers = {
        "bag, linear": rivals.linear(train, valid),
        "bag, hidden layer": rivals.bag_with_a_hidden_layer(train, valid, seed),
        "pieces of 1 to 3 words, linear": rivals.linear(train, valid, 3),
        "CNN": rivals.cnn(train, valid, seed),
        "RNN": rivals.read_by(*_rnn(seed, 16, 0.006)),
    }
    return {
        who + kind: _right(reader, data)
        for who, reader in readers.items()
        for kind, data in _kinds(test).items()
    }


@claim(
    "trained in the page",
    lesson="03b",
    says="of the few-word sentences a bag with a linear model gets half right, with a hidden layer "
    "more, and an RNN nearly all after 15 rounds over 2,000 of them",
    holds=lambda m: (
        abs(m["bag, linear"] - 0.5) < 0.05
        and m["bag, hidden layer"] < 0.9
        and m["RNN, 15 rounds"] > 0.97
    ),
)
def trained_in_the_page(seed):
    """The sentences of `train_in_page`; the RNN learns by the settings that it begins with."""
    rng = np.random.default_rng(seed)
    rest, test = split(generated_sentences(3000, rng, small=True), 1 / 6, rng)
    train, valid = split(rest, 1 / 5, rng)
    recipe = rivals.rnn(train, valid, seed, epochs=15)
    return {
        "bag, linear": _right(rivals.linear(train, valid), test),
        "bag, hidden layer": _right(rivals.bag_with_a_hidden_layer(train, valid, seed), test),
        "RNN, 15 rounds": _right(rivals.read_by(*recipe), test),
    }


@claim(
    "a recipe",
    lesson="03b",
    says="on the validation sentences, 16 units with steps of 0.006 are reliable: other sizes and "
    "steps miss it from some random starts",
    holds=lambda m: m["16 units, steps 0.006"] > max(0.97, max(m.values()) - 0.01),
)
def a_recipe(seed):
    """What each recipe reaches on the validation sentences; the test sentences stay closed."""
    valid = _sentences(seed)[1]
    return {
        f"{n_z} units, steps {rate}": _right(rivals.read_by(*_rnn(seed, n_z, rate)), valid)
        for n_z, rate in ((8, 0.006), (16, 0.003), (16, 0.006), (16, 0.02), (32, 0.006))
    }


@claim(
    "what new means",
    lesson="03b",
    says="the RNN is right on new sentences, on new templates, and on pairs of a negation and a "
    "word that it never met together",
    holds=lambda m: m["new sentences"] > 0.97 and min(m.values()) > 0.9,
)
def what_new_means(seed):
    """The same recipe, with something held out of the training sentences.

    A start that got stuck (below 0.9 on validation) is repeated with another seed, twice at most.
    """
    found = {"new sentences": _right(rivals.read_by(*_rnn(seed, 16, 0.006)), _sentences(seed)[2])}
    for name, made_of in {
        "new templates": template,
        "new pairs of negation and word": negated_words,
    }.items():
        corpus = generated_sentences(14_000, np.random.default_rng(seed))
        rest, new = hold_out(corpus, made_of, 0.1, np.random.default_rng(seed))
        train, valid = rest[:8000], rest[8000:9000]
        for again in range(3):
            reader = rivals.read_by(*rivals.rnn(train, valid, seed + 100 * again))
            if _right(reader, valid) > 0.9:
                break
        found[name] = _right(reader, new)
    return found


@claim(
    "a short cut",
    lesson="03b",
    says="an RNN that learned from sentences with a short cut is right on new ones of the kind, "
    "and wrong about sentences whose halves say the same",
    holds=lambda m: m["the same kind"] > 0.95 and m["halves that say the same"] < 0.9,
)
def a_short_cut(seed):
    """Trained on "A but B" where the halves are always opposite."""
    train, valid, test = _parts(sentences_with_a_short_cut(5000, np.random.default_rng(seed)), seed)
    reader = rivals.read_by(*rivals.rnn(train, valid, seed))
    fair = generated_sentences(4000, np.random.default_rng(seed), forms=("but",), small=True)
    halves = [text.rstrip(".").split(" but ") for text in fair.texts]
    same = np.array([polarity(a) == polarity(b) for a, b in halves])
    return {
        "the same kind": _right(reader, test),
        "halves that say the opposite": _right(reader, fair[~same]),
        "halves that say the same": _right(reader, fair[same]),
    }
