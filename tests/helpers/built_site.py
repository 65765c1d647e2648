"""The site, built once for all tests that look at it, and its pages as what a reader meets."""

import subprocess
import sys
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from once import once

ROOT = Path(__file__).resolve().parents[2]


@cache
def site():
    """The folder of the site, built by the command itself, once a run."""
    return once("built-site", _build) / "site"


def _build(folder):
    command = [sys.executable, "-m", "tools.site.build", "--into", str(folder / "site")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr


@cache
def names():
    """The pages of the site, without the slides, which have tests of their own."""
    found = (path.relative_to(site()).as_posix() for path in site().rglob("*.html"))
    return sorted(name for name in found if not name.startswith("slides/"))


@dataclass
class Page(HTMLParser):
    """What a page holds that can be checked without a browser."""

    name: str
    headings: list = field(default_factory=list)
    images: list = field(default_factory=list)
    links: list = field(default_factory=list)
    loads: list = field(default_factory=list)
    ids: set = field(default_factory=set)

    def __post_init__(self):
        super().__init__()
        self.text = (site() / self.name).read_text(encoding="utf-8")
        self.feed(self.text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.ids |= {found[key] for key in ("id", "name") if found.get(key)}
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        if tag == "img":
            self.images.append(found)
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])
        if tag in ("script", "img", "iframe", "source", "link"):
            self.loads += [found[key] for key in ("src", "href", "srcset") if found.get(key)]


@cache
def page(name):
    """One page, read once."""
    return Page(name)
