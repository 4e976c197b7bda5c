import { expect, it } from "vitest";
import { SECTIONS } from "../../src/sections/sections.ts";

it("names every section once, and each one loads", async () => {
  expect(new Set(SECTIONS.map(({ id }) => id)).size).toBe(SECTIONS.length);
  for (const { load } of SECTIONS) expect(await load()).toBeTypeOf("function");
});
