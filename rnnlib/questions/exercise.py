"""An exercise: some questions, one notebook."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Exercise:
    """What one exercise notebook asks, with its place in the course."""

    name: str  # "E03"
    title: str  # "A run over a sentence"
    minutes: int
    questions: tuple  # of `Question`
    by_hand: int = 0  # points that a person gives

    @property
    def points(self):
        """All points that can be had, by check and by hand."""
        return sum(question.points for question in self.questions) + self.by_hand


def letter_in(answer):
    """The one capital letter that an answer such as "d", "(D)" or "line D" means; else ""."""
    if not isinstance(answer, str):
        return ""
    words = re.findall(r"\w+", re.sub(r"line|answer", "", answer, flags=re.IGNORECASE))
    return words[0].upper() if len(words) == 1 and len(words[0]) == 1 else ""
