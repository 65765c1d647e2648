"""Different right answers to E19; each must be accepted."""

import numpy as np


def in_loops(rates, training, validation, test):
    found = []
    for r, rate in enumerate(rates):
        for e in range(validation.shape[2]):
            n = validation.shape[1]
            found.append((sum(validation[r, :, e]) / n, rate, e + 1, sum(test[r, :, e]) / n))
    return min(found)[1:]


def epoch_first(rates, training, validation, test):
    by_epoch = validation.sum(axis=1).T
    epoch = by_epoch.min(axis=1).argmin()
    rate = by_epoch[epoch].argmin()
    return {"test_loss": np.mean(test[rate, :, epoch]), "rate": rates[rate], "epochs": epoch + 1.0}


VARIANTS = {"E19.choose": (in_loops, epoch_first)}
