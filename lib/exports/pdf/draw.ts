import "server-only";
import { buffer } from "node:stream/consumers";
import { setImmediate as nextTick } from "node:timers/promises";
import PDFDocument from "pdfkit";
import type { PdfDocument } from "./document";
import { fonts } from "./fonts";
import type { Laid, LaidPage, Piece, Placed, PlacedCell, Rule } from "./laid";
import { leaveSignaturePlace } from "./signature-place";
import { FONTS, INK, PAGE, STYLE, type StyleName, TEXT_WIDTH } from "./theme";
import { setText, widthOf } from "./typeset";

type Pdf = InstanceType<typeof PDFDocument>;
type Element = ReturnType<Pdf["struct"]>;
type Tree = { root: Element; table: { id: number; element: Element } | null };

/** Draws laid-out pages as a tagged PDF with embedded fonts. The same input gives the same bytes. */
export async function draw(document: PdfDocument, laid: Laid): Promise<Uint8Array> {
  const pdf = open(document);
  const bytes = buffer(pdf);
  const root = pdf.struct("Document");
  pdf.addStructure(root);
  const tree: Tree = { root, table: null };
  for (const [index, page] of laid.pages.entries()) {
    pdf.addPage({ size: [PAGE.width, PAGE.height], margin: 0 });
    markSections(pdf, document, laid, index);
    drawFrame(pdf, document, `Page ${index + 1} of ${laid.pages.length}`);
    drawPage(pdf, tree, page);
    await nextTick(); // a long document lets other requests through
  }
  closeTable(tree);
  root.end();
  if (document.signature) leaveSignaturePlace(pdf, document.signature);
  pdf.end();
  return bytes;
}

function open({ title, entity, createdAt }: PdfDocument): Pdf {
  const { files } = fonts();
  const pdf = new PDFDocument({
    autoFirstPage: false,
    pdfVersion: "1.7",
    tagged: true,
    lang: "en",
    displayTitle: true,
    info: {
      Title: title,
      Author: entity,
      Creator: "Countersign",
      Producer: "Countersign",
      CreationDate: createdAt,
      ModDate: createdAt,
    },
  });
  for (const name of FONTS) pdf.registerFont(name, files[name]);
  return pdf;
}

function markSections(pdf: Pdf, { sections, title }: PdfDocument, laid: Laid, page: number): void {
  if (page === 0) pdf.outline.addItem(title);
  for (const [index, { title: heading }] of sections.entries()) {
    if (laid.sectionPages[index] !== page) continue;
    pdf.outline.addItem(heading);
    pdf.addNamedDestination(anchor(index), "FitH", PAGE.height);
  }
}

function anchor(section: number): string {
  return `section-${section + 1}`;
}

// Head, foot and watermark repeat on every page and are no part of what is read aloud.
function drawFrame(pdf: Pdf, { head, foot, demo }: PdfDocument, page: string): void {
  if (demo) drawWatermark(pdf);
  pdf.markContent("Artifact", { type: "Pagination" });
  const right = PAGE.left + TEXT_WIDTH;
  drawRun(pdf, "runningStrong", head.left, { x: PAGE.left, y: PAGE.headBaseline });
  const middle = demo ? `DEMO DATA · ${head.middle}` : head.middle;
  drawCentre(pdf, demo ? "demo" : "running", middle, PAGE.headBaseline);
  drawEnd(pdf, "running", head.right, { x: right, y: PAGE.headBaseline });
  drawRule(pdf, { x: PAGE.left, y: PAGE.headBaseline + 8, width: TEXT_WIDTH, ink: "rule" });
  drawRule(pdf, { x: PAGE.left, y: PAGE.footBaseline - 14, width: TEXT_WIDTH, ink: "rule" });
  drawRun(pdf, "running", foot, { x: PAGE.left, y: PAGE.footBaseline });
  drawEnd(pdf, "running", page, { x: right, y: PAGE.footBaseline });
  pdf.endMarkedContent();
}

function drawWatermark(pdf: Pdf): void {
  const size = 120;
  const width = widthOf(fonts().metrics, "strong", size, "DEMO DATA");
  pdf.markContent("Artifact", { type: "Page" });
  pdf.save();
  pdf.rotate(-24, { origin: [PAGE.width / 2, PAGE.height / 2] });
  pdf.font("strong").fontSize(size).fillColor(INK.fail, 0.07);
  const at = { x: (PAGE.width - width) / 2, y: PAGE.height / 2 + size * 0.36 };
  pdf.text("DEMO DATA", at.x, at.y, { lineBreak: false, baseline: "alphabetic" });
  pdf.restore();
  pdf.fillOpacity(1);
  pdf.endMarkedContent();
}

function drawPage(pdf: Pdf, tree: Tree, { pieces, rules }: LaidPage): void {
  pdf.markContent("Artifact", { type: "Layout" });
  for (const rule of rules) drawRule(pdf, rule);
  pdf.endMarkedContent();
  for (const piece of pieces) drawPiece(pdf, tree, piece);
}

function drawPiece(pdf: Pdf, tree: Tree, piece: Piece): void {
  if (piece.kind === "artifact") {
    pdf.markContent("Artifact", { type: "Pagination" });
    for (const line of piece.lines) drawLine(pdf, line);
    pdf.endMarkedContent();
    return;
  }
  if (piece.kind === "row") {
    const row = pdf.struct("TR");
    tableOf(pdf, tree, piece.table).add(row);
    for (const cell of piece.cells) row.add(cellElement(pdf, cell));
    row.end();
    return;
  }
  closeTable(tree);
  const { lines } = piece;
  const options = piece.kind === "text" && piece.actual ? { actual: piece.actual } : {};
  const goTo = piece.kind === "link" ? anchor(piece.to) : undefined;
  const role = piece.kind === "link" ? "Link" : piece.role;
  const element = pdf.struct(role, options, () => {
    for (const line of lines) drawLine(pdf, line, goTo);
  });
  tree.root.add(element);
  element.end();
}

function cellElement(pdf: Pdf, { role, scope, lines, actual }: PlacedCell): Element {
  const options = { ...(actual === undefined ? {} : { actual }), ...(scope ? { scope } : {}) };
  return pdf.struct(role, options, () => {
    for (const line of lines) drawLine(pdf, line);
  });
}

function tableOf(pdf: Pdf, tree: Tree, id: number): Element {
  if (tree.table?.id === id) return tree.table.element;
  closeTable(tree);
  const element = pdf.struct("Table");
  tree.root.add(element);
  tree.table = { id, element };
  return element;
}

function closeTable(tree: Tree): void {
  tree.table?.element.end();
  tree.table = null;
}

function drawLine(pdf: Pdf, { x, y, style, font, text }: Placed, goTo?: string): void {
  if (text === "") return;
  const { size, ink } = STYLE[style];
  pdf.font(font).fontSize(size).fillColor(INK[ink]);
  pdf.text(text, x, y, { lineBreak: false, baseline: "alphabetic", ...(goTo ? { goTo } : {}) });
}

function drawRun(pdf: Pdf, style: StyleName, text: string, at: { x: number; y: number }): void {
  const [line] = setText(fonts().metrics, style, text, Number.POSITIVE_INFINITY).lines;
  if (line) drawLine(pdf, { ...at, style, ...line });
}

function drawEnd(pdf: Pdf, style: StyleName, text: string, at: { x: number; y: number }): void {
  drawRun(pdf, style, text, { ...at, x: at.x - runWidth(style, text) });
}

function drawCentre(pdf: Pdf, style: StyleName, text: string, y: number): void {
  drawRun(pdf, style, text, { x: (PAGE.width - runWidth(style, text)) / 2, y });
}

function runWidth(style: StyleName, text: string): number {
  return widthOf(fonts().metrics, STYLE[style].font, STYLE[style].size, text);
}

function drawRule(pdf: Pdf, { x, y, width, ink }: Rule): void {
  pdf
    .moveTo(x, y)
    .lineTo(x + width, y)
    .lineWidth(0.5)
    .strokeColor(INK[ink])
    .stroke();
}
