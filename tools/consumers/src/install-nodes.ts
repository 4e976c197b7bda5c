import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runPnpm } from "./run-program.ts";

/** A Node that consumers may have. */
export interface InstalledNode {
  readonly version: string;
  /** Its program. */
  readonly path: string;
}

/** The oldest Node of each line that is supported, besides the one that runs the tests. */
const VERSIONS = ["20.19.0", "22.12.0"];

/** Installs the Nodes into a folder that outlives the run, from the registry that all else comes from; the oldest is first. */
export async function installNodes(): Promise<readonly InstalledNode[]> {
  const dependencies = Object.fromEntries(
    VERSIONS.map((version) => [`node-${version}`, `npm:${platformPackage()}@${version}`]),
  );
  const manifest = JSON.stringify({ private: true, dependencies });
  mkdirSync(FOLDER, { recursive: true });
  if (read(INSTALLED) !== manifest) {
    writeFileSync(join(FOLDER, "package.json"), manifest);
    await runPnpm(FOLDER, "--ignore-workspace", "install", "--prefer-offline", "--ignore-scripts", "--no-lockfile");
    writeFileSync(INSTALLED, manifest);
  }
  const program = process.platform === "win32" ? "node.exe" : "node";
  const pathOf = (version: string): string => join(FOLDER, "node_modules", `node-${version}`, "bin", program);
  const own = { version: process.versions.node, path: process.execPath };
  return [...VERSIONS.map((version) => ({ version, path: pathOf(version) })), own];
}

/** In the package's own `node_modules`, and so on the disk of pnpm's store. */
const FOLDER = join(import.meta.dirname, "../node_modules/.cache/nodes");
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
function platformPackage(): string {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const prefix = process.platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  return [prefix, platform, process.arch].join("-");
}
