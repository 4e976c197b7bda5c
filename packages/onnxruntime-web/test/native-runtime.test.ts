import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { MissingDependencyError } from "@lockstep/core";
import { describe, expect, it, onTestFinished } from "vitest";
import { importRuntime } from "./subjects/node.ts";

/** The address of a module with this code. */
function moduleOf(code: string): string {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-runtime-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "runtime.mjs");
  writeFileSync(path, code);
  return pathToFileURL(path).href;
}

describe("the native runtime", () => {
  it("is a missing dependency if it is not installed", async () => {
    const loading = importRuntime("lockstep-no-such-runtime");
    await expect(loading).rejects.toThrow(MissingDependencyError);
    await expect(loading).rejects.toThrow(/^lockstep-no-such-runtime must be installed/);
  });
  it("is none if a package that it imports is missing", async () => {
    const loading = importRuntime(moduleOf('import "lockstep-no-such-binding";'));
    await expect(loading).rejects.not.toThrow(MissingDependencyError);
    await expect(loading).rejects.toThrow(/Cannot find package 'lockstep-no-such-binding'/);
  });
  it("is none if it throws as it loads", async () => {
    const loading = importRuntime(moduleOf('throw new Error("no binary for this machine");'));
    await expect(loading).rejects.toThrow(/^no binary for this machine$/);
  });
});
