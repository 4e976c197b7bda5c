import { describe, expect, it } from "vitest";
import { OfflineCache } from "../src/offline/offline-cache.ts";
import type { OfflineFile, OfflineManifest } from "../src/offline/offline-manifest.ts";
import { MemoryCaches } from "./memory-caches.ts";

const SCOPE = "https://example.org/demo/";

function manifestOf(build: string, ...files: readonly [path: string, bytes: number][]): OfflineManifest {
  return { build, files: files.map(([path, bytes]): OfflineFile => ({ path, bytes, integrity: `sha256-${build}` })) };
}

/** Answers with the file's path and the server's build, and counts. */
class Server {
  build = "1";
  readonly asked: Request[] = [];
  readonly broken = new Set<string>();

  readonly fetch = async (request: Request): Promise<Response> => {
    this.asked.push(request);
    const path = request.url.slice(SCOPE.length);
    if (this.broken.has(path)) return new Response("", { status: 404, statusText: "Not Found" });
    return new Response(`${path} of ${this.build}`, { headers: { "Cross-Origin-Embedder-Policy": "require-corp" } });
  };

  paths(): readonly string[] {
    return this.asked.map(({ url }) => url.slice(SCOPE.length));
  }
}

const FIRST = manifestOf("1", ["assets/big-1.wasm", 1000], ["assets/main-1.js", 100], ["index.html", 10]);
const SECOND = manifestOf("2", ["assets/big-1.wasm", 1000], ["assets/main-2.js", 200], ["index.html", 20]);

function setUp() {
  const server = new Server();
  const caches = new MemoryCaches();
  const open = (manifest: OfflineManifest, scope = SCOPE) =>
    new OfflineCache(manifest, { caches, fetch: server.fetch, scope });
  return { server, caches, open };
}

describe("OfflineCache", () => {
  it("keeps every file, with its headers, and tells how far it is", async () => {
    const { server, open } = setUp();
    const cache = open(FIRST);
    const progress: number[] = [];
    await cache.fill((bytes) => progress.push(bytes));
    expect(progress).toEqual([1000, 1100, cache.bytes]);
    expect(cache.bytes).toBe(1110);

    server.asked.length = 0;
    const page = await cache.read("index.html");
    expect(await page.text()).toBe("index.html of 1");
    expect(page.headers.get("cross-origin-embedder-policy")).toBe("require-corp");
    expect(server.asked).toEqual([]);
  });

  it("takes no file but that of its own build", async () => {
    const { server, open } = setUp();
    await open(FIRST).fill(() => {});
    expect(server.asked.map(({ integrity }) => integrity)).toEqual(Array(3).fill("sha256-1"));
    // What has no hash in its name is not taken from the browser's other cache.
    expect(server.asked.map((request) => request.cache)).toEqual(["default", "default", "no-cache"]);
  });

  it("goes on where it was broken off", async () => {
    const { server, open } = setUp();
    const manifest = manifestOf("1", ["assets/main-1.js", 100], ["about.txt", 5], ["index.html", 10]);
    server.broken.add("index.html");
    await expect(open(manifest).fill(() => {})).rejects.toThrow("index.html: the server answered 404 Not Found");
    server.broken.clear();
    server.asked.length = 0;
    await open(manifest).fill(() => {});
    expect(server.paths()).toEqual(["index.html"]);
  });

  it("fetches of a new build what the old one had not, and leaves the old one alone until it is dropped", async () => {
    const { server, caches, open } = setUp();
    const [first, second] = [open(FIRST), open(SECOND)];
    await first.fill(() => {});
    server.build = "2";
    server.asked.length = 0;
    await second.fill(() => {});
    expect(server.paths()).toEqual(["assets/main-2.js", "index.html"]);
    expect(await (await first.read("index.html")).text()).toBe("index.html of 1");
    expect(await (await second.read("index.html")).text()).toBe("index.html of 2");

    await caches.open("of somebody else");
    await second.dropOthers();
    expect((await caches.keys()).length).toBe(2);
    server.asked.length = 0;
    expect(await (await second.read("assets/big-1.wasm")).text()).toBe("assets/big-1.wasm of 1");
    expect(server.asked).toEqual([]);
  });

  it("does not touch the same page's caches in another folder", async () => {
    const { caches, open } = setUp();
    await open(FIRST).fill(() => {});
    await open(SECOND, `${SCOPE}preview/`).dropOthers();
    expect((await caches.keys()).length).toBe(1);
  });

  it("asks the network for a file that the browser threw out", async () => {
    const { open } = setUp();
    expect(await (await open(FIRST).read("index.html")).text()).toBe("index.html of 1");
  });

  it.each([
    ["GET", SCOPE, "index.html"],
    ["GET", `${SCOPE}?utm=1#train`, "index.html"],
    ["GET", `${SCOPE}index.html`, "index.html"],
    ["GET", `${SCOPE}assets/main-1.js`, "assets/main-1.js"],
    ["GET", `${SCOPE}assets/main-2.js`, null],
    ["GET", `${SCOPE}service-worker.js`, null],
    ["POST", SCOPE, null],
    ["GET", "https://example.org/index.html", null],
    ["GET", "https://elsewhere.org/demo/index.html", null],
  ])("answers %s %s with %s", (method, url, path) => {
    expect(setUp().open(FIRST).pathOf({ method, url })).toBe(path);
  });
});
