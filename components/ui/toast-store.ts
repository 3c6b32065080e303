export type Toast = {
  id: number;
  message: string;
  link?: { readonly href: string; readonly label: string } | undefined;
};

type Listener = () => void;

// Outside React, so that a message survives the page it was said on.
let toasts: readonly Toast[] = [];
let count = 0;
const listeners = new Set<Listener>();

function show(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Says what was recorded, with a link to it. At most three stand at once. */
export function toast(message: string, link?: Toast["link"]): void {
  count += 1;
  show([...toasts.slice(-2), { id: count, message, link }]);
}

export function dismiss(id: number): void {
  show(toasts.filter((shown) => shown.id !== id));
}

export function subscribe(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function shownToasts(): readonly Toast[] {
  return toasts;
}
