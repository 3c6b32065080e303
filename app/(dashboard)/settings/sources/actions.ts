"use server";

import { revalidatePath } from "next/cache";
import { addSource } from "@/lib/activity/commands/add-source";
import { disableSource, enableSource } from "@/lib/activity/commands/disable-source";
import { disposeQuarantined } from "@/lib/activity/commands/dispose-quarantined";
import { editSource } from "@/lib/activity/commands/edit-source";
import { makeSourceToken } from "@/lib/activity/commands/make-source-token";
import { readAgain } from "@/lib/activity/commands/read-again";
import { revokeSourceToken } from "@/lib/activity/commands/revoke-source-token";
import { saveMapping } from "@/lib/activity/commands/save-mapping";
import { testSource } from "@/lib/activity/commands/test-source";
import { previewMapping } from "@/lib/activity/sources/queries-source-parts";
import {
  addSourceInput,
  disposeQuarantinedInput,
  editSourceInput,
  makeSourceTokenInput,
  previewMappingInput,
  readAgainInput,
  revokeSourceTokenInput,
  saveMappingInput,
  sourceReasonInput,
  testSourceInput,
} from "@/lib/activity/sources/source-schema";
import { utcText } from "@/lib/core/clock";
import { defineAction } from "@/lib/server/define-action";

const permission = "source:manage";
const revalidate = () => revalidatePath("/settings/sources", "layout");
const pageOf = (id: string) => `/settings/sources/${id}`;
const recordOf = (subject: string) => ({
  href: `/change-log?subject=${subject}`,
  label: "What was recorded",
});

export const addSourceAction = defineAction({
  permission,
  input: addSourceInput,
  run: addSource,
  done: ({ id, name, token }) => ({
    message: `The source ${name} is added.`,
    link: recordOf(`source:${id}`),
    reveal: { label: `Token of the source ${name}`, value: token },
    next: pageOf(id),
  }),
  revalidate,
});

export const editSourceAction = defineAction({
  permission,
  input: editSourceInput,
  run: editSource,
  done: ({ id, name, changed }) => ({
    message: `${name}: ${changed.join(", ")} changed.`,
    link: recordOf(`source:${id}`),
    next: pageOf(id),
  }),
  revalidate,
});

export const makeSourceTokenAction = defineAction({
  permission,
  input: makeSourceTokenInput,
  run: makeSourceToken,
  done: ({ tokenId, token, replaced, endsAt }) => ({
    message:
      replaced === 0
        ? "The token is made."
        : `The token is made. Those before it end at ${utcText(endsAt)}.`,
    link: recordOf(`source-token:${tokenId}`),
    reveal: { label: "Token of the source", value: token },
  }),
  revalidate,
});

export const revokeSourceTokenAction = defineAction({
  permission,
  input: revokeSourceTokenInput,
  run: revokeSourceToken,
  done: (_result, { tokenId }) => ({
    message: "The token is revoked.",
    link: recordOf(`source-token:${tokenId}`),
  }),
  revalidate,
});

export const disableSourceAction = defineAction({
  permission,
  input: sourceReasonInput,
  run: disableSource,
  done: ({ id, name }) => ({
    message: `${name} is disabled. What it sends is refused.`,
    link: recordOf(`source:${id}`),
  }),
  revalidate,
});

export const enableSourceAction = defineAction({
  permission,
  input: sourceReasonInput,
  run: enableSource,
  done: ({ id, name }) => ({
    message: `${name} is enabled.`,
    link: recordOf(`source:${id}`),
  }),
  revalidate,
});

/** `data.preview`: a Preview as JSON. */
export const testSourceAction = defineAction({
  permission,
  input: testSourceInput,
  run: testSource,
  done: ({ id, name, preview }) => ({
    message: `${name} is tested. Nothing was stored for it.`,
    link: recordOf(`source:${id}`),
    data: { preview: JSON.stringify(preview) },
  }),
  revalidate: () => {},
});

export const saveMappingAction = defineAction({
  permission,
  input: saveMappingInput,
  run: saveMapping,
  done: ({ id, name, mappingVersion }) => ({
    message: `Version ${mappingVersion} of the mapping of ${name} is in force.`,
    link: recordOf(`source:${id}`),
    next: pageOf(id),
  }),
  revalidate,
});

/** Reads and writes nothing. `data.preview`: a Preview as JSON. */
export const previewMappingAction = defineAction({
  permission,
  input: previewMappingInput,
  run: ({ actor }, input) => previewMapping(actor, input),
  done: (preview) => ({ message: "", data: { preview: JSON.stringify(preview) } }),
  revalidate: () => {},
});

export const disposeQuarantinedAction = defineAction({
  permission: "quarantine:dispose",
  input: disposeQuarantinedInput,
  run: disposeQuarantined,
  done: ({ id, disposed }) => ({
    message: disposed === 1 ? "1 record is dismissed." : `${disposed} records are dismissed.`,
    link: recordOf(`quarantine:${id}`),
    next: `${pageOf(id)}/quarantine`,
  }),
  revalidate,
});

export const readAgainAction = defineAction({
  permission: "quarantine:dispose",
  input: readAgainInput,
  run: readAgain,
  done: ({ id, looked, read }) => ({
    message: `${read} of ${looked} records are read and taken in.`,
    link: recordOf(`quarantine:${id}`),
  }),
  revalidate,
});
