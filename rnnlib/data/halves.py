"""Sentences "A but B" taken apart: exchange the halves, or put another half in front.

B decides (`rnnlib.data.grammar`). So each change has a right answer, which this page knows.
"""

import numpy as np

from rnnlib.data.grammar import NEGATIONS, POSITIVE
from rnnlib.data.sentences import Sentences
from rnnlib.text import tokens

BUT = " but "


def says_good(clause: str) -> bool:
    """Whether a clause of the small grammar is positive: a good word, or a bad one turned round."""
    words = set(clause.lower().rstrip(".").split())
    return bool(words & set(POSITIVE)) != bool(words & NEGATIONS)


def contrasts(data: Sentences) -> tuple[str, ...]:
    """The sentences "A but B" among them."""
    return tuple(text for text in data.texts if BUT in text)


def exchanged(text: str) -> str:
    """ "A but B." becomes "B but A.": the same words, and A decides."""
    first, second = text.rstrip(".").split(BUT)
    return _sentence(second, first)


def opposite(texts) -> tuple[str, ...]:
    """Those whose halves say the opposite, so that the exchange turns the right answer round."""
    halves = {text: text.split(BUT) for text in texts}
    return tuple(text for text, (a, b) in halves.items() if says_good(a) != says_good(b))


def other_first_half(texts, rng: np.random.Generator) -> tuple[str, ...]:
    """Each sentence with a first half that says the opposite of its own; B decides as before."""
    halves = [text.rstrip(".").split(BUT) for text in texts]
    by_polarity = {good: [a for a, _ in halves if says_good(a) == good] for good in (True, False)}
    return tuple(_sentence(_pick(rng, by_polarity[not says_good(a)]), b) for a, b in halves)


def last_words(texts, words) -> tuple[np.ndarray, np.ndarray]:
    """The last of these words in each text: (which texts have one, its number in `words`)."""
    found = [[word for word in tokens(text) if word in words] for text in texts]
    numbers = [words.index(row[-1]) for row in found if row]
    return np.array([bool(row) for row in found]), np.array(numbers)


def _sentence(first, second):
    return f"{first[0].upper()}{first[1:]}{BUT}{second[0].lower()}{second[1:]}."


def _pick(rng, options):
    return options[int(rng.integers(len(options)))]
