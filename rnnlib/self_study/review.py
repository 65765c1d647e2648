"""Questions on all lessons, shuffled and spaced: what one recalls after a while, one keeps.

There is no account and no file. A round is computed from your own seed and its number, so it can
be asked again, and two people with different seeds get different rounds.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

import numpy as np

FILE = Path(__file__).with_name("questions.toml")
NEW = 4  # new questions in a round, at most
AGAIN = (3, 6, 9)  # and those that were new so many rounds ago: evenly, every third round


@dataclass(frozen=True)
class ReviewQuestion:
    """One question with its answer, and the place where the answer is found."""

    lesson: str  # such as "04_parameter_sharing"
    heading: str
    ask: str
    answer: str

    @property
    def place(self):
        """Where to read on: "lesson 04, A heading"."""
        number = self.lesson.split("_")[0]
        return f"lesson {number}" + (f", “{self.heading}”" if self.heading else "")


@cache
def all_questions():
    """All questions, in the order of the lessons."""
    entries = tomllib.loads(FILE.read_text(encoding="utf-8"))["question"]
    return tuple(ReviewQuestion(**entry) for entry in entries)


@dataclass(frozen=True)
class Review:
    """The questions of one round. A notebook shows them with folded answers."""

    title: str
    questions: tuple

    def answers(self):
        """Questions and answers as text, for a terminal and for paper."""
        return "\n\n".join(
            f"{i}. {q.ask}\n   {q.answer}   ({q.place})"
            for i, q in enumerate(self.questions, start=1)
        )

    def _repr_html_(self):
        items = "".join(
            f'<li style="margin-bottom:0.6em">{escape(q.ask)}<details><summary>Answer</summary>'
            f"{escape(q.answer)} <em>({escape(q.place)})</em></details></li>"
            for q in self.questions
        )
        return f"<p><strong>{escape(self.title)}</strong></p><ol>{items}</ol>"

    def __repr__(self):
        lines = [f"{i}. {q.ask}" for i, q in enumerate(self.questions, start=1)]
        return "\n".join([self.title, *lines, "(print(….answers()) shows the answers)"])


def review_round(seed, number=1, *, up_to=None):
    """Round `number` = 1, 2, … of the review, for the learner with this seed.

    Each round has up to 4 new questions and those that were new 3, 6 and 9 rounds ago: a question
    comes back three times, always after three rounds. All lessons are mixed. When every question
    was new once, they begin anew, so no question comes back after fewer than three rounds.
    `up_to` = "06" leaves out later lessons, "03" keeps all parts of lesson 03.
    Raises ValueError for a round that is no whole number from 1, and for an unknown lesson.
    """
    if not isinstance(number, (int, np.integer)) or isinstance(number, bool) or number < 1:
        raise ValueError(f"number = {number!r}, expected a round: 1, 2, 3, …")
    chosen = _up_to(up_to)
    rounds = [number - ago for ago in (0, *AGAIN) if number - ago >= 1]
    asked = dict.fromkeys(q for r in rounds for q in _new(chosen, seed, r))
    order = np.random.default_rng([_whole(seed), 1, number]).permutation(len(asked))
    mixed = [list(asked)[i] for i in order]
    return Review(f"Review, round {number}: {len(mixed)} questions", tuple(mixed))


def _up_to(lesson):
    if lesson is None:
        return all_questions()
    numbers = [q.lesson.split("_")[0] for q in all_questions()]
    within = [place for place, number in enumerate(numbers) if lesson in (number, number[:2])]
    if not within:
        known = ", ".join(dict.fromkeys(numbers))
        raise ValueError(f"up_to = {lesson!r}, expected the number of a lesson: {known}")
    return all_questions()[: within[-1] + 1]


def _new(chosen, seed, number):
    """The new questions of a round. Each pass has the same order, so its distances stay even."""
    order = np.random.default_rng([_whole(seed), 0]).permutation(len(chosen))
    groups = np.array_split(order, rounds_of(len(chosen)))
    return [chosen[i] for i in groups[(number - 1) % len(groups)]]


def rounds_of(n):
    """How many rounds it takes until each of n questions was new once.

    Few questions are new again while they still come back. If the rounds are a multiple of three,
    both fall on the same day, and the distance stays three. One or two come in every round.
    """
    rounds = -(-n // NEW)
    if n < AGAIN[0]:
        return 1
    return rounds if rounds > AGAIN[-1] + AGAIN[0] else AGAIN[0] * -(-rounds // AGAIN[0])


def _whole(seed):
    if not isinstance(seed, (int, np.integer)) or isinstance(seed, bool) or seed < 0:
        raise ValueError(f"seed = {seed!r}, expected a whole number of your own, such as 2026")
    return int(seed)
