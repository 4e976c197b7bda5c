// `npx -y pnpm@12 features`: writes the files that follow from the conformance records.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { featureFiles, ROOT } from "./feature-files.ts";

for (const { path, text } of featureFiles()) {
  writeFileSync(join(ROOT, path), text);
  process.stdout.write(`${path}\n`);
}
