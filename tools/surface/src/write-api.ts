// `npx -y pnpm@12 api`: writes what the built packages show, and how large they are, into the files that reviews compare.
import { globSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { apiReports } from "./api-reports.ts";
import { publicEntries, ROOT } from "./public-entries.ts";
import { SIZES_FILE, sizesToRecord } from "./recorded-sizes.ts";

function write(file: string, text: string): void {
  writeFileSync(file, text);
  process.stdout.write(`${relative(ROOT, file)}\n`);
}

mkdirSync(join(ROOT, "api"), { recursive: true });
for (const report of globSync("api/*.md", { cwd: ROOT })) rmSync(join(ROOT, report));
for (const { file, text } of apiReports(publicEntries())) write(file, text);
write(SIZES_FILE, `${JSON.stringify(await sizesToRecord(), null, 2)}\n`);
