import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { OfflineManifest } from "../src/offline/offline-manifest.ts";

/** Lists the files of a folder, with what tells their content. */
export function listFiles(folder: string): OfflineManifest {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const content = readFileSync(path);
      const integrity = `sha256-${createHash("sha256").update(content).digest("base64")}`;
      return { path: relative(folder, path).replaceAll(sep, "/"), bytes: content.length, integrity };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const build = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 16);
  return { build, files };
}
