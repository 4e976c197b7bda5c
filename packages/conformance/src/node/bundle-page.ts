import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bundleEngine, type EngineBundle } from "./bundle-engine.ts";
import { kitFile } from "./kit-file.ts";

/** An icon of nothing, so that no browser asks for one. */
const HTML =
  '<!doctype html><meta charset="utf-8"><title>Lockstep conformance</title>' +
  '<link rel="icon" href="data:,"><script type="module" src="/page.js"></script>';

/**
 * Bundles an engine's module with the suites into a page, which loads the engine and leaves a host, `lockstepHost`, for
 * whoever drives the page.
 *
 * @param module absolute path of a module that exports `subject`.
 * @param conditions conditions of `exports` to resolve packages by, besides a browser's.
 * @throws {MissingDependencyError} if Vite is not installed.
 * @throws {InvalidOptionError} if the module cannot be bundled, with Vite's own words.
 */
export async function bundlePage(module: string, conditions: readonly string[]): Promise<EngineBundle> {
  const code = `
    import { localHost } from ${JSON.stringify(kitFile("host/local-host"))};
    globalThis.lockstepHost = (async () => localHost((await import(${JSON.stringify(module)})).subject))();
  `;
  const bundle = await bundleEngine({
    module,
    conditions,
    code,
    file: "page.js",
    isPage: true,
    place: "a browser",
    target: "esnext",
  });
  await writeFile(join(bundle.folder, "index.html"), HTML);
  return bundle;
}
