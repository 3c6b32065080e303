import type { Block, PdfDocument, Section } from "./document";
import { addFacts } from "./facts-layout";
import { addText, type Flow, newFlow, placed } from "./flow";
import type { Laid } from "./laid";
import { addTable } from "./table-layout";
import { PAGE, STYLE, TEXT_WIDTH } from "./theme";
import type { Fonts } from "./typeset";

/** Puts a document on pages. Pure: the same document and fonts give the same pages. */
export function layOut(document: PdfDocument, fonts: Fonts): Laid {
  const flow = newFlow(fonts);
  addCover(flow, document);
  for (const section of document.sections) addSection(flow, section, document.sheet ?? false);
  return flow.laid();
}

function addCover(flow: Flow, { entity, title, cover, sections, sheet }: PdfDocument): void {
  addText(flow, "P", "entity", entity);
  addText(flow, "P", "label", cover.kicker);
  flow.space(4);
  addText(flow, "H1", "title", title);
  flow.space(2);
  addText(flow, "P", "lead", cover.lead);
  flow.space(6);
  if (!sheet) addContents(flow, sections);
  flow.space(sheet ? 2 : 8);
  addFacts(flow, cover.facts);
}

// One line of links, such as "Rows · Columns"; the page numbers stand in the bookmarks and at the foot.
function addContents(flow: Flow, sections: readonly Section[]): void {
  let x: number = PAGE.left;
  const gap = 18;
  for (const [index, { title }] of sections.entries()) {
    const width = flow.width("group", title);
    if (x + width > PAGE.left + TEXT_WIDTH && x > PAGE.left) {
      x = PAGE.left;
      flow.space(STYLE.group.leading);
    }
    const set = flow.set("group", title, TEXT_WIDTH);
    flow.add({ kind: "link", to: index, lines: placed(set, "group", { x, top: flow.at() }) });
    x += width + gap;
  }
  flow.space(STYLE.group.leading);
}

const SECTION_NEEDS = 90; // a heading with less below it looks like the end of the page before

function addSection(flow: Flow, { title, blocks }: Section, sheet: boolean): void {
  if (sheet ? flow.room() < SECTION_NEEDS : !flow.onFreshPage()) flow.newPage();
  flow.beginSection();
  addText(flow, "H2", "heading", title);
  flow.space(6);
  for (const block of blocks) {
    if (flow.room() < SECTION_NEEDS) flow.newPage();
    addBlock(flow, block);
    flow.space(10);
  }
}

function addBlock(flow: Flow, block: Block): void {
  if (block.kind === "paragraph") addText(flow, "P", "body", block.text);
  else if (block.kind === "facts") addFacts(flow, block.groups);
  else addTable(flow, block);
}
