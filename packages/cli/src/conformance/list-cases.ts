import { conformanceCases } from "@lockstep/conformance";
import type { Output } from "../terminal/output.ts";
import type { ConformanceFlags } from "./conformance-flags.ts";
import { rejectOtherFlags } from "./reject-other-flags.ts";
import { requireOnly } from "./resolve-conformance-options.ts";
import { subject as reference } from "./subjects/reference.ts";
import { isWanted } from "./wanted-cases.ts";

/**
 * Prints the names of cases, a line each. They are the same for every engine, but for those of exact bits, which only an
 * engine that promises them has, as the reference engine does.
 *
 * @throws {InvalidOptionError} if `--only` fits none, or for a flag that would do nothing.
 */
export function listCases(flags: ConformanceFlags, output: Output): void {
  rejectOtherFlags(flags, "list", ["only"]);
  const only = requireOnly(flags.only);
  const wanted = conformanceCases(reference).filter((info) => isWanted(info, only));
  output.write(wanted.map(({ suite, name }) => `${suite} > ${name}\n`).join(""));
}
