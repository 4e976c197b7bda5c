import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { listFiles } from "../serve/list-files.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lockstep-files-"));
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), "abc");
  writeFileSync(join(folder, "assets", "main.js"), "");
});

afterEach(() => rmSync(folder, { recursive: true }));

it("lists the files of all folders with size and hash", () => {
  // FIPS 180-2's own example: SHA-256 of "abc".
  const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  const none = createHash("sha256").digest("base64");
  expect(listFiles(folder).files).toEqual([
    { path: "assets/main.js", bytes: 0, integrity: `sha256-${none}` },
    { path: "index.html", bytes: 3, integrity: `sha256-${Buffer.from(abc, "hex").toString("base64")}` },
  ]);
});

it("names the build by content and names alone", () => {
  const { build } = listFiles(folder);
  writeFileSync(join(folder, "index.html"), "abc");
  expect(listFiles(folder).build).toBe(build);
  writeFileSync(join(folder, "index.html"), "abd");
  expect(listFiles(folder).build).not.toBe(build);
});
