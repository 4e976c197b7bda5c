import type { BackendAvailability } from "../backend-availability.ts";

/** What a look at the browser found. */
export type ProbeResult = Omit<BackendAvailability, "name">;

/** What needs no more than a browser that runs this page. */
export const ANYWHERE: ProbeResult = { missing: null, adapter: null, software: false };

/** What is not there, and why. */
export function absent(missing: string): ProbeResult {
  return { ...ANYWHERE, missing };
}
