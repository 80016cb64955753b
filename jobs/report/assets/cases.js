// The search of one council's decisions and improvements: words, category and outcome, kept in the address.
"use strict";

const SHOWN = 12;
const fields = ["q", "category", "outcome"].map((id) => document.getElementById(id));
const [box, category, outcome] = fields;
const found = document.getElementById("found");

// Words as they are compared: without case, accents, and signs.
function plain(text) {
  return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f'\u2019]/g, "").replace(/[^a-z0-9]+/g, " ").trim();
}

const lists = [...document.querySelectorAll("ul.found")].map((list) => ({
  list,
  more: list.nextElementSibling,
  items: [...list.children].map((item) => ({ item, text: ` ${plain(item.textContent)}`, ...item.dataset })),
}));

// Every word that was typed begins a word of an item.
function matches({ text, c, o }) {
  const words = plain(box.value).split(" ").filter(Boolean);
  return words.every((word) => text.includes(` ${word}`)) && (!category.value || c === category.value) && (!outcome.value || o === outcome.value);
}

function draw() {
  let count = 0;
  for (const { items, list, more } of lists) {
    let here = 0;
    for (const each of items) {
      each.item.hidden = !matches(each) || (!list.dataset.all && here >= SHOWN);
      here += matches(each);
    }
    more.hidden = Boolean(list.dataset.all) || here <= SHOWN;
    more.firstElementChild.textContent = `Show all ${here}`;
    count += here;
  }
  const every = lists.reduce((sum, { items }) => sum + items.length, 0);
  found.textContent = fields.some((field) => field.value) ? `${count} of ${every} found` : "";
}

function keep() {
  const chosen = new URLSearchParams(fields.filter((field) => field.value).map((field) => [field.id, field.value]));
  history.replaceState(null, "", `#${chosen}`);
  draw();
}

function restore() {
  const chosen = new URLSearchParams(location.hash.slice(1));
  for (const field of fields) field.value = chosen.get(field.id) ?? "";
  draw();
}

for (const field of fields) field.addEventListener("input", keep);
box.form.addEventListener("submit", (event) => event.preventDefault());
for (const { list, more } of lists) {
  more.addEventListener("click", () => {
    list.dataset.all = "yes";
    draw();
  });
}
addEventListener("hashchange", restore);
restore();
