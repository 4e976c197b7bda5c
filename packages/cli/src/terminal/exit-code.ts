import type { Interruption } from "./interrupted-error.ts";

/** What ends the process: 2 for a mistake of the caller, 1 for a failure of ours, 128 + signal after an interruption. */
export type ExitCode = 0 | 1 | 2 | 130 | 141 | 143;

/** What an interruption ends the process with. */
export const INTERRUPTION_CODES: Readonly<Record<Interruption, ExitCode>> = { SIGINT: 130, SIGPIPE: 141, SIGTERM: 143 };
