import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { DataError, InvalidOptionError } from "@lockstep/core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_PORT } from "../serve/listen.ts";
import { parseServeArguments } from "../serve/serve-arguments.ts";
import { serveDemo, type DemoServer } from "../serve/serve-demo.ts";

const LONG_TEXT = "// the same again\n".repeat(1000);
const PACKED = gzipSync(LONG_TEXT);
const FILES: Readonly<Record<string, string | Uint8Array>> = {
  "index.html": "<!doctype html><title>page</title>",
  "service-worker.js": LONG_TEXT,
  "assets/index-abc.js": LONG_TEXT,
  "assets/index-abc.css": LONG_TEXT,
  "assets/runtime-abc.mjs": LONG_TEXT,
  "assets/runtime-abc.wasm": new Uint8Array(5000),
  "assets/images-abc.idx.gz": PACKED,
};

let folder: string;
let server: DemoServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lockstep-demo-"));
  mkdirSync(join(folder, "assets"));
  for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, name), content);
  server = await serveDemo({ port: 0, folder });
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

describe("the served page", () => {
  it.each([...Object.keys(FILES), "", "not-there.js"])("isolates /%s and says what it may do", async (name) => {
    const { headers } = await fetch(server.address + name);
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-embedder-policy")).toBe("require-corp");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    const policy = headers.get("content-security-policy")!.split("; ");
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  });

  it.each([
    ["", "text/html"],
    ["assets/index-abc.js", "text/javascript"],
    ["assets/runtime-abc.mjs", "text/javascript"],
    ["assets/index-abc.css", "text/css"],
    ["assets/runtime-abc.wasm", "application/wasm"],
    ["assets/images-abc.idx.gz", "application/gzip"],
  ])("gives /%s the type %s", async (name, type) => {
    const answer = await fetch(server.address + name);
    expect(answer.headers.get("content-type")).toContain(type);
  });

  it("packs text for the way and nothing else", async () => {
    const text = await fetch(`${server.address}assets/index-abc.js`);
    expect(text.headers.get("content-encoding")).toBe("gzip");
    expect(text.headers.get("vary")).toContain("Accept-Encoding");
    expect(await text.text()).toBe(LONG_TEXT);
    for (const name of ["assets/runtime-abc.wasm", "assets/images-abc.idx.gz"]) {
      const answer = await fetch(server.address + name);
      expect(answer.headers.get("content-encoding")).toBeNull();
      expect(new Uint8Array(await answer.arrayBuffer())).toEqual(new Uint8Array(FILES[name] as Uint8Array));
    }
  });

  it("lets browsers keep what has a hash in its name, and ask again for the rest", async () => {
    const lasting = await fetch(`${server.address}assets/index-abc.js`);
    expect(lasting.headers.get("cache-control")).toContain("immutable");
    for (const name of ["", "index.html", "service-worker.js"]) {
      expect((await fetch(server.address + name)).headers.get("cache-control")).toBe("no-cache");
    }
  });

  it.each(["not-there.js", "..%2f..%2fetc/passwd", "%2e%2e/package.json", "assets/"])("has no /%s", async (name) => {
    expect((await fetch(server.address + name)).status).toBe(404);
  });
});

describe("the port", () => {
  const closers: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });

  async function occupy(port: number): Promise<void> {
    const other = createServer();
    await new Promise<void>((resolve) => {
      // Somebody else may have it, which is as good.
      other.once("error", () => resolve());
      other.listen(port, "127.0.0.1", resolve);
    });
    closers.push(() => new Promise((resolve) => other.close(resolve)));
  }

  it("is the next free one if the default is taken", async () => {
    await occupy(DEFAULT_PORT);
    const page = await serveDemo({ folder });
    closers.push(() => page.close());
    expect(page.port).toBeGreaterThan(DEFAULT_PORT);
    expect(page.address).toBe(`http://127.0.0.1:${page.port}/`);
    expect((await fetch(page.address)).status).toBe(200);
  });

  it("is refused if it was asked for and is taken", async () => {
    const attempt = serveDemo({ folder, port: server.port });
    await expect(attempt).rejects.toThrow(InvalidOptionError);
    await expect(attempt).rejects.toThrow(`--port must be free, got ${server.port}.`);
  });

  it("needs a host of this machine", async () => {
    await expect(serveDemo({ folder, port: 0, host: "192.0.2.1" })).rejects.toThrow("--host must be");
  });
});

it("refuses to serve what has not been built", async () => {
  const attempt = serveDemo({ port: 0, folder: join(folder, "assets") });
  await expect(attempt).rejects.toThrow(DataError);
  await expect(attempt).rejects.toThrow("must hold the built page");
});

describe("the command", () => {
  it("reads its arguments", () => {
    expect(parseServeArguments([])).toEqual({ help: false, build: true });
    expect(parseServeArguments(["--port", "0", "--host=::1", "--no-build"])).toEqual({
      help: false,
      build: false,
      port: 0,
      host: "::1",
    });
  });

  it.each([["--port", "70000"], ["--port", "eighty"], ["--port=-1"], ["--prot", "1"], ["page"], ["--port"]])(
    "refuses %s %s",
    (...args) => {
      expect(() => parseServeArguments(args)).toThrow(InvalidOptionError);
    },
  );

  it("prints its help, and what it refuses without a trace", async () => {
    const run = promisify(execFile);
    const main = fileURLToPath(new URL("../serve/main.ts", import.meta.url));
    const node = [process.execPath, "--conditions=@lockstep/source", main] as const;
    const { stdout } = await run(node[0], [...node.slice(1), "--help"]);
    for (const option of ["--port", "--host", "--no-build"]) expect(stdout).toContain(option);
    const refused = run(node[0], [...node.slice(1), "--port", "eighty"]);
    await expect(refused).rejects.toMatchObject({
      code: 1,
      stdout: "",
      stderr: '--port must be an integer in [0, 65535], got "eighty".\n',
    });
  });
});
