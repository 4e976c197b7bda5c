import { fileURLToPath } from "node:url";

/**
 * The path of one of this package's own modules, for code that is bundled with it: a source beside sources, and built
 * beside what is built.
 *
 * @param module from `src`, without its ending: `host/local-host`.
 */
export function kitFile(module: string): string {
  const ending = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return fileURLToPath(new URL(`../${module}.${ending}`, import.meta.url));
}
