import { localHost, type ConformanceHost } from "@lockstep/conformance";
import { openBrowserHost, requireSharedCore } from "@lockstep/conformance/node";
import type { ConformanceOptions } from "./conformance-options.ts";
import { interruptibleHost } from "./interruptible-host.ts";
import { loadSubject } from "./load-subject.ts";
import type { EngineModule } from "./locate-engine.ts";
import { unlessAborted } from "./unless-aborted.ts";

/** The slowest case of our slowest engine takes a few seconds. */
const CASE_TIMEOUT = 60;

/** Sources are bundled from sources. */
const CONDITIONS = import.meta.url.endsWith(".ts") ? ["@lockstep/source"] : [];

/**
 * Opens the place where an engine's cases run. The caller closes it, also after an interruption.
 *
 * @param signal ends the opening, and any case, with its reason.
 * @param onStep called as each step begins that takes its time, with its name.
 * @throws {InvalidOptionError} if the module does not load, its subject is not one, or it has a copy of core of its own.
 * @throws {MissingDependencyError} if something for the browser is not installed.
 */
export async function openHost(
  engine: EngineModule,
  browser: ConformanceOptions["browser"],
  signal: AbortSignal,
  onStep: (step: string) => void,
): Promise<ConformanceHost> {
  requireSharedCore(engine.path, `--engine ${engine.name}`);
  const options = { signal, caseTimeout: CASE_TIMEOUT };
  if (browser === null) return interruptibleHost(localHost(await loadSubject(engine)), options);
  const opening = openBrowserHost(engine.path, {
    ...(browser.path === null ? {} : { browserPath: browser.path, browserPathName: "--browser-path" }),
    conditions: CONDITIONS,
    caseTimeout: CASE_TIMEOUT,
    gpu: browser.gpu,
    endsOnSignals: false,
    onStep,
  });
  let host: ConformanceHost;
  try {
    host = await unlessAborted(signal, opening);
  } catch (error) {
    // A browser that is about to open is closed once it is there; the process lives until then.
    opening.then((late) => late.close()).catch(() => {});
    throw error;
  }
  return { ...host, run: (index) => unlessAborted(signal, host.run(index)) };
}
