"""A table is read in whatever dialect a spreadsheet saved it."""

import pytest

from tools.grading import tables

ROWS = ({"student": "Zoë, Müller", "E03": "2,5"}, {"student": 'the "b"', "E03": ""})


def as_saved(mark, code, end="\n", quote=False):
    def cell(text):
        return '"' + text.replace('"', '""') + '"' if quote or set(text) & {mark, '"'} else text

    lines = [["student", "E03"], *(list(row.values()) for row in ROWS)]
    return end.join([mark.join(map(cell, line)) for line in lines] + [""]).encode(code)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "code", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "cp850", "mac-roman"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_marks_codes_and_line_ends_are_found(mark, code, end):
    for quote in (False, True):
        table = tables.read(as_saved(mark, code, end, quote), ["Zoë, Müller"])
        assert table.columns == ("student", "E03") and table.rows == ROWS


def test_a_line_that_names_the_mark_short_rows_and_empty_lines():
    table = tables.read(b"sep=;\r\na;b;\r\n1\r\n;;\r\n1;2;3\r\n")
    assert table.columns == ("a", "b")
    assert table.rows == ({"a": "1", "b": ""}, {"a": "1", "b": "2"})
    assert tables.read(b"").columns == ()


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"a,b\n\0\1"])
def test_a_workbook_is_refused_with_the_remedy(content):
    with pytest.raises(ValueError, match="save it as CSV"):
        tables.read(content)


@pytest.mark.parametrize(
    ("text", "value"),
    [("3", 3), ("2.5", 2.5), ("2,5", 2.5), (" +1 ", 1), ("-0,5", -0.5), ("", None), ("1.5.", None),
     ("01. Mai", None), ("nan", None), ("1e5", None), ("٣", None)],
)  # fmt: skip
def test_a_number_is_one_with_point_or_comma(text, value):
    assert tables.number(text) == value


def test_cells_that_say_the_same_are_the_same():
    assert tables.same("3", "3,0") and tables.same(" a  b", "a b")
    assert not tables.same("3", "3a") and not tables.same("", "0")
