"""Say what you expect before a cell computes it; see both afterwards. Nothing is stored."""

from dataclasses import dataclass

import numpy as np


def predict(question, guess=None, choices=()):
    """Note a guess: a number, a shape such as (3, 5), or one of `choices`. None is no guess yet.

        guess = predict("How many parameters?", 37)
        guess.compare(count(model))

    Raises ValueError for a guess that is none of the choices, TypeError for another kind of guess.
    """
    if guess is None or guess is Ellipsis:
        return Prediction(question, None)
    if choices and guess not in choices:
        raise ValueError(f"{guess!r} is none of the choices: {', '.join(map(str, choices))}")
    if not choices and not _is_numbers(guess):
        raise TypeError(f"the guess is {guess!r}, expected a number or a shape such as (3, 5)")
    return Prediction(question, guess)


def _is_numbers(guess):
    items = guess if isinstance(guess, (tuple, list)) else [guess]
    return all(isinstance(item, (int, float, np.number)) for item in items)


@dataclass(frozen=True)
class Prediction:
    """A guess, waiting for what will be computed."""

    question: str
    guess: object

    def compare(self, computed, within=0.0):
        """Both side by side; a number `within` this distance counts as met."""
        return Comparison(self.question, self.guess, computed, within)

    def __repr__(self):
        if self.guess is None:
            return f"{self.question} – no guess yet: put one in, then run this cell again."
        return f"{self.question} – you expect {_text(self.guess)}."


@dataclass(frozen=True)
class Comparison:
    """What was expected beside what was computed."""

    question: str
    guess: object
    computed: object
    within: float

    @property
    def met(self):
        """The guess is what was computed, or near enough."""
        if self.guess is None:
            return False
        numbers = all(isinstance(v, (int, float, np.number)) for v in (self.guess, self.computed))
        if numbers:
            return bool(abs(self.guess - self.computed) <= self.within)
        return _text(self.guess) == _text(self.computed)

    def __repr__(self):
        mine = "no guess" if self.guess is None else _text(self.guess)
        end = "as you expected" if self.met else "what explains the difference?"
        lines = [self.question, f"  your guess  {mine}", f"  computed    {_text(self.computed)}"]
        return "\n".join(lines if self.guess is None else [*lines, f"  {end}"])


def _text(value):
    if isinstance(value, (tuple, list)):
        inner = ", ".join(map(_text, value))
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, (float, np.floating)):
        return f"{value:.4g}".replace("-", "−")
    return str(value)
