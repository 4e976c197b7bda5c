import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A server that this machine alone can reach. */
export interface ListeningServer {
  /** Its address, which ends with a slash. */
  readonly url: string;
  close(): void;
}

/** Lets a server listen on 127.0.0.1, at a port that is free. */
export async function listenHere(server: Server): Promise<ListeningServer> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
