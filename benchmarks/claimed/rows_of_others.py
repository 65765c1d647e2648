"""Lesson 11: what the rows of W learn, and what ready-made ones bring to another training."""

from dataclasses import replace

import numpy as np

from benchmarks.claims import claim
from rnnlib import (
    RNN,
    Vocabulary,
    accuracy,
    binary_cross_entropy,
    cross_entropy,
    encode,
    fit,
    generated_sentences,
    softmax,
    split,
    tokens,
)


@claim(
    "rows of others",
    lesson="11",
    says="rows that learned the same task help where labels are few, those of a language model of "
    "these sentences do not",
    holds=lambda m: (
        m["same task, more data"] > m["at random"] + 0.1
        and abs(m["language model"] - m["at random"]) < 0.05
    ),
)
def rows_of_others(seed):
    """Share right on new sentences after 40 epochs on 400 labels, by how W begins.

    Nothing is chosen for the three: 400 labels are too few to keep some for validation.
    """
    rng = np.random.default_rng(seed)
    rest, test = split(generated_sentences(1600, rng, small=True), 0.25, rng)
    train, valid = split(rest, 0.125, rng)
    words = Vocabulary.of([tokens(text) for text in train.texts])
    (x, y), validation = encode(train, words), encode(valid, words)
    how = {"rng": rng, "validation": validation}
    start = RNN.initialise(len(words), 16, 1, rng=rng)
    task, _ = fit(start, x, y, binary_cross_entropy, epochs=15, **how)
    language = _language_model(train, words, rng)
    size, few = np.sqrt((start.W**2).mean()), rng.permutation(len(train))[:400]
    x_few, y_few, found = [x[i] for i in few], y[few], {}
    for name, rows in {
        "at random": None,
        "language model": language.W,
        "same task, more data": task.W,
    }.items():
        first = RNN.initialise(len(words), 16, 1, rng=np.random.default_rng(seed))
        if rows is not None:  # every W begins with numbers of the same size
            first = replace(first, W=rows * size / np.sqrt((rows**2).mean()))
        done, _ = fit(first, x_few, y_few, binary_cross_entropy, epochs=40, rng=rng)
        found[name] = accuracy(done, *encode(test, words))
    return found


def _language_model(train, words, rng):
    """Predicts the next word of each training sentence."""
    sentences = [words.one_hot(tokens(text)) for text in train.texts]
    reader = RNN.initialise(len(words), 16, len(words), rng=rng, tau=softmax)
    how = {"epochs": 15, "rng": rng, "read": "every"}
    before, after = [s[:-1] for s in sentences], [s[1:] for s in sentences]
    return fit(reader, before, after, cross_entropy, **how)[0]
