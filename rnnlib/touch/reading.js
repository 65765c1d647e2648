// A network reads a sentence: f after each word as a curve, its units in a table folded below.
// With a network in the data, the reader types a sentence, and the page computes what happens.
function reading(root, data) {
  const SHADES = 5, NUMBERED = 16, LONGEST = 14, PAUSE = 200; // as in reading.py; milliseconds
  const frames = [...root.querySelectorAll(".rnn-frame")]; // the look without scripts, and on paper
  frames.forEach((frame) => { frame.hidden = true; });
  const words = make("div"), units = make("div");
  const folded = make("details", {}, make("summary", {}, "The units of the state after each word"), units);
  const view = make("div", { className: "rnn-view", tabIndex: 0, role: "group" }, words, folded);
  view.setAttribute("aria-label", "the words, and f after each of them");
  frames[0].before(view);
  let record = data.record || read(data.start), sentences = said(record);
  const go = controls(view, show);
  if (data.network) field();
  go(data.network ? record.words.length - 1 : 0, record.words.length);

  function show(now) {
    view.style.setProperty("--columns", record.words.length);
    words.replaceChildren(wordsWithCurve(record, now));
    units.replaceChildren(unitsAfterEachWord(record, now));
    const column = words.querySelector(".now");
    view.scrollLeft = column.offsetLeft + column.offsetWidth - view.clientWidth / 2;
    return sentences[now];
  }

  // --- a sentence of one's own

  function field() {
    const input = make("input", { type: "text", value: data.start, autocomplete: "off", spellcheck: false });
    const answer = make("p", { className: "rnn-answer", role: "status" }, inShort(record));
    const label = make("label", { className: "rnn-field" }, "Your sentence ", input);
    root.querySelector("strong").after(label, answer);
    const steps = [root.querySelector(".rnn-controls"), root.querySelector(".rnn-said"), view];
    let waiting = 0;

    function update() {
      clearTimeout(waiting);
      const problem = whatIsWrong(input.value);
      steps.forEach((part) => { part.hidden = Boolean(problem); }); // no old answer to a new question
      if (!problem) {
        record = read(input.value);
        sentences = said(record);
        go(record.words.length - 1, record.words.length);
      }
      answer.textContent = problem || inShort(record);
    }

    input.oninput = () => { clearTimeout(waiting); waiting = setTimeout(update, PAUSE); };
    onKeys(input, (event) => {
      const cell = input.closest(".jp-Cell");
      const runs = event.key === "Enter" && (event.shiftKey || event.ctrlKey || event.altKey);
      if (cell && (runs || event.key === "Escape")) return handOn(event, cell);
      if (event.key === "Enter") update();
      if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation(); // it is typed
    });
  }

  function whatIsWrong(sentence) {
    const typed = tokens(sentence, data.lower), seen = known(typed, data.vocabulary);
    if (!typed.length) return "The sentence has no word; type at least one.";
    if (typed.length > data.most) return `${typed.length} words are too many to show, at most ${data.most}.`;
    const missing = typed.find((_, t) => seen[t] === undefined);
    if (missing) return `The network does not know the word ‘${missing}’, and has no place for unknown words.`;
    if (!read(sentence).outputs.every(Number.isFinite)) return "The numbers of this network grow too large to compute.";
    return "";
  }

  function read(sentence) {
    const typed = tokens(sentence, data.lower), seen = known(typed, data.vocabulary);
    const x = seen.map((word) => data.vocabulary.indexOf(word));
    const { z, f } = run(data.network, x);
    return { words: typed, seen, states: z, outputs: f.map((f_t) => f_t[0]) };
  }

  // --- in words

  function said({ words, seen, outputs }) {
    return words.map((word, t) => {
      const f = `${number(outputs[t])} (${verdict(outputs[t])})`, last = t === words.length - 1;
      const unknown = isUnknown(word, seen[t]) ? data.said.unknown : "";
      const sentence = fill(last ? data.said.over : data.said.on, { t, word, unknown, f });
      return last ? `${sentence} ${doubt({ words, seen, outputs })}`.trim() : sentence;
    });
  }

  function inShort({ words, seen, outputs }) {
    const f = outputs.at(-1), { all, unknown } = counted({ words, seen });
    const are = unknown.length === 1 ? "is" : "are";
    const named = unknown.length ? `: ${unknown.join(", ")}` : "";
    return `f = ${number(f)}: ${verdict(f)}. ${unknown.length} of ${all.length} words ${are} unknown${named}.`;
  }

  function counted({ words, seen }) {
    const all = words.map((_, t) => t).filter((t) => !data.doubt.marks.includes(words[t]));
    return { all, unknown: all.filter((t) => seen[t] === UNKNOWN).map((t) => words[t]) };
  }

  function doubt({ words, seen, outputs }) {
    const rule = data.doubt, [low, high] = rule.unsure, f = outputs.at(-1);
    const { all, unknown } = counted({ words, seen }), n = all.length, k = unknown.length;
    if (k === n) return rule.none;
    if (k >= rule.unknown * n) return fill(rule.some, { n, k, words: unknown.join(", ") });
    if (words.includes("?")) return rule.question;
    return low < f && f < high ? rule.between : "";
  }

  // --- in pictures

  function wordsWithCurve({ words, seen, outputs }, now) {
    const T = words.length, state = (t) => (t === now ? "now" : t > now ? "later" : "");
    const axis = make("th", { className: "rnn-axis" });
    for (const text of ["1 positive", "½", "0 negative"]) axis.append(make("div", {}, text));
    const names = words.map((word, t) => {
      const short = word.length > LONGEST ? `${word.slice(0, LONGEST)}…` : word;
      const cell = make("th", { scope: "col", className: state(t) }, (t === now ? "▸ " : "") + short);
      if (isUnknown(word, seen[t])) cell.append(make("div", { className: "rnn-unknown" }, `→ ${UNKNOWN}`));
      return cell;
    });
    const answers = outputs.map((f, t) => {
      const shown = t > now ? [] : [number(f), make("div", {}, verdict(f))];
      return make("td", { className: `${t > now ? "" : shade(2 * f - 1)} ${state(t)}` }, ...shown);
    });
    return make("table", { className: "rnn-read" },
      make("tr", {}, axis, make("td", { colSpan: T, className: "rnn-curve" }, curve(words, outputs, now))),
      make("tr", {}, make("th", { scope: "row" }, "word"), ...names),
      make("tr", {}, make("th", { scope: "row" }, "f"), ...answers));
  }

  // One unit of width for each word, one of height for f, so the browser stretches it to its place.
  function curve(words, outputs, now) {
    const inside = (f) => Math.max(-0.02, Math.min(1.02, f));
    const at = outputs.map((f, t) => `${t + 0.5} ${1 - inside(f)}`).slice(0, now + 1);
    const dots = at.map((point, t) => line(`M${point}h0`, t === now ? 13 : 8));
    const spoken = words.slice(0, now + 1).map((word, t) => `${word} ${number(outputs[t])}`);
    const svg = shape("svg", { viewBox: `0 -0.06 ${words.length} 1.12`, preserveAspectRatio: "none", role: "img" });
    svg.setAttribute("aria-label", `f after each word: ${spoken.join(", ")}`);
    svg.append(
      shape("rect", { y: -0.06, width: words.length, height: 0.56, class: "rnn-above" }),
      shape("rect", { y: 0.5, width: words.length, height: 0.56, class: "rnn-below" }),
      line(`M0 0.5H${words.length}`, 1), line(`M${at.join("L")}`, 2.5), ...dots);
    return svg;
  }

  function line(path, width) {
    return shape("path", { d: path, "stroke-width": width, "vector-effect": "non-scaling-stroke" });
  }

  function unitsAfterEachWord({ states }, now) {
    const n_z = states[0].length, table = make("table", { className: "rnn-read" });
    if (n_z > NUMBERED) table.classList.add("many");
    for (let i = 0; i < n_z; i++) {
      const cells = states.map((z, t) => {
        const text = t <= now && (n_z <= NUMBERED || t === now) ? number(z[i]) : "";
        return make("td", { className: `${t > now ? "" : shade(z[i])} ${t === now ? "now" : ""}` }, text);
      });
      table.append(make("tr", {}, make("th", { scope: "row" }, `unit ${i}`), ...cells));
    }
    return table;
  }

  function shade(value) {
    return (value > 0 ? "p" : "n") + Math.round(SHADES * Math.min(Math.abs(value), 1));
  }

  // --- small things

  function isUnknown(word, seen) { return seen === UNKNOWN && word !== UNKNOWN; }

  function verdict(f) { return f > 0.5 ? "positive" : f < 0.5 ? "negative" : "undecided"; }

  function number(value) { return value.toFixed(2).replace(/^-(?=0\.00$)/, "").replace("-", "−"); }

  function fill(text, values) { return text.replace(/\{(\w+)\}/g, (_, name) => values[name]); }

  function make(tag, attributes = {}, ...children) {
    const element = Object.assign(document.createElement(tag), attributes);
    element.append(...children);
    return element;
  }

  function shape(tag, attributes) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }
}
