import { LockstepError, UnsupportedOptionError } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { CONTESTANTS } from "../../src/bench/contestants.ts";
import { TINY_SIZE } from "./try-contestants.ts";

describe("the lists of contestants", () => {
  it.each(Object.entries(CONTESTANTS))("%s: names are unique", (_, contestants) => {
    const names = contestants.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(Object.entries(CONTESTANTS))("%s: ratios are against a peer, where there is one", (_, contestants) => {
    const hasPeers = contestants.some(({ ours }) => !ours);
    expect(contestants[0]!.ours).toBe(!hasPeers);
    expect(contestants.some(({ ours }) => ours)).toBe(true);
  });

  it.each(Object.entries(CONTESTANTS))("%s: says what has to be installed, and how many threads", (_, contestants) => {
    const shown = contestants.map(({ name, needs, threads = 1 }) => ({ name, needs, threads }));
    const expected = contestants.map(({ name }) => ({
      name,
      needs: name.startsWith("jax") ? "@jax-js/jax" : undefined,
      threads: name.endsWith("-2-threads") ? 2 : 1,
    }));
    expect(shown).toEqual(expected);
  });
});

describe("shuffling of more rows than an array takes", () => {
  const size = { ...TINY_SIZE, batchSize: 128, rows: 10 ** 12 };
  const contestantsOf = (ours: boolean): (readonly [string, () => Promise<unknown>])[] =>
    CONTESTANTS.shuffling
      .filter((contestant) => contestant.ours === ours)
      .map((contestant) => [contestant.name, () => contestant.prepare(size)] as const);

  it.each(contestantsOf(true))("%s needs no array", async (_, prepare) => {
    await expect(prepare()).resolves.toMatchObject({ units: 64 * 128 });
  });

  it.each(contestantsOf(false))("%s says that it needs O(n) memory", async (_, prepare) => {
    const error: unknown = await prepare().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UnsupportedOptionError);
    expect((error as LockstepError).message).toMatch(/O\(n\) memory.* 1000000000000\./);
  });
});
