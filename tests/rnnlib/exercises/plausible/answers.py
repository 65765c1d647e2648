"""How the answers of this folder are kept: what a learner may write, and what should be said to it.

wrong("E02.step", "V transposed")      the planted mistakes that should be named, one or several
wrong("E02.step", says="every number") not planted; but a sentence should tell the cause
wrong("E02.step")                      honestly unnamed: only the first difference is told
right("E02.step")                      a right answer, perhaps in an unusual way
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """An answer, and what should be said to it."""

    question: str
    function: object
    mistakes: tuple = ()
    says: str = ""

    def __str__(self):
        told = " + ".join(self.mistakes) or self.says or "…"
        return f"{self.question}: {told} ({self.function.__name__})"


def collection():
    """Two lists, and the decorators that fill them: (WRONG, RIGHT, wrong, right)."""
    wrongs, rights = [], []

    def wrong(question, *mistakes, says=""):
        def keep(function):
            wrongs.append(Answer(question, function, mistakes, says))
            return function

        return keep

    def right(question):
        def keep(function):
            rights.append(Answer(question, function))
            return function

        return keep

    return wrongs, rights, wrong, right
