import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, resolve, sep } from "node:path";

/** A page that is served on this machine alone. */
export interface ServedPage {
  readonly address: string;
  close(): Promise<void>;
}

/** What a browser insists on: it runs no script and compiles no wasm of another type. */
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

/**
 * Serves a folder, cross-origin isolated: without that a page has no shared memory, and so no threads.
 *
 * Not by Vite, whose server ends this process on SIGTERM before anything else is let go of.
 */
export async function servePage(folder: string): Promise<ServedPage> {
  const server = createServer((request, response) => {
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    readServed(folder, request.url ?? "/").then(
      ({ type, content }) => response.setHeader("Content-Type", type).end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening, failed) => {
    server.once("error", failed).listen(0, "127.0.0.1", listening);
  });
  // A server that listens on a port has an address of this form, as Node's documentation says.
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** @throws {Error} for what is not a file in the folder. */
async function readServed(folder: string, url: string): Promise<{ readonly type: string; readonly content: Buffer }> {
  const { pathname } = new URL(url, "http://localhost");
  const path = resolve(join(folder, decodeURIComponent(pathname === "/" ? "/index.html" : pathname)));
  if (!path.startsWith(folder + sep)) throw new Error(`${url} is not in the page`);
  return { type: TYPES[extname(path)] ?? "application/octet-stream", content: await readFile(path) };
}
