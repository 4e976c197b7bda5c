import { MissingDependencyError } from "@lockstep/core";
import { expect, it, vi } from "vitest";
import { CONTESTANTS } from "../../src/bench/contestants.ts";
import { TINY_SIZE } from "./try-contestants.ts";

vi.mock("@jax-js/jax", () => {
  throw new Error("Cannot find package '@jax-js/jax'");
});

it.each(Object.entries(CONTESTANTS).filter(([, list]) => list.some(({ needs }) => needs !== undefined)))(
  "%s: what is not installed is named, with how to install it",
  async (_, contestants) => {
    for (const contestant of contestants.filter(({ needs }) => needs !== undefined)) {
      const error: unknown = await contestant.prepare(TINY_SIZE).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(MissingDependencyError);
      expect((error as MissingDependencyError).message).toContain(`npm install --save-dev ${contestant.needs}`);
    }
  },
);
