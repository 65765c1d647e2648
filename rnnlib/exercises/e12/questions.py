"""E12: the lines of the forward and of the backward loop, to be put in order.

An answer is text, the letters of the lines from top to bottom. Every order that computes the right
numbers is right. `rules` say which line must come before which; the tests run the programs of all
orders and find that no other rule is needed.
"""

from dataclasses import dataclass

from rnnlib.exercises.exercise import Exercise, Question

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


SET_BACK = "the state is set back in the loop"
OUTSIDE = "a line of the loop stands before the loop"
TOO_LATE = "prepared too late"
STORED_FIRST = "the state is stored before it is computed"
OLD_STATE = "the output reads the old state"
FORWARD = Puzzle(
    "def forward(x, W, V, b, U, c, z_init):",
    {
        "A": "        outputs.append(sigmoid(c + z @ U))",
        "B": "    z = z_init",
        "C": "    for x_t in x:",
        "D": "        z = z_init",
        "E": "        z = np.tanh(z @ V + x_t @ W + b)",
        "F": "        states.append(z)",
        "G": "    states, outputs = [], []",
    },
    "    return states, outputs",
    ("D", SET_BACK),
    (
        *(("C", line, OUTSIDE) for line in "EFA"),
        *((line, "C", TOO_LATE) for line in "BG"),
        ("E", "F", STORED_FIRST),
        ("E", "A", OLD_STATE),
    ),
)

RUNS_FORWARD = "the loop runs forward"
NO_SUM_YET = "added before there is a sum"
NO_GRADIENT_YET = "da is read before it is there"
OLD_GRADIENT = "the gradient of the later step is added"
NOT_PICKED = "a state is used before it is picked"
BACKWARD = Puzzle(
    "def backward(z, z_init, dz, V):",
    {
        "A": "        dV += before.T @ da",
        "B": "    for t in range(len(z)):",
        "C": "    da = np.zeros_like(z_init)",
        "D": "        da = (dz[t] + da @ V.T) * (1 - z[t] ** 2)",
        "E": "    for t in reversed(range(len(z))):",
        "F": "    dV = np.zeros_like(V)",
        "G": "        before = z[t - 1] if t > 0 else z_init",
    },
    "    return dV",
    ("B", RUNS_FORWARD),
    (
        *(("E", line, OUTSIDE) for line in "DGA"),
        ("F", "E", NO_SUM_YET),
        ("C", "E", NO_GRADIENT_YET),
        ("G", "A", NOT_PICKED),
        ("D", "A", OLD_GRADIENT),
    ),
)


def forward_order():
    """Prepare, then in each step: read, store, say."""
    return "B G C E F A"


def backward_order():
    """Prepare, then in each step from the last to the first: go back, pick, add."""
    return "C F E D G A"


FORWARD_ORDER = Question(
    "E12.forward_order",
    "the order of your lines; spaces, commas and small letters do not matter",
    forward_order,
    lambda rng: [()],
    parts={"order": ()},
    points=2,
    experiment="Write the letters as text, from the first line to the last.",
    hints=(
        "The indentation tells you which lines are in the loop. What has to be there before it?",
        "In the loop: which name does every other line read? That line comes first there.",
        "Both preparations, then the line with for, then the new state, then the two lines that "
        "keep something. One line sets the state back: leave it out.",
    ),
    accepts=FORWARD.accepts,
)

BACKWARD_ORDER = Question(
    "E12.backward_order",
    "the order of your lines; spaces, commas and small letters do not matter",
    backward_order,
    lambda rng: [()],
    parts={"order": ()},
    points=3,
    experiment="Write the letters as text, from the first line to the last.",
    hints=(
        "The gradient of step t needs that of step t + 1. In which direction does the loop run?",
        "dV at step t is made of two things: the gradient da of this step, and the state before "
        "it. Both must be there.",
        "Both preparations, then the reversed loop; in it da and before, in any order, and the sum "
        "last.",
    ),
    accepts=BACKWARD.accepts,
)

EXERCISE = Exercise(
    "E12_ordering",
    "Two loops in order",
    minutes=15,
    you_write="the forward and the backward loop",
    questions=(FORWARD_ORDER, BACKWARD_ORDER),
)
