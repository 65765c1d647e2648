"""Lesson 09: what truncation leaves out is not learned from the gradient."""

import numpy as np

from benchmarks.claims import claim
from rnnlib import RNN, softmax
from rnnlib.data.random_words import WORDS
from rnnlib.learning.lag import names_the_first

WINDOWS = (10, 9, 5, 2)


@claim(
    "one step too short",
    lesson="09",
    says="with windows of 10 steps a network names the first of ten words; with 9 it does not",
    holds=lambda m: m["window 10"] > 0.9 and max(m[f"window {w}"] for w in WINDOWS[1:]) < 0.6,
)
def one_step_too_short(seed):
    """Share right after training with a gradient cut into windows; another start for each seed."""
    start = RNN.initialise(WORDS, 16, WORDS, rng=np.random.default_rng(seed), tau=softmax)
    return {f"window {w}": names_the_first(start, w, seed) for w in WINDOWS}
