"""Small data sets for the five wirings: names, digits, sunspots, number words, dates.

The names come from the package faker, the images from scikit-learn, the number words from
num2words; each is asked only when its data are wanted. The sunspots lie beside this page.
"""

import datetime
import re
import unicodedata
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

import numpy as np

from rnnlib.data.parts import cut
from rnnlib.inputs import arguments

SUNSPOTS = Path(__file__).with_name("sunspots.csv")
COUNTRIES = {  # the name lists of faker that the surnames come from
    "de_AT": "Austria",
    "en_US": "USA",
    "es_ES": "Spain",
    "fi_FI": "Finland",
    "fr_FR": "France",
    "ga_IE": "Ireland",
    "hr_HR": "Croatia",
    "it_IT": "Italy",
    "nl_NL": "Netherlands",
}
DIGITS = tuple("zero one two three four five six seven eight nine".split())
MORPHEMES = (  # the pieces of German number words up to 999; the longest that fits is taken
    "null eins ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn "
    "fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig "
    "achtzig neunzig hundert und"
).split()
MONTHS = (
    "january february march april may june july august september october november december"
).split()


class MissingPackage(ModuleNotFoundError):
    """A data set needs a package that is not here. A notebook shows the sentence, no traceback."""

    def _render_traceback_(self):
        return [str(self)]


def needed(module, package, what):
    """The module, or one sentence with the command that brings it (`MissingPackage`)."""
    try:
        return import_module(module)
    except ModuleNotFoundError as missing:
        if missing.name.partition(".")[0] != module.partition(".")[0]:
            raise
        raise MissingPackage(
            f"{what} come from the package {package.partition('=')[0]}, which is not here: run "
            f"%pip install {package} in a cell, then restart the kernel"
        ) from None


@dataclass(frozen=True, eq=False)
class Pairs:
    """What goes in and what should come out, one pair for each example."""

    inputs: object = field(repr=False)  # n of them, an array or a tuple
    targets: tuple = field(repr=False)  # n of them
    name: str = "pairs"

    def __post_init__(self):
        if len(self.inputs) != len(self.targets):
            raise ValueError(
                f"{len(self.inputs)} inputs but {len(self.targets)} targets; give one for each"
            )

    def __len__(self):
        return len(self.targets)

    def __getitem__(self, where):
        """One number gives (input, target); a slice or an array of numbers gives `Pairs`."""
        places = np.arange(len(self))[where]
        if places.ndim == 0:
            return self.inputs[places], self.targets[places]
        return Pairs(_pick(self.inputs, places), _pick(self.targets, places), self.name)

    def __repr__(self):
        return f"{len(self):,} {self.name}"


def _pick(items, places):
    return items[places] if isinstance(items, np.ndarray) else tuple(items[i] for i in places)


def divide(data, fraction, rng):
    """Two parts without a common example, in random order: (the rest, `fraction` of the data).

    data is `Pairs` or a tuple: `train, test = divide(data, 0.2, rng)`. Pairs with the same input
    stay in one part.
    """
    inputs = data.inputs if isinstance(data, Pairs) else data
    parts = cut([_key(item) for item in inputs], fraction, rng)
    take = data.__getitem__ if isinstance(data, Pairs) else lambda places: _pick(data, places)
    return tuple(take(part) for part in parts)


def _key(item):
    """What makes two examples the same one."""
    if isinstance(item, np.ndarray):
        return item.tobytes()
    return item if isinstance(item, Hashable) else repr(item)


# --- names -----------------------------------------------------------------------------------


def surnames():
    """Surnames with the country in whose list they stand: `Pairs` of strings.

    Names of nine countries in small letters; who stands in two lists is left out.
    Raises MissingPackage without faker.
    """
    lists = {country: _names(code, "last_names") for code, country in COUNTRIES.items()}
    seen = Counter(name for names in lists.values() for name in names)
    pairs = [(name, country) for country, names in lists.items() for name in names]
    return Pairs(*zip(*(pair for pair in pairs if seen[pair[0]] == 1), strict=True), "surnames")


def first_names():
    """Different English first names of the letters a to z, in alphabetical order: a tuple.

    Raises MissingPackage without faker.
    """
    return tuple(name for name in _names("en", "first_names") if re.fullmatch("[a-z]+", name))


def _names(code, attribute):
    """The names of one list in faker, in small letters, each once, sorted."""
    module = needed(f"faker.providers.person.{code}", "faker==40.54.0", "the names")
    found = {unicodedata.normalize("NFC", n).lower() for n in getattr(module.Provider, attribute)}
    return sorted(name for name in found if re.fullmatch(r"[^\W\d_](?:[ '’-]?[^\W\d_])+", name))


# --- images, numbers, words ------------------------------------------------------------------


def spelled_digits():
    """Images of written digits, 8 × 8 points as 64 numbers from 0 to 1, and their words: `Pairs`.

    Source: E. Alpaydin, C. Kaynak (1998), UCI Machine Learning Repository, in scikit-learn.
    Raises MissingPackage without scikit-learn.
    """
    digits = needed("sklearn.datasets", "scikit-learn", "the images").load_digits()
    words = tuple(DIGITS[k] for k in digits.target)
    return Pairs(digits.data / 16, words, "images of digits")


def sunspots():
    """How many spots the sun showed, a mean for each year: (years, numbers), (309,) each.

    Source: National Geophysical Data Center; public domain.
    """
    table = np.loadtxt(SUNSPOTS, delimiter=",", comments=("#", "year"), encoding="utf-8")
    return table[:, 0].astype(int), table[:, 1]


def number_words(top=999):
    """The numbers 0 … top in English words and in the pieces of the German word: `Pairs`.

    321: (three, hundred, and, twenty, one) and (drei, hundert, ein, und, zwanzig).
    Raises MissingPackage without num2words, ValueError above 999.
    """
    if not 0 <= top <= 999:
        raise ValueError(f"top = {top}, expected 0 to 999: the German pieces go no further")
    spell = needed("num2words", "num2words==0.5.14", "the number words").num2words
    english = tuple(tuple(spell(k).replace("-", " ").split()) for k in range(top + 1))
    german = tuple(_pieces(spell(k, lang="de")) for k in range(top + 1))
    return Pairs(english, german, "number words")


def _pieces(word):
    """A German number word cut into its morphemes, from the left, the longest first."""
    longest_first = "|".join(sorted(MORPHEMES, key=len, reverse=True))
    found = tuple(re.findall(longest_first, word))
    if "".join(found) != word:
        raise ValueError(f"{word!r} has a piece that is none of {', '.join(MORPHEMES)}")
    return found


def written_dates(n, rng, year="last"):
    """Dates as people write them, and in figures: n `Pairs` of strings, all days different.

    ("august 30, 2015", "2015-08-30"); the days are those of 1950 to 2029, in five ways of writing.
    year="first" writes the same with the year in front: ("2015 august 30", "2015-08-30").
    """
    arguments.generator(rng)
    first = datetime.date(1950, 1, 1)
    days = (datetime.date(2030, 1, 1) - first).days
    if not 1 <= n <= days:
        raise ValueError(f"n = {n}, expected 1 to {days:,}, the days of 80 years")
    if year not in ("first", "last"):
        raise ValueError(f'year = {year!r}, expected "last" (august 30, 2015) or "first"')
    dates = [first + datetime.timedelta(int(k)) for k in rng.choice(days, size=n, replace=False)]
    ways = rng.integers(5, size=n)
    written = (_written(date, way, year) for date, way in zip(dates, ways, strict=True))
    return Pairs(tuple(written), tuple(date.isoformat() for date in dates), "dates")


def _written(date, way, year):
    """One date in one of five ways."""
    month, day = MONTHS[date.month - 1], date.day
    without, gap = [
        (f"{month} {day}", ", "),
        (f"{day} {month}", " "),
        (f"{month[:3]} {day}", ", "),
        (f"{day} {month[:3]}", " "),
        (f"{date.month}/{day}", "/"),
    ][way]
    if year == "last":
        return f"{without}{gap}{date.year}"
    return f"{date.year}{gap.replace(',', '')}{without}"
