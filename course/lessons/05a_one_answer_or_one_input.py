# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# # 05a · Five wirings: one answer, or one input
#
# **After this lesson you can**
#
# - draw the five ways to wire inputs, states and outputs, and name a task for each,
# - read a *loss mask*: at which steps an answer is asked,
# - train three of the wirings on real data, and judge each against a simple rival.
#
# **Time:** 35 minutes. The other two wirings follow in lesson 05b.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=4.5
# ## Do you remember?
#
# 1. Which parameters of an RNN are shared over time?
#    <details><summary>Answer</summary>All: W, V, b, U and c.</details>
# 2. A shared weight is used at T steps. What is its gradient?
#    <details><summary>Answer</summary>The sum of the gradients of its T uses.</details>
# 3. In lesson 03 the network gave an output at every step. Which of them meant something, and why?
#    <details><summary>Answer</summary>Only the last one. No other output was in the loss.</details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2
# ## Two questions
#
# Until now we read a whole sentence and asked for one answer. The same network can do more. Two questions
# tell what it does:
#
# - At which steps does it **read** something new?
# - At which steps do we **ask** for an answer?
#
# > **Predict:** an image goes in, and its name comes out letter by letter. At which steps is something read?
# > At which steps is an answer asked? Look for this case in the picture.

# %% slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import wirings

wirings()

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# The boxes are the same in all five panels. The arrows are those of lesson 02. Only the inputs and the outputs
# differ.
#
# The row above the time is the **loss mask**. A filled cell is a step whose output is compared with an answer. At the
# other steps the network may say what it likes.
#
# | the picture says | other names | an answer is asked |
# |---|---|---|
# | one-to-one | dense net | once, there is no time |
# | one-to-many | one-to-sequence | at every step |
# | many-to-one | sequence-to-one | at the last step |
# | many-to-many, aligned | sequence-to-sequence, synchronous | at every step, about that step |
# | many-to-many, delayed | sequence-to-sequence, encoder–decoder | after all was read |
#
# Two different wirings share the name *sequence-to-sequence*. Always ask which one is meant.
#
# The picture is simplified: most `<eos>` are left out, and so are the arrows that tell a network what it wrote. In
# lesson 05b the part that writes has weights of its own.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2
# ## A mask made of zeros
#
# How do we tell the loss that a step does not count? The cross-entropy of one step is
#
# $$L^{[t]} = -\sum_i y_i^{[t]} \log f_i^{[t]}$$
#
# If all $y_i^{[t]}$ are zero, then $L^{[t]} = 0$, whatever f says. So **a row of zeros is a step that does not
# count**. No other mask is needed. (This holds
# for this loss only. With `binary_cross_entropy` or `squared_error`, y = 0 is an answer like any other.)
#
# Let us test it. First a sequence-to-one network: only the last output is read. Then the same network with an
# output at *every* step, and targets that are zero at all steps but the last.
#
# > **Predict:** are the two gradients equal, or about equal, or different?

# %% slideshow={"slide_type": "fragment"}
import numpy as np

from rnnlib import RNN, bptt, cross_entropy, loss_mask, parameters, softmax

rng = np.random.default_rng(0)
small = RNN.initialise(4, 3, 2, rng=rng, tau=softmax)
x = rng.normal(size=(5, 4))
answer = np.array([0.0, 1.0])
y = np.zeros((5, 2))
y[-1] = answer
_, last_only = bptt(small, x, answer, cross_entropy, read="last")
_, masked = bptt(small, x, y, cross_entropy, read="every")
print("mask:", loss_mask(y).astype(int))
all(np.allclose(a, parameters(masked)[name]) for name, a in parameters(last_only).items())

# %% [markdown] slideshow={"slide_type": "notes"}
# Equal. *Sequence-to-one* is not a different network. It is an RNN with the mask 0 0 0 0 1.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## One-to-one: an image, a digit
#
# We begin without time. Here are 1,797 small images of written digits (Alpaydin and Kaynak 1998). Each has
# 8 × 8 points. To each belongs a word.

# %% slideshow={"slide_type": "fragment"}
from rnnlib import divide, spelled_digits

digits = spelled_digits()
train, test = divide(digits, 0.25, np.random.default_rng(0))
image, word = train[0]
for row in image.reshape(8, 8):
    print("".join(" .:oO#"[int(5 * point)] * 2 for point in row))
print(word)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# One image in, one of ten classes out: this is a dense net. We train it, and logistic regression beside it.
#
# > **Predict:** what share of new images does each of them get right?

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
from sklearn.linear_model import LogisticRegression

from rnnlib import DenseNet, Vocabulary, accuracy, fit, one_answer
from rnnlib.data.small_sets import DIGITS

classes = Vocabulary(DIGITS)
rng = np.random.default_rng(0)
net = DenseNet.initialise(64, 32, 10, rng=rng, tau=softmax)
y_digit = one_answer(train.targets, classes)
net, _ = fit(net, train.inputs, y_digit, cross_entropy, epochs=30, average=0.99, rng=rng)
dense = accuracy(net, test.inputs, one_answer(test.targets, classes))
linear = LogisticRegression(max_iter=1000).fit(train.inputs, train.targets)
print(f"logistic regression: {linear.score(test.inputs, test.targets):.3f}")
print(f"dense net:           {dense:.3f}")
assert dense > 0.94

# %% [markdown] slideshow={"slide_type": "notes"}
# The two are close: digits are an easy task. Remember the number of the dense net. It is the rival of the next
# network.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2
# ## One-to-sequence: an image, a word
#
# Now the answer is not a class but a word, spelled letter by letter. The network looks at the image **once**,
# at t = 0. After that it reads zeros. All it knows is in its state.
#
# Words differ in length, but a batch needs equal lengths. `pad` adds rows of zeros, and we know what these do.
#
# > **Predict:** what is the loss mask of "two"? Each word ends with `<eos>`, and "three", "seven" and "eight"
# > are the longest words.

# %% slideshow={"slide_type": "fragment"}
from rnnlib import only_at_first, pad, symbols, write_out

letters = symbols(train.targets)
y = pad(write_out(train.targets, letters))
x = [only_at_first(image, len(y[0])) for image in train.inputs]
where = train.targets.index("two")
print("letters:", *letters.words)
print("x[0] is not zero:", x[where].any(axis=1).astype(int))
print("mask of 'two':   ", loss_mask(y[where]).astype(int))

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# Three letters and `<eos>` make four answers. The last two steps do not count.
#
# > **Predict:** does it write whole words correctly? A word is right only if *every* letter is right. Compare
# > with the dense net, which has to choose only once.


# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
def until_eos(rows):
    """The most likely letters, up to the first <eos>."""
    words = ["".join(letters.words[i] for i in row) for row in rows]
    return [word.split("<eos>")[0] for word in words]


def exact(words):
    return np.mean([a == b for a, b in zip(words, test.targets, strict=True)])


rng = np.random.default_rng(0)
speller = RNN.initialise(64, 32, len(letters), rng=rng, tau=softmax)
speller, history = fit(speller, x, y, cross_entropy, read="every", epochs=30, average=0.99, rng=rng)
_, f = speller.run(only_at_first(test.inputs, 6))  # (6, B, n_f)
spelled = until_eos(f.argmax(axis=-1).T)
print(f"exact words: {exact(spelled):.3f}   ({history.seconds:.1f} s)")
assert exact(spelled) > 0.92

# %% [markdown] slideshow={"slide_type": "notes"}
# Nearly as many as the dense net. The interesting ones are the wrong words:

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
wrong = [(w, right) for w, right in zip(spelled, test.targets, strict=True) if w != right]
for w, right in wrong[:8]:
    print(f"{w:8} instead of {right}")
no_words = sum(w not in DIGITS for w, _ in wrong)
print(f"{no_words} of {len(wrong)} are no words at all")
assert no_words > 3

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2
# Many are mixtures of two words. Where the image is unclear, the network hesitates between two digits. It takes
# the most likely letter at each step, now from the one, now from the other. **It does not know which letter
# was taken**: the choice was made outside the network.
#
# ## Telling it what it wrote
#
# The remedy: the letter that was written at step t − 1 is the input of step t. While it learns, it reads the
# *right* last letter. This is called **teacher forcing**; lesson 07 looks closer. `OneToSequence` is wired like
# this, and `generate` lets it write.
#
# > **Predict:** how many of its wrong answers are no words?

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
from rnnlib import OneToSequence, as_words, generate

rng = np.random.default_rng(0)
writer = OneToSequence.initialise(64, 32, len(letters), rng=rng)
writer, history = fit(
    writer, train.inputs, y, cross_entropy, read="every", epochs=30, average=0.99, rng=rng
)
numbers = generate(writer, test.inputs, 6, eos=0)
written = ["".join(word) for word in as_words(numbers, letters)]
no_words = [w for w in written if w not in DIGITS]
print(f"dense net, right digits:      {dense:.3f}")
print(f"without feedback, exact word: {exact(spelled):.3f}")
print(f"with feedback, exact word:    {exact(written):.3f}   ({history.seconds:.1f} s)")
print("no words:", no_words)
assert exact(written) >= 0.93 and len(no_words) < 4

# %% [markdown] slideshow={"slide_type": "notes"}
# Now nearly every answer is a word, and it is about as often right as the dense net. It cannot be much better:
# whoever takes a 3 for an 8 cannot spell it. Nor has it learned to spell in general: it knows ten words. What we
# gained is an answer whose length is not fixed.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Sequence-to-one: a surname, a country
#
# The third wiring is the one of lesson 03, on new data. We read a surname letter by letter and ask in which of
# nine lists it stands. The lists come from the package *faker*, which invents test data in many languages.

# %% slideshow={"slide_type": "fragment"}
from collections import Counter

from rnnlib import surnames

names = surnames()
train, test = divide(names, 0.2, np.random.default_rng(0))
print(train, "to learn,", test, "to test")
for name, country in train[:6]:
    print(f"  {name:14} {country}")
for country, n in Counter(names.targets).most_common():
    print(f"{country:12} {n:5,}")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# The classes are not equally large. Whoever always says "Ireland" is right in more than a quarter of all cases. This
# is the first rival.
#
# The second is stronger: logistic regression on all pieces of one, two and three letters. It knows, for
# example, that the piece "ić" is in the name, though not where.
#
# > **Predict:** nine classes. What share does each rival get right? And the RNN?

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.pipeline import make_pipeline

most = Counter(train.targets).most_common(1)[0][0]
majority = np.mean([country == most for country in test.targets])
pieces = CountVectorizer(analyzer="char_wb", ngram_range=(1, 3), binary=True)
pieces = make_pipeline(pieces, LogisticRegression(max_iter=1000))
pieces_accuracy = pieces.fit(train.inputs, train.targets).score(test.inputs, test.targets)
print(f"always {most}: {majority:.2f}")
print(f"pieces of 1-3 letters: {pieces_accuracy:.2f}")

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
from rnnlib import Adam, read_in

letters = symbols(train.inputs, first=("<unk>", "<eos>"))
countries = Vocabulary(sorted(set(train.targets)))
x_train, x_test = (read_in(part.inputs, letters) for part in (train, test))
y_train, y_test = (one_answer(part.targets, countries) for part in (train, test))
rng = np.random.default_rng(0)
reader = RNN.initialise(len(letters), 64, 9, rng=rng, tau=softmax)
reader, history = fit(
    reader, x_train, y_train, cross_entropy,
    read="last", epochs=12, optimiser=Adam(0.005), average=0.99, rng=rng,
)  # fmt: skip
rnn_accuracy = accuracy(reader, x_test, y_test)
print(f"RNN: {rnn_accuracy:.2f}   ({history.seconds:.1f} s)")
assert majority < 0.3 and rnn_accuracy >= 0.75

# %% [markdown] slideshow={"slide_type": "notes"}
# **The RNN loses**, by a few points. Let us see what the winner looks at: for each country the three pieces with
# the largest weights. (A dot is the beginning or the end of a name.)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
known = pieces[0].get_feature_names_out()
for country, weights in zip(pieces[-1].classes_, pieces[-1].coef_, strict=True):
    print(f"{country:12}", *(known[i].replace(" ", ".") for i in weights.argsort()[:-4:-1]))

# %% [markdown] slideshow={"slide_type": "notes"}
# Endings, accents, pairs of letters: a short piece often gives the country away, and this model has a weight for
# each piece. The RNN has to carry it through the state to the end of the name.
#
# It has something on its side, though. Let us count.

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import count

weights = pieces[-1].coef_.size + pieces[-1].intercept_.size
print(f"parameters: pieces {weights:,}, RNN {count(reader):,}")
assert rnn_accuracy < pieces_accuracy and weights > 5 * count(reader)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# ### Reading along
#
# The answer is asked at the last step only. But we may look at the output at every step.
#
# > **Predict:** "virtanen" is Finnish. At which letter does the network know it? And "kowalski" is Polish;
# > Poland is not among the nine. What will it say?


# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
def read_aloud(name):
    _, f = reader.run(read_in([name], letters)[0])
    for letter, f_t in zip([*name, "<eos>"], f, strict=True):
        best = f_t.argmax()
        print(f"{letter:6} {countries.words[best]:12} {f_t[best]:.2f}")


read_aloud("virtanen")
read_aloud("kowalski")

# %% [markdown] slideshow={"slide_type": "notes"}
# Only at `<eos>` is it sure of a country. On the way it says nearly everything. Read only the lines of `<eos>` as
# answers. The others were never in the loss: the mask of this task is zero there.
#
# To "kowalski" no answer is right, and the network gives one all the same. The nine outputs of softmax sum to one,
# whatever comes in. It has no way to say "none of these".
#
# A word of care. The network has learned **in which list a string of letters stands**. It knows nothing about
# people. Names move with people, and a name says neither where somebody lives nor who somebody is.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=5.5
# ## Key points
#
# - Five wirings, one recurrence. They differ in what is read when, and in what is asked when.
# - The loss mask shows at which steps an answer is asked. With cross-entropy, a target row of zeros does not count.
# - One-to-sequence: the input is read once. If a letter is *chosen*, the network must be told which.
# - Sequence-to-one on names: the RNN is far above the largest class, and loses to pieces of letters.
#
# ## Common mistakes
#
# - *"Each wiring is another kind of network."* The cell is the same. The mask differs.
# - *"Padding changes the result."* Not if the mask leaves it out. Without the mask, the loss and the gradient are different.
# - *"The last state is states[-1]."* Not behind padding. A network that answers at the end must answer after the
#   last letter. (`fit` puts names of equal length together, so it needs no padding here.)
# - *"What PyTorch calls* output *is f."* It is our z, for all t. Look up what a library means by a word.
# - *"0.80 is good"*, or *"0.80 is bad."* Compared with what? Give the baseline beside every result.
# - *"The output at an earlier step is its opinion so far."* Nobody asked it, so nobody trained it.
#
# ## Your turn
#
# 1. Let the padding count: put a 1 for `<eos>` into the rows of zeros of y, and train `speller` again. Are
#    fewer words exact?
#    <details><summary>Solution</summary>`for y_i in y: y_i[~loss_mask(y_i), 0] = 1`, right after y
#    was made. Hardly fewer: 0.953 in place of 0.955. After `<eos>` comes `<eos>`; that is quickly learned. But loss and gradient are different. With long padding, most of the loss would be about padding.</details>
# 2. Print the wrong answers of `writer` and of the dense net. Which digit do both find difficult? Are they wrong
#    about the same images?
#    <details><summary>Solution</summary>`said = predict(net, test.inputs).argmax(axis=1)`, right after the
#    writer. The eight. Each has about ten errors, and only about half of them are about the same images.</details>
# 3. Read the surnames from the end to the beginning, `name[::-1]`. Better or worse?
#    <details><summary>Solution</summary>`read_in([name[::-1] for name in train.inputs], letters)`, and the
#    same for the test. Neither: on three splits 0.80, 0.79, 0.78 forwards and 0.79, 0.78, 0.81
#    backwards. One split would have told you a story.</details>
#
# **Sources.** Digits: E. Alpaydin, C. Kaynak, *Optical Recognition of Handwritten Digits*, UCI, 1998, in
# scikit-learn. Names: the package faker 40.54.0. The picture of five wirings goes back to A. Karpathy, *The
# Unreasonable Effectiveness of Recurrent Neural Networks*, 2015.
#
# **Exercise:** [E06 · Wirings](../exercises/E06_wirings.ipynb).
#
# **Words:** [cross-entropy](14_glossary.ipynb#cross-entropy), [loss mask](14_glossary.ipynb#loss-mask), [one-to-sequence](14_glossary.ipynb#one-to-sequence), [sequence-to-one](14_glossary.ipynb#sequence-to-one), [sequence-to-sequence](14_glossary.ipynb#sequence-to-sequence), [teacher forcing](14_glossary.ipynb#teacher-forcing)
#
# **Next:** [05b · Sequence to sequence](05b_sequence_to_sequence.ipynb)
