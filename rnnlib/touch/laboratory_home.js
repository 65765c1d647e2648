// What can be taken home from a laboratory: a link that holds its state, and lines of Python.

const HASH = "#laboratory=";

// The state as letters that an address may have: the words, and each number that was changed.
function packed(state) {
  const changed = changes(state);
  const words = state.data.vocabulary ? state.words.map(({ word }) => word) : null;
  const asked = state.asked.map(({ t, unit }) => [t, unit]);
  const bytes = new TextEncoder().encode(JSON.stringify({ network: fingerprint(state.data), words, changed, asked }));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

// The numbers that are not as at first, [[place, value]].
function changes({ model, data }) {
  return places(model).map((place) => [place, numberAt(model, place)]).filter(([place, value]) => value !== numberAt(data.network, place));
}

// The state that a link holds; throws an Error that says what is wrong with it.
function unpacked(text, data) {
  let stored;
  try {
    const bytes = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    stored = JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (sign) => sign.charCodeAt(0))));
  } catch (_) {
    throw new Error("The link is broken, perhaps cut off: this is the network as it was at first.");
  }
  if (!stored || stored.network !== fingerprint(data)) throw new Error("The link belongs to another network: this one is as it was at first.");
  const state = begin(data), known = new Set(places(data.network));
  const isChange = (pair) => Array.isArray(pair) && known.has(pair[0]) && Number.isFinite(pair[1]);
  const words = data.vocabulary ? stored.words : [];
  const hasWords = Array.isArray(words) && words.every((word) => typeof word === "string") && !(data.vocabulary && whatIsWrong(data, words));
  if (!Array.isArray(stored.changed) || !stored.changed.every(isChange) || !hasWords) {
    throw new Error("The link is broken: this is the network as it was at first.");
  }
  const model = stored.changed.reduce((next, [place, value]) => withNumber(next, place, value), data.network);
  const keyed = data.vocabulary ? words.map((word, key) => ({ word, key })) : state.words;
  const asked = (stored.asked || []).filter(([t, unit]) => t in keyed && (unit === null || unit in model.b)).map(([t, unit]) => ({ t, unit }));
  const next = { ...state, model, words: keyed, nextKey: keyed.length, asked, past: [{ model: data.network, words: state.words, what: "" }] };
  return { ...next, trouble: burstIn(facts(next)), said: "This is what the link holds; Reset brings the beginning back." };
}

function places({ W, V, U, b }) {
  const each2 = (name, M) => M.flatMap((row, i) => row.map((_, j) => `${name}.${i}.${j}`));
  return [...each2("W", W), ...each2("V", V), ...U.map((_, i) => `U.${i}`), ...b.map((_, i) => `b.${i}`), "c"];
}

// A short number that tells two networks apart (FNV-1a).
function fingerprint({ network, vocabulary }) {
  let sum = 0x811c9dc5;
  for (const sign of JSON.stringify([network, vocabulary])) sum = Math.imul(sum ^ sign.codePointAt(0), 0x01000193) >>> 0;
  return sum.toString(36);
}

// JSON writes numbers, lists and texts as Python reads them, and a number so that it is the same again.
function pythonLines({ model, words, data }) {
  const { sigma, tau } = model, [W, V, b, U, c] = PARAMETERS.map((name) => JSON.stringify(model[name]));
  const names = [...new Set(["RNN", ...(data.vocabulary ? ["Vocabulary", "explore"] : []), sigma, tau])].join(", ");
  const line = `model = RNN(W=${W}, V=${V}, b=${b}, U=${U}, c=${c}, sigma=${sigma}, tau=${tau})`;
  if (!data.vocabulary) return `from rnnlib import ${names}\n${line}`;
  const text = words.map(({ word }) => word).filter((word) => word !== EOS).join(" ");
  return `from rnnlib import ${names}\n${line}\nexplore(model, Vocabulary(${JSON.stringify(data.vocabulary)}), ${JSON.stringify(text)})`;
}
