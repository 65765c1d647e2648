"""Lesson 08: n-grams, CNN, attention and RNN on tasks of the course; the cost of one more step."""

from functools import cache

import numpy as np
import torch

from benchmarks import readers, rivals
from benchmarks.claims import claim
from rnnlib import Vocabulary, encode, generated_sentences, split, tokens
from rnnlib.data.batches import places_of_equal_length
from rnnlib.data.random_words import WORDS

FAR = 10  # more than a window sees: two layers of five steps see nine
PLACES = 12
AFTER = (10, 100, 1000)
TASKS = ("sentences", "order of two", "one of 12 words")


@cache
def _sentences(seed):
    rng = np.random.default_rng(seed)
    rest, test = split(generated_sentences(4000, rng, small=True), 0.2, rng)
    train, valid = split(rest, 0.1, rng)
    return train, valid, test


def _pairs(data, vocabulary):
    """Sentences of equal length side by side: pairs (one-hot words, labels)."""
    x, _ = encode(data, vocabulary)
    for places in places_of_equal_length(x, 64):
        yield np.stack([np.asarray(x[i]) for i in places]), data.labels[places]


def which_came_first(rng, gap=1, B=64, T=40):
    """Forty words; word 0 and word 1 stand in them once, `gap` apart or more. Was 0 before 1?

    Neither stands near the beginning or the end, which a window could see beside it.
    """
    words = rng.integers(2, WORDS, size=(B, T))
    apart = rng.integers(gap, T - 2 * FAR, size=B)
    first = FAR + (rng.random(B) * (T - 2 * FAR - apart)).astype(int)
    swap = rng.integers(2, size=B)
    words[np.arange(B), first], words[np.arange(B), first + apart] = swap, 1 - swap
    return np.eye(WORDS)[words], 1 - swap


def asked_for(rng, B=64):
    """Twelve random words, then the number of a place: the class is the word that stood there."""
    words = rng.integers(WORDS, size=(B, PLACES))
    place = rng.integers(PLACES, size=B)
    x = np.zeros((B, PLACES + 1, WORDS + PLACES))
    x[:, :PLACES, :WORDS] = np.eye(WORDS)[words]
    x[:, PLACES, WORDS:] = np.eye(PLACES)[place]
    return x, words[np.arange(B), place]


@cache
def _sentence_task(seed):
    """(training batches, validation pairs, test pairs) of the sentences."""
    train, valid, test = _sentences(seed)
    vocabulary = Vocabulary.of([tokens(text) for text in train.texts])
    pairs, valid, test = (list(_pairs(data, vocabulary)) for data in (train, valid, test))

    def sentences(rng):
        return pairs[rng.integers(len(pairs))]

    return sentences, valid, test


def _scores(kind, seed):
    """One number for each task. Validation and test sequences are drawn from seeds of their own."""
    drawn, test = np.random.default_rng([seed, 1]), np.random.default_rng([seed, 2])
    batch, valid, test_sentences = _sentence_task(seed)
    return (
        readers.right(readers.trained(kind, batch, valid, seed, 700), test_sentences),
        *(
            readers.right(
                readers.trained(kind, task, [task(drawn, B=500)], seed, steps),
                [task(test, B=1000, **hard)],
            )
            for task, steps, hard in (
                (which_came_first, 400, {"gap": FAR}),
                (asked_for, 600, {}),
            )
        ),
    )


@claim(
    "four readers",
    lesson="08",
    says="CNN, attention and RNN read the generated sentences; only attention and the RNN tell "
    "which of two far words came first; only attention gives any of twelve words on demand",
    holds=lambda m: (
        min(m[f"{kind}, sentences"] for kind in readers.READERS) > 0.95
        and m["n-grams, sentences"] < 0.95
        and min(m["RNN, order of two"], m["attention, order of two"]) > 0.9
        and m["CNN, order of two"] < 0.6
        and m["RNN, one of 12 words"] < m["attention, one of 12 words"] - 0.2
    ),
)
def four_readers(seed):
    """Share of right answers on new sequences, for every reader and task."""
    torch.set_num_threads(1)
    train, valid, test = _sentences(seed)
    pieces = rivals.linear(train, valid, 3)
    found = {"n-grams, sentences": np.mean(pieces(test.texts) == (test.labels == 1))}
    for kind in readers.READERS:
        scores = _scores(kind, seed)
        found |= {f"{kind}, {t}": score for t, score in zip(TASKS, scores, strict=True)}
    return found


@claim(
    "one more step",
    lesson="08",
    says="the RNN and the CNN keep as much after 1,000 steps as after 10, and one more step costs "
    "the same; attention keeps all steps, and its next step costs more and more",
    seeds=2,  # nothing is random here
    holds=lambda m: (
        all(
            m[f"{kind}, {what} after 10"] == m[f"{kind}, {what} after 1000"]
            for kind in ("RNN", "CNN")
            for what in ("kept", "multiplications")
        )
        and m["attention, kept after 1000"] == 100 * m["attention, kept after 10"]
        and m["attention, multiplications after 1000"] > m["attention, multiplications after 10"]
    ),
)
def one_more_step(seed):
    """Numbers kept, and multiplications for the next step, after 10, 100 and 1,000 steps."""
    torch.set_num_threads(1)
    found = {}
    for kind, reader in readers.READERS.items():
        torch.manual_seed(seed)
        for n, (cost, kept) in readers.next_steps(reader(WORDS, WORDS), WORDS, AFTER).items():
            found[f"{kind}, multiplications after {n}"] = cost
            found[f"{kind}, kept after {n}"] = kept
    return found
