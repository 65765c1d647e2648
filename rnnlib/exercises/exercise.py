"""An exercise: some questions, one notebook."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from rnnlib.exercises.collect import CALLS, outcomes_of


@dataclass(frozen=True, eq=False)
class Exercise:
    """What one exercise asks, and what is said of it wherever it is named: typed here only."""

    file: str  # "E03_run", the name of its notebooks
    title: str  # "A run over a sentence"
    minutes: int
    you_write: str  # in a few words, for the README's table
    questions: tuple  # of `Question`
    by_hand: int = 0  # points that a person gives

    @property
    def name(self):
        """Its short name: "E03"."""
        return self.file.partition("_")[0]

    @property
    def points(self):
        """All points that can be had, by check and by hand."""
        return sum(question.points for question in self.questions) + self.by_hand


@dataclass(frozen=True, eq=False)
class Question:
    """One thing that an exercise asks for, and what it is held against."""

    name: str  # "E03.run": the exercise, and the name of the learner's function
    checked: str  # what the answer is tried on, in words
    right: Callable  # the right answer, a function
    cases: Callable  # rng -> list of tuples of arguments
    arguments: tuple = ()  # their names, for messages
    parts: dict = field(default_factory=dict)  # name of a result -> names of its axes
    points: int = 1
    experiment: str = ""  # what to try if the mistake is not known
    unchecked: str = ""  # what "right" does not say
    hints: tuple = ()  # from a direction to nearly the answer; only the last may give it away
    tolerance: float = 1e-4  # relative; float32 is welcome. 0 for counts
    accepts: Callable | None = None  # many right answers: (arguments, parts) -> None, or
    #                                  (name of the mistake or "", a sentence on what was found)
    experiments: dict = field(default_factory=dict)  # name of a wrong result -> what to try
    reads: Callable | None = None  # (arguments, parts) -> parts, for other forms as right as these
    probabilities: tuple = ()  # names of results whose numbers count at their own size
    calls: int = CALLS  # how often an answer is called in all
    earlier: "Question | None" = None  # what an earlier edition asked here, under another name

    @property
    def exercise(self):
        """The exercise that it belongs to: "E03"."""
        return self.name.partition(".")[0]

    @property
    def function(self):
        """The name of the learner's function: "run"."""
        return self.name.partition(".")[2]

    def outcomes(self, function, cases):
        """What a function gives on the cases, each called several times."""
        return outcomes_of(function, cases, tuple(self.parts), self.calls)

    def once(self, function, cases):
        """The same for a function of the course, which gives the same whenever it is called."""
        return outcomes_of(function, cases, tuple(self.parts))


def letter_in(answer):
    """The one capital letter that an answer such as "d", "(D)" or "line D" means; else ""."""
    if not isinstance(answer, str):
        return ""
    words = re.findall(r"\w+", re.sub(r"line|answer", "", answer, flags=re.IGNORECASE))
    return words[0].upper() if len(words) == 1 and len(words[0]) == 1 else ""


def one_letter(right, others):
    """Accept one letter; `others` names the mistake of each wrong one that can be chosen."""
    letters = ", ".join(sorted([right, *others]))

    def accepts(arguments, parts):
        letter = letter_in(parts[0])
        if letter == right:
            return None
        if letter in others:
            return others[letter], f"you chose {letter}, and that is not it"
        came = f"{parts[0][:20]!r}" if isinstance(parts[0], str) else "no text"
        return "", f"{came} came back, expected a letter in quotation marks: {letters}"

    return accepts
