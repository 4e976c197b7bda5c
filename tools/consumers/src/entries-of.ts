import type { PackedPackage } from "./packed-package.ts";

/** What is imported of a package, as `@lockstep/core/engine`: every entry of its `exports` that is code. */
export function entriesOf({ name, manifest }: PackedPackage): readonly string[] {
  return Object.keys(manifest.exports).flatMap((path) => (path.endsWith(".json") ? [] : [name + path.slice(1)]));
}
