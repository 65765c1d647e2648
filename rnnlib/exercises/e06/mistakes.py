"""What goes wrong in the wirings."""

from rnnlib.exercises.e06.questions import ENCODE_DECODE, GENERATE, MASKED
from rnnlib.exercises.mistake import Mistake
from rnnlib.exercises.slips.output import SCORE, SOFTMAX, SOFTMAX_CUT, output_slips
from rnnlib.exercises.slips.slip import joined
from rnnlib.exercises.slips.step import step_slips

OWN = (
    Mistake(
        GENERATE,
        "the input at every step",
        {"x if t == 0 else 0 * x": "x"},
        "You read the input again at every step. In this wiring it is there once, at t = 0; then "
        "the network reads zeros and has to remember.",
        "Print the input of the first and of the second step.",
    ),
    Mistake(
        GENERATE,
        "the input at no step",
        {"x if t == 0 else 0 * x": "0 * x"},
        "Your network reads zeros only. The input should be read once, at t = 0.",
        "Call your function with two different x. Does the result change?",
    ),
    Mistake(
        GENERATE,
        "the input at the last step",
        {"t == 0": "t == steps - 1"},
        "You read the input at the last step. The outputs before it cannot know it.",
        "Change x. Which of the outputs should change? All of them.",
    ),
    Mistake(
        GENERATE,
        "the input one step late",
        {"t == 0": "t == 1"},
        "You read the input at the second step. Time begins at 0.",
        "Change x. Does the output at t = 0 change?",
    ),
    Mistake(
        GENERATE,
        "no step without an input",
        {"z = np.tanh(z @ V + x_t @ W + b)": "z = np.tanh(z @ V + x_t @ W + b) if t == 0 else z"},
        "After t = 0 your state stays as it is, so all outputs are the same. A step without an "
        "input is a step too: the state goes on through V and b.",
        "Print f[0] and f[1]. Could such a network spell a word?",
    ),
    Mistake(
        GENERATE,
        "state not carried on",
        {"z @ V + x_t @ W": "x_t @ W"},
        "Your step does not read the state of the step before. From t = 1 on the network knows "
        "nothing of the input.",
        "Change x. Do the outputs at t = 1, 2, … change?",
    ),
    Mistake(
        GENERATE,
        "no b without an input",
        {"+ b)": "+ b * (t == 0))"},
        "You left out b from t = 1 on. Only the input is zero there; the bias is added at every "
        "step.",
        "Let z and the input be zero. The next state should be tanh(b).",
    ),
    Mistake(
        GENERATE,
        "the output of the state before",
        {
            "        z = np.tanh(z @ V + x_t @ W + b)\n": "",
            "keepdims=True)\n    return": "keepdims=True)\n"
            "        z = np.tanh(z @ V + x_t @ W + b)\n    return",
        },
        "You compute the output first and the new state after it. So f[t] comes from z[t−1], one "
        "step late.",
        "Look at the first output. Does it change if you change x?",
    ),
    Mistake(
        GENERATE,
        "scores instead of outputs",
        {"f[t] = e / e.sum(axis=-1, keepdims=True)": "f[t] = c + z @ U"},
        "These are the scores. The output is their softmax.",
        "Add up one row of an output. It should be 1.",
    ),
    Mistake(
        MASKED,
        "mask ignored",
        {"losses * counts": "losses"},
        "You added up all steps, also those after the end of a sentence. What the network says "
        "there is not asked.",
        "Write 1000 into the losses after the ends. Does your result change?",
    ),
    Mistake(
        MASKED,
        "mean over all entries",
        {"(losses * counts).sum() / B": "losses.mean()"},
        "You took the mean of the whole array, with the steps after the ends.",
        "Write 1000 into the losses after the ends. Does your result change?",
    ),
    Mistake(
        MASKED,
        "divided by the padded length",
        {".sum() / B": ".mean()"},
        "You leave the right steps out, then divide by T times B. With more padding your loss "
        "would get smaller.",
        "Add five rows of zeros to the losses. Should the result change?",
    ),
    Mistake(
        MASKED,
        "divided by the number of real steps",
        {" / B": " / counts.sum()"},
        "You took the mean over all real steps. In this course the steps of a sentence are added "
        "up, and the mean is taken over the sentences.",
        "Let every real loss be 1, in one sentence of length 3. The result should be 3.",
    ),
    Mistake(
        MASKED,
        "each sentence divided by its length",
        {"losses * counts": "losses * counts / lengths"},
        "You took the mean over the steps of each sentence. In this course the steps are added up.",
        "Let every real loss be 1, in one sentence of length 3. The result should be 3.",
    ),
    Mistake(
        MASKED,
        "sum over the batch",
        {" / B": ""},
        "You added up the sentences. The mean over the sentences is asked, so that the loss does "
        "not grow with the batch.",
        "Give it every sentence twice. Should the loss double?",
    ),
    Mistake(
        MASKED,
        "one step too many",
        {"t < lengths": "t <= lengths"},
        "Your mask lets one step too many through. A sentence of length 2 has the steps 0 and 1.",
        "Print your mask for lengths (1, 2) and T = 3.",
    ),
    Mistake(
        MASKED,
        "one step too few",
        {"t < lengths": "t < lengths - 1"},
        "Your mask leaves out the last step of each sentence, often that of <eos>. A sentence of "
        "length 2 has the steps 0 and 1.",
        "Print your mask for lengths (1, 2) and T = 3.",
    ),
    Mistake(
        MASKED,
        "only after the ends",
        {"t < lengths": "t >= lengths"},
        "Your mask is the opposite: it keeps what is after the ends.",
        "Print your mask for lengths (1, 2) and T = 3.",
    ),
    Mistake(
        MASKED,
        "only the last step",
        {"t < lengths": "t == lengths - 1"},
        "You kept one step of each sentence. That is the mask of sequence-to-one; here every real "
        "step counts.",
        "Print your mask for lengths (1, 2) and T = 3.",
    ),
    Mistake(
        MASKED,
        "the mask is batch first",
        {"np.arange(T)[:, None]": "np.arange(T)", "t < lengths": "t < lengths[:, None]"},
        "Your mask has the shape (B, T). The losses have the shape (T, B): time comes first.",
        "Print the shapes of your mask and of the losses.",
    ),
    Mistake(
        MASKED,
        "the steps are not a column",
        {"np.arange(T)[:, None]": "np.arange(T)"},
        "You compare T step numbers with B lengths, one by one. Each step has to meet each length: "
        "a column (T, 1) against a row (B,).",
        "Print np.arange(3)[:, None] < np.array([1, 2]).",
    ),
    Mistake(
        MASKED,
        "one loss for each sentence",
        {".sum() / B": ".sum(axis=0)"},
        "These are the losses of the sentences. One number is asked: their mean.",
        "Compare the shape of your result with the table.",
    ),
    Mistake(
        ENCODE_DECODE,
        "the encoder's state ignored",
        {"    read = np.zeros": "    z = np.zeros(z.shape)\n    read = np.zeros"},
        "Your decoder begins with zeros. Then it knows nothing of what was read: the last state of "
        "the encoder is all that is passed on.",
        "Change x. Do the outputs change?",
    ),
    Mistake(
        ENCODE_DECODE,
        "the encoder's first state",
        {"for x_t in x:": "for x_t in x[:1]:"},
        "Your decoder begins with the state after the first word. The state after the *last* word "
        "knows the whole sentence.",
        "Change the last word of x. Do the outputs change?",
    ),
    Mistake(
        ENCODE_DECODE,
        "the last word is not read",
        {"for x_t in x:": "for x_t in x[:-1]:"},
        "Your encoder stops one word early.",
        "Change the last word of x. Do the outputs change?",
    ),
    Mistake(
        ENCODE_DECODE,
        "the encoder forgets",
        {"z @ V + x_t": "x_t"},
        "Your encoder does not read its own last state. So only the last word reaches the decoder.",
        "Change the first word of x. Do the outputs change?",
    ),
    Mistake(
        ENCODE_DECODE,
        "the decoder sees the answer",
        {"read @ W_dec": "y[s] @ W_dec"},
        "At step s your decoder reads y[s], which is just what it should say. It would learn to "
        "copy. When it writes alone, there is no such answer to read.",
        "Change y[0] alone. f[0] must not change.",
    ),
    Mistake(
        ENCODE_DECODE,
        "the first answer is given away",
        {"np.zeros(y[0].shape)": "y[0]"},
        "At s = 0 your decoder reads y[0], which it should say there. Nothing was written before, "
        "so it reads zeros.",
        "Change y[0] alone. f[0] must not change.",
    ),
    Mistake(
        ENCODE_DECODE,
        "y[s − 1] at s = 0",
        {"read @ W_dec": "y[s - 1] @ W_dec"},
        "At s = 0 the index s − 1 is −1. In NumPy that is the last row: your decoder reads the end "
        "of the answer before it begins.",
        "Change the last row of y alone. No output must change.",
    ),
    Mistake(
        ENCODE_DECODE,
        "the first output is missing",
        {"range(len(y))": "range(1, len(y))", "read @ W_dec": "y[s - 1] @ W_dec"},
        "Your decoder begins at s = 1. It makes a step at s = 0 too, with zeros as its input.",
        "Print the first number that s takes in your loop.",
    ),
    Mistake(
        ENCODE_DECODE,
        "two steps old",
        {"        read = y[s]": "        read = y[max(s - 1, 0)] if s else read"},
        "Your decoder reads what was written two steps ago. At step s it reads the answer of the "
        "step before.",
        "Change y[0] alone. The first output that changes should be f[1].",
    ),
    Mistake(
        ENCODE_DECODE,
        "nothing written is read",
        {"        read = y[s]\n": ""},
        "Your decoder reads zeros at every step. It does not learn which word was written.",
        "Change y[0] alone. Does f[1] change?",
    ),
    Mistake(
        ENCODE_DECODE,
        "the own output is read",
        {"read = y[s]": "read = f[s]"},
        "Your decoder reads its own output. While it learns, it reads the *right* answer of the "
        "step before: teacher forcing.",
        "Change y[0] alone. Does f[1] change?",
    ),
    Mistake(
        ENCODE_DECODE,
        "the encoder's V in the decoder",
        {"z @ V_dec": "z @ V"},
        "Your decoder uses the V of the encoder. They are two networks, each with its own V.",
        "Change V_dec. Do the outputs change?",
    ),
    Mistake(
        ENCODE_DECODE,
        "the encoder's b in the decoder",
        {"+ b_dec": "+ b"},
        "Your decoder uses the b of the encoder. They are two networks, each with its own b.",
        "Change b_dec. Do the outputs change?",
    ),
    Mistake(
        ENCODE_DECODE,
        "every step begins with the encoder's state",
        {
            "    read = np.zeros": "    z_enc = z\n    read = np.zeros",
            "z @ V_dec": "z_enc @ V_dec",
        },
        "Each step of your decoder begins again with the state of the encoder. Only its first step "
        "does; then it carries its own state on.",
        "Change y[0] alone. f[1] should change, and f[2] too.",
    ),
    Mistake(
        ENCODE_DECODE,
        "an output before the first step",
        {
            "        z = np.tanh(z @ V_dec + read @ W_dec + b_dec)\n": "",
            "        read = y[s]": "        z = np.tanh(z @ V_dec + y[s] @ W_dec + b_dec)",
        },
        "Your first output is computed from the encoder's state itself. The decoder makes a step "
        "first, with zeros as its input.",
        "Change b_dec. Does the output at s = 0 change?",
    ),
    Mistake(
        ENCODE_DECODE,
        "scores instead of outputs",
        {"f[s] = e / e.sum(axis=-1, keepdims=True)": "f[s] = c + z @ U"},
        "These are the scores. The output is their softmax.",
        "Add up one row of an output. It should be 1.",
    ),
)

MORE = (
    Mistake(
        MASKED,
        "the mean of each step, over the sentences still there",
        {
            "(losses * counts).sum() / B": "((losses * counts).sum(axis=1) / "
            "np.maximum(counts.sum(axis=1), 1)).sum()"
        },
        "At each step you took the mean over the sentences that are still there. Late words of "
        "long sentences count more then. Every sentence counts the same: divide by B.",
        "One sentence of length 1 with loss 0, one of length 2 with losses 0 and 4: 2 should come.",
        alone=True,
    ),
    *(
        Mistake(
            GENERATE,
            f"the number of steps is fixed at {n}",
            {
                "f = np.full((steps, len(x), len(c)), np.nan)": f"steps = {n}\n"
                "    f = np.full((steps, len(x), len(c)), np.nan)"
            },
            f"Your function makes {n} steps, whatever steps says.",
            "Call it with steps = 2. How many outputs come back?",
            alone=True,
        )
        for n in (3, 4, 5, 6, 10)
    ),
    Mistake(
        GENERATE,
        "the states instead of the outputs",
        {
            "np.full((steps, len(x), len(c)), np.nan)": "np.full((steps, len(x), len(b)), np.nan)",
            "f[t] = e / e.sum(axis=-1, keepdims=True)": "f[t] = z",
        },
        "These are the states. (What PyTorch calls output is the state, too.) Asked is f, made "
        "from them with U, c and softmax.",
        "Print the last axis of your result. It should have n_f numbers.",
        alone=True,
    ),
    Mistake(
        GENERATE,
        "one output too many",
        {
            "for t in range(steps):": "steps += 1\n    f = np.full((steps, len(x), len(c)), "
            "np.nan)\n    for t in range(steps):"
        },
        "One output more came back than was asked for. The input is read at t = 0, and there "
        "already the first output is made.",
        "Call it with steps = 1. How many outputs should come back?",
        alone=True,
    ),
    Mistake(
        GENERATE,
        "the letters instead of their probabilities",
        {
            "np.full((steps, len(x), len(c)), np.nan)": "np.full((steps, len(x)), np.nan)",
            "f[t] = e / e.sum(axis=-1, keepdims=True)": "f[t] = e.argmax(axis=-1)",
        },
        "You returned the number of the most probable letter, as argmax gives it. Asked are the "
        "probabilities of all letters.",
        "Compare the shape of your result with the table.",
        alone=True,
    ),
    Mistake(
        GENERATE,
        "only the last output",
        {"return f": "return f[-1]"},
        "The output of the last step came back. Asked is one for each step.",
        "Compare the shape of your result with the table.",
        alone=True,
    ),
    Mistake(
        ENCODE_DECODE,
        "only the last output",
        {"return f": "return f[-1]"},
        "The output of the last step came back. Asked is one for each step.",
        "Compare the shape of your result with the table.",
        alone=True,
    ),
    Mistake(
        ENCODE_DECODE,
        "read from the end",
        {"for x_t in x:": "for x_t in x[::-1]:"},
        "Your encoder reads the last word first. (Some translators did that on purpose.) Here it "
        "reads in order.",
        "Print the words in the order in which your loop reads them.",
        alone=True,
    ),
    Mistake(
        ENCODE_DECODE,
        "the encoder's weights in the decoder",
        {"z @ V_dec": "z @ V", "+ b_dec": "+ b"},
        "Your decoder uses V and b of the encoder. They are two networks, each with its own.",
        "Change V_dec. Do the outputs change?",
        alone=True,
    ),
    Mistake(
        ENCODE_DECODE,
        "the decoder's weights in the encoder",
        {"z @ V + x_t": "z @ V_dec + x_t", "@ W + b": "@ W + b_dec"},
        "Your encoder uses V_dec and b_dec. They are two networks, each with its own.",
        "Change V. Do the outputs change?",
        alone=True,
    ),
)

_READ = {"np.tanh(z @ V + x_t @ W + b)": ("z", "V", "x_t", "W", "b")}
_WRITE = {
    "np.tanh(z @ V_dec + read @ W_dec + b_dec)": ("z", "V_dec", "read", "W_dec", "b_dec"),
}
_SOFTMAX = "e / e.sum(axis=-1, keepdims=True)"

MISTAKES = joined(
    OWN,
    MORE,
    step_slips(GENERATE, _READ, ("the past is left out", "the input is left out")),
    step_slips(ENCODE_DECODE, _READ | _WRITE),
    output_slips(GENERATE, SCORE, "c + z @ U", z="z", U="U", c="c"),
    output_slips(GENERATE, SOFTMAX, _SOFTMAX, e="e"),
    output_slips(GENERATE, SOFTMAX_CUT, "np.exp(c + z @ U)", s="c + z @ U"),
    output_slips(ENCODE_DECODE, SCORE, "c + z @ U", z="z", U="U", c="c"),
    output_slips(ENCODE_DECODE, SOFTMAX, _SOFTMAX, e="e"),
    output_slips(ENCODE_DECODE, SOFTMAX_CUT, "np.exp(c + z @ U)", s="c + z @ U"),
)
