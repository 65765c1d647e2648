"""One step as numbers that a pocket calculator can check."""

from dataclasses import dataclass
from html import escape

import numpy as np

from rnnlib.pictures.ink import number
from rnnlib.views.graph import row, terms


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


def arithmetic(trace, t, unit=None):
    """Step t of a recorded run, term by term: Vᵀz[t−1] + Wᵀx[t] + b = a, σ(a) = z[t].

    One row for each unit (or only for `unit`, counted from 0), and below it every product spelled
    out. All numbers come from the record, rounded to three decimals.
    """
    if trace.T is None or not 0 <= t < trace.T:
        raise ValueError(f"t = {t}, expected a step of this trace: 0 to {(trace.T or 1) - 1}")
    before = f"z[{t - 1}]" if t else "z_init"
    names = {"V": f"Vᵀ{before}", "W": f"Wᵀx[{t}]", "b": "b"}
    factors = {"V": before, "W": f"x[{t}]"}
    sigma = trace.model.sigma
    head = ("unit", *names.values(), "a, their sum", f"z[{t}] = {sigma}(a)")
    caption = f"z[{t}] = {sigma}({' + '.join(names.values())})"
    return _step(trace, f"z[{t}]", caption, head, names, factors, unit)


def output_arithmetic(trace):
    """The output after the last step, term by term: Uᵀz[T−1] + c = s, τ(s) = f."""
    at = "" if trace.T is None else f"[{trace.T - 1}]"
    tau, f = trace.model.tau, f"f{at}"
    names = {"U": f"Uᵀz{at}", "c": "c"}
    head = ("unit", *names.values(), "s, their sum", f"f = {tau}(s)")
    caption = f"f = {tau}({' + '.join(names.values())})"
    return _step(trace, f, caption, head, names, {"U": f"z{at}"}, None)


def _step(trace, name, caption, head, names, factors, unit):
    value, total = trace[name], trace[name].parents[0]
    n = value.shape[-1]
    if unit is not None and not 0 <= unit < n:
        raise ValueError(f"unit = {unit}, expected one of 0 to {n - 1}")
    parts = terms(value, trace)
    result = row(trace, name)  # refuses a batch
    units = range(n) if unit is None else [unit]
    numbers = [np.atleast_2d(node)[0] for node in (*map(parts.get, names), total.value)]
    rows = [
        (f"{i}", *(number(part[i], 3) for part in numbers), number(result[i], 3)) for i in units
    ]
    notes = [
        f"unit {i}, {names[letter]}: {_products(trace, letter, factor, i)} = "
        f"{number(np.atleast_2d(parts[letter])[0][i], 3)}"
        for i in units
        for letter, factor in factors.items()
    ]
    return Table(caption, head, tuple(rows), tuple(notes))


def _products(trace, letter, factor, unit):
    """Weight · value for every input of one unit, as one would type it."""
    weights = getattr(trace.model, letter)[:, unit]
    pairs = zip(weights, row(trace, factor), strict=True)
    return " + ".join(f"{_weight(w)}·{_value(v)}" for w, v in pairs)


def _weight(w):
    """A weight with as many decimals as it needs, at most three: 0.9, (−0.25)."""
    text = number(w, 3).rstrip("0")
    return _signed(text + "0" if text.endswith(".") else text)


def _value(v):
    """A value of the network: 0.030, (−0.109); whole numbers, as in one-hot vectors, stay whole."""
    return _signed(number(v, 0 if float(v).is_integer() else 3))


def _signed(text):
    return f"({text})" if text.startswith("−") else text
