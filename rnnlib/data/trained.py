"""A small network that has learned: five units, so that a page can show all its numbers."""

import json
from pathlib import Path

from rnnlib.cells import RNN
from rnnlib.text import Vocabulary

# `python -m tools.build.trained` writes it.
FILE = Path(__file__).with_name("trained.json")


def trained_example():
    """A network of five units, trained on generated sentences: (model, vocabulary).

    It was given sentences such as "The food is not bad but I hate this film." and whether they are
    positive, and found its weights itself. They are rounded to three digits.
    """
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    words = stored.pop("words")
    return RNN(**stored), Vocabulary(words)
