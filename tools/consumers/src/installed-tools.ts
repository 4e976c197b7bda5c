import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runPnpm } from "./run-program.ts";

/** A version of Node or TypeScript that consumers may have. */
export interface InstalledTool {
  readonly version: string;
  /** Its program. */
  readonly path: string;
}

/** The tools that consumers are tried with, beside the workspace's own Node and TypeScript. */
export interface InstalledTools {
  readonly nodes: readonly InstalledTool[];
  readonly typescripts: readonly InstalledTool[];
}

/** The oldest Node of each line that is supported, before that of the Node that runs the tests. */
const NODES = ["20.19.0", "22.12.0"];
/** The oldest TypeScript that reads the declarations, and the last one that was written in JavaScript. */
const TYPESCRIPTS = ["5.7.3", "6.0.3"];

/** Installs the tools into a folder that outlives the run, from the registry that all else comes from. */
export async function installTools(): Promise<InstalledTools> {
  const dependencies = {
    ...Object.fromEntries(NODES.map((version) => [`node-${version}`, `npm:${nodePackage()}@${version}`])),
    ...Object.fromEntries(TYPESCRIPTS.map((version) => [`typescript-${version}`, `npm:typescript@${version}`])),
  };
  const manifest = JSON.stringify({ private: true, dependencies });
  mkdirSync(FOLDER, { recursive: true });
  if (read(INSTALLED) !== manifest) {
    writeFileSync(join(FOLDER, "package.json"), manifest);
    await runPnpm(FOLDER, "--ignore-workspace", "install", "--prefer-offline", "--ignore-scripts", "--no-lockfile");
    writeFileSync(INSTALLED, manifest);
  }
  const modules = join(FOLDER, "node_modules");
  const program = process.platform === "win32" ? "node.exe" : "node";
  const own = { version: process.versions.node, path: process.execPath };
  return {
    nodes: [...NODES.map((version) => ({ version, path: join(modules, `node-${version}`, "bin", program) })), own],
    typescripts: TYPESCRIPTS.map((version) => ({
      version,
      path: join(modules, `typescript-${version}`, "bin", "tsc"),
    })),
  };
}

/** In the package's own `node_modules`, and so on the disk of pnpm's store. */
const FOLDER = join(import.meta.dirname, "../node_modules/.cache/tools");
/** What was installed there, written when all of it was. */
const INSTALLED = join(FOLDER, "installed.json");

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** The package that has this platform's binary and no install script, which `node` itself would get it by. */
function nodePackage(): string {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const prefix = process.platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  return [prefix, platform, process.arch].join("-");
}
