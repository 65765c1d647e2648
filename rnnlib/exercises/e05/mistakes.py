"""What goes wrong where one matrix is used at many steps."""

from rnnlib.exercises.e05.questions import EXAMPLES, RUN_UNTIED, SHARED, TIED, UNTIED
from rnnlib.exercises.mistake import Mistake
from rnnlib.exercises.slips.slip import joined
from rnnlib.exercises.slips.step import step_slips

OWN = (
    Mistake(
        TIED,
        "V forgotten",
        {" + V": ""},
        "You counted a dense net. V, from the hidden layer to itself, is what makes it an RNN.",
        "Compare the arguments of E02.step with those of a dense layer. What was added?",
    ),
    Mistake(
        TIED,
        "biases forgotten",
        {" + b": "", " + c": ""},
        "You counted the matrices alone. b and c are learned too.",
        "Make an RNN with rnnlib and add up the sizes of its five arrays.",
    ),
    Mistake(
        TIED,
        "bias c forgotten",
        {" + c": ""},
        "The biases of the output are missing.",
        "Count for n_z = 1 and n_f = 3. How many outputs need a bias?",
    ),
    Mistake(
        TIED,
        "bias b forgotten",
        {" + b": ""},
        "The biases of the hidden layer are missing.",
        "Count for n_f = 1 and n_z = 3. How many hidden units need a bias?",
    ),
    Mistake(
        TIED,
        "two biases in the hidden layer",
        {" + b": " + 2 * b"},
        "You counted one bias beside W and one beside V. Here both products share one b. (PyTorch "
        "does have two.)",
        "Look at the formula of one step. How many biases are in it?",
    ),
    Mistake(
        TIED,
        "one V for each unit alone",
        {"n_z * n_z": "n_z"},
        "You counted one number for each hidden unit. Each unit hears from all units of the step "
        "before.",
        "Draw two hidden units at step t − 1 and two at step t, and every arrow between them.",
    ),
    Mistake(
        TIED,
        "V from the input",
        {"n_z * n_z": "n_x * n_z"},
        "V does not begin at the input. It goes from the hidden layer to the hidden layer.",
        "Print V.shape of an RNN with n_x = 4 and n_z = 3.",
    ),
    Mistake(
        UNTIED,
        "everything T times",
        {"T * (W + V + b) + U + c": "T * (W + V + b + U + c)"},
        "You copied the output layer too. It is used once, at the end, so one U and one c are "
        "enough.",
        "Call your function with T and T + 1. Which arrays are in the difference?",
    ),
    Mistake(
        UNTIED,
        "the length does not count",
        {"T * (": "("},
        "You counted the tied RNN. In the untied one every step has matrices of its own.",
        "Call your function with T = 5 and T = 6. Does the number change?",
    ),
    Mistake(
        UNTIED,
        "only W is copied",
        {"T * (W + V + b)": "T * W + V + b"},
        "W is there T times, V and b only once. Both are used at every step too.",
        "Look at the formula of the untied step. Which letters carry a t below?",
    ),
    Mistake(
        UNTIED,
        "only V is copied",
        {"T * (W + V + b)": "W + T * V + b"},
        "V is there T times, W and b only once. Both are used at every step too.",
        "Look at the formula of the untied step. Which letters carry a t below?",
    ),
    Mistake(
        UNTIED,
        "b is not copied",
        {"T * (W + V + b)": "T * (W + V) + b"},
        "W and V are there T times, b only once. In the untied RNN it has copies too.",
        "Look at the formula of the untied step. Which letters carry a t below?",
    ),
    Mistake(
        UNTIED,
        "U is copied too",
        {"+ U + c": "+ T * U + c"},
        "You copied U. The output is read once, at the end, so one U is enough.",
        "Call your function with T and T + 1. Which arrays are in the difference?",
    ),
    Mistake(
        UNTIED,
        "no V at the first step",
        {"T * (W + V + b)": "T * (W + V + b) - V"},
        "You left out V at t = 0. There it multiplies z_init, which need not be zero.",
        "Look at the formula of the untied step for t = 0. Which state does V multiply?",
    ),
    Mistake(
        UNTIED,
        "biases forgotten",
        {" + b)": ")", " + c": ""},
        "You counted the matrices alone. Biases are learned too.",
        "Call it with T = 1 and compare with the tied RNN.",
    ),
    Mistake(
        RUN_UNTIED,
        "the first matrices at every step",
        {"V[t]": "V[0]", "W[t]": "W[0]", "b[t]": "b[0]"},
        "Every step uses the matrices of step 0. That is the tied RNN.",
        "Change W[1]. Does any state change?",
    ),
    Mistake(
        RUN_UNTIED,
        "the first V at every step",
        {"V[t]": "V[0]"},
        "V is shared in your run, W and b are not. Here each step has its own V too.",
        "Change V[1]. Does any state change?",
    ),
    Mistake(
        RUN_UNTIED,
        "the first W at every step",
        {"W[t]": "W[0]"},
        "W is shared in your run, V and b are not. Here each step has its own W too.",
        "Change W[1]. Does any state change?",
    ),
    Mistake(
        RUN_UNTIED,
        "the first b at every step",
        {"b[t]": "b[0]"},
        "b is shared in your run, V and W are not. Here each step has its own b too.",
        "Change b[1]. Does any state change?",
    ),
    Mistake(
        RUN_UNTIED,
        "the V of the step before",
        {"V[t]": "V[t - 1]"},
        "The state is one step old, the matrix is not: z[t−1] meets V[t]. At t = 0 you use the "
        "last V of all.",
        "Print the number of the matrix that each step uses.",
    ),
    Mistake(
        RUN_UNTIED,
        "a step for each matrix",
        {"range(len(x))": "range(len(V))"},
        "You go on as long as there are matrices. A sentence ends where its words end; later "
        "matrices are not used.",
        "Give it a sentence of two words and matrices for five steps.",
    ),
    Mistake(
        RUN_UNTIED,
        "state not carried on",
        {"z @ V[t]": "z_init @ V[t]"},
        "Every step begins at z_init again. Each state then knows one word only.",
        "Change the word at t = 0. Which states change?",
    ),
    Mistake(
        RUN_UNTIED,
        "z_init ignored",
        {"z = z_init": "z = np.zeros_like(z_init)"},
        "You begin with zeros. The state before the first word is an argument.",
        "Call your function with two different z_init. Do the states change?",
    ),
    Mistake(
        EXAMPLES,
        "one step too many",
        {"[:length]": "[: length + 1]"},
        "You count each sentence at one step too many. A sentence of three words has no word at "
        "t = 3: its words are at 0, 1 and 2.",
        "Take one sentence of three words and print your result for T = 5.",
    ),
    Mistake(
        EXAMPLES,
        "one step too few",
        {"[:length]": "[: length - 1]"},
        "You leave out the last word of each sentence. Three words are at t = 0, 1 and 2.",
        "Take one sentence of one word. At how many steps should it be counted?",
    ),
    Mistake(
        EXAMPLES,
        "only where a sentence ends",
        {"counts[:length] += 1": "counts[length - 1] += 1"},
        "You count the sentences that *end* at step t. A sentence has a word at each step before "
        "its end too.",
        "Take one sentence of three words. How many ones should the result have?",
    ),
    Mistake(
        EXAMPLES,
        "the padding counted",
        {"[:length]": "[length:]"},
        "You count the steps *after* the end of each sentence. There it has no word.",
        "Take one sentence of three words. Is there a word at t = 0?",
    ),
    Mistake(
        EXAMPLES,
        "every sentence at every step",
        {"[:length]": "[:]"},
        "You count every sentence at every step, as if all were equally long.",
        "Take one sentence of three words and T = 5. What should stand at t = 4?",
    ),
    Mistake(
        EXAMPLES,
        "shares in place of numbers",
        {"return counts": "return counts / len(lengths)"},
        "You divided by the number of sentences. These are shares; numbers of sentences are asked.",
        "Take two sentences of three words. Two sentences have a word at t = 0.",
    ),
    Mistake(
        EXAMPLES,
        "added up over time",
        {"return counts": "return np.cumsum(counts)"},
        "Your numbers grow with t: they count all words up to step t. Each step has a number of "
        "its own.",
        "Can more sentences have a word at t = 4 than at t = 3?",
    ),
    Mistake(
        SHARED,
        "mean instead of sum",
        {"dV.sum(": "dV.mean("},
        "You took the mean of the copies. But a change of the shared V acts at every step, and the "
        "effects add up.",
        "Let L = V·a + V·c with a = 2 and c = 3. By how much does L grow if V grows by 1?",
    ),
    Mistake(
        SHARED,
        "only the last step",
        {"dV.sum(axis=0)": "dV[-1]"},
        "This is the gradient of the last copy alone. The earlier uses of V also change the loss.",
        "Change dV[0]. Should the result change?",
    ),
    Mistake(
        SHARED,
        "only the first step",
        {"dV.sum(axis=0)": "dV[0]"},
        "This is the gradient of the first copy alone. The later uses of V also change the loss.",
        "Change dV[-1]. Should the result change?",
    ),
    Mistake(
        SHARED,
        "summed over the units",
        {"axis=0": "axis=1"},
        "You added up the rows of each matrix. The copies are counted by the axis T.",
        "Compare the shape of your result with that of V.",
    ),
    Mistake(
        SHARED,
        "product instead of sum",
        {"dV.sum(": "dV.prod("},
        "You multiplied the copies. Effects of one change at several steps add up.",
        "Let all copies but one have the gradient zero. Is the result zero?",
    ),
    Mistake(
        SHARED,
        "first step skipped",
        {"dV.sum(": "dV[1:].sum("},
        "The copy of t = 0 is missing. There V multiplies z_init.",
        "Change dV[0]. Should the result change?",
    ),
    Mistake(
        SHARED,
        "nothing summed",
        {"dV.sum(axis=0)": "dV"},
        "These are still T gradients. The shared V is one matrix and has one gradient.",
        "Compare the shape of your result with that of V.",
    ),
)

MORE = tuple(
    Mistake(question, name, edits, says, experiment, alone=True)
    for question, hidden in ((TIED, "W + V + b"), (UNTIED, "T * (W + V + b)"))
    for name, edits, says, experiment in (
        (
            "the output layer forgotten",
            {f"{hidden} + U + c": hidden},
            "You counted the hidden layer alone. U and c lead to the output, and are learned too.",
            "Change n_f. Does your number change?",
        ),
        (
            "U from the input",
            {"n_z * n_f": "n_x * n_f"},
            "U begins at the hidden layer. No arrow goes from the input to the output directly.",
            "Draw the net for n_x = 4, n_z = 2, n_f = 1. Count the arrows that end at the output.",
        ),
        (
            "V from the output",
            {"n_z * n_z": "n_f * n_z"},
            "This V would lead from the output to the hidden layer, as in E08. Here it leads from "
            "hidden layer to hidden layer.",
            "Change n_f in your head. Should the size of V change?",
        ),
        (
            "four gates, as in an LSTM",
            {hidden: hidden.replace("(", "4 * (") if "(" in hidden else "4 * (W + V + b)"},
            "You counted W, V and b four times, as an LSTM has them. This network has no gates.",
            "Look at the formula of one step. How often does each letter occur?",
        ),
        (
            "one bias for each layer",
            {", n_z\n    U": ", 1\n    U", ", n_f\n    return": ", 1\n    return"},
            "You counted one bias for each layer. A bias is a vector: each unit has a number of "
            "its own.",
            "What shape must b have, so that each of n_z units can have its own?",
        ),
        (
            "sizes added instead of multiplied",
            {"n_x * n_z": "n_x + n_z", "n_z * n_z": "n_z + n_z", "n_z * n_f": "n_z + n_f"},
            "Every input is connected with every hidden unit. So the sizes are multiplied, not "
            "added.",
            "Draw 3 inputs and 2 hidden units, and every arrow between them. Count the arrows.",
        ),
    )
)

GRADIENTS = tuple(
    Mistake(SHARED, name, {"dV.sum(axis=0)": wrong}, says, experiment, alone=True)
    for name, wrong, says, experiment in (
        (
            "everything summed",
            "dV.sum()",
            "You added up all numbers. Only the copies are added up: V has n_z × n_z numbers, and "
            "so has its gradient.",
            "Compare the shape of your result with that of V.",
        ),
        (
            "the sum transposed",
            "dV.sum(axis=0).T",
            "The copies are added up, but the result is transposed.",
            "Let one copy have a single 1, at [0, 1]. Where should it be in the result?",
        ),
        (
            "cut off at ±1",
            "np.clip(dV.sum(axis=0), -1, 1)",
            "Every number beyond ±1 was cut off. Clipping can help a training, but it is not the "
            "gradient.",
            "Multiply all copies by 10. Does your result grow ten times?",
        ),
        (
            "the length of all copies together",
            "np.sqrt((dV**2).sum(axis=0))",
            "You took the root of the sum of squares. Effects of one change simply add up, with "
            "their signs.",
            "Let two copies be opposite to each other. Is your result zero?",
        ),
    )
)

_STEP = {"np.tanh(z @ V[t] + x[t] @ W[t] + b[t])": ("z", "V[t]", "x[t]", "W[t]", "b[t]")}

MISTAKES = joined(OWN, MORE, GRADIENTS, step_slips(RUN_UNTIED, _STEP))
