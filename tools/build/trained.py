"""Train the small network that a page can show with all its numbers, and store it.

`python -m tools.build.trained` writes `rnnlib/data/trained.json`. Five units are few, so many
starts get stuck: of some starts the best on validation sentences is kept.
"""

import json

import numpy as np

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
from rnnlib.data.trained import FILE
from rnnlib.inputs.values import parameters, with_parameters

UNITS, STARTS, EPOCHS, DIGITS = 5, (2, 4, 5), 40, 3


def main():
    """Train from each start, keep the best, round its numbers, store it with its vocabulary."""
    corpus = generated_sentences(10_000, np.random.default_rng(3))
    train, valid = split(corpus, 0.2, np.random.default_rng(0))
    vocabulary = Vocabulary.of([tokens(text) for text in train.texts])
    x, y = encode(train, vocabulary)
    held_out = encode(valid, vocabulary)
    best, most = None, 0.0
    for start in STARTS:
        rng = np.random.default_rng(start)
        first = RNN.initialise(len(vocabulary), UNITS, 1, rng=rng)
        how = {"epochs": EPOCHS, "optimiser": Adam(0.01), "validation": held_out}
        model, _ = fit(first, x, y, binary_cross_entropy, rng=rng, **how)
        model = with_parameters(model, {k: a.round(DIGITS) for k, a in parameters(model).items()})
        share = accuracy(model, *held_out)
        print(f"start {start}: {share:.3f}", flush=True)
        if share > most:
            best, most = model, share
    stored = {"words": vocabulary.words} | {k: a.tolist() for k, a in parameters(best).items()}
    FILE.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
