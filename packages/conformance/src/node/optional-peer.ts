import { MissingDependencyError } from "@lockstep/core";

/** Packages that only some uses need: what for, and what else is installed for that. */
const USES = {
  vite: { purpose: "in a browser or on SpiderMonkey", install: "vite" },
  "playwright-core": { purpose: "in a browser", install: "vite playwright-core" },
  "core-js": { purpose: "on SpiderMonkey", install: "vite core-js" },
} as const;

/**
 * Loads a package that only some uses need, so that the others need not install it.
 *
 * @throws {MissingDependencyError} if it is not installed; the message says how to install it.
 */
export async function optionalPeer<Module>(name: keyof typeof USES, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    // What `import()` says, and what `require.resolve` does.
    if (!["ERR_MODULE_NOT_FOUND", "MODULE_NOT_FOUND"].includes(String((cause as { code?: unknown }).code))) throw cause;
    const { purpose, install } = USES[name];
    throw new MissingDependencyError({
      subject: name,
      rule: `must be installed to test engines ${purpose}`,
      remedy: `Run: npm install --save-dev ${install}`,
      cause,
    });
  }
}
