"""The sentences that the course learns from.

Generated sentences come from a small grammar in which the order of the words decides; review
sentences were written and rated by people. `python -m rnnlib.data.reviews` fetches them.
"""

from dataclasses import dataclass, field

import numpy as np

from rnnlib.data.parts import cut
from rnnlib.data.reviews import rated_reviews
from rnnlib.text import tokens


@dataclass(frozen=True, eq=False)
class Sentences:
    """Sentences with a label each: 1 is positive, 0 is negative."""

    texts: tuple = field(repr=False)  # n strings
    labels: np.ndarray = field(repr=False)  # (n,) of 0 and 1
    name: str = "sentences"

    def __post_init__(self):
        texts, labels = tuple(self.texts), np.asarray(self.labels)
        if labels.shape != (len(texts),):
            raise ValueError(
                f"labels has shape {labels.shape}, expected ({len(texts)},): one for each sentence"
            )
        wrong = ~np.isin(labels, (0, 1))
        if wrong.any():
            i = int(np.argmax(wrong))
            kind = type(labels[i].item() if hasattr(labels[i], "item") else labels[i]).__name__
            raise ValueError(
                f"label {i} is {labels[i]!s} ({kind}), expected the number 0 (negative) or 1 "
                "(positive)"
            )
        object.__setattr__(self, "texts", texts)
        object.__setattr__(self, "labels", labels.astype(np.int64))

    def __len__(self):
        return len(self.texts)

    def __getitem__(self, where):
        """One number gives (text, label); a slice or an array of numbers gives `Sentences`."""
        places = np.arange(len(self))[where]
        if places.ndim == 0:
            return self.texts[places], int(self.labels[places])
        return Sentences([self.texts[i] for i in places], self.labels[places], self.name)

    def __iter__(self):
        return zip(self.texts, self.labels.tolist(), strict=True)

    def __repr__(self):
        share = f", {self.labels.mean():.0%} positive" if len(self) else ""
        return f"{len(self):,} {self.name}{share}"


def split(data, fraction, rng):
    """Two parts without a common sentence: (the rest, `fraction` of the sentences).

    A sentence that stands in the data twice, perhaps with other capitals, stays in one part.
    Both parts keep the share of positive sentences (stratified) and come in random order:
    `train, test = split(data, 0.2, rng)`.
    """
    keys = [_as_read(text) for text in data.texts]
    parts = cut(keys, fraction, rng, strata=data.labels)
    return tuple(data[rng.permutation(part)] for part in parts)


def _as_read(text):
    """What a network reads of a text; the text itself where that is nothing."""
    try:
        return tuple(tokens(text))
    except (TypeError, ValueError):
        return text


# --- generated sentences ---------------------------------------------------------------------

POSITIVE = tuple(
    "good great excellent wonderful lovely nice fantastic amazing brilliant delightful".split()
)
NEGATIVE = tuple(
    "bad terrible awful horrible boring sad disappointing dull annoying unpleasant".split()
)
PRONOUNS = ("this", "that", "it")
NOUNS = ("news", "film", "book", "story", "song", "idea", "plan", "day", "weather", "food")
UNCOUNTED = ("news", "weather", "food")  # good news, but a good film
INTENSIFIERS = ("very", "really", "so", "truly", "particularly")
NEGATIONS = ("is not", "is never", "isn't")
CONTRASTS = 0.4  # share of sentences "A but B", which have the polarity of B


def generated_sentences(n, rng, *, min_tokens=1, max_tokens=20):
    """n different sentences of a small grammar, half of them positive.

    "This is not good news." "The film is very bad." "There is nothing dull about it."
    "The story is awful but the song isn't bad."
    A negation turns the polarity of its adjective round, and "A but B" has the polarity of B.
    Sentences are made in pairs with the same adjectives and opposite labels. So every adjective
    is equally often in positive and in negative sentences, and counting words tells nothing:
    the order must be read. The two lengths count what the network reads, with <eos>.
    Raises ValueError where the grammar has no n sentences of such a length.
    """
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
    return Sentences([texts[i] for i in order], [labels[i] for i in order], "generated sentences")


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


# --- review sentences ------------------------------------------------------------------------


def review_sentences(max_tokens=20):
    """Sentences of film and product reviews, each rated by about 20 people from −4 to 4.

    Label 1 is a mean rating of at least 1, label 0 of at most −1; what lies between is left out,
    and so are sentences with more than `max_tokens` tokens, <eos> counted.
    Raises FileNotFoundError with the command that fetches them, ValueError for a damaged file.
    """
    labels = {
        text: int(rating > 0)
        for _, rating, text in rated_reviews()
        if abs(rating) >= 1 and len(tokens(text)) <= max_tokens
    }
    return Sentences(labels, list(labels.values()), "review sentences")
