// gateway-logs §3 and §5.1: what makes each gateway send its calls here, ready to be copied.

import type { Address, Snippet } from "./snippet-labels";
import {
  agentgatewaySnippet,
  contextForgeSnippet,
  dockerSnippet,
  envoySnippet,
  kongSnippet,
  litellmSnippet,
  obotSnippet,
  toolHiveSnippet,
  tryItSnippet,
} from "./snippets/gateways";
import { collectorSnippet, fluentBitSnippet, vectorSnippet } from "./snippets/shippers";
import type { SourceKind } from "./source-labels";

const SNIPPETS: readonly ((address: Address) => Snippet)[] = [
  collectorSnippet,
  fluentBitSnippet,
  vectorSnippet,
  agentgatewaySnippet,
  litellmSnippet,
  contextForgeSnippet,
  kongSnippet,
  toolHiveSnippet,
  obotSnippet,
  envoySnippet,
  dockerSnippet,
  tryItSnippet,
];

/** The configuration of every gateway for one source. The token is a placeholder: it was shown once and is not kept. */
export function snippetsFor(address: Address): Snippet[] {
  return SNIPPETS.map((snippet) => snippet(address));
}

/** Which one is shown first for a source of a kind. */
export function snippetOf(kind: SourceKind): string {
  return FIRST.get(kind) ?? "collector";
}

const FIRST: ReadonlyMap<SourceKind, string> = new Map([
  ["agentgateway", "agentgateway"],
  ["litellm", "litellm"],
  ["contextforge", "contextforge"],
  ["kong", "kong"],
  ["toolhive", "toolhive"],
  ["obot", "obot"],
  ["envoy", "envoy"],
  ["mapping", "fluent-bit"],
  ["auto", "try-it"],
]);
