"""Each student has numbers of their own, with one clear answer that only the tutor's page tells."""

import math

import pytest

from tools.concepts import own_numbers
from tools.launch.trouble import Trouble

NAMES = [f"Student {i}" for i in range(60)]


def test_the_same_name_gives_the_same_numbers_and_no_two_of_a_class_share_them():
    sheets = [own_numbers.sheet(name) for name in NAMES]
    assert len({(s.W, s.V, s.b, s.z_init, s.x) for s in sheets}) == len(NAMES)
    assert own_numbers.sheet("  ADA   King") == own_numbers.Sheet(
        **{**vars(own_numbers.sheet("Ada King")), "name": "  ADA   King"})  # fmt: skip
    assert {s.largest for s in sheets} == set(own_numbers.TERMS)


@pytest.mark.parametrize("name", NAMES[:10])
def test_the_trace_and_both_answers_are_those_of_the_formula(name):
    s = own_numbers.sheet(name)
    for V, last in ((s.V, s.z[-1]), (-s.V, s.turned)):
        z = s.z_init
        for x in s.x:
            before, z = z, math.tanh(V * z + s.W * x + s.b)
        assert last == pytest.approx(z)
        if V == s.V:
            assert s.terms == pytest.approx((V * before, s.W * s.x[-1], s.b))
    sizes = sorted(map(abs, s.terms))
    assert sizes[2] - sizes[1] > own_numbers.CLEAR and abs(s.turned - s.z[-1]) > own_numbers.CLEAR


def test_the_sheets_do_not_tell_what_the_answers_tell(tmp_path, capsys):
    people = tmp_path / "list.csv"
    people.write_text("name\nAda <b>\nBo Öz\n", encoding="utf-8")
    assert own_numbers.main([str(people), "--out", str(tmp_path / "out")]) == 0
    sheets, answers = (
        (tmp_path / f"out/{n}.html").read_text("utf-8") for n in ("sheets", "answers")
    )
    assert sheets.count("<section>") == answers.count("<section>") == 2
    assert "Ada &lt;b&gt;" in sheets and "moves it most" not in sheets
    assert "moves it most" in answers
    assert "2 sheets are in" in capsys.readouterr().out
    with pytest.raises(Trouble, match="There is no class list"):
        own_numbers.main([str(tmp_path / "nothing.csv")])
