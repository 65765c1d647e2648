"""A trained network reads a sentence, word by word, and a sentence of the reader's own.

The page shows f after each word as a curve, and the units folded below. For an `RNN` it can
compute them itself (`network.js`), so that a sentence of one's own needs no kernel.
"""

from dataclasses import dataclass

import numpy as np

from rnnlib.inputs.names import Name
from rnnlib.inputs.values import parameters
from rnnlib.pictures.walk import verdict
from rnnlib.text import UNKNOWN, tokens
from rnnlib.touch.doubt import OF_ANY, RULE, doubt
from rnnlib.touch.explore import MOST_UNITS, MOST_WORDS, in_small_letters, why_not_in_the_page
from rnnlib.touch.reading_table import STYLE, table
from rnnlib.touch.stepper import Frame, Stepper
from rnnlib.trace import record
from rnnlib.views.graph import row
from rnnlib.views.say import number

SAID = {  # the page says the same of a sentence that Python never saw
    "unknown": f", an unknown word, as {UNKNOWN}",
    "on": "t = {t}: reads ‘{word}’{unknown}; f would say {f} if the sentence ended here.",
    "over": "t = {t}: reads ‘{word}’{unknown}; the sentence is over, and f says {f}.",
}


def read_along(model, vocabulary, sentence):
    """A trained network reads a sentence: f after each word as a curve, and its state.

    For up to 64 units and 40 words; raises ValueError beyond. Unknown words and a question are
    doubted; an f near one half is not, because not every network was trained to mean a doubt by it.
    """
    return _read_along(model, vocabulary, sentence, OF_ANY)


def _read_along(model, vocabulary, sentence, rule):
    reading = read(model, vocabulary, sentence, rule)
    data = _words_of_the_page(rule) | {"record": reading.as_data()}
    return Stepper(reading.frames(), f"Reading “{sentence}”", STYLE, kind="reading", data=data)


def own_sentence(model, vocabulary, start="This is good news."):
    """A field for a sentence of your own; the page computes what the network does with it.

    It begins with `start`. An f between 0.1 and 0.9 is doubted too: the network is one that was
    trained to say 0.5 where it does not know. No kernel is needed, because the page has the weights
    of an `RNN`. A network of another kind is shown with `start` alone.
    """
    steps = _read_along(model, vocabulary, start, RULE)
    reason = why_not_in_the_page(model)
    if reason:
        note = f'{reason}. For another sentence, run read_along(model, vocabulary, "…") in a cell.'
        return Stepper(steps.frames, steps.title, STYLE, note, steps.kind, steps.data)
    network = {name: array.tolist() for name, array in parameters(model).items()}
    network |= {"sigma": model.sigma.name, "tau": model.tau.name}
    data = _words_of_the_page(RULE) | {
        "network": network,
        "vocabulary": vocabulary.words,
        "lower": in_small_letters(vocabulary),
        "start": start,
        "most": MOST_WORDS,
    }
    return Stepper(steps.frames, "A sentence of your own", STYLE, kind="reading", data=data)


def _words_of_the_page(rule):
    return {"said": SAID, "doubt": rule}


@dataclass(frozen=True)
class Reading:
    """What a network did with a sentence: its words, as it saw them, its states, and f."""

    words: list
    seen: list  # <unk> for a word that it does not know
    states: np.ndarray  # (T, n_z)
    outputs: list  # f after each word
    rule: dict  # when it is doubted

    def frames(self):
        """One frame for each word."""
        return [Frame(table(self, t), self.said(t)) for t in range(len(self.words))]

    def said(self, t):
        """What happens at step t, in one sentence; after the last word with a doubt, if due."""
        f = f"{number(self.outputs[t])} ({verdict(self.outputs[t])})"
        unknown = SAID["unknown"] if self.seen[t] == UNKNOWN != self.words[t] else ""
        last = t == len(self.words) - 1
        said = SAID["over" if last else "on"]
        said = said.format(t=t, word=self.words[t], unknown=unknown, f=f)
        return (
            f"{said} {doubt(self.words, self.seen, self.outputs[t], self.rule)}".strip()
            if last
            else said
        )

    def as_data(self):
        """The same in lists, for the page."""
        return {
            "words": self.words,
            "seen": self.seen,
            "states": self.states.tolist(),
            "outputs": self.outputs,
        }


def read(model, vocabulary, sentence, rule=RULE):
    """Let a network read a sentence: a `Reading`.

    Raises ValueError for a sentence or a network that is too large to show.
    """
    words = tokens(sentence, lower=in_small_letters(vocabulary))
    if len(words) > MOST_WORDS:
        raise ValueError(f"{len(words)} words are too many to show, at most {MOST_WORDS}")
    trace = record(model, vocabulary.one_hot(words, model.dtype))
    states, outputs = ([row(trace, Name(k, t)) for t in range(trace.T)] for k in "zf")
    n_z, n_f = len(states[0]), len(outputs[0])
    if n_z > MOST_UNITS or n_f != 1:
        raise ValueError(
            f"n_z = {n_z}, n_f = {n_f}: this view shows at most {MOST_UNITS} units and one output"
        )
    outputs = [float(f[0]) for f in outputs]
    return Reading(words, vocabulary.known(words), np.array(states), outputs, rule)
