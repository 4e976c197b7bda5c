import { build } from "esbuild";

/** A bundle of one file. */
export interface Bundle {
  readonly code: string;
  /** Files whose code is in it. */
  readonly inputs: readonly string[];
}

/** Options of {@link bundleByEsbuild}. */
export interface EsbuildOptions {
  readonly platform?: "browser" | "node";
  /** Packages that are left out. @default none */
  readonly external?: readonly string[];
}

/**
 * Bundles some code as if it were a file in a folder, minified. Warnings are errors.
 *
 * @throws {Error} if it cannot be bundled, with what esbuild says.
 */
export async function bundleByEsbuild(folder: string, code: string, options: EsbuildOptions = {}): Promise<Bundle> {
  const { platform = "browser", external = [] } = options;
  const { outputFiles, metafile, warnings } = await build({
    stdin: { contents: code, resolveDir: folder, loader: "ts" },
    absWorkingDir: folder,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform,
    external: [...external],
    write: false,
    metafile: true,
    outfile: "bundle.js",
    logLevel: "silent",
  });
  if (warnings.length > 0) throw new Error(warnings.map(({ text }) => text).join("\n"));
  const inputs = Object.entries(metafile.outputs["bundle.js"]!.inputs);
  return {
    code: outputFiles[0]!.text,
    inputs: inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file),
  };
}
