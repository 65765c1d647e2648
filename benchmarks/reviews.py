"""Real reviews: the RNN of lesson 03 against a bag of words, over many random splits.

Run from the course's folder: .venv/bin/python benchmarks/reviews.py [number of splits, 20]
"""

import sys
from dataclasses import replace

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

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


def compare(seed):
    """Held-out accuracy of the bag of words and of the RNN on one random split."""
    rng = np.random.default_rng(seed)
    train, test = split(review_sentences(), 0.2, rng)
    bag = make_pipeline(CountVectorizer(analyzer=tokens), LogisticRegression())
    bag.fit(train.texts, train.labels)
    words = Vocabulary.of([tokens(text) for text in train.texts], at_least=2)
    start = replace(RNN.initialise(len(words), 16, 1, rng=rng), V=0.5 * np.eye(16))
    how = {"epochs": 2, "optimiser": Adam(0.005), "average": 0.99, "rng": rng}
    rnn, _ = fit(start, *encode(train, words), binary_cross_entropy, **how)
    return bag.score(test.texts, test.labels), accuracy(rnn, *encode(test, words))


def main(splits=20):
    """Print every split, then means, the smallest value and the largest difference."""
    scores = []
    print("split  bag of words    RNN")
    for seed in range(splits):
        scores.append(compare(seed))
        print(f"{seed:5}  {scores[-1][0]:12.3f}  {scores[-1][1]:5.3f}", flush=True)
    scores = np.array(scores)
    print("mean   {:12.3f}  {:5.3f}".format(*scores.mean(axis=0)))
    print("least  {:12.3f}  {:5.3f}".format(*scores.min(axis=0)))
    print(f"largest difference in one split: {np.abs(scores[:, 0] - scores[:, 1]).max():.3f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
