"""What goes wrong where the output, or a teacher, leads to the next step."""

from rnnlib.exercises.e08.questions import RUN_FREE, RUN_WITH_TEACHER, WHAT_IS_LOST
from rnnlib.exercises.mistake import Mistake
from rnnlib.exercises.slips.output import SCORE, SIGMOID, output_slips
from rnnlib.exercises.slips.slip import joined
from rnnlib.exercises.slips.step import step_slips

OWN = (
    Mistake(
        RUN_FREE,
        "the state is fed back",
        {"outputs.append(f)": "outputs.append(f)\n        f = z"},
        "Your step reads the last state. That is the RNN of lesson 02. Here V leads from the "
        "output to the hidden layer, so n_f numbers come back and not n_z.",
        "Print V.shape, then the shape of what you multiply with it. Which of z and f fits?",
    ),
    Mistake(
        RUN_FREE,
        "the score is fed back",
        {"outputs.append(f)": "outputs.append(f)\n        f = s"},
        "What comes back is the score s, before τ. The network reads what it said, and it says f "
        "= τ(s), between 0 and 1.",
        "Print the smallest and the largest number that step 1 reads from the past.",
    ),
    Mistake(
        RUN_FREE,
        "the rounded output is fed back",
        {"outputs.append(f)": "outputs.append(f)\n        f = np.round(f)"},
        "Your step reads a clean 0 or 1. In free running the network reads its output as it is, "
        "0.48 as 0.48.",
        "Print what step 1 reads and compare it with outputs[0].",
    ),
    Mistake(
        RUN_FREE,
        "f_init is ignored",
        {"f = f_init": "f = np.zeros_like(f_init)"},
        "Step 0 reads zeros in place of f_init. Every later step then differs a little, too.",
        "Run twice with different f_init. Does states[0] change?",
    ),
    Mistake(
        RUN_FREE,
        "every step reads f_init",
        {"f @ V": "f_init @ V"},
        "The output is not carried on: each step begins again from f_init. So no step knows what "
        "the one before it said.",
        "Change x[0] and run again. Does states[1] change?",
    ),
    Mistake(
        RUN_FREE,
        "nothing is fed back",
        {"f @ V + ": ""},
        "Your hidden layer does not read the past at all. That is a dense net, used at each step.",
        "Set V to zero. Does the result change?",
    ),
    Mistake(
        RUN_FREE,
        "bias b forgotten",
        {"x_t @ W + b": "x_t @ W"},
        "b is missing in the hidden layer.",
        "Give it x = 0 and f_init = 0. Then states[0] should be tanh(b).",
    ),
    Mistake(
        RUN_FREE,
        "sigmoid in the hidden layer",
        {
            "np.tanh(f @ V + x_t @ W + b)": "f @ V + x_t @ W + b\n        z = 1 / (1 + np.exp(-z))",
        },
        "σ belongs to the hidden layer, τ to the output. Here σ = tanh and τ = sigmoid.",
        "Print the smallest number of all states. Can a tanh be negative?",
    ),
    Mistake(
        RUN_FREE,
        "tanh in the output",
        {"1 / (1 + np.exp(-s))": "np.tanh(s)"},
        "σ belongs to the hidden layer, τ to the output. Here σ = tanh and τ = sigmoid. So an "
        "output is never negative.",
        "Print the smallest number of all outputs.",
    ),
    Mistake(
        RUN_FREE,
        "f_init stands among the outputs",
        {"states, outputs = [], []": "states, outputs = [], [f_init]"},
        "f_init is what came before the first step. It is no output of this run, and your outputs "
        "are one step too long.",
        "Print len(states) and len(outputs). Both should be T.",
    ),
    Mistake(
        RUN_FREE,
        "only the last step comes back",
        {"np.array(states), np.array(outputs)": "z, f"},
        "The state and the output of the last step come back. Asked are those of every step, time "
        "first.",
        "Print the shapes of both results. Where is T?",
    ),
    Mistake(
        RUN_FREE,
        "outputs and states change places",
        {"np.array(states), np.array(outputs)": "np.array(outputs), np.array(states)"},
        "Both results are right, in the wrong order. The states come first.",
        "Print the shapes of both results. The states end with n_z.",
    ),
    Mistake(
        RUN_WITH_TEACHER,
        "the answer of the same step is read",
        {"f_init if t == 0 else y[t - 1]": "y[t]"},
        "Step t reads y[t]. That is the answer which it should find: it sees the solution. In "
        "training the loss looks wonderful, in use there is no y[t] to read.",
        "Change y[0] and run again. states[0] must stay as it was.",
    ),
    Mistake(
        RUN_WITH_TEACHER,
        "f_init first, then the answer of the same step",
        {"y[t - 1]": "y[t]"},
        "Step 0 is right. From step 1 on, each step reads the answer that it should find itself. "
        "Nobody ever reads y[0].",
        "Change y[1] and run again. states[1] must stay as it was.",
    ),
    Mistake(
        RUN_WITH_TEACHER,
        "step 0 reads the last answer",
        {"f_init if t == 0 else y[t - 1]": "y[t - 1]"},
        "At t = 0 the index t − 1 is −1. For NumPy that is the last row, and no error comes. Step "
        "0 so reads the answer of the end.",
        "Print y[0 - 1] and y[len(y) - 1].",
    ),
    Mistake(
        RUN_WITH_TEACHER,
        "step 0 reads zeros",
        {"f_init if t == 0 else": "0 * f_init if t == 0 else"},
        "Step 0 has no answer before it. It should read f_init, and it reads zeros.",
        "Run twice with different f_init. Does states[0] change?",
    ),
    Mistake(
        RUN_WITH_TEACHER,
        "the teacher speaks one step late",
        {"f_init if t == 0 else y[t - 1]": "f_init if t < 2 else y[t - 2]"},
        "Each step reads the answer of two steps ago. The teacher should give the answer to the "
        "step just done.",
        "Change y[0] and run again. Which is the first state that changes? It should be states[1].",
    ),
    Mistake(
        RUN_WITH_TEACHER,
        "the teacher is ignored",
        {"y[t - 1]": "outputs[t - 1]"},
        "Your steps read the network's own outputs. That is free running.",
        "Run twice with different y. Does anything change?",
    ),
    Mistake(
        RUN_WITH_TEACHER,
        "every step reads f_init",
        {"f_init if t == 0 else y[t - 1]": "f_init"},
        "No step after the first reads an answer. All begin from f_init.",
        "Run twice with different y. Does anything change?",
    ),
    Mistake(
        RUN_WITH_TEACHER,
        "the answers replace the outputs",
        {"outputs.append(f)": "outputs.append(y[t])"},
        "Your outputs are the answers y. The teacher changes what the next step reads. It does "
        "not change what the network says: that is still needed, for the loss.",
        "Compute the loss between your outputs and y. Can it be zero before training?",
    ),
    Mistake(
        RUN_WITH_TEACHER,
        "own output and answer are added",
        {"else y[t - 1]": "else y[t - 1] + outputs[t - 1]"},
        "Your steps read the answer and the network's own output, added. The teacher speaks in "
        "place of the output.",
        "Set y to zero. What should step 1 then read from the past?",
    ),
    Mistake(
        RUN_WITH_TEACHER,
        "bias b forgotten",
        {"x[t] @ W + b": "x[t] @ W"},
        "b is missing in the hidden layer. The teacher takes the place of f[t−1] only; the rest of "
        "the formula stays.",
        "Give it zeros for x, y and f_init. Then every state should be tanh(b).",
    ),
    Mistake(
        RUN_WITH_TEACHER,
        "the scores instead of the predictions",
        {"outputs.append(f)": "outputs.append(s)"},
        "These are the scores s, what goes into τ. The outputs are f = τ(s).",
        "Print the smallest and the largest output. Do all lie between 0 and 1?",
    ),
    Mistake(
        WHAT_IS_LOST,
        "everything before the last step is lost",
        {'"C"': '"A"'},
        "That is a dense net. An output RNN does read something of its past: its last output, and "
        "in that, what the output before it had said. The lamp of lesson 07 lives from this.",
        "In lesson 07, section Teacher forcing: x[0] is changed. Do later free outputs change?",
    ),
    Mistake(
        WHAT_IS_LOST,
        "nothing is lost",
        {'"C"': '"B"'},
        "z[t] has many numbers, but no arrow leads from it to step t + 1. What the next step "
        "reads has to fit through f[t].",
        "Look again at the two rows of numbers above: two pasts, and one single future.",
    ),
    Mistake(
        WHAT_IS_LOST,
        "the words are lost, the teacher keeps them",
        {'"C"': '"D"'},
        "A teacher tells what would have been right to say. It knows nothing of the words, and in "
        "use there is no teacher.",
        "In the task of the secret letter (lesson 07), what does the teacher say while the "
        "network waits? Is it different after A and after B?",
    ),
)

MORE = (
    Mistake(
        RUN_FREE,
        "the scores instead of the predictions",
        {"outputs.append(f)": "outputs.append(s)"},
        "These are the scores s, what goes into τ. The outputs are f = τ(s).",
        "Print the smallest and the largest output. Do all lie between 0 and 1?",
        alone=True,
    ),
    Mistake(
        RUN_WITH_TEACHER,
        "the mean of own output and answer",
        {"else y[t - 1]": "else 0.5 * (y[t - 1] + outputs[t - 1])"},
        "Your steps read the mean of the answer and of the network's own output. The teacher "
        "speaks in place of the output.",
        "Run twice with different y. Then look at which numbers step 1 reads.",
        alone=True,
    ),
)

# what the state of another network would do with the output of this one does not fit in shape
NAMED_ABOVE = (
    "the past is left out",
    "bias forgotten",
    "sigmoid instead of tanh",
    "tanh instead of sigmoid",
    "the old state is added",
    "half of the old state is kept",
)
WITH_TEACHER = (
    "bias forgotten",
    "the old state is added",
    "half of the old state is kept",
    "tanh instead of sigmoid",
    "the score instead of the prediction",
)

MISTAKES = joined(
    OWN,
    MORE,
    step_slips(
        RUN_FREE, {"np.tanh(f @ V + x_t @ W + b)": ("f", "V", "x_t", "W", "b")}, NAMED_ABOVE
    ),
    step_slips(
        RUN_WITH_TEACHER,
        {"np.tanh(before @ V + x[t] @ W + b)": ("before", "V", "x[t]", "W", "b")},
        WITH_TEACHER,
    ),
    *(
        output_slips(question, group, right, but, **names)
        for question, but in ((RUN_FREE, NAMED_ABOVE), (RUN_WITH_TEACHER, WITH_TEACHER))
        for group, right, names in (
            (SCORE, "c + z @ U", {"z": "z", "U": "U", "c": "c"}),
            (SIGMOID, "1 / (1 + np.exp(-s))", {"s": "s"}),
        )
    ),
)
