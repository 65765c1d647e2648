# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# # 03b · Sentiment, learned
#
# **After this lesson you can**
#
# - train an RNN that reads negation and contrast, choose its recipe on validation data, and test it once,
# - find out for which reason it is right, and when to doubt it,
# - say what a network does with a word that it has never met.
#
# **Time:** 30 minutes.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2.5
# ## Do you remember?
#
# 1. A sentence has five tokens, the last of which is `<eos>`. From which state is the prediction made?
#    <details><summary>Answer</summary>From z[4], the state after `<eos>` (lesson 03a).</details>
# 2. The example network was set by hand. Could it read the word "not"?
#    <details><summary>Answer</summary>No. Its vocabulary has five words, so it has no row of W for a sixth.</details>
# 3. A linear model on a bag of words is at chance with "not good" and "not bad". Is the answer missing in the bag?
#    <details><summary>Answer</summary>No: it is XOR, and one hidden layer
#    solves it. What is missing is the order of two clauses (lesson 01).</details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Sentences with labels
#
# The weights of lesson 03a were set by hand for one sentence. Now a network finds its own, from sentences with labels. They
# come from the small grammar of lesson 01. What decides is known, because we wrote it down:
#
# | form | what decides |
# |---|---|
# | one clause | its word, reversed by a negation |
# | A and B | both say the same |
# | A but B | B, whatever A says |
# | Although A, B · B although A | B, the main clause, whatever A says |
#
# Nothing else is related to the label: no single word, no length, no other clause (a test of the course looks
# for such short cuts in ten corpora).
#
# ### Three parts: to learn, to choose, to report
#
# - **Training** sentences: the weights are fitted to them. So a network can know them by heart.
# - **Validation** sentences: we compare recipes on them, such as the number of units or of epochs. So our choice fits them
#   a little too well.
# - **Test** sentences: looked at once, at the end, after all choices. Only this number says what to expect on new sentences.
#
# The three are also called the *training set*, the *validation set* and the *test set*.

# %% slideshow={"slide_type": "subslide"} minutes=0.5
import numpy as np

from rnnlib import Vocabulary, encode, generated_sentences, split, tokens

corpus = generated_sentences(10_000, np.random.default_rng(3))
rest, test = split(corpus, 0.1, np.random.default_rng(0))
train, valid = split(rest, 1 / 9, np.random.default_rng(0))
print(train, valid, test, sep="\n")
for text, label in train[:6]:
    print("   positive" if label else "   negative", text)

# %% [markdown] slideshow={"slide_type": "notes"}
# A vocabulary collects the words of the **training** sentences. It begins with `<unk>`, a place for every word
# that it does not know.

# %% slideshow={"slide_type": "subslide"} minutes=0.5
vocabulary = Vocabulary.of([tokens(text) for text in train.texts])
x_train, y_train = encode(train, vocabulary)
x_valid, y_valid = encode(valid, vocabulary)
x_test, y_test = encode(test, vocabulary)
print(len(vocabulary), "words:", ", ".join(vocabulary.words[:12]), "…")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# ### The RNN
#
# It has 16 hidden units and one output. *Training* repeats three things: run a batch of sentences, measure
# how wrong the outputs are (the *loss*), and move every weight a little in the direction that makes the loss
# smaller. The *gradient* tells the direction: for each weight, how the loss changes if the weight grows. How it
# is found is called *backpropagation through time*. How far a weight moves is the *step size* (elsewhere: learning rate).
#
# With `validation=`, `fit` measures the validation sentences after each epoch and returns the model of the best one.
# The rivals of lesson 01, on such sentences: a bag with a linear model 0.51, a bag with a hidden layer 0.76.
#
# > **Predict:** what share of the validation sentences will the RNN get right?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import ask

reaches = ask(
    "03b what the RNN reaches",
    "about half",
    "about as much as the bag with a hidden layer",
    "nearly all",
)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
from rnnlib import RNN, Adam, accuracy, binary_cross_entropy, fit

rng = np.random.default_rng(1)
start = RNN.initialise(len(vocabulary), 16, 1, rng=rng)
how = {"epochs": 24, "optimiser": Adam(0.006), "validation": (x_valid, y_valid)}
rnn, history = fit(start, x_train, y_train, binary_cross_entropy, rng=rng, **how)
share = accuracy(rnn, x_valid, y_valid)
reaches.reveal(share < 0.6, 0.6 < share < 0.9, share > 0.9)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.5
history.plot("accuracy")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# <details><summary>Why</summary>
#
# For some epochs nothing seems to happen. The reason is that "good" alone says nothing about the label, and neither
# does "not" alone. So no small step helps much, until the network finds both together.
#
# </details>

# %% [markdown] slideshow={"slide_type": "skip"}
# ### Watch it learn
#
# Here are 2,000 sentences of a smaller grammar: one clause, or "A but B", with twenty adjectives. From them a network learns in
# half a second.
#
# > **Predict:** the same training with a single unit in place of 16. What share of the held-out sentences will it get right?

# %% slideshow={"slide_type": "skip"}
single = ask("03b a single unit", "less than 0.7", "0.7 to 0.9", "more than 0.9")

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "skip"}
chance = np.random.default_rng(0)
few, held_out = split(generated_sentences(2400, chance, small=True), 1 / 6, chance)
few_words = Vocabulary.of([tokens(text) for text in few.texts])
x_few, y_few = encode(few, few_words)
one = RNN.initialise(len(few_words), 1, 1, rng=chance)
short = {"epochs": 15, "optimiser": Adam(0.006)}
one, _ = fit(one, x_few, y_few, binary_cross_entropy, rng=chance, **short)
share = accuracy(one, *encode(held_out, few_words))
single.reveal(share < 0.7, 0.7 <= share <= 0.9, share > 0.9)

# %% [markdown] slideshow={"slide_type": "skip"}
# <details><summary>Why</summary>
#
# One number would have to hold what the sentence says so far, and whether a negation is waiting for its word. With 16 units there
# is room for both.
#
# </details>

# %% [markdown] slideshow={"slide_type": "skip"}
# Below, the page itself trains, with what you choose. The dashed lines are bags of words on such sentences. First watch 16 units,
# and type a sentence of your own. Then a challenge: **find a seed with which two units learn it.** Most seeds fail.

# %% slideshow={"slide_type": "skip"}
from rnnlib import train_in_page

train_in_page(few, held_out)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# ### Where does the recipe come from?
#
# 16 units, steps of 0.006, 24 epochs: these are *hyperparameters*, numbers that training does not learn. We tried some on
# the validation sentences, each from five random starts on five corpora:

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import measured

measured("a recipe")

# %% [markdown] slideshow={"slide_type": "notes"} minutes=1
# With other steps or sizes some starts get stuck before they find negation. One lucky run would not have shown that: *spread* and
# *least* are as important as the mean. Now the choice is made, and the test sentences may be opened. Once.

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.5
rnn_accuracy = accuracy(rnn, x_test, y_test)
print(f"before training: {accuracy(start, x_test, y_test):.2f}")
print(f"after training:  {rnn_accuracy:.2f}   ({history.seconds:.1f} s)")

# %% tags=["holds"]
assert rnn_accuracy >= 0.97

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# ### What does "new" mean?
#
# New sentences of the same grammar are one meaning of *new*. Two harder ones: **templates** (a sentence without its
# nouns, verbs and adjectives) that never occurred in training, and **pairs** of a negation and a word, such as "isn't good",
# that never stood together there. Five corpora each, networks trained by the same recipe:

# %% slideshow={"slide_type": "subslide"} minutes=0.5
new = measured("what new means")
new

# %% tags=["holds"]
assert new.means["new sentences"] > 0.97 and min(new.means.values()) > 0.9

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# ### Right for the wrong reason
#
# The first two editions of this lesson had another grammar, and its network, too, was right on every new sentence. In its "A
# but B" the halves always had opposite polarities. So "the opposite of A" was as good an answer as "B", and it comes earlier. Asked
# "The food is awful but the film is awful.", that network said: positive. The measurement, over five corpora:

# %% slideshow={"slide_type": "subslide"} minutes=0.5
short_cut = measured("a short cut")
short_cut

# %% tags=["holds"]
assert short_cut.means["the same kind"] > 0.97 and short_cut.means["halves that say the same"] < 0.7

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# **A high test score says that the network does well on data like these. It does not say why.** Such a *short cut* is
# found by sentences in which the reason and the short cut disagree. The new grammar has half of its contrasts like that.
#
# ### Look inside while it reads
#
# The trained network reads "This is not good news." Each column is one word. The rows are the 16 units. What f **would**
# say if the sentence ended there is shown too.
#
# > **Predict:** what does it say after `<eos>`?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
not_good = ask("03b not good news", "positive", "near one half", "negative")

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import predict

f = predict(rnn, [vocabulary.one_hot(tokens("This is not good news."))])[0, 0]
not_good.reveal(f > 0.8, 0.2 < f < 0.8, f < 0.2)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import read_along

read_along(rnn, vocabulary, "This is not good news.")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# <details><summary>Why</summary>
#
# At the end f is right. On the way it can be anything, and often very sure of it: after "This" alone there is nothing to be
# sure of. This is no accident, because the loss was computed from the **last** output only. Nobody ever told the network
# what to say at "good". It keeps "not" in its state, in a form that U need not read before the end.
#
# </details>
#
# Now two sentences that differ in one word, with "not" and without. After "good" both have read the same last word.
#
# > **Predict:** how far apart are the two states after "good", compared with the network before training?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
apart = ask(
    "03b two states after good",
    "not at all: both have just read the same word",
    "about as far as before training",
    "much farther than before training",
)


# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
def distance(network):
    with_not, _ = network.run(vocabulary.one_hot(tokens("This is not good")[:-1]))
    without, _ = network.run(vocabulary.one_hot(tokens("This is good")[:-1]))
    return np.linalg.norm(with_not[-1] - without[-1])


before, after = distance(start), distance(rnn)
print(f"before training {before:.2f}, after training {after:.2f}")
apart.reveal(after < 0.1, 0.1 <= after < 1.5 * before, after >= 1.5 * before)

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.5
# <details><summary>Why</summary>
#
# The same word leads to another state, because the past was another. That is so in every RNN, also before training.
# Training made the difference large, because the answer depends on it.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# ### When to doubt it
#
# The network has to say something, even to "This is a film." Nobody ever showed it a sentence without an opinion, so f can be
# anything there. We go on training for four epochs and add 3,000 sentences that say nothing or both, with the target
# 0.5: *I do not know*.

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import OneHot, undecided_sentences

undecided = undecided_sentences(3000, rng)
x_none = [OneHot(vocabulary.indices(tokens(text)), len(vocabulary)) for text in undecided]
y_all = np.vstack([y_train, np.full((3000, 1), 0.5)])
how = {"epochs": 4, "optimiser": Adam(0.006), "average": 0.99}
careful, _ = fit(rnn, x_train + x_none, y_all, binary_cross_entropy, rng=rng, **how)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.5
asked = ["This is a film.", "I like it and I hate it.", "I think so.", "This is not a good film."]
encoded = [vocabulary.one_hot(tokens(text)) for text in asked]
for text, *f in zip(asked, predict(rnn, encoded), predict(careful, encoded), strict=True):
    print(f"{text:26} before {f[0][0]:.2f}   now {f[1][0]:.2f}")
print(f"validation sentences right: {accuracy(careful, x_valid, y_valid):.3f}")

# %% tags=["holds"]
assert accuracy(careful, x_test, y_test) >= 0.97

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# ### Your own sentence
#
# Type a sentence. The page reads it when you pause. A doubt is
# said in three cases: at least one word in six is unknown, it is a question, or f lies between 0.1 and 0.9. Try:
#
# - "I love this movie!" and "I don't think it was good."
# - "The food is awful but the film is awful." and "The film is great although the food is awful."
# - "The film was okay I guess", a question, and a sentence in another language
# - and look for one that it gets wrong without a doubt. There are some.

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import own_sentence

own_sentence(careful, vocabulary, start="The food is awful but the film is great.")

# %% [markdown] slideshow={"slide_type": "skip"}
# ### A trained network to touch
#
# Sixteen units do not fit a screen. Here are five, trained in the same way on such sentences.
#
# > **Predict:** it calls "The food is awful but the film is great." positive. What does it say if the two halves change
# > places?

# %% slideshow={"slide_type": "skip"}
exchanged = ask("03b the halves exchanged", "positive as well", "near one half", "negative")

# %% slideshow={"slide_type": "skip"}
from rnnlib import explore, trained_example

five_units, few = trained_example()
f = predict(five_units, [few.one_hot(tokens("The film is great but the food is awful."))])[0, 0]
exchanged.reveal(f > 0.8, 0.2 < f < 0.8, f < 0.2)

# %% [markdown] slideshow={"slide_type": "skip"}
# <details><summary>Why</summary>
#
# After "but" the second half counts. Its words are the same in both sentences, so only their order can tell, and the order
# is in the state.
#
# </details>

# %% [markdown] slideshow={"slide_type": "skip"}
# Now change its mind: first with one word, then with the same words in another order. Watch the curve of f at "but".

# %% slideshow={"slide_type": "skip"}
both = ("one word", "the same words")
explore(five_units, few, "The food is awful but the film is great.", challenge=both)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# ### Words it has never met
#
# > **Predict:** the network was trained without the word "sushi". What does it read in its place?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
unmet = ask(
    "03b a word it has never met",
    "nothing: the word is left out",
    "the place that all unknown words share",
    "the known word that is most like it",
)

# %% slideshow={"slide_type": "fragment"}
written = tokens("The sushi is not bad.")
read = vocabulary.known(written)
print("you write:   ", written)
print("it reads:    ", read)
unmet.reveal(len(read) < len(written), read[1] == "<unk>", read[1] in ("food", "fish"))

# %% [markdown] slideshow={"slide_type": "notes"} minutes=1
# <details><summary>What follows from that</summary>
#
# The shared place is word number 0, with a row of W like any other. It never occurred in training, so that row still has
# its random start. Here the answer hangs on "not bad". If the unknown word is the adjective, the network guesses.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# ### Words, letters, pieces
#
# Words are not the only choice. With **letters** nothing is unknown, but a sentence becomes five times as long. Large
# language models read **pieces**: frequent words whole, rare ones in parts, such as un-pleas-ant (elsewhere: *subwords*,
# *byte pair encoding*). Cutting text into what is read in one step is called *tokenisation*.

# %% slideshow={"slide_type": "subslide"} minutes=0.5
for name, cut in {"words": tokens, "letters": list}.items():
    found = [cut(text.lower()) for text in train.texts]
    kinds, steps = len({part for line in found for part in line}), np.mean([len(p) for p in found])
    print(f"{name:7} {kinds:4} different, {steps:4.1f} steps a sentence")

# %% slideshow={"slide_type": "skip"}
from rnnlib import tally

tally("03b")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2.5
# ## Key points
#
# - Learn on training data, choose on validation data, report on test data, over several seeds.
# - A high score can have a wrong reason. Ask with sentences in which the reason and the short cut disagree.
# - Only the output that was in the loss was trained. The outputs on the way mean nothing.
# - A network has to answer everything. It can say "I do not know" only if it was trained to.
#
# ## Common mistakes
#
# - *"f on the way shows what the network believes."* Only the output that was in the loss was trained.
# - *"98 percent on my data, so it works."* On which data, and for which reason?
# - *"I tried ten recipes and report the best one on the test part."* Then the test part was a validation part.
#
# ## Your turn
#
# 1. Train on 500 of the sentences instead of 8,000 (`x_train[:500]`, `y_train[:500]`). Compare the accuracy on
#    these 500 and on the validation sentences.
#    <details><summary>Solution</summary>After 60 epochs it knows most of the 500 by heart, and is near one half on new
#    ones: it learned nothing that holds for others.</details>
# 2. Find sentences with words of the grammar that the trained network `rnn` gets wrong. Two joints in one sentence
#    ("A but B although C") are a good place to look.
#    <details><summary>Solution</summary>Such sentences never occurred in training, so there is no reason to expect that
#    they come out right. Write a loop over adjectives, and count.</details>
# 3. Train with `sentences_with_a_short_cut(2000, rng)`. How would you find the short cut, if nobody had told you?
#    <details><summary>Solution</summary>Ask the network half a sentence, "The food is awful but": it already has its
#    answer. Or replace the second half by "this is news". New sentences of the same kind cannot reveal it, because the short
#    cut is right on them, too.</details>
#
# **Source.** RNNs of this kind: J. Elman, *Finding Structure in Time*, Cognitive Science 14, 1990.
#
# **Exercises:** [E18 · What a reader can tell](../exercises/E18_what_a_reader_can_tell.ipynb), [E04 · From the last state to the loss](../exercises/E04_prediction_and_loss.ipynb) and [E19 · A first training](../exercises/E19_a_first_training.ipynb).
#
# **Words:** [backpropagation through time](14_glossary.ipynb#backpropagation-through-time), [gradient](14_glossary.ipynb#gradient), [hyperparameter](14_glossary.ipynb#hyperparameter), [learning rate](14_glossary.ipynb#learning-rate), [loss](14_glossary.ipynb#loss), [test set](14_glossary.ipynb#test-set), [tokenisation](14_glossary.ipynb#tokenisation), [training set](14_glossary.ipynb#training-set), [validation set](14_glossary.ipynb#validation-set)
#
# **Next:** [03c · Sentiment in real sentences](03c_real_sentences.ipynb)
