// Draws each series from the table below it: nothing is drawn that the table does not say.
"use strict";

const HEIGHT = 260;
// Five colours for the councils before a merger; the next five have the same ones and another stroke.
const COLOURS = 5;
const DASHES = [[8, 4], [], [2, 3]];
const charts = [];

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function numbers(text) {
  return text.split(" ").filter(Boolean).map(Number);
}

// One line for each authority and one for the average; a year without a number is a gap.
function read(table) {
  const rows = [...table.tBodies[0].rows];
  const years = rows.map((row) => Number(row.cells[0].dataset.n));
  const first = Math.min(...years);
  const x = Array.from({ length: Math.max(...years) - first + 1 }, (_, at) => first + at);
  const members = Number(table.dataset.members);
  const value = members > 1 ? 2 : 1;
  const lines = Array.from({ length: members + 1 }, () => x.map(() => null));
  rows.forEach((row, at) => {
    const own = Number(row.dataset.s);
    put(lines[own], years[at] - first, row.cells[value]);
    if (own === 0 && table.dataset.average) put(lines[members], years[at] - first, row.cells[value + 1]);
  });
  return { x, lines, members, breaks: numbers(table.dataset.breaks), mergers: numbers(table.dataset.mergers) };
}

function put(line, at, cell) {
  if (cell.dataset.n !== undefined) line[at] = Number(cell.dataset.n);
}

function period(year) {
  return `${year - 1}-${String(year % 100).padStart(2, "0")}`;
}

// A merger lies between the last year before it and the next; a shaded year reaches half a year to each side.
function mark(chart, told) {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = colour("shade");
  for (const year of told.breaks) {
    const from = chart.valToPos(year - 0.5, "x", true);
    ctx.fillRect(from, bbox.top, chart.valToPos(year + 0.5, "x", true) - from, bbox.height);
  }
  ctx.fillStyle = colour("ink");
  for (const year of told.mergers) ctx.fillRect(chart.valToPos(year + 0.5, "x", true), bbox.top, devicePixelRatio, bbox.height);
  ctx.restore();
}

function options(told, unit, width) {
  const line = (name, dash, thick) => ({
    stroke: () => colour(name), dash, width: thick, points: { show: true, size: 7, fill: () => colour(name) },
  });
  const axis = { stroke: () => colour("soft"), grid: { stroke: () => colour("hair") }, ticks: { stroke: () => colour("hair") }, font: "12px system-ui, sans-serif" };
  const before = (at) => line(`s${1 + (at % COLOURS)}`, DASHES[Math.floor(at / COLOURS) % DASHES.length], 1.5);
  const members = [line("s0", [], 2.5), ...Array.from({ length: told.members - 1 }, (_, at) => before(at))];
  const most = unit === "percent" ? 100 : undefined;
  return {
    width, height: HEIGHT,
    legend: { show: false }, cursor: { show: false },
    scales: {
      x: { time: false, range: (_, from, to) => [from - 0.5, to + 0.5] },
      y: { range: (_, __, to) => [0, most ?? Math.max(1, to * 1.1)] },
    },
    axes: [
      { ...axis, splits: (chart) => ticks(told.x, chart.width), values: (_, years) => years.map(period) },
      { ...axis, size: 50, values: (_, values) => values.map((each) => (unit === "percent" ? `${each}%` : String(each))) },
    ],
    series: [{}, ...members, line("average", [2, 3], 2.5)],
    hooks: { drawAxes: [(chart) => mark(chart, told)] },
  };
}

// As many years as there is room for their labels, the newest always among them.
function ticks(years, width) {
  const every = Math.ceil((years.length * 58) / Math.max(width - 70, 58));
  return years.filter((_, at) => (years.length - 1 - at) % every === 0);
}

function draw(place) {
  const table = document.getElementById(place.dataset.of);
  const told = read(table);
  if (!told.lines.some((line) => line.some((value) => value !== null))) return;
  const width = place.clientWidth;
  const chart = new uPlot(options(told, table.dataset.unit, width), [told.x, ...told.lines], place);
  place.classList.add("drawn");
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", `Chart: ${table.caption.textContent}. The table below holds the same numbers.`);
  charts.push({ chart, place });
}

function redraw(width) {
  for (const { chart, place } of charts) chart.setSize({ width: width ?? place.clientWidth, height: HEIGHT });
}

document.querySelectorAll(".chart").forEach(draw);
addEventListener("resize", () => redraw());
addEventListener("beforeprint", () => redraw(640));
addEventListener("afterprint", () => redraw());
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => redraw());
