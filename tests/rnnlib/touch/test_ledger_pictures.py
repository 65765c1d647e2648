"""The ledger in pictures: every number is one of the ledger's, from the last step to the first."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle
from seen import check_places, numbers, stepped

from rnnlib import (
    RNN,
    fork,
    gradient,
    heat_map,
    ledger,
    ledger_map,
    record,
    squared_error,
    step_ledger,
    style,
    three_steps,
)
from rnnlib.pictures.heat_map import MOST_POWERS
from rnnlib.views.say import number

pytestmark = pytest.mark.slow


def five_steps(read="every", **options):
    """One unit, five steps: every entry is one number."""
    model, _, _ = three_steps()
    y = [[1.0], [0.0], [1.0], [0.0], [1.0]]
    x = [[1.0], [0.0], [0.0], [1.0], [0.0]]
    return record(model, x, y if read == "every" else y[-1], squared_error, read=read, **options)


def three_units(T=4):
    rng = np.random.default_rng(2)
    model = RNN.initialise(2, 3, 1, rng=rng)
    return record(model, rng.normal(size=(T, 2)), rng.random((T, 1)), squared_error)


CASES = {
    "one unit": five_steps,
    "z_init": lambda: five_steps(z_init=[-0.5]),
    "one loss": lambda: five_steps("last"),
    "three units": three_units,
    "one step": lambda: three_units(1),
    "twelve steps": lambda: three_units(12),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("look", ["notebook", "slides"])
def test_frames_are_readable_fit_a_slide_and_do_not_jump(name, look):
    trace = CASES[name]()
    with style(look):
        steps, pictures = stepped(lambda: step_ledger(trace))
    assert len(steps.frames) == len(pictures) == trace.T + 1
    assert len({tuple(p.figure.get_size_inches()) for p in pictures}) == 1
    assert max(pictures[0].figure.get_size_inches()) <= 12.8 + 1e-9
    for frame, shown in zip(steps.frames, pictures, strict=True):
        assert frame.sentence in shown.alt
    for shown in (pictures[0], pictures[trace.T // 2], pictures[-1]):
        check_places(shown)  # the cells fill up, none moves


@pytest.mark.parametrize("letter", ["V", "W", "b"])
def test_every_number_of_the_last_frame_is_an_entry_or_a_sum(letter):
    trace = five_steps(z_init=[-0.5])
    found = ledger(trace)
    _, pictures = stepped(lambda: step_ledger(trace, letter))
    entries = found.entries(letter).reshape(5, 5)
    wanted = [*entries[np.tri(5, dtype=bool)], *entries.sum(0), *entries.sum(1), entries.sum()]
    shown = [text for text in numbers(pictures[-1]) if "." in text]
    assert sorted(shown) == sorted(number(value) for value in wanted)
    assert number(getattr(gradient(trace), letter).item()) in shown


def test_columns_are_filled_from_the_last_step_to_the_first():
    _, pictures = stepped(lambda: step_ledger(five_steps()))
    filled = [sum("." in text for text in numbers(shown)) for shown in pictures]
    assert filled == [2, 5, 9, 14, 20, 26]  # a column has an entry per later loss, and its sum


def test_a_frame_says_through_which_way_a_loss_is_heard():
    sentences = [frame.sentence for frame in step_ledger(five_steps()).frames]
    assert sentences[0] == "Step 4: V_4 hears L[4] through f[4]. dL/dV_4 = (−0.30) = −0.30."
    assert "V_2 hears L[2] through f[2] and L[3], L[4] through z[3]." in sentences[2]
    assert sentences[-1].endswith("the whole table to dL/dV = 0.04.")
    late = step_ledger(five_steps("last")).frames[1].sentence
    assert "V_3 hears L[4] through z[4]." in late


def test_a_long_run_is_refused_with_a_remedy():
    with pytest.raises(ValueError, match=r"T = 13 columns.*ledger_map\(ledger\(trace\)\)"):
        step_ledger(three_units(13))


def test_the_map_has_a_shade_for_every_entry_that_is_not_zero_and_darker_is_larger():
    found = ledger(three_units(9))
    shown = ledger_map(found)
    norms = found.norms()
    patches = [p for p in shown.figure.axes[0].patches if isinstance(p, Rectangle)]
    cells, places = patches[: (norms > 0).sum()], np.argwhere(norms > 0)
    by_size = sorted(zip(norms[norms > 0], cells, strict=True), key=lambda pair: pair[0])
    light = [sum(to_rgb(cell.get_facecolor())) for _, cell in by_size]
    assert light == sorted(light, reverse=True) and light[0] > light[-1]
    columns = [cell.get_x() for cell in cells]
    assert np.corrcoef(columns, places[:, 1])[0, 1] > 0.999
    check_places(shown)


def test_two_maps_with_one_scale_have_the_same_colours_for_the_same_sizes():
    whole = ledger(three_units(12))
    cut, norms = whole.within(3), whole.norms()
    shown, alone = ledger_map(whole), ledger_map(cut, like=whole)
    colours = []
    for table, picture in ((whole, shown), (cut, alone)):
        places = map(tuple, np.argwhere(table.norms() > 0))  # the key's patches come after them
        colours.append(dict(zip(places, picture.figure.axes[0].patches, strict=False)))
    assert len(colours[1]) < len(colours[0]) == (norms > 0).sum()
    for place, patch in colours[1].items():
        assert patch.get_facecolor() == colours[0][place].get_facecolor()
    keys = [[text for text in numbers(picture) if "10^" in text] for picture in (shown, alone)]
    assert keys[0] == keys[1]


def test_the_map_says_its_numbers():
    found = ledger(three_units(20))
    alt, norms = ledger_map(found, "W").alt, found.norms("W")
    assert f"{norms.max():.2g}" in alt and f"{norms[norms > 0].min():.2g}" in alt
    assert "20 rows and 20 columns" in alt


def test_a_logarithmic_map_takes_sizes_only_and_ends_its_key_in_time():
    with pytest.raises(ValueError, match=r"smallest value is -1; log = True needs sizes"):
        heat_map([[1.0, -1.0]], log=True)
    check_places(heat_map([[0.0, 0.0]], log=True))
    wide = heat_map(10.0 ** -np.arange(40.0)[None], log=True)
    assert sum("10^" in text for text in numbers(wide)) <= MOST_POWERS
    assert any("≤" in text for text in numbers(wide))
    check_places(wide)


def test_the_fork_shows_both_shares_and_their_sum():
    shown = fork(record(*three_steps(), squared_error), 1)
    assert {"1.04", "−0.87", "dz[1] = 0.17"} <= set(numbers(shown))
    assert "dz[1] gets 1.04 from f[1] and −0.87 from z[2]; sum 0.17." in shown.alt
    check_places(shown)


@pytest.mark.parametrize(("read", "t"), [("every", 4), ("last", 2), ("every", -1)])
def test_where_nothing_forks_this_is_said(read, t):
    with pytest.raises(ValueError, match=f"no fork at t = {t}"):
        fork(five_steps(read), t)
