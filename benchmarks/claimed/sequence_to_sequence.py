"""Lessons 05b and 05c: the next letter, and number words from English to German."""

import numpy as np

from benchmarks.claimed.one_answer_or_one_input import QUIET, parts
from benchmarks.claims import claim
from rnnlib import (
    RNN,
    Adam,
    EncoderDecoder,
    NGram,
    accuracy,
    as_words,
    cross_entropy,
    first_names,
    fit,
    generate,
    next_letters,
    number_words,
    pad,
    read_in,
    softmax,
    symbols,
    write_out,
)
from rnnlib.learning.scores import mean_loss


@claim(
    "next letter",
    lesson="05b",
    says="the best n-gram, its n and k chosen on validation names, is a little better than the RNN",
    holds=lambda m: m["best n-gram"] < m["RNN"] < m["3-gram"] - 0.1,
)
def next_letter(seed):
    """Bits per letter on new names, and perplexity."""
    train, valid, test = parts(first_names(), seed)
    grams = {n: [NGram.count(train, n, k) for k in (3.0, 10.0, 30.0)] for n in range(1, 8)}
    grams = {n: min(each, key=lambda gram: gram.bits(valid)) for n, each in grams.items()}
    found = {f"{n}-gram": gram.bits(test) for n, gram in grams.items()}
    found["best n-gram"] = min(grams.values(), key=lambda gram: gram.bits(valid)).bits(test)
    letters, rng = symbols(train), np.random.default_rng(seed)
    x_y = [next_letters(part, letters, np.float32) for part in (train, valid, test)]
    start = RNN.initialise(27, 96, 27, rng=rng, tau=softmax, dtype=np.float32)
    how = {"epochs": 20, "optimiser": Adam(0.005), "batch_size": 64, "average": 0.99}
    how |= {"read": "every", "validation": x_y[1], "rng": rng}
    model, _ = fit(start, *x_y[0], cross_entropy, **how, **QUIET)
    x, y = x_y[2]
    nats = mean_loss(model, x, y, cross_entropy, read="every") * len(x)
    found["RNN"] = nats / np.log(2) / sum(map(len, x))
    found["perplexity of the best n-gram"] = 2 ** found["best n-gram"]
    found["perplexity of the RNN"] = 2 ** found["RNN"]
    return found


def translator(train, words, pieces, n_z, epochs, seed):
    """The encoder–decoder of the lesson."""
    rng = np.random.default_rng(seed)
    start = EncoderDecoder.initialise(len(words), n_z, len(pieces), rng=rng)
    x, y = read_in(train.inputs, words), pad(write_out(train.targets, pieces))
    how = {"read": "every", "optimiser": Adam(0.005), "batch_size": 16, "average": 0.99}
    return fit(start, x, y, cross_entropy, epochs=epochs, rng=rng, **how, **QUIET)[0]


def exact(model, pairs, words, pieces):
    """Which numbers are translated exactly: (n,) of True and False."""
    made = (generate(model, read_in([e], words)[0], 8, eos=0) for e in pairs.inputs)
    made = as_words(list(made), pieces)
    return np.array([a == b for a, b in zip(made, pairs.targets, strict=True)])


def _numbers(seed):
    pairs = number_words()
    rest, test = parts(pairs, seed)[::2]
    return pairs, rest, test, symbols(pairs.inputs), symbols(pairs.targets)


@claim(
    "number words",
    lesson="05c",
    says="the encoder–decoder translates nearly all new numbers exactly, a dictionary a quarter; "
    "the short numbers are the difficult ones",
    holds=lambda m: (
        m["encoder–decoder"] > 0.93
        and m["dictionary"] < 0.35
        and m["of one or two words"] < m["of more words"] - 0.1
        and m["pieces, with the right past"] > m["encoder–decoder"]
    ),
)
def numbers(seed):
    """The share of new numbers that are exactly right, and of single pieces with a teacher."""
    pairs, train, test, words, pieces = _numbers(seed)
    known = {e[0]: g for e, g in pairs if len(e) == len(g) == 1}
    known |= {"hundred": ("hundert",), "and": ()}
    by_words = [tuple(p for w in e for p in known[w]) == g for e, g in test]
    model = translator(train, words, pieces, 64, 40, seed)
    right = exact(model, test, words, pieces)
    short = np.array([len(e) <= 2 for e in test.inputs])
    x, y = read_in(test.inputs, words), pad(write_out(test.targets, pieces))
    return {
        "dictionary": np.mean(by_words),
        "encoder–decoder": right.mean(),
        "of one or two words": right[short].mean(),
        "of more words": right[~short].mean(),
        "pieces, with the right past": accuracy(model, x, y, read="every"),
    }


@claim(
    "a narrow state",
    lesson="05c",
    says="16 units translate badly after 40 epochs and well after 400: it was the time of training "
    "and not the room",
    holds=lambda m: m["16 units, 40 epochs"] < 0.6 and m["16 units, 400 epochs"] > 0.85,
)
def narrow(seed):
    """The share of new numbers that are exactly right."""
    _, train, test, words, pieces = _numbers(seed)
    found = {}
    for n_z, epochs in ((16, 40), (16, 400), (64, 40)):
        model = translator(train, words, pieces, n_z, epochs, seed)
        found[f"{n_z} units, {epochs} epochs"] = exact(model, test, words, pieces).mean()
    return found
