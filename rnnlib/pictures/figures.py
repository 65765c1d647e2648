"""The lecture's figures, drawn from a recorded run; a docstring is the caption.

Here are F1 to F4; the walk through the example sentence, F5 to F9, has a module of its own.
"""

from rnnlib.inputs.names import Name
from rnnlib.pictures.canvas import Canvas
from rnnlib.pictures.ink import COLOURS, GREY, colour, shade, tint
from rnnlib.views.graph import neurons, row, symbol, unfolded
from rnnlib.views.say import number, vector

NEURON, ACROSS = 0.27, 0.74  # inches: radius of a neuron, distance to the next


def two_views_of_a_dense_net(trace):
    """Two pictures of one dense net with a hidden layer: by layers (left), by neurons (right).

    One box on the left is a whole row of neurons on the right, one arrow a whole bundle of
    weights. The numbers in the neurons are those of one recorded run.
    """
    _dense(trace)
    wide = _wide(trace)
    canvas = Canvas(wide + 3.0, 4.6)
    canvas.text(1.25, 4.25, "by layers", size=12, colour=GREY)
    canvas.text(2.6 + wide / 2, 4.25, "by neurons", size=12, colour=GREY)
    for box in unfolded(trace).only(_no_loss).boxes:
        y = 0.75 + 1.4 * box.lane
        pure = COLOURS[box.letter]
        canvas.box(1.25, y, 0.8, 0.56, fill=tint(pure, 0.1), edge=pure, lw=1.8)
        canvas.text(1.25, y, box.label, size=14, colour=pure, zorder=4)
    W, U = letters = _weights(trace)
    for i, letter in enumerate(letters):
        y = 0.75 + 1.4 * i
        canvas.arrow((1.25, y + 0.3), (1.25, y + 1.1), colour=colour(letter, GREY), lw=2.2)
        canvas.text(1.5, y + 0.68, symbol(letter), size=13, colour=colour(letter, GREY))
    _net(canvas, neurons(trace), _rows(trace, 2.6 + wide / 2, 0.75, 1.4))
    n_x, n_z, n_f = _sizes(trace)
    return canvas.picture(
        f"One dense net drawn twice. Left, by layers: x, then {W}, then z, then {U}, then f. "
        f"Right, by neurons: {n_x} inputs, {n_z} hidden neurons, {n_f} output, each fully "
        f"connected to the next layer. {_numbers(trace)}"
    )


def one_hot_words(words, vocabulary):
    """Each word as a one-hot vector: one place for every word that the vocabulary knows.

    A single entry is 1. A word that is not in the vocabulary gets the place of <unk>, if there
    is one.
    """
    x = vocabulary.one_hot(words)
    if len(words) > 12 or len(vocabulary) > 16:
        raise ValueError(
            f"{len(words)} words, {len(vocabulary)} in the vocabulary: too many to draw, at most "
            "12 and 16; choose a shorter sentence"
        )
    T, n_x = x.shape
    left, across, cell = 1.3, 1.15, 0.32
    canvas = Canvas(left + across * T, 1.15 + cell * n_x)
    top = canvas.height - 0.75
    for i, word in enumerate(vocabulary.words):
        y = top - cell * (i + 0.5)
        canvas.word(left - 0.02, y, word, left - 0.2, size=10, colour=GREY, ha="right")
    for t, word in enumerate(words):
        centre = left + across * (t + 0.5)
        canvas.word(centre, top + 0.4, word, across - 0.1, size=12)
        for i, value in enumerate(x[t]):
            y, on = top - cell * (i + 0.5), value == 1
            fill = COLOURS["x"] if on else "white"
            canvas.box(centre, y, 0.5, cell, fill=fill, edge=COLOURS["x"], lw=0.9, corner=0)
            canvas.text(centre, y, number(value, 0), colour="white" if on else GREY, zorder=4)
        canvas.text(centre, 0.2, symbol(Name("x", t)), size=11, colour=COLOURS["x"])
    places = "; ".join(
        f"‘{word}’ is "
        + "".join(number(v, 0) for v in x[t])
        + ("" if word in vocabulary else " (not in the vocabulary, so it becomes <unk>)")
        for t, word in enumerate(words)
    )
    return canvas.picture(f"One-hot vectors of length {n_x}, read from the top: {places}.")


def dense_weights(trace):
    """The plain dense net has two sets of weights: W from input to hidden, U from hidden to output.

    A thick line is a large weight, a dashed line a negative one.
    """
    _dense(trace)
    wide = _wide(trace)
    canvas = Canvas(wide + 2.4, 4.3)
    middle = wide / 2 + 0.4
    _net(canvas, neurons(trace), _rows(trace, middle, 0.65, 1.5), weighted=True)
    for lane, letter, text in ((0, "x", "input"), (1, "z", "hidden"), (2, "f", "output")):
        layer = middle + wide / 2 + 0.55
        y = 0.65 + 1.5 * lane
        canvas.text(
            layer,
            y,
            f"{symbol(letter, trace[letter].shape[-1])}  {text}",
            size=11,
            colour=COLOURS[letter],
            ha="left",
        )
    W, U = letters = _weights(trace)
    shapes = [trace[letter].shape for letter in letters]
    for lane, (letter, shape) in enumerate(zip(letters, shapes, strict=True)):
        label = f"{symbol(letter)}  ({' × '.join(map(str, shape))})"
        x, y = middle + wide / 2 + 0.55, 1.4 + 1.5 * lane
        canvas.text(x, y, label, size=12, colour=colour(letter, GREY), ha="left")
    return canvas.picture(
        f"A dense net by neurons. {W}, shape {shapes[0]}, connects inputs to hidden neurons; {U}, "
        f"shape {shapes[1]}, hidden neurons to the output. {_numbers(trace)}"
    )


def hidden_to_hidden(trace, t=0):
    """A second set of weights, V, leads from the hidden neurons at t to those at t + 1.

    So z[t+1] is computed from the new input (through W) and from the last state (through V). The
    output weights U are left out, to keep the picture readable.
    """
    if trace.T is None or not 0 <= t < trace.T - 1:
        raise ValueError(f"t = {t}, T = {trace.T}: this picture needs the two steps t and t + 1")
    both = neurons(trace, t + 1, "xz").only(lambda box: box.column >= t and not box.initial)
    n_x, n_z, _ = _sizes(trace)
    rise = 0.62 * max(n_z, 2)
    canvas = Canvas(8.6, 1.35 + 0.62 * n_x + rise)

    def place(box):
        """Every layer is a column of neurons; x stands below and left of its z."""
        left = 0.7 + 4.4 * (box.column - t) + (2.7 if box.letter == "z" else 0)
        top = canvas.height - 0.95 - (rise + 0.3 if box.letter == "x" else 0)
        return left, top - 0.62 * box.unit

    _net(canvas, both, place, weighted=True)
    for box in both.boxes:
        if box.unit == 0:
            x, y = place(box)
            canvas.text(x, y + 0.52, box.label, size=14, colour=COLOURS[box.letter])
    for step in (0, 1):
        (x0, y0), (x1, y1) = (
            place(both[Name(letter, t + step, n - 1)]) for letter, n in (("x", n_x), ("z", n_z))
        )
        middle = ((x0 + x1) / 2 + 0.25, (y0 + y1) / 2 - 0.1)
        canvas.text(*middle, r"$\mathbf{W}$", size=14, colour=COLOURS["W"])
    x, y = place(both[Name("z", t, 0)])
    canvas.text(x + 2.2, y + 0.25, r"$\mathbf{V}$", size=16, colour=COLOURS["V"])
    z = [vector(row(trace, Name("z", t + k))) for k in (0, 1)]
    return canvas.picture(
        f"Two copies of the network, at t = {t} and t = {t + 1}. W leads from the inputs to the "
        f"hidden neurons in each copy; V, highlighted, leads from every hidden neuron at t = {t} "
        f"to every hidden neuron at t = {t + 1}. z[{t}] = {z[0]}, z[{t + 1}] = {z[1]}. "
        "U is not drawn."
    )


def _net(canvas, graph, place, weighted=False):
    """Neurons as circles with their value, weights as lines; `place(box)` is a neuron's centre."""
    lines = {(arrow.tail, arrow.head) for arrow in graph.arrows if arrow.value is not None}
    if len(lines) < len(graph.arrows):
        raise ValueError(
            "this figure draws one line for each weight, which needs one matrix between two "
            "layers; use draw(unfolded(trace))"
        )
    largest = max(abs(arrow.value) for arrow in graph.arrows) or 1
    for arrow in graph.arrows:
        lines = canvas.lines(
            [(place(graph[arrow.tail]), place(graph[arrow.head]))],
            colour=colour(arrow.letter, GREY),
            lw=0.5 + 3 * abs(arrow.value) / largest if weighted else 1.0,
            dashed=weighted and arrow.value < 0,
        )
        lines.set_gid(f"{arrow.tail} {arrow.head}")
    for box in graph.boxes:
        x, y = place(box)
        canvas.circle(x, y, NEURON, fill=shade(box.value), edge=COLOURS[box.letter], lw=1.4)
        whole = box.letter == "x" and box.value.is_integer()
        canvas.text(x, y, number(box.value, 0 if whole else 2), size=9.5, zorder=4)


def dense_neurons(trace):
    """The width that a dense net needs by neurons; raises ValueError for other traces."""
    _dense(trace)
    return _wide(trace)


def dense_net(canvas, trace, middle, first, rise):
    """A dense net by neurons, in rows: `middle` is the centre, `first` the height of the inputs."""
    _net(canvas, neurons(trace), _rows(trace, middle, first, rise))


def _rows(trace, middle, first, rise):
    """The place of a neuron in a net whose layers are rows, one above the other."""
    sizes = dict(zip("xzf", _sizes(trace), strict=True))

    def place(box):
        aside = box.unit - (sizes[box.letter] - 1) / 2
        return middle + ACROSS * aside, first + rise * box.lane

    return place


def _dense(trace):
    if trace.T is not None:
        raise ValueError(
            "this figure shows a net without time; record a DenseNet, or use walkthrough for an RNN"
        )
    _sizes(trace)


def _sizes(trace):
    first, last = (None, None) if trace.T is None else (0, trace.T - 1)
    names = Name("x", first), Name("z", first), Name("f", last)
    n_x, n_z, n_f = (trace.value(name).shape[-1] for name in names)
    if max(n_x, n_z) > 8:
        raise ValueError(
            f"n_x = {n_x}, n_z = {n_z}: too many neurons to draw one by one, at most 8; "
            "use heat_map for large layers"
        )
    return n_x, n_z, n_f


def _weights(trace):
    """The two matrices of a dense net, W and U, by what they lead from."""
    return [arrow.letter for arrow in unfolded(trace).only(_no_loss).arrows]


def _wide(trace):
    return ACROSS * (max(_sizes(trace)) - 1) + 2 * NEURON


def _no_loss(box):
    return box.letter in "xzf"


def _numbers(trace):
    return " ".join(f"{letter} = {vector(row(trace, letter))}." for letter in "xzf")
