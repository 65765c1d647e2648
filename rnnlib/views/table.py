"""A small table of numbers, for a notebook and for a terminal."""

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Table:
    """A small table that a notebook shows as HTML and a terminal as text."""

    caption: str
    head: tuple  # names of the columns
    rows: tuple  # tuples of text, the first entry names the row
    notes: tuple = ()  # lines below the table

    def html(self):
        """The table with a caption and with headers for rows and columns."""
        right = ' style="text-align:right"'
        head = "".join(f'<th scope="col"{right}>{escape(name)}</th>' for name in self.head)
        body = "".join(
            f'<tr><th scope="row">{escape(first)}</th>'
            + "".join(f"<td{right}>{escape(text)}</td>" for text in rest)
            + "</tr>"
            for first, *rest in self.rows
        )
        notes = "".join(f"<br>{escape(note)}" for note in self.notes).removeprefix("<br>")
        caption = f'<caption style="text-align:left">{escape(self.caption)}</caption>'
        table = f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        return table + (f'<p style="font-family:monospace">{notes}</p>' if notes else "")

    def __str__(self):
        lines = [self.head, *self.rows]
        widths = [max(len(text) for text in column) for column in zip(*lines, strict=True)]
        text = "\n".join(
            "  ".join(t.rjust(w) for t, w in zip(line, widths, strict=True)) for line in lines
        )
        return "\n".join([self.caption, text, *self.notes])

    __repr__ = __str__

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.html(), "text/plain": str(self)}
