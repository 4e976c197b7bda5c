import type { ConformanceHost } from "@lockstep/conformance";
import { describe, expect, it, onTestFinished } from "vitest";
import { interruptibleHost } from "./interruptible-host.ts";
import { InterruptedError } from "../terminal/interrupted-error.ts";

/** A host of one case. */
function hostOf(run: ConformanceHost["run"]): ConformanceHost {
  const info = { suite: "s", name: "n", clauses: [] };
  return { subject: "x", place: "here", environment: {}, cases: [info], run, close: () => Promise.resolve() };
}

function guarded(run: ConformanceHost["run"], signal: AbortSignal = new AbortController().signal): ConformanceHost {
  const host = interruptibleHost(hostOf(run), { signal, caseTimeout: 0.05 });
  onTestFinished(() => host.close());
  return host;
}

const NEVER: ConformanceHost["run"] = () => new Promise(() => {});

describe("interruptibleHost", () => {
  it("hands outcomes on", async () => {
    const outcome = { status: "unsupported", reason: "r" } as const;
    expect(await guarded(() => Promise.resolve(outcome)).run(0)).toBe(outcome);
  });

  it("fails a case that never ends", async () => {
    expect(await guarded(NEVER).run(0)).toEqual({ status: "failed", reason: "did not end within 0.05 s" });
  });

  it("leaves a case that never ends as soon as it is told to", async () => {
    const interruption = new AbortController();
    const running = guarded(NEVER, interruption.signal).run(0);
    interruption.abort(new InterruptedError("SIGINT"));
    await expect(running).rejects.toBe(interruption.signal.reason);
  });

  it("lets signals and timers have their turn between cases that never wait", async () => {
    const host = guarded(() => Promise.resolve({ status: "passed" }));
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    for (const until = Date.now() + 50; Date.now() < until;) await host.run(0);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });

  it("counts an error that came between two cases to the next one", async () => {
    const host = guarded(() => Promise.resolve({ status: "passed" }));
    expect(await host.run(0)).toEqual({ status: "passed" });
    process.emit("unhandledRejection", new Error("late"), Promise.resolve());
    const reason = "left an error that nobody catches: late";
    expect(await host.run(0)).toEqual({ status: "failed", reason });
    expect(await host.run(0)).toEqual({ status: "passed" });
  });

  it("takes its ears off the process when it is closed", async () => {
    const before = process.listenerCount("unhandledRejection");
    const host = interruptibleHost(hostOf(NEVER), { signal: new AbortController().signal, caseTimeout: 1 });
    expect(process.listenerCount("unhandledRejection")).toBe(before + 1);
    await host.close();
    expect(process.listenerCount("unhandledRejection")).toBe(before);
  });
});
