/** The element with this id. Errors: there is none of this kind, which is our bug. */
export function byId<T extends Element>(id: string, kind: new () => T): T {
  const element = document.getElementById(id);
  if (element instanceof kind) return element;
  throw new Error(`no ${kind.name} with the id ${id}`);
}

type Attributes = Readonly<Record<string, string>>;

/** An element with attributes and content. Text stays text. */
export function el(
  tag: string,
  attributes: Attributes = {},
  ...content: readonly (Node | string)[]
): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content);
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** A 24-pixel line icon that is decoration beside a word. */
export function icon(...paths: readonly string[]): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true" })) {
    svg.setAttribute(name, value);
  }
  for (const d of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}
