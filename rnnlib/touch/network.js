// The network of the lecture in plain JavaScript, row by row as rnnlib writes it: cells.py forwards,
// backprop.py backwards, learning/optimisers.py for Adam. A test compares every number with rnnlib.
//
//   forward    a[t] = Vᵀz[t−1] + Wᵀx[t] + b     z[t] = σ(a[t])     s[t] = c + Uᵀz[t]     f[t] = τ(s[t])
//   backward  dz[t] = U ds[t] + V da[t+1]      da[t] = σ'(a[t]) dz[t]
//
// A vector is an array of numbers, a matrix an array of rows: W (n_x, n_z), V (n_z, n_z), b (n_z),
// U (n_z, n_f), c (n_f). A model is {W, V, b, U, c, sigma, tau}, with the names of σ and τ. A sequence
// x is an array of vectors, or of word numbers, each of which stands for its one-hot vector. Nothing
// is changed in place.
//
//   run(model, x[, z_init])                 -> {z, a, s, f}, each an array over t
//   loss(f, y)                              -> the binary cross-entropy of one output, a vector like its target
//   backward(model, x, y[, read, z_init])   -> {loss, dW, dV, db, dU, dc, dz, parts}
//   adam(model, gradient, memory, settings) -> {model, memory, length}
//   terms(model, x, z, t, unit[, z_init])   -> [{name, letter, from, weight, times, value}, …]

const activations = {
  tanh: (a) => Math.tanh(a),
  // 1 / (1 + exp(−a)) with no exponent above 0, so that nothing can overflow
  sigmoid: (a) => Math.exp(Math.min(a, 0)) / (1 + Math.exp(-Math.abs(a))),
  relu: (a) => Math.max(a, 0),
  identity: (a) => a,
};
// σ'(a), written with z = σ(a)
const slopes = {
  tanh: (z) => 1 - z * z,
  sigmoid: (z) => z * (1 - z),
  relu: (z) => (z > 0 ? 1 : 0),
  identity: () => 1,
};
const PARAMETERS = ["W", "V", "b", "U", "c"];

// --- vectors and matrices

// The sum of vectors, number by number.
function plus(first, ...others) {
  return first.map((number, i) => others.reduce((sum, other) => sum + other[i], number));
}

function dot(x, y) {
  return x.reduce((sum, x_i, i) => sum + x_i * y[i], 0);
}

// A row times a matrix: x (n), M (n, m) -> (m). The lecture writes it as Mᵀx, with columns.
function times(x, M) {
  return M[0].map((_, j) => x.reduce((sum, x_i, i) => sum + x_i * M[i][j], 0));
}

// The way back through the same matrix: M (n, m), y (m) -> (n). The lecture writes it as My.
function timesBack(M, y) {
  return M.map((row) => dot(row, y));
}

// The vector of word number i: all zeros but for a single 1.
function oneHot(i, n_x) {
  return Array.from({ length: n_x }, (_, k) => (k === i ? 1 : 0));
}

// Wᵀx[t]. A word number picks its row.
function rowOf(W, x_t) {
  return typeof x_t === "number" ? W[x_t] : times(x_t, W);
}

// The function for each number of a vector, or of a matrix, or of several of the same shape.
function each(first, others, compute) {
  return first.map((inner, i) => {
    const beside = others.map((other) => other[i]);
    return Array.isArray(inner) ? each(inner, beside, compute) : compute(inner, ...beside);
  });
}

const zeros = (like) => each(like, [], () => 0);

// --- forward

// One time step: from x[t] and z[t−1] to a[t] and z[t].
function step({ W, V, b, sigma }, x_t, z) {
  const a = plus(times(z, V), rowOf(W, x_t), b);
  return { a, z: a.map(activations[sigma]) };
}

// Read a sequence: all a, all states z[0], z[1], …, and the score s and the output f of each.
function run(model, x, z_init = zeros(model.b)) {
  const { U, c, tau } = model, all = { z: [], a: [], s: [], f: [] };
  let z = z_init;
  for (const x_t of x) {
    const now = step(model, x_t, z), s = plus(c, times(now.z, U));
    z = now.z;
    all.z.push(z);
    all.a.push(now.a);
    all.s.push(s);
    all.f.push(s.map(activations[tau]));
  }
  return all;
}

// −y log f − (1 − y) log(1 − f), the sum over the outputs; 0 · log 0 counts as 0.
function loss(f, y) {
  const log = (share, p) => (share === 0 ? 0 : share * Math.log(p));
  return y.reduce((sum, y_i, i) => sum - log(y_i, f[i]) - log(1 - y_i, 1 - f[i]), 0);
}

// The same from the score, log(1 + exp(s)) − s y: exact where f is rounded to 1.
function lossOfScore(s, y) {
  return y.reduce((sum, y_i, i) => {
    return sum + Math.max(s[i], 0) + Math.log1p(Math.exp(-Math.abs(s[i]))) - s[i] * y_i;
  }, 0);
}

// --- backward through time

// The loss and its slope for every number, and what each step adds to it. τ must be the sigmoid.
// read "last": y is the target of the last output (a vector, or one number for one output);
// read "every": y has a target for each t.
// parts[t] = {ds, fromOutput, fromNext, dz, da, dW, dV, db, dU, dc}, where dz = fromOutput + fromNext
// and the last five are what this step adds to the gradient: dW is the sum of parts[t].dW over t.
function backward(model, x, y, read = "last", z_init = zeros(model.b)) {
  if (model.tau !== "sigmoid") throw new Error(`τ is ${model.tau}, expected the sigmoid: this loss is made for it`);
  const { U, V } = model, slope = slopes[model.sigma], last = x.length - 1;
  const { z, s, f } = run(model, x, z_init), parts = [];
  const target = (t) => [].concat(read === "every" ? y[t] : y);
  let value = 0, fromNext = zeros(model.b); // nothing comes from behind the last step
  for (let t = last; t >= 0; t--) {
    const isRead = read === "every" || t === last;
    if (isRead) value += lossOfScore(s[t], target(t));
    const ds = isRead ? each(f[t], [target(t)], (f_i, y_i) => f_i - y_i) : zeros(model.c);
    const fromOutput = timesBack(U, ds), dz = plus(fromOutput, fromNext);
    const da = each(dz, [z[t]], (dz_i, z_i) => dz_i * slope(z_i));
    parts[t] = part({ ds, fromOutput, fromNext, dz, da }, x[t], t > 0 ? z[t - 1] : z_init, z[t], model.W.length);
    fromNext = timesBack(V, da);
  }
  const gradient = { dW: zeros(model.W), dV: zeros(V), db: zeros(model.b), dU: zeros(U), dc: zeros(model.c) };
  for (const now of parts) addTo(gradient, now);
  return { loss: value, ...gradient, dz: parts.map((now) => now.dz), parts };
}

// What one step adds to the gradient. A matrix is made only when it is asked for.
function part(signals, x_t, before, z, n_x) {
  const outer = (x, y) => x.map((x_i) => y.map((y_j) => x_i * y_j));
  const { da, ds } = signals;
  return {
    ...signals,
    x: x_t,
    db: da,
    dc: ds,
    get dW() { return outer(typeof x_t === "number" ? oneHot(x_t, n_x) : x_t, da); },
    get dV() { return outer(before, da); },
    get dU() { return outer(z, ds); },
  };
}

// The fork: one matrix served all steps, so the slopes of all steps are added.
function addTo(gradient, now) {
  const add = (sum, more) => sum + more;
  if (typeof now.x === "number") gradient.dW[now.x] = plus(gradient.dW[now.x], now.da); // one row
  else gradient.dW = each(gradient.dW, [now.dW], add);
  for (const name of ["dV", "db", "dU", "dc"]) gradient[name] = each(gradient[name], [now[name]], add);
}

// --- learning

// One step of Adam. memory is what the last step returned, or nothing before the first.
// settings: rate, clip (the longest gradient allowed, or null), beta1, beta2, epsilon.
// Returns the new model and memory, and the length that the gradient had before it was clipped.
function adam(model, gradient, memory, settings = {}) {
  const { rate = 0.01, clip = 1, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = settings;
  const length = lengthOf(gradient), shorter = clip !== null && length > clip ? clip / length : 1;
  const n = (memory ? memory.n : 0) + 1, next = { model: { ...model }, memory: { n, m: {}, v: {} }, length };
  for (const name of PARAMETERS) {
    const p = model[name], g = each(gradient["d" + name], [], (g_i) => g_i * shorter);
    const [m, v] = memory ? [memory.m[name], memory.v[name]] : [zeros(p), zeros(p)];
    next.memory.m[name] = each(m, [g], (m_i, g_i) => beta1 * m_i + (1 - beta1) * g_i);
    next.memory.v[name] = each(v, [g], (v_i, g_i) => beta2 * v_i + (1 - beta2) * g_i * g_i);
    next.model[name] = each(p, [next.memory.m[name], next.memory.v[name]], (p_i, m_i, v_i) => {
      return p_i - (rate * (m_i / (1 - beta1 ** n))) / (Math.sqrt(v_i / (1 - beta2 ** n)) + epsilon);
    });
  }
  return next;
}

// ‖g‖: all numbers of a gradient taken as one long vector.
function lengthOf(gradient) {
  return Math.sqrt(PARAMETERS.reduce((sum, name) => {
    return sum + gradient["d" + name].flat().reduce((squares, g) => squares + g * g, 0);
  }, 0));
}

// --- why a state is what it is

// The summands of a[t] of one unit: first what comes by V from each unit, then by W, then b. z are
// all states of the run. letter is "V", "W" or "b"; from is the number of the unit, of the input or
// of the word; value = weight · times.
function terms({ W, V, b }, x, z, t, unit, z_init = zeros(b)) {
  const before = t > 0 ? z[t - 1] : z_init, x_t = x[t];
  const term = (letter, what, from, weight, times) => {
    return { name: `${letter} from ${what} ${from}`, letter, from, weight, times, value: weight * times };
  };
  const byV = before.map((z_i, i) => term("V", "unit", i, V[i][unit], z_i));
  const byW = typeof x_t === "number" ? [term("W", "word", x_t, W[x_t][unit], 1)]
    : x_t.map((x_i, i) => term("W", "input", i, W[i][unit], x_i));
  return [...byV, ...byW, { name: "b", letter: "b", from: null, weight: b[unit], times: 1, value: b[unit] }];
}
