"""Sentences with a short cut in them: the grammar of the first two editions.

A network that has read 2,000 of these sentences is right on new ones, and for the wrong reason.
Find it before you read on.

In "A but B" the two halves always had opposite polarities. So "the opposite of A" is right as
often as "B", and A is read first. Whoever measures only on sentences of the same grammar cannot
see it. `generated_sentences` has no such thing.
"""

from rnnlib.data.grammar import INTENSIFIERS
from rnnlib.data.sentences import Sentences
from rnnlib.inputs import arguments
from rnnlib.text import tokens

POSITIVE = tuple(
    "good great excellent wonderful lovely nice fantastic amazing brilliant delightful".split()
)
NEGATIVE = tuple(
    "bad terrible awful horrible boring sad disappointing dull annoying unpleasant".split()
)
PRONOUNS = ("this", "that", "it")
NOUNS = ("news", "film", "book", "story", "song", "idea", "plan", "day", "weather", "food")
UNCOUNTED = ("news", "weather", "food")  # good news, but a good film
NEGATIONS = ("is not", "is never", "isn't")
CONTRASTS = 0.4  # share of sentences "A but B", which have the polarity of B


def sentences_with_a_short_cut(n, rng, *, min_tokens=1, max_tokens=20):
    """n different sentences, half of them positive: one clause, or "A but B" of two polarities.

    "This is not good news." "The film is very bad." "There is nothing dull about it."
    "The story is awful but the song isn't bad."
    Sentences are made in pairs with the same adjectives and opposite labels. The two lengths count
    what the network reads, with <eos>. Raises ValueError where the grammar has no n such sentences.
    """
    arguments.generator(rng)
    if n < 1:
        raise ValueError(f"n = {n}, expected at least one sentence")
    found, failures = {}, 0
    while len(found) < n:
        pair = _pair(rng, found, range(min_tokens, max_tokens + 1))
        failures = 0 if pair else failures + 1
        found.update(pair)
        if failures > 200:
            raise ValueError(
                f"the grammar gave only {len(found)} different sentences of {min_tokens} to "
                f"{max_tokens} tokens, not {n}; ask for fewer, or allow other lengths"
            )
    order = rng.permutation(len(found))[:n]
    texts, labels = list(found), list(found.values())
    return Sentences(
        [texts[i] for i in order], [labels[i] for i in order], "sentences with a short cut"
    )


def _pair(rng, found, lengths):
    """Two new sentences with the same adjectives, {text: 0, text: 1}, or {} after many tries."""
    contrast = rng.random() < CONTRASTS
    first, last = _pick(rng, POSITIVE + NEGATIVE), _pick(rng, POSITIVE + NEGATIVE)
    pair = {}
    for label in (0, 1):
        for _ in range(30):
            text = _clause(rng, last, label)
            if contrast:
                text = f"{_clause(rng, first, 1 - label)} but {text}"
            text = text[0].upper() + text[1:] + "."
            if text not in found and len(tokens(text)) in lengths:
                pair[text] = label
                break
    return pair if len(pair) == 2 else {}


def _clause(rng, adjective, label):
    """One statement with this adjective; it is negated where that is needed to get the label."""
    negated = (adjective in POSITIVE) != bool(label)
    noun = _pick(rng, NOUNS)
    subject = _pick(rng, (f"the {noun}", f"the {noun}", *PRONOUNS))
    how = f"{_pick(rng, INTENSIFIERS)} " if rng.random() < 0.3 else ""
    if negated and rng.random() < 0.25:
        return f"there is nothing {how}{adjective} about {subject}"
    verb = _pick(rng, NEGATIONS) if negated else "is"
    if subject in PRONOUNS and how != "so " and rng.random() < 0.5:  # "this is a good film"
        return f"{subject} {verb} {_article(noun, how + adjective)}{how}{adjective} {noun}"
    return f"{subject} {verb} {how}{adjective}"


def _article(noun, phrase):
    if noun in UNCOUNTED:
        return ""
    return "an " if phrase[0] in "aeiou" else "a "


def _pick(rng, words):
    return words[rng.integers(len(words))]
