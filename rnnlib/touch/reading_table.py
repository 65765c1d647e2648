"""What a network did with a sentence as a plain table, one for each word: the look without scripts.

Nothing is drawn here, the cells are coloured by CSS.
"""

from html import escape

from rnnlib.pictures.ink import shade
from rnnlib.pictures.walk import verdict
from rnnlib.text import UNKNOWN
from rnnlib.views.say import number

COLUMNS = 12  # so many words fit beside each other
NUMBERED = 16  # up to so many units have their number in every cell, beyond only at the last word
LONGEST = 14  # letters of a word; what follows is cut off
SHADES = 5  # on each side of zero

_CELLS = "".join(
    f".rnn-read .{sign}{i}{{background:{shade(factor * i / SHADES)}}}"
    for sign, factor in (("p", 1), ("n", -1))
    for i in range(SHADES + 1)
)
STYLE = (
    ".rnn-read{border-collapse:collapse;font:13px sans-serif;color:#1a1a1a;background:#fff}"
    ".rnn-read td,.rnn-read th{padding:2px 7px;min-width:46px;text-align:center;color:#1a1a1a;"
    "border:1px solid #fff;background:#fff;font-weight:normal}"
    ".rnn-read.many td,.rnn-read.many th{padding:0 7px;font-size:9px;line-height:10px;height:10px}"
    ".rnn-read .now{border-left:3px solid #1a1a1a;border-right:3px solid #1a1a1a;font-weight:bold}"
    ".rnn-read tr>.later{color:#666}" + _CELLS
)


def table(reading, t):
    """One column for each word; the words not yet read stay empty, so that nothing jumps."""
    states, outputs = reading.states, reading.outputs
    names = [_name(word, known) for word, known in zip(reading.words, reading.seen, strict=True)]
    first = max(0, min(t - COLUMNS + 2, len(names) - COLUMNS))
    shown = range(first, min(first + COLUMNS, len(names)))
    n_z = len(states[0])
    now = [' class="now"' if s == t else ' class="later"' if s > t else "" for s in shown]
    before = f"… {first} earlier" if first else ""
    head = "".join(
        f'<th scope="col"{mark}>{"▸ " if s == t else ""}{escape(names[s])}'
        for s, mark in zip(shown, now, strict=True)
    )
    rows = "".join(
        f'<tr><th scope="row">unit {i}' + "".join(_cell(states, i, s, t, n_z) for s in shown)
        for i in range(n_z)
    )
    answers = "".join(_answer(outputs, s, t) for s in shown)
    return (
        f'<table class="rnn-read{" many" if n_z > NUMBERED else ""}">'
        f"<tr><th>{before}{head}{rows}"
        f'<tr><th scope="row">f{answers}</table>'
    )


def _cell(states, i, s, t, n_z):
    if s > t:
        return "<td>"
    value = float(states[s][i])
    shown = number(value) if n_z <= NUMBERED or s == t else ""
    return f"<td class={_mark(value, s == t)}>{shown}"


def _answer(outputs, s, t):
    if s > t:
        return "<td>"
    f = outputs[s]
    return f"<td class={_mark(2 * f - 1, s == t)}>{number(f)}<br>{verdict(f)}"


def _mark(value, now):
    """The CSS class of a value: p0 … p5 above zero, n0 … n5 below."""
    name = f"{'p' if value > 0 else 'n'}{round(SHADES * min(abs(value), 1))}"
    return f'"{name} now"' if now else name


def _name(word, known):
    word = word if len(word) <= LONGEST else f"{word[:LONGEST]}…"
    return word if known != UNKNOWN or word == known else f"{word} → {known}"
