import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { inject } from "vitest";
import { runProgram, runWell, type ProgramRun } from "./run-program.ts";

/** A stranger's project: a folder of its own, outside of the workspace. */
export interface ConsumerProject {
  readonly folder: string;
  /** Adds packages by npm: ours by name, as they were packed. */
  install(...packages: readonly string[]): Promise<Installation>;
  /** Copies scripts of `scripts`, with their types or, for Node, without. */
  addScripts(...names: readonly string[]): void;
  /** Asks npm about it. */
  npm(...args: readonly string[]): Promise<ProgramRun>;
  /**
   * What a script prints, as JSON. It may do anything but open a connection.
   *
   * @throws {Error} with all that it said, if it fails.
   */
  print(script: string, options?: PrintOptions): Promise<unknown>;
  dispose(): void;
}

/** Options of `print`. */
export interface PrintOptions {
  /** The program. @default the Node that runs the tests */
  readonly node?: string;
  /** Flags for Node. @default none */
  readonly flags?: readonly string[];
  /** Arguments for the script. @default none */
  readonly args?: readonly string[];
}

/** What npm said while it installed. */
export interface Installation extends ProgramRun {
  readonly seconds: number;
}

/** Begins a project. */
export function openProject(): ConsumerProject {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-consumer-"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const settings = [`@lockstep:registry=${inject("registry")}`, "prefer-offline=true", "audit=false", "fund=false"];
  writeFileSync(join(folder, ".npmrc"), settings.join("\n"));
  const addScripts = (...names: readonly string[]): void => {
    for (const name of names) {
      const source = join(SCRIPTS, `${name}.ts`);
      copyFileSync(source, join(folder, `${name}.ts`));
      writeFileSync(join(folder, `${name}.js`), stripTypeScriptTypes(readFileSync(source, "utf8")));
    }
  };
  addScripts("forbid-network");
  return {
    folder,
    addScripts,
    async install(...packages) {
      const began = performance.now();
      const run = await runWell(folder, "npm", ["install", ...packages.map(specifier)]);
      return { ...run, seconds: (performance.now() - began) / 1000 };
    },
    npm: (...args) => runProgram(folder, "npm", args),
    async print(script, { node = process.execPath, flags = [], args = [] } = {}) {
      const run = await runWell(folder, node, ["--import", "./forbid-network.js", ...flags, `${script}.js`, ...args]);
      return JSON.parse(run.stdout);
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const SCRIPTS = resolve(import.meta.dirname, "../scripts");

/** What npm is told: the scope has a registry; a package without one is named by its tarball. */
function specifier(name: string): string {
  const ours = inject("packages").find((packed) => packed.name === name);
  return ours === undefined || name.startsWith("@") ? name : ours.file;
}
