"""The grammar: every label has its reason in the sentence, and nothing else tells it.

The sentences are read here by a parser of its own: it looks for words that say something good or
bad, for negations and for what joins two clauses, and knows nothing of the rules that made them.
"""

import itertools
import re
from collections import Counter
from statistics import NormalDist

import numpy as np
import pytest

from rnnlib import generated_sentences, hold_out, sentences_with_a_short_cut, split, tokens
from rnnlib.data.grammar import (
    FORMS,
    INTENSIFIERS,
    NEGATIVE,
    NOUNS,
    POSITIVE,
    negated_words,
    polarity,
    template,
)

GOOD_WORDS = {*POSITIVE, "love", "loved", "like", "liked", "enjoy", "enjoyed"}
BAD_WORDS = {*NEGATIVE, "hate", "hated", "dislike", "disliked"}
TURNS = {"not", "never", "nothing"}  # and all that ends in n't
CORPORA = 10


def seeded(seed=0):
    return np.random.default_rng(seed)


@pytest.fixture(scope="module")
def corpora():
    return [generated_sentences(2000, seeded(seed)) for seed in range(CORPORA)]


def said_by(clause):
    """1 or 0: one word that says something, turned round by a negation before it."""
    words = clause.split()
    (place,) = [i for i, word in enumerate(words) if word in GOOD_WORDS | BAD_WORDS]
    turned = sum(word in TURNS or word.endswith("n't") for word in words[:place])
    assert turned in (0, 1), clause
    return int((words[place] in GOOD_WORDS) != bool(turned))


def parsed(text):
    """(form, polarities of the clauses in the order of reading, place of the one that decides)."""
    line = re.sub(r"(, right\?|[.!]+)$", "", text.lower())
    if line.startswith("although "):
        first, second = line.removeprefix("although ").split(", ")
        return "although first", [said_by(first), said_by(second)], 1
    for joint, form, decides in (
        (" although ", "although later", 0),
        (" but ", "but", 1),
        (" and ", "and", 0),
    ):
        if joint in line:
            return form, [said_by(part) for part in line.split(joint)], decides
    return "one", [said_by(line)], 0


# --- the label has its reason in the sentence ----------------------------------------------------


@pytest.mark.slow
def test_the_deciding_clause_is_the_label_in_every_form(corpora):
    for text, label in itertools.chain(*corpora):
        _, said, decides = parsed(text)
        assert said[decides] == label, text


def test_and_joins_two_clauses_that_say_the_same(corpora):
    for text, label in itertools.chain(*corpora):
        form, said, _ = parsed(text)
        assert form != "and" or said == [label, label], text


def test_forms_come_as_often_as_the_grammar_says(corpora):
    found = Counter(parsed(text)[0] for text, _ in itertools.chain(*corpora))
    n = 2000 * CORPORA
    for form, share in FORMS.items():
        assert abs(found[form] - share * n) < 5 * np.sqrt(n * share * (1 - share)), (form, found)


# --- and nothing else tells it -------------------------------------------------------------------


def signs(text):
    """All that a short cut could hold on to, as (kind, value)."""
    words = tokens(text)[:-1]
    form, said, decides = parsed(text)
    bad = sum(word in BAD_WORDS for word in words)
    yield from {("word", word) for word in words}
    yield from {("word in this form", form, word) for word in words}
    yield from (("first word", words[0]), ("last word", words[-1]), ("length", len(words)))
    yield from (("form", form), ("bad words", bad), ("template", min(template(text))))
    yield ("negations", sum(word in TURNS or word.endswith("n't") for word in words))
    yield ("form and number of bad words", form, bad)
    if form not in ("one", "and"):
        yield ("clause that does not decide", form, said[1 - decides])


def too_far(counts, chance=0.01):
    """The signs that go with a label more often than they may.

    If a sign has nothing to do with the label, the number of positive sentences among the n that
    have it is binomial (n, ½): mean n/2, standard deviation √n/2. Bonferroni: with K signs at which
    one looks, each gets the chance 0.01/K of a false alarm, so all together get 0.01.
    """
    limit = NormalDist().inv_cdf(1 - chance / (2 * len(counts)))
    return {
        sign: (positive, n)
        for sign, (positive, n) in counts.items()
        if abs(positive - n / 2) > limit * np.sqrt(n) / 2
    }


def counted(corpora):
    """Each sign of each corpus that occurs at least 20 times: (positive, all)."""
    counts = {}
    for i, corpus in enumerate(corpora):
        both = Counter((sign, label) for text, label in corpus for sign in signs(text))
        for sign in {sign for sign, _ in both}:
            n = both[sign, 0] + both[sign, 1]
            if n >= 20:
                counts[i, *sign] = both[sign, 1], n
    return counts


@pytest.mark.slow
def test_no_short_cut_exceeds_chance_by_more_than_sampling_noise_in_ten_corpora(corpora):
    counts = counted(corpora)
    assert len(counts) > 2000  # words, words in each form, templates, lengths, clauses …
    assert too_far(counts) == {}


@pytest.mark.slow
def test_no_short_cut_exceeds_chance_in_all_corpora_taken_together(corpora):
    together = Counter()
    for (_, *sign), (positive, n) in counted(corpora).items():
        together[(*sign, "positive")] += positive
        together[(*sign, "all")] += n
    counts = {
        sign[:-1]: (together[(*sign[:-1], "positive")], n)
        for sign, n in together.items()
        if sign[-1] == "all"
    }
    assert too_far(counts) == {}


def test_the_small_grammar_has_no_short_cut_either():
    assert (
        too_far(counted([generated_sentences(2000, seeded(s), small=True) for s in (0, 1)])) == {}
    )


def test_the_old_grammar_is_caught_by_the_same_test():
    old = [sentences_with_a_short_cut(2000, seeded(seed)) for seed in range(2)]
    caught = {sign[1] for sign in too_far(counted(old))}
    assert "clause that does not decide" in caught


def test_the_first_and_the_last_clause_decide_equally_often(corpora):
    """So who reads only one is right in three of four sentences with "but" or "although"."""
    right = Counter()
    for text, label in itertools.chain(*corpora):
        form, said, _ = parsed(text)
        if form not in ("one", "and"):
            right["n"] += 1
            right["first"] += said[0] == label
            right["last"] += said[-1] == label
    noise = 4 * np.sqrt(right["n"] * 0.75 * 0.25)  # four standard deviations, binomial
    assert abs(right["first"] - 0.75 * right["n"]) < noise
    assert abs(right["last"] - 0.75 * right["n"]) < noise


def test_counting_words_with_a_linear_model_is_at_chance():
    text = pytest.importorskip("sklearn.feature_extraction.text")
    linear = pytest.importorskip("sklearn.linear_model")
    train, test = split(generated_sentences(3000, seeded()), 1 / 3, seeded())
    count = text.CountVectorizer(analyzer=tokens)
    bag = linear.LogisticRegression(max_iter=1000).fit(
        count.fit_transform(train.texts), train.labels
    )
    noise = 4 * np.sqrt(0.25 / len(test))  # four standard deviations: 0.06
    assert abs(bag.score(count.transform(test.texts), test.labels) - 0.5) < noise


# --- the words -----------------------------------------------------------------------------------


def test_words_of_every_day_are_known(corpora):
    known = {word for text, _ in corpora[0] for word in tokens(text)}
    everyday = (
        "i we you they this that it the a an is was are were isn't wasn't not never don't didn't "
        "love like hate enjoy loved liked hated enjoyed think really very so and but although "
        "nothing about there it's that's movie film food service music book ! ?"
    )
    assert known >= set(everyday.split())
    assert known >= {*POSITIVE, *NEGATIVE, *NOUNS, *INTENSIFIERS}
    assert len(known) < 130


def test_the_sentence_of_the_lecture_and_its_negation_are_sentences_of_the_grammar():
    short = dict(generated_sentences(4000, seeded(), max_tokens=6, forms=("one",), small=True))
    assert short["This is good news."] == 1
    assert short["This is not good news."] == 0
    assert short["The news is good."] == 1


def test_the_english_is_correct(corpora):
    for text, _ in corpora[0]:
        assert text[0].isupper() and re.search(r"[a-z](\.|!|!!!|, right\?)$", text), text
        assert "  " not in text and not re.search(r"\bi\b", text), text
        for one, two in itertools.pairwise(re.sub(r"[.!?,]", "", text).lower().split()):
            if one in ("a", "an"):
                assert (one == "an") == (two[0] in "aeiou"), text
            if one in ("they", "actors", "people", "songs", "rooms"):
                assert two not in ("is", "was", "isn't", "wasn't"), text
            assert one not in ("don't", "didn't") or two not in ("liked", "loved", "hated"), text
        assert not re.search(r"\ba \w+ (news|weather|food|music|service|acting)\b", text), text


# --- what is asked for ---------------------------------------------------------------------------


def test_sentences_are_different_half_of_them_positive_and_of_the_length_asked_for():
    part = generated_sentences(400, seeded(), min_tokens=6, max_tokens=11)
    assert len(part) == len(set(part.texts)) == 400 == 2 * part.labels.sum()
    assert {len(tokens(text)) for text in part.texts} <= set(range(6, 12))
    assert len(generated_sentences(401, seeded())) == 401


def test_only_the_forms_asked_for_come():
    part = generated_sentences(200, seeded(), forms=("and", "although first"))
    assert {parsed(text)[0] for text, _ in part} == {"and", "although first"}
    small = generated_sentences(200, seeded(), small=True)
    assert {parsed(text)[0] for text, _ in small} == {"one", "but"}


def test_the_same_rng_gives_the_same_sentences():
    assert generated_sentences(50, seeded(3)).texts == generated_sentences(50, seeded(3)).texts
    assert generated_sentences(50, seeded(3)).texts != generated_sentences(50, seeded(4)).texts


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"n": 0}, "n = 0"),
        ({"n": -3}, "n = -3"),
        ({"n": 5, "max_tokens": 1}, "gave only 0 different"),
        ({"n": 5, "min_tokens": 50, "max_tokens": 60}, "50 to 60 tokens"),
        ({"n": 999, "max_tokens": 2, "small": True}, "ask for fewer"),
        ({"n": 5, "forms": "but"}, "forms = 'but', expected some of"),
        ({"n": 5, "forms": ("or",)}, "forms = .*or.*expected some of"),
        ({"n": 5, "forms": ("and",), "small": True}, r"expected some of \('one', 'but'\)"),
        ({"n": 5, "forms": ()}, "forms = "),
    ],
)
def test_what_the_grammar_cannot_give_is_said(arguments, says):
    with pytest.raises(ValueError, match=says):
        generated_sentences(rng=seeded(), **arguments)


def test_the_library_reads_a_clause_as_the_parser_of_the_tests_does(corpora):
    for text, _ in corpora[0]:
        form, said, _ = parsed(text)
        if form == "but":
            assert [polarity(clause) for clause in text.split(" but ")] == said, text


# --- what is new ---------------------------------------------------------------------------------


def test_a_template_is_the_sentence_without_its_nouns_adjectives_and_verbs():
    assert template("The film was not good.") == {"the NOUN was not ADJECTIVE"}
    assert template("The food was not sad!!!") == {"the NOUN was not ADJECTIVE"}
    assert template("I really love it, right?") == {"i HOW LIKE IT"}


def test_negated_words_are_pairs_within_a_clause():
    assert negated_words("The film isn't good but I never liked it.") == {
        ("isn't", "good"),
        ("never", "liked"),
    }
    assert negated_words("It was never a film but bad.") == frozenset()


@pytest.mark.parametrize("made_of", [template, negated_words])
def test_what_is_held_out_has_something_that_the_rest_never_has(corpora, made_of):
    rest, new = hold_out(corpora[0], made_of, 0.2, seeded())
    assert len(rest) + len(new) == len(corpora[0]) and len(new) > 100
    seen = frozenset().union(*(made_of(text) for text in rest.texts))
    assert all(not made_of(text) <= seen for text in new.texts)


def test_a_fraction_to_hold_out_is_a_share(corpora):
    with pytest.raises(ValueError, match="fraction = 2"):
        hold_out(corpora[0], template, 2, seeded())


# --- the short cut -------------------------------------------------------------------------------


def test_the_old_grammar_still_has_its_short_cut():
    contrasts = [
        (t, label) for t, label in sentences_with_a_short_cut(1000, seeded()) if " but " in t
    ]
    assert len(contrasts) > 300
    for text, label in contrasts:
        form, (first, second), _ = parsed(text)
        assert form == "but" and second == label == 1 - first, text


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"n": 0}, "n = 0"),
        ({"n": 5, "max_tokens": 3}, "gave only 0"),
        ({"n": 999, "max_tokens": 4}, "fewer"),
    ],
)
def test_what_the_old_grammar_cannot_give_is_said(arguments, says):
    with pytest.raises(ValueError, match=says):
        sentences_with_a_short_cut(rng=seeded(), **arguments)
