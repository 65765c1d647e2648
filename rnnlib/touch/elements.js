// A picture of a page as plain values, and the least change of the page that makes it so. What stays
// the same keeps its element, and with it the focus, a drag, the place of a scroll.
//
//   show(element, h("p", { class: "said" }, "f = ", "0.83"), …)

// children may be texts, lists, and null or false for nothing.
function h(tag, attributes, ...children) {
  const kept = children.flat(Infinity).filter((child) => child !== null && child !== false && child !== undefined);
  return { tag, attributes: attributes || {}, children: kept };
}

const SVG_TAGS = ["svg", "path", "rect", "g"];

function show(parent, ...wanted) {
  wanted.forEach((node, i) => {
    const there = parent.childNodes[i];
    if (typeof node !== "object") return showText(parent, there, String(node));
    const element = there && there.localName === node.tag ? there : put(parent, there, born(node.tag));
    setAttributes(element, node.attributes);
    show(element, ...node.children);
  });
  while (parent.childNodes.length > wanted.length) parent.lastChild.remove();
}

function showText(parent, there, text) {
  if (!there || there.nodeType !== Node.TEXT_NODE) put(parent, there, document.createTextNode(text));
  else if (there.data !== text) there.data = text;
}

function born(tag) {
  return SVG_TAGS.includes(tag) ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
}

function put(parent, there, made) {
  if (there) there.replaceWith(made);
  else parent.append(made);
  return made;
}

// true and "" are an attribute without a value; false, null and undefined are none.
function setAttributes(element, wanted) {
  const before = element.shown || {};
  for (const name in before) if (!(name in wanted)) element.removeAttribute(name);
  for (const name in wanted) {
    const value = wanted[name];
    if (before[name] === value) continue;
    if (value === false || value === null || value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? "" : value);
    if (name === "value" && document.activeElement !== element) element.value = value; // not while it is typed
  }
  element.shown = wanted;
}
