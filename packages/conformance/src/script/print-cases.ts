import { localHost } from "../host/local-host.ts";
import type { ConformanceHost } from "../host/conformance-host.ts";
import { requireSubject } from "../subject/require-subject.ts";
import { writeLine, type CaseLine } from "./case-line.ts";

/** What a JavaScript engine's command line has instead of a console. */
interface ScriptGlobals {
  readonly printerr: (line: string) => void;
  readonly setTimeout: (body: () => void) => void;
}

/**
 * Runs all cases of a subject and prints a line for each as it goes, after one that lists them: what a host reads from a
 * child process that is no Node and has no page.
 *
 * They go to standard error, where `gjs` tells of errors that nobody catches: what it says of a case stands before the
 * case's line.
 *
 * @param load imports the subject's module.
 */
export async function printCases(load: () => Promise<unknown>): Promise<void> {
  const { printerr, setTimeout } = globalThis as unknown as ScriptGlobals;
  const tell = (line: CaseLine): void => printerr(writeLine(line));
  let host: ConformanceHost;
  try {
    host = localHost(requireSubject(await load()));
  } catch (error) {
    tell({ kind: "refusal", message: String(error) });
    return;
  }
  const { subject, environment, cases } = host;
  tell({ kind: "subject", subject, environment, cases });
  for (const index of cases.keys()) {
    const outcome = await host.run(index);
    // The runtime tells of a rejection that nobody handles once all microtasks have run.
    await new Promise<void>((settle) => setTimeout(settle));
    tell({ kind: "outcome", index, outcome });
  }
}
