import { existsSync } from "node:fs";
import { join } from "node:path";
import { importsOf } from "./imports-of.ts";
import type { Manifest } from "./manifest.ts";
import type { PackedPackage } from "./packed-package.ts";

/** Top-level files that npm users look for. */
const DOCUMENTS = ["package.json", "README.md", "LICENSE"];
/** All that may be published: documents, code with its types, and data that belong to a package. */
const ALLOWED = [
  /^(package\.json|README\.md|CHANGELOG\.md|FAULTS\.md|LICENSE|LICENSE-APACHE|NOTICE)$/,
  /^dist\/.*(\.js|\.d\.ts)$/,
  /^spec\/[\w-]+\.md$/,
  /^vectors\/[\w-]+(\.schema)?\.json$/,
  /^template\//,
];
/** Ranges that only this workspace understands, or that lead around the registry. */
const LOCAL_RANGE = /^(workspace|catalog|link|file|portal|git|https?)[:+]/;
/** Code that compilers put in or that comes from another package: it lies where no source of ours does. */
const FOREIGN = /^dist\/(_virtual|node_modules)\/(.*)$/;

/**
 * What is wrong with a package as it would be published, a sentence each; empty if all is well.
 *
 * @param folder of its sources, to tell code of ours from that of others.
 */
export function packedProblems(packed: PackedPackage, folder: string): readonly string[] {
  const { manifest, files } = packed;
  return [
    ...manifestProblems(manifest),
    ...fileProblems(packed),
    ...entryPaths(manifest)
      .filter((path) => !files.includes(path))
      .map((path) => `${path}, which package.json names, is missing`),
    ...foreignProblems(packed, folder),
    ...importProblems(packed),
  ].map((problem) => `${manifest.name}: ${problem}`);
}

function manifestProblems({
  dependencies,
  peerDependencies,
  optionalDependencies,
  ...rest
}: Manifest): readonly string[] {
  const ranges = Object.entries({ ...dependencies, ...peerDependencies, ...optionalDependencies });
  return [
    ...ranges.filter(([, range]) => LOCAL_RANGE.test(range)).map(([name, range]) => `${name} is wanted as ${range}`),
    ...(rest.scripts === undefined ? [] : ["package.json has scripts, which an installation could run"]),
    ...(rest.devDependencies === undefined ? [] : ["package.json has the dependencies of its development"]),
    ...(JSON.stringify(rest).includes("@lockstep/source") ? ["package.json has the condition of the sources"] : []),
  ];
}

function fileProblems({ manifest, files }: PackedPackage): readonly string[] {
  const wanted = manifest.version === "0.0.0" ? DOCUMENTS : [...DOCUMENTS, "CHANGELOG.md"];
  return [
    ...wanted.filter((file) => !files.includes(file)).map((file) => `${file} is missing`),
    ...files.filter((file) => !ALLOWED.some((form) => form.test(file))).map((file) => `${file} must not be published`),
    ...files.filter((file) => /^dist\/.*\.(test|bench)\./.test(file)).map((file) => `${file} is a test`),
  ];
}

/** The files that a manifest names, without the `./`. */
function entryPaths({ exports, bin, sideEffects }: Manifest): readonly string[] {
  const leaves = (value: unknown): readonly unknown[] =>
    typeof value === "object" && value !== null ? Object.values(value).flatMap(leaves) : [value];
  return [exports, bin, sideEffects]
    .flatMap(leaves)
    .filter((leaf) => typeof leaf === "string")
    .map((path) => path.replace(/^\.\//, ""));
}

/** Code without a source of ours must be named in NOTICE by the folder that it lies in. */
function foreignProblems({ files, read }: PackedPackage, folder: string): readonly string[] {
  const notice = files.includes("NOTICE") ? read("NOTICE") : "";
  return files
    .filter((file) => file.startsWith("dist/") && file.endsWith(".js"))
    .filter((file) => {
      const path = file.slice("dist/".length, -".js".length);
      return !existsSync(join(folder, "src", `${path}.ts`)) && !existsSync(join(folder, `${path}.json`));
    })
    .filter((file) => !isNoticed(file, notice))
    .map((file) => `${file} has no source here, and NOTICE does not name it`);
}

function isNoticed(file: string, notice: string): boolean {
  const [, place, path] = FOREIGN.exec(file) ?? [];
  return (
    place !== undefined && notice.includes(`dist/${place}`) && notice.includes(path!.split("/").at(-1)!.slice(0, -3))
  );
}

function importProblems(packed: PackedPackage): readonly string[] {
  const { name, dependencies, peerDependencies } = packed.manifest;
  const declared = new Set([name, ...Object.keys(dependencies ?? {}), ...Object.keys(peerDependencies ?? {})]);
  return [...importsOf(packed)]
    .filter(([wanted]) => !declared.has(wanted))
    .map(([wanted, file]) => `${file} imports ${wanted}, which package.json does not name`);
}
