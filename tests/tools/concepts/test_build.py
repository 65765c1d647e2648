"""The concept test as a page and a notebook; what students save is read again."""

import json

import browser
import nbformat
import pytest

from tools.concepts import build
from tools.concepts.questions import ITEMS, key
from tools.launch.trouble import Trouble

RIGHT = key()


def save(folder, when, code, letters):
    lines = ["code,test,question,answer", *(f"{code},{when},{n},{a}" for n, a in letters.items())]
    folder.mkdir(exist_ok=True)
    (folder / f"concepts-{when}-{code}.csv").write_text("\n".join(lines) + "\n")


def test_pages_and_notebooks_are_written_and_know_no_right_answer(tmp_path):
    assert build.main(["--out", str(tmp_path)]) == 0
    for when in ("before", "after"):
        page = (tmp_path / f"{when}.html").read_text("utf-8")
        notebook = nbformat.read(tmp_path / f"{when}.ipynb", 4)
        nbformat.validate(notebook)
        text = page + json.dumps(notebook)
        assert page.count("<fieldset>") == len(ITEMS)
        words = [name for item in ITEMS for _, name in item.wrong if len(name) > 12]
        assert not [name for name in words if name in text] and "misconception" not in page


def test_a_notebook_that_is_filled_in_and_run_saves_what_is_read(tmp_path, monkeypatch):
    for when in ("before", "after"):
        names = {}
        monkeypatch.chdir(tmp_path)
        for cell in build.notebook(when).cells:
            if cell.cell_type == "code":
                source = cell.source.replace('code = ""', 'code = "ab12"')
                source = source.replace('[3] = ""', f'[3] = " {RIGHT[3].lower()} "')
                exec(source, names)
    before, after, told = build.read(tmp_path)
    assert before == after and before["ab12"][3] == RIGHT[3] and not told


def test_the_report_says_the_gain_the_interval_and_what_it_does_not_say(tmp_path, capsys):
    for i in range(12):
        save(tmp_path, "before", f"s{i}", {n: a for n, a in RIGHT.items() if n <= 5 + i % 3})
        save(tmp_path, "after", f"S{i}", {n: a for n, a in RIGHT.items() if n <= 14})
    save(tmp_path, "before", "gone", {1: "A"})
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    assert build.main(["--gain", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "12 people took both tests; 1 only the first" in printed
    assert "Normalised gain: 0.57, 95 % interval 0.5" in printed
    assert "other.csv is no file of this test" in printed and "not why" in printed


def test_a_folder_without_answers_gets_one_sentence(tmp_path):
    for name in ("nowhere", "."):
        with pytest.raises(Trouble, match=r"There is no folder|holds no answers"):
            build.main(["--gain", str(tmp_path / name)])


@pytest.mark.browser
def test_the_page_saves_the_answers_by_keyboard_alone(tmp_path):
    build.main(["--out", str(tmp_path)])
    with browser.page() as page:
        page.goto((tmp_path / "before.html").as_uri())
        page.keyboard.press("Tab")
        page.get_by_role("button").press("Enter")
        assert "Write your code first" in page.locator("#told").inner_text()
        page.keyboard.type("ab12")
        page.locator("input[name='3']").first.press("Space")
        with page.expect_download() as saved:
            page.get_by_role("button").press("Enter")
        assert "19 left out" in page.locator("#told").inner_text()
        saved.value.save_as(tmp_path / "answers" / saved.value.suggested_filename)
    before, after, told = build.read(tmp_path / "answers")
    assert before["ab12"][3] == "A" and before["ab12"][1] == "" and not after and not told
