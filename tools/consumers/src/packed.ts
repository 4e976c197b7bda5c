import { inject } from "vitest";
import type { PackedPackage } from "./packed-package.ts";

/** One of our packages by its name, as it was packed. */
export function packed(name: string): PackedPackage {
  const found = inject("packages").find((one) => one.name === name);
  if (found === undefined) throw new Error(`${name} was not packed.`);
  return found;
}
