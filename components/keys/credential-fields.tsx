import { DateField } from "@/components/forms/date-field";
import { TextArea, TextField } from "@/components/forms/text-field";
import {
  ALGORITHM_MAX,
  LABEL_MAX,
  NAMES_TEXT_MAX,
  PUBLIC_ID_MAX,
  STORE_MAX,
} from "@/lib/keys/limits";

/** What a form about a key starts from, by field. */
export type KeyFormStart = Readonly<Record<string, string>>;

/** The credential itself: how gateways name it, and never its secret. */
export function CredentialFields({ start, now }: { start: KeyFormStart; now: string }) {
  return (
    <>
      <TextField
        name="publicId"
        label="Public id"
        help="As the gateway writes it in its log, such as a key id, client id or fingerprint. Never the secret."
        maxLength={PUBLIC_ID_MAX}
        defaultValue={start.publicId ?? ""}
        autoComplete="off"
        mono
      />
      <NamesAndPlace start={start} />
      <DateField
        name="issuedAt"
        label="Issued"
        help="Its age counts from here."
        time
        max={now}
        defaultValue={start.issuedAt ?? ""}
      />
      <DateField
        name="expiresAt"
        label="Expires"
        help="Only where the key itself ends at a time."
        time
        optional
        defaultValue={start.expiresAt ?? ""}
      />
    </>
  );
}

/** What can be put right later. */
export function NamesAndPlace({ start }: { start: KeyFormStart }) {
  return (
    <>
      <TextField
        name="label"
        label="Label"
        help="What people call it, such as Invoice matcher, production."
        maxLength={LABEL_MAX}
        defaultValue={start.label ?? ""}
      />
      <TextArea
        name="names"
        label="Other names"
        help="One a line, where another gateway calls the same key something else. No two keys share a name."
        rows={2}
        maxLength={NAMES_TEXT_MAX}
        defaultValue={start.names ?? ""}
        optional
      />
      <TextField
        name="algorithm"
        label="Algorithm and length"
        help="Such as HMAC-SHA256, 256 bit, or RSA-3072."
        maxLength={ALGORITHM_MAX}
        defaultValue={start.algorithm ?? ""}
      />
      <TextField
        name="store"
        label="Kept in"
        help="The vault or HSM that holds the secret."
        maxLength={STORE_MAX}
        defaultValue={start.store ?? ""}
      />
    </>
  );
}
