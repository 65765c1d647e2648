"""E15: two steps as one, a round of a scan, and the steps that keep a parity."""

from rnnlib.exercises.exercise import Exercise, Question
from rnnlib.exercises.fixtures import SIZES, away_from_zero


def join(a_first, b_first, a_then, b_then):
    """One pair (a, b) that does what both do, one after the other: z → a z + b."""
    a = a_then * a_first
    b = a_then * b_first + b_then
    return a, b


def one_round(a, b, far):
    """Each t joins what it has with what t − far has; the first `far` places stay as they are."""
    a_new, b_new = a.copy(), b.copy()
    a_new[far:] = a[far:] * a[:-far]
    b_new[far:] = a[far:] * b[:-far] + b[far:]
    return a_new, b_new


def parity_steps(bits):
    """a and b for each bit, with z[t] = a[t] z[t−1] + b[t]: z is 1 after an odd number of 1s."""
    a = 1.0 - 2.0 * bits
    b = 1.0 * bits
    return a, b


def _join_cases(rng):
    return [tuple(away_from_zero(rng, each["B"], each["n_z"]) for _ in range(4)) for each in SIZES]


def _round_cases(rng):
    shapes = [(each["T"], each["B"], each["n_z"]) for each in SIZES]
    return [
        (away_from_zero(rng, *shape), away_from_zero(rng, *shape), far)
        for shape in shapes
        for far in (1, 2)
    ]


def _bits(rng):
    cases = []
    for each in SIZES:
        bits = rng.integers(2, size=(each["T"], each["B"]))
        bits[:4, 0] = (0, 1, 1, 1)  # both bits, and more than one 1, whatever was drawn
        cases.append((bits,))
    return cases


JOIN = Question(
    "E15.join",
    "pairs of steps for two batches, of either sign",
    join,
    _join_cases,
    arguments=("a_first", "b_first", "a_then", "b_then"),
    parts={"a": ("B", "n_z"), "b": ("B", "n_z")},
    points=2,
    experiment="Take z = 1. Do the first step by hand, then the second. Does your pair give the "
    "same number?",
    unchecked="steps that bend the state, such as those with tanh: they cannot be joined",
    hints=(
        "Write z after the first step. Put that whole expression in the place of z in the second "
        "step, and multiply out.",
        "What stands before z is the new a. The rest is the new b: one part of it has passed "
        "through the second step, the other has not.",
        "a is a_then * a_first, and b is a_then * b_first + b_then.",
    ),
)

ROUND = Question(
    "E15.one_round",
    "two batches, each with far = 1 and far = 2",
    one_round,
    _round_cases,
    arguments=("a", "b", "far"),
    parts={"a": ("T", "B", "n_z"), "b": ("T", "B", "n_z")},
    points=3,
    experiment="Let all a and all b be 1. After a round with far = 1, b counts the steps that were "
    "joined: 1 at t = 0, and 2 at all others.",
    unchecked="whether you wrote a loop; a whole scan is a loop over rounds, not over time",
    hints=(
        "The places from `far` on meet the places from the beginning on. Slices say that for all "
        "of them at once: a[far:] and a[:-far].",
        "It is your `join`, with slices. The step at t − far is the first of the two. Compute both "
        "results from the old a and the old b.",
        "a_new[far:] = a[far:] * a[:-far] and b_new[far:] = a[far:] * b[:-far] + b[far:], in "
        "copies of a and b.",
    ),
)

PARITY = Question(
    "E15.parity_steps",
    "bits of two batches, both bits in each",
    parity_steps,
    _bits,
    arguments=("bits",),
    parts={"a": ("T", "B"), "b": ("T", "B")},
    points=2,
    experiment="Run it by hand over the bits 1, 1, 1 from z = 0. Are the states 1, 0, 1?",
    unchecked="other states than 0 and 1, which keep a parity as well",
    hints=(
        "What has to happen to z at a 0? And at a 1, if z is 0? If z is 1?",
        "At a 0 the state stays. At a 1 it has to go from 0 to 1 and from 1 to 0: that is a line "
        "with a falling slope.",
        "At a 0: a = 1 and b = 0. At a 1: a = −1 and b = 1. So a is 1 − 2 · bits, and b the bits.",
    ),
)

EXERCISE = Exercise(
    "E15_scan",
    "A scan, and a parity",
    minutes=25,
    you_write="two steps as one, a round of a scan, the steps that keep a parity",
    questions=(JOIN, ROUND, PARITY),
)
