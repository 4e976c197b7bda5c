import { resolve } from "node:path";
import { InvalidOptionError, MissingDependencyError } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import type { ConformanceHost } from "../../src/index.ts";
import { findBrowser, missingHere, openBrowserHost, type BrowserHostOptions } from "../../src/node/index.ts";
import { gpuFlags } from "../../src/node/gpu-flags.ts";

async function withHost(
  name: string,
  options: BrowserHostOptions,
  body: (host: ConformanceHost) => Promise<void>,
): Promise<void> {
  const path = resolve(import.meta.dirname, `subjects/${name}.ts`);
  const host = await openBrowserHost(path, { conditions: ["@lockstep/source"], ...options });
  try {
    await body(host);
  } finally {
    await host.close();
  }
}

/** The place of a case in a host. */
function placeOf(host: ConformanceHost, name: string): number {
  return host.cases.findIndex((info) => info.name.includes(name));
}

describe("a host in a browser", () => {
  const missing = missingHere(findBrowser);

  it("fails a case that leaves an error which nobody catches, and no other", async (context) => {
    context.skip(missing !== undefined, missing);
    await withHost("stray", {}, async (host) => {
      const run = (name: string): ReturnType<ConformanceHost["run"]> => host.run(placeOf(host, name));
      const left = (words: string): object => ({
        status: "failed",
        reason: `left an error that nobody catches: ${words}`,
      });
      // Asked for at once, they run one after another.
      const outcomes = await Promise.all(["metadata.name", "lifecycle.dispose", "metadata.shapes"].map(run));
      expect(outcomes).toEqual([
        left("the device is lost"),
        { status: "passed", engine: true },
        left("the timer is late"),
      ]);
      expect(await run("lifecycle.dispose")).toEqual({ status: "passed", engine: true });
    });
  });
  it("gives the cases after one that does not end a new page", async (context) => {
    context.skip(missing !== undefined, missing);
    await withHost("looping-on-flatten", { caseTimeout: 2 }, async (host) => {
      const place = placeOf(host, "metadata.shapes");
      expect(await host.run(place - 1)).toEqual({ status: "passed", engine: true });
      expect(await host.run(place)).toEqual({ status: "failed", reason: "did not end within 2 s" });
      expect(await host.run(place + 1)).toEqual({ status: "passed", engine: true });
    });
  });
  it("refuses another GPU than there is", async () => {
    const opening = openBrowserHost("none.ts", { gpu: "hard" } as unknown as BrowserHostOptions);
    await expect(opening).rejects.toThrow(InvalidOptionError);
    await expect(opening).rejects.toThrow(/gpu must be .*software.*hardware.*got "hard"/);
  });
});

describe("the browser's flags", () => {
  it("name SwiftShader only for software, and leave hardware to the browser", () => {
    expect(gpuFlags("software").join(" ")).toMatch(/angle=swiftshader.*webgpu-adapter=swiftshader/);
    expect(gpuFlags("hardware", "linux")).toContain("--enable-unsafe-webgpu");
    expect(gpuFlags("hardware", "linux").join(" ")).not.toMatch(/swiftshader|blocklist/);
    for (const platform of ["darwin", "win32"] as const) expect(gpuFlags("hardware", platform)).toEqual([]);
  });
});

const module = resolve(import.meta.dirname, "../subjects/reference.ts");

describe("a browser's path that is none", () => {
  it("is refused if no program is there, under the name that the caller gave it", () => {
    for (const path of ["/no/such/program", "/tmp"]) {
      const find = (): string => findBrowser(path, "--browser-path");
      expect(find).toThrow(MissingDependencyError);
      expect(find).toThrow(/^--browser-path must be the path of Chromium, got/);
    }
    expect(() => findBrowser("/tmp")).toThrow(/^browserPath must be/);
  });

  it.skipIf(process.platform === "win32")(
    "is refused if the program is no Chromium, in one line, with its own words as the cause",
    async () => {
      const steps: string[] = [];
      const opening = openBrowserHost(module, {
        browserPath: process.execPath,
        browserPathName: "--browser-path",
        conditions: ["@lockstep/source"],
        onStep: (step) => void steps.push(step),
      });
      const error: unknown = await opening.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(InvalidOptionError);
      const { message, cause } = error as InvalidOptionError;
      expect(message).toMatch(/^--browser-path \S+ does not start as Chromium does: .+\. Give the path of Chromium/);
      expect(message.length).toBeLessThan(500);
      expect(message).not.toContain("\u001B");
      expect((cause as Error).message).toContain("<launching>");
      expect(steps).toEqual(["bundling the engine and the suites", "starting Chromium"]);
    },
  );
});
