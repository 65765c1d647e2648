"""The grammar of the generated sentences: every label has its reason in the sentence, and no other.

A clause says something good or bad: "I love this film", "it was not good". With a negation it says
the opposite of its word. A sentence has one clause or two, and its form says which one decides:

| form           | example                                          | what decides              |
|----------------|--------------------------------------------------|---------------------------|
| one            | The food was not good.                           | the only clause           |
| and            | I love the film and it is never boring.          | both: they say the same   |
| but            | The food is bad but I like the place.            | the clause after "but"    |
| although first | Although the food is bad, I like the place.      | the main clause, here the |
|                |                                                  | second                    |
| although later | I like the place although the food is bad.       | the main clause, the first|

All that does not decide is drawn without a look at the label: the form, what the other clause says,
negated or not, the kind of clause, every word. So each of these is as often in positive sentences
as in negative ones, up to chance. After "but" and beside "although" the other clause may say the
same or the opposite, half and half. In as many sentences the first of two clauses decides alone
(although later) as the second (but, although first).
"""

import re

import numpy as np

from rnnlib.text import EOS, tokens

POSITIVE = tuple(
    "good great excellent wonderful lovely nice fantastic amazing brilliant delightful awesome "
    "perfect beautiful interesting".split()
)
NEGATIVE = tuple(
    "bad terrible awful horrible boring sad disappointing dull annoying unpleasant poor stupid "
    "weak ugly".split()
)
UNCOUNTED = ("news", "weather", "food", "music", "service", "acting")  # good food, but a good film
COUNTED = tuple("film movie book story song idea plan day place game show ending hotel".split())
NOUNS = UNCOUNTED + COUNTED
INTENSIFIERS = ("very", "really", "so", "truly", "particularly")
FORMS = {"one": 0.3, "and": 0.1, "but": 0.2, "although first": 0.1, "although later": 0.3}

# What a clause can be; a name in capital letters stands for one of its lines below.
AFFIRMED = (
    *("ONE IS HOW ADJECTIVE",) * 3,
    "MANY ARE HOW ADJECTIVE",
    "SHORT HOW ADJECTIVE",
    *("IT IS KIND",) * 2,
    *("WHO REALLY LIKE WHAT", "WHO REALLY LIKED WHAT") * 2,
    "WE think ONE IS HOW ADJECTIVE",
    "WE thought ONE was HOW ADJECTIVE",
)
NEGATED = (
    *("ONE IS_NOT HOW ADJECTIVE AT_ALL",) * 3,
    "MANY ARE_NOT HOW ADJECTIVE AT_ALL",
    "SHORT not HOW ADJECTIVE AT_ALL",
    *("IT IS_NOT KIND",) * 2,
    *("WHO DO_NOT LIKE WHAT AT_ALL",) * 3,
    "WHO never LIKED WHAT",
    "WE DO_NOT think ONE IS HOW ADJECTIVE",
    "there THERE nothing HOW ADJECTIVE about WHAT",
)
ALONE = ("HOW ADJECTIVE", "KIND")  # "not a good film": no clause, so never beside "although"
RULES = {
    "ONE": ("IT", "THE NOUN", "THE NOUN"),
    "IT": ("this", "that", "it"),
    "SHORT": ("it's", "that's"),
    "MANY": ("they", "the PLURAL", "the PLURAL"),
    "PLURAL": ("actors", "people", "songs", "rooms"),
    "THE": ("the", "the", "this", "that"),
    "NOUN": NOUNS,
    "WHAT": ("IT", "THE NOUN", "THE NOUN", "the PLURAL"),
    "WHO": ("i", "i", "i", "we", "you", "they"),
    "WE": ("i", "i", "we"),
    "IS": ("is", "was"),
    "IS_NOT": ("is not", "was not", "isn't", "wasn't", "is never", "was never"),
    "ARE": ("are", "were"),
    "ARE_NOT": ("are not", "were not", "aren't", "weren't", "are never", "were never"),
    "DO_NOT": ("don't", "do not", "didn't", "did not"),
    "THERE": ("is", "was"),
    "AT_ALL": ("",) * 6 + ("at all",),
    "HOW": ("",) * 10 + INTENSIFIERS,
    "VERY": ("",) * 8 + tuple(how for how in INTENSIFIERS if how != "so"),
    "REALLY": ("", "", "", "really"),
    "KIND": ("VERY ADJECTIVE UNCOUNTED", "a VERY ADJECTIVE COUNTED", "a VERY ADJECTIVE COUNTED"),
    "UNCOUNTED": UNCOUNTED,
    "COUNTED": COUNTED,
    "END": (".",) * 6 + ("!", "!!!", ", right?"),
}
VERBS = {"LIKE": ("love", "like", "enjoy"), "LIKED": ("loved", "liked", "enjoyed")}
BAD_VERBS = {"LIKE": ("hate", "dislike"), "LIKED": ("hated", "disliked")}
GOOD = {**RULES, **VERBS, "ADJECTIVE": POSITIVE}
BAD = {**RULES, **BAD_VERBS, "ADJECTIVE": NEGATIVE}
NEGATIONS = frozenset("not isn't wasn't aren't weren't never don't didn't nothing".split())


def sentence(rng: np.random.Generator, label: int, form: str) -> str:
    """A sentence of this form that is positive (label 1) or negative (label 0)."""
    other = label if form == "and" else rng.random() < 0.5
    alone = not form.startswith("although")
    decides = clause(rng, label, alone)
    if form == "one":
        text = decides
    elif form == "and":
        text = f"{decides} and {clause(rng, other, alone)}"
    elif form == "but":
        text = f"{clause(rng, other, alone)} but {decides}"
    elif form == "although first":
        text = f"although {clause(rng, other, alone)}, {decides}"
    elif form == "although later":
        text = f"{decides} although {clause(rng, other, alone)}"
    else:
        raise ValueError(f"form = {form!r}, expected one of {', '.join(FORMS)}")
    text = re.sub(r"\ba (?=[aeiou])", "an ", re.sub(r"\bi\b", "I", text))
    return text[0].upper() + text[1:] + _pick(rng, RULES["END"])


def clause(rng: np.random.Generator, positive: int, alone: bool = False) -> str:
    """A statement that is positive or not; half of them need a negation for that.

    `alone` allows a few words without a verb too, such as "not a good film".
    """
    negated = rng.random() < 0.5
    rules = GOOD if bool(positive) != negated else BAD
    if alone and rng.random() < 0.1:
        said = ("not " if negated else "") + _pick(rng, ALONE)
    else:
        said = _pick(rng, NEGATED if negated else AFFIRMED)
    return " ".join(_words(rng, said, rules))


def _words(rng, line, rules):
    """The words of a line: what has lines of its own is replaced by one of them."""
    for name in line.split():
        if name in rules:
            yield from _words(rng, _pick(rng, rules[name]), rules)
        else:
            yield name


def _pick(rng, options):
    return options[int(rng.random() * len(options))]


# --- what a sentence is made of --------------------------------------------------------------

_PLACES = {
    word: name
    for name, words in {
        "ADJECTIVE": POSITIVE + NEGATIVE,
        "NOUN": NOUNS,
        "PLURAL": RULES["PLURAL"],
        "IT": RULES["IT"],
        "HOW": INTENSIFIERS,
        "LIKE": VERBS["LIKE"] + BAD_VERBS["LIKE"],
        "LIKED": VERBS["LIKED"] + BAD_VERBS["LIKED"],
    }.items()
    for word in words
}


def template(text: str) -> frozenset:
    """What is left of a sentence without its nouns, adjectives and verbs, in a set of one.

    "The film was not good." -> the NOUN was not ADJECTIVE
    """
    words = [_PLACES.get(word, word) for word in tokens(text)]
    return frozenset([" ".join(word for word in words if word not in (EOS, "!", "?", "right"))])


def negated_words(text: str) -> frozenset:
    """The pairs of a negation and the word that it turns round, such as ("isn't", "good")."""
    found, negation = set(), None
    for word in tokens(text):
        if word in NEGATIONS:
            negation = word
        elif word in ("and", "but", "although"):
            negation = None
        elif negation and _PLACES.get(word) in ("ADJECTIVE", "LIKE", "LIKED"):
            found.add((negation, word))
    return frozenset(found)
