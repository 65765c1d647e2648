"""Which products and sums a line of code holds: ("@", "V.T", "_") for np.dot(V.T, z).

A matrix keeps its name (it begins with a capital letter); other names are "_", results "?".
"""

import ast
import re

SIGNS = {ast.MatMult: "@", ast.Mult: "*", ast.Add: "+", ast.Sub: "-", ast.Div: "/"}
CALLS = {"dot": "@", "matmul": "@", "multiply": "*", "add": "+", "divide": "/"}


def operations(text):
    """The operations of a line or of a fragment of one; None if it cannot be read alone."""
    tree = _tree(re.sub(r"^line \d+: ", "", text).strip())
    if tree is None:
        return None
    return {found for node in ast.walk(tree) if (found := _operation(node))}


def all_in(wanted, found):
    """Whether each operation that is wanted was found; a result may also have a name there."""
    return all(any(map(_fits, [one] * len(found), found)) for one in wanted)


def _fits(wanted, found):
    pairs = zip(wanted, found, strict=True)
    return all(a == b or (a, b) == ("?", "_") for a, b in pairs)


def _tree(text):
    text = _with_brackets(text)
    for whole in (text, f"{text}\n    pass", f"_{text}", f"{text}_", f"{{{text}}}"):
        try:
            return ast.parse(whole)
        except SyntaxError:
            continue
    return None


def _with_brackets(text):
    """The line with the brackets that were opened before it, or are closed after it."""
    pairs, opened, missing = {"(": ")", "[": "]", "{": "}"}, [], ""
    for sign in text:
        if sign in pairs:
            opened.append(pairs[sign])
        elif sign in pairs.values():
            if opened and opened[-1] == sign:
                opened.pop()
            else:
                missing = next(left for left in pairs if pairs[left] == sign) + missing
    return missing + text + "".join(reversed(opened))


def _operation(node):
    if isinstance(node, ast.BinOp) and type(node.op) in SIGNS:
        return SIGNS[type(node.op)], _operand(node.left), _operand(node.right)
    if isinstance(node, ast.AugAssign) and type(node.op) in SIGNS:  # dc += df.sum(axis=1)
        return SIGNS[type(node.op)], _operand(node.target), _operand(node.value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        sign, given = CALLS.get(node.func.attr), node.args
        if sign and len(given) == 1:
            given = [node.func.value, *given]  # a.dot(b)
        if sign and len(given) == 2:
            return sign, *map(_operand, given)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) == 2:
        return "@", *map(_operand, node.args)  # a product under a name of the learner's own
    return None


def _operand(node):
    if isinstance(node, ast.Attribute) and node.attr in ("T", "mT"):
        return f"{_operand(node.value)}.T"
    if isinstance(node, ast.Subscript):
        return _operand(node.value)
    if isinstance(node, ast.Name):
        return node.id if node.id[0].isupper() else "_"
    return "_" if isinstance(node, ast.Attribute) else "?"
