"""The sentences that the course learns from.

Generated sentences come from the small grammar of `rnnlib.data.grammar`; review sentences were
written and rated by people. `python -m rnnlib.data.reviews` fetches them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from rnnlib.data.grammar import EVERYDAY, INTENSIFIERS, NEGATIVE, NOUNS, POSITIVE, SMALL
from rnnlib.data.parts import cut
from rnnlib.data.reviews import rated_reviews
from rnnlib.inputs import arguments
from rnnlib.text import tokens

__all__ = [
    "INTENSIFIERS",
    "NEGATIVE",
    "NOUNS",
    "POSITIVE",
    "Sentences",
    "generated_sentences",
    "hold_out",
    "review_sentences",
    "split",
    "undecided_sentences",
]


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


def generated_sentences(
    n: int,
    rng: np.random.Generator,
    *,
    min_tokens: int = 1,
    max_tokens: int = 20,
    forms: Sequence[str] | None = None,
    small: bool = False,
) -> Sentences:
    """n different sentences of a small grammar, half of them positive.

    "This is not good news." "I love the film!" "There is nothing dull about it."
    "Although the service was bad, I liked the place." "It is good although the story is sad."
    What decides in each form is said in `rnnlib.data.grammar`; nothing else goes together with
    the label.

    min_tokens, max_tokens  how much the network reads, <eos> counted
    forms                   those to choose from, such as ("one", "but"); None: all
    small                   True: a part of the grammar that is learned from about 1,000 sentences,
                            one clause or "A but B" about ten nouns and with twenty adjectives

    Raises ValueError where the grammar has no n sentences of such a length.
    """
    arguments.generator(rng)
    grammar = SMALL if small else EVERYDAY
    forms = tuple(grammar.forms) if forms is None else forms
    if n < 1:
        raise ValueError(f"n = {n}, expected at least one sentence")
    if isinstance(forms, str) or not forms or not set(forms) <= set(grammar.forms):
        raise ValueError(f"forms = {forms!r}, expected some of {tuple(grammar.forms)}")
    lengths, failures = range(min_tokens, max_tokens + 1), 0
    found: dict[str, int] = {}
    shares = np.array([grammar.forms[form] for form in forms])
    while len(found) < n:
        form = forms[int(np.searchsorted(np.cumsum(shares), rng.random() * shares.sum()))]
        text = grammar.sentence(rng, len(found) % 2, form)
        new = text not in found and len(tokens(text)) in lengths
        failures = 0 if new else failures + 1
        if new:
            found[text] = len(found) % 2
        if failures > 1000:
            raise ValueError(
                f"the grammar gave only {len(found)} different sentences of {min_tokens} to "
                f"{max_tokens} tokens, not {n}; ask for fewer, or allow other lengths"
            )
    order = rng.permutation(n)
    return Sentences(tuple(found), np.array(list(found.values())), "generated sentences")[order]


def undecided_sentences(n: int, rng: np.random.Generator) -> tuple[str, ...]:
    """n different sentences that nobody can call positive or negative, from the same words.

    "This is a film." "The food is good and the food is bad." A network that reads them with the
    target 0.5 learns to say that it does not know.
    """
    arguments.generator(rng)
    found: dict[str, None] = {}  # a set that keeps its order
    while len(found) < n:
        found[EVERYDAY.undecided(rng)] = None
    return tuple(found)


def hold_out(
    data: Sentences,
    made_of: Callable[[str], frozenset],
    fraction: float,
    rng: np.random.Generator,
) -> tuple[Sentences, Sentences]:
    """Two parts: (the rest, sentences with something that no sentence of the rest has).

    `made_of(text)` tells what a sentence is made of, such as `template` or `negated_words` of
    `rnnlib.data.grammar`. A share `fraction` of all these things is drawn; a sentence with one of
    them is held out.
    """
    arguments.generator(rng)
    arguments.share("fraction", fraction)
    parts = [made_of(text) for text in data.texts]
    things = sorted(frozenset().union(*parts))
    drawn = rng.permutation(len(things))[: round(fraction * len(things))]
    chosen = {things[i] for i in drawn}
    new = np.array([not chosen.isdisjoint(part) for part in parts])
    return data[~new], data[new]


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
