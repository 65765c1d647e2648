// The network of the lecture in plain JavaScript, row by row as rnnlib writes it.
//
//   z[t] = σ(Vᵀz[t−1] + Wᵀx[t] + b)
//   f[t] = τ(c + Uᵀz[t])
//
// A vector is an array of numbers, a matrix an array of rows: W (n_x, n_z), V (n_z, n_z), b (n_z),
// U (n_z, n_f), c (n_f). A network is {W, V, b, U, c, sigma, tau}. Nothing is changed in place.

const activations = {
  tanh: (a) => Math.tanh(a),
  // 1 / (1 + exp(−a)) with no exponent above 0, so that nothing can overflow
  sigmoid: (a) => Math.exp(Math.min(a, 0)) / (1 + Math.exp(-Math.abs(a))),
  relu: (a) => Math.max(a, 0),
  identity: (a) => a,
};

// The sum of vectors, number by number.
function plus(first, ...others) {
  return first.map((number, i) => others.reduce((sum, other) => sum + other[i], number));
}

// A row times a matrix: x (n), M (n, m) -> (m). The lecture writes it as Mᵀx, with columns.
function times(x, M) {
  return M[0].map((_, j) => x.reduce((sum, x_i, i) => sum + x_i * M[i][j], 0));
}

// The vector of word number i: all zeros but for a single 1.
function oneHot(i, n_x) {
  return Array.from({ length: n_x }, (_, k) => (k === i ? 1 : 0));
}

// One time step: from x[t] and z[t−1] to z[t].
function step(network, x, z) {
  const { W, V, b, sigma } = network;
  return plus(times(z, V), times(x, W), b).map(activations[sigma]);
}

// The prediction from a state.
function output(network, z) {
  const { U, c, tau } = network;
  return plus(c, times(z, U)).map(activations[tau]);
}

// Read a sequence of vectors: all states z[0], z[1], … and the output f that each would give.
function run(network, x, z_init = network.b.map(() => 0)) {
  const states = [], outputs = [];
  let z = z_init;
  for (const x_t of x) {
    z = step(network, x_t, z);
    states.push(z);
    outputs.push(output(network, z));
  }
  return { states, outputs };
}
