import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { InvalidOptionError } from "@lockstep/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowserHost, openSpiderMonkeyHost, requireSharedCore } from "../../src/node/index.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "lockstep-two-cores-")));
const theirs = join(folder, "node_modules/@lockstep/core");
const ours = realpathSync(resolve(import.meta.dirname, "../../../core"));
const module = join(folder, "subject.js");

beforeAll(() => {
  mkdirSync(theirs, { recursive: true });
  writeFileSync(join(theirs, "package.json"), JSON.stringify({ name: "@lockstep/core", version: "0.0.0" }));
  writeFileSync(module, "export const subject = {};");
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("an engine that finds a second copy of core", () => {
  it("is refused with both paths and what to do", () => {
    const check = (): void => requireSharedCore(module, "--engine ./subject.js");
    expect(check).toThrow(InvalidOptionError);
    expect(check).toThrow(
      "--engine ./subject.js must share one copy of @lockstep/core with the suites: " +
        `it finds ${theirs}, and they have ${ours}. ` +
        "Run npm install --save-dev lockstep beside the engine, and then npx lockstep there.",
    );
  });

  it("is refused before anything is bundled or started", async () => {
    for (const open of [openBrowserHost, openSpiderMonkeyHost]) {
      await expect(open(module)).rejects.toThrow(/must share one copy of @lockstep\/core/);
    }
  });

  it("is no engine that finds the copy of the suites, or none", () => {
    expect(() => requireSharedCore(resolve(import.meta.dirname, "../subjects/reference.ts"))).not.toThrow();
    expect(() => requireSharedCore(join(tmpdir(), "subject.js"))).not.toThrow();
  });
});
