// The table of a year: sort, filter, one measure on a phone, one council marked. The choice is kept in the address.
"use strict";

const SHOWN = 25;
const SVG = "http://www.w3.org/2000/svg";
const table = document.querySelector("table.measures");
const body = table.tBodies[0];
const heads = [...table.tHead.rows[0].cells];
const rows = [...body.querySelectorAll("tr[data-s]")];
const cut = body.querySelector("tr.brk");
const [mark, kind, region, show] = ["mark", "kind", "region", "show"].map((id) => document.getElementById(id));
const counter = document.getElementById("shown");
const more = document.getElementById("more");
const kinds = [...kind.options].slice(1).map((option) => option.value);
// The measures stand after council, type and region; the first of them is the first choice on a phone.
const FIRST = 3;
const state = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));

function keep() {
  for (const name of Object.keys(state)) if (!state[name]) delete state[name];
  history.replaceState(null, "", `#${new URLSearchParams(state)}`);
}

function name(row) {
  return row.querySelector("a").textContent;
}

// The number that a cell begins with; words are none, and neither is what counts nowhere.
function value(row, at) {
  const text = row.cells[at].textContent.trim().toLowerCase();
  if (at < FIRST) return text;
  const number = parseFloat(text.replace(/,/g, ""));
  return Number.isNaN(number) || "out" in row.dataset ? null : number;
}

function few(row, at) {
  return row.cells[at].classList.contains("few");
}

// What has no number stays last, and few cases before it, whichever way the numbers go.
function compare(one, other, at, sign) {
  const [a, b] = [value(one, at), value(other, at)];
  if (a === null || b === null) return (a === null) - (b === null);
  if (few(one, at) !== few(other, at)) return few(one, at) - few(other, at);
  return (a < b ? -1 : a > b ? 1 : 0) * sign;
}

function sort(at, direction) {
  for (const head of heads) head.removeAttribute("aria-sort");
  heads[at].setAttribute("aria-sort", direction);
  rows.sort((one, other) => compare(one, other, at, direction === "ascending" ? 1 : -1));
  body.append(...rows);
  const from = rows.findIndex((row) => few(row, at));
  if (cut && from > 0) rows[from].before(cut);
  else cut?.remove();
  state.sort = `${at + 1}${direction[0]}`;
}

// One dot of the strip of its type is drawn again, larger and with the council's name.
function point(row) {
  document.querySelectorAll(".mk").forEach((each) => each.remove());
  const rate = row ? value(row, FIRST) : null;
  const strip = row && document.querySelector(`.row5[data-kind="${CSS.escape(kinds[row.dataset.k] ?? "")}"] svg`);
  if (!strip || rate === null) return;
  const add = (tag, attributes, text = "") => {
    const part = document.createElementNS(SVG, tag);
    for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
    part.textContent = text;
    group.append(part);
  };
  const base = Number(strip.querySelector(".base").getAttribute("y1")) - 6;
  const group = document.createElementNS(SVG, "g");
  group.setAttribute("class", "mk");
  add("line", { class: "lead", x1: `${rate}%`, x2: `${rate}%`, y1: 18, y2: base });
  add("circle", { class: few(row, FIRST) ? "own hollow" : "own", cx: `${rate}%`, cy: base, r: 6 });
  add("text", { class: "own-t end", x: `${rate}%`, y: 12, "text-anchor": rate > 60 ? "end" : "start" }, `${name(row)} ${rate}%`);
  strip.append(group);
}

// On a phone one measure is shown, and beside a rate what it is of.
function choose() {
  const own = FIRST + Number(show.value) - 1;
  const beside = table.dataset.counts ? FIRST + Number(table.dataset.counts) - 1 : own;
  for (const row of [table.tHead.rows[0], ...rows]) {
    [...row.cells].forEach((cell, at) => {
      const aside = at === beside && beside !== own && own <= FIRST + 2;
      cell.classList.toggle("on", at === own || aside);
      cell.classList.toggle("with", aside);
    });
  }
}

function draw() {
  let count = 0;
  const own = rows.find((row) => row.dataset.s === mark.value);
  for (const row of rows) {
    const wanted = (!kind.value || kinds[row.dataset.k] === kind.value) && (!region.value || row.cells[2].textContent === region.value);
    row.classList.toggle("marked", row === own);
    row.hidden = !wanted && row !== own;
    if (!row.hidden) count++;
    row.classList.toggle("later", count > SHOWN && row !== own);
  }
  if (own) body.prepend(own);
  point(own);
  const at = state.sort ? parseInt(state.sort) - 1 : FIRST;
  if (cut) cut.hidden = !rows.some((row) => !row.hidden && row !== own && few(row, at));
  cut?.classList.toggle("later", Boolean(cut.nextElementSibling?.classList.contains("later")));
  counter.textContent = `${count} of ${rows.length} councils`;
  more.hidden = !body.querySelector("tr.later:not([hidden])") || !table.classList.contains("folded");
  more.textContent = `Show all ${count} councils`;
}

for (const row of [...rows].sort((one, other) => name(one).localeCompare(name(other), "en-GB"))) mark.add(new Option(name(row), row.dataset.s));
table.classList.add("folded");
for (const [field, key] of [[kind, "type"], [region, "region"], [mark, "mark"], [show, "show"]]) {
  if (state[key]) field.value = state[key];
  field.addEventListener("change", () => {
    state[key] = field.value;
    if (field === mark && state.sort) sort(parseInt(state.sort) - 1, state.sort.endsWith("a") ? "ascending" : "descending");
    choose();
    draw();
    keep();
  });
}
heads.forEach((head, at) => {
  const [first, second] = at < FIRST ? ["ascending", "descending"] : ["descending", "ascending"];
  head.querySelector("button").addEventListener("click", () => {
    sort(at, head.getAttribute("aria-sort") === first ? second : first);
    draw();
    keep();
  });
});
more.addEventListener("click", () => {
  table.classList.remove("folded");
  draw();
});
const asked = parseInt(state.sort ?? "") - 1;
if (heads[asked]) sort(asked, state.sort.endsWith("a") ? "ascending" : "descending");
choose();
draw();
