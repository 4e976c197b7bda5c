import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { InvalidOptionError } from "@lockstep/core";

const MANIFEST = "@lockstep/core/package.json";

/**
 * Checks that an engine's module and the suites find the same copy of `@lockstep/core`. Two copies do not know each
 * other's layers, and no case on a model could pass.
 *
 * A module that finds no copy at all, as one that brings everything along, is not refused.
 *
 * @param module path of the engine's module.
 * @param name what messages call the module. @default "the engine's module", with its path
 * @throws {InvalidOptionError} if there are two copies, with both paths and what to do.
 * @example
 * // Throws where the module would import another copy than the suites do.
 * requireSharedCore("subject.js");
 */
export function requireSharedCore(module: string, name: string = `the engine's module ${module}`): void {
  const [theirs, ours] = [coreFrom(resolve(module)), coreFrom(import.meta.url)];
  if (theirs === undefined || theirs === ours) return;
  throw new InvalidOptionError({
    subject: name,
    rule: `must share one copy of @lockstep/core with the suites: it finds ${theirs}, and they have ${ours}`,
    remedy: "Run npm install --save-dev lockstep beside the engine, and then npx lockstep there.",
  });
}

/** The real folder of the copy that a module finds, if it finds one. */
function coreFrom(module: string): string | undefined {
  try {
    return realpathSync(dirname(createRequire(module).resolve(MANIFEST)));
  } catch {
    return undefined;
  }
}
