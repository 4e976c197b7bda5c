import { afterEach, describe, expect, it, vi } from "vitest";
import { Throttle } from "./throttle.ts";

describe("Throttle", () => {
  afterEach(() => vi.useRealTimers());

  it("acts ten times a second on a thousand requests, the last one included", () => {
    vi.useFakeTimers();
    const acted: number[] = [];
    let requests = 0;
    const throttle = new Throttle(() => acted.push(requests), 100);
    for (; requests < 1000; vi.advanceTimersByTime(1)) {
      requests += 1;
      throttle.request();
    }
    vi.advanceTimersByTime(100);
    expect(acted.length).toBeGreaterThanOrEqual(10);
    expect(acted.length).toBeLessThanOrEqual(11);
    expect(acted.at(-1)).toBe(1000);
    vi.advanceTimersByTime(1000);
    expect(acted.at(-1)).toBe(1000);
    expect(acted.length).toBeLessThanOrEqual(11);
  });

  it("shows together what changes together, however long nothing had changed", () => {
    vi.useFakeTimers();
    const action = vi.fn();
    const throttle = new Throttle(action, 100);
    vi.advanceTimersByTime(5000);
    throttle.request();
    throttle.request();
    expect(action).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(action).toHaveBeenCalledTimes(1);
  });
});
