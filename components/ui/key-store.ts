/** One shortcut: a key ("j"), or a key after another ("g i"). */
export type KeyBinding = {
  readonly keys: string;
  readonly label: string;
  readonly run: () => void;
};
export type KeyGroup = { readonly title: string; readonly bindings: readonly KeyBinding[] };

// Outside React: the page registers, the frame listens, the help lists.
let groups: readonly KeyGroup[] = [];
const listeners = new Set<() => void>();

function publish(next: readonly KeyGroup[]): void {
  groups = next;
  for (const listener of listeners) listener();
}

/** Adds shortcuts; the answer takes them away again. */
export function registerKeys(group: KeyGroup): () => void {
  publish([...groups, group]);
  return () => publish(groups.filter((known) => known !== group));
}

export function keyGroups(): readonly KeyGroup[] {
  return groups;
}

export function subscribeKeys(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The binding that is meant; of two with the same keys the one that came later. */
export function bindingFor(keys: string): KeyBinding | undefined {
  return groups.flatMap(({ bindings }) => bindings).findLast((binding) => binding.keys === keys);
}

/** Whether some shortcut goes on after this key. */
export function isPrefix(key: string): boolean {
  return groups.some(({ bindings }) => bindings.some(({ keys }) => keys.startsWith(`${key} `)));
}
