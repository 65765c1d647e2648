"""Twenty questions in which every wrong choice is a misconception that the course knows.

A choice names the misconception by the name that it has in the exercises' register, or by one of
BELIEFS: those are met in forums and in talks with learners, and no formula shows them.
"""

from dataclasses import dataclass

BELIEFS = {
    "a unit for each word": "units and time steps are taken for each other",
    "one state for the whole sentence": "a state is taken for a store with a place for each step",
    "each step has weights of its own": "the unrolled picture is taken for a net with T layers",
    "transposing turns all axes": "of x.T, that it exchanges two axes and leaves the third",
    "padding changes nothing": "the state is read at the padded end",
    "shared weights cannot suffer": "weights are shared, so early steps learn like late ones",
    "small means unimportant": "the gradient is exact, so a small one means a minor word",
    "the whole gradient is zero": "vanishing is thought to stop all learning",
    "each step counts the same": "the terms of the sum over time are thought to be alike",
    "the state passes as well": "output and state are taken for each other",
    "the targets are there in use, too": "teacher forcing is thought to go on after training",
    "teacher forcing is another network": "what is fed in is mixed up with what is computed",
    "an embedding is more than a product": "a look-up is thought to be another kind of layer",
    "the average of all rows": "a one-hot vector is thought to mix rows",
    "rounding explains every difference": "a wrong factor is put down to float numbers",
    "a smaller step is always better": "of eps: rounding grows when it shrinks",
}


@dataclass(frozen=True)
class Item:
    """One question."""

    about: str  # the exercise whose misconceptions it asks for
    asks: str
    right: str
    wrong: tuple[tuple[str, str], ...]  # (what it says, the misconception)

    def choices(self, number: int) -> list[tuple[str, str]]:
        """(text, misconception or "") in a fixed order, in which the right one moves."""
        choices = list(self.wrong)
        choices.insert((7 * number + number // 4) % (len(choices) + 1), (self.right, ""))
        return choices


ITEMS = (
    Item("E03", "A network with 3 units reads a sentence of 5 words. What does it compute?",
         "5 states with 3 numbers each",
         (("3 states with 5 numbers each", "a unit for each word"),
          ("1 state with 15 numbers", "one state for the whole sentence"),
          ("6 states with 3 numbers each", "one step too many"))),
    Item("E05", "n_x = 4, n_z = 3, n_f = 2, with biases. How many parameters has an RNN that reads "
         "sentences of 10 words?", "32",
         (("248", "each step has weights of its own"), ("27", "biases forgotten"),
          ("23", "V forgotten"))),
    Item("E02", "x and z are rows. Which line is one step?", "np.tanh(z @ V + x @ W + b)",
         (("np.tanh(z @ V.T + x @ W + b)", "V transposed"),
          ("np.tanh(z @ V) + np.tanh(x @ W + b)", "σ applied to each term"),
          ("np.tanh(z @ V + x @ W) + b", "b added after σ"))),
    Item("E02", "One unit, σ(s) = s, W = 1, V = 2, b = −1. The state before the first word is 0.5, "
         "the word is 1. What is z[0]?", "1",
         (("0", "z_init ignored"), ("2", "bias forgotten"), ("0.5", "V is left out"))),
    Item("E03", "The same unit reads a second word, 1 again. What is z[1]?", "2",
         (("1", "state not carried on"), ("0", "the past is left out"), ("5", "bias forgotten"))),
    Item("E10", "x has the shape (5, 3, 4): 5 words, 3 sentences, 4 numbers for a word, time "
         "first. What is x[2]?", "word 2 of all three sentences",
         (("all words of sentence 2", "batch first"),
          ("word 1 of all three sentences", "one step too few"),
          ("word 2 of the first sentence", "sum over the batch"))),
    Item("E10", "An array has the shape (3, 5, 4): sentences, words, numbers. How does time come "
         "first?", "x.transpose(1, 0, 2)",
         (("x.reshape(5, 3, 4)", "reshape instead of transpose"),
          ("x.T", "transposing turns all axes"), ("not at all: x[t] is word t", "batch first"))),
    Item("E04", "A sentence has the words t = 0 … 4. From what is its one answer computed?", "z[4]",
         (("z[5]", "one step too many"), ("z[3]", "the last word is not read"),
          ("the mean of z[0] … z[4]", "the mean of all states"))),
    Item("E10", "A sentence of 3 words is padded to 5. Which is its last state?", "z[2]",
         (("z[4]", "padding changes nothing"), ("z[3]", "one step too many"),
          ("the mean of z[0] … z[2]", "the mean of all states"))),
    Item("E10", "Sentences of 3 and 5 words are padded to 5. There is a loss for each word. What "
         "is the mean loss?", "the sum over the 8 real words, divided by 8",
         (("the sum over the 8 real words, divided by 10", "divided by the padded length"),
          ("the mean of the two last losses", "only the last loss"),
          ("the sum over all 10 places, divided by 8", "padding changes nothing"))),
    Item("E09", "Each step has a loss. Which gradient arrives at z[t] in the middle of a sentence?",
         "the sum of what comes through f[t] and through z[t+1]",
         (("what comes through f[t]", "gradient from t+1 dropped"),
          ("what comes through z[t+1]", "only gradient from t+1 used"),
          ("the mean of both", "mean of the two ways"))),
    Item("E09", "z = tanh(a) = 0.6, and the gradient at z is 2. What is it at a?", "1.28",
         (("2", "tanh' forgotten"), ("0.48", "slope of the sigmoid"),
          ("0.8", "slope of tanh without the square"))),
    Item("E09", "Which product is added to dV at step t? da is the gradient before the tanh.",
         "z[t−1]ᵀ da[t]",
         (("z[t]ᵀ da[t]", "dV uses z[t] instead of z[t−1]"), ("x[t]ᵀ da[t]", "W and V exchanged"),
          ("z[t−1]ᵀ dz[t]", "dz in place of da"))),
    Item("E09", "The steps t = 0, 1, 2 bring 1, −2 and 4 for V. What is dV?", "3",
         (("1: the last one that the loop meets", "dV assigned instead of accumulated"),
          ("2: without the first step", "dV skips t = 0"),
          ("4: the last word", "only the last step"))),
    Item("E09", "There is one loss, after 50 words. From where does the gradient of V come?",
         "from all steps, and from most early ones very little",
         (("from the last step", "only the last step"),
          ("from all steps, from each the same", "each step counts the same"),
          ("from nowhere: after 50 steps it is 0", "the whole gradient is zero"))),
    Item("E09", "All steps share V. How can early words be learned worse than late ones?",
         "their terms in the sum are small, although the sum may be large",
         (("they cannot, for V is the same", "shared weights cannot suffer"),
          ("they matter less, and the gradient says so", "small means unimportant"),
          ("then nothing is learned any more", "the whole gradient is zero"))),
    Item("E08", "In a network whose output goes back, what does step t+1 know of the past?",
         "what stands in f[t]",
         (("what stands in f[t] and z[t]", "the state passes as well"),
          ("nothing, without a teacher", "the past is left out"),
          ("all words so far", "one state for the whole sentence"))),
    Item("E08", "It was trained with teacher forcing. What goes back while it is used?",
         "its own output", (("the right answer", "the targets are there in use, too"),
          ("nothing: it is another network then", "teacher forcing is another network"),
          ("its state", "the state passes as well"))),
    Item("E03", "A word is a one-hot row x with its 1 in place 3. What is x @ W?", "row 3 of W",
         (("column 3 of W", "W transposed"), ("the mean of all rows", "the average of all rows"),
          ("what an embedding layer makes of it, which is more",
           "an embedding is more than a product"))),
    Item("E09", "Two gradients agree up to a factor of exactly 3; the batch has 3 sentences. Why?",
         "one sums over the batch, the other takes the mean",
         (("floats are rounded", "rounding explains every difference"),
          ("eps was too large", "a smaller step is always better"),
          ("V was transposed in one of them", "V transposed"))),
)  # fmt: skip


def letters(number: int) -> dict[str, tuple[str, str]]:
    """The choices of a question, from 1: {"A": (text, misconception or "")}."""
    choices = ITEMS[number - 1].choices(number)
    return dict(zip("ABCD", choices, strict=True))


def key() -> dict[int, str]:
    """The right letter of each question."""
    return {n: next(a for a, (_, name) in letters(n).items() if not name) for n in _numbers()}


def misconception(number: int, letter: str) -> str:
    """What a wrong letter means; "" for the right one, and for none."""
    return letters(number).get(letter.strip().upper(), ("", ""))[1]


def _numbers() -> range:
    return range(1, len(ITEMS) + 1)
