import { spawn } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { namedPipe } from "../../test/named-pipe.ts";
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

  it("leaves a link a link, and replaces what it points to in that folder", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "real"));
    writeFileSync(join(folder, "real", "x.json"), "old");
    symlinkSync(join("real", "x.json"), join(folder, "link"));
    writeWhole(join(folder, "link"), "new");
    expect(lstatSync(join(folder, "link")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, "real", "x.json"), "utf8")).toBe("new");
    expect(readdirSync(join(folder, "real"))).toEqual(["x.json"]);
  });

  it("creates the file that a link promises", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "real"));
    symlinkSync(join("real", "x.json"), join(folder, "link"));
    requireWritable("--json", join(folder, "link"), "");
    expect(readdirSync(join(folder, "real"))).toEqual([]);
    writeWhole(join(folder, "link"), "new");
    expect(lstatSync(join(folder, "link")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, "real", "x.json"), "utf8")).toBe("new");
  });

  it("keeps to 255 bytes of a name beside a file with the longest one", () => {
    const folder = temporaryFolder();
    const name = "x".repeat(255);
    requireWritable("--json", join(folder, name), "");
    writeWhole(join(folder, name), "new");
    expect(readdirSync(folder)).toEqual([name]);
  });
});

describe.skipIf(process.platform === "win32")("a named pipe", () => {
  it.each(["itself", "behind a link"])(
    "%s is written into and stays",
    async (way) => {
      const folder = temporaryFolder();
      const pipe = namedPipe(join(folder, "pipe"));
      const link = join(folder, "link");
      symlinkSync("pipe", link);
      const path = way === "itself" ? pipe : link;
      const reader = spawn("cat", [pipe], { stdio: ["ignore", "pipe", "ignore"] });
      // It would wait for ever for a pipe that has been replaced.
      onTestFinished(() => void reader.kill());
      let received = "";
      reader.stdout.setEncoding("utf8").on("data", (text: string) => {
        received += text;
      });
      requireWritable("--json", path, "");
      writeWhole(path, "through");
      expect(statSync(pipe).isFIFO()).toBe(true);
      expect(lstatSync(link).isSymbolicLink()).toBe(true);
      await new Promise((resolve) => reader.on("close", resolve));
      expect(received).toBe("through");
      expect(readdirSync(folder)).toEqual(["link", "pipe"]);
    },
    5000,
  );
});

describe("requireWritable", () => {
  const require = (...path: readonly string[]): void => requireWritable("--json", join(...path), "Do so.");

  it("takes a file to be and leaves no trace", () => {
    const folder = temporaryFolder();
    require(folder, "x.json");
    writeFileSync(join(folder, "y.json"), "old");
    require(folder, "y.json");
    expect(readdirSync(folder)).toEqual(["y.json"]);
    expect(readFileSync(join(folder, "y.json"), "utf8")).toBe("old");
  });

  it("refuses a folder, also one that is not there", () => {
    const folder = temporaryFolder();
    expect(() => require(folder)).toThrow(/must be a file, not a folder/);
    expect(() => require(folder, "new/")).toThrow(/must be a file, not a folder/);
    expect(existsSync(join(folder, "new"))).toBe(false);
  });

  it("refuses a folder that is missing, is a file or cannot be written, and a name that is too long", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "file"), "");
    for (const path of [join("no", "x.json"), join("file", "x.json"), "x".repeat(256)]) {
      expect(() => require(folder, path)).toThrow(/must lie in a folder that exists.*Do so\.$/);
    }
    symlinkSync("circle", join(folder, "circle"));
    expect(() => require(folder, "circle")).toThrow(/must lie in a folder that exists/);
  });

  // Mode bits do not bind root; this folder takes new files from nobody.
  it.runIf(process.platform === "linux")("tries the operation itself, which permissions alone do not tell", () => {
    expect(() => requireWritable("--json", "/proc/x.json", "Do so.")).toThrow(/must lie in a folder that exists/);
  });
});
