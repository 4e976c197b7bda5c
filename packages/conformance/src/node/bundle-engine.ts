import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InvalidOptionError } from "@lockstep/core";
import { onExit } from "./on-exit.ts";
import { optionalPeer } from "./optional-peer.ts";

/** The name under which the bundle's own code asks for itself. */
const ENTRY = "virtual:lockstep-entry";

/** What to bundle, and for what. */
export interface BundleRequest {
  /** Absolute path of a module that exports `subject`, for what is said if it cannot be bundled. */
  readonly module: string;
  /** Conditions of `exports` to resolve packages by, besides a browser's. */
  readonly conditions: readonly string[];
  /** The code that the bundle begins with; it imports the module and the kit's files by their paths. */
  readonly code: string;
  /** The name of the file that it becomes. */
  readonly file: string;
  /** Whether a page loads it. Other places get no code of Vite's own around `import()`, which talks to a document. */
  readonly isPage: boolean;
  /** Where it will run, in words: `a browser`. */
  readonly place: string;
  /** What language the place speaks: `esnext`, `firefox102`; newer syntax is written out in it. */
  readonly target: string;
}

/** A bundle in a folder of its own, which does not outlive the process. */
export interface EngineBundle {
  readonly folder: string;
  remove(): Promise<void>;
}

/**
 * Bundles an engine's module with the suites by Vite: wasm files, workers and other assets that the module names by
 * `new URL("...", import.meta.url)` or `?url` come along.
 *
 * @throws {MissingDependencyError} if Vite is not installed.
 * @throws {InvalidOptionError} if the module cannot be bundled, with Vite's own words.
 */
export async function bundleEngine(request: BundleRequest): Promise<EngineBundle> {
  const { module, conditions, code, file, isPage, place, target } = request;
  const { build } = await optionalPeer<typeof import("vite")>("vite", module);
  const folder = await mkdtemp(join(tmpdir(), "lockstep-bundle-"));
  const forget = onExit(() => rmSync(folder, { recursive: true, force: true }));
  const remove = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true });
    forget();
  };
  try {
    await build({
      configFile: false,
      root: process.cwd(),
      logLevel: "silent",
      publicDir: false,
      define: { "process.env.NODE_ENV": '"production"' },
      resolve: { conditions: [...conditions, "module", "browser", "development|production"] },
      worker: { format: "es" },
      plugins: [entryCode(code)],
      build: {
        outDir: folder,
        emptyOutDir: false,
        target,
        minify: false,
        lib: isPage ? false : { entry: ENTRY, formats: ["es"] },
        // A data URL of wasm would be decoded on the page's own thread, and shows up in every error's stack.
        assetsInlineLimit: 0,
        chunkSizeWarningLimit: Infinity,
        rollupOptions: { input: ENTRY, output: { entryFileNames: file } },
      },
    });
  } catch (cause) {
    await remove();
    throw new InvalidOptionError({
      subject: `the engine's module ${module}`,
      rule: `cannot be bundled for ${place}: ${wordsOf(cause)}`,
      remedy: `Import only what ${place} has, and export a subject.`,
      cause,
    });
  }
  return { folder, remove };
}

/** The bundler's message, which brings its stack along. */
function wordsOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return message.replace(/\n\s+at [\s\S]*$/, "").replace(/\.$/, "");
}

interface VitePlugin {
  readonly name: string;
  resolveId(id: string): string | undefined;
  load(id: string): string | undefined;
}

/** Hands Vite code that stands in no file. */
function entryCode(code: string): VitePlugin {
  return {
    name: "lockstep-entry",
    resolveId: (id) => (id === ENTRY ? `\0${ENTRY}` : undefined),
    load: (id) => (id === `\0${ENTRY}` ? code : undefined),
  };
}
