import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { tarballFolder } from "./tarball-folder.ts";

/** What is said of a command line that npm has noted down as having come from there. */
function folderFor(resolved: string): string | undefined {
  const project = temporaryFolder();
  const modules = join(project, "node_modules");
  mkdirSync(modules);
  const packages = { "node_modules/lockstep": { version: "0.0.0", resolved } };
  writeFileSync(join(modules, ".package-lock.json"), JSON.stringify({ packages }));
  return tarballFolder(join(modules, "lockstep"))?.replace(project, "HERE");
}

it("is that of the tarball that npm has installed", () => {
  expect(folderFor("file:tarballs/lockstep-0.0.0.tgz")).toBe(join("HERE", "tarballs"));
  expect(folderFor("https://registry.example/lockstep/-/lockstep-0.0.0.tgz")).toBeUndefined();
  expect(folderFor("file:../packages/cli")).toBeUndefined();
});

it("is unknown where npm has installed nothing", () => {
  expect(tarballFolder()).toBeUndefined();
});
