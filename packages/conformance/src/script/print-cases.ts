import { localHost } from "../host/local-host.ts";
import type { ConformanceHost } from "../host/conformance-host.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import { writeLine, type CaseLine } from "./case-line.ts";

/** What a JavaScript engine's command line has instead of a console. */
interface ScriptGlobals {
  readonly print: (line: string) => void;
}

/**
 * Runs all cases of a subject and prints a line for each as it goes, after one that lists them: what a host reads from a
 * child process that is no Node and has no page.
 *
 * @param load imports the subject's module.
 */
export async function printCases(load: () => Promise<{ readonly subject: ConformanceSubject }>): Promise<void> {
  const { print } = globalThis as unknown as ScriptGlobals;
  const tell = (line: CaseLine): void => print(writeLine(line));
  let host: ConformanceHost;
  try {
    host = localHost((await load()).subject);
  } catch (error) {
    tell({ kind: "refusal", message: String(error) });
    return;
  }
  const { subject, environment, cases } = host;
  tell({ kind: "subject", subject, environment, cases });
  for (const index of cases.keys()) tell({ kind: "outcome", index, outcome: await host.run(index) });
}
