"""What goes wrong in a GRU: which gate, which way round, on what it acts, and the way back."""

from rnnlib.exercises.e14.questions import BACK, GATE, STEP
from rnnlib.exercises.mistake import Mistake
from rnnlib.exercises.slips.slip import joined

_HALF = "Let all weights and b be 0. A gate is then at 0.5. Where is yours?"
_CLOSED = "Set b_u = -50, so that u is 0. The state should stay as it is. Does yours?"
_NO_PAST = "Set b_r = -50, so that r is 0. What of the state may the new content still hear?"
_KEPT = "Let V_u, V_r and V be zero. Only the kept part is left, dz · (1 − u). Is it yours?"

GATE_MISTAKES = (
    Mistake(
        GATE,
        "tanh in place of the sigmoid",
        {"1 / (1 + np.exp(-a))": "np.tanh(a)"},
        "A gate lies between 0 and 1, so that it can say how much. tanh goes from −1 to 1, and a "
        "negative gate would turn the sign of what passes.",
        "Print the smallest number of your gate.",
    ),
    Mistake(
        GATE,
        "the sign of the exponent",
        {"np.exp(-a)": "np.exp(a)"},
        "Your gate closes where the sum is large: it is one minus the gate.",
        "Set b = 50. Should the gate be open or closed?",
    ),
    Mistake(
        GATE,
        "the bias is left out",
        {" + b": ""},
        "The bias is missing. It decides where a gate begins, and so how long a memory lasts.",
        "Set b = 50. Does your gate open?",
    ),
    Mistake(
        GATE,
        "the gate does not hear the state",
        {"z @ V + x @ W": "x @ W"},
        "Your gate hears the input alone. In a GRU it hears the last state, too.",
        "Change z. Does your gate change?",
    ),
    Mistake(
        GATE,
        "the gate does not hear the input",
        {"z @ V + x @ W": "z @ V"},
        "Your gate hears the state alone. Then no input could ever open it.",
        "Change x. Does your gate change?",
    ),
    Mistake(
        GATE,
        "V transposed",
        {"z @ V": "z @ V.T"},
        "V[i, j] leads from unit i to unit j, so a row of states stands on the left of V.",
        "Let V have a single 1, at V[0, 1]. Which gate hears which unit?",
    ),
    Mistake(
        GATE,
        "no sigmoid",
        {"1 / (1 + np.exp(-a))": "a"},
        "This is the sum that goes into the sigmoid. It may be below 0 or above 1.",
        _HALF,
    ),
    Mistake(
        GATE,
        "a gate that is 0 or 1",
        {"1 / (1 + np.exp(-a))": "1.0 * (a > 0)"},
        "Your gate is a switch, open or closed. Its slope is 0 everywhere, so nothing could be "
        "learned through it.",
        "Move b by 0.01. Does your gate move?",
    ),
    Mistake(
        GATE,
        "softmax over the units",
        {"1 / (1 + np.exp(-a))": "np.exp(a) / np.exp(a).sum(axis=-1, keepdims=True)"},
        "Your gates share one whole, as in a softmax: if one opens, the others close. Each unit "
        "has a gate of its own.",
        _HALF,
    ),
    Mistake(
        GATE,
        "each gate hears its own unit only",
        {"z @ V": "z * V.diagonal()"},
        "You took the diagonal of V, so each gate hears its own unit alone.",
        "Let V have a single 1, at V[0, 1]. Does a gate change?",
    ),
)

_U, _R = (f"1 / (1 + np.exp(-(z @ V_{g} + x @ W_{g} + b_{g})))" for g in "ur")
_NEW, _MEAN = "np.tanh(r * heard + x @ W + b)", "(1 - u) * z + u * new"

STEP_MISTAKES = (
    Mistake(
        STEP,
        "u and 1 − u exchanged",
        {_MEAN: "u * z + (1 - u) * new"},
        "Your u says how much is kept. So do PyTorch, Keras and the paper of 2014. Here u says how "
        "much becomes new.",
        _CLOSED,
    ),
    Mistake(
        STEP,
        "nothing is kept",
        {_MEAN: "u * new"},
        "The old state is left out. Then a closed gate clears the state, and nothing lasts.",
        _CLOSED,
    ),
    Mistake(
        STEP,
        "all of the old state is kept",
        {_MEAN: "z + u * new"},
        "The old state is kept whole, and the new is added. The two shares should be 1 together, "
        "or the state grows without limit.",
        "Set b_u = 50, so that u is 1. Should anything of z be left?",
    ),
    Mistake(
        STEP,
        "the update gate is left out",
        {_MEAN: "new"},
        "This is the new content. The update gate is not used.",
        _CLOSED,
    ),
    Mistake(
        STEP,
        "the kept part is u",
        {_MEAN: "u * z + u * new"},
        "Both parts are multiplied by u. What is not taken from the new is kept from the old.",
        _CLOSED,
    ),
    Mistake(
        STEP,
        "the reset gate is left out",
        {"r * heard": "heard"},
        "The reset gate is computed and not used: the new content hears all of the past.",
        _NO_PAST,
    ),
    Mistake(
        STEP,
        "the gates are exchanged",
        {"r * heard": "u * heard", _MEAN: "(1 - r) * z + r * new"},
        "u and r have changed places. r acts inside the new content, u on the mean of old and new.",
        _CLOSED,
    ),
    Mistake(
        STEP,
        "one gate for both",
        {"r * heard": "u * heard"},
        "You used u in both places. The reset gate has weights of its own.",
        _NO_PAST,
    ),
    Mistake(
        STEP,
        "the reset before V",
        {"heard = z @ V + b_V": "heard = (r * z) @ V + b_V", "r * heard": "heard"},
        "You multiplied the state by r, and then by V. This is the GRU of 2014, and of Keras with "
        "reset_after=False. Here r comes after V, as in PyTorch.",
        "Let V turn two units round: what r of unit 0 shuts off is not the same in both.",
    ),
    Mistake(
        STEP,
        "the reset before V, its bias inside",
        {"heard = z @ V + b_V": "heard = (r * z) @ V + r * b_V", "r * heard": "heard"},
        "r multiplies the state before V. Here it comes after V, as in PyTorch.",
        "Let V turn two units round: what r of unit 0 shuts off is not the same in both.",
    ),
    Mistake(
        STEP,
        "b_V outside of the reset",
        {"heard = z @ V + b_V": "heard = z @ V", "x @ W + b)": "x @ W + b + b_V)"},
        "b_V belongs to what the state says, so r multiplies it, too. You added it outside. Then "
        "it is only a second b.",
        _NO_PAST,
    ),
    Mistake(
        STEP,
        "b_V is left out",
        {" + b_V": ""},
        "The bias beside V is missing.",
        "Set z = 0. Does b_V change your new state?",
    ),
    Mistake(
        STEP,
        "b is left out",
        {"x @ W + b)": "x @ W)"},
        "The bias of the new content is missing. b_V is another one: r multiplies it.",
        "Set b_r = -50 and b_u = 50. Does b change your new state?",
    ),
    Mistake(
        STEP,
        "r multiplies the input, too",
        {_NEW: "np.tanh(r * (heard + x @ W + b))"},
        "r multiplies everything that goes into the new content. It decides only how much of the "
        "past is heard. The input always comes in.",
        "Set b_r = -50, so that r is 0, and b_u = 50. Should x still matter?",
    ),
    Mistake(
        STEP,
        "r multiplies the new content",
        {_NEW: "r * np.tanh(heard + x @ W + b)"},
        "r multiplies what comes out of tanh. It belongs inside, to what the state says.",
        "Set b_r = -50, so that r is 0, and b_u = 50. Should x still matter?",
    ),
    Mistake(
        STEP,
        "the reset gate clears the state",
        {_MEAN: "(1 - u) * r * z + u * new"},
        "r multiplies the kept state as well. The reset gate never clears the state: it decides "
        "what the new content hears.",
        "Set b_u = -50 and b_r = -50. The state should stay as it is. Does yours?",
    ),
    Mistake(
        STEP,
        "no tanh",
        {_NEW: "r * heard + x @ W + b"},
        "The new content has no tanh, so the state is no longer bounded.",
        "Set b = 100 and b_u = 50. What is your new state?",
    ),
    Mistake(
        STEP,
        "sigmoid for the new content",
        {_NEW: "1 / (1 + np.exp(-(r * heard + x @ W + b)))"},
        "The new content is no gate: it may be negative, and tanh makes it so.",
        "Set b = -50 and b_u = 50. The state should be −1.",
    ),
    Mistake(
        STEP,
        "tanh around the whole step",
        {_MEAN: "np.tanh((1 - u) * z + u * new)"},
        "You sent the mean of old and new through tanh once more. Then even what is kept shrinks "
        "at each step.",
        _CLOSED,
    ),
    Mistake(
        STEP,
        "tanh for the update gate",
        {_U: "np.tanh(z @ V_u + x @ W_u + b_u)"},
        "Your update gate comes from tanh, so it can be negative. A gate needs the sigmoid.",
        "Print the smallest number of your u.",
    ),
    Mistake(
        STEP,
        "tanh for the reset gate",
        {_R: "np.tanh(z @ V_r + x @ W_r + b_r)"},
        "Your reset gate comes from tanh, so it can be negative. A gate needs the sigmoid.",
        "Print the smallest number of your r.",
    ),
    Mistake(
        STEP,
        "the gates do not hear the state",
        {"z @ V_u + x @ W_u": "x @ W_u", "z @ V_r + x @ W_r": "x @ W_r"},
        "Both gates hear the input alone. (There are networks like that, which can be computed in "
        "parallel. The GRU is none of them.)",
        "Change V_u. Does your new state change?",
    ),
    Mistake(
        STEP,
        "V transposed",
        {"heard = z @ V + b_V": "heard = z @ V.T + b_V"},
        "V[i, j] leads from unit i to unit j, so a row of states stands on the left of V.",
        "Let V have a single 1, at V[0, 1]. Which unit hears which?",
    ),
)

BACK_MISTAKES = (
    Mistake(
        BACK,
        "the kept way is left out",
        {"dz * (1 - u) + da_u": "da_u"},
        "What was kept is missing on the way back. It is the way without a matrix and without a "
        "slope, for which gates were invented.",
        _KEPT,
    ),
    Mistake(
        BACK,
        "u on the kept way",
        {"dz * (1 - u) + da_u": "dz * u + da_u"},
        "The kept part was multiplied by 1 − u on its way forward, so its gradient is, too.",
        _KEPT,
    ),
    Mistake(
        BACK,
        "the whole gradient is kept",
        {"dz * (1 - u) + da_u": "dz + da_u"},
        "All of dz goes back beside the new content. Only the part 1 − u of the state was kept.",
        _KEPT,
    ),
    Mistake(
        BACK,
        "only the kept way",
        {" + da_u @ V_u.T + da_r @ V_r.T + dh @ V.T": ""},
        "Only the kept part goes back. The state was heard three times more: by two gates and by "
        "the new content.",
        "Let u be 1. Does nothing at all go back?",
    ),
    Mistake(
        BACK,
        "the ways through the gates are left out",
        {" + da_u @ V_u.T + da_r @ V_r.T": ""},
        "The state was also heard by both gates. Their shares are missing.",
        "Move one number of z and measure. Which share is not in yours?",
    ),
    Mistake(
        BACK,
        "old minus new",
        {"(new - z)": "(z - new)"},
        "The sign of da_u is turned round. If u grows, the new gains and the old loses.",
        "Let new be 1 and z be 0, dz = 1. Should u grow or fall to make z[t] larger?",
    ),
    Mistake(
        BACK,
        "u meets the new content alone",
        {"(new - z)": "new"},
        "u stands in two places of the last line: before new, and in 1 − u before z.",
        "Let new equal z. Then u makes no difference. Is your da_u zero?",
    ),
    Mistake(
        BACK,
        "the slope of the update gate is left out",
        {" * u * (1 - u)\n    da =": "\n    da ="},
        "This is the gradient of u itself. In front of the sigmoid it is multiplied by the slope.",
        "Let u be nearly 1. The sigmoid is flat there. What should da_u be, nearly?",
    ),
    Mistake(
        BACK,
        "the slope of tanh for the update gate",
        {"(new - z) * u * (1 - u)": "(new - z) * (1 - u**2)"},
        "1 − u² is the slope of tanh. u comes from a sigmoid, which has another slope.",
        "Let u be nearly 0. The sigmoid is flat there. What should da_u be, nearly?",
    ),
    Mistake(
        BACK,
        "the slope of tanh is left out",
        {" * (1 - new**2)": ""},
        "This is the gradient of the new content itself. In front of tanh it is multiplied by the "
        "slope.",
        "Let new be 0.999: tanh is flat there. What should da be, nearly?",
    ),
    Mistake(
        BACK,
        "the slope of the sigmoid for the new content",
        {"(1 - new**2)": "new * (1 - new)"},
        "new (1 − new) is the slope of the sigmoid. The new content comes from tanh.",
        "Let new be 0. tanh is steepest there, its slope is 1. What is that of yours?",
    ),
    Mistake(
        BACK,
        "u is left out on the way to the new content",
        {"dz * u * (1 - new**2)": "dz * (1 - new**2)"},
        "The new content came in with the factor u. Its gradient has the same factor.",
        "Let u be 0. Nothing new comes in. Is your da zero?",
    ),
    Mistake(
        BACK,
        "r begins from dz",
        {"da * heard * r": "dz * heard * r"},
        "r acts inside the new content. So its gradient has passed u and the slope of tanh: it "
        "begins from da.",
        "Let u be 0. Nothing new comes in, so r makes no difference. Is your da_r zero?",
    ),
    Mistake(
        BACK,
        "r meets the state in place of what V made of it",
        {"da * heard * r": "da * z * r"},
        "r multiplied heard = Vᵀz + b_V. You took z itself, as if r came before V.",
        "Let heard be zero. Then r makes no difference. Is your da_r zero?",
    ),
    Mistake(
        BACK,
        "the slope of the reset gate is left out",
        {" * r * (1 - r)": ""},
        "This is the gradient of r itself. In front of the sigmoid it is multiplied by the slope.",
        "Let r be nearly 1. The sigmoid is flat there. What should da_r be, nearly?",
    ),
    Mistake(
        BACK,
        "the slope of tanh for the reset gate",
        {"heard * r * (1 - r)": "heard * (1 - r**2)"},
        "1 − r² is the slope of tanh. r comes from a sigmoid, which has another slope.",
        "Let r be nearly 0. The sigmoid is flat there. What should da_r be, nearly?",
    ),
    Mistake(
        BACK,
        "r is left out on the way through V",
        {"dh = da * r": "dh = da"},
        "What the state says through V was multiplied by r, so its gradient is, too.",
        "Let r be 0 and V_u, V_r be zero. Only the kept part should go back. Is it so?",
    ),
    Mistake(
        BACK,
        "V not transposed going left",
        {"dh @ V.T": "dh @ V"},
        "Forward, V[i, j] carries unit i to unit j. Backward, the gradient goes from j to i.",
        "Let V have a single 1, at V[0, 1]. To which unit must the gradient of unit 1 go?",
    ),
    Mistake(
        BACK,
        "V_u not transposed going left",
        {"da_u @ V_u.T": "da_u @ V_u"},
        "Forward, V_u[i, j] carries unit i to gate j. Backward, the gradient goes from j to i.",
        "Let V_u have a single 1, at V_u[0, 1]. To which unit must the gradient of gate 1 go?",
    ),
    Mistake(
        BACK,
        "V_r not transposed going left",
        {"da_r @ V_r.T": "da_r @ V_r"},
        "Forward, V_r[i, j] carries unit i to gate j. Backward, the gradient goes from j to i.",
        "Let V_r have a single 1, at V_r[0, 1]. To which unit must the gradient of gate 1 go?",
    ),
    Mistake(
        BACK,
        "no matrix is transposed going left",
        {"da_u @ V_u.T": "da_u @ V_u", "da_r @ V_r.T": "da_r @ V_r", "dh @ V.T": "dh @ V"},
        "All three products go the forward way once more. Backward, the gradient goes from the "
        "unit that heard to the one that spoke.",
        "Let V have a single 1, at V[0, 1]. To which unit must the gradient of unit 1 go?",
        alone=True,
    ),
)

MISTAKES = joined(GATE_MISTAKES, STEP_MISTAKES, BACK_MISTAKES)
