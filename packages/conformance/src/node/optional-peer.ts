import { MissingDependencyError } from "@lockstep/core";

/**
 * Imports a package that only some uses need, so that the others need not install it.
 *
 * @throws {MissingDependencyError} if it is not installed; the message says how to install it.
 */
export async function optionalPeer<Module>(name: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    if ((cause as { code?: unknown }).code !== "ERR_MODULE_NOT_FOUND") throw cause;
    throw new MissingDependencyError({
      subject: name,
      rule: "must be installed to test engines in a browser",
      remedy: "Run: npm install --save-dev vite playwright-core",
      cause,
    });
  }
}
