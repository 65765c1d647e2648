"""Sentences, choices, masks, bits and conclusions as learners would give them."""

import numpy as np

from tests.rnnlib.exercises.plausible.answers import collection

WRONG, RIGHT, wrong, right = collection()
BAG, LINE, EXPOSE = "E18.same_bag", "E18.bag_but_no_line", "E18.exposing"

wrong(BAG, "a word that only one of them has")(lambda: ("This is good.", "This is bad."))
wrong(BAG, "a word that only one of them has")(lambda: ("it is good", "it is not good"))
wrong(BAG, "another order, the same meaning")(
    lambda: ("the film is very good", "very good is the film")
)
wrong(BAG, "twice the same sentence")(lambda: ("it is good", "It is good!"))
wrong(BAG, "a word that the rule does not know")(lambda: ("I love it", "I hate it"))
wrong(BAG, "a clause without exactly one word of praise or blame")(
    lambda: ("it is good not bad", "it is bad not good")
)
wrong(BAG, "the same words, but not as often")(
    lambda: ("it is not bad but good", "it is not bad but not good")
)
wrong(BAG)(lambda: "it is good but bad")
right(BAG)(lambda: ("The film is bad, but it isn't sad!", "The film isn't bad, but it is sad!"))
right(BAG)(lambda: np.array(["the book is never sad but nice", "the book is sad but never nice"]))

wrong(LINE, "two different bags only")(lambda: ("this is good", "this is not good"))
wrong(LINE, "no bag can tell them apart")(
    lambda: (["good but bad", "bad but good"][1:], ["good but bad"])
)
wrong(LINE, "one word is enough")(lambda: (["it is good", "the film is good"], ["it is bad"]))
wrong(LINE, "a weighted sum is enough")(
    lambda: (["this is good", "this is nice"], ["this is bad", "this is sad"])
)
wrong(LINE, "a weighted sum is enough")(
    lambda: (["this is good", "it is not bad"], ["this is bad"])
)
wrong(LINE, "a sentence on the wrong side")(
    lambda: (["this is good", "this is bad"], ["this is not good", "this is not bad"])
)
wrong(LINE, "all on one side")(lambda: (["this is good", "this is not bad"], []))
right(LINE)(lambda: (["it is great", "it is never awful"], ["it is awful", "it is never great"]))
right(LINE)(
    lambda: (
        ["the film is good", "the film is not bad", "this is nice"],
        ["the film is bad", "the film is not good", "this is dull"],
    )
)

wrong(EXPOSE, "the halves contradict each other")(
    lambda: (["The food is bad but the film is good."], ["It is nice but it is sad."])
)
wrong(EXPOSE, "no contrast in it")(lambda: ("The film is good.", "The film is bad."))
wrong(EXPOSE, "all on one side")(lambda: (["this is good but nice"], []))
wrong(EXPOSE, "a sentence on the wrong side")(
    lambda: (["this is sad but bad"], ["this is good but nice"])
)
wrong(EXPOSE, "a word that the rule does not know")(
    lambda: ("the pizza is good but the film is nice", "this is bad but sad")
)
wrong(EXPOSE, "a clause without exactly one word of praise or blame")(
    lambda: ("it is a film but it is good", "it is a book but it is bad")
)
wrong(EXPOSE, "no contrast in it")(
    lambda: ("it is good but nice but great", "it is bad but sad but awful")
)
right(EXPOSE)(
    lambda: ("The food isn't bad but the film is not boring", "It is never nice but it is sad")
)

CHOOSE = "E19.choose"


def chosen(by=None, report=None, add=1):
    """Somebody's choice: what is looked at, what is reported, from where epochs are counted."""

    def choose(rates, training, validation, test):
        table = by(training, validation, test) if by else validation.mean(1)
        r, e = np.argwhere(table == table.min())[0]
        loss = report(validation, test, r, e) if report else test[r, :, e].mean()
        return rates[r], e + add, loss

    return choose


wrong(CHOOSE, "chosen on the test data")(chosen(lambda t, v, s: s.mean(1)))
wrong(CHOOSE, "chosen on the training data")(chosen(lambda t, v, s: t.mean(1)))
wrong(CHOOSE, "the luckiest start decides")(chosen(lambda t, v, s: v.min(1)))
wrong(CHOOSE, "only the first start is looked at")(chosen(lambda t, v, s: v[:, 0, :]))
wrong(CHOOSE, "epochs counted from 0")(chosen(add=0))
wrong(CHOOSE, "the validation loss is reported")(
    chosen(report=lambda v, s, r, e: v[r, :, e].mean())
)
wrong(CHOOSE, "the test loss of the luckiest start")(
    chosen(report=lambda v, s, r, e: s[r, :, e].min())
)
wrong(CHOOSE, "the best test loss of this rate is reported")(
    chosen(report=lambda v, s, r, e: s[r].mean(0).min())
)
wrong(CHOOSE, "the test loss at the last epoch")(
    chosen(report=lambda v, s, r, e: s[r, :, -1].mean())
)
wrong(CHOOSE, "epochs counted from 0", "the validation loss is reported")(
    chosen(report=lambda v, s, r, e: v[r, :, e].mean(), add=0)
)
wrong(CHOOSE)(chosen(report=lambda v, s, r, e: s.min()))
wrong(CHOOSE)(chosen(lambda t, v, s: (v + s).mean(1)))
right(CHOOSE)(chosen(lambda t, v, s: np.add.reduce(v, 1)))

MASKS, BITS, HEAT = "E20.masks", "E20.bits_by_hand", "E20.reheated"


def marked(label=None, tags=None, word=None, translation=None):
    def masks(n, T):
        found = [range(n - 1, n), range(n), range(n - 1), range(n, T)]
        for i, other in enumerate((label, tags, word, translation)):
            found[i] = other(n, T) if other else found[i]
        return tuple([int(t in asked) for t in range(T)] for asked in found)

    return masks


wrong(MASKS, "the label is asked at the padded end")(marked(lambda n, T: [T - 1]))
wrong(MASKS, "the label is asked at every word")(marked(lambda n, T: range(n)))
wrong(MASKS, "the label is asked one step too late")(marked(lambda n, T: [n]))
wrong(MASKS, "padding gets a tag")(marked(tags=lambda n, T: range(T)))
wrong(MASKS, "a word is expected after <eos>")(marked(word=lambda n, T: range(n)))
wrong(MASKS, "the second word is never asked for")(marked(word=lambda n, T: range(1, n)))
wrong(MASKS, "the translation is asked at all steps")(marked(translation=lambda n, T: range(T)))
wrong(MASKS, "it writes while it reads the last word")(
    marked(translation=lambda n, T: range(n - 1, T))
)
wrong(MASKS, "the label is asked at the padded end", "a word is expected after <eos>")(
    marked(label=lambda n, T: [T - 1], word=lambda n, T: range(n))
)
right(MASKS)(marked())
right(MASKS)(lambda n, T: np.array(marked()(n, T)))

wrong(BITS, "the whole text in place of a letter")(lambda: (7, 128))
wrong(BITS, "the natural logarithm")(lambda: (-np.log([0.5, 0.5, 0.125, 0.25]).mean(), 3.36))
wrong(BITS, "the mean of the probabilities first")(lambda: (-np.log2(0.34375), 2.9))
wrong(BITS, "the table read the other way")(lambda: (1.5, 2.83))
wrong(BITS, "the first letter is left out")(lambda: (2.0, 4.0))
wrong(BITS, "a minus sign too many, or one too few")(lambda: (-1.75, 2**-1.75))
wrong(BITS, "e to the power of the bits")(lambda: (1.75, np.e**1.75))
wrong(BITS, "one divided by the perplexity")(lambda: (1.75, 0.297))
wrong(BITS)(lambda: 1.75)
wrong(BITS)(lambda: (1.25, 2.38))
right(BITS)(lambda: ["1.75", "3.364"] and [1.75, 3.364])

wrong(HEAT, "hot and cold exchanged")(lambda p, T: p**T / (p**T).sum(-1, keepdims=True))
wrong(HEAT, "the probabilities are divided in place of the scores")(lambda p, T: p)
wrong(HEAT, "it does not sum to 1")(lambda p, T: np.exp(np.log(p) / T))
wrong(HEAT, "probabilities taken for scores")(
    lambda p, T: np.exp(p / T) / np.exp(p / T).sum(-1, keepdims=True)
)
wrong(HEAT, "the probabilities are divided in place of the scores", "it does not sum to 1")(
    lambda p, T: p / T
)
wrong(HEAT, "the sum over the whole table")(lambda p, T: p ** (1 / T) / (p ** (1 / T)).sum())
right(HEAT)(lambda p, T: (lambda s: s / s.sum(1)[:, None])(np.exp(np.log(p) * T**-1)))

GONE = "E22.is_gone"


def by_pairs(same, other=lambda a, b: a != b):
    def is_gone(states, labels):
        pairs = [(i, j) for i in range(len(states)) for j in range(i)]
        return any(same(states[i], states[j]) and other(labels[i], labels[j]) for i, j in pairs)

    return is_gone


wrong(GONE, "faint taken for gone")(by_pairs(lambda a, b: np.allclose(a, b, atol=1e-4)))
wrong(GONE, "one equal number is enough")(by_pairs(lambda a, b: (a == b).any()))
wrong(GONE, "equal states, whatever their labels")(
    by_pairs(lambda a, b: (a == b).all(), lambda a, b: True)
)
wrong(GONE, "gone and there exchanged")(
    lambda states, labels: not by_pairs(lambda a, b: (a == b).all())(states, labels)
)


@wrong(GONE, "equal means, so nothing can be read")
def by_means(states, labels):
    return bool(np.linalg.norm(states[labels == 0].mean(0) - states[labels == 1].mean(0)) < 0.1)


@wrong(GONE, "equal means, so nothing can be read")
def by_correlation(states, labels):
    """No unit alone goes with the label."""
    return bool(max(abs(np.corrcoef(unit, labels)[0, 1]) for unit in states.T) < 0.5)


wrong(GONE)(lambda states, labels: 5)
wrong("E22.forgetting", "small is not gone")(lambda: "C")
wrong("E22.forgetting", "true of one network, stated of all")(lambda: "sentence A".split()[-1])
wrong("E22.forgetting")(lambda: "A and B")
wrong("E22.two_settings", "no difference shown is not equality shown")(lambda: "b")
wrong("E22.two_settings", "the best run stands for all")(lambda: "A")
wrong("E22.two_losses", "the smallest of many is too good")(lambda: "D")
wrong("E22.two_losses", "a rise at the end hides what was learned before")(lambda: "(c)")
right(GONE)(by_pairs(np.array_equal))
right(GONE)(lambda states, labels: float(by_pairs(np.array_equal)(states, labels)))
