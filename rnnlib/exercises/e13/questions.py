"""E13: a project of one's own. Checked is only how its numbers are summed up."""

import numpy as np

from rnnlib.exercises.exercise import Exercise, Question


def summary(accuracies, baseline):
    """Mean and spread over the seeds, and how far the mean is above that of the baseline."""
    mean = np.mean(accuracies)
    spread = np.std(accuracies, ddof=1)
    difference = mean - np.mean(baseline)
    return mean, spread, difference


def _cases(rng):
    """Five seeds and three of the baseline, then four and six; one seed each failed to learn."""
    return [_seeds(rng, 5, 3), _seeds(rng, 4, 6)]


def _seeds(rng, n, n_baseline):
    accuracies = rng.uniform(0.8, 0.98, size=n)
    accuracies[rng.integers(n - 1)] = rng.uniform(0.4, 0.6)
    return accuracies, rng.uniform(0.55, 0.75, size=n_baseline)


SUMMARY = Question(
    "E13.summary",
    "five seeds against three of the baseline, and four against six; one seed failed each time",
    summary,
    _cases,
    arguments=("accuracies", "baseline"),
    parts={"mean": (), "spread": (), "difference": ()},
    points=2,
    experiment="Try 0.9, 0.8 and 1.0 with a baseline of 0.7: 0.9, 0.1 and 0.2 should come.",
    unchecked="a single seed: then there is no spread",
    hints=(
        "All seeds count, the bad ones too. Each of the three numbers is one line.",
        "The spread divides the sum of the squared distances by n − 1, then takes the root. "
        "np.std divides by n unless you say otherwise; look at its argument ddof.",
        "np.mean(accuracies), np.std(accuracies, ddof=1), and the difference of the two means.",
    ),
)

EXERCISE = Exercise(
    "E13_project",
    "Your own project",
    minutes=360,
    you_write="a task, a baseline, an honest result",
    questions=(SUMMARY,),
    by_hand=12,
)
