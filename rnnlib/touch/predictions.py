"""A prediction is an act: guess, let the cell compute, see both side by side.

A guess is clicked or typed on the page. It stays in the reader's browser and is sent nowhere, so
this works without a kernel too: on the site, in slides, in a notebook that was only opened. What
was computed stays covered there until a guess is given.
"""

import re
from dataclasses import dataclass
from html import escape

import numpy as np

from rnnlib.touch.page import component
from rnnlib.views.say import with_minus

CHOICE, NUMBER, SHAPE = "choice", "number", "shape"


def ask(name, *choices, numbers=(), shapes=()):
    """Show a place for a guess, and return the `Prediction` whose `reveal` compares it.

        longer = ask("01 a longer sentence", "it is read", "an error", "the last word is lost")
        sizes = ask("01 parameters", numbers=["L = 10", "L = 50"])
        states = ask("02 shape of the states", shapes=["states"])

    name begins with the lesson's number and is used once. A guess is one of the choices, a number
    for each label in `numbers`, or a shape for each label in `shapes`.
    Raises ValueError for a name without a lesson, and unless there is one kind of guess.
    """
    given = {CHOICE: choices, NUMBER: numbers, SHAPE: shapes}
    kinds = [kind for kind, labels in given.items() if labels]
    if len(kinds) != 1 or len(choices) == 1:
        raise ValueError("expected two or more choices, or the labels of numbers, or of shapes")
    prediction = Prediction(name, kinds[0], tuple(given[kinds[0]]))
    _display(prediction)
    return prediction


def attempt(call, *arguments, **how):
    """What a call gives, and None; or None, and the message of its error.

        result, message = attempt(net.run, x)

    So a lesson can ask whether something is an error, and no `except` in its code tells.
    Catches ValueError and TypeError, which are what `rnnlib` raises for what does not fit.
    """
    try:
        return call(*arguments, **how), None
    except (ValueError, TypeError) as error:
        return None, str(error)


@dataclass(frozen=True)
class Prediction:
    """A question that waits for a guess: its name, the kind of guess, its choices or labels."""

    name: str
    kind: str
    labels: tuple

    def __post_init__(self):
        if not re.fullmatch(r"\d\d\w? \S.*", self.name):
            raise ValueError(
                f"the name is {self.name!r}, expected the lesson's number and a title, "
                "such as '02 shape of the states'"
            )

    def reveal(self, *computed, within=0.0, factor=1.0):
        """Show the guess beside what was computed: an `Outcome`.

        computed has a condition for each choice, of which exactly one holds; or the number or the
        shape (of an array: its own) for each label. A number is met within this distance, or
        within this factor.
        """
        if len(computed) != len(self.labels):
            raise ValueError(
                f"{len(computed)} values for “{self.name}”, expected {len(self.labels)}: "
                f"{', '.join(self.labels)}"
            )
        if self.kind == CHOICE:
            computed = (self._the_one_that_holds(computed),)
        elif self.kind == SHAPE:
            computed = tuple(map(_shape, computed))
        else:
            computed = tuple(map(float, computed))
        return Outcome(self, computed, float(within), float(factor))

    def _the_one_that_holds(self, conditions):
        hold = [i for i, condition in enumerate(conditions) if condition]
        if len(hold) != 1:
            named = ", ".join(f"“{self.labels[i]}”" for i in hold) or "none"
            raise ValueError(f"of the choices of “{self.name}” hold: {named}; expected exactly one")
        return hold[0]

    def _repr_html_(self):
        data = {"part": "ask", "name": self.name, "kind": self.kind, "labels": self.labels}
        return component("predictions", data, _list("Your guess", self.labels), "Your guess")

    def __repr__(self):
        if self.kind == CHOICE:
            return "Your guess: " + " | ".join(self.labels)
        what = "a number" if self.kind == NUMBER else "a shape such as (3, 5)"
        return f"Your guess, {what} for: " + " | ".join(self.labels)


@dataclass(frozen=True)
class Outcome:
    """What was computed, to be held against the guess that was given on the page."""

    prediction: Prediction
    computed: tuple
    within: float
    factor: float

    @property
    def lines(self):
        """What was computed, in words: one line for each label."""
        asked = self.prediction
        if asked.kind == CHOICE:
            return (asked.labels[self.computed[0]],)
        say = _number if asked.kind == NUMBER else str
        return tuple(
            f"{label}: {say(value)}"
            for label, value in zip(asked.labels, self.computed, strict=True)
        )

    def _repr_html_(self):
        asked = self.prediction
        data = {"part": "reveal", "name": asked.name, "kind": asked.kind, "labels": asked.labels}
        data |= {"computed": self.computed, "lines": self.lines}
        data |= {"within": self.within, "factor": self.factor}
        return component("predictions", data, _list("Computed", self.lines), "Guess and result")

    def __repr__(self):
        return "Computed: " + " | ".join(self.lines)


def tally(lesson):
    """How the reader's guesses of a lesson turned out, and what to look at again.

    lesson is its number as text, such as "05a".
    """
    return Tally(lesson)


@dataclass(frozen=True)
class Tally:
    """The count of one lesson's guesses; the page fills it in."""

    lesson: str

    def _repr_html_(self):
        first_look = "<p>Your guesses are counted where the scripts of this page may run.</p>"
        data = {"part": "tally", "lesson": self.lesson}
        return component("predictions", data, first_look, "Your guesses in this lesson")

    def __repr__(self):
        return f"Your guesses of lesson {self.lesson} are counted on the page."


def _display(prediction):
    try:
        from IPython.display import display
    except ImportError:  # plain Python: the words alone
        display = print
    display(prediction)


def _shape(value):
    return tuple(int(n) for n in (value if isinstance(value, tuple) else np.shape(value)))


def _number(value):
    whole = abs(value) < 1e15 and value == round(value)
    text = f"{value:,.0f}" if whole else f"{value:.4g}"
    return with_minus(text)


def _list(title, lines):
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<p>{title}:</p><ul>{items}</ul>"
