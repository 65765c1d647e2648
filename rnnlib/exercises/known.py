"""What is known of a question on some cases: the right results, and those of every mistake.

They do not depend on the answer, so one `Known` serves all answers that are tried on its cases.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rnnlib.exercises.compare import equal_part
from rnnlib.exercises.exercise import Question


@dataclass(frozen=True, eq=False)
class Known:
    """A question, its cases, and what the right answer and its misconceptions give on them."""

    question: Question
    cases: list
    mistakes: tuple = ()

    @cached_property
    def right(self):
        """The outcomes of the right answer."""
        return self.question.once(self.question.right, self.cases)

    @cached_property
    def wrong(self):
        """The outcomes of every mistake: {mistake: outcomes}."""
        return {m: self.question.once(m.variant, self.cases) for m in self.mistakes}

    @cached_property
    def touched(self):
        """Which results each mistake makes wrong: {mistake: set of places}."""
        return {m: self.wrong_parts(outcomes) for m, outcomes in self.wrong.items()}

    @np.errstate(all="ignore")
    def wrong_parts(self, outcomes):
        """The places of the results that differ in any case; None where results are missing."""
        places = set()
        for mine, right in zip(outcomes, self.right, strict=True):
            if mine.error or mine.changed or len(mine.parts) != len(right.parts):
                return None
            places |= {i for i in range(len(right.parts)) if not self.equal(i, mine, right)}
        return places

    def equal(self, place, mine, theirs):
        """Whether two outcomes have the same result in this place."""
        name, axes = list(self.question.parts.items())[place]
        own = name in self.question.probabilities
        parts = mine.parts[place], theirs.parts[place]
        return equal_part(*parts, axes, self.question.tolerance, own)
