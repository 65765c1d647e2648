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
