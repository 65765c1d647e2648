"""What flows back along each arrow of the graph, and what each step adds to a shared weight.

`gradients` of the trace gives the sum that arrives at a value. Here are the shares it is made of:
z[t] feeds f[t] and z[t+1], so two shares arrive at it, and they add.
"""

from rnnlib.inputs.values import parameters
from rnnlib.trace import gradients
from rnnlib.views.graph import boxed, score, unfolded


def shares(trace):
    """dL/d(tail) as far as it comes through one arrow: {(tail, head): array in tail's shape}.

    The arrows are those of `unfolded(trace)`, from the last to the first. What arrives at an
    output counts at its score s[t], where the loss is computed: f[t] = τ(s[t]).
    """
    found, shown = gradients(trace), unfolded(trace).names()
    by_node = boxed(trace, shown)
    result = {}
    for name in reversed(shown):
        for tail, share in _down(trace, trace[score(name)], found, by_node):
            result[tail, name] = share
    return result


def _down(trace, node, found, by_node):
    """Pass the gradient of one box on to the boxes below it."""
    if node.back is None or node not in found:
        return
    for parent, share in zip(node.parents, node.back(found[node]), strict=True):
        if share is None:
            continue
        if parent not in by_node:
            yield from _down(trace, parent, found, by_node)
        elif parent is trace[by_node[parent]] and parent is not trace[score(by_node[parent])]:
            yield by_node[parent], parent.back(share)[0]  # f fed a later state: on to its score
        else:
            yield by_node[parent], share


def arriving(trace):
    """The gradient of every box, {name: array}: z[t] gets dz[t], f[t] gets ds[t], L[t] gets 1."""
    found = gradients(trace)
    names = unfolded(trace).names()
    return {name: found[trace[score(name)]] for name in names if trace[score(name)] in found}


def uses(trace, letter):
    """What each use of a shared weight adds to its gradient, [array, …], first use first."""
    if letter not in parameters(trace.model):
        raise ValueError(f"letter = {letter!r}, expected one of {', '.join(trace.model.sizes)}")
    found, weight = gradients(trace), trace[letter]
    return [
        node.back(found[node])[node.parents.index(weight)]
        for node in trace.nodes
        if weight in node.parents and node in found
    ]
