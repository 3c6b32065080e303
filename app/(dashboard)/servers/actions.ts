"use server";

import { revalidatePath } from "next/cache";
import { defineAction } from "@/lib/server/define-action";
import { adoptOperationsInput, classifyOperationsInput } from "@/lib/servers/bulk-schema";
import { classifyOperations, editOperation } from "@/lib/servers/commands/edit-operation";
import { editServer } from "@/lib/servers/commands/edit-server";
import { adoptOperations, registerOperation } from "@/lib/servers/commands/register-operation";
import { registerServer } from "@/lib/servers/commands/register-server";
import { restoreOperation, retireOperation } from "@/lib/servers/commands/retire-operation";
import { restoreServer, retireServer } from "@/lib/servers/commands/retire-server";
import {
  adoptedWords,
  classifiedWords,
  editedWords,
  movedWords,
  registeredWords,
  serverLink,
} from "@/lib/servers/outcome";
import {
  editOperationInput,
  editServerInput,
  operationReasonInput,
  registerOperationInput,
  registerServerInput,
  restoreServerInput,
  retireServerInput,
} from "@/lib/servers/schema";

const revalidate = () => revalidatePath("/servers", "layout");

export const registerServerAction = defineAction({
  permission: "server:register",
  input: registerServerInput,
  run: registerServer,
  done: (server) => ({ message: registeredWords(server), next: serverLink(server) }),
  revalidate,
});

export const editServerAction = defineAction({
  permission: "server:register",
  input: editServerInput,
  run: editServer,
  done: (server) => ({ message: editedWords(server), next: serverLink(server) }),
  revalidate,
});

export const retireServerAction = defineAction({
  permission: "server:register",
  input: retireServerInput,
  run: retireServer,
  done: (server) => ({ message: movedWords(server, "retired") }),
  revalidate,
});

export const restoreServerAction = defineAction({
  permission: "server:register",
  input: restoreServerInput,
  run: restoreServer,
  done: (server) => ({ message: movedWords(server, "in use again") }),
  revalidate,
});

export const registerOperationAction = defineAction({
  permission: "server:register",
  input: registerOperationInput,
  run: registerOperation,
  done: ({ name, server }) => ({ message: `${name} of ${server.name} is registered.` }),
  revalidate,
});

export const adoptOperationsAction = defineAction({
  permission: "server:register",
  input: adoptOperationsInput,
  run: adoptOperations,
  done: ({ name, adopted }) => ({ message: adoptedWords(name, adopted) }),
  revalidate,
});

export const classifyOperationsAction = defineAction({
  permission: "server:register",
  input: classifyOperationsInput,
  run: classifyOperations,
  done: ({ name, classified }) => ({ message: classifiedWords(name, classified) }),
  revalidate,
});

export const editOperationAction = defineAction({
  permission: "server:register",
  input: editOperationInput,
  run: editOperation,
  done: (operation) => ({ message: editedWords(operation) }),
  revalidate,
});

export const retireOperationAction = defineAction({
  permission: "server:register",
  input: operationReasonInput,
  run: retireOperation,
  done: (operation) => ({ message: movedWords(operation, "retired") }),
  revalidate,
});

export const restoreOperationAction = defineAction({
  permission: "server:register",
  input: operationReasonInput,
  run: restoreOperation,
  done: (operation) => ({ message: movedWords(operation, "in use again") }),
  revalidate,
});
