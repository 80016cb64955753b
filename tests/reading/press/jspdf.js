// Prints the letter that comes as JSON to the file that is named.
const fs = require("fs");
const { jsPDF } = require("jspdf");

const LEFT = 52;
const WIDTH = 595 - 2 * LEFT;
const BOTTOM = 730;
const page = new jsPDF({ unit: "pt", format: "a4", compress: true });
let y = 60;

// Bold is the same letters once more, a little to the right.
const place = (words, x, size, bold, align = "left") => {
  page.setFontSize(size);
  page.text(words, x, y, { align });
  if (bold) page.text(words, x + 0.35, y, { align });
};

const room = (height) => {
  if (y + height > BOTTOM) {
    page.addPage();
    y = 60;
  }
};

const flow = (words, { size = 10, bold = false, x = LEFT, width = WIDTH, after = 5 } = {}) => {
  page.setFontSize(size);
  for (const line of page.splitTextToSize(words, width)) {
    room(size * 1.3);
    place(line, x, size, bold);
    y += size * 1.3;
  }
  y += after;
};

const sizes = { logo: 15, title: 13, heading: 11.5 };

const table = (it) => {
  const named = /^\d/.test(it.rows.at(-1)[0]) && !/[/-]/.test(it.rows.at(-1)[0]) ? 0 : 70;
  const width = (WIDTH - named) / (it.rows[0].length - (named ? 1 : 0));
  for (const row of it.rows) {
    page.setFontSize(6.5);
    const cells = row.map((cell, at) => page.splitTextToSize(cell, named && at === 0 ? named - 4 : width - 4));
    const height = 8 * Math.max(...cells.map((lines) => lines.length)) + 6;
    room(height);
    const top = y;
    cells.forEach((lines, at) => {
      const x = named ? (at ? LEFT + named + (at - 1) * width : LEFT) : LEFT + at * width;
      lines.forEach((line, index) => {
        y = top + 8 * index;
        if (line) place(line, named && at === 0 ? x : x + width - 5, 6.5, false, named && at === 0 ? "left" : "right");
      });
    });
    y = top + height;
    page.line(LEFT, y - 9, LEFT + WIDTH, y - 9);
  }
  y += 14;
};

const card = (it) => {
  flow(it.heading, { size: 12, bold: true });
  if (it.ring) {
    room(70);
    page.circle(LEFT + 30, y + 25, 28);
    y += 30;
    place(it.ring, LEFT + 30, 15, true, "center");
    y -= 30;
  }
  it.sentences.forEach((words) => flow(words, { x: LEFT + 80, width: WIDTH - 80 }));
  if (it.number) flow(`${it.number} ${it.label}`, { x: LEFT + 80, size: 13, bold: true });
  flow(it.base, { x: LEFT + 80, width: WIDTH - 80, size: 8 });
  if (it.note) flow(it.note, { size: 8, after: 14 });
};

const print = { card, table, paragraph: (it) => flow(it.text, { size: sizes[it.kind] || 10, bold: it.kind in sizes }) };
JSON.parse(fs.readFileSync(0, "utf8")).forEach((sheet, index) => {
  if (index) {
    page.addPage();
    y = 60;
  }
  sheet.forEach((it) => print[it.is](it));
});
page.setCreationDate("D:20260101000000+00'00'");
fs.writeFileSync(process.argv[2], Buffer.from(page.output("arraybuffer")));
