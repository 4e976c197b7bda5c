import type { ConformanceRequest } from "../worker/conformance-messages.ts";

/** Starts a worker with the kit in it, and asks it for one thing. */
export function startConformanceWorker(request: ConformanceRequest): Worker {
  const worker = new Worker(new URL("../worker/conformance-worker.ts", import.meta.url), {
    type: "module",
    name: "conformance",
  });
  worker.postMessage(request, []);
  return worker;
}
