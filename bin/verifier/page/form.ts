// The form: what was chosen, and what happens with it.
import { printable } from "../shared/words";
import { byId, el } from "./dom";
import { droppedBundle } from "./drop";
import { readKeys } from "./keys";
import type { HeldFile, PickedBundle, Reply, Wish } from "./messages";
import { bundleOf, heldFiles, isRemembered } from "./pick";
import { progressShown } from "./progress";
import { reportView } from "./report-view";
import { startVerification } from "./run";

const NOTHING_CHOSEN = "Drop the ZIP here, or the folder it was unpacked to.";

/** Binds the page. */
export function listen(): void {
  const page = elements();
  const chosen: { bundle: PickedBundle | null; held: HeldFile[] } = { bundle: null, held: [] };
  const choose = (bundle: PickedBundle | null) => {
    chosen.bundle = bundle;
    page.bundleName.textContent = bundle === null ? NOTHING_CHOSEN : describe(bundle);
    page.bundleError.textContent = "";
  };
  const hold = async (files: readonly File[]) => {
    chosen.held.push(...(await heldFiles(files)));
    showHeld(page.heldList, chosen.held);
  };
  opens(page.chooseZip, page.zip, (files) => choose(bundleOf(files) ?? chosen.bundle));
  opens(page.chooseFolder, page.folder, (files) => choose(bundleOf(files) ?? chosen.bundle));
  opens(page.chooseHeld, page.held, (files) => void hold(files));
  takesDrops(page.bundleDrop, (data) => {
    void droppedBundle(data).then((dropped) => {
      if (typeof dropped === "string") page.bundleError.textContent = dropped;
      else choose(dropped);
    });
  });
  takesDrops(page.heldDrop, ({ files }) => void hold([...files]));
  takesDrops(page.keys, ({ files }) => void dropText(page.keys, files));
  page.form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wish = wishOf(page, chosen);
    if (wish !== null) run(page, wish);
  });
}

type Elements = ReturnType<typeof elements>;

function elements() {
  return {
    form: byId("form", HTMLFormElement),
    inputs: byId("inputs", HTMLFieldSetElement),
    bundleDrop: byId("bundle-drop", HTMLElement),
    bundleName: byId("bundle-name", HTMLElement),
    bundleError: byId("bundle-error", HTMLElement),
    chooseZip: byId("choose-zip", HTMLButtonElement),
    chooseFolder: byId("choose-folder", HTMLButtonElement),
    zip: byId("zip", HTMLInputElement),
    folder: byId("folder", HTMLInputElement),
    keys: byId("keys", HTMLTextAreaElement),
    keysError: byId("keys-error", HTMLElement),
    heldDrop: byId("held-drop", HTMLElement),
    heldList: byId("held-list", HTMLUListElement),
    chooseHeld: byId("choose-held", HTMLButtonElement),
    held: byId("held", HTMLInputElement),
    verify: byId("verify", HTMLButtonElement),
    cancel: byId("cancel", HTMLButtonElement),
    running: byId("running", HTMLElement),
    status: byId("status", HTMLElement),
    report: byId("report", HTMLElement),
  };
}

function opens(
  button: HTMLButtonElement,
  input: HTMLInputElement,
  take: (files: readonly File[]) => void,
): void {
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    take([...(input.files ?? [])]);
    input.value = ""; // the same file can be chosen again after it changed
  });
}

function takesDrops(target: HTMLElement, take: (data: DataTransfer) => void): void {
  target.addEventListener("dragover", (event) => {
    event.preventDefault();
    target.classList.add("over");
  });
  target.addEventListener("dragleave", () => target.classList.remove("over"));
  target.addEventListener("drop", (event) => {
    target.classList.remove("over");
    const data = event.dataTransfer;
    if (data === null || !data.types.includes("Files")) return; // dragged text lands as the browser does it
    event.preventDefault();
    take(data);
  });
}

const MAX_KEYS_BYTES = 1_000_000;

async function dropText(keys: HTMLTextAreaElement, files: FileList): Promise<void> {
  const texts = await Promise.all([...files].map((file) => file.slice(0, MAX_KEYS_BYTES).text()));
  keys.value = [keys.value.trim(), ...texts.map((text) => text.trim())]
    .filter((text) => text !== "")
    .join("\n");
}

function describe(bundle: PickedBundle): string {
  if (bundle.kind === "folder") return `${bundle.name}, ${bundle.files.length} files`;
  return `${bundle.name}, ${inBytes(bundle.file.size)}`;
}

function inBytes(size: number): string {
  if (size < 1_000_000) return `${Math.ceil(size / 1000)} kB`;
  return `${(size / 1_000_000).toFixed(1)} MB`;
}

function showHeld(list: HTMLUListElement, held: HeldFile[]): void {
  list.replaceChildren(
    ...held.map((file) => {
      const remove = el("button", { type: "button", class: "link" }, "Remove");
      remove.setAttribute("aria-label", `Remove ${file.name}`);
      remove.addEventListener("click", () => {
        held.splice(held.indexOf(file), 1);
        showHeld(list, held);
      });
      const what = isRemembered(file) ? "remembered" : "checkpoint";
      return el("li", {}, el("code", {}, printable(file.name)), ` ${what} `, remove);
    }),
  );
}

/** What is to be verified, or null: then the page says what is missing, and the first such place has the focus. */
function wishOf(
  page: Elements,
  { bundle, held }: { readonly bundle: PickedBundle | null; readonly held: readonly HeldFile[] },
): Wish | null {
  const vkeys = readKeys(page.keys.value);
  page.bundleError.textContent = bundle === null ? "Choose a bundle." : "";
  page.keysError.textContent = vkeys.ok ? "" : vkeys.detail;
  page.keys.setAttribute("aria-invalid", String(!vkeys.ok));
  if (bundle === null) page.chooseZip.focus();
  else if (!vkeys.ok) page.keys.focus();
  if (bundle === null || !vkeys.ok) return null;
  return {
    bundle,
    vkeys: vkeys.value,
    given: held.filter((file) => !isRemembered(file)),
    remembered: held.filter(isRemembered),
  };
}

function run(page: Elements, wish: Wish): void {
  const progress = progressShown();
  const busy = (isBusy: boolean) => {
    page.inputs.disabled = isBusy;
    page.verify.hidden = isBusy;
    page.cancel.hidden = !isBusy;
    page.running.hidden = !isBusy;
  };
  const end = () => {
    busy(false);
    page.cancel.onclick = null;
  };
  page.report.hidden = true;
  busy(true);
  page.status.textContent = "Verifying.";
  const stop = startVerification(wish, (reply: Reply) => {
    if (reply.kind === "progress") return progress(reply);
    end();
    show(page, reply, wish);
  });
  page.cancel.onclick = () => {
    stop();
    end();
    page.status.textContent = "Cancelled. There is no verdict.";
    page.verify.focus();
  };
  page.cancel.focus();
}

function show(page: Elements, reply: Exclude<Reply, { kind: "progress" }>, wish: Wish): void {
  if (reply.kind === "failed") {
    const why = `The bundle could not be read, so there is no verdict: ${printable(reply.why)}`;
    page.bundleError.textContent = why;
    page.status.textContent = "";
    page.chooseZip.focus();
    return;
  }
  page.status.textContent = "";
  document.title = `${reply.shown.json.verdict}: ${printable(wish.bundle.name)}`;
  page.report.replaceChildren(...reportView(reply.shown, wish, new Date()));
  page.report.hidden = false;
  page.report.focus();
}
