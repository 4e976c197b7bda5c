import { setImmediate } from "node:timers/promises";
import type { ConformanceHost } from "@lockstep/conformance";
import { messageOf } from "../terminal/message-of.ts";
import { unlessAborted } from "./unless-aborted.ts";

type Outcome = Awaited<ReturnType<ConformanceHost["run"]>>;

/** What {@link interruptibleHost} is given. */
export interface InterruptibleHostOptions {
  /** Ends the case that is running, and any later one, with its reason. */
  readonly signal: AbortSignal;
  /** The longest that one case may take, in seconds. */
  readonly caseTimeout: number;
}

/**
 * A host in this process whose cases cannot take the command with them: between two of them signals and timers get their
 * turn, one that never ends fails, and so does one that leaves an error which nobody catches.
 *
 * A case that computes without a pause cannot be interrupted from within its own process.
 */
export function interruptibleHost(host: ConformanceHost, options: InterruptibleHostOptions): ConformanceHost {
  const { signal, caseTimeout } = options;
  const strays: unknown[] = [];
  const keep = (error: unknown): void => void strays.push(error);
  process.on("unhandledRejection", keep).on("uncaughtException", keep);
  return {
    ...host,
    async run(index) {
      signal.throwIfAborted();
      const outcome = await unlessAborted(signal, within(caseTimeout, host.run(index)));
      // Node tells of a rejection that nobody handles once all microtasks have run.
      await setImmediate();
      // Those that came between two cases count too.
      const found = strays.splice(0);
      if (found.length === 0) return outcome;
      return { status: "failed", reason: `left an error that nobody catches: ${messageOf(found[0])}` };
    },
    async close() {
      process.off("unhandledRejection", keep).off("uncaughtException", keep);
      await host.close();
    },
  };
}

/** The outcome, or a failure once the time is up. */
async function within(seconds: number, outcome: Promise<Outcome>): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<Outcome>((resolve) => {
    const late: Outcome = { status: "failed", reason: `did not end within ${seconds} s` };
    timer = setTimeout(() => resolve(late), seconds * 1000);
  });
  try {
    return await Promise.race([outcome, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
