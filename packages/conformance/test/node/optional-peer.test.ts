import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MissingDependencyError } from "@lockstep/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { optionalPeer, resolvePeer } from "../../src/node/optional-peer.ts";

/** No package of this name is installed beside the kit. */
const NOWHERE = "lockstep-test-peer";
let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "lockstep-peer-")));
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** Installs the package for everything in a folder; returns the path of its file. */
function install(name: string): string {
  const file = join(folder, name, "node_modules", NOWHERE, "index.js");
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, "");
  return file;
}

describe("a package that only some uses need", () => {
  it("is found beside the kit, with its names whether it is CommonJS or not", async () => {
    const { chromium } = await optionalPeer<typeof import("playwright-core")>("playwright-core", join(folder, "a.js"));
    expect(chromium.name()).toBe("chromium");
    const { build } = await optionalPeer<typeof import("vite")>("vite", join(folder, "a.js"));
    expect(build).toBeTypeOf("function");
  });

  it("is found beside the engine's module, and then in the working directory", () => {
    vi.spyOn(process, "cwd").mockReturnValue(join(folder, "work"));
    const module = join(folder, "engine", "subject.js");
    const there = install("work");
    expect(resolvePeer("vite", NOWHERE, module)).toBe(there);
    const beside = install("engine");
    expect(resolvePeer("vite", NOWHERE, module)).toBe(beside);
  });

  it("is asked for where it is nowhere", () => {
    const resolving = (): string => resolvePeer("vite", NOWHERE, join(folder, "subject.js"));
    expect(resolving).toThrow(MissingDependencyError);
    expect(resolving).toThrow(
      "vite must be installed to test engines in a browser or on SpiderMonkey. Run: npm install --save-dev vite",
    );
  });
});
