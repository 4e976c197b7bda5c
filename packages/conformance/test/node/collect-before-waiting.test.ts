import { expect, it, vi } from "vitest";
import { collectBeforeWaiting } from "../../src/script/collect-before-waiting.ts";

it("collects garbage before a wait, but not before every one", () => {
  let time = 0;
  const events: string[] = [];
  const setTimeout = vi.fn((_body: () => void, _delay: number): number => events.push("wait"));
  const scope = { setTimeout };
  collectBeforeWaiting(scope, { now: () => time, collect: () => void events.push("collect") });
  const body = (): void => undefined;
  scope.setTimeout(body, 1);
  time = 19;
  scope.setTimeout(body, 1);
  time = 20;
  scope.setTimeout(body, 7);
  time = 39;
  scope.setTimeout(body, 1);
  expect(events).toEqual(["wait", "wait", "collect", "wait", "wait"]);
  expect(setTimeout.mock.calls[2]).toEqual([body, 7]);
});
