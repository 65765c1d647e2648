"""Sentences that do not show what they should."""

from rnnlib.exercises.e18.questions import (
    A_LINE,
    COUNTS,
    DIFFERENT,
    EXPOSING,
    NO_BUT,
    NO_CLAUSE,
    NO_LINE,
    ONE_SIDE,
    ONE_WORD,
    OPPOSITE,
    SAME,
    SAME_BAG,
    SAME_BAG_QUESTION,
    SAME_MEANING,
    TWO_POINTS,
    UNKNOWN,
    WRONG_SIDE,
)
from rnnlib.exercises.mistake import Mistake

PAIR = '"this is bad but it is good", "this is good but it is bad"'
GOODS, BADS = '["this is good", "this is not bad"]', '["this is bad", "this is not good"]'
GREAT, AWFUL = (
    '["The food is great but the film is nice."]',
    '["The food is awful but the film is bad."]',
)


def _unreadable(question, right, unknown, no_clause):
    """What can be wrong with a sentence of every question."""
    return (
        Mistake(
            question,
            UNKNOWN,
            {right: unknown},
            "The rule knows few words, and cannot say what this sentence means.",
            "Take words from the list in the notebook.",
        ),
        Mistake(
            question,
            NO_CLAUSE,
            {right: no_clause},
            "Between two buts, and before the first one, there must be exactly one word of praise "
            "or blame. Otherwise the rule does not know what the clause says.",
            "Cut your sentence at each but, and mark the adjectives in each piece.",
        ),
    )


def _wrong_side(question, edits):
    return Mistake(
        question,
        WRONG_SIDE,
        edits,
        "The last clause decides, and each negation before its adjective turns it round.",
        "Cover all but the last clause. Is it praise or blame?",
    )


def _one_side(question, edits):
    return Mistake(
        question,
        ONE_SIDE,
        edits,
        "With sentences of one label only, a reader that always says the other one is wrong too, "
        "and one that always says this one is right. So nothing is shown.",
        "Which answer would a network give that has not read anything?",
    )


MISTAKES = (
    *_unreadable(
        SAME_BAG_QUESTION,
        PAIR,
        '"this is cheap but good", "this is good but cheap"',
        '"good it is not bad", "bad it is not good"',
    ),
    Mistake(
        SAME_BAG_QUESTION,
        SAME,
        {PAIR: '"this is good", "This is good."'},
        "Capital letters and signs do not count. The two cannot mean different things.",
        "Compare them word by word.",
    ),
    Mistake(
        SAME_BAG_QUESTION,
        COUNTS,
        {PAIR: '"this is not not good", "this is not good"'},
        "A bag does not know the order, but it counts. One word occurs more often in one of them.",
        "Count each word in both sentences.",
    ),
    Mistake(
        SAME_BAG_QUESTION,
        DIFFERENT,
        {PAIR: '"this is good", "this is not good"'},
        "A bag sees a word that stands in one sentence only, and can tell them apart by it.",
        "Which words are left if you cross out the common ones?",
    ),
    Mistake(
        SAME_BAG_QUESTION,
        SAME_MEANING,
        {PAIR: '"this film is good", "good is this film"'},
        "The order is another one, but it does not matter here: both have the same meaning.",
        "Which word must stand after which, so that the meaning is turned round?",
    ),
    *_unreadable(NO_LINE, GOODS, '["this is good", "this is not pricey"]', '["this is a film"]'),
    _wrong_side(NO_LINE, {GOODS: '["this is good", "this is not good"]'}),
    _one_side(NO_LINE, {BADS: "[]"}),
    Mistake(
        NO_LINE,
        SAME_BAG,
        {GOODS: '["this is bad but it is good"]', BADS: '["this is good but it is bad"]'},
        "That was the first question. Here a bag must be able to tell them apart, for example "
        "with a hidden layer; only a weighted sum must fail.",
        "Sort the words of each sentence: no sorted list may occur on both sides.",
    ),
    Mistake(
        NO_LINE,
        TWO_POINTS,
        {GOODS: '["this is good"]', BADS: '["this is not good"]'},
        "Two different bags can always be told apart by a weighted sum: some word occurs more "
        "often in one of them. One counterexample needs more sentences.",
        "Give the word in which they differ a weight, and all others zero.",
    ),
    Mistake(
        NO_LINE,
        ONE_WORD,
        {
            GOODS: '["this is good", "it is very good"]',
            BADS: '["this is bad", "it is very bad"]',
        },
        "A single word decides on which side a sentence stands. No other word is needed.",
        "Is there a word on one side only? Let it occur on both.",
    ),
    Mistake(
        NO_LINE,
        A_LINE,
        {BADS: '["this is bad", "it is so bad"]'},
        "No single word decides, but a sum does: each word pushes its way, wherever it occurs.",
        "For which pair of words does the effect of one depend on the other? Use all four "
        "combinations.",
    ),
    *_unreadable(
        EXPOSING,
        GREAT,
        '["The food is tasty but the film is nice."]',
        '["The food is there but the film is nice."]',
    ),
    _wrong_side(EXPOSING, {GREAT: '["The food is bad but the film is not good."]'}),
    _one_side(EXPOSING, {AWFUL: "[]"}),
    Mistake(
        EXPOSING,
        NO_BUT,
        {GREAT: '["The food is not bad."]'},
        "The short cut is in the sentences with but. A sentence of one clause, or of three, tells "
        "nothing about it.",
        "Write a sentence of the form A but B.",
    ),
    Mistake(
        EXPOSING,
        OPPOSITE,
        {GREAT: '["The food is bad but the film is good."]'},
        "The network has learned from such sentences, and is right on them. Right on what it knows "
        "says nothing about the reason.",
        "In all its training sentences A and B had something in common. Which sentences did it "
        "never see?",
    ),
)
