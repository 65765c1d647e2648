"""What goes wrong with a dense net and with counting its parameters."""

from rnnlib.exercises.e01.questions import COUNT, FORWARD, PADDED, WHY
from rnnlib.exercises.mistake import Mistake
from rnnlib.exercises.slips.output import SCORE, SIGMOID, output_slips
from rnnlib.exercises.slips.slip import joined

OWN = (
    Mistake(
        FORWARD,
        "W transposed",
        {"x @ W": "x @ W.T"},
        "The lecture's Wᵀx is for columns. Your inputs are rows, and W has the shape (n_x, n_z), "
        "so that a row x on its left fits as it is.",
        "Print x.shape and W.shape. The two sizes that meet in the product must be equal.",
    ),
    Mistake(
        FORWARD,
        "bias b forgotten",
        {"x @ W + b": "x @ W"},
        "b is missing. For an input of zeros, z should be tanh(b).",
        "Give it x = 0 and compare z with np.tanh(b).",
    ),
    Mistake(
        FORWARD,
        "no hidden activation",
        {"np.tanh(x @ W + b)": "x @ W + b"},
        "The hidden layer has no activation. Two layers without one are the same as a single "
        "layer with the matrix WU.",
        "Print the largest number in z. Can tanh give it?",
    ),
    Mistake(
        FORWARD,
        "sigmoid in the hidden layer",
        {"np.tanh(x @ W + b)": "1 / (1 + np.exp(-(x @ W + b)))"},
        "σ stands for the activation of the hidden layer. In this course σ = tanh; the sigmoid is "
        "τ, at the output.",
        "Print the smallest number in z. Can tanh be negative? Can the sigmoid?",
    ),
    Mistake(
        FORWARD,
        "tanh at the output",
        {"1 / (1 + np.exp(-s))": "np.tanh(s)"},
        "σ belongs to the hidden layer, τ to the output. Here τ is the sigmoid, since f is a "
        "probability.",
        "Print the smallest number in f. Can a probability be negative?",
    ),
    Mistake(
        FORWARD,
        "f and z in the wrong order",
        {"return z, 1 / (1 + np.exp(-s))": "return 1 / (1 + np.exp(-s)), z"},
        "Both results are there, but the prediction comes first. The task asks for the hidden "
        "layer first.",
        "Print the shapes of the two results. Which one has n_z columns?",
    ),
    Mistake(
        FORWARD,
        "numbers multiplied one by one",
        {"z @ U": "z * U"},
        "* multiplies number by number. A sum over all hidden units is needed, one for each "
        "unit: that is the product @.",
        "Print z.shape and U.shape. Which of the sizes should be left in the result?",
    ),
    Mistake(
        COUNT,
        "biases forgotten",
        {" + b": "", " + c": ""},
        "You counted the matrices alone. b and c are learned too.",
        "Add up the sizes of all four arrays of a small net: W.size, b.size, U.size, c.size.",
    ),
    Mistake(
        COUNT,
        "bias c forgotten",
        {" + c": ""},
        "The biases of the output layer are missing.",
        "Count for n_z = 1 and n_f = 3. How many outputs need a bias?",
    ),
    Mistake(
        COUNT,
        "bias b forgotten",
        {" + b": ""},
        "The biases of the hidden layer are missing.",
        "Count for n_f = 1 and n_z = 3. How many hidden units need a bias?",
    ),
    Mistake(
        COUNT,
        "a V was counted",
        {"W + b": "W + n_z * n_z + b"},
        "You counted a matrix from the hidden layer to itself. A dense net has none; that is what "
        "an RNN adds.",
        "Look at the arguments of forward. Which matrices are there?",
    ),
    Mistake(
        COUNT,
        "one bias for each input",
        {", n_z\n    U": ", n_x\n    U"},
        "b holds one number for each hidden unit, not one for each input.",
        "The sum x @ W + b has to fit. Which shape has x @ W?",
    ),
    Mistake(
        COUNT,
        "U from input to output",
        {"n_z * n_f": "n_x * n_f"},
        "U begins at the hidden layer. No arrow goes from the input to the output directly.",
        "Draw the net for n_x = 4, n_z = 2, n_f = 1. Count the arrows that end at the output.",
    ),
    Mistake(
        COUNT,
        "sizes added instead of multiplied",
        {"n_x * n_z": "n_x + n_z", "n_z * n_f": "n_z + n_f"},
        "Every input is connected with every hidden unit. So the sizes are multiplied, not added.",
        "Draw 3 inputs and 2 hidden units, and every arrow between them. Count the arrows.",
    ),
    Mistake(
        COUNT,
        "units counted as parameters",
        {"W + b + U + c": "n_x + n_z + n_f"},
        "You counted the units. Their values change with each input. What is learned are the "
        "weights and the biases.",
        "What would you have to store on a disk to use the net tomorrow?",
    ),
    Mistake(
        COUNT,
        "one bias for each layer",
        {", n_z\n    U": ", 1\n    U", ", n_f\n    return": ", 1\n    return"},
        "You counted one bias for each layer. A bias is a vector: each unit has a number of its "
        "own.",
        "What shape must b have, so that each of n_z units can have its own?",
    ),
    Mistake(
        COUNT,
        "all sizes multiplied",
        {"W + b + U + c": "n_x * n_z * n_f"},
        "You multiplied all three sizes. W connects inputs with hidden units, U hidden units "
        "with outputs: two matrices, and their sizes add up.",
        "Draw the net for n_x = 3, n_z = 2, n_f = 2. Count the arrows of both layers.",
    ),
    Mistake(
        PADDED,
        "the length does not count",
        {"longest * n_words": "n_words"},
        "You counted a net that reads one word. The padded net reads all places at once.",
        "Call your function with longest = 1 and longest = 2. Does the number change?",
    ),
    Mistake(
        PADDED,
        "length and vocabulary added",
        {"longest * n_words": "longest + n_words"},
        "Each place has a whole one-hot vector. Vectors side by side: their sizes add up place "
        "by place.",
        "Write down the input of two words from a vocabulary of three. How long is the row?",
    ),
    Mistake(
        PADDED,
        "one place holds one number",
        {"longest * n_words": "longest"},
        "You counted one input number for each place. A word is a one-hot vector of n_words "
        "numbers.",
        "Call your function with n_words = 5 and n_words = 6. Does the number change?",
    ),
    Mistake(
        PADDED,
        "biases forgotten",
        {" + b": "", " + c": ""},
        "You counted the matrices alone. b and c are learned too.",
        "Compare with count_parameters for longest = 1: the two should agree.",
    ),
    Mistake(
        PADDED,
        "a V was counted",
        {"W + b": "W + n_z * n_z + b"},
        "You counted a matrix from the hidden layer to itself. The padded net is a dense net. It "
        "reads all words at once and needs no state.",
        "Compare with count_parameters for longest = 1: the two should agree.",
    ),
    Mistake(
        PADDED,
        "a whole net for each place",
        {"W + b + U + c": "longest * (n_words * n_z + b + U + c)"},
        "You counted a net of its own for each place. There is one hidden layer and one output; "
        "only the input is longer.",
        "How many biases does a hidden layer of n_z units have, whatever it reads?",
    ),
    Mistake(
        PADDED,
        "a hidden layer for each place",
        {"b + U + c": "longest * b + U + c"},
        "b holds one number for each hidden unit. These are n_z, however long the input is.",
        "The sum x @ W + b has to fit. Which shape has x @ W?",
    ),
    Mistake(
        WHY,
        "A: the vocabulary",
        {'"B"': '"A"'},
        'A new word is a problem too, but another one. The longer sentence "This is good good '
        'news." has no new word, and the net fails all the same.',
        "Look at the error under *The target* again. It speaks of numbers, not of words.",
    ),
    Mistake(
        WHY,
        "C: the number of hidden units",
        {'"B"': '"C"'},
        "You may choose n_z freely. A large n_z does not help: the product with W fails before "
        "any hidden unit is computed.",
        "Make a DenseNet with n_x = 25 and n_z = 1000, and give it 30 numbers.",
    ),
    Mistake(
        WHY,
        "D: one bias for each word",
        {'"B"': '"D"'},
        "b has no place for words: it has n_z numbers, one for each hidden unit.",
        "Print net.b.shape for a net with n_x = 25, and for one with n_x = 30.",
    ),
)

_HIDDEN = "np.tanh(x @ W + b)"

MORE = tuple(
    Mistake(FORWARD, name, {_HIDDEN: wrong}, says, experiment, alone=True)
    for name, wrong, says, experiment in (
        (
            "ReLU in the hidden layer",
            "np.maximum(x @ W + b, 0)",
            "You took ReLU. In this course σ = tanh, and z can be negative.",
            "Print the smallest number in z. Can tanh be negative?",
        ),
        (
            "tanh twice",
            "np.tanh(np.tanh(x @ W + b))",
            "tanh was applied to what tanh had given already.",
            "Print the largest number in z. tanh of a number below 1 never exceeds 0.762.",
        ),
        (
            "b added after σ",
            "np.tanh(x @ W) + b",
            "b came to z after tanh. σ is applied to the whole sum.",
            "Give it x = 0 and compare z with np.tanh(b).",
        ),
        (
            "W on the left of the input",
            "np.tanh(W @ x + b)",
            "What stands on the right of W is a column, and for columns the lecture writes Wᵀ. In "
            "code the inputs are rows, and rows stand on the left.",
            "Print the shapes of W and x. The two sizes that meet must be equal.",
        ),
        (
            "the formula for columns, as it stands",
            "np.tanh(W.T @ x + b)",
            "You typed the lecture's formula. It holds for columns. Here each row is an input, and "
            "for rows Wᵀx becomes xW.",
            "Print the shapes of W.T and x. The two sizes that meet must be equal.",
        ),
        (
            "softmax in the hidden layer",
            "np.exp(x @ W + b) / np.exp(x @ W + b).sum(axis=-1, keepdims=True)",
            "Softmax makes probabilities of the classes of one answer. z is made by tanh, each "
            "unit by itself.",
            "Add up one row of z. Is it 1?",
        ),
    )
)

NAMED_ABOVE = ("tanh instead of sigmoid", "the state multiplied with U number by number")

MISTAKES = joined(
    OWN,
    MORE,
    output_slips(FORWARD, SCORE, "c + z @ U", NAMED_ABOVE, z="z", U="U", c="c"),
    output_slips(FORWARD, SIGMOID, "1 / (1 + np.exp(-s))", NAMED_ABOVE, s="s"),
)
