import { parseArgs } from "node:util";
import { InvalidOptionError } from "@lockstep/core";
import { requireInteger } from "@lockstep/core/engine";
import { DEFAULT_PORT } from "./listen.ts";

/** What the command prints for --help. */
export const HELP = `Builds Lockstep's demo page and serves it.

  --port NUMBER  port to serve at; 0 for any free one (default: the first free one from ${DEFAULT_PORT} on)
  --host NAME    address to serve at (default: 127.0.0.1, for this machine alone)
  --no-build     serve what was built before
  --help         print this
`;

/** What the command was asked for. */
export interface ServeArguments {
  readonly help: boolean;
  readonly build: boolean;
  readonly port?: number;
  readonly host?: string;
}

/**
 * Reads the command's arguments.
 *
 * @throws {InvalidOptionError} for one that there is not, or a port that is none
 */
export function parseServeArguments(args: readonly string[]): ServeArguments {
  const { help, port, host, build } = readFlags(args);
  return {
    help,
    build,
    ...(port === undefined ? {} : { port: parsePort(port) }),
    ...(host === undefined ? {} : { host }),
  };
}

function readFlags(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowNegative: true,
      options: {
        port: { type: "string" },
        host: { type: "string" },
        build: { type: "boolean", default: true },
        help: { type: "boolean", short: "h", default: false },
      },
    }).values;
  } catch (cause) {
    throw new InvalidOptionError(
      {
        subject: "the command",
        rule: "was not understood",
        received: args.join(" "),
        remedy: `${(cause as Error).message.split(". ")[0]}. See --help.`,
        cause,
      },
      "UNKNOWN_OPTION",
    );
  }
}

function parsePort(text: string): number {
  return requireInteger("--port", /^\d+$/.test(text) ? Number(text) : text, { min: 0, max: 65_535 });
}
