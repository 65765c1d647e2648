// What the pieces of a page share: elements, numbers, choices, charts with real text, and the keys
// that stay with them.

function make(tag, attributes = {}, ...children) {
  const element = Object.assign(document.createElement(tag), attributes);
  element.append(...children);
  return element;
}

function shape(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// As text: two places, a real minus, and a power of ten where it is very large.
function number(value, places = 2) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "no number" : value > 0 ? "∞" : "−∞";
  if (Math.abs(value) >= 1e5) {
    const [digits, power] = value.toExponential(1).split("e+");
    return `${digits.replace("-", "−")} · 10^${power}`;
  }
  return value.toFixed(places).replace(/^-(?=0\.?0*$)/, "").replace("-", "−");
}

// A labelled list to choose from; `options` are [value, text].
function choice(name, options, value, changed) {
  const select = make("select", {}, ...options.map(([v, text]) => make("option", { value: v, selected: String(v) === String(value) }, text)));
  select.onchange = () => changed(select.value);
  return Object.assign(make("label", {}, make("span", {}, name), select), { select });
}

// Axes with text, and a place for what is drawn: {svg, at(x, y), path(points), draw(...shapes)}.
// x and y are [from, to]; what lies beyond y is drawn at the edge.
function chart({ name, x, y, xTicks, yTicks, xName, yName, width = 380, height = 230 }) {
  const left = 44, right = 14, top = 24, bottom = 40;
  const along = (value, [from, to]) => (value - from) / (to - from);
  const px = (value) => left + along(value, x) * (width - left - right);
  const py = (value) => {
    const share = along(value, y);
    return height - bottom - Math.max(-0.03, Math.min(1.03, Number.isNaN(share) ? 0 : share)) * (height - top - bottom);
  };
  const tickText = (value) => (Math.abs(value) < 1e4 ? String(value) : value.toExponential(0).replace("e+", "e")).replace("-", "−");
  const round = (value) => Math.round(value * 100) / 100;
  const at = (xv, yv) => [round(px(xv)), round(py(yv))];
  const path = (points) => points.map(([xv, yv], i) => `${i ? "L" : "M"}${at(xv, yv).join(" ")}`).join("");
  const text = (tx, ty, words, anchor) => shape("text", { x: tx, y: ty, "text-anchor": anchor }, words);
  const svg = shape("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": name, class: "rnn-chart" });
  const [x0, y0] = at(x[0], y[0]), [x1, y1] = at(x[1], y[1]);
  for (const tick of yTicks) {
    const [, ty] = at(x[0], tick);
    svg.append(shape("path", { d: `M${x0} ${ty}H${x1}`, class: "grid" }), text(x0 - 6, ty + 4, tickText(tick), "end"));
  }
  for (const tick of xTicks) {
    const [tx] = at(tick, y[0]);
    svg.append(shape("path", { d: `M${tx} ${y0}v4`, class: "axis" }), text(tx, y0 + 17, tickText(tick), "middle"));
  }
  svg.append(shape("path", { d: `M${x0} ${y1}V${y0}H${x1}`, class: "axis" }),
    text((x0 + x1) / 2, height - 4, xName, "middle"), text(4, 13, yName, "start"));
  const drawn = shape("g");
  svg.append(drawn);
  return { svg, at, path, text, draw: (...shapes) => drawn.replaceChildren(...shapes) };
}

// The piece in the page around it. Keys that its fields and buttons use stay here; all others go on to
// the notebook or the deck. In JupyterLab, what runs a cell and Escape belong to the cell, and a piece
// that was just run is shown as a whole.
function settle(root) {
  if (isBeingRun(root)) requestAnimationFrame(() => intoView(root));
  onKeys(root, (event) => {
    const cell = root.closest(".jp-Cell"), runs = event.key === "Enter" && (event.shiftKey || event.ctrlKey || event.altKey);
    if (cell && (runs || event.key === "Escape")) return handOn(event, cell);
    const field = event.target.matches("input, select"), button = event.target.matches("button, summary");
    const moves = /^(Arrow|Home|End)/.test(event.key), types = event.key.length === 1 || /^(Back|Del|Enter)/.test(event.key);
    const used = event.target.type === "range" ? moves : field ? moves || types : button && [" ", "Enter"].includes(event.key);
    if (used && !runs && !event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
  });
}
