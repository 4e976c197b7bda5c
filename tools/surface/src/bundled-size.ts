import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";
import { ROOT } from "./public-entries.ts";
import type { SizeBudget } from "./size-budgets.ts";

/** What a page downloads for some imports. */
export interface BundledSize {
  /** Of the bundle, minified and compressed by gzip. */
  readonly bytes: number;
  /** Bytes of code before that, by folders such as `core/training` and by other packages. */
  readonly folders: Readonly<Record<string, number>>;
}

/** A file that is not there, in a place from which all packages are found. */
const ENTRY = join(import.meta.dirname, "imports.js");

/** Packages that a page brings along itself. */
const PEERS = ["@tensorflow", "onnxruntime-web"];

/** Bundles imports of the built packages as Vite does for production. */
export async function bundledSize({ code, without = [] }: SizeBudget): Promise<BundledSize> {
  const left = [...without, ...PEERS];
  const build = await rolldown({
    input: ENTRY,
    platform: "browser",
    external: (id) => left.some((name) => id === name || id.startsWith(`${name}/`)),
    plugins: [
      {
        name: "imports",
        resolveId: (id) => (id === ENTRY ? id : undefined),
        load: (id) => (id === ENTRY ? code : undefined),
      },
    ],
  });
  const { output } = await build.generate({ minify: true, codeSplitting: false });
  const folders: Record<string, number> = {};
  for (const [id, { renderedLength }] of Object.entries(output[0].modules)) {
    if (id !== ENTRY) folders[folderOf(id)] = (folders[folderOf(id)] ?? 0) + renderedLength;
  }
  return { bytes: gzipSync(output[0].code, { level: 9 }).length, folders };
}

function folderOf(id: string): string {
  const [, foreign] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id) ?? [];
  if (foreign !== undefined) return foreign;
  const [, name, , ...folders] = relative(ROOT, id).split("/");
  return [name, ...folders.slice(0, -1)].slice(0, 2).join("/");
}
