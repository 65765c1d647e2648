"""The Chromium, Chrome or Edge of this computer, and how it prints one sheet of paper."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from tools.launch.trouble import Trouble

BROWSERS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
QUIETLY = "--headless --disable-gpu --no-sandbox --no-first-run --disable-extensions".split()
SECONDS = 120


def browser() -> str | None:
    """The path of a browser that can print without a window, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def print_page(page: Path, target: Path) -> None:
    """Print an HTML file that stands still; Trouble, and no PDF, if that did not work."""
    target.unlink(missing_ok=True)  # an old one would not be this page
    program = browser()
    if not program:
        raise Trouble("no Chromium, Chrome or Edge was found that prints by itself")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        new = Path(profile, "new.pdf")
        command = [program, *QUIETLY, f"--user-data-dir={profile}", "--no-pdf-header-footer"]
        command += [f"--print-to-pdf={new}", page.as_uri()]
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
            shutil.copyfile(new, target)
        except (subprocess.SubprocessError, OSError) as error:
            raise Trouble(f"{program} did not print it ({type(error).__name__})") from error
