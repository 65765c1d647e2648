"""Different right answers to E00; each must be accepted."""


def mean_by_sum(z):
    return z.sum(axis=0) / len(z)


def mean_in_loops(states):
    total = 0 * states[0]
    for state in states:
        total = total + state
    return (total / len(states)).tolist()


VARIANTS = {"E00.mean_state": (mean_by_sum, mean_in_loops)}
