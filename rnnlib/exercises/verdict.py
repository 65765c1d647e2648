"""What a check says: not tried yet, not yet, or right, in parts that are always the same."""

from dataclasses import dataclass
from html import escape

UNTRIED, NOT_YET, RIGHT = "not tried yet", "not yet", "right"
SIGNS = {UNTRIED: "○", NOT_YET: "✗", RIGHT: "✓"}  # beside the words, never instead of them
BORDERS = {UNTRIED: "#767676", NOT_YET: "#b35900", RIGHT: "#0072b2"}


@dataclass(frozen=True)
class Verdict:
    """The answer of `check`: print it, or let a notebook show it.

    checked → found → in → mistake → experiment, for an answer that is not right yet; checked and
    unchecked for one that is. `mistakes` holds the names of the misconceptions that give exactly
    these numbers: one, two if both are needed, or none if the mistake is not known.
    """

    question: str
    state: str
    checked: str = ""  # what the answer was tried on
    found: str = ""  # what came, and what was expected
    mistake: str = ""  # what gives exactly these numbers
    experiment: str = ""  # one thing to try
    unchecked: str = ""  # what "right" does not say
    note: str = ""  # worth knowing, right or wrong
    mistakes: tuple = ()  # names, for reports
    case: int = 0  # the number of the case that the finding is about, from 1
    again: str = ""  # a call that gives what was found, to be run by the learner

    @property
    def right(self):
        """The answer is right, on everything that was checked."""
        return self.state == RIGHT

    @property
    def lines(self):
        """The parts that have something to say, as (label, text)."""
        labels = {
            "checked": self.checked,
            "found": self.found,
            "in": self.again,
            "mistake": self.mistake,
            "try": self.experiment,
            "not checked": self.unchecked,
            "note": self.note,
        }
        return [(label, text) for label, text in labels.items() if text]

    def __str__(self):
        head = f"{SIGNS[self.state]} {self.question}: {self.state}"
        return "\n".join([head, *(f"  {label:<12} {text}" for label, text in self.lines)])

    __repr__ = __str__

    def html(self):
        """A box that a screen reader announces: the state in words, then label and text."""
        cell = "text-align:left;vertical-align:top;padding:.1em 1em .1em 0"
        rows = "".join(
            f'<tr><th scope="row" style="{cell};white-space:nowrap">{label}</th>'
            f'<td style="{cell};white-space:pre-wrap">{escape(text)}</td></tr>'
            for label, text in self.lines
        )
        border = f"border-left:5px solid {BORDERS[self.state]};padding:.2em 0 .2em .8em"
        head = f"<span aria-hidden=true>{SIGNS[self.state]}</span> {escape(self.question)}"
        return (
            f'<div role="status" style="{border}"><strong>{head}: {self.state}</strong>'
            f'<table style="margin:.3em 0 0;font-size:inherit">{rows}</table></div>'
        )

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.html(), "text/plain": str(self)}
