import { MissingDependencyError } from "@lockstep/core";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { TestBody } from "../../src/index.ts";
import { describeWhereInstalled, type ClosingRunner } from "../../src/node/describe-where-installed.ts";
import { missingHere } from "../../src/node/missing-here.ts";

const missing = new MissingDependencyError({ subject: "gjs", rule: "must be installed", remedy: "Install it." });

/** A framework that keeps the tests that are registered. */
function listingRunner(): ClosingRunner & { readonly tests: Map<string, TestBody>; readonly groups: string[] } {
  const groups: string[] = [];
  const tests = new Map<string, TestBody>();
  return {
    tests,
    groups,
    describe(name, body) {
      groups.push(name);
      body();
    },
    it: (name, body) => tests.set(name, body),
    afterAll: () => undefined,
  };
}

function throwing(error: Error): () => never {
  return () => {
    throw error;
  };
}

function describeMissing(runner: ClosingRunner, error: Error, record = "my-engine.json"): Promise<void> {
  const open = (): Promise<never> => Promise.reject(error);
  return describeWhereInstalled(runner, { place: "on SpiderMonkey", record, open });
}

describe("a place that is not installed", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it("is a test that is skipped with what to install", async () => {
    vi.stubEnv("CI", undefined);
    const runner = listingRunner();
    await describeMissing(runner, missing);
    const skip = vi.fn();
    await runner.tests.get("on SpiderMonkey")?.({ skip });
    expect(skip).toHaveBeenCalledWith("skipped: gjs must be installed. Install it.");
  });
  it.each([
    ["results/my-engine.node.json", "my-engine in Node"],
    ["my-engine.spidermonkey.json", "my-engine in SpiderMonkey"],
    ["my-engine.json", "my-engine"],
    ["my.engine.json", "my.engine"],
  ])("is told of by its record %s as %s", async (record, name) => {
    vi.stubEnv("CI", undefined);
    const runner = listingRunner();
    await describeMissing(runner, missing, record);
    expect(runner.groups).toEqual([`conformance of ${name}`]);
  });
  it.each(["true", "1", "woodpecker"])("is an error in CI, where CI is %j", async (value) => {
    vi.stubEnv("CI", value);
    await expect(describeMissing(listingRunner(), missing)).rejects.toBe(missing);
    expect(() => missingHere(throwing(missing))).toThrow(missing);
  });
  it.each([undefined, "", "0", "false", "FALSE", " "])("is no error where CI is %j", async (value) => {
    vi.stubEnv("CI", value);
    await describeMissing(listingRunner(), missing);
    expect(missingHere(throwing(missing))).toBe("gjs must be installed. Install it.");
    expect(missingHere(() => "/usr/bin/gjs")).toBeUndefined();
  });
  it("is not what other errors say", async () => {
    vi.stubEnv("CI", undefined);
    const other = new Error("other");
    await expect(describeMissing(listingRunner(), other)).rejects.toBe(other);
    expect(() => missingHere(throwing(other))).toThrow(other);
  });
});
