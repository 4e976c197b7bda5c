// `npx -y pnpm@12 api`: writes what the built packages show, and how large they are, into the files that reviews compare.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { apiReports } from "./api-reports.ts";
import { publicEntries, ROOT } from "./public-entries.ts";
import { measuredSizes, SIZES_FILE } from "./recorded-sizes.ts";

function write(file: string, text: string): void {
  writeFileSync(file, text);
  process.stdout.write(`${relative(ROOT, file)}\n`);
}

rmSync(join(ROOT, "api"), { recursive: true, force: true });
mkdirSync(join(ROOT, "api"));
for (const { file, text } of apiReports(publicEntries())) write(file, text);
write(SIZES_FILE, `${JSON.stringify(await measuredSizes(), null, 2)}\n`);
