import { globSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { entriesOf } from "../src/entries-of.ts";
import { installByPnpm } from "../src/install-by-pnpm.ts";
import { openProject } from "../src/open-project.ts";
import { runProgram } from "../src/run-program.ts";

const SCRIPTS = globSync("*.ts", { cwd: join(import.meta.dirname, "../scripts") }).map((file) => basename(file, ".ts"));
const ours = inject("packages").filter(({ name }) => name !== "lockstep");
const project = openProject();

/** What a compiler says of the project, except of the declarations of other packages. */
async function compile(compiler: string, options: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    target: "es2022",
    lib: ["es2022"],
    types: ["node"],
    noEmit: true,
    ...options,
  };
  const file = join(project.folder, `tsconfig.${String(options["moduleResolution"])}.json`);
  writeFileSync(file, JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  const tsc = createRequire(import.meta.url)
    .resolve(`${compiler}/package.json`)
    .replace("package.json", "bin/tsc");
  const args = [tsc, "--project", file, "--pretty", "false"];
  const { stdout } = await runProgram(project.folder, process.execPath, args);
  return stdout.split("\n").filter((line) => /^[\w-]+\.ts\(|^node_modules\/.*\/@lockstep\//.test(line));
}

beforeAll(async () => {
  await installByPnpm(project.folder, [
    ...ours.map(({ name }) => name),
    "@tensorflow/tfjs",
    "@tensorflow/tfjs-backend-wasm",
    "@tensorflow/tfjs-core",
    "@tensorflow/tfjs-layers",
    "@types/node",
    "onnxruntime-web",
  ]);
  project.addScripts(...SCRIPTS);
  const entries = ours.flatMap(entriesOf).map((entry, index) => `export * as entry${index} from "${entry}";`);
  // Typed by the declarations, or this is no error.
  const wrong = 'import { keyFromSeed } from "@lockstep/core"; export const key: string = keyFromSeed(42);';
  writeFileSync(join(project.folder, "entries.ts"), [wrong, ...entries].join("\n"));
});
afterAll(() => project.dispose());

describe("a strict project in TypeScript", () => {
  const expected = [expect.stringMatching(/^entries.ts\(1,\d+\): error TS2322/)];

  it.for([
    { module: "nodenext", moduleResolution: "nodenext" },
    { module: "esnext", moduleResolution: "bundler" },
  ])("resolved as by $moduleResolution, finds no fault with any entry", async (options) => {
    expect(await compile("typescript", { ...options, skipLibCheck: false })).toEqual(expected);
  });

  it("finds none by the oldest compiler either", async () => {
    // The declarations themselves are checked by that compiler where the public surface is.
    const options = { module: "nodenext", moduleResolution: "nodenext", skipLibCheck: true };
    expect(await compile("typescript-5.2", options)).toEqual(expected);
  });
});
