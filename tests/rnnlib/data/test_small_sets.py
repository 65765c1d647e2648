"""Data of lessons 05a and 05b: what is in them, in every run the same, and a sentence if not."""

import datetime
import re
import subprocess
import sys
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlib import divide, number_words, spelled_digits, sunspots, written_dates
from rnnlib.data.small_sets import COUNTRIES, DIGITS, MORPHEMES, MissingPackage, Pairs, needed


def seeded(seed=0):
    return np.random.default_rng(seed)


@pytest.fixture(scope="module")
def names():
    pytest.importorskip("faker")
    from rnnlib import surnames

    return surnames()


@pytest.fixture(scope="module")
def numbers():
    pytest.importorskip("num2words")
    return number_words()


# --- splits ----------------------------------------------------------------------------------


@given(n=st.integers(4, 60), seed=st.integers(0, 99))
def test_a_split_loses_nothing_and_shares_nothing(n, seed):
    pairs = Pairs(tuple(range(n)), tuple(range(n)))
    rest, part = divide(pairs, 0.25, seeded(seed))
    assert sorted([*rest.inputs, *part.inputs]) == list(range(n))
    assert rest.inputs == rest.targets and len(part) == round(n * 0.25)


@pytest.mark.parametrize(
    "inputs",
    [("anna", "bo") * 10, [["a"], ["b"]] * 10, np.tile(np.eye(2), (10, 1)), np.arange(20) % 2],
    ids=["texts", "lists", "images", "numbers"],
)
def test_an_example_that_stands_twice_stays_in_one_part(inputs):
    rest, part = divide(Pairs(inputs, tuple(range(20))), 0.5, seeded())
    assert not {repr(i) for i in rest.inputs} & {repr(i) for i in part.inputs}
    assert len(rest) == len(part) == 10


def test_the_same_seed_gives_the_same_split_for_pairs_and_for_tuples():
    pairs = Pairs(np.arange(20.0), tuple("abcdefghijklmnopqrst"))
    one, two = (divide(pairs, 0.2, seeded(3))[1] for _ in range(2))
    assert np.array_equal(one.inputs, two.inputs) and one.targets == two.targets
    assert divide(pairs.targets, 0.2, seeded(3))[1] == one.targets


@pytest.mark.parametrize("fraction", [0, 1, -0.1, 20])
def test_a_fraction_that_is_no_share_is_named(fraction):
    with pytest.raises(ValueError, match=r"expected a share between 0 and 1"):
        divide(("a", "b"), fraction, seeded())


def test_pairs_that_do_not_match_are_refused():
    with pytest.raises(ValueError, match="2 inputs but 1 targets"):
        Pairs(("a", "b"), ("c",))


# --- names -----------------------------------------------------------------------------------


def test_surnames_are_clean_and_stand_in_one_list_only(names):
    assert set(names.targets) == set(COUNTRIES.values())
    assert max(Counter(names.inputs).values()) == 1
    assert all(name == name.lower() and not re.search(r"[\d_]", name) for name in names.inputs)
    assert 8_000 < len(names) < 9_000  # the version of faker is pinned


def test_the_largest_country_is_about_a_quarter(names):
    assert 0.25 < Counter(names.targets).most_common(1)[0][1] / len(names) < 0.3


def test_first_names_have_the_26_letters_and_come_once():
    pytest.importorskip("faker")
    from rnnlib import first_names

    names = first_names()
    assert len(set(names)) == len(names) > 6_000
    assert set("".join(names)) == set("abcdefghijklmnopqrstuvwxyz")


# --- digits, sunspots, number words ----------------------------------------------------------


def test_digits_are_images_from_0_to_1_with_their_words():
    pytest.importorskip("sklearn")
    digits = spelled_digits()
    assert digits.inputs.shape == (1797, 64) and set(digits.targets) == set(DIGITS)
    assert digits.inputs.min() == 0 and digits.inputs.max() == 1


def test_sunspots_are_309_years_without_a_gap():
    years, numbers = sunspots()
    assert np.array_equal(years, np.arange(1700, 2009))
    assert numbers.min() == 0 and numbers[years == 1957] == 190.2 and numbers[0] == 5


def test_german_says_the_one_before_the_twenty(numbers):
    assert numbers[321] == (
        ("three", "hundred", "and", "twenty", "one"),
        ("drei", "hundert", "ein", "und", "zwanzig"),
    )
    assert numbers[1] == (("one",), ("eins",)) and numbers[16][1] == ("sechzehn",)


def test_all_thousand_numbers_differ_and_use_every_piece(numbers):
    assert len(numbers) == len(set(numbers.inputs)) == len(set(numbers.targets)) == 1000
    assert {piece for word in numbers.targets for piece in word} == set(MORPHEMES)


def test_numbers_above_999_are_refused():
    with pytest.raises(ValueError, match="expected 0 to 999"):
        number_words(1000)


# --- a missing package -----------------------------------------------------------------------


def test_a_missing_package_is_one_sentence_with_the_command():
    with pytest.raises(MissingPackage) as caught:
        needed("no_such_package.part", "no-such-package==1.0", "the names")
    assert "%pip install no-such-package==1.0" in str(caught.value)
    assert caught.value._render_traceback_() == [str(caught.value)]  # what a notebook shows


def test_an_error_inside_a_package_is_not_called_a_missing_package(tmp_path, monkeypatch):
    (tmp_path / "half_here.py").write_text("import not_here_at_all")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="not_here_at_all") as caught:
        needed("half_here", "half-here", "the data")
    assert not isinstance(caught.value, MissingPackage)


def test_import_rnnlib_asks_for_none_of_the_data_packages():
    code = "import rnnlib.data.small_sets, sys\n"
    code += "print({'faker', 'num2words', 'sklearn'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


# --- dates -----------------------------------------------------------------------------------


def read_date(text):
    """The date that a person reads in the text, by another way than the library wrote it."""
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    year = next(n for n in numbers if n > 31)
    rest = [n for n in numbers if n != year]
    name = re.search("[a-z]+", text)
    months = "jan feb mar apr may jun jul aug sep oct nov dec".split()
    month = months.index(name[0][:3]) + 1 if name else rest[0]
    return datetime.date(year, month, rest[-1])


@pytest.mark.parametrize("year", ["first", "last"])
def test_a_written_date_and_its_figures_are_the_same_day(year):
    pairs = written_dates(2000, seeded(), year)
    for text, figures in pairs:
        assert read_date(text) == datetime.date.fromisoformat(figures)
        assert re.match(r"\d{4}\b", text) if year == "first" else re.search(r"\b\d{4}$", text)
    assert len(set(pairs.targets)) == 2000
    shapes = {re.sub(r"\d+", "9", re.sub("[a-z]+", "m", text)) for text in pairs.inputs}
    assert len(shapes) == 3, shapes  # names of months are long or short: five ways


def test_both_orders_have_the_same_days_in_the_same_ways():
    last, first = (written_dates(300, seeded(1), year) for year in ("last", "first"))
    assert last.targets == first.targets and last.inputs != first.inputs
    for a, b in zip(last.inputs, first.inputs, strict=True):
        assert sorted(re.findall(r"\w+", a)) == sorted(re.findall(r"\w+", b))
    assert written_dates(300, seeded(1)).inputs == last.inputs


def test_dates_that_cannot_be_had_are_named():
    with pytest.raises(ValueError, match="n = 0, expected 1 to 29,220"):
        written_dates(0, seeded())
    with pytest.raises(ValueError, match="year = 'middle'"):
        written_dates(5, seeded(), "middle")
