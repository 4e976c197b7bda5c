import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";

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
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { Allow: "GET, HEAD" }).end();
      return;
    }
    const path = servedPath(folder, request.url ?? "/");
    if (path === undefined) {
      response.writeHead(400).end();
      return;
    }
    readFile(path).then(
      (content) => response.setHeader("Content-Type", TYPES[extname(path)] ?? "application/octet-stream").end(content),
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

/** The file that an address stands for, never one outside of the folder; nothing for what is no address. */
function servedPath(folder: string, url: string): string | undefined {
  // A parsed address has no `..` left, and one that is written in per cents stays so.
  const address = `http://localhost${url}`;
  if (!url.startsWith("/") || !URL.canParse(address)) return undefined;
  const { pathname } = new URL(address);
  return join(folder, pathname === "/" ? "index.html" : pathname);
}
