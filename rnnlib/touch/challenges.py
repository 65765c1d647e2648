"""Small challenges of a laboratory: what is asked for; `laboratory_challenges.js` checks it."""

CHALLENGES = {
    "one number": "Make the network change its mind. Change one number only, and no word.",
    "one word": (
        "Make the network change its mind. Change, add or leave out one word, and no number."
    ),
    "the same words": "Make the network change its mind with the same words in another order.",
    "count": (
        "Let one unit count to six: at every step it must grow by 0.02 or more, by the same for "
        "every word."
    ),
    "remember": (
        "Remember the first word for 20 steps: f at the end must differ by 0.5 between two first "
        "words, although 19 equal words follow."
    ),
    "fade": (
        "Make the slope fade: at the first word it must be 1000 times shorter than at the last, "
        "but not zero."
    ),
    "explode": (
        "Make the slope explode: at the first word it must be 10 times longer than at the last."
    ),
}


def chosen(names):
    """The challenges of these names, {name: what is asked}; ValueError for an unknown one."""
    names = (names,) if isinstance(names, str) else tuple(names)
    for name in names:
        if name not in CHALLENGES:
            raise ValueError(f"no challenge {name!r}: choose from {', '.join(CHALLENGES)}")
    return {name: CHALLENGES[name] for name in names}
