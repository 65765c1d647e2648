"""Small slips in a program, one at a time: another sign, another boundary, a line left out.

Each slip is a piece of the source and what stands there instead, so it is shown as a person would
have typed it. What is only said is left alone: docstrings, f-strings, what follows `raise`, hints
of types, and how a dataclass shows its fields.
"""

import ast
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise

BINARY = {
    ast.Add: ("+", ["-"]),
    ast.Sub: ("-", ["+"]),
    ast.Mult: ("*", ["/"]),
    ast.Div: ("/", ["*"]),
    ast.FloorDiv: ("//", ["/"]),
    ast.Mod: ("%", ["*"]),
    ast.Pow: ("**", ["*"]),
    ast.BitAnd: ("&", ["|"]),
    ast.BitOr: ("|", ["&"]),
    ast.And: ("and", ["or"]),
    ast.Or: ("or", ["and"]),
}
COMPARISONS = {
    ast.Lt: ("<", ["<=", ">"]),
    ast.LtE: ("<=", ["<", ">"]),
    ast.Gt: (">", [">=", "<"]),
    ast.GtE: (">=", [">", "<"]),
    ast.Eq: ("==", ["!="]),
    ast.NotEq: ("!=", ["=="]),
    ast.Is: ("is", ["is not"]),
    ast.IsNot: ("is not", ["is"]),
    ast.In: ("in", ["not in"]),
    ast.NotIn: ("not in", ["in"]),
}
SAID = (ast.Raise, ast.JoinedStr)
HINTS = ("annotation", "returns")
DECIDED = (ast.Compare, ast.BoolOp, ast.UnaryOp, ast.Constant)  # they have slips of their own


@dataclass(frozen=True)
class Slip:
    """The bytes from `start` to `end` of a source, and what stands there instead."""

    start: int
    end: int
    new: str

    def made_in(self, source):
        """The whole source with the slip."""
        data = source.encode()
        return (data[: self.start] + self.new.encode() + data[self.end :]).decode()

    def shown(self, source):
        """(number, before, after) of the first line that reads otherwise."""
        old, new = source.splitlines(), self.made_in(source).splitlines()
        pairs = enumerate(zip(old, new, strict=False), start=1)
        number, (before, after) = next((i, pair) for i, pair in pairs if pair[0] != pair[1])
        whole_lines = not self.new and len(old) != len(new)
        return number, before.strip(), "(left out)" if whole_lines else after.strip()


def slips(source):
    """All slips in a source, in order; none leaves it as it is or breaks its syntax."""
    page = _Page(source)
    found = {Slip(*slip) for node in _done(ast.parse(source)) for slip in _of(node, page)}
    return sorted(found, key=lambda slip: (slip.start, slip.end, slip.new))


def function_at(source, line):
    """The name of the innermost function or class that holds a line; empty on the ground floor."""
    around = [node for node in _blocks(source) if node.lineno <= line <= node.end_lineno]
    return max(around, key=lambda node: node.lineno).name if around else ""


@cache
def _blocks(source):
    nodes = ast.walk(ast.parse(source))
    return [node for node in nodes if isinstance(node, (ast.FunctionDef, ast.ClassDef))]


def _done(node):
    """The nodes that do something, each before its parts."""
    yield node
    if isinstance(node, SAID) or (isinstance(node, ast.Call) and _name(node.func) == "field"):
        return
    for name, value in ast.iter_fields(node):
        parts = value if isinstance(value, list) else [value]
        for part in parts:
            if isinstance(part, ast.AST) and name not in HINTS:
                yield from _done(part)


class _Page:
    """A source in bytes, because that is how `ast` counts columns."""

    def __init__(self, source):
        self.data = source.encode()
        lengths = (len(line) for line in self.data.splitlines(keepends=True))
        self.starts = [0, *accumulate(lengths)]

    def start(self, node):
        return self.starts[node.lineno - 1] + node.col_offset

    def end(self, node):
        return self.starts[node.end_lineno - 1] + node.end_col_offset

    def text(self, node):
        return self.data[self.start(node) : self.end(node)].decode()

    def instead(self, node, new):
        return self.start(node), self.end(node), new

    def sign(self, left, right, old, new):
        """Another sign between two parts."""
        place = self.data.index(old.encode(), self.end(left), self.start(right))
        return place, place + len(old.encode()), new


def _of(node, page):
    """The slips of one node: (start, end, new text)."""
    match node:
        case ast.BinOp(left, op, right) if type(op) in BINARY and not _text(left, right):
            old, others = BINARY[type(op)]
            yield from (page.sign(left, right, old, new) for new in others)
        case ast.BoolOp(op, values):
            old, (new,) = BINARY[type(op)]
            yield from (page.sign(a, b, old, new) for a, b in pairwise(values))
        case ast.Compare(left, ops, parts):
            for a, op, b in zip([left, *parts], ops, parts, strict=False):
                old, others = COMPARISONS[type(op)]
                yield from (page.sign(a, b, old, new) for new in others)
        case ast.AugAssign(target, op, value) if type(op) in BINARY:
            old, others = BINARY[type(op)]
            yield from (page.sign(target, value, f"{old}=", new) for new in [f"{others[0]}=", "="])
            yield page.instead(node, "pass")
        case ast.UnaryOp(ast.Not() | ast.USub(), value):
            yield page.instead(node, page.text(value))
        case ast.Constant(bool() | int() | float() as value):
            yield page.instead(node, _other(value))
        case ast.Return(value) if value and _constant(value) is not None:
            yield page.instead(value, "None")
        case ast.Raise() | ast.Expr(ast.Call()) | ast.Break() | ast.Continue():
            yield page.instead(node, "pass")
        case ast.Assign([ast.Subscript() | ast.Attribute()]):
            yield page.instead(node, "pass")
        case ast.Call(ast.Attribute(value), [], []):  # x.copy()
            yield page.instead(node, page.text(value))
        case ast.Attribute(value, "T"):
            yield page.instead(node, page.text(value))
        case ast.Call(func, args, keywords) if keywords and _name(func) != "field":
            yield from _without_each_keyword(args, keywords, page)
    test = getattr(node, "test", None)
    if test and not isinstance(test, DECIDED):
        yield page.instead(test, f"not ({page.text(test)})")


def _without_each_keyword(args, keywords, page):
    """A flag is not left out: its slip is to be the other way round, which is the same."""
    parts = sorted([*args, *keywords], key=page.start)
    for i, part in enumerate(parts):
        if part in args or part.arg is None or isinstance(_constant(part.value), bool):
            continue
        if i:
            yield page.end(parts[i - 1]), page.end(part), ""
        elif len(parts) > 1:
            yield page.start(part), page.start(parts[1]), ""
        else:
            yield page.instead(part, "")


def _name(node):
    return getattr(node, "id", "")


def _constant(node):
    return getattr(node, "value", ...) if isinstance(node, ast.Constant) else ...


def _text(*parts):
    return any(isinstance(p, ast.JoinedStr) or isinstance(_constant(p), str) for p in parts)


def _other(value):
    """Another constant of the same kind: off by one, or a hundred times as large."""
    if isinstance(value, bool):
        return str(not value)
    return str(value + 1) if isinstance(value, int) or value == 0 else f"{100 * value:g}"
