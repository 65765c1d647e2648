// A prediction: a guess is clicked or typed, stays on the page, and is held against what was computed.
// Guesses are kept in this browser (localStorage) and go nowhere else.

function predictions(root, data) {
  const GIVEN = "rnn-guess-given"; // the event that tells the other parts on the page
  const memory = (window.rnnGuesses = window.rnnGuesses || {}); // where nothing may be stored
  const key = (name) => "rnn-guess:" + name;

  function read(name) {
    try {
      return JSON.parse(localStorage.getItem(key(name))) || memory[name] || {};
    } catch (_) {
      return memory[name] || {};
    }
  }

  function write(name, entry) {
    memory[name] = entry;
    try {
      localStorage.setItem(key(name), JSON.stringify(entry));
    } catch (_) {} // private window or full: it is kept while the page is open
    document.dispatchEvent(new CustomEvent(GIVEN, { detail: name }));
  }

  function make(tag, text, attributes) {
    const element = Object.assign(document.createElement(tag), attributes);
    if (text) element.textContent = text;
    return element;
  }

  // --- what was guessed, in numbers and in words

  // "160,000", "0,5", "−3", "50 %" are what people type.
  function number(text) {
    let t = text.trim().replace(/[−–]/g, "-").replace(/\s/g, "");
    const percent = t.endsWith("%");
    if (percent) t = t.slice(0, -1);
    t = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(t) ? t.replace(/,/g, "") : t.replace(",", ".");
    return t === "" || isNaN(t) ? null : Number(t) / (percent ? 100 : 1);
  }

  // "(3, 5)", "3 x 5" and "3,5" are the same shape; a single number is one of length one.
  function shape(text) {
    const sizes = text.match(/\d+/g);
    const empty = /^\s*\(\s*\)\s*$/.test(text);
    return sizes ? sizes.map(Number) : empty ? [] : null;
  }

  function said(entry, labels) {
    if (entry.kind === "choice") return [labels[entry.guess]];
    return labels.map((label, i) => label + ": " + entry.typed[i]);
  }

  function meets(entry) {
    if (data.kind === "choice") return entry.guess === data.computed[0];
    if (data.kind === "shape") return "" + entry.guess.map(String) === "" + data.computed.map(String);
    return entry.guess.every((g, i) => {
      const c = data.computed[i];
      if (g === c || Math.abs(g - c) <= data.within) return true;
      return g * c > 0 && Math.max(g / c, c / g) <= data.factor;
    });
  }

  // --- the question

  function heading() {
    let last = "";
    for (const h of document.querySelectorAll("h1, h2, h3")) {
      if (h.compareDocumentPosition(root) & Node.DOCUMENT_POSITION_FOLLOWING) last = h;
    }
    return last && last.firstChild ? last.firstChild.textContent.replace(/[¶#]$/, "").trim() : "";
  }

  function ask() {
    const form = make("form", "", { className: "rnn-ask" });
    const fields = make("div", "", { className: "rnn-fields" });
    const note = make("p", "");
    note.setAttribute("aria-live", "polite");
    form.append(fields, note);
    root.replaceChildren(form);
    if (data.kind === "choice") {
      data.labels.forEach((label, i) => {
        const button = make("button", label, { type: "button" });
        button.onclick = () => give({ guess: i });
        fields.append(button);
      });
    } else {
      data.labels.forEach((label) => {
        const wrap = make("label", label + " ");
        wrap.append(make("input", "", { type: "text", size: 12, autocomplete: "off" }));
        fields.append(wrap);
      });
      fields.append(make("button", "This is my guess", { type: "submit" }));
      form.onsubmit = (event) => {
        event.preventDefault();
        typed();
      };
    }

    function typed() {
      const texts = [...form.querySelectorAll("input")].map((input) => input.value.trim());
      const guess = texts.map(data.kind === "number" ? number : shape);
      const missing = guess.findIndex((g) => g === null);
      if (missing < 0) return give({ guess: guess, typed: texts });
      const example = data.kind === "number" ? "a number such as 0.5" : "a shape such as (3, 5)";
      note.textContent = data.labels[missing] + ": expected " + example + ".";
      form.querySelectorAll("input")[missing].focus();
    }

    function give(guess) {
      const entry = read(data.name);
      if ("met" in entry) return; // the result is known: a guess would be none
      write(data.name, Object.assign(entry, guess, { kind: data.kind, at: heading() }));
      onToTheResult();
    }

    // In a notebook the click made the question's cell the active one, and Shift+Enter would ask again.
    function onToTheResult() {
      const cell = root.closest(".jp-Cell"), next = cell && cell.nextElementSibling;
      if (next && next.matches(".jp-CodeCell")) next.focus();
    }

    function show() {
      const entry = read(data.name);
      const given = "guess" in entry;
      const over = "met" in entry;
      fields.querySelectorAll("button[type=button]").forEach((button, i) => {
        button.setAttribute("aria-pressed", String(given && entry.guess === i));
        button.disabled = over && !(given && entry.guess === i);
      });
      form.querySelectorAll("input").forEach((input, i) => {
        if (given && input !== document.activeElement) input.value = entry.typed[i];
        input.readOnly = over;
      });
      form.querySelectorAll("button[type=submit]").forEach((b) => (b.disabled = over));
      note.textContent = given
        ? "Your guess: " + said(entry, data.labels).join(" · ") + (over ? "" : ". Go on to the result.")
        : over
          ? "You looked at the result without a guess."
          : "Make a guess, then go on.";
    }

    document.addEventListener(GIVEN, show);
    if (!("kind" in read(data.name))) {
      write(data.name, { kind: data.kind, at: heading(), since: performance.timeOrigin + performance.now() });
    }
    show();
  }

  // --- the result

  // What the cells between question and result have put out, as long as there is no guess.
  function between() {
    const start = [...document.querySelectorAll("[data-asks]")].find(
      (asking) => asking.dataset.asks === data.name
    );
    if (!start || root.closest(".reveal")) return []; // slides bring the result when it is asked for
    const outputs = ".jp-OutputArea-child, .cell_output > *, .rnn-output";
    return [...document.querySelectorAll(outputs)].filter(
      (output) =>
        !output.contains(root) &&
        !output.contains(start) &&
        start.compareDocumentPosition(output) & Node.DOCUMENT_POSITION_FOLLOWING &&
        root.compareDocumentPosition(output) & Node.DOCUMENT_POSITION_PRECEDING
    );
  }

  function reveal() {
    const hidden = between();
    let shown = "";

    function wait() {
      hidden.forEach((output) => output.classList.add("rnn-covered"));
      const button = make("button", "Show the result without a guess", { type: "button" });
      button.onclick = () => write(data.name, Object.assign(read(data.name), { met: false }));
      root.replaceChildren(make("p", "There is no guess yet. Make one above, and the result appears."), button);
    }

    function show() {
      const entry = read(data.name);
      const given = "guess" in entry;
      const state = given ? "compared" : "met" in entry || root.closest(".reveal") ? "alone" : "";
      if (!state || state === shown) return; // on a slide a guess may come after the result
      shown = state;
      hidden.forEach((output) => output.classList.remove("rnn-covered"));
      const columns = given ? [["your guess", said(entry, data.labels)]] : [];
      columns.push(["computed", data.lines]);
      const table = make("table", "");
      const head = table.insertRow();
      const row = table.insertRow();
      columns.forEach(([title, lines]) => {
        head.append(make("th", title, { scope: "col" }));
        const cell = row.insertCell();
        lines.forEach((line) => cell.append(make("div", line)));
      });
      root.replaceChildren(table);
      if (!given) return;
      const met = meets(entry);
      const near = data.within > 0 || data.factor > 1;
      const words = met ? "As you guessed" + (data.kind === "number" && near ? ", near enough." : ".") : "What explains the difference?";
      root.append(make("p", (met ? "✓ " : "≠ ") + words));
      if (entry.met !== met) write(data.name, Object.assign(entry, { met: met }));
      unfold();
    }

    wait();
    document.addEventListener(GIVEN, show);
    show();
  }

  // The explanation stands folded below the result, before the next question. The cell of that question
  // may not be run yet; then its text or its heading tells where it begins.
  function unfold() {
    const below = [...document.querySelectorAll("details, [data-asks], blockquote, h1, h2, h3")].find(
      (part) => root.compareDocumentPosition(part) & Node.DOCUMENT_POSITION_FOLLOWING
    );
    if (below && /^\s*Why/.test(below.textContent)) below.open = true;
  }

  // --- the count at the end of a lesson

  function names() {
    const found = new Set(Object.keys(memory));
    try {
      for (const stored of Object.keys(localStorage)) {
        if (stored.startsWith("rnn-guess:")) found.add(stored.slice("rnn-guess:".length));
      }
    } catch (_) {}
    const since = (name) => read(name).since || 0;
    return [...found]
      .filter((name) => name.startsWith(data.lesson + " "))
      .sort((a, b) => since(a) - since(b));
  }

  function tally() {
    function show() {
      const all = names().map((name) => [name.slice(data.lesson.length + 1), read(name)]);
      const given = all.filter(([, entry]) => "guess" in entry);
      const judged = given.filter(([, entry]) => "met" in entry);
      const met = judged.filter(([, entry]) => entry.met);
      const again = all.filter(([, entry]) => !entry.met);
      const total = all.length
        ? `You made ${given.length} of ${all.length} guesses; ${met.length} of ${judged.length} came out as you thought.`
        : "There are no guesses of this lesson yet.";
      root.replaceChildren(make("p", total));
      if (again.length) {
        const list = make("ul", "");
        again.forEach(([title, entry]) => {
          const state = !("guess" in entry) ? "no guess" : "met" in entry ? "it came out otherwise" : "no result yet";
          list.append(make("li", title + (entry.at ? " (in “" + entry.at + "”): " : ": ") + state));
        });
        root.append(make("p", "Look again at:"), list);
      }
      if (given.length) {
        const button = make("button", "Forget these guesses", { type: "button" });
        button.onclick = () => {
          names().forEach((name) => {
            const { kind, at, since } = read(name);
            write(name, { kind: kind, at: at, since: since });
          });
          show();
        };
        root.append(button);
      }
    }
    document.addEventListener(GIVEN, show);
    show();
  }

  // Shift+Enter, Escape and the rest go on to the notebook or the deck; what is typed here does not.
  onKeys(root, (event) => {
    const typing = event.target.matches("input") && (event.key.length === 1 || /^(Arrow|Home|End|Back|Del|Enter)/.test(event.key));
    const pressing = event.target.matches("button") && /^(Enter| )$/.test(event.key);
    const plain = !(event.ctrlKey || event.metaKey || event.altKey || (event.shiftKey && event.key === "Enter"));
    if (plain && (typing || pressing)) event.stopPropagation();
  });
  if (data.part === "ask") root.dataset.asks = data.name;
  ({ ask: ask, reveal: reveal, tally: tally })[data.part]();
}
