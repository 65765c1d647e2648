"""From a sentence to numbers: tokens, a vocabulary, one-hot vectors."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

import numpy as np

from rnnlib.inputs.one_hot import OneHot

EOS = "<eos>"  # end of sentence: the network reads it like a word
UNKNOWN = "<unk>"  # stands for every word that the vocabulary does not have

# What people type, or their keyboard sets, for the apostrophe: isn’t isn‘t isn´t isn`t isn＇t …
_APOSTROPHES = dict.fromkeys("’‘‛´`′＇ʼʻʹˈ՚ꞌ", "'")
# Signs that nobody sees, inside of words: the soft hyphen, and what chooses one look of a sign.
_UNSEEN = dict.fromkeys(["\u00ad", "\u2060", "\ufeff", *map(chr, range(0xFE00, 0xFE10))])
_TYPED = str.maketrans(_APOSTROPHES | _UNSEEN)


def tokens(sentence: str, *, lower: bool = True) -> list[str]:
    """Split a sentence into words and close it with <eos>: "Good news." -> good, news, <eos>.

    Words and numbers are kept, also ! and ?; other punctuation is dropped. Whatever sign is typed
    for the apostrophe, isn't is one word, and so is a word with marks on its letters, as in नहीं.
    Raises TypeError for anything but a string, ValueError for a sentence without a word.
    """
    if not isinstance(sentence, str):
        raise TypeError(f"sentence is {type(sentence).__name__}, expected a string of words")
    text = sentence.translate(_TYPED)
    text = unicodedata.normalize("NFC", text.lower() if lower else text)  # é is one sign, not e, ´
    words = [word for word in re.findall(_word(text), text) if word != EOS]
    if not words:
        raise ValueError(f"the sentence {sentence!r} has no word; type at least one")
    return [*words, EOS]


def _word(text):
    """What is a word in this text: letters, each with its marks, which \\w does not know."""
    marks = {c for c in text if not c.isascii() and unicodedata.category(c) in ("Mn", "Mc")}
    letters = rf"[^\W_](?:[^\W_]|[{''.join(sorted(marks))}])*" if marks else r"[^\W_]+"
    return rf"<eos>|<unk>|{letters}(?:['\u200c\u200d]{letters})*|[!?]"  # u200c, d: joiners


@dataclass(frozen=True)
class Vocabulary:
    """The words that a network knows, in a fixed order: word number i is `words[i]`."""

    words: tuple

    def __post_init__(self):
        words = tuple(self.words)
        if isinstance(self.words, str) or not all(isinstance(word, str) for word in words):
            raise TypeError(
                f"words is {self.words!r}, expected a list of strings, one for each word"
            )
        twice = [word for word, n in Counter(words).items() if n > 1]
        if not words or twice:
            raise ValueError(
                f"the words {twice} occur twice; every word has one number"
                if twice
                else "a vocabulary needs at least one word"
            )
        object.__setattr__(self, "words", words)
        object.__setattr__(self, "_number", {word: i for i, word in enumerate(words)})

    @classmethod
    def of(cls, sentences, *, at_least=1, unknown=True):
        """All tokens that occur `at_least` so often, in the order of their first appearance.

        `sentences` holds lists of tokens. `unknown` puts <unk> in front: a place for any other
        word, and for those that were too rare.
        """
        sentences = list(sentences)
        if any(isinstance(sentence, str) for sentence in sentences):
            raise TypeError("sentences holds strings, expected lists of words: use tokens(text)")
        counts = Counter(word for sentence in sentences for word in sentence)
        known = [word for word, n in counts.items() if n >= at_least and word != UNKNOWN]
        return cls((UNKNOWN, *known) if unknown else tuple(known))

    def __len__(self):
        return len(self.words)

    def __contains__(self, word):
        return word in self._number

    def known(self, words):
        """The words as the network sees them: an unknown one becomes <unk>."""
        return [self.words[i] for i in self.indices(words)]

    def indices(self, words):
        """The number of each word, shape (T,). Raises ValueError for a word without a number."""
        if isinstance(words, str):
            raise TypeError(f"words is the string {words!r}, expected a list: use tokens(sentence)")
        if len(words) == 0:
            raise ValueError("the sentence is empty (T = 0); it needs at least one word")
        unknown = self._number.get(UNKNOWN)
        numbers = [self._number.get(word, unknown) for word in words]
        if None in numbers:
            raise ValueError(
                f"the word {words[numbers.index(None)]!r} is not among the {len(self)} words of "
                "this vocabulary, and it has no <unk>; build it with Vocabulary.of(…, unknown=True)"
            )
        return np.array(numbers)

    def one_hot(self, words, dtype=np.float64):
        """The sentence as vectors, shape (T, n_x): a single 1 in each row, at the word's number."""
        return np.asarray(OneHot(self.indices(words), len(self)), dtype)
