import { DefinitionList } from "@/components/ui/definition-list";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import { PersonName } from "@/components/ui/person-name";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import { ACCESS_CLASS_LABEL, ACCESS_CLASS_MEANS, NOT_CLASSIFIED } from "@/lib/core/access-classes";
import type { OperationFacts } from "@/lib/servers/definitions/definition-view";

/** What the register says of an operation. */
export function DefinitionFacts({ operation }: { operation: OperationFacts }) {
  const { server, access, classifiedBy, registeredBy } = operation;
  return (
    <Section id="facts" title="What it is">
      <DefinitionList
        items={[
          {
            term: "Server",
            value: <TextLink href={`/servers/${server.slug}`}>{server.name}</TextLink>,
          },
          { term: "Meaning", value: operation.meaning },
          {
            term: "At worst",
            value: access
              ? `${ACCESS_CLASS_LABEL[access]}: ${ACCESS_CLASS_MEANS[access]}`
              : NOT_CLASSIFIED,
          },
          { term: "Data it touches", value: operation.dataClasses.join(", ") },
          {
            term: "Classified",
            value: classifiedBy ? <By person={classifiedBy} at={operation.classifiedAt} /> : null,
          },
          {
            term: "Registered",
            value: registeredBy ? <By person={registeredBy} at={operation.registeredAt} /> : null,
          },
          ...(operation.retiredAt
            ? [{ term: "Retired", value: <Instant at={operation.retiredAt} /> }]
            : []),
          {
            term: "The server says",
            help: "SHA-256 over the RFC 8785 text of the object it sent",
            value: operation.observedHash ? <Hash value={operation.observedHash} /> : null,
          },
          {
            term: "Pinned",
            value: operation.pinnedHash ? <Hash value={operation.pinnedHash} /> : null,
          },
        ]}
      />
    </Section>
  );
}

function By({ person, at }: { person: { name: string; title: string }; at: string }) {
  return (
    <>
      <PersonName name={person.name} title={person.title} />, <Instant at={at} />
    </>
  );
}
