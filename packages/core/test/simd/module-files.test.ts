import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { moduleFiles } from "../../wasm/module-files.ts";

describe("the modules in the sources", () => {
  it("are what the kernels' text makes: run `pnpm kernels` after changing it", async () => {
    const squeezed = (text: string): string => text.replaceAll(/\s|,(?=\s*\])/gu, "");
    for (const { file, text } of await moduleFiles()) {
      expect(squeezed(readFileSync(file, "utf8"))).toBe(squeezed(text));
    }
  });
});
