import type { OfflineFile, OfflineManifest } from "./offline-manifest.ts";

/** What a cache needs of the world. */
export interface OfflineCacheSources {
  readonly caches: CacheStorage;
  readonly fetch: (request: Request) => Promise<Response>;
  /** The page's folder. */
  readonly scope: string;
}

const PREFIX = "lockstep-page ";

/** One build's files in the browser's cache: each build has a cache of its own, so that a page never gets files of two. */
export class OfflineCache {
  readonly #manifest: OfflineManifest;
  readonly #sources: OfflineCacheSources;
  readonly #name: string;
  readonly #paths: ReadonlySet<string>;
  /** Of all files together. */
  readonly bytes: number;

  constructor(manifest: OfflineManifest, sources: OfflineCacheSources) {
    this.#manifest = manifest;
    this.#sources = sources;
    // Pages in several folders of one origin share its caches.
    this.#name = `${PREFIX}${sources.scope} ${manifest.build}`;
    this.#paths = new Set(manifest.files.map(({ path }) => path));
    this.bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  }

  /**
   * Fetches what is not there yet; an attempt that was broken off goes on where it was.
   *
   * @param onProgress told the bytes that are there
   */
  async fill(onProgress: (bytes: number) => void): Promise<void> {
    const cache = await this.#sources.caches.open(this.#name);
    let bytes = 0;
    for (const file of this.#manifest.files) {
      const address = this.#addressOf(file.path);
      if ((await cache.match(address)) === undefined) await cache.put(address, await this.#obtain(file));
      bytes += file.bytes;
      onProgress(bytes);
    }
  }

  /** Deletes what other builds of this page left. */
  async dropOthers(): Promise<void> {
    for (const name of await this.#namesOfAll()) {
      if (name !== this.#name) await this.#sources.caches.delete(name);
    }
  }

  /** The file of this build that a request is for; null if it is for none. */
  pathOf(request: Pick<Request, "method" | "url">): string | null {
    const { scope } = this.#sources;
    const { origin, pathname } = new URL(request.url);
    const address = origin + pathname;
    if (request.method !== "GET" || !address.startsWith(scope)) return null;
    const path = address.slice(scope.length);
    const named = path === "" ? "index.html" : path;
    return this.#paths.has(named) ? named : null;
  }

  /** A file of this build; from the network if the browser threw it out of the cache. */
  async read(path: string): Promise<Response> {
    const cache = await this.#sources.caches.open(this.#name);
    const cached = await cache.match(this.#addressOf(path), { ignoreVary: true });
    return cached ?? (await this.#fetch(this.#manifest.files.find((file) => file.path === path)!));
  }

  has(path: string): boolean {
    return this.#paths.has(path);
  }

  /** A file whose name holds its hash may be in an older build's cache; the large ones seldom change. */
  async #obtain(file: OfflineFile): Promise<Response> {
    if (isHashed(file.path)) {
      for (const name of await this.#namesOfAll()) {
        const cache = await this.#sources.caches.open(name);
        const earlier = await cache.match(this.#addressOf(file.path), { ignoreVary: true });
        if (earlier !== undefined) return earlier;
      }
    }
    return await this.#fetch(file);
  }

  async #fetch({ path, integrity }: OfflineFile): Promise<Response> {
    const cache = isHashed(path) ? "default" : "no-cache";
    const answer = await this.#sources.fetch(new Request(this.#addressOf(path), { integrity, cache }));
    if (!answer.ok) throw new Error(`${path}: the server answered ${answer.status} ${answer.statusText}`);
    return answer;
  }

  async #namesOfAll(): Promise<readonly string[]> {
    const names = await this.#sources.caches.keys();
    return names.filter((name) => name.startsWith(`${PREFIX}${this.#sources.scope} `));
  }

  #addressOf(path: string): string {
    return this.#sources.scope + path;
  }
}

function isHashed(path: string): boolean {
  return path.startsWith("assets/");
}
