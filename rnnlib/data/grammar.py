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
from dataclasses import dataclass

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

# What a clause can be; a name in capital letters stands for one of its lines below. ADJECTIVE, LIKE
# and LIKED are as frequent in the one list as in the other, so no word tells the label.
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
    *("WHO DO_NOT LIKE WHAT AT_ALL", "WHO never LIKED WHAT") * 2,
    "WE DO_NOT think ONE IS HOW ADJECTIVE",
    "there THERE nothing HOW ADJECTIVE about WHAT",
)
ALONE = ("HOW ADJECTIVE", "KIND")  # "not a good film": no clause, so never beside "although"
NEUTRAL = (  # says neither something good nor something bad
    "ONE IS a COUNTED",
    "ONE IS_NOT a COUNTED",
    "IT IS UNCOUNTED",
    "SHORT a COUNTED",
    "WE think ONE IS a COUNTED",
    "WE DO_NOT think IT IS the PLURAL",
    "there THERE a COUNTED",
    "THE NOUN IS there",
    "MANY ARE there",
    "a COUNTED",
    "WHAT",
    "WHO",
)
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
GOOD = {
    "ADJECTIVE": POSITIVE,
    "LIKE": ("love", "like", "enjoy"),
    "LIKED": ("loved", "liked", "enjoyed"),
}
BAD = {"ADJECTIVE": NEGATIVE, "LIKE": ("hate", "dislike"), "LIKED": ("hated", "disliked")}
NEGATIONS = frozenset("not isn't wasn't aren't weren't never don't didn't nothing".split())


@dataclass(frozen=True)
class Grammar:
    """What a clause can be without a negation and with one, and the lines of each name."""

    affirmed: tuple
    negated: tuple
    good: dict
    bad: dict
    forms: dict  # how often each form is drawn

    def sentence(self, rng: np.random.Generator, label: int, form: str) -> str:
        """A sentence of this form that is positive (label 1) or negative (label 0)."""
        other = label if form == "and" else rng.random() < 0.5
        alone = not form.startswith("although")
        decides, beside = self.clause(rng, label, alone), self.clause(rng, other, alone)
        text = {
            "one": decides,
            "and": f"{decides} and {beside}",
            "but": f"{beside} but {decides}",
            "although first": f"although {beside}, {decides}",
            "although later": f"{decides} although {beside}",
        }[form]
        return self._written(rng, text)

    def undecided(self, rng: np.random.Generator) -> str:
        """A sentence that says nothing good or bad, or both: "This is a film." "Good and bad." """
        kind = rng.random()
        if kind < 0.4:
            said = [self.clause(rng, positive, True) for positive in rng.permutation(2)]
            return self._written(rng, " and ".join(said))
        said = [" ".join(_words(rng, _pick(rng, NEUTRAL), self.good)) for _ in range(2)]
        if kind < 0.7:
            return self._written(rng, said[0])
        if kind < 0.8:
            return self._written(
                rng, f"{said[0]} {_pick(rng, ('and', 'but', 'although'))} {said[1]}"
            )
        return self._written(rng, " ".join(rng.permutation(said[0].split())))  # a salad of words

    def _written(self, rng, text):
        """With capital letters, "an", and a sign at the end."""
        text = re.sub(r"\ba (?=[aeiou])", "an ", re.sub(r"\bi\b", "I", text))
        return text[0].upper() + text[1:] + _pick(rng, self.good["END"])

    def clause(self, rng: np.random.Generator, positive: int, alone: bool = False) -> str:
        """A statement that is positive or not; half of them need a negation for that.

        `alone` allows a few words without a verb too, such as "not a good film".
        """
        negated = rng.random() < 0.5
        rules = self.good if bool(positive) != negated else self.bad
        if alone and rng.random() < 0.2:
            said = ("not " if negated else "") + _pick(rng, ALONE)
        else:
            said = _pick(rng, self.negated if negated else self.affirmed)
        return " ".join(_words(rng, said, rules))


EVERYDAY = Grammar(AFFIRMED, NEGATED, RULES | GOOD, RULES | BAD, FORMS)
FEW = RULES | {
    "THE": ("the",),
    "NOUN": NOUNS[:3] + COUNTED[:7],
    "UNCOUNTED": NOUNS[:3],
    "COUNTED": COUNTED[:7],
    "WHAT": ("IT", "THE NOUN", "THE NOUN"),
    "IS": ("is",),
    "IS_NOT": ("is not", "isn't", "is never"),
    "THERE": ("is",),
    "AT_ALL": ("",),
    "END": (".",),
}
SMALL = Grammar(  # ten adjectives of each kind, ten nouns, no verb but "is": for quick trainings
    ("ONE IS HOW ADJECTIVE", "ONE IS HOW ADJECTIVE", "IT IS KIND"),
    (
        *("ONE IS_NOT HOW ADJECTIVE", "IT IS_NOT KIND") * 2,
        "there THERE nothing HOW ADJECTIVE about WHAT",
    ),
    FEW | {"ADJECTIVE": POSITIVE[:10]},
    FEW | {"ADJECTIVE": NEGATIVE[:10]},
    {"one": 0.6, "but": 0.4},
)


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
        "LIKE": GOOD["LIKE"] + BAD["LIKE"],
        "LIKED": GOOD["LIKED"] + BAD["LIKED"],
    }.items()
    for word in words
}


def template(text: str) -> frozenset:
    """What is left of a sentence without its nouns, adjectives and verbs, in a set of one.

    "The film was not good." -> the NOUN was not ADJECTIVE
    """
    words = [_PLACES.get(word, word) for word in tokens(text)]
    return frozenset([" ".join(word for word in words if word not in (EOS, "!", "?", "right"))])


def polarity(clause: str) -> int:
    """What a clause says: 1 for something good, 0 for something bad, turned round by a negation."""
    words = set(tokens(clause))
    good = not words.isdisjoint((*POSITIVE, *GOOD["LIKE"], *GOOD["LIKED"]))
    return int(good == words.isdisjoint(NEGATIONS))


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
