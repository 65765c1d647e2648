"""Word vectors: who is near whom, and a map of them on paper.

The rows of W are vectors, one for each word: row i is what word i gives to the state. Two words are
alike for a network where their rows point the same way.
"""

import numpy as np

from rnnlib.inputs import shapes
from rnnlib.pictures.canvas import Canvas
from rnnlib.pictures.ink import COLOURS, FAINT, GREY, drawing
from rnnlib.views.say import number
from rnnlib.views.table import Table

PAPER = (7.2, 5.2)  # inches
MARGIN = 0.3  # from the paper's edge to the nearest point and label
SIGNS = (("U", "o"), ("V", "s"), ("W", "^"))  # a colour and a shape for each group
RADII = np.linspace(0.09, 1.2, 24)  # how far a label may move from its point
ANGLES = np.deg2rad([0, 180, 90, 270, 30, 150, 210, 330, 60, 120, 240, 300])


def cosine(vectors):
    """The cosine of the angle between every two rows: (n, d) -> (n, n), 1 for the same direction.

    Raises ValueError for a row of zeros, which has no direction.
    """
    vectors = _rows(vectors)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not lengths.all():
        raise ValueError(f"row {int(np.argmin(lengths))} is zero, and zero has no direction")
    return vectors / lengths @ (vectors / lengths).T


def neighbours(vectors, vocabulary, words, n=5):
    """A table of the n words whose vectors point most nearly the way of each of `words`.

    vectors (number of words, d), in the order of the vocabulary. Raises ValueError for a word that
    the vocabulary does not have.
    """
    _one_each(vectors, vocabulary.words)
    alike, lines = cosine(vectors), []
    for word in words:
        if word not in vocabulary:
            raise ValueError(f"the word {word!r} is not in this vocabulary of {len(vocabulary)}")
        i = vocabulary.words.index(word)
        order = [j for j in np.argsort(-alike[i], kind="stable") if j != i][:n]
        lines.append((word, *(f"{vocabulary.words[j]} {number(alike[i, j])}" for j in order)))
    head = ("word", *(f"{rank + 1}." for rank in range(min(n, len(vocabulary) - 1))))
    return Table("nearest words, with the cosine of the angle", head, tuple(lines))


def principal_axes(vectors, k=2):
    """The k directions in which the rows spread most: (places (n, k), share of the spread (k,)).

    X − mean = A S Bᵀ (singular values); the places are A S, the shares S² / ΣS². Each direction
    gets the sign that makes its largest entry positive, so the same rows give the same map.
    """
    vectors = _rows(vectors)
    n, d = vectors.shape
    if not 1 <= k <= min(n, d):
        raise ValueError(f"k = {k}, expected 1 to {min(n, d)}: that many directions there are")
    A, S, B = np.linalg.svd(vectors - vectors.mean(axis=0), full_matrices=False)
    if not S.any():
        raise ValueError("all rows are equal, so they spread in no direction")
    signs = np.sign(B[np.arange(len(B)), np.abs(B).argmax(axis=1)])
    return (A * S * signs)[:, :k], (S**2 / (S**2).sum())[:k]


@drawing()
def word_map(vectors, words, groups=None):
    """A map of word vectors on their two main directions, each word written beside its point.

    `groups` names up to three sets of words to be marked, {"positive": […], …}. Labels move away
    from one another, with a thin line to their point. What the map leaves out is in its caption.
    """
    words = tuple(words)
    _one_each(vectors, words)
    groups = dict(groups or {})
    if len(groups) > len(SIGNS):
        raise ValueError(f"{len(groups)} groups, expected at most {len(SIGNS)} to tell apart")
    places, shares = principal_axes(vectors)
    canvas = Canvas(*PAPER)
    points = _on_paper(places)
    sign_of = {w: sign for (_, ws), sign in zip(groups.items(), SIGNS, strict=False) for w in ws}
    for word, point in zip(words, points, strict=True):
        letter, shape = sign_of.get(word, (None, "."))
        colour = COLOURS[letter] if letter else GREY
        canvas.axes.plot(*point, shape, color=colour, markersize=5 * canvas.scale, zorder=4)
    _labels(canvas, words, points, {w: COLOURS[letter] for w, (letter, _) in sign_of.items()})
    caption = (
        f"→ direction 1: {shares[0]:.0%} of the spread    ↑ direction 2: {shares[1]:.0%}    "
        f"not shown: {max(1 - shares.sum(), 0):.0%}"
    )
    canvas.text(0.15, 0.16, caption, size=9, colour=GREY, ha="left", math=False)
    _legend(canvas, groups)
    return canvas.picture(_in_words(words, places, shares, groups))


def _rows(vectors):
    vectors = shapes.numbers("vectors", vectors)
    if vectors.ndim != 2:
        raise ValueError(f"vectors have shape {vectors.shape}, expected (n, d): one row each")
    return shapes.finite("vectors", vectors, ("row", "column"))


def _one_each(vectors, words):
    if len(vectors) != len(words):
        raise ValueError(f"{len(vectors)} vectors for {len(words)} words, expected one each")


def _on_paper(places):
    """Places in inches, with one scale for both directions: a distance is a distance."""
    low, high = places.min(axis=0), places.max(axis=0)
    room = np.array(PAPER) - 2 * np.array([0.75, 0.55])
    scale = (room / np.maximum(high - low, 1e-12)).min()
    return (places - (low + high) / 2) * scale + np.array(PAPER) / 2


def _labels(canvas, words, points, colours):
    """Write each word at the first free place around its point, crowded points first."""
    apart = np.linalg.norm(points[:, None] - points, axis=-1)
    taken = [(x - 0.05, y - 0.05, x + 0.05, y + 0.05) for x, y in points]
    taken += [(0, 0, PAPER[0], 0.3), (0, PAPER[1] - 0.32, PAPER[0], PAPER[1])]  # caption, legend
    for i in np.argsort(np.sort(apart, axis=1)[:, : min(4, len(points))].sum(axis=1)):
        x, y = points[i]
        colour = colours.get(words[i], GREY)
        label = canvas.text(x, y, words[i], size=9, colour=colour, math=False, zorder=5)
        box = canvas.extent(label)
        place, distance = _free(points[i], box.width + 0.05, box.height + 0.03, taken)
        label.set_position(place)
        taken.append(_box(place, box.width + 0.05, box.height + 0.03))
        if distance > 0.2:
            canvas.lines([((x, y), tuple(place))], colour=FAINT, lw=0.6)
            label.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 0.5})


def _free(point, width, height, taken):
    """The nearest place for a label of this size that touches nothing: (place, distance)."""
    for radius in RADII:
        for angle in ANGLES:
            way = np.array([np.cos(angle), np.sin(angle)])
            place = point + radius * way + way * np.array([width, height]) / 2
            box = _box(place, width, height)
            inside = box[0] > 0 and box[1] > 0 and box[2] < PAPER[0] and box[3] < PAPER[1]
            if inside and not any(_touch(box, other) for other in taken):
                return place, radius
    raise ValueError("there is no room for all labels; show fewer words")


def _box(centre, width, height):
    (x, y), w, h = centre, width / 2, height / 2
    return x - w, y - h, x + w, y + h


def _touch(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _legend(canvas, groups):
    x, y = 0.25, PAPER[1] - 0.16
    for name, (letter, shape) in zip(groups, SIGNS, strict=False):
        canvas.axes.plot(x, y, shape, color=COLOURS[letter], markersize=5 * canvas.scale)
        text = canvas.text(x + 0.12, y, name, size=9, colour=COLOURS[letter], ha="left", math=False)
        x = canvas.extent(text).x1 + 0.3


def _in_words(words, places, shares, groups):
    """The map in words: how much it shows, and where each group lies on it."""
    parts = [
        f"Map of {len(words)} word vectors on the two directions in which they spread most; these "
        f"hold {shares[0]:.0%} and {shares[1]:.0%} of the spread."
    ]
    for name, members in groups.items():
        there = [i for i, word in enumerate(words) if word in set(members)]
        if there:
            low, high = places[there, 0].min(), places[there, 0].max()
            parts.append(
                f"{name} ({', '.join(words[i] for i in there)}): from {number(low, 1)} to "
                f"{number(high, 1)} on direction 1."
            )
    return " ".join(parts)
