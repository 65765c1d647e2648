"""Different right answers to E13; each must be accepted."""

import statistics

import numpy as np


def with_statistics(results, rival):
    results, rival = [float(a) for a in results], [float(a) for a in rival]
    mean = statistics.fmean(results)
    return [mean, statistics.stdev(results), mean - statistics.fmean(rival)]


def by_the_formula_in_float32(accuracies, baseline):
    a = accuracies.astype(np.float32)
    m = a.sum() / len(a)
    s = (((a - m) ** 2).sum() / (len(a) - 1)) ** 0.5
    return {"mean": m, "spread": s, "difference": m - sum(baseline) / len(baseline)}


VARIANTS = {"E13.summary": (with_statistics, by_the_formula_in_float32)}
