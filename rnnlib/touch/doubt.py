"""When a network should not be trusted with a sentence: one rule, as data and as a function.

A page that reads a sentence without Python repeats the rule from `RULE`.
"""

from collections.abc import Sequence
from typing import Any

from rnnlib.text import EOS, UNKNOWN

RULE: dict[str, Any] = {
    "marks": ("!", "?", EOS),  # are no words, so they do not count as unknown ones
    "unknown": 1 / 6,  # from this share of unknown words on
    "unsure": (0.1, 0.9),  # f between these two
    "none": "It knows none of the words: this is a guess.",
    "some": "Doubt it: of {n} words it does not know {k} ({words}).",
    "question": "Doubt it: this is a question, and it learned from statements.",
    "between": "Doubt it: f is not clearly on one side.",
}
# Only a network that was trained to say 0.5 where it does not know is unsure between two sides.
# The f of another one may lie anywhere: the example of the lecture says 0.83 and means it.
OF_ANY = RULE | {"unsure": (1.0, 0.0)}


def doubt(words: Sequence[str], seen: Sequence[str], f: float, rule: dict[str, Any] = RULE) -> str:
    """Why the answer f to these words should be doubted, in one sentence; "" if it need not be.

    `seen` are the words as the network reads them, <unk> for an unknown one. The rule is `OF_ANY`
    for a network that was not trained to doubt.
    """
    pairs = [pair for pair in zip(words, seen, strict=True) if pair[0] not in rule["marks"]]
    unknown = [word for word, read in pairs if read == UNKNOWN]
    low, high = rule["unsure"]
    if len(unknown) == len(pairs):
        return rule["none"]
    if len(unknown) >= rule["unknown"] * len(pairs):
        return rule["some"].format(n=len(pairs), k=len(unknown), words=", ".join(unknown))
    if "?" in words:
        return rule["question"]
    if low < f < high:
        return rule["between"]
    return ""
