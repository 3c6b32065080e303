"use server";

import { revalidatePath } from "next/cache";
import { activateKey } from "@/lib/keys/commands/activate-key";
import { askException } from "@/lib/keys/commands/ask-exception";
import { editKey } from "@/lib/keys/commands/edit-key";
import { endException } from "@/lib/keys/commands/end-exception";
import { finishRotation, proveByLedger, proveByTest } from "@/lib/keys/commands/prove-rotation";
import { recordDisclosure } from "@/lib/keys/commands/record-disclosure";
import { registerKey } from "@/lib/keys/commands/register-key";
import { revokeKey } from "@/lib/keys/commands/revoke-key";
import { startRotation } from "@/lib/keys/commands/start-rotation";
import {
  activatedWords,
  askedWords,
  disclosedWords,
  editedWords,
  endedWords,
  keyPath,
  registeredWords,
  revokedWords,
  rotationPath,
} from "@/lib/keys/outcome";
import {
  askExceptionInput,
  endExceptionInput,
  proveByTestInput,
  recordDisclosureInput,
  rotationInput,
  startRotationInput,
} from "@/lib/keys/rotation-schema";
import {
  activateKeyInput,
  editKeyInput,
  registerKeyInput,
  revokeKeyInput,
} from "@/lib/keys/schema";
import { defineAction } from "@/lib/server/define-action";

const revalidate = () => revalidatePath("/", "layout"); // the inbox count stands beside every page

export const registerKeyAction = defineAction({
  permission: "key:register",
  input: registerKeyInput,
  run: registerKey,
  done: (key) => ({ message: registeredWords(key), next: keyPath(key) }),
  revalidate,
});

export const editKeyAction = defineAction({
  permission: "key:register",
  input: editKeyInput,
  run: editKey,
  done: (key) => ({ message: editedWords(key), next: keyPath(key) }),
  revalidate,
});

export const activateKeyAction = defineAction({
  permission: "key:register",
  input: activateKeyInput,
  run: activateKey,
  done: (key) => ({ message: activatedWords(key) }),
  revalidate,
});

export const revokeKeyAction = defineAction({
  permission: "key:register",
  input: revokeKeyInput,
  run: revokeKey,
  done: (key) => ({ message: revokedWords(key) }),
  revalidate,
});

export const startRotationAction = defineAction({
  permission: "key:register",
  input: startRotationInput,
  run: startRotation,
  done: (rotation) => ({
    message: "The rotation is started. Activate the new key, then revoke the old one.",
    next: rotationPath(rotation),
  }),
  revalidate,
});

export const proveByLedgerAction = defineAction({
  permission: "key:register",
  input: rotationInput,
  run: proveByLedger,
  done: () => ({ message: "The refused call is recorded as the proof." }),
  revalidate,
});

export const proveByTestAction = defineAction({
  permission: "key:register",
  input: proveByTestInput,
  run: proveByTest,
  done: () => ({ message: "The test is recorded as the proof." }),
  revalidate,
});

export const finishRotationAction = defineAction({
  permission: "key:register",
  input: rotationInput,
  run: finishRotation,
  done: () => ({ message: "The rotation is finished." }),
  revalidate,
});

export const askExceptionAction = defineAction({
  permission: "key:register",
  input: askExceptionInput,
  run: askException,
  done: (key) => ({ message: askedWords(key) }),
  revalidate,
});

export const endExceptionAction = defineAction({
  permission: "key:read", // who has a part in the key, or decides exceptions
  input: endExceptionInput,
  run: endException,
  done: (key) => ({ message: endedWords(key) }),
  revalidate,
});

export const recordDisclosureAction = defineAction({
  permission: "key:register",
  input: recordDisclosureInput,
  run: recordDisclosure,
  done: (key) => ({ message: disclosedWords(key) }),
  revalidate,
});
