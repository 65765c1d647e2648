"""The ledger as pictures: filled in from right to left, and as a map of sizes where it is long."""

from rnnlib.pictures.canvas import Canvas
from rnnlib.pictures.diagram import BACK
from rnnlib.pictures.heat_map import heat_map
from rnnlib.pictures.ink import COLOURS, FAINT, GREY, INK, shade, tint
from rnnlib.touch.stepper import Frame, Stepper
from rnnlib.views.ledger import MOST_COLUMNS, ledger, sizes, with_sums
from rnnlib.views.say import number, signed

CELL = (0.86, 0.42)  # inches
LEFT, TOP, BOTTOM = 1.05, 0.62, 0.3


def ledger_map(ledger, letter="V", like=None):
    """The size of every entry as a colour, on a logarithmic scale: darker is larger.

    A row is a loss L[t], a column a copy V_τ. Zeros, above the diagonal for example, are white.
    `like` is another ledger whose scale of colours is used, to compare the two.
    """
    return heat_map(
        ledger.norms(letter),
        rows=ledger.times,
        columns=range(ledger.T),
        title=f"How large dL[t]/d{letter}_τ is",
        row_title="loss t",
        column_title=f"step τ of the copy {letter}_τ",
        log=True,
        scale=None if like is None else like.norms(letter),
    )


def step_ledger(trace, letter="V"):
    """The ledger of a short run, filled in as the gradients go back: column T−1 first.

    At step τ a new loss is heard through f[τ], and all later ones through z[τ+1]. Weights with
    more than one number are shown by the size of each entry. The last frame adds everything up.
    """
    table = ledger(trace)
    if table.T > MOST_COLUMNS:
        raise ValueError(
            f"T = {table.T} columns are too wide for a slide, {MOST_COLUMNS} fit; "
            "ledger_map(ledger(trace)) draws them as colours"
        )
    cells = with_sums(table.entries(letter))
    cells = cells.reshape(cells.shape[:2]) if cells[0, 0].size == 1 else sizes(cells, 2)
    frames = []
    for tau in reversed(range(-1, table.T)):
        said = _column_in_words(table, cells, letter, tau)
        frames.append(Frame(_page(table, cells, letter, tau, said).img(), said))
    return Stepper(frames, f"The ledger of {letter}, filled in backward")


def _column_in_words(table, cells, letter, tau):
    """What is heard at step τ, through which way, and its sum; −1: the sum of all."""
    if tau < 0:
        return (
            f"All together: each row adds up to the gradient of one loss, each column to that of "
            f"one copy, and the whole table to dL/d{letter} = {number(cells[-1, -1])}."
        )
    said, heard = f"Step {tau}: ", [row for row, t in enumerate(table.times) if t >= tau]
    later = [f"L[{table.times[row]}]" for row in heard if table.times[row] > tau]
    ways = [f"L[{tau}] through f[{tau}]"] if tau in table.times else []
    ways += [f"{', '.join(later)} through z[{tau + 1}]"] if later else []
    added = " + ".join(signed(number(cells[row, tau])) for row in heard)
    said += f"{letter}_{tau} hears {' and '.join(ways)}. "
    one = cells[-1, tau]
    return said + f"dL/d{letter}_{tau} = {added} = {number(one)}."


def _page(table, cells, letter, now, said):
    """The table with the columns from τ = now on filled in."""
    R, T = len(table.times), table.T
    width, height = CELL
    canvas = Canvas(LEFT + (T + 1) * width + 0.45, TOP + (R + 1) * height + BOTTOM + 0.15)
    largest = abs(cells[:-1, :-1]).max()
    for column in range(T + 1):
        x = LEFT + (column + 0.5) * width + (0.2 if column == T else 0)
        head = f"${letter}_{{{column}}}$" if column < T else "sum"
        colour = COLOURS[letter] if column < T else GREY
        canvas.text(x, canvas.height - 0.4, head, size=13, colour=colour)
        for row in range(R + 1):
            y = canvas.height - TOP - (row + 0.5) * height - (0.15 if row == R else 0)
            _cell(canvas, table, cells, (row, column), (x, y), now, largest)
    for row, t in enumerate(table.times):
        y = canvas.height - TOP - (row + 0.5) * height
        canvas.text(LEFT - 0.35, y, f"$L^{{[{t}]}}$", size=13, colour=COLOURS["L"])
    canvas.text(LEFT - 0.35, canvas.height - TOP - (R + 0.5) * height - 0.15, "sum", colour=GREY)
    return canvas.picture(f"The ledger of {letter}, {R} losses by {T} copies. {said}")


def _cell(canvas, table, cells, place, centre, now, largest):
    """One entry or sum: thick when it is new, green if it came through f."""
    (row, column), (R, T) = place, (len(table.times), table.T)
    inside = row < R and column < T
    t = table.times[row] if row < R else None
    if inside and column > t:
        return
    known = column >= now if column < T else now < 0
    new = known and (column == now or (now < 0 and not inside))
    value = cells[place]
    fill = "white" if not known else shade(value, largest) if inside else tint(GREY, 0.12)
    edge = FAINT if not known else BACK if not inside else COLOURS["U" if column == t else "V"]
    canvas.box(
        *centre, CELL[0] - 0.08, CELL[1] - 0.08, fill=fill, edge=edge, lw=2.8 if new else 1.2,
        dashed=not known, corner=0.05,
    )  # fmt: skip
    if known:
        weight = "bold" if new else "normal"
        canvas.text(*centre, number(value), colour=INK, weight=weight, zorder=4)
