"""What flows back along each arrow of the graph, and what each step adds to a shared weight.

`gradients` of the trace gives the sum that arrives at a value. Here are the shares it is made of:
z[t] feeds f[t] and z[t+1], so two shares arrive at it, and they add.
"""

from rnnlib.trace import gradients
from rnnlib.views.graph import boxed, inside, score, unfolded, weights_of


def shares(trace):
    """dL/d(tail) as far as it comes through one arrow: {("z[1]", "f[1]"): array in z[1]'s shape}.

    The arrows are those of `unfolded(trace)`, from the last to the first. What arrives at an
    output counts at its score s[t], where the loss is computed: f[t] = τ(s[t]).
    """
    return {(str(tail), str(head)): share for (tail, head), share in flow(trace).items()}


def flow(trace):
    """The shares by the `Name`s of tail and head: {(Name("z", 1), Name("f", 1)): array}."""
    found, shown = gradients(trace), [box.name for box in unfolded(trace).boxes]
    by_node = boxed(trace, shown)
    return {
        (tail, head): share
        for head in reversed(shown)
        if trace[score(head)] in found
        for tail, share in _down(trace, trace[score(head)], found, by_node).items()
    }


def _down(trace, node, found, by_node):
    """What the gradient of one box says to each box below it: {tail: share}.

    The walk back of `gradients`, inside one box: it begins there and stops at the boxes below.
    """
    local, result = {node: found[node]}, {}
    for part in reversed(inside(node, by_node)):
        if part.back is None or part not in local:
            continue
        for parent, share in zip(part.parents, part.back(local[part]), strict=True):
            if share is not None and parent in by_node:
                tail = by_node[parent]
                if parent is not trace[score(tail)]:
                    share = parent.back(share)[0]  # f fed a later state: on to its score
                result[tail] = result[tail] + share if tail in result else share
            elif share is not None:
                local[parent] = local[parent] + share if parent in local else share
    return result


def arriving(trace):
    """The gradient of every box by `Name`: z[t] gets dz[t], f[t] gets ds[t], L[t] gets 1."""
    found = gradients(trace)
    names = [box.name for box in unfolded(trace).boxes]
    return {name: found[trace[score(name)]] for name in names if trace[score(name)] in found}


def uses(trace, letter):
    """What each use of a shared weight adds to its gradient, [array, …], first use first."""
    if letter not in weights_of(trace).values():
        known = ", ".join(weights_of(trace).values())
        raise ValueError(f"letter = {letter!r}, expected one of {known}")
    found, weight = gradients(trace), trace[letter]
    return [
        node.back(found[node])[node.parents.index(weight)]
        for node in trace.nodes
        if weight in node.parents and node in found
    ]
