import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { MissingDependencyError } from "@lockstep/core";

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
 * @throws {MissingDependencyError} if there is none, or none at the path that is given.
 * @example
 * findBrowser("/no/such/program"); // throws MissingDependencyError
 */
export function findBrowser(path?: string): string {
  const named = path ?? process.env["LOCKSTEP_BROWSER"];
  if (named !== undefined) {
    if (isProgram(named)) return named;
    throw new MissingDependencyError({
      subject: path === undefined ? "LOCKSTEP_BROWSER" : "browserPath",
      rule: "must be the path of a browser's program",
      received: named,
      remedy: "Give the path of Chromium, Chrome or Edge, or leave it out to have it looked for.",
    });
  }
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PLACES];
  const found = candidates.find(isProgram);
  if (found !== undefined) return found;
  throw new MissingDependencyError({
    subject: "Chromium",
    rule: "must be installed to test engines in a browser, and was not found",
    remedy:
      "Install it (on Debian or Ubuntu: apt-get install chromium), or give the path of Chrome or Edge as " +
      "LOCKSTEP_BROWSER or --browser-path.",
  });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
