/** Where a source's records go: the address of this installation, and the source's short name. */
export type Address = { readonly base: string; readonly source: string };

export type SnippetFile = {
  /** What it is called where it is used. */
  readonly name: string;
  readonly language: "yaml" | "env" | "shell";
  readonly text: string;
};

/** What somebody pastes into the configuration of one gateway or shipper. */
export type Snippet = {
  readonly id: string;
  readonly label: string;
  readonly files: readonly SnippetFile[];
  /** What it does not send, or what else to set; a sentence each. */
  readonly notes: readonly string[];
};

/** Stands for the token wherever the tool has no name of its own for an environment variable. */
export const TOKEN_PLACEHOLDER = "COUNTERSIGN_TOKEN";
