// How a laboratory looks: functions from its state to h(…), nothing else.

const NUMBERED = 6; // up to so many units every number is written, beyond it is a colour until it is held
const ALL_COLUMNS = 20; // up to so many units V is shown whole, beyond one column of it
const CHIPS = 24; // words that are offered in place of another
const MOST_TERMS = 6, MOST_ARROWS = 16; // of a sum; the rest in one line, and not drawn
const LONGEST = 14; // letters of a word

function view(state, taken) {
  const now = facts(state), n_z = now.z[0].length, size = n_z <= NUMBERED ? "" : n_z <= ALL_COLUMNS ? " many" : " many crowd";
  const longest = Math.max(...now.words.map(({ word }) => Math.min(word.length, LONGEST)));
  return [
    head(state, now), ...challengeLines(state),
    h("div", { class: "lab-panes" },
      h("div", { class: "lab-run", tabindex: 0, role: "group", "aria-label": "the sentence and the states" },
        h("div", { class: `lab-columns${size}`, style: `--T:${now.f.length};--wide:${Math.max(3.2, 0.66 * longest + 0.5)}em` },
          ...sentence(state, now), ...(state.back === null ? states : slopeStates)(state, now))),
      h("div", { class: "lab-side" },
        state.back === null ? inHand(state) : backControls(state),
        (state.back === null ? weights : slopeWeights)(state, now),
        whyPanel(state, now))),
    state.model && takeHome(state, taken),
  ];
}

// --- the head: the answer, what happened, and what can be done

function head(state, now) {
  const f = now.f.at(-1), answer = now.burst ? "f = ?" : `f = ${number(f)}`;
  return h("div", { class: "lab-head" },
    h("strong", {}, state.data.title),
    h("p", { class: "lab-answer" }, answer, isJudged(state) && !now.burst ? h("span", {}, ` ${verdict(f)}`) : null),
    state.data.vocabulary && state.model && h("label", { class: "lab-field" }, "Sentence ",
      h("input", { type: "text", "data-input": "sentence", autocomplete: "off", spellcheck: "false", value: state.words.map(({ word }) => word).filter((word) => word !== EOS).join(" ") })),
    h("p", { class: state.trouble ? "lab-said lab-trouble" : "lab-said" }, state.trouble || state.said),
    state.model && h("div", { class: "lab-acts" },
      act("undo", "Undo", { "aria-disabled": state.past.length ? null : "true" }),
      act("reset", "Reset"),
      act("cut", "Cut V to zero"),
      canGoBack(state) && act("goBack", "Go back", { "aria-pressed": String(state.back !== null) }),
      state.data.vocabulary && act("without", "Leave each word out", { "aria-pressed": String(state.without) })));
}

function act(name, text, more = {}) {
  return h("button", { type: "button", "data-act": name, ...more }, text);
}

// --- the sentence: the curve of f, the words, f after each

function sentence(state, now) {
  const T = now.f.length, shown = (word) => (word.length > LONGEST ? `${word.slice(0, LONGEST)}…` : word);
  const words = state.words.map(({ word }, t) => {
    const name = [shown(word), isUnknown(state.data, word) && h("span", { class: "lab-unknown" }, `→ ${UNKNOWN}`)];
    const said = isUnknown(state.data, word) ? `${word}, unknown` : word;
    return state.model && state.data.vocabulary
      ? h("button", { type: "button", class: "lab-word", "data-act": "open", "data-t": t, "aria-expanded": String(state.word === t), "aria-label": `word ${t}: ${said}` }, ...name)
      : h("span", { class: "lab-word" }, ...name);
  });
  const outputs = now.f.map((f, t) => stateCell(state, { t, unit: null }, f, isJudged(state) ? 2 * f - 1 : f, `f after ${now.words[t].word}`, true));
  return [
    ...(state.back === null ? [axis(state, now), curve(state, now)] : [lengthAxis(state), lengthBars(state)]),
    h("span", { class: "lab-label" }, "word"), ...words,
    state.word !== null && state.word < T && wordEditor(state),
    h("span", { class: "lab-label" }, letter("f"), " after it"), ...outputs,
    ...(state.without ? left(state, now) : []),
  ];
}

function left(state, now) {
  const f = withoutEach(state);
  return [h("span", { class: "lab-label" }, "without it"), ...f.map((f_t, t) => {
    const name = `the last f without ${now.words[t].word}`;
    return h("span", { class: `lab-cell lab-still ${sign(f_t - now.f.at(-1))}`, style: ink(f_t - now.f.at(-1)), role: "img", "aria-label": `${name}, ${number(f_t)}` }, Number.isNaN(f_t) ? "" : number(f_t));
  })];
}

// Lowest and highest f of the curve: all of 0 … 1 for a probability.
function range(state, now) {
  if (isJudged(state)) return [0, 1];
  const all = [0, ...now.f, ...(state.before ? state.before.f : [])].filter(Number.isFinite);
  const low = Math.min(...all), high = Math.max(...all), room = (high - low) / 10 || 1;
  return [low - room, high + room];
}

function axis(state, now) {
  const [low, high] = range(state, now);
  const marks = isJudged(state) ? [["1", h("i", {}, " positive")], "½", ["0", h("i", {}, " negative")]] : [number(high), letter("f"), number(low)];
  return h("div", { class: "lab-axis", "aria-hidden": "true" }, ...marks.map((mark) => h("span", {}, ...[mark].flat())));
}

// One unit of width for each word, one of height from lowest to highest: the browser stretches it.
function curve(state, now) {
  const [low, high] = range(state, now), T = now.f.length;
  const y = (f) => (1 - Math.max(-0.02, Math.min(1.02, (f - low) / (high - low)))).toFixed(4);
  const line = (points) => points.map(([t, f], n) => `${n ? "L" : "M"}${t + 0.5} ${y(f)}`).join("");
  const points = now.f.map((f, t) => [t, f]).filter(([, f]) => Number.isFinite(f));
  const ghost = ghostPoints(state, now), zero = isJudged(state) ? 0.5 : y(0);
  const spoken = now.f.map((f, t) => `${now.words[t].word} ${number(f)}`).join(", ");
  return h("svg", { class: "lab-curve", viewBox: `0 -0.06 ${T} 1.12`, preserveAspectRatio: "none", role: "img", "aria-label": `f after each word: ${spoken}` },
    h("rect", { class: "lab-above", x: 0, y: -0.06, width: T, height: Math.max(0, +zero + 0.06) }),
    h("rect", { class: "lab-below", x: 0, y: zero, width: T, height: Math.max(0, 1.06 - zero) }),
    h("path", { class: "lab-zero", d: `M0 ${zero}H${T}` }),
    h("path", { class: "lab-ghost", d: line(ghost) }),
    h("path", { class: "lab-line", d: line(points) }),
    h("path", { class: "lab-dots", d: points.map(([t, f]) => `M${t + 0.5} ${y(f)}h0`).join("") }));
}

// What f was before the last change: word by word, or, where a word came or went, by the same word.
function ghostPoints({ before }, now) {
  if (!before || before === now) return [];
  const same = before.f.length === now.f.length;
  return now.words.map(({ key }, t) => [t, before.f[same ? t : before.words.findIndex((word) => word.key === key)]])
    .filter(([, f]) => Number.isFinite(f));
}

function wordEditor(state) {
  const t = state.word, { word } = state.words[t];
  const begins = (known) => known.toLowerCase().startsWith(state.typed.toLowerCase());
  const offered = state.data.vocabulary.filter((known) => known !== UNKNOWN && known !== word && begins(known)).slice(0, CHIPS);
  return h("div", { class: "lab-editor", role: "group", "aria-label": `change ‘${word}’` },
    h("div", {},
      act("earlier", "◀", { "aria-label": `move ‘${word}’ to the left`, "aria-disabled": t > 0 ? null : "true" }),
      act("later", "▶", { "aria-label": `move ‘${word}’ to the right`, "aria-disabled": t < state.words.length - 1 ? null : "true" }),
      act("leaveOut", "Leave it out"), act("add", "Add a word"),
      h("input", { type: "text", "data-input": "word", size: 10, autocomplete: "off", spellcheck: "false", placeholder: "another word", "aria-label": `in place of ‘${word}’`, value: state.typed })),
    h("div", { class: "lab-chips" }, ...offered.map((known) => act("replace", known, { "data-word": known }))));
}

// --- the states, and the row of W of each word

function states(state, now) {
  const n_z = now.z[0].length, units = [...Array(n_z).keys()];
  const before = (t, i) => state.before && state.before.z.length === now.z.length && number(state.before.z[t][i]) !== number(now.z[t][i]);
  const z = units.flatMap((i) => [unitLabel(i), ...now.z.map((z_t, t) => {
    return stateCell(state, { t, unit: i }, z_t[i], z_t[i], `state of unit ${i} after ${now.words[t].word}`, n_z <= NUMBERED, before(t, i));
  })]);
  const hasRows = state.model && state.data.vocabulary;
  const W = () => units.flatMap((i) => [unitLabel(i), ...now.x.map((x_t, t) => weightCell(state, `W.${x_t}.${i}`, n_z <= NUMBERED, i + t === 0, t))]);
  return [h("div", { class: "lab-net" },
    caption("z", "the state after each word (click one: why?)"), ...z,
    hasRows && caption("W", "what each word says to the units"), ...(hasRows ? W() : []),
    arrows(state, now))];
}

function caption(name, text) {
  return h("div", { class: "lab-caption" }, letter(name), ` ${text}`);
}

function letter(name) { return h("b", { class: `lab-${name}` }, name); }

function unitLabel(i) { return h("span", { class: "lab-label" }, `unit ${i}`); }

// The background of a value: its share of the deepest shade.
function ink(value, largest = 1) {
  return `--share:${Math.round(100 * Math.min(1, Math.abs(value) / largest)) || 0}%`;
}

function sign(value) { return value < 0 ? "lab-minus" : "lab-plus"; }

function stateCell(state, at, value, judged, name, written, moved = false) {
  const asked = state.asked.at(-1), open = asked && asked.t === at.t && asked.unit === at.unit;
  const first = !asked && at.t === state.words.length - 1 && !at.unit;
  const classes = `lab-cell ${sign(judged)}${moved ? " lab-moved" : ""}`;
  if (!state.model) return h("span", { class: `${classes} lab-still`, style: ink(judged), role: "img", "aria-label": `${name}, ${number(value)}` }, written ? number(value) : "");
  return h("button", { type: "button", class: classes, style: ink(judged), "data-act": "ask", "data-t": at.t, "data-unit": at.unit === null ? "f" : at.unit,
    tabindex: open || first ? 0 : -1, "aria-pressed": String(Boolean(open)), "aria-label": `${name}, ${number(value)}` }, written ? number(value) : "");
}

// isFirst: a tab stops here, at the first number of its letter, as at the one in hand.
function weightCell(state, place, written, isFirst, column = 0) {
  const value = numberAt(state.model, place), was = numberAt(state.data.network, place), held = state.held === place;
  const name = place[0];
  const id = name === "W" ? `${place}@${column}` : place;
  return h("span", { class: `lab-cell lab-number ${sign(value)}${value === was ? "" : " lab-changed"}${held ? " lab-held" : ""}`, style: ink(value, largestOf(state, name)),
    role: "spinbutton", tabindex: held || isFirst ? 0 : -1, "data-place": place, "data-id": id, "data-group": name, "aria-label": nameOf(state, place),
    "aria-valuenow": Number.isFinite(value) ? value : 0, "aria-valuetext": value === was ? number(value) : `${number(value)}, at first ${number(was)}` }, written ? number(value) : "");
}

// The largest number of W, and of all others, at first, so that a shade means the same all the time.
function largestOf({ data: { network } }, name) {
  if (!largestNumbers.has(network)) {
    const size = (numbers) => Math.max(...numbers.flat().map(Math.abs)) || 1;
    largestNumbers.set(network, { W: size(network.W), other: size([network.V, network.U, network.b, network.c].flat()) });
  }
  return largestNumbers.get(network)[name] || largestNumbers.get(network).other;
}

const largestNumbers = new WeakMap();

// --- what is the same at every step: V and U side by side, below them b and c

function weights(state, now) {
  if (!state.model) return null;
  const n_z = now.z[0].length, units = [...Array(n_z).keys()];
  const { to, written, look } = columnsOf(state, n_z);
  const inputs = state.data.x ? state.model.W.map((_, k) => k) : [];
  const row = (name, cells) => [h("span", { class: "lab-label" }, name), ...cells];
  const also = to.length < n_z && ". Click a state for another column of V";
  return [h("div", { class: "lab-caption" }, letter("V"), " from the last state, ", letter("U"), " to f, ", letter("b"), " and ", letter("c"), " are added: the same at every step", also),
    h("div", { class: `lab-weights ${look}`, style: `--n:${to.length}`, role: "group", "aria-label": "weights" },
    ...row("from", columnNames(to, written)),
    ...units.flatMap((i) => row(`unit ${i}`, [...to.map((j) => weightCell(state, `V.${i}.${j}`, written, i === 0 && j === to[0])), weightCell(state, `U.${i}`, true, i === 0)])),
    ...inputs.flatMap((k) => row(`input ${k}`, [...to.map((j) => weightCell(state, `W.${k}.${j}`, written, k === 0 && j === to[0])), h("span", {})])),
    ...row("bias", [...to.map((j) => weightCell(state, `b.${j}`, written, j === to[0])), weightCell(state, "c", true, true)]))];
}

// Which columns of V are shown: all, or of a large network the one of the unit that was asked for.
function columnsOf(state, n_z) {
  const asked = state.asked.at(-1), one = asked && asked.unit !== null ? asked.unit : 0;
  const to = n_z <= ALL_COLUMNS ? [...Array(n_z).keys()] : [one], written = n_z <= NUMBERED || to.length === 1;
  return { to, written, look: !written ? "many" : n_z > 3 ? "tight" : "" };
}

function columnNames(to, written) {
  const names = written ? to.map((j) => h("span", { class: "lab-to" }, `to ${j}`)) : [h("span", { class: "lab-to", style: `grid-column:span ${to.length}` }, `to unit 0 … ${to.length - 1}`)];
  return [...names, h("span", { class: "lab-to" }, "to f")];
}

// The number in hand: its name and its value, with all the ways to change it.
function inHand(state) {
  if (!state.model) return null;
  const value = numberAt(state.model, state.held), was = numberAt(state.data.network, state.held), name = nameOf(state, state.held);
  const wide = Math.max(3, Math.ceil(Math.abs(value)), Math.ceil(Math.abs(was)));
  return h("div", { class: "lab-hand" },
    h("p", {}, letter(name[0]), name.slice(1), value === was ? null : h("span", { class: "lab-was" }, ` at first ${number(was)}`)),
    h("div", {},
      act("less", "−", { "aria-label": `${name}: less` }),
      h("input", { type: "range", "data-input": "slide", min: -wide, max: wide, step: "any", value, "aria-label": `${name}, slider` }),
      act("more", "+", { "aria-label": `${name}: more` }),
      h("input", { type: "text", "data-input": "value", inputmode: "decimal", size: 6, autocomplete: "off", value: number(value), "aria-label": `${name}, value` })));
}

// --- why a state is what it is

function summands(state, now, { t, unit }) {
  const { model } = state;
  if (state.back !== null && unit !== null) return summandsBack(state, { t, unit });
  if (unit !== null) return terms(model, now.x, now.z, t, unit);
  const byU = now.z[t].map((z_i, i) => ({ letter: "U", from: i, weight: model.U[i][0], times: z_i, value: model.U[i][0] * z_i }));
  return [...byU, { letter: "c", from: null, weight: model.c[0], times: 1, value: model.c[0] }];
}

function whyPanel(state, now) {
  const asked = state.asked.at(-1);
  if (!asked || !state.model) return null;
  const { t, unit } = asked, all = summands(state, now, asked).filter(({ value, letter: name, times }) => value !== 0 || (name !== "V" && times !== 0));
  const sorted = [...all].sort((p, q) => Math.abs(q.value) - Math.abs(p.value));
  const shown = sorted.slice(0, MOST_TERMS), rest = sorted.slice(MOST_TERMS).reduce((sum, { value }) => sum + value, 0);
  const largest = Math.max(...shown.map(({ value }) => Math.abs(value)), 1e-300);
  const sum = all.reduce((total, { value }) => total + value, 0), back = state.back !== null && unit !== null;
  const out = back ? sum : unit === null ? now.f[t] : now.z[t][unit];
  const what = unit === null ? "f" : `unit ${unit}`, squash = unit === null ? state.model.tau : state.model.sigma;
  return h("div", { class: "lab-why", role: "group", "aria-label": `why ${what}` },
    h("div", { class: "lab-caption" }, `Why is ${back ? `the slope of ${what}` : what} ${back ? small(out) : `at ${number(out)}`} after ‘${now.words[t].word}’?`),
    trail(state, now),
    ...shown.map((term) => termRow(now, term, t, largest, back)),
    sorted.length > MOST_TERMS ? h("p", { class: "lab-term" }, h("span", {}, `the other ${sorted.length - MOST_TERMS} together`), bar(rest, largest), h("span", {}, number(rest))) : null,
    h("p", { class: "lab-sum" }, back ? `The sum is ${small(sum)}.` : `The sum is ${number(sum)}, and ${squash} makes ${number(out)} of it.`));
}

// The way that was followed back so far.
function trail(state, now) {
  if (state.asked.length < 2) return null;
  const name = ({ t, unit }) => `${unit === null ? "f" : `unit ${unit}`} after ‘${now.words[t].word}’`;
  return h("p", { class: "lab-trail" }, `Followed back: ${state.asked.map(name).join(" ← ")}`);
}

function termRow(now, { letter: name, from, weight, times, value }, t, largest, back) {
  const product = name === "b" || name === "c" ? "" : ` ${factor(weight)} · ${factor(times)}`;
  const goes = back ? name === "V" : name === "U" || (name === "V" && t > 0);
  const who = back ? { V: `unit ${from}, a step later`, U: "the loss" }[name] : { V: `unit ${from} before`, U: `unit ${from}`, W: typeof now.x[t] === "number" ? `‘${now.words[t].word}’` : `input ${from}`, b: "bias", c: "bias" }[name];
  const inside = [h("span", {}, letter(name), ` ${who}`, h("i", {}, product)), bar(value, largest), h("span", {}, small(value))];
  if (!goes) return h("p", { class: "lab-term" }, ...inside);
  return h("button", { type: "button", class: "lab-term", "data-act": "follow", "data-unit": from, title: "follow it back" }, ...inside);
}

function factor(value) { return value < 0 ? `(${small(value)})` : small(value); }

function bar(value, largest) {
  return h("span", { class: `lab-bar ${sign(value)}`, style: `--part:${(50 * Math.abs(value)) / largest}%` }, h("i", {}));
}

// Arrows from what a state is made of, each as wide as its share. The rows of the states, the line
// between, the rows of W: all are equally high, so one unit is one row and one column.
function arrows(state, now) {
  const asked = state.asked.at(-1);
  if (!asked || !state.model) return null;
  const n_z = now.z[0].length, T = now.f.length, hasRows = Boolean(state.data.vocabulary);
  const all = summands(state, now, asked), total = all.reduce((sum, { value }) => sum + Math.abs(value), 0) || 1;
  const y = ({ unit: of }) => (of === null ? 0 : of + 1.5);
  const { t, unit } = asked, back = state.back !== null && unit !== null; // beside the numbers, so that they can be read
  const largest = [...all].sort((p, q) => Math.abs(q.value) - Math.abs(p.value)).slice(0, MOST_ARROWS);
  const drawn = largest.flatMap(({ letter: name, from, value }) => {
    const way = {
      V: back ? `M${t + 1.14} ${from + 1.5}L${t + 0.86} ${unit + 1.5}` : `M${t - 0.14} ${from + 1.5}L${t + 0.14} ${unit + 1.5}`,
      U: back ? `M${t + 0.86} 0V${unit + 1.5}` : `M${t + 0.86} ${from + 1.5}V0`,
      W: hasRows && `M${t + 0.1} ${n_z + 2.5 + unit}V${unit + 1.5}`,
    }[name];
    if (!way || (!back && name === "V" && t === 0) || value === 0) return [];
    return [h("path", { class: `lab-arrow lab-s-${name}${value < 0 ? " lab-dashed" : ""}`, d: way, "stroke-width": (1 + (11 * Math.abs(value)) / total).toFixed(2) })];
  });
  const followed = back ? [] : state.asked.slice(1).map((at, n) => h("path", { class: "lab-arrow lab-followed", d: `M${at.t + 0.86} ${y(at)}L${state.asked[n].t + (state.asked[n].unit === null ? 0.86 : 0.14)} ${y(state.asked[n])}` }));
  return h("svg", { class: "lab-arrows", viewBox: `0 0 ${T} ${hasRows ? 2 * n_z + 2 : n_z + 1}`, preserveAspectRatio: "none", "aria-hidden": "true" }, ...followed, ...drawn);
}

// --- take home

function takeHome(state, taken) {
  return h("details", { class: "lab-home" },
    h("summary", {}, "Take it home"),
    taken && h("label", {}, "A link to this very network and sentence", h("input", { type: "text", readonly: true, value: taken.link, "data-input": "link" })),
    taken && h("label", {}, "The same network in Python", h("textarea", { readonly: true, rows: 4, "data-input": "python" }, taken.python)),
    taken && h("div", { class: "lab-acts" }, act("copyLink", "Copy the link"), act("copyPython", "Copy the Python")));
}
