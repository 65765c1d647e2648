"""Which notebook is meant: 3, 03, 5a, e3, E03, E03_run and notebooks/03_x.ipynb all do."""

import difflib
import re
from collections.abc import Sequence

from tools.launch.trouble import Trouble

NUMBER = re.compile(r"(e?)0*([0-9]{1,2})(.*)", re.DOTALL)


def find(word: str, names: Sequence[str], kind: str = "notebook") -> list[str]:
    """The names that a word means: the one it is, or all with its number, in order (5: 05a, 05b).

    Where every name is an exercise's, a bare number is one too. Trouble, with the names that are
    near, if the word means none.
    """
    stem = re.split(r"[/\\]", word)[-1].removesuffix(".ipynb").removesuffix(".py").casefold()
    same = [name for name in names if name.casefold() == stem]
    number = _numbered(stem, all(name.startswith("E") for name in names))
    found = same or [name for name in names if number and name.casefold().startswith(number)]
    if not found:
        near = _near(number or stem, names)
        there = dict.fromkeys(name.partition("_")[0] for name in names)
        hint = f"did you mean {' or '.join(near)}?" if near else f"there are: {', '.join(there)}."
        raise Trouble(f"There is no {kind} '{word}'; {hint}")
    return found


def find_all(words: Sequence[str], names: Sequence[str], kind: str = "notebook") -> list[str]:
    """The names that any of the words means, each once, in their order; all names for no words."""
    found = {name for word in words for name in find(word, names, kind)}
    return [name for name in names if name in found or not words]


def _numbered(stem: str, exercises: bool) -> str:
    """A word that has a number as names begin: "3" is "03", "e3_run" is "e03_run"; else empty."""
    found = NUMBER.fullmatch(stem)
    return f"{'e' if exercises else found[1]}{int(found[2]):02d}{found[3]}" if found else ""


def _near(stem: str, names: Sequence[str]) -> list[str]:
    """Up to three names that hold the word, or look like it as a whole or by their number."""
    held = [name for name in names if len(stem) > 2 and stem in name.casefold()]
    looks = {form: name for name in names for form in (name.casefold(), name.casefold()[:3])}
    like = [looks[form] for form in difflib.get_close_matches(stem, looks)]
    return list(dict.fromkeys(held + like))[:3]
