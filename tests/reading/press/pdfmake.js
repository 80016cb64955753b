// Prints the letter that comes as JSON to the file that is named.
const fs = require("fs");
const path = require("path");
const { createRequire } = require("module");

const root = path.dirname(require.resolve("pdfmake/package.json"));
const fonts = (name) => path.join(root, "build", "fonts", "Roboto", `Roboto-${name}.ttf`);
const pdfmake = createRequire(path.join(root, "package.json"))("pdfmake");
pdfmake.setFonts({
  Roboto: { normal: fonts("Regular"), bold: fonts("Medium"), italics: fonts("Italic"), bolditalics: fonts("MediumItalic") },
});

const marked = (words) =>
  words.split(/([¹²])/).filter(Boolean).map((part) =>
    "¹²".includes(part) ? { text: part === "¹" ? "1" : "2", sup: true } : part);

const styles = {
  logo: { fontSize: 16, bold: true, margin: [0, 0, 0, 14] },
  title: { fontSize: 14, bold: true, margin: [0, 4, 0, 6] },
  heading: { fontSize: 12, bold: true, color: "#7a1f2b", margin: [0, 8, 0, 4] },
  ring: { fontSize: 20, bold: true, color: "#7a1f2b" },
  number: { fontSize: 24, bold: true },
  small: { fontSize: 8, color: "#444444" },
  footnote: { fontSize: 8 },
  plain: { margin: [0, 0, 0, 5] },
};

const line = (words, style) => ({ text: marked(words), style });

const card = (it) => [
  line(it.heading, "heading"),
  {
    columnGap: 14,
    columns: [
      { width: "*", stack: [...(it.ring ? [line(it.ring, "ring")] : []), ...it.sentences.map((words) => line(words, "plain"))] },
      {
        width: 170,
        stack: [...(it.number ? [line(it.number, "number"), line(it.label, "plain")] : []), line(it.base, "small")],
      },
    ],
  },
  ...(it.note ? [line(it.note, "small")] : []),
];

const table = (it) => ({
  layout: "lightHorizontalLines",
  fontSize: 6.5,
  margin: [0, 2, 0, 10],
  table: {
    headerRows: 1,
    widths: it.rows[0].map(() => "*"),
    body: it.rows.map((row) => row.map((cell) => ({ text: cell, alignment: "center", margin: [-3, 0, -3, 0] }))),
  },
});

const sheets = JSON.parse(fs.readFileSync(0, "utf8"));
const content = sheets.flatMap((sheet, index) => [
  { text: "", pageBreak: index ? "before" : undefined },
  ...sheet.flatMap((it) => (it.is === "table" ? [table(it)] : it.is === "card" ? card(it) : [line(it.text, it.kind)])),
]);
const letter = {
  content,
  styles,
  pageSize: "A4",
  pageMargins: [42, 56, 42, 50],
  defaultStyle: { fontSize: 10 },
  header: { text: "Ombudsman’s yearly letter", fontSize: 8, margin: [42, 24, 42, 0] },
  footer: (page, pages) => ({ text: `${page} / ${pages}`, alignment: "right", fontSize: 8, margin: [42, 14, 42, 0] }),
};
pdfmake.createPdf(letter).write(process.argv[2]).then(() => process.exit(0));
