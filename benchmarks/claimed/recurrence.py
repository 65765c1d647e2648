"""Lesson 02: what one unit keeps."""

import numpy as np

from benchmarks.claims import claim


@claim(
    "a switch in noise",
    lesson="02",
    says="with v = 2 a unit keeps the sign of its first input through 200 steps of noise; with "
    "v = 0.9 or v = 1, what is left cannot be told from the noise",
    holds=lambda m: m["v = 2"] > 1.7 and abs(m["v = 0.9"]) < 0.6 and abs(m["v = 1"]) < 0.8,
)
def a_switch_in_noise(seed):
    """How far a unit that read +1 is above one that read −1, after noise of size 0.1."""
    noise = 0.1 * np.random.default_rng(seed).normal(size=(200, 2))
    found = {}
    for v in (0.9, 1, 2):
        z = np.tanh([1.0, -1.0])
        for x in noise:
            z = np.tanh(v * z + x)
        found[f"v = {v}"] = z[0] - z[1]
    return found
