"""What goes wrong with the axes of a batch, with padding, and with the last state."""

from rnnlib.exercises.e10.questions import LAST_STATES, MEAN_LOSS, PAD, PADDED_RUN, TO_TIME_FIRST
from rnnlib.exercises.mistake import Mistake
from rnnlib.exercises.slips.slip import joined
from rnnlib.exercises.slips.step import step_slips

MASK = "np.where(real, new, z)"

OWN = (
    Mistake(
        TO_TIME_FIRST,
        "reshape instead of transpose",
        {
            "batch.transpose(1, 0, 2)": "batch.reshape(batch.shape[1], batch.shape[0], "
            "batch.shape[2])"
        },
        "The shape is right, the sentences are not. reshape lays all words in one row and cuts "
        "that row anew, so each column mixes words of several sentences.",
        "Do it with the two sentences of words above and read one column from top to bottom.",
    ),
    Mistake(
        TO_TIME_FIRST,
        "all axes turned round",
        {"batch.transpose(1, 0, 2)": "batch.T"},
        ".T turns the order of all axes round: (B, T, n) becomes (n, T, B). The numbers of a word "
        "should stay together, on the last axis.",
        "Print the shape of batch and the shape of your result.",
    ),
    Mistake(
        TO_TIME_FIRST,
        "words and their numbers change places",
        {"batch.transpose(1, 0, 2)": "batch.transpose(0, 2, 1)"},
        "The last two axes were swapped: time and the numbers of a word. The sentence is still "
        "the first axis.",
        "Print the shape of batch and the shape of your result. Where is T?",
    ),
    Mistake(
        TO_TIME_FIRST,
        "each axis moved on by one",
        {"batch.transpose(1, 0, 2)": "batch.transpose(1, 2, 0)"},
        "Time is first, but the sentence went to the end: (T, n, B). A step should hold one row "
        "for each sentence.",
        "Print the shape of batch and the shape of your result. Where is B?",
    ),
    Mistake(
        TO_TIME_FIRST,
        "nothing was moved",
        {"batch.transpose(1, 0, 2)": "batch"},
        "The batch came back as it was, sentence first. x[0] is then a whole sentence and not the "
        "first word of all sentences.",
        "Print the shape of your result. Which number is T?",
    ),
    Mistake(
        TO_TIME_FIRST,
        "sentences are read backwards",
        {"batch.transpose(1, 0, 2)": "batch.transpose(1, 0, 2)[::-1]"},
        "The axes are right, but step 0 holds the last words.",
        "Compare x[0, 0] with batch[0, 0]. Both are the first word of the first sentence.",
    ),
    Mistake(
        PAD,
        "cut to the shortest",
        {
            "max(lengths)": "min(lengths)",
            "x[: lengths[i], i] = sequences[i]": "x[:, i] = sequences[i][:T]",
        },
        "All sentences were cut to the length of the shortest. Words are lost. Padding makes the "
        "short ones longer.",
        "Print x.shape[0] and the length of the longest sentence.",
    ),
    Mistake(
        PAD,
        "zeros in front",
        {"x[: lengths[i], i]": "x[T - lengths[i] :, i]"},
        "The zeros stand in front of the words. It can be done, but then the network runs through "
        "steps without words first, and its state is no longer z_init at the first word.",
        "Print x[0]. It should hold the first word of every sentence.",
    ),
    Mistake(
        PAD,
        "batch first",
        {
            "np.zeros((T, B, n))": "np.zeros((B, T, n))",
            "x[: lengths[i], i]": "x[i, : lengths[i]]",
        },
        "The sentence is the first axis here. Asked is time first, so that x[t] is step t of all "
        "sentences.",
        "Print x.shape, the number of sentences, and the length of the longest.",
    ),
    Mistake(
        PAD,
        "padded with the last word",
        {
            "x[: lengths[i], i] = sequences[i]": "x[: lengths[i], i] = sequences[i]\n"
            "        x[lengths[i] :, i] = sequences[i][-1]"
        },
        "The last word is repeated up to the end. After a sentence, zeros are asked for.",
        "Print x[-1]. Only the longest sentence has a word there.",
    ),
    Mistake(
        PAD,
        "padded with ones",
        {"np.zeros(": "np.ones("},
        "After a sentence there are ones. Zeros are asked for.",
        "Print x[-1]. Only the longest sentence has a word there.",
    ),
    Mistake(
        PAD,
        "every length is that of the longest",
        {"return x, lengths": "return x, np.full(B, T)"},
        "The lengths are those after padding. Then nobody can tell which words are real.",
        "Print the lengths, and the lengths of what you were given.",
    ),
    Mistake(
        PAD,
        "lengths are places of the last word",
        {"return x, lengths": "return x, lengths - 1"},
        "A sentence with one word has the length 1. Its last word stands at t = 0; that is a "
        "place, not a length.",
        "Which length does your function give to a sentence with one word?",
    ),
    Mistake(
        PAD,
        "sorted by length",
        {
            "lengths = np.array(": "sequences = sorted(sequences, key=len, reverse=True)\n"
            "    lengths = np.array("
        },
        "The sentences come back in another order, the longest first. Labels that belong to them "
        "would now belong to others.",
        "Print the lengths. Are they in the order in which the sentences were given?",
    ),
    Mistake(
        PAD,
        "one empty step at the end",
        {"max(lengths), len": "max(lengths) + 1, len"},
        "There is one step more than the longest sentence has words. If <eos> is used, it is a "
        "word already.",
        "Print x.shape[0] and the length of the longest sentence.",
    ),
    Mistake(
        PAD,
        "the sentence on the first axis",
        {"x[: lengths[i], i]": "x[i, : lengths[i]]"},
        "Sentence i went to x[i]. The array has time first: x[t] is a step, and sentence i is "
        "found on the second axis.",
        "Print x.shape. Which axis is as long as there are sentences?",
    ),
    Mistake(
        PAD,
        "the end is not left free",
        {"x[: lengths[i], i]": "x[:, i]"},
        "A short sentence was to fill all T steps, and it has too few words for that. Only its "
        "first places are meant.",
        "Print x[:, i].shape and sequences[i].shape for the shortest sentence.",
    ),
    Mistake(
        LAST_STATES,
        "the last step of the batch",
        {"states[lengths - 1, rows]": "states[-1]"},
        "This is the state after the padding. A short sentence has ended long before; what came "
        "after it is not a word.",
        "Pad the batch with 10 further steps. Your result changes; it should not.",
    ),
    Mistake(
        LAST_STATES,
        "the end of the longest sentence",
        {"states[lengths - 1, rows]": "states[max(lengths) - 1]"},
        "All sentences are read at the end of the longest. Each sentence has its own end.",
        "Which step do you read for a sentence with one word?",
    ),
    Mistake(
        LAST_STATES,
        "the end of the shortest sentence",
        {"states[lengths - 1, rows]": "states[min(lengths) - 1]"},
        "All sentences are read at the end of the shortest. The longer ones are not finished "
        "there.",
        "Which step do you read for the longest sentence?",
    ),
    Mistake(
        LAST_STATES,
        "one step too late",
        {"lengths - 1": "lengths"},
        "Time begins at 0. A sentence with one word has its only state at t = 0, not at t = 1. "
        "For the longest sentence there is no such step.",
        "Which step do you read for a sentence with one word?",
    ),
    Mistake(
        LAST_STATES,
        "one step too early",
        {"lengths - 1": "lengths - 2"},
        "This is the state before the last word. For a sentence with one word the index is −1, "
        "and NumPy takes the last step of the batch without an error.",
        "Which step do you read for a sentence with two words?",
    ),
    Mistake(
        LAST_STATES,
        "every sentence at every end",
        {"lengths - 1, rows": "lengths - 1"},
        "For each sentence the whole step came back, with all sentences in it. From each step "
        "only one row is wanted.",
        "Print the shape of your result. It should be (B, n_z).",
    ),
    Mistake(
        LAST_STATES,
        "step and sentence change places",
        {"lengths - 1, rows": "rows, lengths - 1"},
        "Time is the first axis of the states. You look for the step on the axis of the sentences.",
        "Print states.shape. Which axis is as long as there are sentences?",
    ),
    Mistake(
        LAST_STATES,
        "the mean over the real steps",
        {
            "return states[lengths - 1, rows]": "real = np.arange(len(states))[:, None] < lengths\n"
            "    return (states * real[:, :, None]).sum(axis=0) / lengths[:, None]"
        },
        "You took the mean of all real states of a sentence. That is another kind of summary. "
        "Asked is the last one.",
        "Fill states with their step: states[t] = t everywhere. What comes back for 3 words?",
    ),
    Mistake(
        LAST_STATES,
        "return in the loop",
        {"states[lengths - 1, rows]": "states[lengths[0] - 1, 0]"},
        "One state came back, that of the first sentence. A return inside a loop ends the "
        "function in the first round.",
        "Print the number of the sentence in your loop. How many lines do you get?",
    ),
    Mistake(
        PADDED_RUN,
        "no mask",
        {MASK: "new"},
        "The states run on through the padding. Even a word of zeros changes a state: V and b are "
        "still there.",
        "Look at one short sentence: its states after the end should all be the same.",
    ),
    Mistake(
        PADDED_RUN,
        "only the input is masked",
        {"x[t] @ W": "(x[t] * (t < lengths)[:, None]) @ W", MASK: "new"},
        "You make the padded words zero. But a word of zeros changes a state too: V and b are "
        "still there.",
        "Give it x = 0 everywhere. Do the states stay at z_init?",
    ),
    Mistake(
        PADDED_RUN,
        "the mask is inverted",
        {MASK: "np.where(real, z, new)"},
        "Real words are skipped, and the padding is read.",
        "Print the states of the longest sentence. Do they ever change?",
    ),
    Mistake(
        PADDED_RUN,
        "one step too many",
        {"t < lengths": "t <= lengths"},
        "The first padded step is still read. A sentence of 3 words has the steps 0, 1 and 2.",
        "Write down by hand for which t a sentence with one word is real.",
    ),
    Mistake(
        PADDED_RUN,
        "one step too few",
        {"t < lengths": "t < lengths - 1"},
        "The last word is not read. A sentence of 3 words has the steps 0, 1 and 2.",
        "Write down by hand for which t a sentence with one word is real.",
    ),
    Mistake(
        PADDED_RUN,
        "zeros after the end",
        {MASK: "np.where(real, new, 0)"},
        "After its end your sentence has the state zero. It should keep the last one, so that "
        "states[-1] holds the last state of every sentence.",
        "Print states[-1] for the shortest sentence.",
    ),
    Mistake(
        PADDED_RUN,
        "back to z_init after the end",
        {MASK: "np.where(real, new, z_init)"},
        "After its end your sentence goes back to z_init. It should keep its last state.",
        "Print states[-1] for the shortest sentence and compare with z_init.",
    ),
    Mistake(
        PADDED_RUN,
        "the mask is not carried on",
        {
            "z = np.where(real, new, z)": "old = z",
            "states.append(z)": "z = new\n        states.append(np.where(real, new, old))",
        },
        "The first padded step is right, the later ones are not. You keep the old state in the "
        "list, but the next step goes on from the new one.",
        "Take a sentence that ends three steps before the others. Are its last three states equal?",
    ),
    Mistake(
        PADDED_RUN,
        "the mask is guessed from zeros",
        {"(t < lengths)[:, None]": "x[t].any(axis=1)[:, None]"},
        "You take words of zeros for padding. A real word can be all zeros (the lamp of lesson 07 "
        "reads zeros most of the time), and padding need not be zero. The lengths know it.",
        "Put a word of zeros into the middle of a sentence. Is it skipped?",
    ),
    Mistake(
        PADDED_RUN,
        "stopped at the shortest",
        {"range(len(x))": "range(min(lengths))"},
        "The loop ends with the shortest sentence. The others are not finished.",
        "Print the number of your states and len(x).",
    ),
    Mistake(
        PADDED_RUN,
        "mask along the wrong axis",
        {"[:, None]": ""},
        "The mask has the shape (B,). Next to states of shape (B, n_z) NumPy takes it for one "
        "number per unit. It has to be one number per row.",
        "Print the shapes of the mask and of the state.",
    ),
    Mistake(
        PADDED_RUN,
        "z_init is ignored",
        {"states, z = [], z_init": "states, z = [], 0 * z_init"},
        "The run begins from zeros, not from z_init.",
        "Run twice with different z_init. Does states[0] change?",
    ),
    Mistake(
        PADDED_RUN,
        "one array for all states",
        {
            "states, z = [], z_init": "states, z = [], z_init.copy()",
            "z = np.where(real, new, z)": "z[...] = np.where(real, new, z)",
        },
        "All your states are the same array, and it holds what was written into it last. A list "
        "keeps the array, not a copy of its numbers.",
        "Print states[0] and states[-1]. Are they equal?",
    ),
    Mistake(
        PADDED_RUN,
        "one if for all sentences",
        {"(t < lengths)[:, None]": "True if t < lengths else False"},
        "t < lengths gives one yes or no for each sentence, and an if needs exactly one. Some "
        "sentences go on while others have ended.",
        "Print t < lengths for t = 2. How many answers are there?",
    ),
    Mistake(
        MEAN_LOSS,
        "padding counts",
        {"np.where(real, losses, 0).sum() / real.sum()": "losses.mean()"},
        "The losses after the ends of the sentences are counted as if they were words. The "
        "network is then trained on padding.",
        "Change a loss after the end of a short sentence. The mean should stay.",
    ),
    Mistake(
        MEAN_LOSS,
        "divided by the padded length",
        {"/ real.sum()": "/ real.size"},
        "The sum is right: only real words are in it. But you divide by T · B, all places of the "
        "table. The more padding, the smaller your loss looks.",
        "Let every loss be 1. Is your mean 1?",
    ),
    Mistake(
        MEAN_LOSS,
        "the sum in place of the mean",
        {" / real.sum()": ""},
        "This is the sum over all real words. It grows with the number of sentences.",
        "Let every loss be 1. Is your mean 1?",
    ),
    Mistake(
        MEAN_LOSS,
        "the sum divided by the number of sentences",
        {"/ real.sum()": "/ len(lengths)"},
        "You divide by B. That is the mean loss of a sentence (and a useful number). Asked is the "
        "mean loss of a word.",
        "Let every loss be 1. Is your mean 1?",
    ),
    Mistake(
        MEAN_LOSS,
        "the mean of the means",
        {
            "np.where(real, losses, 0).sum() / real.sum()": "(np.where(real, losses, 0)"
            ".sum(axis=0) / lengths).mean()"
        },
        "You take the mean of each sentence first, and then the mean of these. A word in a short "
        "sentence so counts more than one in a long sentence. It is another definition than the "
        "one asked: every word counts the same.",
        "One sentence of 1 word with loss 4, one of 3 words with loss 0. The mean of a word is 1.",
    ),
    Mistake(
        MEAN_LOSS,
        "one step too many",
        {"steps < lengths": "steps <= lengths"},
        "The first padded step of each sentence is counted. A sentence of 3 words has the steps "
        "0, 1 and 2.",
        "Print how many True your mask holds, and lengths.sum().",
    ),
    Mistake(
        MEAN_LOSS,
        "one step too few",
        {"steps < lengths": "steps < lengths - 1"},
        "The last word of each sentence is not counted. A sentence of 3 words has the steps 0, 1 "
        "and 2.",
        "Print how many True your mask holds, and lengths.sum().",
    ),
    Mistake(
        MEAN_LOSS,
        "only the last word counts",
        {"steps < lengths": "steps == lengths - 1"},
        "Only the last real word of each sentence is counted. That is the loss mask of a "
        "sequence-to-one network. Here there is a loss at every word.",
        "Print how many True your mask holds, and lengths.sum().",
    ),
    Mistake(
        MEAN_LOSS,
        "divided by the real words, but all are added",
        {"np.where(real, losses, 0).sum()": "losses.sum()"},
        "You divide by the number of real words, and that is right. But the sum above the line "
        "holds the losses after the ends as well.",
        "Change a loss after the end of a short sentence. The mean should stay.",
    ),
)

MORE = (
    Mistake(
        PAD,
        "cut to the length of the first",
        {
            "max(lengths)": "lengths[0]",
            "x[: lengths[i], i] = sequences[i]": "x[: lengths[i], i] = sequences[i][:T]",
        },
        "The first sentence decides how long the batch is. Longer ones lose words. The longest "
        "decides.",
        "Print x.shape[0] and the length of the longest sentence.",
        alone=True,
    ),
    Mistake(
        PAD,
        "padded with NaN",
        {"np.zeros((T, B, n))": "np.full((T, B, n), np.nan)"},
        "After a sentence there is NaN. Zeros are asked for.",
        "Print x[-1]. Only the longest sentence has a word there.",
        alone=True,
    ),
    Mistake(
        MEAN_LOSS,
        "divided by the longest sentence",
        {"/ real.sum()": "/ max(lengths)"},
        "You divide by the length of the longest sentence. Asked is the mean over all real words, "
        "and there are lengths.sum() of them.",
        "Let every loss be 1. Is your mean 1?",
        alone=True,
    ),
)

MISTAKES = joined(
    OWN,
    MORE,
    step_slips(PADDED_RUN, {"np.tanh(z @ V + x[t] @ W + b)": ("z", "V", "x[t]", "W", "b")}),
)
