"""The laboratory: a network that one can touch, in a page, without a kernel.

Every number of the network can be changed there, and every word of the sentence; states, outputs
and the curve follow. The page computes an `RNN` with one output itself (`network.js`); of any other
network it shows the recorded run, and says so.
"""

import warnings
from dataclasses import dataclass, field, replace
from html import escape

import numpy as np

from rnnlib.functions import identity, relu, sigmoid, tanh
from rnnlib.inputs.names import Name
from rnnlib.inputs.values import parameters
from rnnlib.text import EOS, Vocabulary, tokens
from rnnlib.touch import live
from rnnlib.touch.challenges import chosen
from rnnlib.touch.page import component
from rnnlib.trace import Trace, record
from rnnlib.views.graph import row
from rnnlib.views.say import number

MOST_WORDS, MOST_UNITS = 40, 64
MOST_NUMBERS = 50_000  # of a network that is written into a page: about a megabyte
COMPUTED = (tanh, sigmoid, relu, identity)  # the activations of network.js
WELCOME = "Click a word to change it, or drag a number up or down: everything follows."
NO_SCRIPTS = (
    "This is a first look. To touch the network, trust this notebook (View → Activate Command "
    "Palette → Trust Notebook), or run the cell."
)


def explore(model, vocabulary=None, sentence="This is good news.", *, challenge=(), title=""):
    """A laboratory: change a word or a weight, and see the states, f and the curve follow.

        explore(model, vocabulary, "This is good news.")
        explore(record(model, x))            # any recorded run
        explore(record(model, x), words)     # … with a name for each step

        lab = explore(model, vocabulary, "This is good news.")
        lab.live()                           # joined to the kernel (needs anywidget); then
        lab.model, lab.sentence              # … are what the page holds

    challenge is the name of something to try, or several; the page says when it is done.
    For up to 64 units, 40 words and one output; raises ValueError beyond.
    """
    if _is_record(model):
        return _of_trace(model, vocabulary, title)
    if not isinstance(vocabulary, Vocabulary):
        raise ValueError(
            f"vocabulary is {vocabulary!r}, expected a vocabulary, which numbers the words: "
            "explore(model, Vocabulary(words), sentence)"
        )
    words = tokens(sentence, lower=in_small_letters(vocabulary))
    trace = record(model, vocabulary.one_hot(words, model.dtype))
    asked = chosen(challenge)
    return Laboratory(trace, tuple(words), vocabulary, title or "A network to touch", asked)


def _is_record(shown):
    return isinstance(shown, Trace)


def _of_trace(trace, words, title):
    words = tuple(words) if words else tuple(f"t = {t}" for t in range(trace.T or 0))
    if trace.T is None or len(words) != trace.T:
        raise ValueError(
            f"{len(words)} words for a trace of {trace.T} steps: give a word for each step of a "
            "network that has steps"
        )
    return Laboratory(trace, words, None, title or "A network to touch")


def why_not_in_the_page(model):
    """One reason why the page cannot compute this network, "" if it can."""
    if "be computed in the page" not in model.can:
        return f"This page cannot compute a network of the kind {type(model).__name__}"
    others = [f.name for f in (model.sigma, model.tau) if f not in COMPUTED]
    if others:
        return f"This page cannot compute the activation {others[0]}"
    if sum(array.size for array in parameters(model).values()) > MOST_NUMBERS:
        return "This network is too large for a page"
    return ""


@dataclass(frozen=True, eq=False)
class Laboratory:
    """A network with a sentence, to be shown as the last value of a cell."""

    trace: Trace
    words: tuple
    vocabulary: Vocabulary | None
    title: str
    challenges: dict = field(default_factory=dict)
    token: str = ""  # joins the page to this kernel
    heard: dict = field(default_factory=dict)  # what was touched in the page, once it is live

    def __post_init__(self):
        n_z, n_f = len(self.z[0]), len(self.trace.value(Name("f", self.trace.T - 1))[0])
        if len(self.words) > MOST_WORDS or n_z > MOST_UNITS or n_f != 1:
            raise ValueError(
                f"{len(self.words)} words, n_z = {n_z}, n_f = {n_f}: a laboratory shows at most "
                f"{MOST_WORDS} words, {MOST_UNITS} units and one output"
            )

    def _rows(self, letter):
        return [row(self.trace, Name(letter, t)).tolist() for t in range(self.trace.T)]

    @property
    def z(self):
        """The state after each word."""
        return self._rows("z")

    @property
    def f(self):
        """The output after each word, also where the record reads only the last one."""
        return [float(self.trace.model.output(np.array(z_t))[0]) for z_t in self.z]

    def live(self):
        """The same laboratory, joined to the kernel: `model` and `sentence` follow the page.

        For the last line of a cell. Without anywidget it warns, and shows the page as it is. The
        page that is stored in the notebook needs no kernel; a new kernel does not hear it.
        """
        if why_not_in_the_page(self.trace.model) or not live.has_kernel():
            return self
        if not live.can_hear():
            warnings.warn(live.HOW, stacklevel=2)
            return self
        return replace(self, token=live.listen(self.heard))

    @property
    def model(self):
        """The network with the numbers that a live page has now, otherwise as it began."""
        return live.with_changes(self.trace.model, self.heard.get("changed", ()))

    @property
    def sentence(self):
        """The words that a live page has now, otherwise the first ones."""
        return " ".join(word for word in self.heard.get("words", self.words) if word != EOS)

    def data(self):
        """What the page is given: the network, or else the record of its run."""
        model, vocabulary = self.trace.model, self.vocabulary
        reason = why_not_in_the_page(model)
        data = {
            "title": self.title,
            "words": self.words,
            "judged": model.tau is sigmoid,
            "most": MOST_WORDS,
            "vocabulary": vocabulary.words if vocabulary else None,
            "lower": in_small_letters(vocabulary) if vocabulary else True,
            "said": WELCOME,
            "challenges": self.challenges,
        }
        if reason:
            data["said"] = f"{reason}: you see its recorded run, and cannot touch it."
            return data | {"network": None, "vocabulary": None, "record": self._record()}
        network = {name: array.tolist() for name, array in parameters(model).items()}
        data["network"] = network | {"sigma": model.sigma.name, "tau": model.tau.name}
        if vocabulary is None:
            data["x"] = self._rows("x")
            data["said"] = WELCOME.replace("Click a word to change it, or drag", "Drag")
        return data | ({"token": self.token} if self.token else {})

    def _record(self):
        words = [{"word": word, "key": t} for t, word in enumerate(self.words)]
        return {"words": words, "x": [], "z": self.z, "f": self.f, "burst": None}

    def html(self):
        """A self-contained piece of HTML."""
        return component("laboratory", self.data(), self._first_look(), self.title)

    def _first_look(self):
        """The same as a table, for paper and for pages where scripts may not run."""
        lines = [("f", self.f)]
        lines += [(f"unit {i}", values) for i, values in enumerate(np.transpose(self.z))]
        head = "".join(f'<th scope="col">{escape(word)}</th>' for word in self.words)
        rows = "".join(
            f'<tr><th scope="row">{name}</th>'
            + "".join(f"<td>{number(value)}</td>" for value in values)
            for name, values in lines
        )
        table = f'<table><tr><th scope="col">word</th>{head}</tr>{rows}</table>'
        return f"<strong>{escape(self.title)}</strong><p>{NO_SCRIPTS}</p>{table}"

    def __repr__(self):
        pairs = zip(self.words, self.f, strict=True)
        return "f after each word: " + ", ".join(f"{word} {number(f)}" for word, f in pairs)

    def _repr_html_(self):
        return self.html()


def in_small_letters(vocabulary):
    """Whether a vocabulary has no capital letters, so that a sentence loses its own."""
    return all(word == word.lower() for word in vocabulary.words)
