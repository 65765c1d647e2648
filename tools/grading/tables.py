"""Tables that people save: CSV in the dialect of any spreadsheet, read as text.

Excel writes Windows-1252 with semicolons in Germany, UTF-16 with tabs as "Unicode text", other code
pages as "CSV (MS-DOS)" or "(Macintosh)"; LibreOffice asks. A file does not say which it is.
"""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

PAGES = ("cp1252", "cp850", "mac-roman", "cp1250")
MARKS = ",;\t|"


@dataclass(frozen=True)
class Table:
    """The rows of a table, each a dict of its columns; an empty cell is ""."""

    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]


def read(content: bytes, known: Iterable[str] = ()) -> Table:
    """The table in a file. `known` are words that should occur, to find the code page.

    Raises ValueError if it is no text.
    """
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise ValueError("is a workbook, not CSV: save it as CSV")
    text = _decoded(content, tuple(known))
    if "\0" in text:
        raise ValueError("is not text: save it as CSV")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\n")
    said = re.match(r'"?sep=(.)"?\n', lines)
    lines = lines[said.end() :] if said else lines
    marks = [said[1]] if said else sorted(MARKS, key=lambda m: -_width(lines, m))
    rows = [row for row in _parsed(lines, marks[0]) if any(cell.strip() for cell in row)]
    if not rows:
        return Table((), ())
    columns = [name.strip() for name in rows[0]]
    filled = [row + [""] * (len(columns) - len(row)) for row in rows[1:]]
    dicts = tuple(
        {c: cell.strip() for c, cell in zip(columns, row, strict=False) if c} for row in filled
    )
    return Table(tuple(c for c in columns if c), dicts)


def _parsed(text: str, mark: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text), delimiter=mark))
    except csv.Error as error:
        raise ValueError(f"is no table ({error}): save it as CSV") from None


def _width(text: str, mark: str) -> int:
    """How many columns the head has if they are parted by this mark."""
    return len(next(csv.reader(io.StringIO(text.partition("\n")[0]), delimiter=mark), []))


def _decoded(content: bytes, known: tuple[str, ...]) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if content[1:2] == b"\0" and content[3:4] == b"\0":
        return content.decode("utf-16-le", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    texts = [content.decode(page, "replace") for page in PAGES]
    return max(texts, key=lambda text: sum(word in text for word in known))


def number(text: str) -> float | None:
    """The number in a cell, with a decimal point or comma; None if it is none."""
    plain = text.strip().replace("\u00a0", "").replace(",", ".")
    return float(plain) if re.fullmatch(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)", plain) else None


def same(one: str, other: str) -> bool:
    """Whether two cells say the same: 3 and 3,0 do."""
    numbers = number(one), number(other)
    if None not in numbers:
        return numbers[0] == numbers[1]
    return " ".join(one.split()) == " ".join(other.split())


def plain(value: float) -> str:
    """A number as it is written: 3, 2.5."""
    return f"{value:g}"
