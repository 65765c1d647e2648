"""What goes wrong in the line of one step, np.tanh(past + word + b), wherever it stands."""

from rnnlib.exercises.slips.slip import Slip, planted

_RANGE = "Print the smallest and the largest of your states. Can tanh give them?"
_SHAPES = "Print the shapes of what meets in each product. The two sizes that meet must be equal."
_WHOLE = "σ is applied once, to the whole sum of past, word and bias."

ACTIVATION = (
    Slip(
        "sigmoid instead of tanh",
        "(1 / (1 + np.exp(-({a}))))",
        "The lecture's σ stands for some activation. In this course σ = tanh: states lie between "
        "−1 and 1, not between 0 and 1.",
        "Print the smallest number of your states. Can tanh be negative? Can the sigmoid?",
    ),
    Slip(
        "no activation",
        "({a})",
        "The sum is right, but σ was not applied to it.",
        "Print the largest number of your states. Can tanh give it?",
    ),
    Slip(
        "ReLU instead of tanh",
        "np.maximum({a}, 0)",
        "You took ReLU. In this course σ = tanh, and a state can be negative.",
        "Print the smallest number of your states. Can tanh be negative?",
    ),
    Slip(
        "tanh twice",
        "np.tanh(np.tanh({a}))",
        "tanh was applied to what tanh had given already. Once is enough; perhaps a helper "
        "function does it, too.",
        "Print the largest of your states. tanh of a number below 1 never exceeds 0.762.",
        alone=True,
    ),
    Slip(
        "cut off at ±1 instead of tanh",
        "np.clip({a}, -1, 1)",
        "You cut the sum off at ±1. tanh lies between −1 and 1 too, but it bends before that.",
        "Compute np.tanh(0.5). Is it 0.5?",
        alone=True,
    ),
    Slip(
        "tanh of half the sum",
        "np.tanh(({a}) / 2)",
        "You applied tanh to half the sum. That is the sigmoid, stretched to −1 … 1: tanh(a) "
        "itself is steeper.",
        "At 0 the slope of tanh is 1. What is that of yours?",
        alone=True,
    ),
    Slip(
        "tanh of twice the sum",
        "np.tanh(2 * ({a}))",
        "You applied tanh to twice the sum. (e^a − e^−a) / (e^a + e^−a) is tanh(a); with e^2a in "
        "it, nothing has to be doubled again.",
        "At 0 the slope of tanh is 1. What is that of yours?",
        alone=True,
    ),
    Slip(
        "arctan instead of tanh",
        "np.arctan({a})",
        "arctan is another function. The hyperbolic tangent is called np.tanh.",
        _RANGE,
        alone=True,
    ),
    Slip(
        "softmax instead of tanh",
        "(np.exp({a}) / np.exp({a}).sum(axis=-1, keepdims=True))",
        "Softmax makes probabilities of the classes of one answer. A state is made by tanh, each "
        "unit by itself.",
        "Add up one row of your state. Is it 1?",
        alone=True,
    ),
)

SUM = (
    Slip(
        "the past is left out",
        "np.tanh({word} + {b})",
        "Your step does not read the state of the step before. That is a dense net.",
        "Change what comes from the past. Does the new state change?",
    ),
    Slip(
        "the input is left out",
        "np.tanh({past} + {b})",
        "Your step does not read the word.",
        "Change the word. Does the new state change?",
    ),
    Slip(
        "bias forgotten",
        "np.tanh({past} + {word})",
        "b is missing. It is added at every step.",
        "Give it zeros for the word and for the past. The state should be tanh(b).",
    ),
    Slip(
        "bias twice",
        "np.tanh({past} + {word} + 2 * {b})",
        "b is added twice, once with each product. (PyTorch has two biases.) Here one step has "
        "one.",
        "Give it zeros for the word and for the past and compare with np.tanh(b).",
    ),
    Slip(
        "bias subtracted",
        "np.tanh({past} + {word} - {b})",
        "b is subtracted. In the formula it is added.",
        "Give it zeros for the word and for the past and compare with np.tanh(b).",
        alone=True,
    ),
    Slip(
        "σ applied to each term",
        "(np.tanh({past}) + np.tanh({word} + {b}))",
        f"{_WHOLE} Two numbers below 1 can add up to more than 1.",
        "Print the largest number in your result. A tanh never exceeds 1.",
    ),
    Slip(
        "σ applied to each of three terms",
        "(np.tanh({past}) + np.tanh({word}) + np.tanh({b}))",
        f"{_WHOLE} Three numbers below 1 can add up to nearly 3.",
        "Print the largest number in your result. A tanh never exceeds 1.",
        alone=True,
    ),
    Slip(
        "σ on the word's part only",
        "({past} + np.tanh({word} + {b}))",
        f"You applied tanh to what comes from the word, and added the past after that. {_WHOLE}",
        "Print the largest number in your result. A tanh never exceeds 1.",
        alone=True,
    ),
    Slip(
        "σ on the word alone",
        "({past} + np.tanh({word}) + {b})",
        f"You applied tanh to the product of the word alone. {_WHOLE}",
        _RANGE,
        alone=True,
    ),
    Slip(
        "σ on the past alone",
        "(np.tanh({past}) + {word} + {b})",
        f"You applied tanh to what comes from the past alone. {_WHOLE}",
        _RANGE,
        alone=True,
    ),
    Slip(
        "b added after σ",
        "(np.tanh({past} + {word}) + {b})",
        f"b came to the state after tanh. {_WHOLE}",
        "Set past and word to zero. The state should be tanh(b), not b.",
        alone=True,
    ),
    Slip(
        "the old state is added",
        "({z} + np.tanh({a}))",
        "The new state was added to the old one. An RNN puts it in the place of the old one; the "
        "past comes in through V.",
        "Print the largest number of your states. Can tanh give it?",
        alone=True,
    ),
    Slip(
        "half of the old state is kept",
        "(0.5 * {z} + 0.5 * np.tanh({a}))",
        "You took the mean of the old and of the new state. That is another network, a leaky one.",
        "Set all weights and b to zero. The new state should be zero at once.",
        alone=True,
    ),
    Slip(
        "the past is subtracted",
        "np.tanh({word} - ({past}) + {b})",
        "The two products have opposite signs. Both are added.",
        "Let the word be zero and b too, and V the unit matrix. Which sign should the state keep?",
        alone=True,
    ),
)

MATRICES = (
    Slip(
        "V transposed",
        "np.tanh({z} @ {V}.T + {word} + {b})",
        "The lecture's Vᵀz is for columns. Your states are rows, and a row stands on the left of V "
        "without any transpose.",
        "Let V have a single 1, at V[0, 1]. Which unit should hear from which? Try both forms.",
    ),
    Slip(
        "W transposed",
        "np.tanh({past} + {x} @ {W}.T + {b})",
        "The lecture's Wᵀx is for columns. W has the shape (n_x, n_z), so that a row on its left "
        "fits as it is.",
        _SHAPES,
    ),
    Slip(
        "V on the left of the state",
        "np.tanh({V} @ {z} + {word} + {b})",
        "What stands on the right of V is a column, and for columns the lecture writes Vᵀ. In code "
        "the states are rows, and rows stand on the left.",
        _SHAPES,
    ),
    Slip(
        "W on the left of the word",
        "np.tanh({past} + {W} @ {x} + {b})",
        "What stands on the right of W is a column, and for columns the lecture writes Wᵀ. In code "
        "the words are rows, and rows stand on the left.",
        _SHAPES,
    ),
    Slip(
        "the formula for columns, as it stands",
        "np.tanh({V}.T @ {z} + {W}.T @ {x} + {b})",
        "You typed the lecture's formula. It holds for columns. Here each row is a sentence, and "
        "for rows Vᵀz becomes zV.",
        _SHAPES,
    ),
    Slip(
        "the formula for columns, W first",
        "np.tanh({W}.T @ {x} + {V}.T @ {z} + {b})",
        "You typed the lecture's formula, which holds for columns. Here each row is a sentence, "
        "and for rows Wᵀx becomes xW.",
        _SHAPES,
    ),
    Slip(
        "numbers multiplied one by one",
        "np.tanh({z} * {V} + {word} + {b})",
        "* multiplies number by number. A sum over all numbers of the past is needed, one for each "
        "unit: that is the product @.",
        "Print the shapes of both sides of *. Which shape should the result have?",
    ),
    Slip(
        "V added instead of multiplied",
        "np.tanh({z} + {V} + {word} + {b})",
        "V was added to the state. V says how much each unit hears from each other unit: it is "
        "multiplied, with @.",
        "Print the shapes of both sides of +. Which shape should the result have?",
        alone=True,
    ),
    Slip(
        "each unit hears itself only",
        "np.tanh({z} * np.diag({V}) + {word} + {b})",
        "Only the diagonal of V was used. Each unit hears from all units of the step before.",
        "Let V have a single 1, at V[0, 1]. Does anything arrive?",
        alone=True,
    ),
    Slip(
        "V is left out",
        "np.tanh({z} + {word} + {b})",
        "The old state is added as it is. V says how much each unit hears from each other unit.",
        "Set V to zero. Does the old state still matter?",
    ),
    Slip(
        "W and V exchanged",
        "np.tanh({z} @ {W} + {x} @ {V} + {b})",
        "V leads from the past to the new state, W from the word. You took each for the other.",
        _SHAPES,
        alone=True,
    ),
)


def step_slips(question, places, but=(), groups=(ACTIVATION, SUM, MATRICES)):
    """The slips of a step for each place: {"np.tanh(z @ V + x @ W + b)": (z, V, x, W, b)}."""
    named = {}
    for right, (z, V, x, W, b) in places.items():
        past, word = f"{z} @ {V}", f"{x} @ {W}"
        sums = {"past": past, "word": word, "a": f"{past} + {word} + {b}"}
        named[right] = sums | {"z": z, "V": V, "x": x, "W": W, "b": b}
    return tuple(m for group in groups for m in planted(question, group, named, but))
