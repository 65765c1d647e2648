"""What is thought wrongly about masks, bits and temperature."""

from rnnlib.exercises.e20.questions import (
    BASE_E,
    BITS_BY_HAND,
    COLUMNS,
    EVEN,
    EXPECTED,
    FIRST_LEFT_OUT,
    INVERSE,
    MASKS,
    MEAN_FIRST,
    NATS,
    NEGATIVE,
    OF_THE_TEXT,
    REHEATED,
    TENS,
    TOTAL,
)
from rnnlib.exercises.mistake import Mistake

LABEL, TAGS = "label = t == n - 1", "tags = t < n\n"
NEXT, TRANSLATION = "next_word = t < n - 1", "translation = t >= n"
GIVEN, POWER = "bits = 1.75", "perplexity = 2**1.75"
RAISED, SHARED = "p ** (1 / temperature)", "power / power.sum(axis=-1, keepdims=True)"

OF_MASKS = (
    Mistake(
        MASKS,
        "the label is asked at the padded end",
        {LABEL: "label = t == T - 1"},
        "The last step of the row is padding, if the sentence is shorter. The network has read "
        "things there that are no words.",
        "Make T larger and leave the sentence as it is. Does your asked step move?",
    ),
    Mistake(
        MASKS,
        "the label is asked at every word",
        {LABEL: "label = t < n"},
        "There is one label for the whole sentence. After the first word the network cannot know "
        "what will come.",
        "How many answers does somebody want who asks for one label?",
    ),
    Mistake(
        MASKS,
        "the label is asked one step too late",
        {LABEL: "label = t == n"},
        "The last of n words is read at step n − 1, because time begins at 0. The state after it "
        "knows the whole sentence.",
        "Take a sentence of one word. At which step is it read?",
    ),
    Mistake(
        MASKS,
        "padding gets a tag",
        {TAGS: "tags = t < T\n"},
        "Each word gets a tag, but at the padded steps there is no word.",
        "Count the ones in your mask. How many words are there?",
    ),
    Mistake(
        MASKS,
        "only the last word gets a tag",
        {TAGS: "tags = t == n - 1\n"},
        "With one answer at the end it would be a label. Here every word has an answer of its own.",
        "How many targets does a tagged sentence of n words have?",
    ),
    Mistake(
        MASKS,
        "a word is expected after <eos>",
        {NEXT: "next_word = t < n"},
        "After the last word, which is <eos>, nothing follows. There is no target at that step.",
        "Write the target below each word. What stands below the last one?",
    ),
    Mistake(
        MASKS,
        "the second word is never asked for",
        {NEXT: "next_word = (t > 0) & (t < n)"},
        "You mark the words that are predicted. The mask marks the steps at which the network "
        "answers: it says word 1 at step 0.",
        "Which word does the network know when it is to say word 1?",
    ),
    Mistake(
        MASKS,
        "the next word at the end only",
        {NEXT: "next_word = t == n - 2"},
        "A language model answers at every word that has a following one: many targets from one "
        "sentence, and not only the last.",
        "How many pairs of a word and its successor does the sentence have?",
    ),
    Mistake(
        MASKS,
        "the translation is asked while it reads",
        {TRANSLATION: "translation = t < n"},
        "While the sentence is read, there is nothing to say yet. The order of the words may be "
        "another one in the other language.",
        "Which word would you have to write before the second word was read?",
    ),
    Mistake(
        MASKS,
        "the translation is asked at all steps",
        {TRANSLATION: "translation = t >= 0"},
        "The steps in which the network reads have no target.",
        "Count the ones in your mask, and the words that are written.",
    ),
    Mistake(
        MASKS,
        "the first word that is written is left out",
        {TRANSLATION: "translation = t > n"},
        "Steps 0 to n − 1 read. The first step after them writes already.",
        "Take n = 1. Which step is the first one that does not read?",
    ),
    Mistake(
        MASKS,
        "it writes while it reads the last word",
        {TRANSLATION: "translation = t >= n - 1"},
        "In this task the first word is written one step after the last one was read. You let it "
        "begin a step earlier.",
        "Count the steps that read and the steps that write. Are they more than T?",
        alone=True,  # together with the one above it would be right
    ),
)


def _bits(name, number, says, experiment):
    return Mistake(BITS_BY_HAND, name, {GIVEN: f"bits = {number}"}, says, experiment)


def _perplexity(name, number, says, experiment):
    return Mistake(BITS_BY_HAND, name, {POWER: f"perplexity = {number}"}, says, experiment)


OF_BITS = (
    _bits(
        TOTAL,
        7.0,
        "That is how many bits the whole text has. Bits per letter are a mean, so that texts of "
        "different length can be compared.",
        "Write the text twice, one after the other. Should the result change?",
    ),
    _bits(
        NATS,
        1.213,
        "You took the natural logarithm. A bit belongs to the logarithm to the base 2: a coin "
        "has 1 bit.",
        "How many bits do you get for a probability of 1/2?",
    ),
    _bits(
        TENS,
        0.5268,
        "You took the logarithm to the base 10. A bit belongs to the base 2.",
        "How many bits do you get for a probability of 1/2?",
    ),
    _bits(
        MEAN_FIRST,
        1.541,
        "You took the mean of the probabilities, and then the logarithm. Each letter surprises by "
        "itself: first the logarithm, then the mean.",
        "A model gives 1 to one letter and 0 to another. How surprised should it be?",
    ),
    _bits(
        COLUMNS,
        1.5,
        "You read the table with rows and columns exchanged: what came before where the next "
        "letter belongs.",
        "Do the numbers in a row sum to 1, or those in a column?",
    ),
    _bits(
        FIRST_LEFT_OUT,
        2.0,
        "The first letter has a probability too: the row of the beginning.",
        "How many letters has the text, and how many numbers did you add?",
    ),
    _bits(
        EXPECTED,
        1.39,
        "You computed how many bits the model itself expects, over all letters. Asked is how many "
        "it needs for the letters that came.",
        "Change a letter of the text. Does your number change?",
    ),
    _bits(
        EVEN,
        1.585,
        "These are the bits of a model that knows nothing and gives a third to each letter.",
        "Where in your computation does the table occur?",
    ),
    _bits(
        NEGATIVE,
        -1.75,
        "The logarithm of a probability is negative. Surprise is counted with a minus sign in "
        "front, so that less is better.",
        "Can a text have fewer than 0 bits?",
    ),
    _perplexity(
        BASE_E,
        5.755,
        "The bits belong to the base 2, so the perplexity is a power of 2 as well.",
        "A model that gives 1/2 to every letter has 1 bit. Between how many letters does it "
        "hesitate?",
    ),
    _perplexity(
        OF_THE_TEXT,
        128.0,
        "You took the power of all bits of the text. The perplexity belongs to one letter.",
        "Among three letters: can a model hesitate between 128?",
    ),
    _perplexity(
        INVERSE,
        0.2973,
        "That is a kind of mean probability. The perplexity is 1 divided by it.",
        "What is the perplexity of a model that is always sure and right?",
    ),
)

OF_HEAT = (
    Mistake(
        REHEATED,
        "hot and cold exchanged",
        {RAISED: "p**temperature"},
        "With a low temperature your probabilities become more equal, and with a high one they "
        "become clearer. The scores are divided by the temperature, not multiplied.",
        "Call it with temperature 0.1 and look at the largest probability.",
    ),
    Mistake(
        REHEATED,
        "the probabilities are divided in place of the scores",
        {RAISED: "p / temperature"},
        "All probabilities are divided by the same number, and after they are made to sum to 1 "
        "they are what they were.",
        "Compare your result with p.",
    ),
    Mistake(
        REHEATED,
        "it does not sum to 1",
        {SHARED: "power"},
        "The sizes among each other are right, but these are no probabilities.",
        "Print the sum of each row.",
    ),
    Mistake(
        REHEATED,
        "the sum over the whole table",
        {SHARED: "power / power.sum()"},
        "Each row is a distribution of its own, and must sum to 1 by itself.",
        "Print the sum of each row.",
    ),
    Mistake(
        REHEATED,
        "the sum over the wrong axis",
        {SHARED: "power / power.sum(axis=0)"},
        "The columns sum to 1 in your result. A distribution stands in a row.",
        "Print the sum of each row.",
    ),
    Mistake(
        REHEATED,
        "probabilities taken for scores",
        {RAISED: "np.exp(p / temperature)"},
        "You applied softmax to the probabilities. The scores that belong to them are their "
        "logarithms.",
        "Call it with temperature 1: nothing may change.",
    ),
    Mistake(
        REHEATED,
        "always the most likely one",
        {RAISED: "1.0 * (p == p.max(axis=-1, keepdims=True))"},
        "That is temperature 0, called greedy: the largest gets everything. The temperature that "
        "is given plays no part.",
        "Call it with temperature 1: nothing may change.",
    ),
    Mistake(
        REHEATED,
        "the logarithms are not taken back",
        {RAISED: "np.log(p) / temperature"},
        "The logarithms are scores, and dividing them is right. But softmax applies exp before it "
        "divides by the sum.",
        "Call it with temperature 1: nothing may change.",
    ),
)

MISTAKES = (*OF_MASKS, *OF_BITS, *OF_HEAT)
