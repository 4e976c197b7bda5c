import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { publicEntries, ROOT } from "../src/public-entries.ts";

const TOOL = join(import.meta.dirname, "..");
const TSC = join(TOOL, "node_modules/typescript-5.2/bin/tsc");

/** Errors in the declarations of this repository; those of other packages have some of their own. */
async function errorsOfOurs(project: string): Promise<string[]> {
  const output = await promisify(execFile)(process.execPath, [TSC, "--project", project, "--pretty", "false"], {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: "" },
    maxBuffer: 2 ** 26,
  }).then(
    ({ stdout }) => stdout,
    (failure: { readonly stdout: string }) => failure.stdout,
  );
  return output.split("\n").filter((line) => /^(packages|tools)\//.test(line));
}

it("the declarations are read by TypeScript 5.2, by strict rules, with no library but that of ES2022", async () => {
  const folder = mkdtempSync(join(TOOL, ".types-"));
  try {
    const imports = publicEntries().map(
      ({ specifier, slug }) => `export * as ${slug.replaceAll("-", "_")} from "${specifier}";\n`,
    );
    // Typed by the declarations, or this would be an error that nobody asked for.
    const wrong = `import { keyFromSeed } from "@lockstep/core";\nexport const key: string = keyFromSeed(42);\n`;
    writeFileSync(join(folder, "imports.mts"), [...imports, wrong].join(""));
    const compilerOptions = {
      strict: true,
      target: "es2022",
      lib: ["es2022", "dom"],
      module: "nodenext",
      noEmit: true,
      skipLibCheck: false,
      types: [],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["imports.mts"] }));
    const errors = await errorsOfOurs(folder);
    const line = publicEntries().length + 2;
    expect(errors).toEqual([
      expect.stringContaining(`${relative(ROOT, folder)}/imports.mts(${line},14): error TS2322`),
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
