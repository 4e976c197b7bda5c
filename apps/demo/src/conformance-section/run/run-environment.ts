import type { BackendAvailability } from "../../backends/backend-availability.ts";
import type { BrowserIdentity } from "../browser/browser-identity.ts";

/** What a report says of the browser and of the adapter that computes. */
export function runEnvironment(
  { name, version, platform, userAgent }: BrowserIdentity,
  backend: Pick<BackendAvailability, "name" | "adapter">,
): Readonly<Record<string, string>> {
  const adapter = backend.name.endsWith("webgl") ? "WebGL renderer" : "WebGPU adapter";
  return {
    runtime: version === null ? name : `${name} ${version}`,
    ...(platform === null ? {} : { platform }),
    ...(backend.adapter === null ? {} : { [adapter]: backend.adapter }),
    "user agent": userAgent,
  };
}
