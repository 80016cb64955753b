// Search and sorting. Without this file every table is still there, in the order of its page.
"use strict";

function filter(input) {
  const rows = [...document.getElementById(input.dataset.filters).tBodies[0].rows];
  const found = document.getElementById(input.getAttribute("aria-describedby"));
  const texts = rows.map((row) => row.textContent.toLowerCase());
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    rows.forEach((row, at) => { row.hidden = !words.every((word) => texts[at].includes(word)); });
    const shown = rows.filter((row) => !row.hidden).length;
    found.textContent = words.length ? `${shown} of ${rows.length} found` : "";
  });
  input.closest(".search").hidden = false;
}

// What has no number stays below what has one, whichever way the numbers go.
function compare(one, other, sign) {
  const numbers = [one.dataset.n, other.dataset.n];
  if (numbers[0] !== undefined && numbers[1] !== undefined) return sign * (numbers[0] - numbers[1]);
  if (numbers[0] !== undefined || numbers[1] !== undefined) return numbers[0] === undefined ? 1 : -1;
  return sign * one.textContent.trim().localeCompare(other.textContent.trim(), "en-GB", { numeric: true });
}

function sort(table, head) {
  const descending = head.getAttribute("aria-sort") === "ascending";
  const body = table.tBodies[0];
  const rows = [...body.rows].sort((one, other) =>
    compare(one.cells[head.cellIndex], other.cells[head.cellIndex], descending ? -1 : 1));
  body.append(...rows);
  for (const each of head.parentElement.cells) each.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", descending ? "descending" : "ascending");
}

function makeSortable(table) {
  for (const head of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(table, head));
    head.append(button);
  }
}

document.querySelectorAll("input[data-filters]").forEach(filter);
document.querySelectorAll("table.sortable").forEach(makeSortable);
