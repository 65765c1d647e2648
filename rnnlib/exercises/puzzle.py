"""Shuffled lines of a program, to be put in order: every order that computes the same is right.

An answer is text, the letters of the lines from top to bottom. `rules` say which line must come
before which; the tests run the programs of all orders and find that no other rule is needed.
"""

from dataclasses import dataclass

from rnnlib.exercises.exercise import Question
from rnnlib.exercises.mistake import Mistake

UNKNOWN, TWICE, MISSING = "unknown letter", "a letter twice", "a line is missing"
EVERY = "every line is used"


@dataclass(frozen=True)
class Puzzle:
    """A program whose lines are shuffled; one of them does not belong to it."""

    head: str
    lines: dict  # letter -> line, with its indentation
    last: str
    too_many: tuple  # (letter of the line that does not belong, the mistake of using it)
    rules: tuple  # (letter, letter that must come later, the mistake if it does not)

    def program(self, letters):
        """The text of the program with its lines in this order."""
        return "\n".join([self.head, *(self.lines[letter] for letter in letters), self.last])

    def accepts(self, arguments, parts):
        """None for an order that computes the right numbers; else (mistake or "", what came)."""
        letters = letters_in(parts[0])
        if letters is None:
            return "", f'expected letters as text, such as "{" ".join(sorted(self.lines)[:3])}"'
        if not letters:
            return "", "there is no letter in your answer"
        mistake, sentence = self._wrong_letters(letters)
        if mistake:
            return mistake, sentence
        return self._wrong_order(letters)

    def question(self, name, right, points, hints):
        """What an exercise asks: `right` is a function that gives a right order."""
        return Question(
            name,
            "the order of your lines; spaces, commas and small letters do not matter",
            right,
            lambda rng: [()],
            parts={"order": ()},
            points=points,
            experiment="Write the letters as text, from the first line to the last.",
            hints=hints,
            accepts=self.accepts,
        )

    def _wrong_letters(self, letters):
        strange = [letter for letter in letters if letter not in self.lines]
        if strange:
            return UNKNOWN, f"no line is called {strange[0]!r}; they are called {self._names()}"
        for letter in letters:
            if letters.count(letter) > 1:
                return TWICE, f"the letter {letter} stands {letters.count(letter)} times"
        if len(letters) == len(self.lines):
            return EVERY, f"you use all {len(letters)} lines, and one does not belong"
        letter, mistake = self.too_many
        if letter in letters:
            return mistake, "you use the line that does not belong"
        if len(letters) < len(self.lines) - 1:
            return MISSING, f"you have {len(letters)} lines, expected {len(self.lines) - 1}"
        return "", ""

    def _wrong_order(self, letters):
        for first, then, mistake in self.rules:
            if letters.index(first) > letters.index(then):
                return mistake, "the right lines, but this order does not compute the right numbers"
        return None

    def _names(self):
        return ", ".join(sorted(self.lines))


def letters_in(part):
    """The letters and digits of an answer, in capitals; None if it is no text."""
    if isinstance(part, list) and all(isinstance(item, str) for item in part):
        part = " ".join(part)
    return [sign for sign in part.upper() if sign.isalnum()] if isinstance(part, str) else None


def about_letters(question, right, unknown="X"):
    """The mistakes that every puzzle can meet; `right` is the text of a right order."""
    first, last = right.split()[0], right.split()[-1]
    said = f'"{right}"'
    return (
        Mistake(
            question,
            UNKNOWN,
            {said: f'"{right[: -len(last)]}{unknown}"'},
            "There is no line of this name. Each line has one capital letter in front of it.",
            "Compare your letters one by one with the list of lines.",
        ),
        Mistake(
            question,
            TWICE,
            {said: f'"{right} {first}"'},
            "A line can be used only once. What is needed in every step stands in the loop.",
            "Read your program aloud and count how often each line is written.",
        ),
        Mistake(
            question,
            MISSING,
            {said: f'"{right[: -len(last)].strip()}"'},
            "A line that is needed does not occur. Only one of all lines is left over in the end.",
            "Look at the last line of the program. Which lines make what it returns?",
        ),
    )
