import { parseArgs } from "node:util";

/** What the command prints for --help. */
export const HELP = `Builds Lockstep's documentation with its reference and serves it on this machine.

  --port NUMBER  port to serve at; 0 for any free one (default: 4180, or any free one if that is taken)
  --build-only   write the site to docs/.vitepress/dist and end
  --no-build     serve what was built before
  --help         print this
`;

/** What the command was asked for. */
export interface SiteArguments {
  readonly help: boolean;
  readonly build: boolean;
  readonly serve: boolean;
  readonly port?: number;
}

/**
 * Reads the command's arguments.
 *
 * @throws {Error} for one that there is not, or a port that is none.
 */
export function readSiteArguments(args: readonly string[]): SiteArguments {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      port: { type: "string" },
      build: { type: "boolean", default: true },
      "build-only": { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
    throw new Error(`--port must be a whole number from 0 to 65535, got ${values.port}.`);
  }
  return {
    help: values.help,
    build: values.build,
    serve: !values["build-only"],
    ...(port === undefined ? {} : { port }),
  };
}
