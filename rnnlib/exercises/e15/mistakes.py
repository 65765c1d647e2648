"""What goes wrong when steps are joined: their order, and what passes through which factor."""

from rnnlib.exercises.e15.questions import JOIN, PARITY, ROUND
from rnnlib.exercises.mistake import Mistake

_BY_HAND = "Take z = 1 and do both steps by hand, with a = 2, b = 3 first, and a = 5, b = 7 then."
_ONES = "Let all a be 2 and all b be 1, and do a round with far = 1 by hand."
_THREE = "Run your a and b by hand over the bits 1, 1, 0, 1, from z = 0."

JOIN_MISTAKES = (
    Mistake(
        JOIN,
        "the order is exchanged",
        {"a_then * b_first + b_then": "a_first * b_then + b_first"},
        "You did the second step first. The product of the factors does not "
        "show it, the rest does.",
        _BY_HAND,
    ),
    Mistake(
        JOIN,
        "the first b does not pass the second step",
        {"a_then * b_first + b_then": "b_first + b_then"},
        "What the first step added is a part of the state when the second step comes, so it is "
        "multiplied like the rest of it.",
        _BY_HAND,
    ),
    Mistake(
        JOIN,
        "the first b passes the first factor",
        {"a_then * b_first": "a_first * b_first"},
        "The first step adds its b after it has multiplied. Only the second "
        "factor is still to come.",
        _BY_HAND,
    ),
    Mistake(
        JOIN,
        "both b pass the second factor",
        {"a_then * b_first + b_then": "a_then * (b_first + b_then)"},
        "The second step adds its b after it has multiplied, so nothing multiplies that b.",
        _BY_HAND,
    ),
    Mistake(
        JOIN,
        "the second b is left out",
        {" + b_then": ""},
        "What the second step adds is missing.",
        "Let everything be 0 but the second b. What is the state then?",
    ),
    Mistake(
        JOIN,
        "the first b is left out",
        {"a_then * b_first + b_then": "1.0 * b_then"},
        "What the first step added is missing. It is still there after the second, multiplied.",
        "Let the second step be a = 1, b = 0. It changes nothing. Is your pair that of the first?",
    ),
    Mistake(
        JOIN,
        "the factors are added",
        {"a_then * a_first": "a_then + a_first"},
        "A state that is halved twice is a quarter. The factors do not add up.",
        "Take a = 0.5 twice. What is left of z = 1?",
    ),
    Mistake(
        JOIN,
        "only the second factor",
        {"a_then * a_first": "1.0 * a_then"},
        "The state before both steps is multiplied twice.",
        "Take a = 0.5 twice. What is left of z = 1?",
    ),
    Mistake(
        JOIN,
        "only the first factor",
        {"a_then * a_first": "1.0 * a_first"},
        "The second factor is missing: it multiplies what the first step has left of the state.",
        "Take a = 0.5 twice. What is left of z = 1?",
        alone=True,
    ),
)

ROUND_MISTAKES = (
    Mistake(
        ROUND,
        "a is changed before b is computed",
        {"b_new[far:] = a[far:] * b": "b_new[far:] = a_new[far:] * b"},
        "Your b is computed with the factors that this round has joined already. All joins of one "
        "round begin from what was there before it.",
        _ONES,
    ),
    Mistake(
        ROUND,
        "always the neighbour",
        {
            "a_new[far:] = a[far:] * a[:-far]": "a_new[1:] = a[1:] * a[:-1]",
            "b_new[far:] = a[far:] * b[:-far] + b[far:]": "b_new[1:] = a[1:] * b[:-1] + b[1:]",
        },
        "You join neighbours, whatever `far` is. In the second round the neighbours overlap: what "
        "has to be joined is two places away.",
        "Do a round with far = 2. Which places must stay as they are?",
    ),
    Mistake(
        ROUND,
        "joined with a later place",
        {
            "a_new[far:] = a[far:] * a[:-far]": "a_new[:-far] = a[:-far] * a[far:]",
            "b_new[far:] = a[far:] * b[:-far] + b[far:]": (
                "b_new[:-far] = a[:-far] * b[far:] + b[:-far]"
            ),
        },
        "Your places join with what comes after them. A state depends on "
        "earlier steps only, so t = 0 "
        "must stay as it is.",
        "Change b at the last step. Does your result at an earlier one change?",
    ),
    Mistake(
        ROUND,
        "joined with what this round has joined",
        {
            "a_new[far:] = a[far:] * a[:-far]": (
                "for t in range(far, len(a)):\n"
                "        b_new[t] = a[t] * b_new[t - far] + b[t]\n"
                "        a_new[t] = a[t] * a_new[t - far]"
            ),
            "    b_new[far:] = a[far:] * b[:-far] + b[far:]\n": "",
        },
        "Your loop reads places that it has changed already. So it runs "
        "through the whole sequence, "
        "one step after the other, and that is what a round avoids.",
        "Let all a and b be 1. After a round with far = 1, no b may be above 2.",
    ),
    Mistake(
        ROUND,
        "the earlier b is added as it is",
        {"a[far:] * b[:-far]": "b[:-far]"},
        "What an earlier step brought is multiplied by the factor at t on its way.",
        _ONES,
    ),
    Mistake(
        ROUND,
        "the earlier factor instead of the one at t",
        {"a[far:] * b[:-far]": "a[:-far] * b[:-far]"},
        "The earlier b has passed its own factor already. It is the factor at t that still comes.",
        _ONES,
    ),
    Mistake(
        ROUND,
        "the b at t is left out",
        {" + b[far:]": ""},
        "What the step at t adds itself is missing.",
        "Let everything be 0 but b. Does b stay as it is?",
    ),
    Mistake(
        ROUND,
        "the factors are not joined",
        {"a_new[far:] = a[far:] * a[:-far]": "a_new[far:] = a[far:]"},
        "Your a stays as it was. In the next round it would be a factor for "
        "one step, where two are "
        "needed.",
        "Let all a be 0.5. What is a at the last place after a round?",
    ),
)

PARITY_MISTAKES = (
    Mistake(
        PARITY,
        "a 1 clears the state",
        {"1.0 - 2.0 * bits": "1.0 - 1.0 * bits"},
        "With the factor 0 the old state is forgotten: z says whether there "
        "was any 1, not how many. "
        "Between 0 and 1 no factor does it.",
        _THREE,
    ),
    Mistake(
        PARITY,
        "the ones are counted",
        {"1.0 - 2.0 * bits": "1.0 + 0.0 * bits"},
        "Your state is the number of 1s. It never comes back to 0.",
        _THREE,
    ),
    Mistake(
        PARITY,
        "turned at every bit",
        {"1.0 - 2.0 * bits": "-1.0 + 0.0 * bits"},
        "Your state turns its sign at a 0, too. At a 0 nothing may happen.",
        "Run it over the bits 1, 0, 0, 0. Is the state 1 throughout?",
    ),
    Mistake(
        PARITY,
        "turned at a 0",
        {"1.0 - 2.0 * bits": "2.0 * bits - 1.0"},
        "Your state turns its sign at a 0 and keeps it at a 1: the other way round.",
        "Run it over the bits 1, 0, 0, 0. Is the state 1 throughout?",
    ),
    Mistake(
        PARITY,
        "nothing is added at a 1",
        {"b = 1.0 * bits": "b = 0.0 * bits"},
        "The state begins at 0, and 0 turned over is 0. Something has to be added at a 1.",
        _THREE,
    ),
    Mistake(
        PARITY,
        "added at a 0",
        {"b = 1.0 * bits": "b = 1.0 - bits"},
        "You add at a 0, where nothing may happen.",
        "Run it over the bits 0, 0, 0. Is the state 0 throughout?",
    ),
    Mistake(
        PARITY,
        "the states are 0 and 2",
        {"b = 1.0 * bits": "b = 2.0 * bits"},
        "This keeps a parity too, as the unit in the lesson does, but its states are 0 and 2. Here "
        "they are to be 0 and 1.",
        _THREE,
    ),
)

MISTAKES = (*JOIN_MISTAKES, *ROUND_MISTAKES, *PARITY_MISTAKES)
