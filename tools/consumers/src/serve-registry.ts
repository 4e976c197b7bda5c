import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import { basename } from "node:path";
import type { PackedPackage } from "./packed-package.ts";
import { listenHere, type ListeningServer } from "./listen-here.ts";

/** Serves packages as a registry of npm's does, and knows no others: clients are sent here for our scope alone. */
export async function serveRegistry(packages: readonly PackedPackage[]): Promise<ListeningServer> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? "/").slice(1);
    const asked = packages.find(({ name, file }) => name === path || basename(file) === path);
    // Clients keep what they have read, by address: the next run may serve other bytes at this one.
    response.setHeader("cache-control", "no-store");
    if (asked === undefined) {
      response.writeHead(404).end();
    } else if (asked.name === path) {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(packument(asked, `http://${request.headers.host!}`)));
    } else {
      createReadStream(asked.file).pipe(response);
    }
  });
  return await listenHere(server);
}

/** What a registry says of a package: its one version, and where its tarball lies. */
function packument({ name, version, file, integrity, manifest }: PackedPackage, origin: string): object {
  const dist = { tarball: `${origin}/${basename(file)}`, integrity };
  return { name, "dist-tags": { latest: version }, versions: { [version]: { ...manifest, dist } } };
}
