"""Lesson 01: words are not independent of the words before them."""

import re
from collections import Counter
from itertools import pairwise

import numpy as np

from benchmarks.claims import claim
from rnnlib.data.reviews import rated_reviews

SHARES = np.arange(0, 1, 0.1)  # of the word before, in the mixture; 0 is what ignores it
END, RARE = "<eos>", "<unk>"


def _words(sentence):
    return [*re.findall(r"[a-z']+", sentence.lower()), END]


class Counts:
    """How often a word came, and how often it came after another."""

    def __init__(self, sentences):
        self.alone = Counter(word for words in sentences for word in words)
        pairs = [pair for words in sentences for pair in pairwise([END, *words])]
        self.pairs, self.before = Counter(pairs), Counter(first for first, _ in pairs)
        self.all = self.alone.total()

    def bits(self, sentences, share):
        """−log₂ p per word, p = share · p(word | word before) + (1 − share) · p(word)."""
        total, n = 0.0, 0
        for words in sentences:
            for first, word in pairwise([END, *words]):
                after = self.pairs[first, word] / max(self.before[first], 1)
                total -= np.log2(share * after + (1 - share) * self.alone[word] / self.all)
                n += 1
        return total / n

    def lift(self, first, word):
        """How many times as often a word comes after `first` as it comes anywhere."""
        after = self.pairs[first, word] / self.before[first]
        return after / (self.alone[word] / self.all)


@claim(
    "the word before",
    lesson="01",
    says="who knows the word before guesses the next word of a review better; after “good”, “job” "
    "is far more frequent than elsewhere and “the” far less",
    holds=lambda m: (
        m["a guess among so many, word before known"]
        < 0.7 * m["a guess among so many words, each taken alone"]
        and m["“job” after “good”, times as often as anywhere"] > 20
        and m["“the” after “good”, times as often as anywhere"] < 0.5
    ),
)
def the_word_before(seed):
    """Two perplexities of new sentences, the mixture chosen on others; and what follows “good”."""
    sentences = [_words(text) for _, _, text in rated_reviews()]
    order = np.random.default_rng(seed).permutation(len(sentences))
    parts = [[sentences[i] for i in part] for part in np.split(order, [10_000, 12_000])]
    known = {word for word, n in Counter(w for s in parts[0] for w in s).items() if n > 1}
    known |= {END}
    train, valid, test = (
        [[word if word in known else RARE for word in words] for words in part] for part in parts
    )
    counts = Counts(train)
    share = min(SHARES, key=lambda share: counts.bits(valid, share))
    return {
        "a guess among so many words, each taken alone": 2 ** counts.bits(test, 0.0),
        "a guess among so many, word before known": 2 ** counts.bits(test, share),
        "“job” after “good”, times as often as anywhere": counts.lift("good", "job"),
        "“film” after “good”, times as often as anywhere": counts.lift("good", "film"),
        "“the” after “good”, times as often as anywhere": counts.lift("good", "the"),
    }
