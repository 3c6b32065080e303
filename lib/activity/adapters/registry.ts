// gateway-logs §6: the ten kinds of adapter, and which of them a record looks like. What is configured of a source always wins.
import type { WireRecord } from "../decode/wire-record";
import type { Adapter, AdapterKind } from "./adapter";
import { agentgateway } from "./agentgateway";
import { cloudflare } from "./cloudflare";
import { contextforge } from "./contextforge";
import { envoy } from "./envoy";
import { kong } from "./kong";
import { litellm } from "./litellm";
import type { Mapping } from "./mapping/mapping";
import { mappingAdapter } from "./mapping/mapping-adapter";
import { PRESETS } from "./mapping/presets";
import { obot } from "./obot";
import { otlp } from "./otlp/otlp";
import { toolhive } from "./toolhive";

type OwnKind = Exclude<AdapterKind, "mapping">;

const OWN = {
  otlp,
  agentgateway,
  litellm,
  obot,
  contextforge,
  envoy,
  kong,
  toolhive,
  cloudflare,
} as const satisfies Record<OwnKind, Adapter>;

/** What people call the senders of each kind. */
export const ADAPTER_NAMES = {
  otlp: "OpenTelemetry",
  agentgateway: "agentgateway",
  litellm: "litellm",
  obot: "obot or nanobot",
  contextforge: "ContextForge",
  envoy: "Envoy AI Gateway",
  kong: "Kong",
  toolhive: "ToolHive",
  cloudflare: "Cloudflare",
  mapping: "a mapping",
} as const satisfies Record<AdapterKind, string>;

/** What is configured of a source: its kind, or that each record says it itself. */
export type AdapterChoice =
  | { readonly kind: "auto" }
  | { readonly kind: OwnKind }
  | { readonly kind: "mapping"; readonly mapping: Mapping };

const PRESET_ADAPTERS = [...PRESETS.values()].map(mappingAdapter);
const ALL: readonly Adapter[] = [...Object.values(OWN), ...PRESET_ADAPTERS];

/** The first adapter that takes a record for one of its own, in the order of §6; presets of mappings come last. */
export function recognised(record: WireRecord): Adapter | null {
  return ALL.find((adapter) => adapter.recognises(record)) ?? null;
}

/** Who reads a record of a source; null where nothing is configured and nobody knows it. */
export function adapterFor(choice: AdapterChoice, record: WireRecord): Adapter | null {
  if (choice.kind === "auto") return recognised(record);
  if (choice.kind === "mapping") return mappingAdapterOf(choice.mapping);
  // What came as OTLP is no line, whoever wrote it: that adapter knows their vocabularies.
  return record.envelope.startsWith("otlp-") ? otlp : OWN[choice.kind];
}

const mapped = new WeakMap<Mapping, Adapter>();

function mappingAdapterOf(mapping: Mapping): Adapter {
  const known = mapped.get(mapping);
  if (known) return known;
  const made = mappingAdapter(mapping);
  mapped.set(mapping, made);
  return made;
}

/** A warning where a record looks like another sender's than the one that is configured; null where it does not. */
export function mismatchOf(choice: AdapterChoice, record: WireRecord): string | null {
  if (choice.kind === "auto" || choice.kind === "mapping") return null;
  if (record.envelope.startsWith("otlp-") || OWN[choice.kind].recognises(record)) return null;
  const adapter = recognised(record);
  if (!adapter || adapter.kind === choice.kind) return null;
  const looks =
    adapter.kind === "mapping" ? adapter.version.split("@")[0] : ADAPTER_NAMES[adapter.kind];
  return `This source is configured as ${ADAPTER_NAMES[choice.kind]}, and a record looks like ${looks}.`;
}
