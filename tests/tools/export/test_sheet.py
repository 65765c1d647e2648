"""The printable page: its code lines compute the gradients, it is one page, with alt texts."""

import re

import numpy as np
import pytest
from cases import data, rnn
from oracle import far

from rnnlib import binary_cross_entropy, bptt
from tools.export import pdf, sheet

pytestmark = pytest.mark.slow

CODE = {what: typed for lines in sheet.FORMULAS.values() for what, _, typed in lines}


def by_the_page(model, x, y, z_init):
    """One training step with nothing but the code lines of the page: f for every t, gradients."""

    def line(what, **values):
        known = {"sigma": model.sigma, "tau": model.tau, "B": x.shape[1]}
        known |= {letter: getattr(model, letter) for letter in "WVbUc"}
        return eval(CODE[what], known | values)

    steps, z = [], z_init
    for x_t in x:
        z_old, z = z, line("state", x=x_t, z_old=z)
        s = line("score", z=z)
        steps.append({"x": x_t, "z_old": z_old, "z": z, "f": line("prediction", s=s)})
    sums, da = dict.fromkeys(("dW", "dV", "db", "dU", "dc"), 0), np.zeros_like(z)
    for step, y_t in zip(reversed(steps), y[::-1], strict=True):
        ds = line("cross-entropy", f=step["f"], y=y_t)
        dz = line("fork", ds=ds, da_next=da)
        da = line("through tanh", dz=dz, z=step["z"])
        sums = {name: sums[name] + line(name, **step, ds=ds, da=da) for name in sums}
    return [step["f"] for step in steps], sums | {"dz_init": line("first state", da=da)}


def test_the_code_lines_of_the_page_compute_outputs_and_gradients():
    model, (x, y, z_init) = rnn(), data(loss=binary_cross_entropy)
    f, given = by_the_page(model, x, y, z_init)
    _, right, _, dz_init = bptt(model, x, y, binary_cross_entropy, z_init=z_init, with_inputs=True)
    assert far(np.array(f), model.run(x, z_init)[1]) < 1e-14
    for letter in "WVbUc":
        assert far(given[f"d{letter}"], getattr(right, letter)) < 1e-12, letter
    assert far(given["dz_init"], dz_init) < 1e-12


def test_a_formula_has_coloured_letters_and_raised_times():
    html = sheet.formula("z[t] = σ(Vᵀz[t−1] + b)")
    assert re.sub(r"<[^>]*>", "", html) == "z[t] = σ(V⊤z[t−1] + b)"
    assert html.count("<sup>") == 3 and html.count("<b style") == 4
    assert "n<sub>z</sub><sup>2</sup>" in sheet.formula("n_x n_z + n_z²")


def test_the_page_stands_alone_and_every_picture_has_an_alt_text():
    html = sheet.page()
    alts = re.findall(r'<img alt="([^"]*)"', html)
    assert len(alts) == html.count("<img") == 5
    assert min(map(len, alts)) > 40
    assert not re.search(r'(src|href)="(?!data:)', html)  # nothing is fetched
    for lines in sheet.FORMULAS.values():
        for what, _, typed in lines:
            assert what in html and typed in html


def test_without_a_browser_the_page_is_written_and_the_reader_told_what_to_do(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(sheet, "FOLDER", tmp_path / "build")
    monkeypatch.setattr(pdf, "browser", lambda: None)
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "sheet.pdf").write_bytes(b"of last year")
    assert sheet.main([]) == 0
    assert [p.name for p in (tmp_path / "build").iterdir()] == ["sheet.html"]
    assert "open the file in your browser and print it" in capsys.readouterr().out


@pytest.mark.browser
def test_the_pdf_is_one_page(tmp_path, monkeypatch):
    if not pdf.browser():
        pytest.skip("no browser that prints")
    monkeypatch.setattr(sheet, "FOLDER", tmp_path)
    assert sheet.main([]) == 0
    printed = (tmp_path / "sheet.pdf").read_bytes()
    assert printed.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
