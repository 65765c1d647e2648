"""What a sentence says by rule, and whether a weighted sum of its words can say the same.

A sentence has one clause, or more with "but" between them; then the last one decides. A clause has
one word of praise or blame, and each negation before it turns it round.
"""

import re
from collections import Counter
from itertools import combinations

import numpy as np

from rnnlib.data.short_cut import NEGATIVE, NOUNS, POSITIVE, PRONOUNS
from rnnlib.text import EOS, tokens

BUT = "but"
NEGATIONS = ("not", "never", "isn't", "nothing")
OTHERS = ("is", "a", "an", "the", "there", "about", "very", "really", "so", "truly", "particularly")
KNOWN = {BUT, *POSITIVE, *NEGATIVE, *NOUNS, *PRONOUNS, *NEGATIONS, *OTHERS}
MOST = 6  # sentences on a side


def words_of(text):
    """The words of a sentence, in small letters and without signs; none for an empty one."""
    if not re.search(r"\w", text):
        return []
    return [word for word in tokens(text) if word != EOS and re.search(r"\w", word)]


def unknown_in(text):
    """The first word that the rule does not know, or ""."""
    return next((word for word in words_of(text) if word not in KNOWN), "")


def clauses(text):
    """The clauses of a sentence, as lists of words."""
    found = [[]]
    for word in words_of(text):
        if word == BUT:
            found.append([])
        else:
            found[-1].append(word)
    return found


def says(clause):
    """Whether a clause praises (True) or blames (False); None if it has not one such word."""
    places = [i for i, word in enumerate(clause) if word in POSITIVE + NEGATIVE]
    if len(places) != 1:
        return None
    turns = sum(word in NEGATIONS for word in clause[: places[0]])
    return (clause[places[0]] in POSITIVE) == (turns % 2 == 0)


def positive(text):
    """Whether the last clause praises; None if some clause says nothing, or two things."""
    said = [says(clause) for clause in clauses(text)]
    return None if None in said else said[-1]


def bag(text):
    """How often each word occurs."""
    return Counter(words_of(text))


def counts(texts):
    """The bags as rows of numbers, (n, n_words), and the words."""
    words = sorted({word for text in texts for word in words_of(text)})
    return np.array([[bag(text)[word] for word in words] for text in texts]), words


def one_word(goods, bads):
    """A word whose count alone tells both sides apart, or ""."""
    rows, words = counts([*goods, *bads])
    for place, word in enumerate(words):
        a, b = rows[: len(goods), place], rows[len(goods) :, place]
        if a.min() > b.max() or b.min() > a.max():
            return word
    return ""


def separable(goods, bads):
    """Whether a weighted sum of the words, and a threshold, tells both sides apart.

    It cannot if a mixture of bags of the one side is a mixture of bags of the other. The smallest
    such mixtures use points with one affine dependence, so all small sets are tried.
    """
    rows, _ = counts([*goods, *bads])
    points = np.column_stack([rows, np.ones(len(rows))])
    side = np.array([1] * len(goods) + [-1] * len(bads))
    for n in range(2, len(rows) + 1):
        for chosen in map(list, combinations(range(len(rows)), n)):
            _, sizes, directions = np.linalg.svd(points[chosen].T, full_matrices=True)
            rank = int((sizes > 1e-9).sum())
            signs = directions[-1] * side[chosen]
            if rank == n - 1 and ((signs > 1e-9).all() or (signs < -1e-9).all()):
                return False
    return True
