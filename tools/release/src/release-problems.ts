import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Manifest } from "./manifest.ts";
import { metadataProblems } from "./metadata-problems.ts";
import { publicPackages, readManifest, type PublicPackage } from "./public-packages.ts";
import { EXAMPLE, repositoryAddress } from "./repository-address.ts";

/** What a build service says of where it runs. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Why nothing may be published yet, a sentence each, with the remedy; empty if all is well.
 *
 * @param root folder of the repository.
 * @param environment of the process.
 */
export function releaseProblems(root: string, environment: Environment): readonly string[] {
  const manifest = readManifest(root);
  const packages = publicPackages(root);
  return [
    ...addressProblems(manifest, environment),
    ...packages.flatMap((one) => metadataProblems(one, manifest)),
    ...versionProblems(root, packages),
  ];
}

function addressProblems(root: Manifest, environment: Environment): readonly string[] {
  const address = repositoryAddress(root);
  if (root.repository === undefined) {
    return [
      `package.json names no repository, which npm's provenance has to prove a package to be built from. ` +
        `Add "repository": ${JSON.stringify(EXAMPLE)} with the true address, then run pnpm release:check --write and pnpm format.`,
    ];
  }
  if (address === undefined) {
    return [`repository.url in package.json is ${root.repository.url}, and must look like ${EXAMPLE.url}.`];
  }
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = environment;
  const here = server === undefined || repository === undefined ? address : `${server}/${repository}`;
  if (here === address) return [];
  return [`package.json names ${address} as the repository, but this is built from ${here}: npm would refuse it.`];
}

function versionProblems(root: string, packages: readonly PublicPackage[]): readonly string[] {
  const versions = new Set(packages.map(({ manifest }) => manifest.version));
  const waiting = readdirSync(join(root, ".changeset")).filter((file) => file.endsWith(".md"));
  if (waiting.length > 0) return [`${waiting.length} changesets wait: run pnpm release:version, and commit.`];
  return [
    ...(versions.size === 1 ? [] : [`Public packages have the versions ${[...versions].join(", ")}: all have one.`]),
    ...packages
      .filter(({ folder, manifest }) => !hasNotes(join(root, folder, "CHANGELOG.md"), manifest.version))
      .map(({ name, folder, manifest }) => `${name}: ${folder}/CHANGELOG.md has no entry for ${manifest.version}.`),
  ];
}

function hasNotes(file: string, version: string): boolean {
  return existsSync(file) && readFileSync(file, "utf8").split("\n").includes(`## ${version}`);
}
