"""Lesson 10b: how far back a network learns, and dates whose order decides."""

import numpy as np

from benchmarks.claims import claim
from rnnlib import (
    Adam,
    EncoderDecoder,
    as_words,
    cross_entropy,
    divide,
    fit,
    generate,
    pad,
    read_in,
    symbols,
    write_out,
    written_dates,
)
from rnnlib.learning.lag import KINDS, learns

LAGS = (5, 10, 20, 30, 40, 60, 80)


@claim(
    "a growing lag",
    lesson="10b",
    says="the dense net keeps a sign over every lag; the RNN does up to a lag that depends on its "
    "first V, and the identity reaches furthest",
    holds=lambda m: (
        min(m[f"dense net, lag {lag}"] for lag in LAGS) > 0.95
        and min(m[f"{kind}, lag {lag}"] for kind in KINDS for lag in (5, 10)) > 0.9
        and m["random V, lag 80"] < 0.8
        and m["orthogonal V, lag 80"] < 0.9
        and m["identity V, lag 60"] > max(m["orthogonal V, lag 60"], m["random V, lag 60"])
    ),
)
def a_growing_lag(seed):
    """Share of new sequences right after 400 steps of training."""
    return {f"{kind}, lag {lag}": learns(kind, lag, seed) for kind in KINDS for lag in LAGS}


@claim(
    "written dates",
    lesson="10b",
    says="what is read last is learned first: with the year in front hardly any date is right",
    holds=lambda m: (
        m["year last: year"] > 0.85
        and m["year last: whole date"] < 0.6
        and m["year first: year"] < 0.3
        and m["year first: whole date"] < 0.1
    ),
)
def written_dates_in_two_orders(seed):
    """Shares of right years, months, days and dates on 300 new ones, in two orders of writing."""
    return dates_in_two_orders(EncoderDecoder, 64, seed)


def dates_in_two_orders(network, units, seed, epochs=24):
    """The same for any network that reads, then writes."""
    found = {}
    for year in ("last", "first"):
        rng = np.random.default_rng(seed)
        train, test = divide(written_dates(2500, rng, year), 0.12, rng)
        letters, figures = symbols(train.inputs), symbols(train.targets)
        x, y = read_in(train.inputs, letters), pad(write_out(train.targets, figures))
        model = network.initialise(len(letters), units, len(figures), rng=rng)
        how = {"epochs": epochs, "rng": rng, "optimiser": Adam(0.003), "read": "every"}
        model, _ = fit(model, x, y, cross_entropy, **how)
        rows = [generate(model, x_i, 12, eos=0) for x_i in read_in(test.inputs, letters)]
        said = ["".join(word) for word in as_words(rows, figures)]
        for part, where in {
            "year": slice(0, 4),
            "month": slice(5, 7),
            "day": slice(8, 10),
            "whole date": slice(None),
        }.items():
            hits = [s[where] == t[where] for s, t in zip(said, test.targets, strict=True)]
            found[f"year {year}: {part}"] = np.mean(hits)
    return found
