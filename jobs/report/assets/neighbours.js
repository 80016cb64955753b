// Puts councils of one's choice beside a council; the choice is kept in the address.
"use strict";

const add = document.getElementById("add");
const table = document.getElementById("beside");
const body = table.tBodies[0];
const heads = [...body.rows[0].querySelectorAll("td")].map((cell) => cell.dataset.l);
const shown = new Set([...body.querySelectorAll("tr[data-s]")].map((row) => row.dataset.s));
const councils = new Map(COUNCILS.filter(({ slug }) => !shown.has(slug)).map((each) => [each.slug, each]));

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function chosen() {
  const slugs = (new URLSearchParams(location.hash.slice(1)).get("with") ?? "").split(",");
  return [...new Set(slugs)].filter((slug) => councils.has(slug)).map((slug) => councils.get(slug));
}

function choose(list) {
  const parameters = new URLSearchParams(location.hash.slice(1));
  parameters.set("with", list.map(({ slug }) => slug).join(","));
  if (!list.length) parameters.delete("with");
  history.replaceState(null, "", `#${parameters}`);
  draw();
}

// A council of another type is read beside the average of its own type.
function row(council) {
  const other = council.type !== table.dataset.type;
  const name = element("th", { scope: "row" }, element("a", { href: council.file ?? `${council.slug}.html` }, council.name), " ");
  const remove = element("button", { type: "button", className: "remove" }, "Remove");
  remove.setAttribute("aria-label", `Remove ${council.name}`);
  remove.addEventListener("click", () => {
    choose(chosen().filter(({ slug }) => slug !== council.slug));
    add.focus();
  });
  name.append(remove);
  const cells = council.cells.map((text, at) => {
    const cell = element("td", { className: "n" }, text);
    cell.dataset.l = heads[at];
    // Complaints are counted in the first column; every other has an average, or says that none is printed.
    if (other && at && /\d/.test(text)) {
      const average = council.averages[at] ? ` average ${council.averages[at]}` : " no average printed";
      cell.append(element("small", { className: "own" }, average));
    }
    return cell;
  });
  return element("tr", { className: "extra" }, name, ...cells);
}

function divider(type) {
  const text = `${type} are another type of council: read their rates beside the average printed for their own type.`;
  return element("tr", { className: "brk extra" }, element("td", { colSpan: heads.length + 1 }, text));
}

function draw() {
  body.querySelectorAll("tr.extra").forEach((each) => each.remove());
  const found = chosen();
  const types = [...new Set([table.dataset.type, ...found.map(({ type }) => type)])];
  for (const type of types) {
    const own = found.filter((each) => each.type === type);
    if (own.length && type !== table.dataset.type) body.append(divider(type));
    body.append(...own.map(row));
  }
}

const types = [...new Set([...councils.values()].map(({ type }) => type))].sort((one, other) => (other === table.dataset.type) - (one === table.dataset.type) || one.localeCompare(other, "en-GB"));
for (const type of types) {
  const own = [...councils.values()].filter((each) => each.type === type);
  add.append(element("optgroup", { label: type }, ...own.map(({ slug, name }) => new Option(name, slug))));
}
// Where all are shown already, there is nothing to add.
if (!councils.size) add.parentElement.hidden = true;
add.addEventListener("change", () => {
  if (!add.value) return;
  choose([...new Set([...chosen(), councils.get(add.value)])]);
  add.value = "";
});
addEventListener("hashchange", draw);
draw();
