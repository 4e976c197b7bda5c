import { describe, expect, it } from "vitest";
import { holdRun, isRunHeld } from "./hold-run.ts";
import { watchLock, type Locks } from "./watch-lock.ts";

/** Exclusive locks of one page, as the web's. */
class FakeLocks {
  readonly #held = new Map<string, Promise<void>>();

  readonly query = () => Promise.resolve({ held: [...this.#held.keys()].map((name) => ({ name })), pending: [] });

  readonly request = async (name: string, ...rest: unknown[]): Promise<unknown> => {
    const work = rest.at(-1) as () => unknown;
    const { signal } = (rest.length > 1 ? rest[0] : {}) as { readonly signal?: AbortSignal };
    while (this.#held.has(name)) {
      await Promise.race([
        this.#held.get(name),
        new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason as Error))),
      ]);
    }
    const over = Promise.withResolvers<void>();
    this.#held.set(name, over.promise);
    try {
      return await work();
    } finally {
      this.#held.delete(name);
      over.resolve();
    }
  };
}

const fakeLocks = (): Locks => new FakeLocks();
const soon = (milliseconds: number): Promise<"still"> =>
  new Promise((resolve) => setTimeout(() => resolve("still"), milliseconds));

describe("watchLock", () => {
  it("waits for the worker to take its lock, and tells when it is gone", async () => {
    const locks = fakeLocks();
    const watched = watchLock("worker", new AbortController().signal, locks);
    // Not taken yet: the worker is still loading.
    expect(await Promise.race([watched, soon(150)])).toBe("still");
    const died = Promise.withResolvers<void>();
    void locks.request("worker", () => died.promise);
    expect(await Promise.race([watched, soon(250)])).toBe("still");
    died.resolve();
    expect(await watched).toBe("");
  });

  it("ends without a word when the worker is ended on purpose", async () => {
    const locks = fakeLocks();
    const died = Promise.withResolvers<void>();
    void locks.request("worker", () => died.promise);
    for (const name of ["worker", "one that is never taken"]) {
      const watch = new AbortController();
      const watched = watchLock(name, watch.signal, locks);
      await soon(20);
      watch.abort();
      expect(await watched).toBeNull();
    }
  });
});

describe("holdRun", () => {
  it("tells other tabs until it lets go", async () => {
    const locks = fakeLocks();
    const release = holdRun("one", locks);
    expect(await isRunHeld("one", locks)).toBe(true);
    expect(await isRunHeld("two", locks)).toBe(false);
    release();
    await soon(1);
    expect(await isRunHeld("one", locks)).toBe(false);
  });
});
