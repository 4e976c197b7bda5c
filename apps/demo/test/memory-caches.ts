/** The browser's caches, as far as the page uses them, without a browser. */
export class MemoryCaches implements CacheStorage {
  readonly #caches = new Map<string, MemoryCache>();

  async open(name: string): Promise<Cache> {
    const cache = this.#caches.get(name) ?? new MemoryCache();
    this.#caches.set(name, cache);
    return cache;
  }

  async keys(): Promise<string[]> {
    return [...this.#caches.keys()];
  }

  async delete(name: string): Promise<boolean> {
    return this.#caches.delete(name);
  }

  async has(name: string): Promise<boolean> {
    return this.#caches.has(name);
  }

  match(): never {
    throw new Error("would look into all caches at once");
  }
}

class MemoryCache implements Cache {
  readonly #answers = new Map<string, Response>();

  async match(request: RequestInfo | URL): Promise<Response | undefined> {
    return this.#answers.get(addressOf(request))?.clone();
  }

  async put(request: RequestInfo | URL, answer: Response): Promise<void> {
    this.#answers.set(addressOf(request), answer);
  }

  add(): never {
    throw new Error("not in use");
  }

  addAll(): never {
    throw new Error("not in use");
  }

  delete(): never {
    throw new Error("not in use");
  }

  keys(): never {
    throw new Error("not in use");
  }

  matchAll(): never {
    throw new Error("not in use");
  }
}

function addressOf(request: RequestInfo | URL): string {
  return request instanceof Request ? request.url : new URL(request).href;
}
