import { OfflineCache } from "./offline-cache.ts";
import type { OfflineManifest } from "./offline-manifest.ts";
import type { PageMessage, WorkerMessage } from "./offline-messages.ts";
import { sendMessage } from "./send-message.ts";
import type { ServiceWorkerScope } from "./service-worker-scope.ts";

/** Put in by the build. */
declare const OFFLINE_MANIFEST: OfflineManifest;

const scope = self as unknown as ServiceWorkerScope;
const files = new OfflineCache(OFFLINE_MANIFEST, {
  caches,
  fetch: (request) => fetch(request),
  scope: scope.registration.scope,
});
/** Between messages on progress, in milliseconds. */
const PROGRESS_INTERVAL = 200;

scope.addEventListener("install", (event) => event.waitUntil(install()));
// Without skipWaiting this comes when no window shows the older build any more.
scope.addEventListener("activate", (event) => event.waitUntil(files.dropOthers()));

scope.addEventListener("fetch", (event) => {
  const path = files.pathOf(event.request);
  if (path !== null) event.respondWith(files.read(path));
});

scope.addEventListener("message", (event) => {
  const message = event.data as PageMessage;
  const answer = (reply: WorkerMessage) => sendMessage(event.source, reply);
  event.waitUntil(message.type === "hello" ? greet(message.entry, answer) : takeOver(answer));
});

async function install(): Promise<void> {
  let reported = 0;
  try {
    await files.fill((bytes) => {
      if (Date.now() - reported < PROGRESS_INTERVAL) return;
      reported = Date.now();
      void tellWindows({ type: "progress", bytes, total: files.bytes });
    });
  } catch (error) {
    await tellWindows({ type: "failed", reason: error instanceof Error ? error.message : String(error) });
    throw error;
  }
}

/** A window that loaded this build from the network goes on with the copy; one of another build stays as it is. */
async function greet(entry: string, answer: (reply: WorkerMessage) => void): Promise<void> {
  if (!files.has(entry)) return;
  await scope.clients.claim();
  answer({ type: "ready", bytes: files.bytes });
}

/** Other windows may show the older build, whose files would vanish under them. */
async function takeOver(answer: (reply: WorkerMessage) => void): Promise<void> {
  const windows = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (windows.length > 1) answer({ type: "other-windows" });
  else await scope.skipWaiting();
}

async function tellWindows(message: WorkerMessage): Promise<void> {
  const windows = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const window of windows) sendMessage(window, message);
}
