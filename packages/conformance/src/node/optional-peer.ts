import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { MissingDependencyError } from "@lockstep/core";

/** Packages that only some uses need: what for, and what else is installed for that. */
const USES = {
  vite: { purpose: "in a browser or on SpiderMonkey", install: "vite" },
  "playwright-core": { purpose: "in a browser", install: "vite playwright-core" },
  "core-js": { purpose: "on SpiderMonkey", install: "vite core-js" },
} as const;

type PeerName = keyof typeof USES;

/** What `require.resolve` says where a package is not installed. */
const NOT_FOUND = "MODULE_NOT_FOUND";

/**
 * Loads a package that only some uses need, so that the others need not install it. It is looked for beside the kit, then
 * beside the engine's module, then in the working directory: the kit may be run from npx's cache, or from another project.
 *
 * @param module absolute path of the engine's module.
 * @throws {MissingDependencyError} if it is installed in none of them; the message says how to install it.
 */
export async function optionalPeer<Module extends object>(name: PeerName, module: string): Promise<Module> {
  const loaded = (await import(pathToFileURL(resolvePeer(name, name, module)).href)) as Module & { default?: Module };
  // A module of CommonJS may show nothing but itself, as `default`.
  return { ...loaded.default, ...loaded };
}

/**
 * The path of a file of a package that only some uses need; see {@link optionalPeer} for where it is looked for.
 *
 * @param file as it is imported: `core-js/package.json`.
 * @throws {MissingDependencyError} if the package is not installed.
 */
export function resolvePeer(name: PeerName, file: string, module: string): string {
  let cause: unknown;
  for (const place of [import.meta.url, module, join(process.cwd(), "package.json")]) {
    try {
      return createRequire(place).resolve(file);
    } catch (error) {
      if ((error as { code?: unknown }).code !== NOT_FOUND) throw error;
      cause ??= error;
    }
  }
  const { purpose, install } = USES[name];
  throw new MissingDependencyError({
    subject: name,
    rule: `must be installed to test engines ${purpose}`,
    remedy: `Run: npm install --save-dev ${install}`,
    cause,
  });
}
