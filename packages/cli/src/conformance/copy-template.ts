import { cpSync, existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative, resolve } from "node:path";
import { InvalidOptionError } from "@lockstep/core";
import { packageVersion } from "../package-version.ts";
import { printHeading, printParagraph } from "../render/page.ts";
import type { Output } from "../terminal/output.ts";
import type { ConformanceFlags } from "./conformance-flags.ts";
import { rejectOtherFlags } from "./reject-other-flags.ts";
import { tarballFolder } from "./tarball-folder.ts";

/** In the manifest: all packages of Lockstep have one version. */
const VERSION_MARK = "LOCKSTEP_VERSION";

const RUN = "npm run conformance";
/** The version of packages that no registry has. */
const UNPUBLISHED = "0.0.0";

/**
 * Copies the template of an engine into a folder, which is created if it is not there.
 *
 * @param folder where to.
 * @throws {InvalidOptionError} if there is something in the folder, or for a flag that would do nothing.
 */
export function copyTemplate(folder: string, flags: ConformanceFlags, output: Output): void {
  rejectOtherFlags(flags, "init");
  const target = resolve(folder);
  requireEmpty(folder, target);
  const template = join(
    dirname(createRequire(import.meta.url).resolve("@lockstep/conformance/package.json")),
    "template",
  );
  cpSync(template, target, { recursive: true });
  // Under their own names npm and TypeScript would take them for the package's, and leave some of them out.
  for (const file of readdirSync(target)) {
    if (file.startsWith("_")) renameSync(join(target, file), join(target, nameOf(file)));
  }
  const manifest = join(target, "package.json");
  writeFileSync(manifest, readFileSync(manifest, "utf8").replaceAll(VERSION_MARK, `^${packageVersion()}`));
  tell(target, output);
}

function nameOf(file: string): string {
  return file === "_gitignore" ? ".gitignore" : file.slice(1);
}

function requireEmpty(folder: string, target: string): void {
  if (!existsSync(target) || (statSync(target).isDirectory() && readdirSync(target).length === 0)) return;
  throw new InvalidOptionError({
    subject: "--init",
    rule: "must be a new folder, or an empty one",
    received: folder,
    remedy: "Choose another name: nothing is written over.",
  });
}

function tell(target: string, output: Output): void {
  const place = relative(process.cwd(), target) || ".";
  printHeading(output, `A new engine in ${place}`);
  for (const file of readdirSync(target, { recursive: true, encoding: "utf8" }).sort()) {
    if (statSync(join(target, file)).isFile()) printParagraph(output, file, "dim");
  }
  output.write("\n");
  printParagraph(output, "It is small and complete. Next:");
  // Not as a paragraph: a command is not broken into lines.
  for (const step of stepsIn(place)) output.write(`    ${step}\n`);
  printParagraph(output, `Then begin with ${join(basename(target), "src", "engine.ts")}.`);
}

/** What to type to see that it passes. Packages that no registry has are installed from where they are. */
function stepsIn(place: string): readonly string[] {
  const enter = place === "." ? [] : [`cd ${place}`];
  if (packageVersion() !== UNPUBLISHED) return [...enter, "npm install", RUN];
  const folder = tarballFolder();
  const where = "# DIR: what `npx -y pnpm@12 tarballs` has made in the repository";
  return [
    ...enter,
    folder === undefined ? `npm install DIR/*.tgz   ${where}` : `npm install ${join(folder, "*.tgz")}`,
    RUN,
  ];
}
