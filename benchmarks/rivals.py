"""Who else could read a sentence: the rivals of the RNN, each with the same care.

Each gets (training, validation, seed), chooses its settings on the validation sentences, and gives
a function: texts in, a row of True (positive) and False out.
"""

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from rnnlib import (
    RNN,
    Adam,
    DenseNet,
    Vocabulary,
    accuracy,
    binary_cross_entropy,
    encode,
    fit,
    predict,
    tokens,
)


def linear(train, valid, n=1):
    """Logistic regression on the counts of all pieces of one to n words; its strength is chosen."""
    count = CountVectorizer(analyzer=lambda text: _pieces(tokens(text), n))
    x, x_valid = count.fit_transform(train.texts), count.transform(valid.texts)
    tried = [LogisticRegression(C=C, max_iter=3000).fit(x, train.labels) for C in (0.1, 1.0, 10.0)]
    best = max(tried, key=lambda model: model.score(x_valid, valid.labels))
    return lambda texts: best.predict(count.transform(texts)) == 1


def _pieces(words, n):
    return [" ".join(words[i : i + k]) for k in range(1, n + 1) for i in range(len(words) - k + 1)]


def bag_with_a_hidden_layer(train, valid, seed):
    """A dense net that reads the counts of the words: 16 or 64 units, the best of 20 epochs."""
    vocabulary = Vocabulary.of([tokens(text) for text in train.texts])
    (x, y), (x_valid, y_valid) = encode(train, vocabulary), encode(valid, vocabulary)
    x, x_valid, found = _counts(x), _counts(x_valid), []
    for n_z in (16, 64):
        rng = np.random.default_rng(seed)
        start = DenseNet.initialise(len(vocabulary), n_z, 1, rng=rng)
        how = {"epochs": 20, "optimiser": Adam(0.01), "validation": (x_valid, y_valid)}
        net, _ = fit(start, x, y, binary_cross_entropy, rng=rng, **how)
        found.append((accuracy(net, x_valid, y_valid), n_z, net))
    net = max(found, key=lambda each: each[:2])[2]
    return lambda texts: predict(net, _counts(_one_hot(texts, vocabulary)))[:, 0] > 0.5


def _counts(x):
    return np.array([np.asarray(sentence).sum(axis=0) for sentence in x])


def _one_hot(texts, vocabulary):
    return [vocabulary.one_hot(tokens(text)) for text in texts]


def rnn(train, valid, seed, n_z=16, rate=0.006, epochs=24):
    """The recipe of lesson 03b: (model, vocabulary)."""
    vocabulary = Vocabulary.of([tokens(text) for text in train.texts])
    rng = np.random.default_rng(seed)
    start = RNN.initialise(len(vocabulary), n_z, 1, rng=rng)
    how = {"epochs": epochs, "optimiser": Adam(rate), "validation": encode(valid, vocabulary)}
    model, _ = fit(start, *encode(train, vocabulary), binary_cross_entropy, rng=rng, **how)
    return model, vocabulary


def read_by(model, vocabulary):
    """What a trained network says to texts."""
    return lambda texts: predict(model, _one_hot(texts, vocabulary))[:, 0] > 0.5


def cnn(train, valid, seed, epochs=8, longest=24):
    """Two layers of windows of five words, ReLU, the maximum over time: the best epoch."""
    import torch

    torch.manual_seed(seed)
    torch.set_num_threads(1)
    vocabulary = Vocabulary.of([tokens(text) for text in train.texts])
    layers = torch.nn.Sequential(
        torch.nn.Conv1d(32, 64, 5, padding="same"),
        torch.nn.ReLU(),
        torch.nn.Conv1d(64, 64, 5, padding="same"),
        torch.nn.ReLU(),
        torch.nn.AdaptiveMaxPool1d(1),
        torch.nn.Flatten(),
        torch.nn.Linear(64, 1),
    )
    embed = torch.nn.Embedding(len(vocabulary) + 1, 32, padding_idx=len(vocabulary))

    def numbers(texts):
        """(n, longest): the words of each text, then "nothing is here"."""
        rows = np.full((len(texts), longest), len(vocabulary))
        for row, text in zip(rows, texts, strict=True):
            found = vocabulary.indices(tokens(text))[:longest]
            row[: len(found)] = found
        return torch.from_numpy(rows)

    def score(x):
        return layers(embed(x).transpose(1, 2))[:, 0]

    optimiser = torch.optim.Adam([*embed.parameters(), *layers.parameters()], lr=0.002)
    x, y = numbers(train.texts), torch.from_numpy(train.labels).float()
    x_valid, best, kept = numbers(valid.texts), -1.0, None
    for _ in range(epochs):
        for places in torch.randperm(len(x)).split(32):
            optimiser.zero_grad()
            loss = torch.nn.functional.binary_cross_entropy_with_logits(score(x[places]), y[places])
            loss.backward()
            optimiser.step()
        with torch.no_grad():
            right = ((score(x_valid) > 0).numpy() == valid.labels).mean()
        if right > best:
            best = right
            kept = [{k: v.clone() for k, v in m.state_dict().items()} for m in (embed, layers)]
    for module, state in zip((embed, layers), kept, strict=True):
        module.load_state_dict(state)

    def positive(texts):
        with torch.no_grad():
            return (score(numbers(texts)) > 0).numpy()

    return positive
