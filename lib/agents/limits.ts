/** Lengths in UTF-16 code units, as a browser's `maxlength` counts. */
export const NAME_MAX = 120;
export const SLUG_MAX = 64;
export const PURPOSE_MAX = 1000;
export const DESCRIPTION_MAX = 2000;
export const MODEL_MAX = 120;
export const OVERSIGHT_MAX = 1000;
export const REASON_MAX = 1000;
export const REASONING_MAX = 2000;

export const LINKS_MAX = 10;
export const LINK_LABEL_MAX = 80;
export const LINK_URL_MAX = 500;
/** Room for `LINKS_MAX` lines of "label | address". */
export const LINKS_TEXT_MAX = LINKS_MAX * (LINK_LABEL_MAX + LINK_URL_MAX + 4);

export const SEARCH_MAX = 200;
/** What the command palette shows of one kind. */
export const SEARCH_TAKE = 8;
/** Living agents that a name is compared with, and rows that one export may hold. */
export const REGISTRY_MAX = 20_000;

/** `agents.yaml`: bytes of the file, agents in it, levels of nesting. */
export const YAML_BYTES_MAX = 1_000_000;
export const YAML_AGENTS_MAX = 200;
export const YAML_DEPTH_MAX = 12;
/** Keys and list items of a file; an agent with everything in it has some 70. */
export const YAML_PARTS_MAX = YAML_AGENTS_MAX * 80;
