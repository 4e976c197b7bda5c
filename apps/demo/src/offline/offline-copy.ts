import { signal, type ReadonlySignal } from "@preact/signals";
import type { PageMessage, WorkerMessage } from "./offline-messages.ts";
import { sendMessage } from "./send-message.ts";

/** Where the copy of the page is that works without network. */
export type OfflineCopy =
  | { readonly status: "none" }
  /** The browser has no service workers, or not in this window. */
  | { readonly status: "impossible" }
  /** Not made unasked, since the reader wants to save data. */
  | { readonly status: "offered" }
  | { readonly status: "filling"; readonly bytes: number; readonly total: number | null }
  | { readonly status: "ready"; readonly bytes: number }
  | { readonly status: "failed"; readonly reason: string }
  /** A newer build is there; it is shown when all windows of the page are closed, or by `showNewerBuild`. */
  | { readonly status: "newer-build"; readonly otherWindows: boolean };

const state = signal<OfflineCopy>({ status: "none" });
let newer: ServiceWorker | null = null;

/** Where the copy is. */
export const offlineCopy: ReadonlySignal<OfflineCopy> = state;

/** Makes the copy as soon as the page has nothing else to do; with data saving on, offers to. */
export function keepOfflineCopyWhenIdle(): void {
  if (import.meta.env.DEV) return;
  if (!("serviceWorker" in navigator)) {
    state.value = { status: "impossible" };
    return;
  }
  whenIdle(() => {
    const { connection } = navigator as { readonly connection?: { readonly saveData?: boolean } };
    if (connection?.saveData === true && navigator.serviceWorker.controller === null)
      state.value = { status: "offered" };
    else void keepOfflineCopy();
  });
}

/** Makes the copy now. */
export async function keepOfflineCopy(): Promise<void> {
  const workers = navigator.serviceWorker;
  workers.addEventListener("message", onMessage);
  try {
    // Where an extension or a test harness stands in the way, it resolves to nothing.
    const registration: ServiceWorkerRegistration | undefined = await workers.register("./service-worker.js", {
      updateViaCache: "none",
    });
    if (registration === undefined) {
      state.value = { status: "impossible" };
      return;
    }
    if (registration.active === null) state.value = { status: "filling", bytes: 0, total: null };
    watch(registration);
    const { active } = await workers.ready;
    sendMessage<PageMessage>(active, { type: "hello", entry: entryPath() });
  } catch (error) {
    // Forbidden: a private window, or a setting.
    if (error instanceof DOMException && error.name === "SecurityError") state.value = { status: "impossible" };
    else state.value = { status: "failed", reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Loads the page again as the newer build has it, unless other windows still show the older one. */
export function showNewerBuild(): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  sendMessage<PageMessage>(newer, { type: "take-over" });
}

function watch(registration: ServiceWorkerRegistration): void {
  const notice = () => {
    // The first build waits for nobody.
    if (registration.active === null || registration.waiting === null) return;
    newer = registration.waiting;
    state.value = { status: "newer-build", otherWindows: false };
  };
  notice();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", notice));
}

function onMessage(event: MessageEvent): void {
  const message = event.data as WorkerMessage;
  switch (message.type) {
    case "progress":
      // A newer build may load behind a copy that works.
      if (state.value.status !== "ready") state.value = { ...message, status: "filling" };
      break;
    case "ready":
      if (newer === null) state.value = { status: "ready", bytes: message.bytes };
      break;
    case "failed":
      if (state.value.status !== "ready") state.value = { status: "failed", reason: message.reason };
      break;
    case "other-windows":
      state.value = { status: "newer-build", otherWindows: true };
      break;
  }
}

/** The page's first script, relative to the page. */
function entryPath(): string {
  const script = document.querySelector<HTMLScriptElement>("script[type=module][src]");
  return script === null ? "" : script.src.slice(new URL(".", document.baseURI).href.length);
}

function whenIdle(task: () => void): void {
  const soon = () =>
    "requestIdleCallback" in window ? requestIdleCallback(task, { timeout: 5000 }) : setTimeout(task, 2000);
  if (document.readyState === "complete") soon();
  else addEventListener("load", soon, { once: true });
}
