import { conformanceCases } from "@lockstep/conformance";
import { GPU_CHOICES } from "@lockstep/conformance/node";
import { InvalidOptionError } from "@lockstep/core";
import { requireOneOf } from "@lockstep/core/engine";
import { formatCount } from "../render/number-format.ts";
import { outputTarget } from "../terminal/output-target.ts";
import { requireWritable } from "../terminal/whole-file.ts";
import type { ConformanceFlags } from "./conformance-flags.ts";
import type { ConformanceOptions } from "./conformance-options.ts";
import { locateEngine, type EngineModule } from "./locate-engine.ts";
import { nearestSuites } from "./nearest-suites.ts";
import { subject as reference } from "./subjects/reference.ts";
import { isWanted } from "./wanted-cases.ts";

const FILES = ["json", "record", "html"] as const;

/**
 * Checks every flag of a run before any work.
 *
 * @param cwd the working directory.
 * @throws {InvalidOptionError} naming the value and what to do.
 */
export function resolveConformanceOptions(flags: ConformanceFlags, cwd: string = process.cwd()): ConformanceOptions {
  const { engine = ["reference"], quiet = false } = flags;
  const browser = resolveBrowser(flags);
  const engines = engine.map((name) => locateEngine(name, { cwd, inBrowser: browser !== null }));
  requireEachOnce(engines);
  if (browser === null) requireSharing(engines);
  const only = requireOnly(flags.only);
  const files = { json: flags.json ?? null, record: flags.record ?? null, html: flags.html ?? null };
  requireFiles(files);
  return { engines, browser, only, ...files, quiet };
}

function resolveBrowser({ browser, browserPath, gpu }: ConformanceFlags): ConformanceOptions["browser"] {
  const choice = requireOneOf("--gpu", gpu ?? "software", GPU_CHOICES);
  // Whoever names a browser means to use it.
  if (browser === true || browserPath !== undefined) return { path: browserPath ?? null, gpu: choice };
  if (gpu === undefined) return null;
  throw new InvalidOptionError({
    subject: "--gpu",
    rule: "does nothing without --browser, for only a browser has WebGL and WebGPU of its own",
    received: gpu,
    remedy: "Add --browser, or leave it out.",
  });
}

function requireEachOnce(engines: readonly EngineModule[]): void {
  const repeated = engines.find(({ path }, index) => engines.findIndex((other) => other.path === path) < index);
  if (repeated === undefined) return;
  throw new InvalidOptionError({
    subject: "--engine",
    rule: "must name each engine once",
    received: repeated.name,
    remedy: "Leave out one of the two.",
  });
}

/** TensorFlow.js and ONNX Runtime disturb each other's WebAssembly when they share a process. */
function requireSharing(engines: readonly EngineModule[]): void {
  const [tfjs, ort] = ["tfjs", "ort"].map((family) => engines.find(({ builtIn }) => builtIn?.startsWith(family)));
  if (tfjs === undefined || ort === undefined) return;
  throw new InvalidOptionError({
    subject: "--engine",
    rule: `cannot be both ${tfjs.name} and ${ort.name}, which must not share a process`,
    received: engines.map(({ name }) => name),
    remedy: "Run the command once for each; with --browser each gets a page of its own.",
  });
}

/**
 * What `--only` asks for; empty where it is not given.
 *
 * @throws {InvalidOptionError} if it is empty, or fits no case.
 */
export function requireOnly(only: string | undefined): string {
  if (only === undefined) return "";
  // Every engine is asked for everything, and the reference engine for its exact bits as well: no engine has more cases.
  const cases = conformanceCases(reference);
  if (only.trim() !== "" && cases.some((info) => isWanted(info, only))) return only;
  const near = nearestSuites(
    only,
    cases.map(({ suite }) => suite),
  );
  throw new InvalidOptionError({
    subject: "--only",
    rule: `must be part of the name of one of the ${formatCount(cases.length)} cases, or a clause`,
    received: only,
    remedy:
      near.length === 0
        ? "Take part of a suite's name, as in lifecycle, or a clause, as in DRP-5; --list prints all names."
        : `Did you mean ${near.join(", or ")}? --list prints all names.`,
  });
}

/** Checks that all files can be written at the end, each into a place of its own. */
function requireFiles(files: Readonly<Record<(typeof FILES)[number], string | null>>): void {
  const taken = new Map<string, string>();
  for (const name of FILES) {
    const path = files[name];
    if (path === null) continue;
    requireWritable(`--${name}`, path, "Create the folder first, or choose another one.");
    const target = outputTarget(path);
    if (target.kind !== "file") continue;
    const other = taken.get(target.path);
    if (other !== undefined) {
      throw new InvalidOptionError({
        subject: `--${name}`,
        rule: `must be another file than that of --${other}`,
        received: path,
        remedy: "Give each its own name.",
      });
    }
    taken.set(target.path, name);
  }
}
