"""Lesson 15: what gates change in the two tasks of lesson 10b, and what they do not."""

import numpy as np

from benchmarks.claimed.lag_and_dates import dates_in_two_orders
from benchmarks.claims import claim
from rnnlib import GRU, EncoderDecoder
from rnnlib.learning.lag import GATES, learns
from rnnlib.networks.reader_writer import ReaderWriter

LAGS = (10, 20, 40, 80)
RIVALS = ("identity V", "orthogonal V")


@claim(
    "a growing lag, with gates",
    lesson="15",
    says="with half-open gates a GRU falls to guessing sooner than an RNN that begins with a good "
    "V; with gates that keep at first it does not fall at all",
    holds=lambda m: (
        m["GRU, half open, lag 80"] < 0.7
        and m["GRU, nearly closed, lag 80"] > 0.95
        and m["GRU, nearly closed, lag 80"] > m["orthogonal V, lag 80"] + 0.2
        and m["identity V, lag 40"] > m["GRU, half open, lag 40"]
    ),
)
def a_growing_lag_with_gates(seed):
    """Share of new sequences right after 400 steps, all with the settings of lesson 10b."""
    return {
        f"{kind}, lag {lag}": learns(kind, lag, seed) for kind in (*RIVALS, *GATES) for lag in LAGS
    }


@claim(
    "written dates, with gates",
    lesson="15",
    says="with the year in front a GRU writes nearly every year and the RNNs hardly any; with the "
    "year at the end an RNN with as many numbers writes more whole dates in the same 24 epochs",
    holds=lambda m: (
        m["GRU, year first: year"] > 0.9
        and max(m[f"{name}, year first: year"] for name in ("RNN", "larger RNN")) < 0.2
        and m["larger RNN, year last: whole date"] > m["GRU, year last: whole date"]
        and m["GRU, year first: whole date"] < 0.2
    ),
)
def written_dates_with_gates(seed):
    """Shares right on 300 new dates after 24 epochs; the larger RNN has as many numbers."""
    found = {}
    for name, network, units in (
        ("RNN", EncoderDecoder, 64),
        ("larger RNN", EncoderDecoder, 121),
        ("GRU", ReaderWriter.of(GRU), 64),
    ):
        shares = dates_in_two_orders(network, units, seed, epochs=24)
        found |= {f"{name}, {what}": np.mean(share) for what, share in shares.items()}
    return found
