"""Formulas as MathML, made while the site is built: browsers and screen readers need no engine."""

from html import escape

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.util import logging

log = logging.getLogger(__name__)


def mathml(latex: str, *, block: bool = False) -> str:
    """One formula as a <math> element; the LaTeX stays in it as alternative text."""
    element = tex2mathml(" ".join(latex.split()), as_block=block)
    return element.replace("<math ", f'<math alttext="{escape(latex.strip())}" ', 1)


def visit_inline(writer, node):
    """Write a formula within a sentence."""
    writer.body.append(_or_warn(node, block=False))
    raise nodes.SkipNode


def visit_block(writer, node):
    """Write a formula on a line of its own; a long one scrolls by itself, not the page."""
    writer.body.append(f'<div class="formula" tabindex="0">{_or_warn(node, block=True)}</div>')
    raise nodes.SkipNode


def _or_warn(node, block):
    try:
        return mathml(node.astext(), block=block)
    except MathError as error:
        log.warning("formula %r: %s", node.astext(), error, location=node)
        return f"<code>{escape(node.astext())}</code>"


def setup(app):
    """Tell Sphinx about this renderer; `html_math_renderer = "mathml"` chooses it."""
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
