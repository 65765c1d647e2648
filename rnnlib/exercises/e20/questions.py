"""E20: which steps are asked, how many bits a model needs, and what temperature does."""

import numpy as np

from rnnlib.exercises.exercise import Exercise, Question

TOTAL = "the whole text in place of a letter"
NATS = "the natural logarithm"
TENS = "the logarithm to the base 10"
MEAN_FIRST = "the mean of the probabilities first"
COLUMNS = "the table read the other way"
FIRST_LEFT_OUT = "the first letter is left out"
EXPECTED = "the bits that were to be expected"
EVEN = "as if all letters were equally likely"
NEGATIVE = "a minus sign too many, or one too few"
BASE_E = "e to the power of the bits"
OF_THE_TEXT = "the perplexity of the whole text"
INVERSE = "one divided by the perplexity"
BITS = 1.75
NAMED = {  # wrong numbers of bits, as they come out by hand
    TOTAL: 7.0,
    NATS: 1.213,
    TENS: 0.5268,
    MEAN_FIRST: 1.541,
    COLUMNS: 1.5,
    FIRST_LEFT_OUT: 2.0,
    EXPECTED: 1.390,
    EVEN: 1.585,
    NEGATIVE: -1.75,
}
OF_PERPLEXITY = {BASE_E: np.exp(BITS), OF_THE_TEXT: 2.0**7, INVERSE: 2**-BITS}


def masks(n, T):
    """For four tasks, which of T steps are asked: 1 or 0 for each step."""
    t = np.arange(T)
    label = t == n - 1
    tags = t < n
    next_word = t < n - 1
    translation = t >= n
    return label, tags, next_word, translation


def bits_by_hand():
    """The letters that came had 1/2, 1/2, 1/8 and 1/4: 1 + 1 + 3 + 2 bits for four letters."""
    bits = 1.75
    perplexity = 2**1.75
    return bits, perplexity


def reheated(p, temperature):
    """softmax(s / T) from p = softmax(s): p to the power of 1/T, made to sum to 1 again."""
    power = p ** (1 / temperature)
    return power / power.sum(axis=-1, keepdims=True)


def _mask_cases(rng):
    """Padding of several lengths; and reading never takes half of the steps."""
    return [(int(n), int(n + more)) for n, more in ((3, 4), (5, 2), (4, 5), (6, 3))]


def _rows_apart(arguments, parts):
    """One array with a row for each task is as good as four arrays."""
    (rows, *more), n = parts, len(MASKS.parts)
    one = not more and isinstance(rows, np.ndarray) and rows.ndim == 2 and len(rows) == n
    return tuple(rows) if one else parts


def _heat_cases(rng):
    cases = []
    for shape, temperature in (((4, 3), 0.5), ((5, 6), 2.0), ((3, 4), 1.3), ((2, 5), 0.8)):
        p = rng.uniform(0.2, 1.0, size=shape)
        cases.append((p / p.sum(axis=-1, keepdims=True), temperature))
    return cases


def accepts_bits(arguments, parts):
    """None for the bits and the perplexity, as exact as by hand; else the mistake of the first."""
    numbers = [p.item() if isinstance(p, np.ndarray) and p.size == 1 else None for p in parts]
    if None in numbers:
        return "", "expected two numbers: the bits per letter, and the perplexity"
    bits, perplexity = numbers
    if not _near(bits, BITS):
        name = next((name for name, wrong in NAMED.items() if _near(bits, wrong)), "")
        return name, f"bits: you have {bits:.4g}, and that is not it"
    if not _near(perplexity, 2**BITS):
        found = OF_PERPLEXITY.items()
        name = next((name for name, wrong in found if _near(perplexity, wrong)), "")
        return name, f"perplexity: you have {perplexity:.4g}, and that is not it"
    return None


def _near(number, expected):
    return abs(number - expected) <= 0.006 * abs(expected)


MASKS = Question(
    "E20.masks",
    "the masks of four tasks, for four numbers of words and of steps",
    masks,
    _mask_cases,
    arguments=("n", "T"),
    parts=dict.fromkeys(("label", "tags", "next word", "translation"), ("T",)),
    reads=_rows_apart,
    points=3,
    experiments={
        "label": "Take n = 3, T = 5. After which step has the network read the whole sentence?",
        "tags": "Take n = 3, T = 5. Which steps have a word?",
        "next word": "Take n = 3, T = 5. Write below each word the one that follows it.",
        "translation": "Take n = 3, T = 5. At which step is there nothing left to read?",
    },
    unchecked="sentences of different length in one batch",
    hints=(
        "A mask is 1 where an answer is compared with a target. Ask at each step: is there a "
        "target?",
        "Time begins at 0: the last of n words is read at step n − 1. What stands after it is "
        "padding, but the translation is written there.",
        "With t = np.arange(T): a label at one step, tags at n steps, a next word at n − 1 steps, "
        "a translation at T − n steps.",
    ),
    tolerance=0,
)

BITS_BY_HAND = Question(
    "E20.bits_by_hand",
    "both numbers, to about half a percent",
    bits_by_hand,
    lambda rng: [()],
    parts={"bits": (), "perplexity": ()},
    points=2,
    experiment="Write the probability of each letter that came under it, and its bits below.",
    unchecked="how you computed them",
    hints=(
        "For each letter that came, look up what the model gave it, after the letter before it.",
        "A probability of 1/2 is 1 bit, 1/4 are 2 bits, 1/8 are 3. Then the mean over the letters.",
        "Four letters: 1/2, 1/2, 1/8, 1/4. The perplexity is 2 to the power of the mean.",
    ),
    accepts=accepts_bits,
)

REHEATED = Question(
    "E20.reheated",
    "four tables of probabilities, with temperatures below and above 1",
    reheated,
    _heat_cases,
    arguments=("p", "temperature"),
    parts={"new p": ("B", "n_f")},
    probabilities=("new p",),
    points=2,
    experiment="Call it with temperature 1: nothing may change. Then with 0.1: nearly everything "
    "goes to the largest.",
    unchecked="probabilities of 0, and temperature 0",
    hints=(
        "softmax is exp(s), made to sum to 1. What becomes of exp(s) if s is divided by T?",
        "exp(s / T) is a power of exp(s). And a factor that all of them have is lost when they are "
        "made to sum to 1.",
        "p to the power of 1 / temperature, divided by its sum over the last axis.",
    ),
)

EXERCISE = Exercise(
    "E20_masks_bits_temperature",
    "Masks, bits, temperature",
    minutes=30,
    you_write="which steps count, bits by hand, a temperature",
    questions=(MASKS, BITS_BY_HAND, REHEATED),
)
