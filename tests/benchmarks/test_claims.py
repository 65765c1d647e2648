"""The claims of the course are registered, stored with their rivals, and true of what is stored."""

import re
from dataclasses import replace

import numpy as np
import pytest

from benchmarks import claims as bench
from rnnlib import measured
from rnnlib.data import measured as store

pytest.importorskip("sklearn")
CLAIMS = bench.claims()
each_claim = pytest.mark.parametrize("name", CLAIMS)


@each_claim
def test_a_claim_holds_for_the_numbers_that_are_stored(name):
    claim, stored = CLAIMS[name], measured(name)
    assert claim.holds(stored.means), stored
    assert (stored.lesson, stored.says) == (claim.lesson, claim.says)


@each_claim
def test_a_claim_has_five_seeds_where_chance_matters_a_date_and_versions(name):
    stored = measured(name)
    for who, numbers in stored.values.items():
        assert len(numbers) == len(CLAIMS[name].seeds), who
        assert len(numbers) >= 5 or len(set(numbers)) == 1, who  # counted, not drawn
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", stored.date) and "numpy" in stored.versions


def test_every_stored_number_belongs_to_a_claim_and_the_page_shows_all():
    names = list(bench.json.loads(store.FILE.read_text(encoding="utf-8")))
    assert set(names) == set(CLAIMS)
    assert bench.PAGE.read_text(encoding="utf-8") == bench.page(map(measured, names))


def test_a_measurement_shows_mean_spread_and_the_extremes():
    text = repr(replace(measured("who reads order"), values={"A": [0.5, 0.7], "B": [0.9, 0.9]}))
    assert "0.600  0.141    0.500 … 0.700" in text and "2 seeds" in text


def test_an_unknown_claim_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match=r"no claim is called 'magic'; there are: .*real reviews"):
        measured("magic")


def test_a_name_is_used_once():
    with pytest.raises(ValueError, match="two claims are called 'real reviews'"):
        bench.claim("real reviews", lesson="03", says="", holds=lambda m: True)(lambda seed: {})


def test_what_does_not_hold_is_said_and_not_stored(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(bench, "FILE", tmp_path / "measured.json")
    monkeypatch.setattr(store, "FILE", tmp_path / "measured.json")
    monkeypatch.setattr(bench, "PAGE", tmp_path / "claims.md")
    known = {
        name: bench.Claim(name, "00", "it is so", range(5), lambda m: m["A"] > 0.5, measure)
        for name, measure in {"yes": lambda seed: {"A": 0.9}, "no": lambda seed: {"A": 0.1}}.items()
    }
    monkeypatch.setattr(bench, "claims", lambda: known)
    assert bench.main(["--keep"]) == 1
    assert "IT DOES NOT HOLD" in capsys.readouterr().out
    assert bench.main(["--keep", "--only", "yes"]) == 0
    assert measured("yes").means == {"A": pytest.approx(0.9)}
    assert "| A | 0.900 | 0.000 | 0.900 | 0.900 |" in bench.PAGE.read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="no claim is called 'no'"):
        measured("no")


@pytest.mark.scale
@each_claim
def test_a_claim_holds_when_it_is_measured_again(name):
    """With the same seeds: what another machine or version changes stays within the noise."""
    stored, fresh = measured(name), CLAIMS[name].measured()
    assert CLAIMS[name].holds(fresh.means), fresh
    for who, numbers in stored.values.items() if not CLAIMS[name].timed else ():
        noise = 0.02 + 3 * np.std(numbers, ddof=1) / np.sqrt(len(numbers))
        assert abs(fresh.means[who] - stored.means[who]) < noise, (who, fresh)
