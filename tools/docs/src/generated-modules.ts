import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { checkedCode } from "./checked-code.ts";

/** Code from a document, to be checked and run as a module. */
export interface DocumentedCode {
  readonly file: string;
  /** Of its first line in the file. */
  readonly line: number;
  readonly code: string;
  /** Imports to put before it, on one line. */
  readonly imports?: string;
  /** Code from further up in the file that it goes on from. */
  readonly setup?: { readonly line: number; readonly code: string };
}

/** A module on disk that was made from a document's code. */
interface GeneratedModule {
  readonly file: string;
  /** File and line, as in `README.md:104`. */
  readonly place: string;
  /** To run: comments that show outputs are checks. */
  readonly path: string;
  /** How many such comments there are. */
  readonly checks: number;
}

/** Modules on disk, and the folder with their types. */
export interface GeneratedModules {
  readonly modules: readonly GeneratedModule[];
  readonly types: string;
}

const GENERATED = resolve(import.meta.dirname, "../.generated");
const COMPILER = resolve(import.meta.dirname, "../node_modules/typescript/bin/tsc");
const RUNNER = resolve(import.meta.dirname, "run-modules.ts");
const SOURCE_CONDITION = "--conditions=@lockstep/source";

/** Node keeps there what it made of each source; without it, half of a short program's time would go into that. */
const COMPILE_CACHE = join(GENERATED, "compile-cache");

const BASE = resolve(import.meta.dirname, "../../../tsconfig.base.json");

/** The options that users are told to have, which are strict. */
const TYPESCRIPT_OPTIONS = {
  extends: BASE,
  compilerOptions: {
    isolatedDeclarations: false,
    declaration: false,
    // An example may end with a declaration.
    noUnusedLocals: false,
    types: ["node"],
  },
};

/**
 * Writes each piece of code twice: as it is, for the types, and with its checks, to be run. Lines keep the numbers that
 * they have in the document, so that what a compiler or a stack says is where it says.
 *
 * @param group name of the folder; what was there is removed.
 */
export function generateModules(group: string, documented: readonly DocumentedCode[]): GeneratedModules {
  const [types, checked] = [join(GENERATED, group, "types"), join(GENERATED, group, "checked")];
  for (const folder of [types, checked]) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }
  writeFileSync(join(types, "tsconfig.json"), JSON.stringify(TYPESCRIPT_OPTIONS));
  const modules = documented.map(({ file, line, code, imports = "", setup }) => {
    const place = `${file}:${line}`;
    const name = `${place.replaceAll(/[^\w.]/g, "-")}.ts`;
    const begin = setup?.line ?? line;
    const above = "\n".repeat(begin - 1);
    const whole = setup === undefined ? code : `${setup.code}${linesBetween(setup, line)}${code}`;
    const checks = checkedCode(whole, file, begin);
    writeFileSync(join(types, name), `${imports}${above}${whole}\nexport {};\n`);
    const path = join(checked, name);
    writeFileSync(path, `${imports}${checks.imports}${above}${checks.code}\n`);
    return { file, place, path, checks: checks.checks };
  });
  return { modules, types };
}

function linesBetween({ line, code }: { readonly line: number; readonly code: string }, next: number): string {
  return "\n".repeat(next - line - (code.split("\n").length - 1));
}

/** What TypeScript has against generated modules, a line a complaint, each at its place in the document. */
export async function typeErrors({ types, modules }: GeneratedModules): Promise<string[]> {
  const { output } = await run([COMPILER, "--project", types, "--pretty", "false"], types);
  const places = new Map(modules.map(({ place, path }) => [basename(path), place.replace(/:\d+$/, "")]));
  const lines = output.split("\n").filter((line) => line !== "");
  return lines.map((line) => line.replace(/^[^(]+(?=\()/, (file) => places.get(file) ?? file));
}

/** Runs a module in a process of its own. */
export async function runModule(
  path: string,
  folder: string,
): Promise<{ readonly failed: boolean; readonly output: string }> {
  return await run([SOURCE_CONDITION, path], folder);
}

/**
 * Runs modules one after another in one process, which is faster.
 *
 * @returns by path, why each failed; an empty text for one that did not.
 */
export async function runModules(paths: readonly string[], folder: string): Promise<ReadonlyMap<string, string>> {
  const { failed, output } = await run([SOURCE_CONDITION, RUNNER, ...paths], folder);
  const lines = output.split("\n").filter((line) => line.startsWith('{"path":'));
  const outcomes = lines.map((line) => JSON.parse(line) as { readonly path: string; readonly error: string | null });
  if (failed || outcomes.length < paths.length) throw new Error(`not every module could be run:\n${output}`);
  return new Map(outcomes.map(({ path, error }) => [path, error ?? ""]));
}

async function run(args: readonly string[], cwd: string): Promise<{ failed: boolean; output: string }> {
  const env = { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE };
  const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => void (output += text));
  }
  const code = await new Promise<number | null>((done, fail) => child.on("error", fail).on("close", done));
  return { failed: code !== 0, output };
}
