import { resolve } from "node:path";
import { InvalidOptionError, MissingDependencyError } from "@lockstep/core";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { ConformanceHost } from "../../src/index.ts";
import { findGjs, missingHere, openSpiderMonkeyHost, type SpiderMonkeyHostOptions } from "../../src/node/index.ts";

const conditions = ["@lockstep/source"];

function subjectPath(name: string): string {
  return resolve(import.meta.dirname, `subjects/${name}.ts`);
}

async function withHost(
  name: string,
  options: SpiderMonkeyHostOptions,
  body: (host: ConformanceHost) => Promise<void>,
): Promise<void> {
  const host = await openSpiderMonkeyHost(subjectPath(name), { conditions, ...options });
  try {
    await body(host);
  } finally {
    await host.close();
  }
}

describe("a host on SpiderMonkey", () => {
  const missing = missingHere(findGjs);

  it("shows what goes down in the middle as failures, with the program's last words", async (context) => {
    context.skip(missing !== undefined, missing);
    await withHost("crashing", {}, async (host) => {
      const outcomes = await Promise.all(host.cases.map((_, index) => host.run(index)));
      const lost = outcomes.findIndex(({ status }) => status !== "passed");
      expect(lost).toBeGreaterThan(0);
      expect(outcomes[lost]!.status).toBe("failed");
      const words = `it ended with code 7: the tenth engine was one too many`;
      expect(outcomes[lost]!.reason).toBe(`the program is gone in this case: ${words}`);
      for (const outcome of outcomes.slice(lost + 1)) {
        const reason = `the program is gone in case ${lost + 1}, before this one: ${words}`;
        expect(outcome).toEqual({ status: "failed", reason });
      }
      // Asked for again, and after the end, a case is what it was.
      expect(await host.run(0)).toEqual(outcomes[0]);
      expect(await host.run(lost)).toEqual(outcomes[lost]);
    });
  });
  it("fails a case that leaves an error which nobody catches, and no other", async (context) => {
    context.skip(missing !== undefined, missing);
    await withHost("stray", {}, async (host) => {
      const run = (name: string): ReturnType<ConformanceHost["run"]> =>
        host.run(host.cases.findIndex((info) => info.name.includes(name)));
      expect(await run("lifecycle.dispose")).toEqual({ status: "passed", engine: true });
      const { status, reason } = await run("metadata.name");
      expect([status, reason]).toEqual([
        "failed",
        expect.stringMatching(/^left an error that nobody catches: a promise was rejected in .*dispose.*@stray/),
      ]);
      expect(await run("metadata.shapes")).toEqual({
        status: "failed",
        reason: "left an error that nobody catches: Error: the timer is late",
      });
    });
  });
  it("stops what does not end", async (context) => {
    context.skip(missing !== undefined, missing);
    await withHost("looping", { caseTimeout: 3 }, async (host) => {
      const { status, reason } = await host.run(0);
      expect([status, reason]).toEqual(["failed", expect.stringContaining("had been silent for 3 s")]);
    });
  });
  it("has no outcomes any more once it is closed, and may be closed again", async (context) => {
    context.skip(missing !== undefined, missing);
    await withHost("looping", {}, async (host) => {
      const outcome = host.run(0);
      await host.close();
      expect(await outcome).toMatchObject({
        status: "failed",
        reason: expect.stringContaining("was stopped") as string,
      });
    });
  });
  it("says in the engine's own words why a module does not load", async (context) => {
    context.skip(missing !== undefined, missing);
    const opening = openSpiderMonkeyHost(subjectPath("node-only"), { conditions });
    await expect(opening).rejects.toThrow(InvalidOptionError);
    await expect(opening).rejects.toThrow(/does not load on SpiderMonkey: .*process is not defined/);
  });
  it("says why a module cannot be bundled", async (context) => {
    context.skip(missing !== undefined, missing);
    const opening = openSpiderMonkeyHost(subjectPath("no-such-module"), { conditions });
    await expect(opening).rejects.toThrow(InvalidOptionError);
    await expect(opening).rejects.toThrow(/no-such-module\.ts cannot be bundled for SpiderMonkey/);
  });
  it("refuses options that it does not know", async () => {
    const options = { timeout: 3 } as SpiderMonkeyHostOptions;
    await expect(openSpiderMonkeyHost(subjectPath("looping"), options)).rejects.toThrow(InvalidOptionError);
  });
});

describe("where gjs is missing", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it("says how to install it", () => {
    vi.stubEnv("PATH", "/no/such/folder");
    vi.stubEnv("LOCKSTEP_GJS", undefined);
    expect(() => findGjs()).toThrow(MissingDependencyError);
    expect(() => findGjs()).toThrow(/gjs must be installed.*apt-get install gjs.*LOCKSTEP_GJS/);
  });
  it("names the variable or the option that leads nowhere", async () => {
    vi.stubEnv("LOCKSTEP_GJS", "/no/such/gjs");
    expect(() => findGjs()).toThrow(/LOCKSTEP_GJS must be the path of gjs.*\/no\/such\/gjs/);
    const opening = openSpiderMonkeyHost(subjectPath("looping"), { gjsPath: "/none" });
    await expect(opening).rejects.toThrow(/gjsPath must be the path of gjs.*\/none/);
    await expect(opening).rejects.toThrow(MissingDependencyError);
  });
});
