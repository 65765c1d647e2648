"""What can be asked about the next value of a series: the sunspots of lesson 05b.

The same model may be asked for the next value, for the change, or for the square root of the next
value, which puts small and large numbers on a more equal footing. A `Question` turns the series
into what is read and what is asked, and the answers back into values.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

TEST, VALIDATION = 1929, 1870  # the first year of each part of the sunspots; learning is before


@dataclass(frozen=True)
class Question:
    """One way to ask for the next value: `there` is what is done to a value, `back` undoes it."""

    name: str
    there: Callable
    back: Callable
    change: bool = False  # whether the difference to the last value is asked

    def numbers(self, values):
        """What a model reads, (T,): numbers of about 1 are easier to learn."""
        return self.there(np.asarray(values, float))

    def answers(self, values):
        """What it is asked after each of the values but the last: (T − 1,)."""
        read = self.numbers(values)
        return np.diff(read) if self.change else read[1:]

    def forecasts(self, values, answers):
        """The values that its answers (n,) mean for the last n of the values."""
        answers = np.asarray(answers, float)
        last = self.numbers(values)[-len(answers) - 1 : -1]
        return self.back(last + answers if self.change else answers)


def _root(values):
    return np.sqrt(values) / 10


def _square(numbers):
    return 100 * np.maximum(numbers, 0) ** 2


VALUE = Question("value", lambda v: v / 100, lambda z: 100 * z)
CHANGE = Question("change", lambda v: v / 100, lambda z: 100 * z, change=True)
ROOT = Question("square root", _root, _square)


def windows(question, values, length=60, every=7):
    """Overlapping pieces to learn from: (x, y), two lists of (length, 1), an answer per step."""
    read, asked = question.numbers(values), question.answers(values)
    starts = range(0, len(asked) - length, every)
    x = [read[i : i + length, None] for i in starts]
    return x, [asked[i : i + length, None] for i in starts]
