// Maps: one tab stop each, arrow keys move, and the line above says what the hexagon is.
"use strict";

const SVG = "http://www.w3.org/2000/svg";
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const readout = document.querySelector(".readout");

function place(link) {
  const shape = link.firstElementChild;
  return [Number(shape.getAttribute("x")), Number(shape.getAttribute("y"))];
}

// The nearest hexagon in a direction: what lies aside counts double.
function next(links, from, [dx, dy]) {
  const [x, y] = place(from);
  let best = null;
  let least = Infinity;
  for (const link of links) {
    const [p, q] = place(link);
    const ahead = (p - x) * dx + (q - y) * dy;
    const cost = ahead + 2 * Math.abs((p - x) * dy) + 2 * Math.abs((q - y) * dx);
    if (ahead > 1 && cost < least) [best, least] = [link, cost];
  }
  return best;
}

function bring(map) {
  const links = [...map.querySelectorAll("a")];
  const ring = document.createElementNS(SVG, "use");
  ring.setAttribute("class", "ring");
  ring.setAttribute("aria-hidden", "true");
  ring.setAttribute("href", "#hx");
  const show = (link) => {
    const [x, y] = place(link);
    ring.setAttribute("x", x);
    ring.setAttribute("y", y);
    map.append(ring);
    readout.textContent = link.getAttribute("aria-label");
  };
  map.addEventListener("pointerover", (event) => {
    const link = event.target.closest("a");
    if (link) show(link);
  });
  map.addEventListener("focusin", (event) => {
    const own = event.target.closest("a");
    if (!own) return;
    for (const link of links) link.setAttribute("tabindex", link === own ? "0" : "-1");
    show(own);
  });
  map.addEventListener("keydown", (event) => {
    const own = event.target.closest("a");
    if (!WAYS[event.key] || !own) return;
    event.preventDefault();
    next(links, own, WAYS[event.key])?.focus();
  });
}

document.querySelectorAll("svg.hexes:not(.key)").forEach(bring);
