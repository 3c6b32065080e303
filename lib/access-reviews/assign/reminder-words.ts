import { utcDay } from "@/lib/core/clock";

/** One line and a sentence. The title carries no personal data: the webhook sends it on. */
export type Words = { readonly title: string; readonly body: string };

type Told = { readonly reference: string; readonly dueAt: Date };

export function kickOffWords({ reference, dueAt }: Told): Words {
  return {
    title: `${reference} has started`,
    body: `You have a part in this access review. It is due ${utcDay(dueAt)} (UTC), and reassigning moves that day for nobody.`,
  };
}

/** What somebody is told who has not finished. `about`: a step of reminderAt. */
export function reminderWords(about: string, { reference, dueAt }: Told, left: number): Words {
  const day = utcDay(dueAt);
  const lines = left === 1 ? "1 line" : `${left} lines`;
  const body =
    left === 0
      ? "All your lines are decided; your signature is missing."
      : `You have ${lines} left to decide, and then to sign.`;
  if (about.startsWith("overdue-")) {
    const days = about.slice("overdue-".length);
    return {
      title: `${reference} is overdue`,
      body: `${body} It was due ${day} (UTC), ${days} ${days === "1" ? "day" : "days"} ago, and will be shown as late.`,
    };
  }
  if (about === "due") return { title: `${reference} is due today`, body };
  if (about === "one-day") return { title: `${reference} is due tomorrow`, body };
  return { title: `${reference} is due ${day}`, body };
}

export function ownerWords(about: string, { reference, dueAt }: Told, unsigned: number): Words {
  const parts = unsigned === 1 ? "1 part is" : `${unsigned} parts are`;
  return {
    title: `${reference} waits for its sign-off`,
    body: `${unsigned === 0 ? "All parts are signed." : `${parts} not signed.`} ${about.startsWith("overdue") ? "It was" : "It is"} due ${utcDay(dueAt)} (UTC).`,
  };
}

export function closedWords({ reference }: Told): Words {
  return {
    title: `${reference} is signed`,
    body: "What it takes away is being removed. Nothing in it can be changed any more.",
  };
}

export function addedWords({ reference }: Told, lines: number): Words {
  return {
    title: `${reference}: you are asked beside another reviewer`,
    body: `${lines === 1 ? "1 line is" : `${lines} lines are`} overdue. Either of you can decide them.`,
  };
}

export function replacedWords({ reference }: Told, lines: number): Words {
  return {
    title: `${reference}: you decide in the place of another reviewer`,
    body: `${lines === 1 ? "1 line" : `${lines} lines`} that were not decided in time are yours now.`,
  };
}

export function handedOverWords({ reference, dueAt }: Told, lines: number): Words {
  return {
    title: `${reference}: lines were handed over to you`,
    body: `You have ${lines === 1 ? "1 more line" : `${lines} more lines`} to decide by ${utcDay(dueAt)} (UTC).`,
  };
}

export function leftWords({ reference }: Told): Words {
  return {
    title: `${reference}: a reviewer has left`,
    body: "Their part is not signed. Hand their lines over: what they decided stays in the record under their name.",
  };
}
