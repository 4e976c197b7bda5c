import { findProgram } from "./find-program.ts";

/**
 * Finds `gjs`, the command line of SpiderMonkey that Linux distributions have: at the path that is given, in the
 * environment variable `LOCKSTEP_GJS`, on the search path.
 *
 * @param path of the program. @default none
 * @throws {MissingDependencyError} if there is none, or none at the path that is given.
 * @example
 * findGjs("/no/such/program"); // throws MissingDependencyError
 */
export function findGjs(path?: string): string {
  return findProgram({
    name: "gjs",
    path: path === undefined ? undefined : { option: "gjsPath", value: path },
    variable: "LOCKSTEP_GJS",
    names: ["gjs"],
    places: [],
    purpose: "to test engines on SpiderMonkey",
    remedy: "Install it (on Debian or Ubuntu: apt-get install gjs), or give its path as LOCKSTEP_GJS.",
  });
}
