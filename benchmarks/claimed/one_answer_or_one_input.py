"""Lesson 05a: written digits, spelled digits, three words, surnames. Choices on validation data."""

from collections import Counter

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.svm import SVC

from benchmarks.claims import claim
from rnnlib import (
    RNN,
    Adam,
    DenseNet,
    OneToSequence,
    Vocabulary,
    accuracy,
    as_words,
    cross_entropy,
    divide,
    fit,
    generate,
    one_answer,
    only_at_first,
    pad,
    read_in,
    softmax,
    spelled_digits,
    surnames,
    symbols,
    write_out,
)
from rnnlib.data.small_sets import DIGITS

QUIET = {"progress": False}


def parts(data, seed):
    """Training (7 of 10), validation, test (2 of 10)."""
    rest, test = divide(data, 0.2, np.random.default_rng(seed))
    train, valid = divide(rest, 1 / 8, np.random.default_rng(seed))
    return train, valid, test


@claim(
    "digits",
    lesson="05a",
    says="a dense net beats logistic regression, and the nearest neighbour and a support vector "
    "machine beat both; the running mean of 100 networks changes nothing",
    holds=lambda m: (
        m["logistic regression"] < m["dense net"] < m["support vector machine"]
        and abs(m["dense net"] - m["dense net, average 0.99"]) < 0.01
    ),
)
def digits(seed):
    """The share of new images whose digit is right."""
    train, valid, test = parts(spelled_digits(), seed)

    def right(model):
        return model.score(test.inputs, test.targets)

    def checked(model):
        return model.fit(train.inputs, train.targets).score(valid.inputs, valid.targets)

    linear = [LogisticRegression(C=C, max_iter=3000) for C in (0.1, 1.0, 10.0)]
    near = [KNeighborsClassifier(k) for k in (1, 3, 5)]
    machine = [SVC(C=C, gamma="scale") for C in (1.0, 10.0)]
    found = {
        "logistic regression": right(max(linear, key=checked)),
        "nearest neighbours": right(max(near, key=checked)),
        "support vector machine": right(max(machine, key=checked)),
    }
    classes = Vocabulary(DIGITS)
    x_y = [(part.inputs, one_answer(part.targets, classes)) for part in (train, valid, test)]
    for name, average in {"dense net": 0.0, "dense net, average 0.99": 0.99}.items():
        rng = np.random.default_rng(seed)
        start = DenseNet.initialise(64, 32, 10, rng=rng, tau=softmax)
        how = {"epochs": 40, "validation": x_y[1], "average": average, "rng": rng}
        net, _ = fit(start, *x_y[0], cross_entropy, **how, **QUIET)
        found[name] = accuracy(net, *x_y[2])
    return found


def until_eos(numbers, letters):
    """Words from numbers of letters, up to the first <eos>."""
    return ["".join(letters.words[i] for i in row).split("<eos>")[0] for row in numbers]


def not_words(written, right, known):
    """The share of the wrong answers that are no words."""
    wrong = [w for w, r in zip(written, right, strict=True) if w != r]
    return np.mean([w not in known for w in wrong]) if wrong else 0.0


@claim(
    "spelled digits",
    lesson="05a",
    says="told what it wrote, a network writes hardly any words that do not exist; the exact words "
    "are about as many as without",
    holds=lambda m: (
        m["no word, of the wrong ones: without feedback"] > 0.4
        and m["no word, of the wrong ones: with feedback"] < 0.2
        and m["exact: with feedback"] > 0.93
    ),
)
def spelled(seed):
    """Exact words on new images, and what the wrong ones are."""
    train, valid, test = parts(spelled_digits(), seed)
    letters = symbols(train.targets)
    y, y_valid = (pad(write_out(part.targets, letters)) for part in (train, valid))
    how = {"read": "every", "epochs": 30, "average": 0.99, **QUIET}
    rng = np.random.default_rng(seed)
    x, x_valid = ([only_at_first(i, 6) for i in part.inputs] for part in (train, valid))
    speller = RNN.initialise(64, 32, len(letters), rng=rng, tau=softmax)
    speller, _ = fit(speller, x, y, cross_entropy, validation=(x_valid, y_valid), rng=rng, **how)
    spelled = until_eos(speller.run(only_at_first(test.inputs, 6))[1].argmax(-1).T, letters)
    rng = np.random.default_rng(seed)
    writer = OneToSequence.initialise(64, 32, len(letters), rng=rng)
    checked = (valid.inputs, y_valid)
    writer, _ = fit(writer, train.inputs, y, cross_entropy, validation=checked, rng=rng, **how)
    written = ["".join(w) for w in as_words(generate(writer, test.inputs, 6, eos=0), letters)]
    found = {}
    for name, words in {"without feedback": spelled, "with feedback": written}.items():
        found[f"exact: {name}"] = np.mean(
            [a == b for a, b in zip(words, test.targets, strict=True)]
        )
        found[f"no word, of the wrong ones: {name}"] = not_words(words, test.targets, DIGITS)
    return found


@claim(
    "three words",
    lesson="05a",
    says="trained to write aac, bbb or bcb to the same input, a network without feedback writes "
    "bab, which is none of them; with feedback it writes one of the three",
    holds=lambda m: m["without feedback: bab"] == 1 and m["with feedback: one of the three"] == 1,
)
def three_words(seed):
    """The most likely letter at each step, after the same input every time."""
    words = ["aac"] * 40 + ["bbb"] * 35 + ["bcb"] * 25
    letters = Vocabulary(("a", "b", "c"))
    y = [np.eye(3)[letters.indices([*word])] for word in words]
    x = np.ones((1, 1))
    how = {"read": "every", "epochs": 300, "batch_size": 100, **QUIET}
    rng = np.random.default_rng(seed)
    start = RNN.initialise(1, 16, 3, rng=rng, tau=softmax)
    model, _ = fit(start, [only_at_first(x[0], 3)] * 100, y, cross_entropy, rng=rng, **how)
    alone = until_eos(model.run(only_at_first(x, 3))[1].argmax(-1).T, letters)[0]
    start = OneToSequence.initialise(1, 16, 3, rng=rng)
    model, _ = fit(start, np.ones((100, 1)), y, cross_entropy, rng=rng, **how)
    told = "".join(as_words(generate(model, x, 3), letters)[0])
    return {
        "without feedback: bab": alone == "bab",
        "with feedback: one of the three": told in words,
    }


@claim(
    "surnames",
    lesson="05a",
    says="pieces of letters beat the RNN, which is far above the largest class; from the end to "
    "the beginning it reads no better",
    holds=lambda m: (
        m["pieces of 1 to 3 letters"] > m["RNN"] + 0.01
        and m["RNN"] > m["always the largest class"] + 0.4
        and abs(m["RNN"] - m["RNN, names backwards"]) < 0.02
    ),
)
def surnames_and_countries(seed):
    """The share of new names whose list is right, of nine."""
    train, valid, test = parts(surnames(), seed)
    most = Counter(train.targets).most_common(1)[0][0]
    tried = [
        make_pipeline(
            CountVectorizer(analyzer="char_wb", ngram_range=(1, 3), binary=True),
            LogisticRegression(C=C, max_iter=3000),
        ).fit(train.inputs, train.targets)
        for C in (1.0, 10.0)
    ]
    pieces = max(tried, key=lambda model: model.score(valid.inputs, valid.targets))
    found = {
        "always the largest class": np.mean([country == most for country in test.targets]),
        "pieces of 1 to 3 letters": pieces.score(test.inputs, test.targets),
    }
    letters = symbols(train.inputs, first=("<unk>", "<eos>"))
    countries = Vocabulary(sorted(set(train.targets)))
    for name, way in {"RNN": 1, "RNN, names backwards": -1}.items():
        x_y = [
            (read_in([n[::way] for n in part.inputs], letters), one_answer(part.targets, countries))
            for part in (train, valid, test)
        ]
        rng = np.random.default_rng(seed)
        start = RNN.initialise(len(letters), 64, 9, rng=rng, tau=softmax)
        how = {"epochs": 15, "optimiser": Adam(0.005), "average": 0.99, "validation": x_y[1]}
        model, _ = fit(start, *x_y[0], cross_entropy, read="last", rng=rng, **how, **QUIET)
        found[name] = accuracy(model, *x_y[2])
    return found


@claim(
    "05a, the recipes",
    lesson="05a",
    says="on the validation data a running mean of about 100 models is no worse than the last "
    "model; after 12 epochs of surnames and 30 of words more epochs bring little",
    holds=lambda m: (
        m["surnames, 12 epochs, average 0.99"] > m["surnames, 12 epochs"] - 0.005
        and m["surnames, 24 epochs, average 0.99"] < m["surnames, 12 epochs, average 0.99"] + 0.01
        and m["words, 30 epochs, average 0.99"] > m["words, 30 epochs"] - 0.005
        and m["words, 60 epochs, average 0.99"] < m["words, 30 epochs, average 0.99"] + 0.01
    ),
)
def recipes(seed):
    """The share of right answers on the validation data only."""
    found = {}
    train, valid, _ = parts(surnames(), seed)
    letters = symbols(train.inputs, first=("<unk>", "<eos>"))
    countries = Vocabulary(sorted(set(train.targets)))
    x, x_valid = (read_in(part.inputs, letters) for part in (train, valid))
    y, y_valid = (one_answer(part.targets, countries) for part in (train, valid))
    for epochs, average in ((12, 0.0), (12, 0.99), (24, 0.99)):
        rng = np.random.default_rng(seed)
        start = RNN.initialise(len(letters), 64, 9, rng=rng, tau=softmax)
        how = {"epochs": epochs, "optimiser": Adam(0.005), "average": average}
        model, _ = fit(start, x, y, cross_entropy, read="last", rng=rng, **how, **QUIET)
        name = f"surnames, {epochs} epochs" + (f", average {average}" if average else "")
        found[name] = accuracy(model, x_valid, y_valid)
    train, valid, _ = parts(spelled_digits(), seed)
    letters = symbols(train.targets)
    y = pad(write_out(train.targets, letters))
    for epochs, average in ((30, 0.0), (30, 0.99), (60, 0.99)):
        rng = np.random.default_rng(seed)
        writer = OneToSequence.initialise(64, 32, len(letters), rng=rng)
        how = {"read": "every", "epochs": epochs, "average": average}
        writer, _ = fit(writer, train.inputs, y, cross_entropy, rng=rng, **how, **QUIET)
        written = ["".join(w) for w in as_words(generate(writer, valid.inputs, 6, eos=0), letters)]
        name = f"words, {epochs} epochs" + (f", average {average}" if average else "")
        found[name] = np.mean([a == b for a, b in zip(written, valid.targets, strict=True)])
    return found
