// Puts councils of one's choice beside a council; the choice is kept in the address.
"use strict";

const add = document.getElementById("add");
const table = document.getElementById("beside");
const body = table.tBodies[0];
const heads = [...table.tHead.rows[0].cells].slice(1).map((head) => head.textContent);

function chosen() {
  return (new URLSearchParams(location.hash.slice(1)).get("with") ?? "").split(",").filter(Boolean);
}

function row(option) {
  const own = document.createElement("tr");
  const name = document.createElement("th");
  const link = document.createElement("a");
  own.className = "extra";
  name.scope = "row";
  link.href = option.dataset.h ?? `${option.value}.html`;
  link.textContent = option.textContent;
  name.append(link);
  own.append(name);
  option.dataset.f.split("|").forEach((text, at) => {
    const cell = document.createElement("td");
    cell.className = "n";
    cell.dataset.l = heads[at];
    cell.textContent = text;
    own.append(cell);
  });
  return own;
}

function draw() {
  body.querySelectorAll("tr.extra").forEach((each) => each.remove());
  for (const slug of chosen()) {
    const option = [...add.options].find((each) => each.value === slug);
    if (option?.dataset.f) body.append(row(option));
  }
}

const shown = new Set([...body.querySelectorAll("tr[data-s]")].map((each) => each.dataset.s));
for (const option of [...add.options]) if (shown.has(option.value)) option.remove();
// Where all are shown already, there is nothing to add.
if (add.options.length === 1) add.parentElement.hidden = true;
add.addEventListener("change", () => {
  if (!add.value) return;
  const parameters = new URLSearchParams(location.hash.slice(1));
  parameters.set("with", [...new Set([...chosen(), add.value])].join(","));
  history.replaceState(null, "", `#${parameters}`);
  add.value = "";
  draw();
});
addEventListener("hashchange", draw);
draw();
