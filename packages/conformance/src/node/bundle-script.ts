import { bundleEngine, type EngineBundle } from "./bundle-engine.ts";
import { kitFile } from "./kit-file.ts";
import { resolvePeer } from "./optional-peer.ts";

/** The script's file in the bundle's folder. */
export const SCRIPT_FILE = "script.js";

/**
 * What the language's library got after 2022, which an older JavaScript engine lacks, and the web's functions that need
 * nothing of the system. By name and not all of core-js: nothing of `Math` may be among them, and of typed arrays only what moves elements.
 */
const POLYFILLS: readonly string[] = [
  "array/find-last",
  "array/find-last-index",
  "array/from-async",
  "array/to-reversed",
  "array/to-sorted",
  "array/to-spliced",
  "array/with",
  "async-disposable-stack",
  "atob",
  "btoa",
  "disposable-stack",
  "map/group-by",
  "object/group-by",
  "promise/with-resolvers",
  "queue-microtask",
  "string/is-well-formed",
  "string/to-well-formed",
  "structured-clone",
  "symbol/async-dispose",
  "symbol/dispose",
  "typed-array/find-last",
  "typed-array/find-last-index",
  "typed-array/to-reversed",
  "typed-array/to-sorted",
  "typed-array/with",
];

/**
 * Bundles an engine's module with the suites into a script for `gjs`, in the language of SpiderMonkey 102, with core-js for
 * library functions that it lacks. The script prints its cases and their outcomes: see `printCases`.
 *
 * @param module absolute path of a module that exports `subject`.
 * @param conditions conditions of `exports` to resolve packages by, besides a browser's.
 * @throws {MissingDependencyError} if Vite or core-js is not installed.
 * @throws {InvalidOptionError} if the module cannot be bundled, with Vite's own words.
 */
export async function bundleScript(module: string, conditions: readonly string[]): Promise<EngineBundle> {
  const polyfills = POLYFILLS.map((name) => resolvePeer("core-js", `core-js/stable/${name}`, module));
  // Only once the engine has what it lacks may anything else be loaded: hence `import()`.
  const code = `
    ${polyfills.map((path) => `import ${JSON.stringify(path)};`).join("\n")}
    import { lendWebFunctions } from ${JSON.stringify(kitFile("script/lend-web-functions"))};
    lendWebFunctions();
    const { printCases } = await import(${JSON.stringify(kitFile("script/print-cases"))});
    await printCases(() => import(${JSON.stringify(module)}));
  `;
  return bundleEngine({
    module,
    conditions,
    code,
    file: SCRIPT_FILE,
    isPage: false,
    place: "SpiderMonkey",
    target: "firefox102",
  });
}
