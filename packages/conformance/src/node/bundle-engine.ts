import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { InvalidOptionError } from "@lockstep/core";
import { optionalPeer } from "./optional-peer.ts";

/** The name under which the page's code asks for itself. */
const PAGE = "virtual:lockstep-page";

/** A built page in a folder of its own. */
export interface EngineBundle {
  readonly folder: string;
  remove(): Promise<void>;
}

/**
 * Bundles an engine's module with the suites into a page, by Vite: wasm files, workers and other assets that the module
 * names by `new URL("...", import.meta.url)` or `?url` come along.
 *
 * @param module absolute path of a module that exports `subject`.
 * @param conditions conditions of `exports` to resolve packages by, besides a browser's.
 * @throws {MissingDependencyError} if Vite is not installed.
 * @throws {InvalidOptionError} if the module cannot be bundled, with Vite's own words.
 */
export async function bundleEngine(module: string, conditions: readonly string[]): Promise<EngineBundle> {
  const { build } = await optionalPeer("vite", () => import("vite"));
  const folder = await mkdtemp(join(tmpdir(), "lockstep-page-"));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await build({
      configFile: false,
      root: process.cwd(),
      logLevel: "silent",
      publicDir: false,
      define: { "process.env.NODE_ENV": '"production"' },
      resolve: { conditions: [...conditions, "module", "browser", "development|production"] },
      worker: { format: "es" },
      plugins: [pageCode(module)],
      build: {
        outDir: folder,
        emptyOutDir: false,
        target: "esnext",
        minify: false,
        // A data URL of wasm would be decoded on the page's own thread, and shows up in every error's stack.
        assetsInlineLimit: 0,
        chunkSizeWarningLimit: Infinity,
        rollupOptions: { input: PAGE, output: { entryFileNames: "page.js" } },
      },
    });
    await writeFile(join(folder, "index.html"), HTML);
  } catch (cause) {
    await remove();
    throw new InvalidOptionError({
      subject: `the engine's module ${module}`,
      rule: `cannot be bundled for a browser: ${wordsOf(cause)}`,
      remedy: "Import only what a browser has, and export a subject.",
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

/** An icon of nothing, so that no browser asks for one. */
const HTML =
  '<!doctype html><meta charset="utf-8"><title>Lockstep conformance</title>' +
  '<link rel="icon" href="data:,"><script type="module" src="/page.js"></script>';

interface VitePlugin {
  readonly name: string;
  resolveId(id: string): string | undefined;
  load(id: string): string | undefined;
}

/** The page's code: it loads the engine, and leaves a host for whoever drives the page. */
function pageCode(module: string): VitePlugin {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const kit = (file: string): string =>
    JSON.stringify(fileURLToPath(new URL(`../${file}.${extension}`, import.meta.url)));
  const code = `
    import { localHost } from ${kit("host/local-host")};
    import { requireSubject } from ${kit("subject/require-subject")};
    globalThis.lockstepHost = (async () => localHost(requireSubject(await import(${JSON.stringify(module)}))))();
  `;
  return {
    name: "lockstep-page",
    resolveId: (id) => (id === PAGE ? `\0${PAGE}` : undefined),
    load: (id) => (id === `\0${PAGE}` ? code : undefined),
  };
}
