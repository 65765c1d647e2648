"""What a class gained between two tests: the normalised gain, with the interval that belongs to it.

The gain of a class is (after - before) / (1 - before), with the mean shares of right answers
(Hake, American Journal of Physics 66, 1998). Only students who took both tests count. The interval
comes from drawing the students anew, both tests of each together (the percentile bootstrap).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tools.concepts.questions import ITEMS, key, misconception

DRAWS, LEVEL = 10_000, 0.95
FEW = 10  # below, an interval would promise more than it knows
Answers = Mapping[int, str]  # the number of a question, from 1 -> a letter


@dataclass(frozen=True)
class Gain:
    """The gain of a class."""

    pairs: int
    only_before: int
    only_after: int
    before: float  # mean share of right answers, of those who took both
    after: float
    value: float | None  # None if nothing was left to gain
    interval: tuple[float, float] | None


def share(answers: Answers) -> float:
    """The share of right answers; what was left out counts as not right."""
    right = key()
    return sum(answers.get(n, "").strip().upper() == right[n] for n in right) / len(right)


def gain(before: Mapping[str, Answers], after: Mapping[str, Answers], seed: int = 0) -> Gain:
    """The gain of those who took both tests; the codes that people chose are the keys."""
    both = sorted(before.keys() & after.keys())
    shares = np.array([(share(before[code]), share(after[code])) for code in both]).reshape(-1, 2)
    means = shares.mean(axis=0) if both else np.zeros(2)
    counts = len(both), len(before.keys() - after.keys()), len(after.keys() - before.keys())
    was, now = float(means[0]), float(means[1])
    if not both or was == 1:
        return Gain(*counts, was, now, None, None)
    return Gain(*counts, was, now, float(_of(means)), _interval(shares, seed))


def _of(means: np.ndarray) -> np.ndarray:
    return (means[..., 1] - means[..., 0]) / (1 - means[..., 0])


def _interval(shares: np.ndarray, seed: int) -> tuple[float, float] | None:
    if len(shares) < FEW:
        return None
    rng = np.random.default_rng(seed)
    drawn = shares[rng.integers(len(shares), size=(DRAWS, len(shares)))].mean(axis=1)
    values = _of(drawn[drawn[:, 0] < 1])
    low, high = np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def by_question(tests: Mapping[str, Answers]) -> list[float]:
    """The share of right answers to each question."""
    right = key()
    n = max(1, len(tests))
    return [sum(answers.get(i, "").strip().upper() == right[i] for answers in tests.values()) / n
            for i in range(1, len(ITEMS) + 1)]  # fmt: skip


def by_misconception(tests: Mapping[str, Answers]) -> Counter:
    """How often each misconception was chosen."""
    return Counter(name for answers in tests.values() for number, letter in answers.items()
                   if (name := misconception(number, letter)))  # fmt: skip
