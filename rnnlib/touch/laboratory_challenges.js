// Whether a challenge is met. Each check takes the state and the facts of its run, and returns
// [whether it is met, how near it is]; what is asked for is said by challenges.py.

const checks = {
  "one number": (state, now) => {
    const numbers = changedNumbers(state), words = !sameWords(state);
    return [otherMind(state, now) && numbers === 1 && !words, words ? "A word was changed." : `f is ${number(now.f.at(-1))}, ${counted(numbers, "number")} changed`];
  },
  "one word": (state, now) => {
    const moves = wordChanges(state), numbers = changedNumbers(state);
    return [otherMind(state, now) && moves === 1 && numbers === 0, numbers ? "A number was changed." : `f is ${number(now.f.at(-1))}, ${counted(moves, "word")} changed`];
  },
  "the same words": (state, now) => {
    const sorted = (words) => String([...words].sort()), own = state.words.map(({ word }) => word);
    const same = sorted(own) === sorted(state.data.words), numbers = changedNumbers(state);
    return [otherMind(state, now) && same && numbers === 0, !same ? "These are other words." : numbers ? "A number was changed." : `f is ${number(now.f.at(-1))}`];
  },
  count: (state) => {
    const T = 6, of = (word) => run(state.model, Array(T).fill(word)).z, all = state.data.vocabulary.map((_, word) => of(word));
    const counts = all[0][0].map((_, i) => {
      const grows = all.every((z) => z.every((z_t, t) => z_t[i] - (t ? z[t - 1][i] : 0) > 0.02));
      const apart = Math.max(...all[0].map((_, t) => Math.max(...all.map((z) => z[t][i])) - Math.min(...all.map((z) => z[t][i]))));
      return grows && apart < 0.02;
    });
    const found = counts.indexOf(true);
    return [found >= 0, found >= 0 ? `unit ${found} counts` : "no unit grows alike with every word"];
  },
  remember: (state) => {
    const rest = Array(19).fill(numberOf(state.data, state.words.at(-1).word));
    const ends = state.data.vocabulary.map((_, word) => run(state.model, [word, ...rest]).f.at(-1)[0]);
    const apart = Math.max(...ends) - Math.min(...ends);
    return [apart >= 0.5, `after 20 steps f differs by ${small(apart)}`];
  },
  fade: (state) => {
    const all = lengths({ ...state, target: 1 }), times = all.at(-1) / all[0];
    if (all[0] === 0) return [false, "no slope arrives at all"];
    return [times >= 1000, times < 1 ? "it grows" : `it is ${number(times)} times shorter`];
  },
  explode: (state) => {
    const all = lengths({ ...state, target: 1 }), times = all[0] / all.at(-1);
    return [times >= 10, `it is ${number(times)} times as long`];
  },
};

function challenged(state) {
  const now = facts(state);
  if (!state.model || now.burst) return [];
  return Object.entries(state.data.challenges).map(([name, asked]) => {
    const [met, near] = checks[name](state, now);
    return { name, asked, met: met || state.won.includes(name), near };
  });
}

// The state with the challenges that it has just won; a win stays, whatever is changed after it.
function withWins(state) {
  const won = challenged(state).filter(({ met }) => met).map(({ name }) => name);
  return won.length === state.won.length ? state : { ...state, won, said: `${state.said} Challenge met!` };
}

function counted(n, what) { return `${n} ${what}${n === 1 ? "" : "s"}`; }

function otherMind({ data }, now) {
  const first = facts(begin(data));
  return verdict(first.f.at(-1)) !== verdict(now.f.at(-1));
}

function changedNumbers({ model, data }) {
  return model === data.network ? 0 : places(model).filter((place) => numberAt(model, place) !== numberAt(data.network, place)).length;
}

function sameWords({ words, data }) { return words.length === data.words.length && wordChanges({ words, data }) === 0; }

// How many words were changed, added or left out (the edit distance).
function wordChanges({ words, data }) {
  let row = [...Array(words.length + 1).keys()];
  data.words.forEach((was, i) => {
    const next = [i + 1];
    words.forEach(({ word }, j) => next.push(Math.min(row[j] + (word === was ? 0 : 1), row[j + 1] + 1, next[j] + 1)));
    row = next;
  });
  return row.at(-1);
}

function challengeLines(state) {
  return challenged(state).map(({ asked, met, near }) => h("p", { class: met ? "lab-challenge lab-met" : "lab-challenge" },
    h("b", {}, met ? "✓ Done: " : "Challenge: "), asked, h("span", { class: "lab-near" }, ` ${near}`)));
}
