import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { requireWritable, writeWhole } from "./whole-file.ts";

describe("writeWhole", () => {
  it("replaces a file and leaves nothing beside it", () => {
    const folder = temporaryFolder();
    const path = join(folder, "x.json");
    writeFileSync(path, "old and longer");
    writeWhole(path, "new");
    expect(readFileSync(path, "utf8")).toBe("new");
    expect(readdirSync(folder)).toEqual(["x.json"]);
  });

  it("leaves what is there when it cannot take its place", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "x", "inside"), { recursive: true });
    expect(() => writeWhole(join(folder, "x"), "new")).toThrow(/directory/);
    expect(readdirSync(folder)).toEqual(["x"]);
  });
});

describe("requireWritable", () => {
  it("takes a file to be, and refuses a folder or a path without one", () => {
    const folder = temporaryFolder();
    requireWritable("--json", join(folder, "x.json"));
    expect(() => requireWritable("--json", folder)).toThrow(/must be a file, not a folder/);
    expect(() => requireWritable("--json", join(folder, "no", "x.json"))).toThrow(/must lie in a folder that exists/);
  });
});
