// Training in the page: the formulas of network.js on flat rows of numbers, because thousands of
// sentences are read while one watches. A test holds both against each other, step by step.
//
//   fresh(sizes, random)              -> a network before training, as rnnlib's `initialise` makes it
//   flat(model), nested(net)          -> a model of network.js in flat rows, and back
//   trainer(task, settings)           -> {net, history, work(milliseconds), …}, see there
//   randomNumbers(seed)               -> {next, normal, below, shuffled}

// All parameters in one long row `all`; W, V, b, U, c are windows on it. One output, τ the sigmoid.
function rows({ n_x, n_z, sigma }, all) {
  const net = { n_x, n_z, sigma, all: all || new Float64Array(n_x * n_z + n_z * n_z + 2 * n_z + 1) };
  let at = 0;
  for (const [name, size] of [["W", n_x * n_z], ["V", n_z * n_z], ["b", n_z], ["U", n_z], ["c", 1]]) {
    net[name] = net.all.subarray(at, at + size);
    at += size;
  }
  return net;
}

function flat({ W, V, b, U, c, sigma }) {
  return rows({ n_x: W.length, n_z: b.length, sigma }, Float64Array.from([W, V, b, U, c].flat(2)));
}

function nested({ n_x, n_z, sigma, W, V, b, U, c }) {
  const matrix = (numbers, n) => Array.from({ length: n }, (_, i) => [...numbers.slice(i * n_z, (i + 1) * n_z)]);
  return { W: matrix(W, n_x), V: matrix(V, n_z), b: [...b], U: [...U].map((u) => [u]), c: [...c], sigma, tau: "sigmoid" };
}

// --- one sentence, forward and backward

// All states in one row, z[0] = 0 first, and the score s of the last one. x has word numbers or vectors.
function readFlat(net, x, z) {
  const { n_z, W, V, b, U, c } = net, sigma = activations[net.sigma];
  z.fill(0, 0, n_z);
  for (let t = 0; t < x.length; t++) {
    const before = t * n_z, now = before + n_z;
    for (let i = 0; i < n_z; i++) z[now + i] = b[i];
    if (typeof x[t] === "number") addRow(z, now, 1, W, x[t] * n_z, n_z);
    else x[t].forEach((x_k, k) => addRow(z, now, x_k, W, k * n_z, n_z));
    for (let k = 0; k < n_z; k++) addRow(z, now, z[before + k], V, k * n_z, n_z);
    for (let i = 0; i < n_z; i++) z[now + i] = sigma(z[now + i]);
  }
  let s = c[0];
  for (let i = 0; i < n_z; i++) s += U[i] * z[x.length * n_z + i];
  return s;
}

// sum[at …] += factor · M[from …], n numbers
function addRow(sum, at, factor, M, from, n) {
  for (let i = 0; i < n; i++) sum[at + i] += factor * M[from + i];
}

// Adds the slopes of one sentence to `g`, a net of the same sizes; returns its loss.
function addSlopes(net, g, x, y, { z, dz, da }) {
  const { n_z, V, U } = net, slope = slopes[net.sigma], last = x.length * n_z;
  const s = readFlat(net, x, z), ds = activations.sigmoid(s) - y;
  g.c[0] += ds;
  addRow(g.U, 0, ds, z, last, n_z);
  for (let i = 0; i < n_z; i++) dz[i] = U[i] * ds;
  for (let t = x.length - 1; t >= 0; t--) {
    const before = t * n_z, now = before + n_z;
    for (let i = 0; i < n_z; i++) da[i] = dz[i] * slope(z[now + i]);
    addRow(g.b, 0, 1, da, 0, n_z);
    if (typeof x[t] === "number") addRow(g.W, x[t] * n_z, 1, da, 0, n_z);
    else x[t].forEach((x_k, k) => addRow(g.W, k * n_z, x_k, da, 0, n_z));
    for (let k = 0; k < n_z; k++) {
      const row = k * n_z, z_k = z[before + k];
      let back = 0; // V da[t], for z[t−1]
      for (let i = 0; i < n_z; i++) {
        back += V[row + i] * da[i];
        g.V[row + i] += z_k * da[i];
      }
      dz[k] = back;
    }
  }
  return lossOfScore([s], [y]);
}

// --- one step of Adam, and a whole training

// Moves the net itself, unlike network.js. Returns the length of the gradient before it is clipped.
function moveByAdam({ all }, g, memory, { rate, clip }) {
  let squares = 0;
  for (const slope of g.all) squares += slope * slope;
  const length = Math.sqrt(squares), shorter = clip !== null && length > clip ? clip / length : 1;
  const n = ++memory.n, m_part = 1 - 0.9 ** n, v_part = 1 - 0.999 ** n;
  for (let i = 0; i < all.length; i++) {
    const slope = g.all[i] * shorter;
    memory.m[i] = 0.9 * memory.m[i] + (1 - 0.9) * slope;
    memory.v[i] = 0.999 * memory.v[i] + (1 - 0.999) * slope * slope;
    all[i] -= (rate * (memory.m[i] / m_part)) / (Math.sqrt(memory.v[i] / v_part) + 1e-8);
  }
  return length;
}

// A training that is done in slices, so that the page answers meanwhile.
//   task      {batch(): [[x, y], …] of one step, steps: how many are a round, valid: [[x, y], …]}
//   settings  {rate, clip, rounds}
// `work(milliseconds)` trains for about so long. It stops at the end of each round, because there is
// something new to see: history gets {round, loss, right}, the loss of the sentences that were read
// in this round, and the share of the held-out ones that is answered right.
function trainer(net, task, settings) {
  const size = net.all.length, longest = 1 + Math.max(...task.valid.map(([x]) => x.length), task.longest);
  const memory = { n: 0, m: new Float64Array(size), v: new Float64Array(size) }, g = rows(net);
  const room = { z: new Float64Array(longest * net.n_z), dz: new Float64Array(net.n_z), da: new Float64Array(net.n_z) };
  const all = { net, history: [], done: false, problem: "", work, learn };
  let sum = 0, read = 0, step = 0;

  function learn(batch) {
    g.all.fill(0);
    let value = 0;
    for (const [x, y] of batch) value += addSlopes(net, g, x, y, room);
    for (let i = 0; i < size; i++) g.all[i] /= batch.length;
    const length = moveByAdam(net, g, memory, settings);
    if (!Number.isFinite(value + length)) all.problem = `In step ${memory.n} the numbers grew too large.`;
    return value;
  }

  function right() {
    const fits = ([x, y]) => (readFlat(net, x, room.z) > 0) === (y > 0.5);
    return task.valid.filter(fits).length / task.valid.length;
  }

  function work(milliseconds) {
    const end = performance.now() + milliseconds;
    while (!all.done && !all.problem && performance.now() < end) {
      const batch = task.batch();
      sum += learn(batch);
      read += batch.length;
      if (++step % task.steps) continue;
      all.history.push({ round: all.history.length + 1, loss: sum / read, right: right() });
      sum = read = 0;
      all.done = all.history.length >= settings.rounds;
      return;
    }
  }

  return all;
}

// The sentences of `train` in batches of 32, in a new random order in each round.
function sentencesAsTask(train, valid, random) {
  const size = 32, all = train.x.map((x, i) => [x, train.y[i]]);
  let waiting = [];
  return {
    steps: Math.ceil(all.length / size),
    longest: Math.max(...train.x.map((x) => x.length)),
    valid: valid.x.map((x, i) => [x, valid.y[i]]),
    batch() {
      if (!waiting.length) waiting = random.shuffled(all);
      return waiting.splice(0, size);
    },
  };
}

// --- chance

// The same seed gives the same numbers: Mulberry32 by Tommy Ettinger, in the public domain.
function randomNumbers(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const below = (n) => Math.floor(n * next());
  const shuffled = (items) => {
    const order = [...items];
    for (let i = order.length - 1; i > 0; i--) {
      const j = below(i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  };
  return { next, normal, below, shuffled };
}

// Random weights with spread 1/√(number of inputs), zero biases; V is random orthogonal.
function fresh({ n_x, n_z, sigma }, random) {
  const net = rows({ n_x, n_z, sigma });
  for (let i = 0; i < net.W.length; i++) net.W[i] = random.normal() / Math.sqrt(n_x);
  for (let i = 0; i < n_z; i++) net.U[i] = random.normal() / Math.sqrt(n_z);
  const rowsOfV = [];
  for (let i = 0; i < n_z; i++) {
    let row = Array.from({ length: n_z }, random.normal);
    for (const other of rowsOfV) { // what it has in common with the rows before is taken away
      const share = dot(row, other);
      row = row.map((value, k) => value - share * other[k]);
    }
    const size = Math.sqrt(dot(row, row));
    rowsOfV.push(row.map((value) => value / size));
  }
  net.V.set(rowsOfV.flat());
  return net;
}
