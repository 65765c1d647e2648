"""Say what you expect before a cell computes it; see both afterwards. Nothing is stored."""

from dataclasses import dataclass

import numpy as np


def guess(question: str, expected=None, choices=()) -> "Guess":
    """Note a guess: a number, a shape such as (3, 5), or one of `choices`. None is no guess yet.

        my_guess = guess("How many parameters?", 37)
        my_guess.compare(count(model))

    Raises ValueError for a guess that is none of the choices, TypeError for another kind of guess.
    """
    if expected is None or expected is Ellipsis:
        return Guess(question, None)
    if choices and expected not in choices:
        raise ValueError(f"{expected!r} is none of the choices: {', '.join(map(str, choices))}")
    if not choices and not _is_numbers(expected):
        raise TypeError(f"the guess is {expected!r}, expected a number or a shape such as (3, 5)")
    return Guess(question, expected)


def _is_numbers(value):
    items = value if isinstance(value, (tuple, list)) else [value]
    return all(isinstance(item, (int, float, np.number)) for item in items)


@dataclass(frozen=True)
class Guess:
    """A guess, waiting for what will be computed."""

    question: str
    expected: object

    def compare(self, computed, within=0.0):
        """Both side by side; a number `within` this distance counts as met."""
        return Comparison(self.question, self.expected, computed, within)

    def __repr__(self):
        if self.expected is None:
            return f"{self.question} – no guess yet: put one in, then run this cell again."
        return f"{self.question} – you expect {_text(self.expected)}."


@dataclass(frozen=True)
class Comparison:
    """What was expected beside what was computed."""

    question: str
    expected: object
    computed: object
    within: float

    @property
    def met(self):
        """The guess is what was computed, or near enough."""
        if self.expected is None:
            return False
        numbers = all(
            isinstance(v, (int, float, np.number)) for v in (self.expected, self.computed)
        )
        if numbers:
            return bool(abs(self.expected - self.computed) <= self.within)
        return _text(self.expected) == _text(self.computed)

    def __repr__(self):
        mine = "no guess" if self.expected is None else _text(self.expected)
        end = "as you expected" if self.met else "what explains the difference?"
        lines = [self.question, f"  your guess  {mine}", f"  computed    {_text(self.computed)}"]
        return "\n".join(lines if self.expected is None else [*lines, f"  {end}"])


def _text(value):
    if isinstance(value, (tuple, list)):
        inner = ", ".join(map(_text, value))
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, (float, np.floating)):
        return f"{value:.4g}".replace("-", "−")
    return str(value)
