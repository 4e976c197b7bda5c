import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { commonFields } from "./common-fields.ts";
import { publicPackages, readManifest } from "./public-packages.ts";

/** Writes into the manifests of the public packages what they have from the root manifest; the formatter orders the fields. */
export function writeMetadata(root: string): void {
  const common = readManifest(root);
  for (const { folder, manifest } of publicPackages(root)) {
    const completed = { ...manifest, ...commonFields(common, folder) };
    writeFileSync(join(root, folder, "package.json"), `${JSON.stringify(completed, null, 2)}\n`);
  }
}
