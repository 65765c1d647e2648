"""Training in the page: a network learns from generated sentences while the reader watches.

The page has the sentences as numbers of words and trains by itself (`trainer.js`), without a
kernel. What it computes is what `rnnlib` computes; its random numbers are its own.
"""

from dataclasses import dataclass
from html import escape

from rnnlib.data.measured import measured
from rnnlib.data.sentences import Sentences
from rnnlib.text import Vocabulary, tokens
from rnnlib.touch.page import component

SETTINGS = {"n_z": 16, "sigma": "tanh", "rate": 0.006, "clip": 1.0, "rounds": 15, "seed": 0}
RATES = (0.001, 0.003, 0.006, 0.02, 0.1, 1.0, 10.0)
SIGMAS = ("tanh", "sigmoid", "relu", "identity")
MOST, LEAST = {"n_z": 64, "rounds": 200, "seed": 9999}, {"seed": 0}
MOST_WORDS, MOST_NUMBERS = 20, 60_000  # of a sentence that is typed; of all sentences in the page


@dataclass(frozen=True)
class LiveTraining:
    """A training that a page does; a notebook shows it as the last value."""

    data: dict

    def html(self):
        """A self-contained piece of HTML."""
        title = "Train a network in this page"
        n, held_out = (len(self.data[part]["x"]) for part in ("train", "valid"))
        first_look = (
            f'<strong>{title}</strong><p class="rnn-first-look">{n:,} sentences to learn from and '
            f"{held_out:,} held out, such as “{escape(self.data['sentence'])}”. They are learned "
            "where the scripts of this page may run.</p>"
        )
        return component("live_training", self.data, first_look, title)

    def _repr_html_(self):
        return self.html()

    def __repr__(self):
        n, held_out = (len(self.data[part]["x"]) for part in ("train", "valid"))
        return f"a training in the page, on {n:,} sentences, {held_out:,} held out"


def train_in_page(
    train: Sentences,
    valid: Sentences,
    *,
    rivals: dict | None = None,
    sentence: str = "The film is not good.",
    **settings,
) -> LiveTraining:
    """A network learns from `train` in the page; how many of `valid` it gets right is shown.

        train_in_page(train, valid, rivals={"bag of words": 0.5})

    rivals    name -> share that others get right, drawn as lines; None: the bags of words that
              were measured on `generated_sentences(…, small=True)`
    sentence  the one whose curve is shown while it learns; the reader may type another
    settings  what the reader begins with: n_z, sigma (a name), rate, clip (None: never), rounds,
              seed
    Raises ValueError for unknown settings, for no sentences, and for more than a page should hold.
    """
    settings = _settings(settings)
    if not len(train) or not len(valid):
        raise ValueError(
            f"{len(train)} sentences to learn from and {len(valid)} held out: expected some of each"
        )
    words = [tokens(text) for text in train.texts]
    if sum(map(len, words)) > MOST_NUMBERS:
        raise ValueError(
            f"the sentences have {sum(map(len, words)):,} words, expected at most {MOST_NUMBERS:,} "
            "in a page: give fewer sentences"
        )
    vocabulary = Vocabulary.of(words)
    if rivals is None:
        means = measured("trained in the page").means
        rivals = {
            f"bag of words, {kind}": means[f"bag, {kind}"] for kind in ("linear", "hidden layer")
        }
    return LiveTraining(
        {
            "vocabulary": vocabulary.words,
            "train": _as_numbers(train, vocabulary),
            "valid": _as_numbers(valid, vocabulary),
            "rivals": [[name, float(share)] for name, share in rivals.items()],
            "sentence": sentence,
            "settings": settings,
            "rates": RATES,
            "most": MOST_WORDS,
        }
    )


def _settings(given):
    """What is given, and the rest of SETTINGS; ValueError for what makes no sense."""
    unknown = set(given) - set(SETTINGS)
    if unknown:
        names = ", ".join(sorted(unknown))
        raise ValueError(f"no setting is called {names}: there are {', '.join(SETTINGS)}")
    found = SETTINGS | given
    if found["sigma"] not in SIGMAS:
        raise ValueError(f"sigma = {found['sigma']!r}, expected one of {', '.join(SIGMAS)}")
    for name, most in MOST.items():
        if found[name] not in range(most + 1) or found[name] < LEAST.get(name, 1):
            raise ValueError(f"{name} = {found[name]}, expected {LEAST.get(name, 1)} to {most}")
    for name, other in (("rate", ""), ("clip", ", or None")):
        if not (found[name] is None and other) and not 0 < found[name] < float("inf"):
            raise ValueError(f"{name} = {found[name]}, expected a number above 0{other}")
    return found


def _as_numbers(data, vocabulary):
    """Each sentence as the numbers of its words, and its label."""
    x = [vocabulary.indices(tokens(text)).tolist() for text in data.texts]
    return {"x": x, "y": data.labels.tolist()}
