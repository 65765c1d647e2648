"""Printing with a browser: what did not work is said, and no wrong file is left."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools.export import pdf
from tools.launch.trouble import Trouble


@pytest.fixture
def target(tmp_path):
    path = tmp_path / "sheet.pdf"
    path.write_bytes(b"of last year")
    return path


@pytest.fixture
def printing(monkeypatch):
    """Let a browser be there that writes these bytes, or (None) fails."""

    def run(content):
        def printed(command, **options):
            if content is None:
                raise subprocess.CalledProcessError(1, command)
            (to,) = (word for word in command if word.startswith("--print-to-pdf="))
            Path(to.partition("=")[2]).write_bytes(content)

        monkeypatch.setattr(pdf, "browser", lambda: "chromium")
        monkeypatch.setattr(subprocess, "run", printed)

    return run


def test_what_the_browser_printed_is_the_file(target, printing):
    printing(b"%PDF")
    pdf.print_page(target.with_suffix(".html"), target)
    assert target.read_bytes() == b"%PDF"


def test_what_was_not_printed_is_no_file(target, printing):
    printing(None)
    with pytest.raises(Trouble, match="chromium did not print it"):
        pdf.print_page(target.with_suffix(".html"), target)
    assert not target.exists()


def test_without_a_browser_there_is_no_file_of_last_year(target, monkeypatch):
    monkeypatch.setattr(pdf, "BROWSERS", ("no-such-browser",))
    with pytest.raises(Trouble, match="no Chromium, Chrome or Edge was found"):
        pdf.print_page(target.with_suffix(".html"), target)
    assert not target.exists()


def test_a_browser_is_found_by_its_name_or_its_place(monkeypatch):
    monkeypatch.setattr(pdf, "BROWSERS", ("no-such-browser", sys.executable))
    assert pdf.browser() == sys.executable
