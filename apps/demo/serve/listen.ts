import { once } from "node:events";
import type { Server } from "node:net";
import { InvalidOptionError } from "@lockstep/core";

/** Where the search for a free port begins. */
export const DEFAULT_PORT = 4173;
const PORTS_TO_TRY = 50;

/**
 * Lets a server listen.
 *
 * @param port that has to be free, or 0 for any; undefined for the first free one from {@link DEFAULT_PORT} on
 */
export async function listen(server: Pick<Server, "listen" | "once" | "off">, host: string, port?: number) {
  if (port !== undefined) return await listenAt(server, host, port);
  for (let candidate = DEFAULT_PORT; candidate < DEFAULT_PORT + PORTS_TO_TRY; candidate++) {
    try {
      return await listenAt(server, host, candidate);
    } catch (error) {
      if (codeOf((error as Error).cause) !== "EADDRINUSE") throw error;
    }
  }
  throw new InvalidOptionError({
    subject: "--port",
    rule: `must be free, and none from ${DEFAULT_PORT} to ${DEFAULT_PORT + PORTS_TO_TRY - 1} is`,
    remedy: "Use --port 0 for any free one.",
  });
}

async function listenAt(server: Pick<Server, "listen" | "once" | "off">, host: string, port: number): Promise<void> {
  try {
    const listening = once(server as Server, "listening");
    server.listen(port, host);
    await listening;
  } catch (cause) {
    throw listenError(host, port, cause);
  }
}

/** Says what was wrong with host or port. */
function listenError(host: string, port: number, cause: unknown): InvalidOptionError {
  const code = codeOf(cause);
  if (code === "EADDRINUSE") {
    const remedy = "Leave --port away for the next free one, or use --port 0.";
    return new InvalidOptionError({ subject: "--port", rule: "must be free", received: port, remedy, cause });
  }
  if (code === "EACCES") {
    const remedy = "Use one above 1023.";
    return new InvalidOptionError({ subject: "--port", rule: "must be allowed", received: port, remedy, cause });
  }
  return new InvalidOptionError({
    subject: "--host",
    rule: "must be a name or an address of this machine",
    received: host,
    remedy: "Use 127.0.0.1, or 0.0.0.0 for all of its networks.",
    cause,
  });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
