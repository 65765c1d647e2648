"""An exercise: some questions, one notebook."""

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
