import { resolve } from "node:path";
import { InvalidOptionError, MissingDependencyError } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { findBrowser, openBrowserHost } from "../../src/node/index.ts";

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
