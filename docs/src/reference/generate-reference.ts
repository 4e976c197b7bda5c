import { rmSync } from "node:fs";
import { packageEntries, type PackageEntry } from "lockstep-docs/package-entries";
import { Application, Converter, PageEvent, type DeclarationReflection } from "typedoc";
import { Complaints } from "./complaints.ts";
import { readDocstrings } from "./docstrings.ts";
import { packagesProgram } from "./packages-program.ts";
import { pageText } from "./page-text.ts";
import { REFERENCE_FOLDER } from "./reference-folder.ts";
import { REFERENCE_OPTIONS } from "./reference-options.ts";
import { referenceTheme } from "./reference-theme.ts";
import { entryPath, pagesBySource, sortNames, type SourcePages } from "./source-pages.ts";
import { validateExports } from "./validate-exports.ts";
import { writeIndex } from "./write-index.ts";

/**
 * Writes the reference of every public name into {@link REFERENCE_FOLDER}.
 *
 * @throws {Error} with all that typedoc warns about.
 */
export async function generateReference(): Promise<void> {
  const entries = packageEntries().toSorted((one, other) => placeOf(one) - placeOf(other));
  const app = await Application.bootstrapWithPlugins({
    ...REFERENCE_OPTIONS,
    packagesRequiringDocumentation: [...new Set(entries.map(({ packageName }) => packageName))],
    theme: "reference",
  });
  const complaints = new Complaints();
  app.logger = complaints;
  app.renderer.defineTheme("reference", referenceTheme(readDocstrings(app)));

  const program = packagesProgram(entries);
  const entryPoints = entries.map((entry) => ({
    displayName: entryPath(entry),
    program,
    sourceFile: program.getSourceFile(entry.path)!,
  }));
  let made: SourcePages | undefined;
  app.converter.on(
    Converter.EVENT_RESOLVE_BEGIN,
    ({ project }) => {
      made = pagesBySource(project, entries);
    },
    1,
  );
  const project = app.converter.convert(entryPoints);
  sortNames(made!);
  app.validate(project);
  validateExports(app, project);

  const pages = new Map(made!.pages.map((page) => [page.module as unknown, page]));
  const addresses = new Map<DeclarationReflection, string>();
  app.renderer.on(PageEvent.END, (event) => {
    const page = pages.get(event.model);
    if (page === undefined) return;
    event.contents = pageText(page, event.contents ?? "");
    for (const name of page.module.children ?? []) {
      addresses.set(name, `/api/${page.path}#${app.renderer.router!.getAnchor(name)}`);
    }
  });
  rmSync(REFERENCE_FOLDER, { recursive: true, force: true });
  await app.outputs.writeOutput({ name: "markdown", path: REFERENCE_FOLDER }, project);
  writeIndex(entries, made!, addresses);
  if (complaints.all.length > 0) throw new Error(complaints.all.join("\n"));
}

/** The packages in the order in which the reference lists them. */
const PACKAGES = ["core", "tfjs", "onnxruntime-web", "onnx", "conformance"].map((name) => `@lockstep/${name}`);

function placeOf({ packageName }: PackageEntry): number {
  const place = PACKAGES.indexOf(packageName);
  return place === -1 ? PACKAGES.length : place;
}
