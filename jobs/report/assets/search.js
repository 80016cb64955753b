// The search of the front page. Without it, the list from A to Z is still there.
"use strict";

const EMPTY = /\b(council|county|city|borough|district|of|the|london|royal|metropolitan|and|upon|corporation)\b/g;
const SHOWN = 6;
const MISSES = 2;

// The words of a name that are its own, without accents and signs.
function plain(text) {
  return text.toLowerCase().normalize("NFD").replace(/-/g, " ").replace(/[^a-z ]/g, "").replace(EMPTY, " ").replace(/\s+/g, " ").trim();
}

// How many letters two words differ by; more than MISSES is as good as any.
function distance(one, other) {
  if (Math.abs(one.length - other.length) > MISSES) return MISSES + 1;
  const row = [...Array(other.length + 1).keys()];
  for (let i = 1; i <= one.length; i++) {
    let last = row[0];
    row[0] = i;
    for (let j = 1; j <= other.length; j++) {
      const above = row[j];
      row[j] = Math.min(row[j] + 1, row[j - 1] + 1, last + (one[i - 1] !== other[j - 1]));
      last = above;
    }
  }
  return row[other.length];
}

const box = document.getElementById("q");
const hits = document.getElementById("hits");
const found = document.getElementById("found");
const councils = [...document.querySelectorAll("#names a")].map((link) => ({
  link,
  name: link.textContent,
  key: plain(link.textContent),
  also: ` ${plain(link.dataset.also ?? "")}`,
  note: link.dataset.k,
}));

// What starts with it, then what has a word that does, then districts of a county and councils before a merger.
function exact(query, typed) {
  const rank = ({ key, also, name }) => {
    if (key.startsWith(query)) return 0;
    if (` ${key}`.includes(` ${query}`)) return 1;
    if (also.includes(` ${query}`)) return 2;
    return name.toLowerCase().includes(typed) ? 3 : 4;
  };
  return councils.map((each) => [rank(each), each]).filter(([at]) => at < 4).sort(([a], [b]) => a - b).map(([, each]) => each);
}

function similar(query) {
  const misses = ({ key }) => Math.min(...[key, ...key.split(" ")].flatMap((word) => [distance(query, word), distance(query, word.slice(0, query.length))]));
  return councils.map((each) => [misses(each), each]).filter(([missed]) => missed <= MISSES && query.length > MISSES + 1).sort(([a], [b]) => a - b).map(([, each]) => each);
}

function item({ link, name, note }) {
  const own = document.createElement("li");
  const to = document.createElement("a");
  const about = document.createElement("span");
  to.href = link.getAttribute("href");
  about.textContent = note;
  to.append(name, document.createElement("br"), about);
  own.append(to);
  return own;
}

function summary(shown, prefix) {
  if (!shown.length) return "No council of that name. All councils are listed from A to Z below.";
  return `${prefix}${shown.length} ${shown.length === 1 ? "council" : "councils"}${shown.length > SHOWN ? `, the first ${SHOWN} shown` : ""}`;
}

function search() {
  const typed = box.value.toLowerCase().trim();
  const query = plain(typed) || typed;
  if (query.length < 2) {
    hits.replaceChildren();
    found.textContent = "";
    return;
  }
  let shown = exact(query, typed);
  let prefix = "";
  if (!shown.length) {
    shown = similar(query);
    prefix = "No council of that name. Similar: ";
  }
  hits.replaceChildren(...shown.slice(0, SHOWN).map(item));
  found.textContent = summary(shown, prefix);
}

box.addEventListener("input", search);
box.form.addEventListener("submit", (event) => {
  event.preventDefault();
  hits.querySelector("a")?.click();
});
