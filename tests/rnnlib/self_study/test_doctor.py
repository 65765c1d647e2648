"""The doctor: what it finds on this computer, and the remedy where something is missing."""

import importlib.metadata
import sys

import pytest

import rnnlib
from rnnlib.data import sentences
from rnnlib.self_study import doctor as page


def row(report, what):
    """Finding and remedy of one line of the report."""
    return next(found[1:] for found in report.rows if found[0] == what)


@pytest.fixture(autouse=True)
def reviews(monkeypatch):
    """The data as if fetched: no test of the doctor asks the network or the disk."""
    monkeypatch.setattr(sentences, "review_sentences", lambda: "abc")


def test_a_whole_computer_is_well_and_the_report_says_so():
    report = rnnlib.doctor()
    assert report.well and str(report).endswith("All is well.")
    assert row(report, "numpy") == (importlib.metadata.version("numpy"), "")
    assert row(report, "gradients") == ("as measured", "")
    assert row(report, "review sentences") == ("3 sentences", "")


def test_a_package_that_is_missing_gets_a_remedy(monkeypatch):
    monkeypatch.setattr(page, "NEEDED", ("numpy", "no-such-package"))
    report = rnnlib.doctor()
    assert not report.well and row(report, "no-such-package")[0] == "missing"
    lines = str(report).splitlines()
    assert [line[:2] for line in lines if "package" in line] == ["??"]
    assert "    -> run: python course.py (or pip install -r requirements.txt)" in lines
    assert lines[-1].startswith("Do what the arrows say")


def test_an_old_python_gets_a_remedy(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 9))
    assert row(rnnlib.doctor(), "Python")[1] == "install Python 3.11 or newer"


def test_wrong_mathematics_gets_a_remedy(monkeypatch):
    class Wrong:
        passed, errors = False, {"V": 0.5}

    monkeypatch.setattr(rnnlib, "gradient_check", lambda *_: Wrong())
    finding, remedy = row(rnnlib.doctor(), "gradients")
    assert "0.5" in finding and "reinstall NumPy" in remedy


def test_without_the_reviews_the_doctor_says_how_to_get_them_and_hides_the_home(monkeypatch):
    def missing():
        raise FileNotFoundError(f"not in {page.Path.home()}/x: run rnnlib.fetch_reviews()")

    monkeypatch.setattr(sentences, "review_sentences", missing)
    assert row(rnnlib.doctor(), "review sentences") == (
        "not here",
        "not in ~/x: run rnnlib.fetch_reviews()",
    )
