import { expose } from "comlink";
import { detectBackends } from "../../backends/detect-backends.ts";

/** What the worker does for the page. A driver that starts slowly must not hold the page up, and training workers are workers too. */
export interface AvailabilityWorkerApi {
  detect(): ReturnType<typeof detectBackends>;
}

const api: AvailabilityWorkerApi = { detect: detectBackends };
expose(api);
