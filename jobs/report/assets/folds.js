// On a phone, charts whose numbers are also told in words or in a table begin folded; on paper all are unfolded.
"use strict";

const folds = [...document.querySelectorAll("details.wide")];
const narrow = matchMedia("(max-width: 40rem)");

function fold() {
  for (const each of folds) each.open = !narrow.matches;
}

narrow.addEventListener("change", fold);
addEventListener("beforeprint", () => folds.forEach((each) => { each.open = true; }));
fold();
