import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { InvalidOptionError } from "@lockstep/core";
import { rejectUnknownOptions } from "@lockstep/core/engine";
import type { ConformanceHost } from "../host/conformance-host.ts";
import type { SubjectLine } from "../script/case-line.ts";
import { bundleScript, SCRIPT_FILE } from "./bundle-script.ts";
import { ClosingStack } from "./closing-stack.ts";
import { endOnSignals } from "./end-on-signals.ts";
import { findGjs } from "./find-gjs.ts";
import { requireSharedCore } from "./require-shared-core.ts";
import { ScriptRun } from "./script-run.ts";

/** Options of {@link openSpiderMonkeyHost}. */
export interface SpiderMonkeyHostOptions {
  /** Path of the program `gjs`. @default what `findGjs` finds */
  readonly gjsPath?: string;
  /** Conditions of `exports` to resolve packages by, besides a browser's. @default none */
  readonly conditions?: readonly string[];
  /** The longest that loading or one case may take, in seconds. @default 60 */
  readonly caseTimeout?: number;
  /**
   * Whether SIGINT, SIGTERM and SIGHUP stop the script and end this process. False leaves them to the caller, who then has
   * to close the host.
   *
   * @default true
   */
  readonly endsOnSignals?: boolean;
}

/**
 * Runs the cases of an engine on SpiderMonkey, Firefox's JavaScript engine, by `gjs`: the module and the suites are bundled
 * into one script, whose syntax is that of SpiderMonkey 102, with core-js for library functions that are missing and
 * SHA-256 from GLib.
 *
 * The script runs all cases, one after another, in a process of its own, and `run` waits for the one that it is asked
 * for. If the process ends, the cases that are left fail with what it said last.
 *
 * @param module path of a module that exports `subject`, a `ConformanceSubject`; it may use top-level await.
 * @param options.gjsPath the program.
 * @param options.conditions conditions of `exports` to resolve packages by.
 * @param options.caseTimeout the longest that loading or one case may take, in seconds.
 * @param options.endsOnSignals whether signals stop the script and end this process.
 * @throws {MissingDependencyError} if Vite, core-js or gjs is not installed.
 * @throws {InvalidOptionError} if the module finds another copy of `@lockstep/core` than the suites, cannot be bundled, or
 *   does not load on SpiderMonkey.
 * @example
 * // Not run here: it needs gjs and your engine.
 * const host = await openSpiderMonkeyHost("engine.ts");
 * try {
 *   const report = await runConformance(host);
 *   console.log(report.counts);
 * } finally {
 *   await host.close();
 * }
 */
export async function openSpiderMonkeyHost(
  module: string,
  options: SpiderMonkeyHostOptions = {},
): Promise<ConformanceHost> {
  rejectUnknownOptions("openSpiderMonkeyHost", options, ["gjsPath", "conditions", "caseTimeout", "endsOnSignals"]);
  const { conditions = [], caseTimeout = 60, endsOnSignals = true } = options;
  requireSharedCore(module);
  const gjs = findGjs(options.gjsPath);
  const closing = new ClosingStack();
  try {
    if (endsOnSignals) closing.add(endOnSignals(() => closing.close()));
    const bundle = await bundleScript(resolve(module), conditions);
    closing.add(() => bundle.remove());
    const run = new ScriptRun({ command: gjs, args: ["-m", join(bundle.folder, SCRIPT_FILE)], timeout: caseTimeout });
    closing.add(() => run.stop());
    const { subject, environment, cases } = await loadSubject(run, module);
    return {
      subject,
      place: "SpiderMonkey",
      environment: {
        ...environment,
        runtime: await runtimeOf(gjs),
        platform: `${process.platform} ${process.arch}`,
      },
      cases,
      run: (index) => run.outcome(index),
      close: () => closing.close(),
    };
  } catch (error) {
    await closing.close();
    throw error;
  }
}

async function loadSubject(run: ScriptRun, module: string): Promise<SubjectLine> {
  const first = await run.first;
  if (first?.kind === "subject") return first;
  throw new InvalidOptionError({
    subject: `the engine's module ${module}`,
    rule: `does not load on SpiderMonkey: ${first?.message ?? `gjs ${run.lastWords}`}`,
    remedy: "It must export `subject`, and start without anything that only Node or the web has.",
  });
}

/** As in `gjs 1.74.2 (SpiderMonkey 102.15.1)`; the program prints `gjs 1.74.2` and `JavaScript-C102.15.1`. */
async function runtimeOf(gjs: string): Promise<string> {
  const ask = async (option: string): Promise<string> => (await promisify(execFile)(gjs, [option])).stdout.trim();
  const engine = /[\d.]+$/.exec(await ask("--jsversion"))?.[0] ?? "of unknown version";
  return `${await ask("--version")} (SpiderMonkey ${engine})`;
}
