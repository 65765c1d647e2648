"""Different right answers to E22; each must be accepted."""


def in_loops(states, labels):
    for i, a in enumerate(states):
        for j, b in enumerate(states[:i]):
            if list(a) == list(b) and labels[i] != labels[j]:
                return True
    return False


def with_a_dictionary(states, labels):
    found = {}
    for state, label in zip(map(tuple, states), labels, strict=True):
        found.setdefault(state, set()).add(int(label))
    return int(max(map(len, found.values())) > 1)


VARIANTS = {
    "E22.is_gone": (in_loops, with_a_dictionary),
    "E22.forgetting": (lambda: "b", lambda: "(B)"),
    "E22.two_settings": (lambda: "Line D", lambda: ["D"]),
    "E22.two_losses": (lambda: "a", lambda: "Answer A"),
}
