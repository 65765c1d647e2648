"""Print a deck to PDF. Only playwright can wait until reveal.js has laid out its pages.

(The browser's own command line, as for the sheet, printed one page of 39 of the lecture.)
"""

from tools.export.pdf import browser as installed
from tools.launch.trouble import Trouble


def print_deck(page):
    """Write the PDF beside the deck: one page for each slide, every stepper as a filmstrip."""
    from playwright.sync_api import Error, sync_playwright

    target, program = page.with_suffix(".pdf"), installed()
    if not program:
        raise Trouble(
            "Printing needs Chromium or Chrome, and neither was found: install one, or open the "
            "deck in another browser with ?print-pdf at the end of its address, and print there."
        )
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
            tab = browser.new_page()
            tab.goto(f"{page.as_uri()}?print-pdf")
            tab.wait_for_function("document.querySelectorAll('.pdf-page').length > 0")
            tab.evaluate("document.fonts.ready")
            tab.pdf(
                path=target,
                prefer_css_page_size=True,
                print_background=True,
                tagged=True,  # headings and alt texts can be read aloud
                outline=True,
            )
            browser.close()
    except Error as error:
        raise Trouble(
            f"The browser did not print {page.name} ({str(error).splitlines()[0]}): open it in "
            "Chromium or Chrome, add ?print-pdf to the address, and print from there."
        ) from error
    return target
