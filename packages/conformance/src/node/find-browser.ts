import { findProgram } from "./find-program.ts";

/** Names of Chromium and of the browsers that are built on it, on a search path. */
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];

/** Where installers put it on systems that do not put it on the search path. */
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/**
 * Finds a browser of Chromium's family.
 *
 * The order is: the path that is given, the environment variable `LOCKSTEP_BROWSER`, the search path, the places where
 * installers put it.
 *
 * @param path of the browser's program. @default none
 * @param name what messages call the path.
 * @throws {MissingDependencyError} if there is none, or none at the path that is given.
 * @example
 * findBrowser("/no/such/program"); // throws MissingDependencyError
 */
export function findBrowser(path?: string, name: string = "browserPath"): string {
  return findProgram({
    name: "Chromium",
    path: path === undefined ? undefined : { option: name, value: path },
    variable: "LOCKSTEP_BROWSER",
    names: NAMES,
    places: PLACES,
    purpose: "to test engines in a browser",
    remedy:
      "Install it (on Debian or Ubuntu: apt-get install chromium), or give the path of Chrome or Edge as " +
      "LOCKSTEP_BROWSER or --browser-path.",
  });
}
