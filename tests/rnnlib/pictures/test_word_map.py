"""Word vectors: neighbours and maps against plain definitions, labels that never overlap."""

from itertools import combinations

import matplotlib
import numpy as np
import pytest

from rnnlib import Vocabulary, neighbours, principal_axes, word_map
from rnnlib.pictures.canvas import Canvas
from rnnlib.pictures.word_map import cosine


def vectors(n=20, d=6, seed=0):
    return np.random.default_rng(seed).normal(size=(n, d)) * np.linspace(3, 0.1, d)


def names(n):
    return tuple(f"word{i}" for i in range(n))


def test_the_cosine_is_that_of_the_angle_between_two_rows():
    rows = [[1, 0], [0, 2], [3, 3], [-5, 0]]
    expected = [[1, 0, 0.5**0.5, -1], [0, 1, 0.5**0.5, 0]]
    np.testing.assert_allclose(cosine(rows)[:2], expected, atol=1e-15)
    with pytest.raises(ValueError, match="row 1 is zero"):
        cosine([[1.0, 0.0], [0.0, 0.0]])


def test_neighbours_are_those_of_a_search_by_hand():
    rows, words = vectors(), Vocabulary(names(20))
    lines = neighbours(rows, words, ["word3", "word7"], n=4).rows
    for line, i in zip(lines, (3, 7), strict=True):
        angles = {
            words.words[j]: rows[i] @ rows[j] / np.linalg.norm(rows[i]) / np.linalg.norm(rows[j])
            for j in range(20)
            if j != i
        }
        best = sorted(angles, key=angles.get, reverse=True)[:4]
        assert line == (f"word{i}", *(f"{word} {angles[word]:.2f}" for word in best))


def test_the_main_axes_are_the_eigenvectors_of_the_covariance():
    rows = vectors()
    places, shares = principal_axes(rows, k=3)
    values, axes = np.linalg.eigh(np.cov(rows.T))
    np.testing.assert_allclose(shares, values[::-1][:3] / values.sum(), rtol=1e-12)
    expected = (rows - rows.mean(axis=0)) @ axes[:, ::-1][:, :3]
    np.testing.assert_allclose(np.abs(places), np.abs(expected), atol=1e-12)
    all_places, all_shares = principal_axes(rows, k=6)
    assert all_shares.sum() == pytest.approx(1)
    apart = np.linalg.norm(rows[:, None] - rows, axis=-1)
    np.testing.assert_allclose(
        np.linalg.norm(all_places[:, None] - all_places, axis=-1), apart, atol=1e-12
    )


def test_the_same_rows_turned_by_180_degrees_keep_one_sign_rule():
    rows = vectors()
    np.testing.assert_allclose(principal_axes(rows)[0], principal_axes(rows + 7.5)[0], atol=1e-12)


@pytest.mark.slow
@pytest.mark.parametrize(("n", "crowd"), [(2, 0), (15, 0.0), (51, 0.0), (45, 3.0)])
def test_labels_overlap_nothing_and_stay_on_the_paper(n, crowd):
    rows = vectors(n)
    rows[n // 2 :] /= 1 + crowd * 10  # half of the words in a heap
    figure = word_map(rows, names(n), {"some": names(n)[:3]}).figure
    axes = figure.axes[0]
    canvas = Canvas(1, 1)
    canvas.figure, canvas.axes = figure, axes
    boxes = [canvas.extent(text) for text in axes.texts]
    assert len(boxes) == n + 2  # the words, the caption, one name in the legend
    for a, b in combinations(boxes, 2):
        assert not (a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1)
    for box in boxes:
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= 7.2 and box.y1 <= 5.2


def test_distances_on_the_paper_are_those_of_the_two_axes_in_one_scale():
    rows = vectors(10)
    axes = word_map(rows, names(10)).figure.axes[0]
    drawn = np.array([line.get_xydata()[0] for line in axes.lines])
    apart = [np.linalg.norm(a - b) for a, b in combinations(drawn, 2)]
    wanted = [np.linalg.norm(a - b) for a, b in combinations(principal_axes(rows)[0], 2)]
    ratio = np.array(apart) / np.array(wanted)
    np.testing.assert_allclose(ratio, ratio[0], rtol=1e-9)


def test_groups_differ_in_colour_and_in_shape_and_are_named_in_the_alt_text():
    words = names(9)
    groups = {"first": words[:3], "second": words[3:6], "third": words[6:8]}
    shown = word_map(vectors(9), words, groups)
    marks = shown.figure.axes[0].lines[:9]
    looks = [(line.get_marker(), matplotlib.colors.to_hex(line.get_color())) for line in marks]
    assert len({looks[0], looks[3], looks[6], looks[8]}) == 4
    assert len({mark for mark, _ in looks}) == 4
    places, shares = principal_axes(vectors(9))
    assert f"{shares[0]:.0%} and {shares[1]:.0%}" in shown.alt
    low = f"{places[3:6, 0].min():.1f}".replace("-", "−")
    assert f"second (word3, word4, word5): from {low} to" in shown.alt


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: word_map(vectors(5), names(4)), "5 vectors for 4 words"),
        (lambda: word_map(vectors(5)[0], names(6)), r"shape \(6,\), expected \(n, d\)"),
        (lambda: word_map(vectors(5) * np.nan, names(5)), "vectors holds nan at row"),
        (lambda: word_map(np.ones((5, 3)), names(5)), "all rows are equal"),
        (lambda: word_map(vectors(5), names(5), dict.fromkeys("abcd", ())), "4 groups, expected"),
        (lambda: word_map(vectors(300), names(300)), "no room for all labels"),
        (lambda: principal_axes(vectors(5), k=6), "k = 6, expected 1 to 5"),
        (lambda: neighbours(vectors(3), Vocabulary(names(3)), ["x"]), "'x' is not in this"),
    ],
)
def test_what_cannot_be_drawn_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
