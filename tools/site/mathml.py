"""Formulas as MathML, made while the site is built: Sphinx is told to use those of the slides."""

from html import escape

from docutils import nodes
from sphinx.util import logging

from tools.export.formulas import mathml
from tools.launch.trouble import Trouble

log = logging.getLogger(__name__)


def visit_inline(writer, node):
    """Write a formula within a sentence."""
    writer.body.append(_or_warn(node))
    raise nodes.SkipNode


def visit_block(writer, node):
    """Write a formula on a line of its own; a long one scrolls by itself, not the page."""
    formula = _or_warn(node, display=True)
    writer.body.append(f'<div class="formula" tabindex="0">{formula}</div>')
    raise nodes.SkipNode


def _or_warn(node, display=False):
    try:
        return mathml(node.astext(), display)
    except Trouble as trouble:
        log.warning("%s", trouble, location=node)
        return f"<code>{escape(node.astext())}</code>"


def setup(app):
    """Tell Sphinx about this renderer; `html_math_renderer = "mathml"` chooses it."""
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
