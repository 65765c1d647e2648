// What a laboratory knows, as one value, and what one can do with it: an act takes a state and gives
// the next. Nothing here touches the page.
//
// A place is the name of one number: "V.0.1" goes from unit 0 to unit 1, "W.4.0" from word 4 of the
// vocabulary to unit 0, "U.2" from unit 2 to f, "b.1" belongs to unit 1, "c" to f.

function begin(data) {
  const words = data.words.map((word, key) => ({ word, key }));
  return {
    data, words, model: data.network, nextKey: words.length,
    past: [], // what undo brings back: [{model, words, what}]
    series: "", // the place whose number is being changed: one drag is one step of undo
    before: null, // the facts of the run before the last change: the ghost
    held: data.network && boldest(data.network), // the place in hand
    asked: [], // the states whose sums were opened, [{t, unit}]; unit null is f
    word: null, typed: "", // which word is open, and what is typed to find another
    without: false, // whether f is shown with each word left out
    back: null, target: 1, log: false, // the way back: the step it has reached
    won: [], // the names of the challenges that were met
    said: data.said, trouble: "",
  };
}

// The largest number of V between two different units, which a visitor finds in hand.
function boldest({ V }) {
  let at = [0, 0];
  V.forEach((row, i) => row.forEach((value, j) => {
    if (i !== j && Math.abs(value) > (at[0] === at[1] ? 0 : Math.abs(V[at[0]][at[1]]))) at = [i, j];
  }));
  return `V.${at.join(".")}`;
}

// --- what follows from a state

const runs = new WeakMap(); // model -> the facts of its last sentence

function facts({ data, model, words }) {
  if (!model) return data.record;
  const known = runs.get(model);
  if (known && known.words === words) return known;
  const x = data.x || words.map(({ word }) => numberOf(data, word));
  const ran = run(model, x), f = ran.f.map((f_t) => f_t[0]);
  const found = { words, x, z: ran.z, a: ran.a, f, burst: firstBurst(ran.z, f) };
  runs.set(model, found);
  return found;
}

function firstBurst(z, f) {
  for (let t = 0; t < f.length; t++) {
    const unit = z[t].findIndex((z_i) => !Number.isFinite(z_i));
    if (unit >= 0) return { t, unit };
    if (!Number.isFinite(f[t])) return { t, unit: null };
  }
  return null;
}

// The number of a word in the vocabulary, of <unk> for an unknown one, −1 where there is no <unk>.
function numberOf({ vocabulary }, word) {
  const at = vocabulary.indexOf(word);
  if (at >= 0) return at;
  const small = word.toLowerCase(), alike = vocabulary.findIndex((known) => known.toLowerCase() === small);
  return alike >= 0 ? alike : vocabulary.indexOf(UNKNOWN);
}

function isUnknown(data, word) {
  return Boolean(data.vocabulary) && word !== UNKNOWN && data.vocabulary[numberOf(data, word)] === UNKNOWN;
}

// f of the sentence with each of its words left out.
function withoutEach(state) {
  return state.words.map((_, t) => {
    const words = state.words.filter((_, s) => s !== t);
    return words.length ? run(state.model, words.map(({ word }) => numberOf(state.data, word))).f.at(-1)[0] : NaN;
  });
}

// --- one number

function numberAt(model, place) {
  return place.split(".").reduce((inner, key) => inner[key], { ...model, U: model.U.map((row) => row[0]), c: model.c[0] });
}

function withNumber(model, place, value) {
  const [letter, i, j] = place.split(".");
  const at = (list, k, change) => list.map((old, n) => (n === +k ? change(old) : old));
  const changed = {
    W: () => at(model.W, i, (row) => at(row, j, () => value)),
    V: () => at(model.V, i, (row) => at(row, j, () => value)),
    U: () => at(model.U, i, () => [value]),
    b: () => at(model.b, i, () => value),
    c: () => [value],
  };
  return { ...model, [letter]: changed[letter]() };
}

function nameOf({ data }, place) {
  const [letter, i, j] = place.split(".");
  if (letter === "W") return data.vocabulary ? `W from ‘${data.vocabulary[i]}’ to unit ${j}` : `W from input ${i} to unit ${j}`;
  return { V: `V from unit ${i} to unit ${j}`, U: `U from unit ${i} to f`, b: `b of unit ${i}`, c: "c of f" }[letter];
}

// --- numbers in words

// As the course writes a number: "0.46", "−0.20", never "−0.00".
function number(value) {
  const size = Math.abs(value);
  if (Number.isNaN(value)) return "?";
  if (size === Infinity) return value > 0 ? "∞" : "−∞";
  const text = size >= 1e5 ? value.toExponential(0).replace("+", "") : value.toFixed(size >= 100 ? 0 : 2);
  return text.replace(/^-(?=0\.00$)/, "").replace("-", "−");
}

function verdict(f) { return f > 0.5 ? "positive" : f < 0.5 ? "negative" : "undecided"; }

function isJudged({ data }) { return data.judged; }

// What a change did to the last output, in one sentence.
function effect(state, before, after) {
  if (after.burst) return "";
  const f = after.f.at(-1), was = before.f.at(-1), judged = isJudged(state);
  const kept = verdict(f) === verdict(was) ? "still" : "now";
  const answer = judged ? `, ${kept} ${verdict(f)}` : "";
  if (number(f) === number(was)) return `f stays ${number(f)}${judged ? `, ${verdict(f)}` : ""}.`;
  return `f ${f > was ? "rises" : "falls"} from ${number(was)} to ${number(f)}${answer}.`;
}

// --- acts: what changes the network or the sentence can be undone

function change(state, next, what, series = "") {
  const goesOn = series && series === state.series;
  const past = goesOn ? state.past : [...state.past, { model: state.model, words: state.words, what }];
  const before = goesOn ? state.before : facts(state);
  const changed = { ...state, ...next, past, before, series, trouble: "" };
  const after = facts(changed);
  changed.asked = state.asked.filter(({ t }) => t < after.f.length);
  if (changed.back !== null) changed.back = after.burst ? null : Math.min(changed.back, after.f.length - 1);
  return { ...changed, trouble: burstIn(after), said: `${what} ${effect(changed, before, after)}`.trim() };
}

function burstIn({ burst }) {
  if (!burst) return "";
  const where = burst.unit === null ? `f[${burst.t}]` : `z[${burst.t}] of unit ${burst.unit}`;
  return `${where} has grown too large for a computer to hold. Undo takes your last change back.`;
}

const acts = {
  touch(state, place, value) {
    if (!Number.isFinite(value)) return { ...state, trouble: "That is no number: the value stays as it was." };
    const was = state.series === place ? numberAt(state.past.at(-1).model, place) : numberAt(state.model, place);
    const what = `${nameOf(state, place)}: ${number(was)} → ${number(value)}.`;
    return { ...change(state, { model: withNumber(state.model, place, value) }, what, place), held: place };
  },

  words(state, words, what, opened = null) {
    const trouble = whatIsWrong(state.data, words.map(({ word }) => word));
    if (trouble) return { ...state, trouble };
    const keyed = words.map((word, n) => ("key" in word ? word : { ...word, key: state.nextKey + n }));
    const next = { words: keyed, nextKey: state.nextKey + words.length, word: opened, typed: "" };
    return change(state, next, what);
  },

  type(state, sentence) {
    const { data } = state, hasEnd = numberOf(data, EOS) >= 0;
    const typed = tokens(sentence, data.lower).filter((word) => hasEnd || word !== EOS).map((word) => ownSpelling(data, word));
    if (typed.join(" ") === state.words.map(({ word }) => word).join(" ")) return { ...state, trouble: "" };
    const unknown = typed.filter((word) => isUnknown(data, word));
    const said = unknown.length ? `${unknown.length} of ${typed.length} words ${unknown.length > 1 ? "are" : "is"} unknown: ${unknown.join(", ")}.` : "Another sentence.";
    return acts.words(state, typed.map((word) => ({ word })), said);
  },

  replace(state, t, word) {
    const words = state.words.map((old, s) => (s === t ? { ...old, word: ownSpelling(state.data, word) } : old));
    return acts.words(state, words, `‘${state.words[t].word}’ becomes ‘${words[t].word}’.`, t);
  },

  move(state, t, to) {
    if (to < 0 || to >= state.words.length || to === t) return state;
    const words = state.words.filter((_, s) => s !== t);
    words.splice(to, 0, state.words[t]);
    return acts.words(state, words, `‘${state.words[t].word}’ is word ${to} now.`, state.word === null ? null : to);
  },

  leaveOut(state, t) {
    return acts.words(state, state.words.filter((_, s) => s !== t), `‘${state.words[t].word}’ is left out.`);
  },

  add(state, t) {
    const { word } = state.words[t], words = [...state.words];
    words.splice(t + 1, 0, { word });
    return acts.words(state, words, `‘${word}’ stands there twice; choose another word for it.`, t + 1);
  },

  cut(state) {
    const V = state.model.V.map((row) => row.map(() => 0));
    return change(state, { model: { ...state.model, V } }, "V is cut to zero: no step hears of the one before.");
  },

  undo(state) {
    const last = state.past.at(-1);
    if (!last) return { ...state, said: "There is nothing to undo." };
    const undone = change(state, { model: last.model, words: last.words, word: null }, "Taken back.");
    return { ...undone, past: state.past.slice(0, -1) };
  },

  reset(state) {
    const first = begin(state.data);
    return { ...change(state, { model: first.model, words: first.words, word: null }, "Everything is as it was at the beginning."), asked: [] };
  },

  hold(state, place) { return { ...state, held: place, series: "" }; },

  ask(state, t, unit) { return { ...state, asked: [{ t, unit }] }; },

  follow(state, unit) {
    const { t, unit: of } = state.asked.at(-1), to = of === null ? t : state.back === null ? t - 1 : t + 1;
    return { ...state, asked: [...state.asked, { t: to, unit }] };
  },

  open(state, t) { return { ...state, word: state.word === t ? null : t, typed: "" }; },
};

// The word as the vocabulary writes it, if it has it in other letters.
function ownSpelling(data, word) {
  const at = numberOf(data, word);
  return at < 0 || data.vocabulary[at] === UNKNOWN ? word : data.vocabulary[at];
}

function whatIsWrong(data, words) {
  if (!words.some((word) => word !== EOS)) return "The sentence has no word: it needs at least one, so it stays as it was.";
  if (words.length > data.most) return `${words.length} words are too many to show, at most ${data.most}: the sentence before is shown.`;
  const missing = words.find((word) => numberOf(data, word) < 0);
  return missing === undefined ? "" : `The network does not know the word ‘${missing}’, and it has no place for unknown words: the sentence before is shown.`;
}
