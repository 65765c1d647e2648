"""What goes wrong in a run over a sentence."""

from rnnlib.exercises.e03.questions import LAST_STATE, RUN
from rnnlib.exercises.mistake import Mistake
from rnnlib.exercises.slips.slip import joined
from rnnlib.exercises.slips.step import step_slips

OWN = (
    Mistake(
        LAST_STATE,
        "z_init ignored",
        {"z = z_init": "z = np.zeros(len(b))"},
        "You begin with zeros. The state before the first word is an argument.",
        "Call your function with two different z_init. Does the result change?",
    ),
    Mistake(
        LAST_STATE,
        "state not carried on",
        {"z @ V": "z_init @ V"},
        "Every step begins at z_init again. So only the last word reaches the result.",
        "Change the first word of the sentence. Does the last state change?",
    ),
    Mistake(
        LAST_STATE,
        "the state is added up",
        {"z = np.tanh(": "z = z + np.tanh("},
        "A running sum adds to the old state. An RNN puts the new state in place of the old one; "
        "the past comes in through V.",
        "Print the largest number of the last state. Can tanh give it?",
    ),
    Mistake(
        LAST_STATE,
        "the loop ends after one word",
        {"    return z": "        return z"},
        "Your function returns the state after the first word. The return belongs after the loop.",
        "Print the word number inside the loop. How many lines do you get?",
    ),
    Mistake(
        LAST_STATE,
        "the last word is not read",
        {"in x:": "in x[:-1]:"},
        "One word is missing at the end. <eos> is a token like the others, and the last state "
        "is the state after it.",
        "Count the steps: a sentence of five tokens needs five.",
    ),
    Mistake(
        LAST_STATE,
        "the first word is not read",
        {"in x:": "in x[1:]:"},
        "One word is missing at the beginning. The state before the first word is z_init; the "
        "first word makes a step too.",
        "Change only the first word. Does the last state change?",
    ),
    Mistake(
        LAST_STATE,
        "read from the end",
        {"in x:": "in x[::-1]:"},
        "You read the last word first.",
        "Print the words in the order in which your loop reads them.",
    ),
    Mistake(
        LAST_STATE,
        "the state is added up in place",
        {"z = np.tanh(": "z += np.tanh("},
        "+= adds to the old state, and it writes into z_init, which belongs to the caller. "
        "An RNN puts a new state in place of the old one.",
        "Print z_init before and after a call.",
    ),
    Mistake(
        LAST_STATE,
        "the state never changes",
        {"z = np.tanh(": "_ = np.tanh("},
        "z_init came back. The new state is computed, perhaps, but it is not put into z.",
        "Print z in your loop. Does it change from word to word?",
    ),
    Mistake(
        LAST_STATE,
        "the whole sentence at once",
        {"x_t @ W": "x @ W"},
        "Each step read the whole sentence x. The word of this step is x_t.",
        "Print the shape of what your step reads. One word has the shape (n_x,).",
    ),
    Mistake(
        RUN,
        "z_init ignored",
        {"z = z_init": "z = np.zeros((B, len(b)))"},
        "You begin with zeros. The state before the first word is an argument.",
        "Call your function with two different z_init. Do the states change?",
    ),
    Mistake(
        RUN,
        "every state is NaN",
        {"z @ V": "states[t - 1] @ V"},
        "Either nothing was written into the array, or the first step read a place that was not "
        "written yet: at t = 0 the index t − 1 is −1, in NumPy the last row. NaN stays NaN in "
        "every later step. The state before the first word has a name of its own.",
        "Print states[0] at the end of the first round, and states[-1] before the loop begins.",
    ),
    Mistake(
        RUN,
        "state not carried on",
        {"z @ V": "z_init @ V"},
        "Every step begins at z_init again. Each state then knows one word only.",
        "Change the word at t = 0. Which states change? In an RNN all of them do.",
    ),
    Mistake(
        RUN,
        "the word of the step before",
        {"x[t]": "x[t - 1]"},
        "z[t] is computed from z[t−1] and x[t]: the past is one step old, the word is not. At "
        "t = 0 you even read the last word.",
        "Print the word number that each step reads.",
    ),
    Mistake(
        RUN,
        "the word of the step after",
        {"x[t]": "x[t + 1]"},
        "z[t] reads x[t]. Time begins at 0, so the first word is x[0].",
        "Print the word number that each step reads. Is there a word T?",
    ),
    Mistake(
        RUN,
        "the first word at every step",
        {"x[t]": "x[0]"},
        "Each step reads the same word. The step t has a word of its own.",
        "Change the last word. Does the last state change?",
    ),
    Mistake(
        RUN,
        "batch first",
        {"x[t]": "x[:, t]"},
        "You take the batch as the first axis of x. Here time is the first axis, (T, B, n_x).",
        "Print x.shape and the shape of what one step reads. It should be (B, n_x).",
    ),
    Mistake(
        RUN,
        "reshape instead of transpose",
        {"x[t]": "x.reshape(B, T, -1)[:, t]"},
        "A reshape does not swap axes. It fills the new shape with the numbers in their old order, "
        "so that each row gets words of several sentences. x needs no change at all: time comes "
        "first already.",
        "Make x = np.arange(T * B).reshape(T, B, 1), reshape it, and look for the words of "
        "sentence 0.",
    ),
    Mistake(
        RUN,
        "read from the end",
        {"x[t]": "x[T - 1 - t]"},
        "You read the last word first.",
        "Print the word number that each step reads.",
    ),
    Mistake(
        RUN,
        "one buffer for all states",
        {
            "np.full((T, B, len(b)), np.nan)": "[]",
            "z = z_init": "z = z_init.copy()",
            "z = np.tanh(": "z[...] = np.tanh(",
            "states[t] = z": "states.append(z)",
        },
        "All your states are the same object. You write each new state into the same array, and "
        "the list holds T times this array: at the end, T times the last state.",
        "Look at `states[0] is states[1]`.",
    ),
    Mistake(
        RUN,
        "z_init is overwritten",
        {"z = np.tanh(": "z[...] = np.tanh("},
        "z and z_init are two names of one array, and you write into it. Who called your function "
        "finds another z_init afterwards.",
        "Print z_init before and after a call.",
    ),
    Mistake(
        RUN,
        "z_init among the states",
        {
            "(T, B, len(b))": "(T + 1, B, len(b))",
            "z = z_init": "z = states[0] = z_init",
            "states[t] = z": "states[t + 1] = z",
        },
        "You return T + 1 states, z_init first. T words make T states; z_init is not one of them.",
        "For five tokens, list the states: z[0] after the first token, z[4] after the last.",
    ),
    Mistake(
        RUN,
        "z_init in the place of z[0]",
        {"z = z_init": "z = states[0] = z_init", "range(T)": "range(1, T)"},
        "The first word is never read: z[0] is the state *after* the word x[0], and z_init is the "
        "state before it.",
        "Change the word at t = 0. Does any state change?",
    ),
    Mistake(
        RUN,
        "one place too late",
        {
            "        states[t] = z\n": "",
            "        z = np.tanh(": "        states[t] = z\n        z = np.tanh(",
        },
        "z_init stands where z[0] belongs, every state stands one place too late, and the last one "
        "is lost. z[t] is the state *after* the word x[t].",
        "Compare the first of your states with z_init.",
    ),
    Mistake(
        RUN,
        "the last step is missing",
        {"range(T)": "range(T - 1)"},
        "The loop ends one step too early. The last place of the array still holds NaN.",
        "Print list(range(T)) for T = 5. Does it have 5 numbers?",
    ),
    Mistake(
        RUN,
        "the first step is missing",
        {"range(T)": "range(1, T)"},
        "The loop begins at t = 1. The first place of the array still holds NaN.",
        "Print the first number that t takes in your loop.",
    ),
    Mistake(
        RUN,
        "only the last state",
        {"return states": "return z"},
        "This is the last state alone. Here all T states are asked for.",
        "Compare the shape of your result with the table.",
    ),
    Mistake(
        RUN,
        "states in reversed order",
        {"return states": "return states[::-1]"},
        "The states are right, but the last one comes first.",
        "Compare the first state of your result with one step by hand.",
    ),
    Mistake(
        RUN,
        "result batch first",
        {"return states": "return states.transpose(1, 0, 2)"},
        "The states are right, but the batch is the first axis. In this course time comes first.",
        "Compare the shape of your result with the table.",
    ),
    Mistake(
        RUN,
        "one buffer for all states, and it is z_init",
        {
            "np.full((T, B, len(b)), np.nan)": "[]",
            "z = np.tanh(": "z[...] = np.tanh(",
            "states[t] = z": "states.append(z)",
        },
        "You write each new state into z_init. The list holds T times this one array, at the end "
        "T times the last state, and the caller has lost z_init.",
        "Look at `states[0] is z_init`.",
    ),
)

_LIST = {"np.full((T, B, len(b)), np.nan)": "[]", "states[t] = z": "states.append(z)"}
_ZEROS = {"np.full((T, B, len(b)), np.nan)": "np.zeros((T, B, len(b)))"}
_LOOP = "    z = z_init\n    for t in range(T):\n        z = np.tanh(z @ V + x[t] @ W + b)\n"
_ALL = {  # the last state becomes all of them
    "z = z_init": "states, z = [], z_init",
    "        z = np.tanh(z @ V + x_t @ W + b)\n": "        z = np.tanh(z @ V + x_t @ W + b)\n"
    "        states.append(z)\n",
}

MORE = (
    *(
        Mistake(
            RUN,
            f"T is fixed at {n}{how}",
            {"range(T)": f"range({n})"} | edits,
            f"Your loop makes {n} steps{how}, however long the sentence is. T is the length of x.",
            "Run it on x[:2]. How many states should come back?",
            alone=True,
        )
        for n in (3, 4, 5, 6, 10)
        for how, edits in (("", {}), (", in a list", _LIST))
        if n < 6 or not how  # else it stops as the other does
    ),
    *(
        Mistake(
            RUN,
            f"{name} step is missing, and {where} hides it",
            {"range(T)": loop} | edits,
            f"{says} {hides}",
            "Print t in your loop, and the length of your result.",
            alone=True,
        )
        for name, loop, says in (
            ("the last", "range(T - 1)", "The loop ends one step too early."),
            ("the first", "range(1, T)", "The loop begins at t = 1. The first word is never read."),
        )
        for where, edits, hides in (
            ("an array of zeros", _ZEROS, "With NaN in the array you would have seen it."),
            ("a list", _LIST, "T words make T states."),
        )
    ),
    Mistake(
        RUN,
        "time and batch in one axis",
        {"return states": "return states.reshape(T * B, -1)"},
        "The states of all steps lie one below the other, (T·B, n_z), as after a concatenation. "
        "Put them on an axis of their own: np.stack, or np.array of a list.",
        "Print the shape of your result. Where is the axis of time?",
        alone=True,
    ),
    Mistake(
        RUN,
        "the state runs from row to row",
        {
            _LOOP + "        states[t] = z\n": "    z = z_init[0]\n    for i in range(B):\n"
            "        for t in range(T):\n            z = np.tanh(z @ V + x[t, i] @ W + b)\n"
            "            states[t, i] = z\n"
        },
        "Each sentence goes on from the last state of the one before it in the batch. The rows are "
        "different sentences: every row begins with its own z_init.",
        "Exchange the last two sentences of the batch. Only two rows should change places.",
        alone=True,
    ),
    Mistake(
        RUN,
        "one state runs through all rows of a step",
        {
            _LOOP + "        states[t] = z\n": "    z = z_init[0]\n    for t in range(T):\n"
            "        for i in range(B):\n            z = np.tanh(z @ V + x[t, i] @ W + b)\n"
            "            states[t, i] = z\n"
        },
        "At each step one state runs from sentence to sentence. The rows are different sentences: "
        "each has a state of its own.",
        "Exchange the last two sentences of the batch. Only two rows should change places.",
        alone=True,
    ),
    Mistake(
        RUN,
        "the first row of z_init for all",
        {"z = z_init": "z = z_init[0]"},
        "Every sentence begins with the z_init of the first one. z_init has a row for each "
        "sentence.",
        "Change the second row of z_init. Does any state change?",
        alone=True,
    ),
    Mistake(
        RUN,
        "the states are added up over time",
        {"return states": "return states.cumsum(axis=0)"},
        "Each of your states holds the sum of all before it.",
        "Print the largest number of your states. Can tanh give it?",
        alone=True,
    ),
    Mistake(
        LAST_STATE,
        "the words are added up first",
        {"in x:": "in [x.sum(axis=0)]:"},
        "You added up the words and made one step. That is a bag of words: their order is lost. "
        "Each word makes a step of its own.",
        "Exchange the first two words. Does the last state change? It should.",
        alone=True,
    ),
    Mistake(
        LAST_STATE,
        "the mean of the words",
        {"in x:": "in [x.mean(axis=0)]:"},
        "You took the mean of the words and made one step. Their order is lost. Each word makes a "
        "step of its own.",
        "Exchange the first two words. Does the last state change? It should.",
        alone=True,
    ),
    Mistake(
        LAST_STATE,
        "every state",
        _ALL | {"return z": "return states"},
        "All states came back. Asked is the one after the last word.",
        "Compare the shape of your result with the table.",
        alone=True,
    ),
    Mistake(
        LAST_STATE,
        "the mean of all states",
        _ALL | {"return z": "return np.mean(states, axis=0)"},
        "You averaged the states over time. Asked is the one after the last word; what it still "
        "knows of the others is in it.",
        "Take a sentence of two words. Is your result the second state?",
        alone=True,
    ),
    Mistake(
        LAST_STATE,
        "the largest of all states",
        _ALL | {"return z": "return np.max(states, axis=0)"},
        "For each unit you took the largest of its states, as in a max pooling. Asked are the "
        "states after the last word.",
        "Take a sentence of two words. Is your result the second state?",
        alone=True,
    ),
    *(
        Mistake(
            LAST_STATE,
            f"T is fixed at {n}",
            {"for x_t in x:\n": f"for t in range({n}):\n        x_t = x[t]\n"},
            f"Your loop makes {n} steps, however long the sentence is.",
            "Run it on x[:2]. How many words should it read?",
            alone=True,
        )
        for n in (3, 4, 5, 6)
    ),
)

# one sentence is one vector, and for a vector Vᵀz and zV are the same numbers
NO_MISTAKE_HERE = (
    "V on the left of the state",  # the same as V transposed
    "the formula for columns, as it stands",
    "the formula for columns, W first",
    "the old state is added",  # the same as: the state is added up
)

MISTAKES = joined(
    OWN,
    MORE,
    step_slips(
        LAST_STATE,
        {"np.tanh(z @ V + x_t @ W + b)": ("z", "V", "x_t", "W", "b")},
        NO_MISTAKE_HERE,
    ),
    step_slips(RUN, {"np.tanh(z @ V + x[t] @ W + b)": ("z", "V", "x[t]", "W", "b")}),
)
