import { join } from "node:path";
import type { Plugin } from "vitepress";
import { ROOT } from "./repository.ts";

/** A page becomes a module that imports Vue; one that lies outside of this package would not find it there. */
export function resolveFromHere(): Plugin {
  return {
    name: "resolve-from-here",
    enforce: "pre",
    resolveId(id, importer, options) {
      if (importer?.endsWith(".md") !== true || !/^vue($|\/)/.test(id)) return null;
      return this.resolve(id, join(ROOT, "docs/package.json"), { ...options, skipSelf: true });
    },
  };
}
