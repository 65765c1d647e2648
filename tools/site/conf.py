"""Settings of Sphinx for the site; `python course.py site` calls it with the staged folder."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tools.site.docstrings import to_rst  # noqa: E402

project = "Recurrent neural networks"
author = "The authors of this course"
project_copyright = "The authors of this course. Code: MIT. Text and figures: CC BY 4.0"
language = "en"

exclude_patterns = ["_static", "_extra"]
extensions = [
    "myst_nb",  # notebooks and Markdown
    "sphinx.ext.autodoc",  # the reference, from docstrings
    "sphinx.ext.viewcode",  # ... with the source behind every name
    "tools.site.mathml",
]

myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3
suppress_warnings = ["myst.xref_missing"]  # a test follows every link; no link stops a build
nb_execution_mode = "off"  # the outputs are stored; nothing is run here
nb_merge_streams = True
html_math_renderer = "mathml"
autodoc_member_order = "bysource"
autodoc_typehints = "none"
viewcode_follow_imported_members = False
html_domain_indices = False  # reference/index lists the modules, in reading order

html_theme = "pydata_sphinx_theme"
html_title = project
html_css_files = ["course.css"]
html_favicon = str(Path(__file__).parent / "static" / "icon.svg")
html_copy_source = False
html_show_sphinx = False
html_use_index = True
html_sidebars: dict[str, list[str]] = {
    "index": [],
    "slides": [],
    "NOTATION": [],
    "misconceptions": [],
}
html_theme_options = {
    "navbar_align": "left",
    "header_links_before_dropdown": 8,
    "show_nav_level": 1,
    "show_toc_level": 1,
    "navigation_with_keys": False,  # arrow keys are for the steppers
    "footer_start": ["copyright"],
    "footer_end": [],
    "secondary_sidebar_items": ["page-toc"],
    "show_version_warning_banner": False,
    "back_to_top_button": True,
}
html_context = {"default_mode": "auto"}  # light or dark, as the reader's system is


def setup(app):
    """Connect what this site does beyond the extensions; `_static` is in the staged folder."""
    app.connect("autodoc-process-docstring", as_rst)
    app.connect("config-inited", staged_folders)


def as_rst(app, what, name, obj, options, lines):
    """Let the docstrings of rnnlib be what they are: prose with formulas set by hand."""
    lines[:] = to_rst(lines)


def staged_folders(app, config):
    """Take files from the staged folder, and not from the one that this file is in."""
    config.html_static_path = [str(Path(app.srcdir) / "_static")]
    config.html_extra_path = [str(Path(app.srcdir) / "_extra")]
