"""Print a deck to PDF with the Chromium or Chrome of this computer."""

import shutil
from pathlib import Path

from tools.launch.trouble import Trouble

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)


def print_deck(page):
    """Write the PDF beside the deck: one page for each slide, every stepper as a filmstrip."""
    from playwright.sync_api import Error, sync_playwright

    target = page.with_suffix(".pdf")
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=_browser(), args=["--no-sandbox"])
            tab = browser.new_page()
            tab.goto(f"{page.as_uri()}?print-pdf")
            tab.wait_for_function("document.querySelectorAll('.pdf-page').length > 0")
            tab.evaluate("document.fonts.ready")
            tab.pdf(path=target, prefer_css_page_size=True, print_background=True)
            browser.close()
    except Error as error:
        raise Trouble(
            f"The browser did not print {page.name} ({str(error).splitlines()[0]}): open it in "
            "Chromium or Chrome, add ?print-pdf to the address, and print from there."
        ) from error
    return target


def _browser():
    found = [path for path in map(shutil.which, NAMES) if path]
    found += [place for place in PLACES if Path(place).exists()]
    if not found:
        raise Trouble(
            "Printing needs Chromium or Chrome, and neither was found: install one, or open the "
            "deck in another browser with ?print-pdf at the end of its address, and print there."
        )
    return found[0]
