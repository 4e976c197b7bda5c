import { afterEach, describe, expect, it, vi } from "vitest";
import { yieldToEventLoop } from "./yield-to-event-loop.ts";

/** Whether a timer goes off between two turns: behind promises alone it never would. */
async function letsTimersGoOff(): Promise<boolean> {
  const timer = vi.fn<() => void>();
  setTimeout(timer);
  for (let turn = 0; turn < 1000 && timer.mock.calls.length === 0; turn++) await yieldToEventLoop();
  return timer.mock.calls.length > 0;
}

describe("giving way to the event loop", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it.each([
    { host: "Node", lacks: [] },
    { host: "a browser", lacks: ["setImmediate"] },
    { host: "gjs", lacks: ["setImmediate", "MessageChannel"] },
  ])("lets timers go off in $host", async ({ lacks }) => {
    for (const name of lacks) vi.stubGlobal(name, undefined);
    expect(await letsTimersGoOff()).toBe(true);
  });
});
