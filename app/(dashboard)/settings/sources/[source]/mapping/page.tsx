import type { Metadata } from "next";
import { MappingEditor } from "@/components/activity/mapping-editor";
import { MappingVersions } from "@/components/activity/mapping-versions";
import { PageHeader } from "@/components/ui/page-header";
import { listMappings, mappingPresets } from "@/lib/activity/sources/queries-source-parts";
import { getSource } from "@/lib/activity/sources/queries-sources";
import { toMappingRow } from "@/lib/activity/sources/source-view";
import { namesOf } from "@/lib/auth/people";
import { found, requireActor } from "@/lib/server/require-actor";
import { previewMappingAction, saveMappingAction } from "../../actions";

export const metadata: Metadata = { title: "Mapping of a source" };

export default async function MappingPage({ params }: { params: Promise<{ source: string }> }) {
  const actor = await requireActor("source:manage");
  const source = await found(getSource(actor, (await params).source));
  const mappings = await listMappings(actor, source.id);
  const names = await namesOf(mappings.map(({ savedById }) => savedById));
  const presets = mappingPresets();
  const [newest] = mappings;
  const href = `/settings/sources/${source.id}`;
  return (
    <>
      <PageHeader
        title={`Mapping of ${source.name}`}
        back={{ href, label: source.name }}
        lead={
          source.kind === "mapping"
            ? "Saving makes a new version, by which records are read from then on. Each record says by which it was read."
            : "This source is read by an adapter of its kind. Saving a mapping has it read by that instead."
        }
      />
      <MappingEditor
        source={{ id: source.id, version: String(source.version) }}
        start={newest?.text ?? presets[0]?.text ?? ""}
        presets={presets}
        draftKey={`${actor.id}:mapping:${source.id}`}
        save={saveMappingAction}
        preview={previewMappingAction}
      />
      <MappingVersions
        rows={mappings.map((mapping) => toMappingRow(mapping, names))}
        inForce={source.kind === "mapping" ? source.mappingVersion : null}
      />
    </>
  );
}
