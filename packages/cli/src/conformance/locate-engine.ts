import { existsSync, realpathSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { InvalidOptionError } from "@lockstep/core";
import { ENGINE_NAMES, gpuHint, type EngineName } from "../engines.ts";

/** A module that exports `subject`, found but not loaded. */
export interface EngineModule {
  /** As it was typed. */
  readonly name: string;
  /** Its file. */
  readonly path: string;
  /** Which of our own engines it is; null for one from elsewhere. */
  readonly builtIn: EngineName | null;
}

const TYPESCRIPT = /\.[cm]?ts$/;
const OWN_EXTENSION = import.meta.url.slice(import.meta.url.lastIndexOf("."));

/**
 * Finds what `--engine` names: one of our own engines, a file, or a package that is installed where the command runs.
 *
 * @param options.cwd the working directory.
 * @param options.inBrowser whether a bundler will read it, which takes TypeScript whatever Node does.
 * @param options.stripsTypes whether Node itself takes TypeScript. @default what this Node does
 * @throws {InvalidOptionError} if nothing is there, or if it is in a form that cannot be run.
 */
export function locateEngine(
  name: string,
  options: { readonly cwd: string; readonly inBrowser: boolean; readonly stripsTypes?: boolean },
): EngineModule {
  // Node 20 does not even have the feature's name.
  const { cwd, inBrowser, stripsTypes = Boolean(process.features.typescript) } = options;
  const builtIn = ENGINE_NAMES.find((known) => known === name);
  if (builtIn !== undefined) return { name, path: builtInPath(builtIn, inBrowser), builtIn };
  const path = pathOf(name, cwd);
  if (TYPESCRIPT.test(path) && !inBrowser && !stripsTypes) {
    throw new InvalidOptionError({
      subject: "--engine",
      rule: `must be JavaScript on Node ${process.versions.node}, which cannot run TypeScript`,
      received: name,
      remedy: "Compile it and give the result, or run Node 22.18 or newer; with --browser it is bundled as it is.",
    });
  }
  return { name, path, builtIn: null };
}

function builtInPath(name: EngineName, inBrowser: boolean): string {
  if (inBrowser && name === "tfjs-wasm") {
    throw new InvalidOptionError({
      subject: "--engine",
      rule: "cannot be tfjs-wasm in a browser, where it does not find its binaries",
      received: name,
      remedy: "Run it without --browser, or give a module of your own that calls setWasmPaths.",
    });
  }
  return fileURLToPath(new URL(`./subjects/${name}${OWN_EXTENSION}`, import.meta.url));
}

function pathOf(name: string, cwd: string): string {
  const file = resolve(cwd, name);
  if (name !== "" && existsSync(file) && statSync(file).isFile()) return realpathSync(file);
  try {
    // Only what looks like a package's name: `./engine.js` is a file that is missing.
    if (/^[@\w]/.test(name)) return createRequire(join(cwd, "engine.js")).resolve(name);
  } catch (cause) {
    if ((cause as { code?: unknown }).code === "ERR_PACKAGE_PATH_NOT_EXPORTED") {
      throw notFound(name, "Give the path of its file instead: the package exports nothing under this name.", cause);
    }
  }
  throw notFound(
    name,
    gpuHint(name) ??
      `Give a path from ${cwd}, or a package that is installed there. Our own are ${ENGINE_NAMES.join(", ")}.`,
  );
}

function notFound(name: string, remedy: string, cause?: unknown): InvalidOptionError {
  return new InvalidOptionError({
    subject: "--engine",
    rule: "must be a module that is there",
    received: name,
    remedy,
    ...(cause === undefined ? {} : { cause }),
  });
}
