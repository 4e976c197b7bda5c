import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { PackedManifest, PackedPackage } from "./packed-package.ts";
import { runPnpm, runWell } from "./run-program.ts";
import { WORKSPACE } from "./workspace.ts";

/** What `pnpm pack --json` says of a package. */
interface PackAnswer {
  readonly name: string;
  readonly version: string;
  readonly filename: string;
  readonly integrity: string;
  readonly files: readonly { readonly path: string }[];
}

/** Builds all packages and packs them into a folder; what was built before is not built again. */
export async function packPackages(folder: string): Promise<readonly PackedPackage[]> {
  await runPnpm(WORKSPACE, "exec", "turbo", "run", "build", "--filter", PUBLIC, "--output-logs", "errors-only");
  const pack = ["--recursive", "--filter", PUBLIC, "pack", "--json", "--pack-destination", folder];
  const { stdout } = await runPnpm(WORKSPACE, ...pack);
  return Promise.all((JSON.parse(stdout) as readonly PackAnswer[]).map(unpacked));
}

/** The packages that are published, as pnpm and turbo are told. */
const PUBLIC = "./packages/*";

async function unpacked({ name, version, filename, integrity, files }: PackAnswer): Promise<PackedPackage> {
  const unpackedTo = filename.replace(/\.tgz$/, "");
  mkdirSync(unpackedTo);
  await runWell(unpackedTo, "tar", ["-xzf", filename]);
  // Whatever its name, a tarball of npm's has all in one folder of this name.
  const folder = join(unpackedTo, "package");
  const paths = files.map(({ path }) => path);
  return {
    name,
    version,
    file: filename,
    integrity,
    folder,
    files: paths,
    packedBytes: statSync(filename).size,
    unpackedBytes: paths.reduce((bytes, path) => bytes + statSync(join(folder, path)).size, 0),
    manifest: JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as PackedManifest,
  };
}
