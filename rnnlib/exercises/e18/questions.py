"""E18: what a bag of words can tell, what a line can, and a network with a short cut.

Answers are sentences. A rule reads them (`reading`); any sentences that do what is asked are right.
"""

from rnnlib.exercises.exercise import Exercise, Question
from rnnlib.exercises.reading import (
    MOST,
    bag,
    clauses,
    one_word,
    positive,
    says,
    separable,
    unknown_in,
    words_of,
)

UNKNOWN = "a word that the rule does not know"
NO_CLAUSE = "a clause without exactly one word of praise or blame"
SAME = "twice the same sentence"
COUNTS = "the same words, but not as often"
DIFFERENT = "a word that only one of them has"
SAME_MEANING = "another order, the same meaning"
WRONG_SIDE = "a sentence on the wrong side"
SAME_BAG = "no bag can tell them apart"
TWO_POINTS = "two different bags only"
ONE_WORD = "one word is enough"
A_LINE = "a weighted sum is enough"
NO_BUT = "no contrast in it"
OPPOSITE = "the halves contradict each other"
ONE_SIDE = "all on one side"


def same_bag():
    """Exchange the clauses: the same words, and the other clause decides."""
    positive, negative = "this is bad but it is good", "this is good but it is bad"
    return positive, negative


def bag_but_no_line():
    """Exclusive or: the adjective or the negation alone says nothing."""
    positive = ["this is good", "this is not bad"]
    negative = ["this is bad", "this is not good"]
    return positive, negative


def exposing():
    """Halves that say the same: the opposite of the first half is the wrong answer."""
    positive = ["The food is great but the film is nice."]
    negative = ["The food is awful but the film is bad."]
    return positive, negative


def about_sentence(text):
    """(mistake, what was found) for a sentence that the rule cannot read; else None."""
    if word := unknown_in(text):
        return UNKNOWN, f'"{text[:60]}": the rule does not know the word "{word[:20]}"'
    for clause in clauses(text):
        if says(clause) is None:
            return NO_CLAUSE, f'"{text[:60]}": what does "{" ".join(clause)[:40]}" say?'
    return None


def accepts_same_bag(arguments, parts):
    """None for two sentences with one bag and opposite meanings, in any order."""
    if not all(isinstance(part, str) and words_of(part) for part in parts):
        return "", "expected two sentences as text"
    for text in parts:
        if bad := about_sentence(text):
            return bad
    a, b = parts
    if words_of(a) == words_of(b):
        return SAME, "both have the same words in the same order"
    if bag(a) != bag(b):
        return _other_words(a, b)
    if positive(a) == positive(b):
        return SAME_MEANING, f"both say something {'good' if positive(a) else 'bad'}"
    return None


def _other_words(a, b):
    word = next(iter((bag(a) - bag(b)) + (bag(b) - bag(a))))
    times = f'"{word}" occurs {bag(a)[word]} times in the first, {bag(b)[word]} times in the second'
    return (COUNTS if set(bag(a)) == set(bag(b)) else DIFFERENT), times


def texts_in(part):
    """The sentences of a list, or of one text; None for something else."""
    part = [part] if isinstance(part, str) else part
    readable = isinstance(part, list) and len(part) <= MOST
    return part if readable and all(isinstance(t, str) and words_of(t) for t in part) else None


def _two_sides(parts):
    """(positive, negative) sentences of an answer, or (None, (mistake, sentence))."""
    goods, bads = map(texts_in, parts)
    if _is_empty(parts[0]) or _is_empty(parts[1]):
        return None, (ONE_SIDE, "a list is empty; each needs a sentence")
    if goods is None or bads is None:
        return None, ("", f"expected two lists of sentences, at most {MOST} in each")
    for text in (*goods, *bads):
        if bad := about_sentence(text):
            return None, bad
    for text, side in [*((t, True) for t in goods), *((t, False) for t in bads)]:
        if positive(text) != side:
            word = "positive" if side else "negative"
            return None, (WRONG_SIDE, f'"{text[:60]}" stands among the {word} ones')
    return (goods, bads), None


def _is_empty(part):
    return hasattr(part, "__len__") and len(part) == 0


def accepts_no_line(arguments, parts):
    """None for sides whose bags differ, but which no weighted sum can tell apart."""
    sides, bad = _two_sides(parts)
    if bad:
        return bad
    goods, bads = sides
    for a in goods:
        for b in bads:
            if bag(a) == bag(b):
                return SAME_BAG, f'"{a[:50]}" and "{b[:50]}" have the same bag'
    if not separable(goods, bads):
        return None
    if len(goods) == len(bads) == 1:
        return TWO_POINTS, "there is one sentence on each side"
    if word := one_word(goods, bads):
        return ONE_WORD, f'the count of "{word}" alone tells your two sides apart'
    return A_LINE, "some weights for the words tell your two sides apart"


def accepts_exposing(arguments, parts):
    """None for contrasts on which the opposite of the first half is the wrong answer."""
    sides, bad = _two_sides(parts)
    if bad:
        return bad
    for text in (*sides[0], *sides[1]):
        halves = clauses(text)
        if len(halves) != 2:
            return NO_BUT, f'"{text[:60]}" has {len(halves)} clauses, expected two'
        if says(halves[0]) != says(halves[1]):
            return OPPOSITE, f'"{text[:60]}": the network would be right here'
    return None


SAME_BAG_QUESTION = Question(
    "E18.same_bag",
    "that both have the same words equally often, and that the rule reads them as opposite",
    same_bag,
    lambda rng: [()],
    parts={"positive": (), "negative": ()},
    points=2,
    experiment="Sort the words of both sentences. Are the two lists equal?",
    unchecked="whether somebody would say it",
    hints=(
        "The words must be the same. What else can a sentence have that a bag does not know?",
        "The last clause decides. Write a sentence with two clauses that contradict each other.",
        "A is praise, B is blame: take A but B, and B but A.",
    ),
    accepts=accepts_same_bag,
)

NO_LINE = Question(
    "E18.bag_but_no_line",
    "that the rule reads each as you say, that no two bags of different sides are equal, and "
    "whether some weights for the words, with a threshold, tell the sides apart",
    bag_but_no_line,
    lambda rng: [()],
    parts={"positive": (), "negative": ()},
    points=2,
    experiment="Let each word have a weight and write down the four sums. Which of them must be "
    "above the threshold, which below? Add the sums of each side.",
    unchecked="what a hidden layer makes of them; lesson 03 measures it",
    hints=(
        "One sentence on each side is never enough: some weights tell two different bags apart.",
        "Look for two words, of which each turns round what the other one means.",
        "Two on each side: a word of praise and one of blame, each with and without not.",
    ),
    accepts=accepts_no_line,
)

EXPOSING = Question(
    "E18.exposing",
    "that each is A but B in known words, that its label is right, and that a reader with the "
    "short cut would be wrong on it",
    exposing,
    lambda rng: [()],
    parts={"positive": (), "negative": ()},
    points=3,
    experiment="Feed the network two sentences that differ in one half only. Which half changes f?",
    unchecked="whether the network of the notebook is sure of its wrong answer",
    hints=(
        "Change only what stands before but, then only what stands after it, and compare f.",
        "In all sentences that it learned from, A and B said the opposite. Which sentence of the "
        "form A but B did it never see?",
        "Both halves praise, or both blame. One of each kind, in words that it knows.",
    ),
    accepts=accepts_exposing,
)

EXERCISE = Exercise(
    "E18_what_a_reader_can_tell",
    "What a reader can tell",
    minutes=30,
    you_write="sentences that a bag, a line, a network gets wrong",
    questions=(SAME_BAG_QUESTION, NO_LINE, EXPOSING),
)
