import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LossSender, type LossRun } from "./loss-sender.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("losses are sent at most ten times a second, all of them, in order", () => {
  const sent: { readonly at: number; readonly run: LossRun }[] = [];
  const sender = new LossSender(7, (run) => sent.push({ at: Date.now(), run }), Date.now);
  for (let step = 0; step < 1000; step++) {
    sender.add(step);
    vi.advanceTimersByTime(3);
  }
  vi.advanceTimersByTime(100);
  expect(sent.flatMap(({ run }) => [...run.losses])).toEqual(Array.from({ length: 1000 }, (_, step) => step));
  sent.forEach(({ at, run }, place) => {
    const before = sent[place - 1];
    if (before === undefined) return;
    expect(run.firstStep).toBe(before.run.firstStep + before.run.losses.length);
    expect(at - before.at).toBeGreaterThanOrEqual(100);
  });
  expect(sent[0]!.run.firstStep).toBe(7);
});

test("a training that leaves timers no turn is heard of all the same", () => {
  const sent: LossRun[] = [];
  let now = 0;
  const sender = new LossSender(
    0,
    (run) => sent.push(run),
    () => now,
  );
  for (; now < 1000; now += 10) sender.add(1);
  expect(sent.length).toBe(10);
  sender.flush();
  expect(sent.reduce((sum, { losses }) => sum + losses.length, 0)).toBe(100);
});
