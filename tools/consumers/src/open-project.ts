import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { inject } from "vitest";
import { runProgram, runWell } from "./run-program.ts";

/** A stranger's project: a folder of its own, outside of the workspace. */
export interface ConsumerProject {
  readonly folder: string;
  /** Adds a package by npm, on the oldest Node: one of the scope by its name, as it was packed. */
  install(name: string, ...flags: readonly string[]): Promise<Installation>;
  /** Copies scripts of `scripts`, with their types and, for Node, without. */
  addScripts(...names: readonly string[]): void;
  /**
   * What a function of a script returns, by way of JSON. The script may do anything but open a connection.
   *
   * @throws {Error} with all that was said, if it fails.
   */
  call(script: string, name: string, options?: NodeOptions): Promise<unknown>;
  /** What entries of packages export, by entry; a message for one that cannot be imported. */
  exportsOf(entries: readonly string[], options?: NodeOptions): Promise<Readonly<Record<string, unknown>>>;
  dispose(): void;
}

/** How a script is run. */
interface NodeOptions {
  /** The program. @default the Node that runs the tests */
  readonly node?: string;
  /** Flags for Node. @default none */
  readonly flags?: readonly string[];
}

/** What npm said. */
export interface Installation {
  /** Warnings, except that a package of somebody else has an install script, which is not run. */
  readonly warnings: readonly string[];
  /** What `npm ls` finds wrong with the packages and peers that are there. */
  readonly problems: string;
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
  const print = async (
    args: readonly string[],
    { node = process.execPath, flags = [] }: NodeOptions,
  ): Promise<unknown> =>
    JSON.parse((await runWell(folder, node, ["--import", "./forbid-network.js", ...flags, ...args])).stdout);
  addScripts("forbid-network", "print", "print-exports");
  return {
    folder,
    addScripts,
    async install(name, ...flags) {
      const { stderr } = await runWell(folder, "npm", ["install", name, ...flags], inject("nodes")[0]!.path);
      const listed = await runProgram(folder, "npm", ["ls", "--all", ...flags]);
      return { warnings: warningsIn(stderr), problems: listed.stderr };
    },
    call: (script, name, options = {}) => print(["print.js", script, name], options),
    exportsOf: async (entries, options = {}) =>
      (await print(["print-exports.js", ...entries], options)) as Readonly<Record<string, unknown>>,
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const SCRIPTS = resolve(import.meta.dirname, "../scripts");

function warningsIn(said: string): readonly string[] {
  const lines = said.split("\n").filter((line) => line.trim() !== "");
  return lines.filter((line) => !/^npm (warn|notice)( install-scripts.*)?$/.test(line) || line.includes("lockstep"));
}
